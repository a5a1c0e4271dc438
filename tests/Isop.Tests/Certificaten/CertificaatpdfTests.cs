using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Isop.Core.Certificaten;
using Isop.Core.Time;
using Isop.Tests.Cards;
using Isop.Tests.Pdf;

namespace Isop.Tests.Certificaten;

public sealed class CertificaatpdfTests
{
    public static TheoryData<string> Voorbeelden => [.. Papier.Alle.Keys];

    [Theory, MemberData(nameof(Voorbeelden))]
    public void Every_fact_is_printed(string voorbeeld)
    {
        var (c, naam) = Papier.Alle[voorbeeld];
        var page = Gelezen(Maak(voorbeeld));
        string[] facts =
        [
            "Certificaat", naam, c.Titel, c.Omschrijving, c.Waar, c.Inhoud, c.Studiejaar, c.Uitgever, c.Ondertekenaar, c.Functie, $"{c.Nummer}",
            $"Verstrekt op {Dutch.Date(c.Verstrekt)}", c.GeldigTot is { } tot ? $"Geldig tot en met {Dutch.Date(tot)}" : "Blijft geldig",
            $"Controleer dit certificaat: {c.Adres}", "geen handtekening", .. c.Dagen.Select(Dutch.Date),
        ];
        Assert.All(facts, fact => Assert.Contains(Zonder(fact), page));
        Assert.Equal(c.Minuten is not null, page.Contains("uur"));
    }

    [Theory]
    [InlineData(45, "45 minuten")]
    [InlineData(60, "1 uur")]
    [InlineData(61, "1 uur en 1 minuut")]
    [InlineData(90, "1,5 uur")]
    [InlineData(100, "1 uur en 40 minuten")]
    [InlineData(150, "2,5 uur")]
    [InlineData(1800, "30 uur")]
    public void How_long_it_lasted_is_said_as_people_say_it(int minuten, string gezegd)
    {
        Assert.Contains(Zonder($"op 14 oktober 2026, {gezegd} Waar"), Gelezen(Certificaatpdf.Maak(Papier.Gewoon with { Minuten = minuten }, "Jan Smit").Bytes));
        Assert.Contains(Zonder($"Wanneer: 3 dagen, {gezegd} 9 september"), Gelezen(Certificaatpdf.Maak(Papier.Gewoon with { Minuten = minuten, Dagen = Papier.Dagen(3) }, "Jan Smit").Bytes));
    }

    [Fact]
    public void Hard_names_print_letter_for_letter() => Assert.All(Papier.MoeilijkeNamen, naam =>
    {
        var bestand = Certificaatpdf.Maak(Papier.Gewoon, naam);
        Assert.Empty(bestand.Vervangen);
        Assert.Contains(Zonder(naam), Gelezen(bestand.Bytes));
    });

    [Fact]
    public async Task A_screen_reader_gets_one_heading_and_every_part_in_order()
    {
        var document = await PdfjsDocument.ReadAsync(Maak("kort"));
        Assert.Equal(("nl-NL", true, "Certificaat Opfriscursus werkplekbegeleiders van Jan Smit"), (document.Language, document.Marked, document.Title));
        var page = Assert.Single(document.Pages);
        var parts = page.Tree.All().Single(n => n.Role == "Document").Children!;
        Assert.Equal(
            [
                "P Partnerschap ISOP", "H1 Certificaat", "P uitgereikt aan", "P Jan Smit", "H2 Opfriscursus werkplekbegeleiders",
                "P Volgde de opfriscursus voor werkplekbegeleiders van studenten aan de pabo.", "P Wanneer", "P op 14 oktober 2026, 2,5 uur", "P Waar",
                "P Basisschool De Linde, Ulft", "P Waar het over ging", "P Feedback geven, het voortgangsgesprek en de nieuwe stagevragenlijst.",
                "P Onderwijsbureau ISOP", "P namens de opleidingen en de besturen", "P Verstrekt op 18 november 2026",
                "P Geldig tot en met 31 juli 2028 · studiejaar 2026-2027", "P Hier staat geen handtekening: iedereen kan online zien of dit certificaat echt is.",
                "P Controleer dit certificaat: https://isop.example.nl/c/q7Jd2mXkR4vT9sLwB1cNfA", "P Nummer q7Jd2mXkR4vT9sLwB1cNfA", "Figure ",
            ],
            parts.Select(p => $"{p.Role} {p.Said()}"));
        Assert.Equal("QR-code. Hij leidt naar https://isop.example.nl/c/q7Jd2mXkR4vT9sLwB1cNfA, waar je dit certificaat controleert.", parts[^1].Alt);
        Assert.Equal("", page.Outside);
    }

