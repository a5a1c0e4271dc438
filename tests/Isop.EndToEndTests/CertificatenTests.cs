using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>
/// An opfriscursus from its registration to the certificate that a stranger checks: four are expected, three are there and evaluate, one is
/// absent; a name is corrected and a certificate revoked.
/// </summary>
public class CertificatenTests(Browser browser)
{
    [Fact]
    public async Task From_an_opfriscursus_to_a_certificate_that_anybody_can_check()
    {
        await using var bot = await Bot.StartAsync(new Dictionary<string, string> { ["Isop__Demo"] = "false", ["Isop__PublicUrl"] = "{adres}" });
        await bot.SetClockAsync("2026-11-09T09:00:00+01:00");
        await bot.ImportAsync(Oefenregister.Zip());
        await bot.WorkAsync();
        var phone = await browser.VisitAsync(bot.Address, phone: true);
        var desk = await browser.VisitAsync(bot.Address);

        await RegisterAsync(bot, phone);
        await AttendAsync(bot, phone);
        await EvaluateAsync(bot, phone);
        await PassOnAsync(phone);
        await IssueAsync(bot, desk, phone);
        var links = await HoldAsync(bot, phone);
        await CorrectAsync(desk, links["Noor Teselink"]);
        await RevokeAsync(desk, links["Henk Wissink"]);
        await SeeWhyNotAsync(phone);
        await CompareAsync(desk);
    }

    private static async Task RegisterAsync(Bot bot, IPage phone)
    {
        await phone.EnterAsync("Olga Bosman");
        await phone.SayAsync("training");
        await phone.Button("Training aanmelden").Last.ClickAsync();
        await phone.SeeAsync("Een training aanmelden");
        await phone.LookAsync("training-aanmelden-telefoon");
        await phone.GetByLabel("Op welke dag?").Last.FillAsync("10-11");
        await phone.GetByLabel("Waar? (mag leeg)").Last.FillAsync("Teamkamer");
        await phone.Button("Meld aan").Last.ClickAsync();
        await phone.SeeAsync("2 deelnemers staan op de lijst");
        foreach (var email in new[] { "henk.wissink@hetkompas.example", "anne-sophie.derksen@hetkompas.example" })
        {
            await phone.EnterAsync("Olga Bosman");
            await phone.SayAsync("training");
            await phone.Button("Opfriscursus op dinsdag 10 november").Last.ClickAsync();
            await phone.Button("Gast erbij").Last.ClickAsync();
            await phone.GetByLabel("Naam, zoals die op het certificaat komt").Last.FillAsync("Een collega");
            await phone.GetByLabel("E-mailadres (mag leeg)").Last.FillAsync(email);
            await phone.Button("Zet op de lijst").Last.ClickAsync();
            await phone.SeeAsync("Staat op de lijst.");
        }

        await bot.LiveAsync("2026-11-09", "2026-11-09", "16:55");
        await phone.EnterAsync("Fatima Yıldız");
        await phone.SeeAsync("Opfriscursus op dinsdag 10 november");
        await phone.LookAsync("training-uitnodiging-telefoon");
        await phone.GetByLabel("Een student die vastloopt").Last.CheckAsync();
        await phone.Button("Verstuur").Last.ClickAsync();
        await phone.SeeAsync("Dank je wel. Veranderen kan tot de training begint.");
    }

    private static async Task AttendAsync(Bot bot, IPage phone)
    {
        await bot.LiveAsync("2026-11-10", "2026-11-11", "16:55");
        await phone.EnterAsync("Olga Bosman");
        await phone.SayAsync("training");
        await phone.Button("Opfriscursus op dinsdag 10 november").Last.ClickAsync();
        await phone.Button("Wie was er op di 10 nov?").Last.ClickAsync();
        await phone.SeeAsync("Haal het vinkje weg bij wie er niet was.");
        await phone.LookAsync("training-wie-was-er-telefoon");
        await phone.GetByLabel("Anne-Sophie Derksen").Last.UncheckAsync();
        await phone.Button("Bewaar").Last.ClickAsync();
        await phone.SeeAsync("Wie er was, krijgt nu een korte evaluatie.");
    }

