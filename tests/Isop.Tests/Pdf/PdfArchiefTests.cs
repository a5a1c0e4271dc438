using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Pdf;
using Isop.Core.Pdf.Output;

namespace Isop.Tests.Pdf;

public sealed class PdfArchiefTests
{
    public static Arbitrary<string[]> Teksten() => Gen.Elements("Kop", "école", "Łódź", "İ", "😀", "\uD800", "a\u00ADb", "(\\)", "lang " + new string('x', 150), "\n\n", "", "</rdf>&", "\u0000", "漢", "\uFFFF", "Иван")
        .ListOf().Select(parts => string.Join(' ', parts)).ArrayOf().Resize(14).ToArbitrary();

    [Fact]
    public void Report_and_certificate_pass_the_list() => Assert.All([Voorbeelden.Rapport(), Voorbeelden.Certificaat()], d => PdfControle.Check(d.Maak().Bytes));

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        Assert.Equal(Hash(Voorbeelden.Rapport()), Hash(Voorbeelden.Rapport()));
        Assert.Equal(Hash(Voorbeelden.Certificaat()), Hash(Voorbeelden.Certificaat()));
        var rapport = Voorbeelden.Rapport();
        Assert.Equal(Hash(rapport), Hash(rapport));
        Assert.NotEqual(Hash(Voorbeelden.Certificaat()), Hash(Voorbeelden.Certificaat("Jan Smit")));
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        var expected = (Hash(Voorbeelden.Rapport()), Hash(Voorbeelden.Certificaat()));
        try
        {
            foreach (var culture in (string[])["nl-NL", "tr-TR", "ar-SA", "th-TH"])
            {
                Thread.CurrentThread.CurrentCulture = new(culture);
                Assert.Equal(expected, (Hash(Voorbeelden.Rapport()), Hash(Voorbeelden.Certificaat())));
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Documents_made_side_by_side_do_not_touch_each_other()
    {
        var expected = Hash(Voorbeelden.Certificaat());
        var made = new string[64];
        Parallel.For(0, made.Length, i => made[i] = Hash(i % 2 == 0 ? Voorbeelden.Certificaat() : Voorbeelden.Rapport()));
        Assert.All(made.Where((_, i) => i % 2 == 0), hash => Assert.Equal(expected, hash));
    }

    [Fact]
    public void A_certificate_is_small() => Assert.InRange(Voorbeelden.Certificaat("Jan Smit").Maak().Bytes.Length, 10_000, 60_000);

    /// <summary>Buffers are borrowed and fonts are made once; a subset for every document would take several megabytes each.</summary>
    [Fact]
    public void Making_a_certificate_takes_little_memory_besides_the_file()
    {
        var size = Voorbeelden.Certificaat().Maak().Bytes.Length;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            Voorbeelden.Certificaat().Maak();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 20, size, 1_500_000);
    }

    [Property(Arbitrary = [typeof(PdfArchiefTests)], MaxTest = 60)]
    public bool Any_document_can_be_read_and_passes_the_list(string[] texts)
    {
        var first = Willekeurig(texts);
        PdfControle.Check(first.Bytes);
        return PdfTools.Pages(first.Bytes).Length > 0 && first.Bytes.AsSpan().SequenceEqual(Willekeurig(texts).Bytes);
    }

    [Property(MaxTest = 200)]
    public bool What_is_compressed_comes_back(byte[] data, byte repeats)
    {
        byte[] longer = [.. Enumerable.Repeat(data, 1 + repeats * repeats / 8).SelectMany(d => d), .. data.Reverse()];
        return Inflated(longer, thorough: false) && Inflated(data, thorough: true);
    }

    [Fact]
    public void Large_and_random_data_is_compressed_over_several_blocks()
    {
        var noise = new byte[200_000];
        new Random(7).NextBytes(noise);
        Assert.True(Inflated(noise, thorough: true));
        Assert.True(Inflated(new byte[300_000], thorough: false));
        // How often each occurs grows like Fibonacci: the longest codes there can be.
        var (a, b) = (1, 1);
        var steep = new List<byte>();
        for (byte value = 0; value < 22; value++, (a, b) = (b, a + b))
        {
            steep.AddRange(Enumerable.Repeat(value, a));
        }

        var mixed = steep.ToArray();
        new Random(3).Shuffle(mixed);
        Assert.True(Inflated(mixed, thorough: false));
    }

    [Fact]
    public void The_colour_profile_holds_the_primaries_of_sRGB_seen_in_daylight_of_paper()
    {
        var profile = SrgbProfile.Bytes.ToArray();
        Assert.InRange(profile.Length, 400, 800);
        Near([0.4361, 0.2225, 0.0139], Tag(profile, "rXYZ"));
        Near([0.3851, 0.7169, 0.0971], Tag(profile, "gXYZ"));
        Near([0.1431, 0.0606, 0.7141], Tag(profile, "bXYZ"));
        Near([0.9642, 1, 0.8249], Tag(profile, "wtpt"));
        Near(Tag(profile, "wtpt"), [.. Enumerable.Range(0, 3).Select(i => Tag(profile, "rXYZ")[i] + Tag(profile, "gXYZ")[i] + Tag(profile, "bXYZ")[i])]);
    }

    [Fact]
    public void Misuse_is_told_at_the_call()
    {
        var document = Voorbeelden.Leeg();
        Assert.Throws<ArgumentOutOfRangeException>(() => document.Kop(4, "te diep"));
        Assert.Throws<ArgumentException>(() => document.Figuur(100, 100, " ", _ => { }));
        Assert.Throws<ArgumentException>(() => document.Figuur(100, 5000, "te hoog", _ => { }));
        Assert.Throws<ArgumentException>(() => document.Tabel([new("een")], [["a", "b"]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => document.Pagina(new(10, 10)));
        Assert.Throws<InvalidOperationException>(document.Maak);
        Assert.Throws<FormatException>(() => PdfKleur.Parse("teal"));
    }

    /// <summary>Leaves the examples where a person can look at them.</summary>
    [Fact]
    public async Task Examples_are_drawn_without_complaint()
    {
        var folder = Environment.GetEnvironmentVariable("ISOP_ARTIFACTS");
        foreach (var (name, document) in new[] { ("rapport", Voorbeelden.Rapport()), ("certificaat", Voorbeelden.Certificaat()) })
        {
            var file = document.Maak().Bytes;
            Assert.NotEmpty(await PdfTools.PopplerAsync("pdftoppm", file, "-r", "30", "-gray"));
            if (folder is not null)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"voorbeeld-{name}.pdf"), file, TestContext.Current.CancellationToken);
            }
        }
    }