    [Fact]
    public async Task Several_days_are_a_list_read_from_the_first_to_the_last()
    {
        var document = await PdfjsDocument.ReadAsync(Maak("tien-dagen"));
        Assert.Equal(Papier.Dagen(10).Select(Dutch.Date), document.All("LI").Select(i => i.Said()));
        Assert.Equal("LBody", Assert.Single(document.All("LI").First().Children!).Role);
        Assert.Contains("Wanneer: 10 dagen, 30 uur", document.All("P").Select(p => p.Said()));
    }

    [Theory, MemberData(nameof(Voorbeelden))]
    public async Task Poppler_finds_one_tagged_page_of_A4_on_its_side_with_embedded_fonts(string voorbeeld)
    {
        var file = Maak(voorbeeld);
        PdfControle.Check(file);
        var info = await PdfTools.PopplerAsync("pdfinfo", file, "-isodates");
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Pages:\s+1\n", info);
        Assert.Matches(@"Page size:\s+841\.89 x 595\.28 pts \(A4\)", info);
        Assert.Matches(@"CreationDate:\s+2026-11-18T", info);
        Assert.Matches(@"Author:\s+Partnerschap ISOP", info);
        var fonts = (await PdfTools.PopplerAsync("pdffonts", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(2, fonts.Length);
        Assert.All(fonts, f => Assert.Matches(@"^[A-Z]{6}\+SourceSans3-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes", f));
    }

    [Theory]
    [InlineData("https://isop.example.nl/c/q7Jd2mXkR4vT9sLwB1cNfA", "-gray")]
    [InlineData("https://isop.example.nl/c/q7Jd2mXkR4vT9sLwB1cNfA", "-cropbox")]
    [InlineData("http://localhost:3978/c/q7Jd2mXkR4vT9sLwB1cNfA", "-mono")]
    [InlineData("https://certificaten.samen-opleiden.een-lange-naam-van-een-partnerschap.example.nl/c/q7Jd2mXkR4vT9sLwB1cNfA", "-gray")]
    public async Task A_phone_reads_the_address_from_the_printed_code(string adres, string drukwijze)
    {
        var file = Certificaatpdf.Maak(Papier.Gewoon with { Adres = new(adres) }, "Jan Smit").Bytes;
        var png = await PdfTools.PictureAsync(file, 150, drukwijze);
        Assert.Equal(adres, await Oracle.RunAsync<string>("qr-read.cjs", new { Png = Convert.ToBase64String(png) }));
    }

    [Fact]
    public void A_code_stands_free_of_what_is_around_it()
    {
        var modules = Qrcode.Modules(Papier.Gewoon.Adres.AbsoluteUri);
        var n = modules.GetLength(0);
        Assert.Equal(n, modules.GetLength(1));
        Assert.Equal(1, (n - 2 * Qrcode.Rand) % 4);
        for (var y = 0; y < n; y++)
        {
            for (var x = 0; x < n; x++)
            {
                var inside = Math.Min(Math.Min(x, y), n - 1 - Math.Max(x, y)) >= Qrcode.Rand;
                Assert.False(!inside && modules[y, x], $"({x}, {y}) is dark.");
            }
        }

        Assert.True(modules[Qrcode.Rand, Qrcode.Rand] && modules[Qrcode.Rand, n - 1 - Qrcode.Rand] && modules[n - 1 - Qrcode.Rand, Qrcode.Rand]);
    }

    [Fact]
    public void The_same_record_gives_the_same_bytes_in_any_culture_and_on_any_thread()
    {
        var expected = Papier.Alle.Keys.ToDictionary(v => v, Hash);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["nl-NL", "tr-TR", "ar-SA", "th-TH"])
            {
                CultureInfo.CurrentCulture = new(culture);
                Assert.Equal(expected, Papier.Alle.Keys.ToDictionary(v => v, Hash));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        var names = Papier.Alle.Keys.ToArray();
        var made = new string[48];
        Parallel.For(0, made.Length, i => made[i] = Hash(names[i % names.Length]));
        Assert.All(made.Index(), m => Assert.Equal(expected[names[m.Index % names.Length]], m.Item));
        Assert.Equal(names.Length, expected.Values.Distinct().Count());
    }

    /// <summary>
    /// The page of version 1 may never change: issued files are compared by hash. Does this fail, then put back what you changed and make version 2
    /// instead; do not write a new hash here.
    /// </summary>
    [Theory]
    [InlineData("kort", "46242311e1ff0a74eaf3e700fb7d40e907c8efc382fe8396a1ec48f20d3cf5e8")]
    [InlineData("zonder-inhoud", "e536e47ec428067c4833f8ffdd36085434b31137063ac5b5bf2b76d917148bfd")]
    [InlineData("lange-naam", "6417be0d9a89ba26e338b0295870d585d8e901ebd2f5fb105c7c2718cf5d2c18")]
    [InlineData("tien-dagen", "a79de3de31d6bb4e3db3d3b2dc85afb19f9cf994c89a079ae4bb6599cfcdda58")]
    [InlineData("lange-inhoud", "529f86f6898702828d6c6f2e6271f5a569128a19c9d1fbb732d33c77b5f986c5")]
    [InlineData("alles-lang", "c9819f373c8008a5fe8d0c43e4a0011813aab78d2db11ad9f4e014a4090faf38")]
    public void The_page_of_version_1_never_changes(string voorbeeld, string hash) => Assert.Equal(hash, Hash(voorbeeld));

    [Fact]
    public void A_page_of_another_version_is_refused()
    {
        Assert.Equal(1, Certificaatpdf.Sjabloon);
        Assert.Throws<NotSupportedException>(() => Certificaatpdf.Maak(Papier.Gewoon with { Sjabloon = 2 }, "Jan Smit"));
        Assert.Throws<ArgumentException>(() => Certificaatpdf.Maak(Papier.Gewoon, " "));
    }

    /// <summary>Leaves the examples where a person can look at them.</summary>
    [Theory, MemberData(nameof(Voorbeelden))]
    public async Task Examples_are_drawn_without_complaint(string voorbeeld)
    {
        var picture = await PdfTools.PictureAsync(Maak(voorbeeld), 100);
        Assert.InRange(picture.Length, 20_000, 500_000);
        if (Environment.GetEnvironmentVariable("ISOP_ARTIFACTS") is { } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"certificaat-{voorbeeld}.png"), picture, TestContext.Current.CancellationToken);
        }
    }

    private static byte[] Maak(string voorbeeld) => Certificaatpdf.Maak(Papier.Alle[voorbeeld].Certificaat, Papier.Alle[voorbeeld].Naam).Bytes;

    private static string Hash(string voorbeeld) => Convert.ToHexStringLower(SHA256.HashData(Maak(voorbeeld)));

    /// <summary>Without white: where a line ends is up to the page.</summary>
    private static string Gelezen(byte[] file) => Zonder(Assert.Single(PdfTools.Pages(file)));

    private static string Zonder(string text) => Regex.Replace(text.Normalize(NormalizationForm.FormC), @"\s", "");
}