    private static async Task EvaluateAsync(Bot bot, IPage phone)
    {
        await bot.LiveAsync("2026-11-12", "2026-11-12", "16:55");
        foreach (var (who, words) in new[] { ("Fatima Yıldız", "Een manier om te beginnen."), ("Noor Teselink", "Meer oefenen."), ("Henk Wissink", "Het gesprek.") })
        {
            await phone.EnterAsync(who);
            await phone.SeeAsync("Hoe was de opfriscursus van dinsdag 10 november?");
            if (who == "Fatima Yıldız")
            {
                await phone.LookAsync("training-evaluatie-telefoon");
            }

            await phone.GetByRole(AriaRole.Radio, new() { Name = "helemaal eens", Exact = true }).First.CheckAsync();
            await phone.GetByLabel("Wat neem je mee? (mag leeg)").Last.FillAsync(words);
            await phone.Button("Verstuur").Last.ClickAsync();
            await phone.SeeAsync("Dank je wel voor je evaluatie");
        }
    }

    private static async Task PassOnAsync(IPage phone)
    {
        await phone.EnterAsync("Olga Bosman");
        await phone.SayAsync("training");
        await phone.Button("Opfriscursus op dinsdag 10 november").Last.ClickAsync();
        await phone.SeeAsync("Nog te doen");
        await phone.LookAsync("training-nog-te-doen-telefoon");
        await phone.Button("Vul in waar het over ging").Last.ClickAsync();
        await phone.SeeAsync("1× Een student die vastloopt");
        await phone.GetByLabel("De inhoud").Last.FillAsync("Een student die vastloopt: op tijd zien, het gesprek openen, en wie je erbij haalt.");
        await phone.Button("Bewaar").Last.ClickAsync();
        await phone.Button("Lees de evaluaties").Last.ClickAsync();
        await phone.SeeAsync("De antwoorden staan door elkaar en zonder naam.");
        await phone.SeeAsync("Meer oefenen.");
        await phone.LookAsync("training-evaluaties-telefoon");
        await phone.Button("Geef door aan het onderwijsbureau").Last.ClickAsync();
        await phone.SeeAsync("Alles is compleet. Het onderwijsbureau verstrekt de certificaten.");
    }

    private static async Task IssueAsync(Bot bot, IPage desk, IPage phone)
    {
        await desk.GotoAsync("/bureau/trainingen/deelname?mist=basistraining");
        await desk.LookAsync("bureau-deelname");
        await desk.GotoAsync("/bureau/trainingen");
        await desk.LookAsync("bureau-trainingen");
        await phone.GotoAsync("/bureau/trainingen");
        await phone.LookAsync("bureau-trainingen-telefoon");
        await desk.GetByLabel("Kies Opfriscursus op dinsdag 10 november van Basisschool De Linde, Ulft").CheckAsync();
        await desk.Button("Verstrek de certificaten van de aangevinkte trainingen").ClickAsync();
        await desk.SeeAsync("De certificaten worden verstrekt.");
        await Assertions.Expect(desk.GetByRole(AriaRole.Link, new() { Name = "Geldig tot en met" })).ToHaveCountAsync(3);
        await desk.LookAsync("bureau-training");
        await bot.LiveAsync("2026-11-13", "2026-11-13", "16:55");
    }

    /// <summary>Each of the three has one, by the card, the page and the file; the QR code on it leads to what a stranger sees.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> HoldAsync(Bot bot, IPage phone)
    {
        Dictionary<string, string> links = [];
        foreach (var who in new[] { "Fatima Yıldız", "Noor Teselink", "Henk Wissink" })
        {
            await phone.EnterAsync(who);
            await phone.SeeAsync("Je certificaat: Opfriscursus werkplekbegeleiders");
            await phone.Button("Download of deel").Last.ClickAsync();
            await phone.GotoAsync("/certificaten");
            var file = await phone.RunAndWaitForDownloadAsync(() => phone.GetByRole(AriaRole.Link, new() { Name = "Download pdf" }).ClickAsync());
            var path = Path.Combine(Repository.Artifacts, $"certificaat-{who.Split(' ')[0]}.pdf");
            await file.SaveAsAsync(path);
            var link = await ReadAsync(path);
            Assert.StartsWith(new Uri(bot.Address, "/c/").AbsoluteUri, link, StringComparison.Ordinal);
            links[who] = link;
            await phone.Context.ClearCookiesAsync();
            await phone.GotoAsync(link);
            await phone.SeeAsync("Geldig");
            await phone.SeeAsync(who);
        }

        await phone.EnterAsync("Fatima Yıldız");
        await phone.SayAsync("certificaten");
        await phone.SeeAsync("Geldig tot en met 31 juli 2028.");
        await phone.LookAsync("certificaten-telefoon");
        await phone.GotoAsync("/certificaten");
        await phone.GetByText("Delen of in een wallet zetten").ClickAsync();
        await phone.LookAsync("mijn-certificaten-telefoon");
        await phone.GotoAsync(links["Fatima Yıldız"]);
        await phone.LookAsync("certificaat-controle-telefoon");
        return links;
    }