    private static PdfBestand Willekeurig(string[] texts)
    {
        var document = Voorbeelden.Leeg("Titel " + string.Concat(texts));
        document.Alinea("begin");
        for (var i = 0; i < texts.Length; i++)
        {
            var text = texts[i];
            switch ((i + text.Length) % 6)
            {
                case 0:
                    document.Kop(1 + i % 3, text);
                    break;
                case 1:
                    document.Lijst([text, "", text], genummerd: i % 2 == 0);
                    break;
                case 2:
                    document.Tabel([new(text) { Rijkop = true }, new("smal") { Breedte = 0.05 }], [[text, text], ["", ""]]);
                    break;
                case 3:
                    document.Figuur(200, 80, "alt " + text, t => t.Tekst(100, 40, text, new(9), PdfUitlijning.Midden));
                    break;
                case 4:
                    document.Pagina(PdfFormaat.A4Liggend).Alinea(new(40, 40, 120, 60), text, new(30), PdfUitlijning.Rechts, PdfStand.Onder, kleinste: 6);
                    break;
                default:
                    document.Alinea(text);
                    break;
            }
        }

        return document.Maak();
    }

    private static string Hash(PdfDocument document) => Convert.ToHexString(SHA256.HashData(document.Maak().Bytes));

    private static bool Inflated(byte[] data, bool thorough)
    {
        using var buffer = new PdfBuffer();
        Deflate.Compress(data, buffer, thorough);
        using var zlib = new ZLibStream(new MemoryStream(buffer.Written.ToArray()), CompressionMode.Decompress);
        using var back = new MemoryStream();
        zlib.CopyTo(back);
        return back.ToArray().AsSpan().SequenceEqual(data);
    }

    private static void Near(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.0003));

    private static double[] Tag(byte[] profile, string name)
    {
        int U32(int at) => (profile[at] << 24) | (profile[at + 1] << 16) | (profile[at + 2] << 8) | profile[at + 3];
        var entry = Enumerable.Range(0, U32(128)).Select(i => 132 + 12 * i).Single(e => Encoding.ASCII.GetString(profile, e, 4) == name);
        return [.. Enumerable.Range(0, 3).Select(i => U32(U32(entry + 4) + 8 + 4 * i) / 65536.0)];
    }
}
