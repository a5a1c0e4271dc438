using System.Security.Cryptography;
using Isop.Core.Certificaten;
using Isop.Core.Hosting;
using Isop.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>A stranger checks certificates in the browser: what the page says, and a file that never leaves it.</summary>
public class CertificaatControleTests(Browser browser)
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, .. new byte[50_000]];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_checks_a_certificate_and_the_file_on_her_phone()
    {
        var folder = Directory.CreateTempSubdirectory("isop-controle-");
        var storage = $"Data Source={Path.Combine(folder.FullName, "isop.db")}";
        var numbers = await IssueAsync(storage);
        await using (var bot = await Bot.StartAsync(new Dictionary<string, string> { ["Isop__Demo"] = "false", ["Isop__Storage"] = storage }))
        {
            await bot.SetClockAsync("2026-11-23T09:00:00+01:00");
            var page = await browser.VisitAsync(bot.Address, phone: true);
            await FindAsync(bot, page, numbers["geldig"]);
            await CompareAsync(page);
            await LookAtAllAsync(page, numbers);
            await PrintAsync(page, numbers);
            Assert.Empty(await page.Context.CookiesAsync());
        }

        folder.Delete(recursive: true);
    }

    private static async Task FindAsync(Bot bot, IPage page, Certificaatnummer number)
    {
        await page.GotoAsync("/c");
        await page.LookAsync("controle-zoek-telefoon");
        await page.GetByLabel("Nummer of link").FillAsync("https://kwaad.example/c/x");
        await page.Keyboard.PressAsync("Enter");
        await page.SeeAsync("Dit adres is niet van ons (kwaad.example)");
        await page.LookAsync("controle-elders-telefoon");
        await page.GetByLabel("Nummer of link").FillAsync($"{number.ToString()[..11]} {number.ToString()[11..]}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Uri(bot.Address, $"/c/{number}").AbsoluteUri);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Heading)).ToHaveTextAsync("Geldig");
    }

    private static async Task CompareAsync(IPage page)
    {
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add(request.Url);
        var picker = page.GetByLabel("Kies de PDF");
        var told = page.Locator("#uitslag");
        await Assertions.Expect(page.GetByText("De PDF blijft op je eigen apparaat")).ToBeVisibleAsync();

        await picker.SetInputFilesAsync(File(Pdf));
        await Assertions.Expect(told).ToHaveTextAsync("Dit bestand is precies wat wij hebben verstrekt.");
        await page.LookAsync("controle-bestand-precies-telefoon");
        await picker.SetInputFilesAsync(File([.. Pdf[..^1], 1]));
        await Assertions.Expect(told).ToContainTextAsync("Dit bestand is anders dan wat wij hebben verstrekt.");
        await page.LookAsync("controle-bestand-anders-telefoon");
        await picker.SetInputFilesAsync(File([]));
        await Assertions.Expect(told).ToContainTextAsync("Er zit niets in dit bestand");

        // Dropped beside the field.
        await page.EvaluateAsync(
            """
            bytes => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(bytes)], "c.pdf", { type: "application/pdf" }));
              document.querySelector("h1").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """,
            Pdf.Select(b => (int)b).ToArray());
        await Assertions.Expect(told).ToHaveTextAsync("Dit bestand is precies wat wij hebben verstrekt.");
        Assert.Empty(sent);

        // Without script the form does the same.
        var plain = await page.Context.Browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var other = await plain.NewPageAsync();
        await other.GotoAsync(page.Url);
        await Assertions.Expect(other.GetByText("We vergelijken het bestand en bewaren het niet.")).ToBeVisibleAsync();
        await other.GetByLabel("Kies de PDF").SetInputFilesAsync(File(Pdf));
        await other.GetByRole(AriaRole.Button, new() { Name = "Vergelijk" }).ClickAsync();
        await Assertions.Expect(other.Locator("#uitslag")).ToHaveTextAsync("Dit bestand is precies wat wij hebben verstrekt.");
        Assert.Empty(await plain.CookiesAsync());
        await plain.CloseAsync();
    }

    private static async Task LookAtAllAsync(IPage page, Dictionary<string, Certificaatnummer> numbers)
    {
        foreach (var (width, where) in new[] { (360, "telefoon"), (1100, "scherm") })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var (state, number) in numbers)
            {
                await page.GotoAsync($"/c/{number}");
                await page.LookAsync($"controle-{state}-{where}");
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
                await page.LookAsync($"controle-{state}-{where}-donker");
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            }
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.Active });
        await page.GotoAsync($"/c/{numbers["ingetrokken"]}");
        await page.LookAsync("controle-ingetrokken-contrast");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.None });
        await page.GotoAsync($"/c/{Certificaatnummer.Trek()}");
        await page.SeeAsync("Dit nummer kennen we niet");
        await page.LookAsync("controle-onbekend-scherm");
    }

    private static async Task PrintAsync(IPage page, Dictionary<string, Certificaatnummer> numbers)
    {
        foreach (var (state, number) in numbers)
        {
            await page.GotoAsync($"/c/{number}");
            var paper = await page.PdfAsync(new PagePdfOptions { Path = Path.Combine(Repository.Artifacts, $"controle-{state}.pdf"), PreferCSSPageSize = true });
            var pages = System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(paper), @"/Type\s*/Page\b");
            Assert.Equal(1, pages);
        }
    }

    private static FilePayload File(byte[] content) => new() { Name = "certificaat.pdf", MimeType = "application/pdf", Buffer = content };

    private static async Task<Dictionary<string, Certificaatnummer>> IssueAsync(string storage)
    {
        await using var store = new SqliteStore(storage);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IDocumentStore>(store).AddOutbox().AddSingleton<CertificaatStore>().BuildServiceProvider();
        var issued = services.GetRequiredService<CertificaatStore>();
        var (day, now) = (new DateOnly(2026, 11, 20), DateTimeOffset.UnixEpoch);
        var numbers = new[] { "geldig", "verlopen", "vervangen", "ingetrokken", "zonder-naam" }.ToDictionary(s => s, _ => Certificaatnummer.Trek());
        foreach (var (state, number) in numbers)
        {
            await IssueAsync(issued, number, state == "verlopen" ? new DateOnly(2026, 11, 22) : state == "geldig" ? new DateOnly(2028, 10, 20) : null);
        }

        await issued.DecideAsync(
            numbers["ingetrokken"], new Certificaatopdracht.TrekIn("de opleider heeft de evaluatie van de tweede bijeenkomst niet gedeeld, ook niet na twee keer vragen", "bureau", day, now), now, Ct);
        await issued.DecideAsync(numbers["zonder-naam"], new Certificaatopdracht.VerwijderNaam("bureau", day), now, Ct);
        await issued.DecideAsync(numbers["vervangen"], new Certificaatopdracht.Vervang("Mia Özgür", numbers["geldig"], "bureau", day, now), now, Ct);
        return numbers;
    }

    private static async Task IssueAsync(CertificaatStore issued, Certificaatnummer number, DateOnly? until)
    {
        var facts = new Certificaat
        {
            Nummer = number, Training = "t1", Soort = "opfriscursus", Titel = "Opfriscursus werkplekbegeleiders",
            Omschrijving = "heeft de opfriscursus voor werkplekbegeleiders gevolgd en de opdrachten in de eigen klas uitgevoerd",
            Dagen = [new(2026, 10, 7), new(2026, 10, 14)], Minuten = 390, Waar = "Basisschool De Linde, Ulft",
            Inhoud = "Begeleidingsgesprekken voeren\nFeedback geven op basis van de tussenevaluatie\nWerken met de leerwerktaken van dit studiejaar", Studiejaar = "2026-2027",
            Uitgever = "Partnerschap ISOP", Ondertekenaar = "Onderwijsbureau ISOP", Functie = "namens de opleidingen en de besturen", Verstrekt = new(2026, 10, 20),
            GeldigTot = until, Sjabloon = 1, Adres = new Uri($"https://isop.example.nl/c/{number}"), Statusplek = new Statusplek("2026-2027", 7),
        };
        await issued.GeefUitAsync(new Uitgifte(facts, new Certificaathouder(number, null, "Mia Smit-van Ouwerkerk", ""), Pdf, "eyJ.e.s"), [], Ct);
    }
}