    private static async Task CorrectAsync(IPage desk, string link)
    {
        await desk.GotoAsync("/bureau/certificaten?zoek=teselink");
        await desk.LookAsync("bureau-certificaten");
        await desk.GetByRole(AriaRole.Link, new() { Name = "Noor Teselink" }).ClickAsync();
        await desk.LookAsync("bureau-certificaat");
        await desk.GetByLabel("De naam zoals die op het certificaat moet staan").FillAsync("Noor Teselink-van den Berg");
        await desk.Button("Verstrek opnieuw").ClickAsync();
        await desk.SeeAsync("De link van dit certificaat zegt dat het vervangen is.");
        await desk.GotoAsync(link);
        await desk.SeeAsync("Vervangen");
        await desk.LookAsync("certificaat-vervangen");
        await desk.GetByRole(AriaRole.Link, new() { Name = "nieuwe" }).First.ClickAsync();
        await desk.SeeAsync("Noor Teselink-van den Berg");
    }

    private static async Task RevokeAsync(IPage desk, string link)
    {
        await desk.GotoAsync($"/bureau/certificaten?zoek={Uri.EscapeDataString(link)}");
        await desk.SeeAsync("Henk Wissink");
        await desk.GetByLabel("Waarom?").FillAsync("Stond door een vergissing op de lijst.");
        await desk.Button("Trek in").ClickAsync();
        await desk.SeeAsync("Het certificaat is ingetrokken.");
        await desk.GotoAsync(link);
        await desk.SeeAsync("Ingetrokken");
        await desk.SeeAsync("Stond door een vergissing op de lijst.");
        await desk.LookAsync("certificaat-ingetrokken");
    }

    private static async Task SeeWhyNotAsync(IPage phone)
    {
        await phone.EnterAsync("Anne-Sophie Derksen");
        await phone.SeeAsync("Jij stond niet op de lijst van aanwezigen op dinsdag 10 november.");
        await phone.LookAsync("training-zonder-telefoon");
    }

    /// <summary>The file that was downloaded is the one that was issued; one of somebody else is not.</summary>
    private static async Task CompareAsync(IPage desk)
    {
        var link = await ReadAsync(Path.Combine(Repository.Artifacts, "certificaat-Fatima.pdf"));
        await desk.GotoAsync(link);
        await desk.GetByLabel("Kies de PDF").SetInputFilesAsync(Path.Combine(Repository.Artifacts, "certificaat-Fatima.pdf"));
        await desk.SeeAsync("Dit bestand is precies wat wij hebben verstrekt.");
        await desk.GetByLabel("Kies de PDF").SetInputFilesAsync(Path.Combine(Repository.Artifacts, "certificaat-Noor.pdf"));
        await desk.SeeAsync("Dit bestand is anders dan wat wij hebben verstrekt.");
    }

    /// <summary>What the QR code on the page says, as a phone reads it from the paper.</summary>
    private static async Task<string> ReadAsync(string pdf)
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("isop-qr-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            await RunAsync("pdftoppm", "-png", "-singlefile", "-r", "150", pdf, At("page"));
            await File.WriteAllTextAsync(At("in.json"), JsonSerializer.Serialize(new { png = Convert.ToBase64String(await File.ReadAllBytesAsync(At("page.png"), ct)) }), ct);
            await RunAsync("node", Path.Combine(Repository.Root, "tests", "oracle", "qr-read.cjs"), At("in.json"), At("out.json"));
            return JsonSerializer.Deserialize<string>(await File.ReadAllTextAsync(At("out.json"), ct))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
