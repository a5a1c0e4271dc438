using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Isop.Bot.Webhooks;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.Aanmelden;
using Isop.Tests.BureauPages;
using Isop.Tests.StageEvaluaties;
using Isop.Tests.Web;
using Isop.Tests.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Api;

/// <summary>
/// What the stage-evaluatie hides is hidden on every way out. Two eenheden of one board are too small to show; when their answers are exchanged no
/// sum changes, so nothing that anybody gets may change by a character: page, pdf, xlsx, csv, API, Mijn ISOP, the page of a year, what programs are called with.
/// </summary>
public sealed partial class RapportroutesTests
{
    private const string Jaar = "2026-2027";

    private static readonly (int Nummer, RolSoort Rol, string? Organisatie, string? Bestuur)[] Lezers =
    [
        (201, RolSoort.Schoolopleider, "X", null), (202, RolSoort.Directeur, "X", null), (203, RolSoort.Werkplekbegeleider, "X", null), (204, RolSoort.Directeur, "Y", null),
        (205, RolSoort.CoordinerendSchoolopleider, "Y", "B1"), (206, RolSoort.Schoolopleider, "Z", null), (207, RolSoort.Directeur, "Z", null),
        (208, RolSoort.Bestuurder, null, "B1"), (209, RolSoort.Projectleider, null, null), (210, RolSoort.Kwaliteitszorg, null, null),
        (211, RolSoort.Onderwijsbureau, null, null), (212, RolSoort.Stagebureau, null, null),
    ];

    private static readonly (int Eerste, int Aantal, string Organisatie)[] Plekken = [(1, 3, "X"), (11, 3, "Y"), (21, 12, "Z"), (41, 12, "W"), (61, 12, "V")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exchanging_the_answers_of_two_that_are_hidden_changes_nothing_that_anybody_gets()
    {
        var (zo, andersom, ander) = (await AllesAsync(x: 1, y: 5, z: 2), await AllesAsync(x: 5, y: 1, z: 2), await AllesAsync(x: 1, y: 5, z: 5));

        Assert.Equal(zo.Keys, andersom.Keys);
        Assert.All(zo, way => Assert.True(way.Value == andersom[way.Key], $"{way.Key} tells of what is hidden."));
        Assert.InRange(zo.Count, 100, 300);

        // Had it been shown it would have changed: that of a large eenheid does, in each form, and so does what adds it up.
        foreach (var way in new[]
        {
            "206 /rapporten/2026-2027/eenheid:Z", "206 /rapporten/2026-2027/eenheid:Z/rapport.pdf", "206 /rapporten/2026-2027/eenheid:Z/rapport.xlsx",
            "206 /rapporten/2026-2027/eenheid:Z/rapport.csv", "206 /api/v1/rapporten/2026-2027/eenheid:Z", "207 /mijn/jaar/2026-2027", "208 /rapporten/2026-2027/bestuur:B1",
            "209 /rapporten/2026-2027/partnerschap", "209 /api/v1/rapporten/2026-2027/partnerschap",
        })
        {
            Assert.True(zo[way] != ander[way], $"{way} does not change with what it shows.");
        }

        // And there was something to hide, and somebody called.
        Assert.Contains("niet getoond", zo["202 /rapporten/2026-2027/eenheid:X/rapport.csv"], StringComparison.Ordinal);
        Assert.Contains("\"gebeurtenis\":\"gesloten\"", zo["202 webhook"], StringComparison.Ordinal);
    }

    /// <summary>A year of two waves, released; then everything that each reader can get, by who and where.</summary>
    private static async Task<SortedDictionary<string, string>> AllesAsync(int x, int y, int z)
    {
        var entra = new FakeEntra(new FakeTimeProvider(WebHost.Start));
        var ontvanger = new Ontvanger();
        await using var host = await ApiHost.StartAsync(entra, ontvanger: ontvanger);
        await using var w = await GolfTests.BeginAsync(host.Get<IDocumentStore>(), Register());
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = host.Web.Site };
        (await ApiAsync(http, entra, 202, HttpMethod.Post, "/api/v1/webhooks/stage-evaluaties", WebhookApiTests.Vraag)).MustBe(HttpStatusCode.Created);
        await JaarAsync(w, x, y, z);
        host.Web.Clock.SetUtcNow(w.Now);

        SortedDictionary<string, string> all = new(StringComparer.Ordinal) { ["202 webhook"] = await GeroepenAsync(host, ontvanger) };
        foreach (var lezer in Lezers)
        {
            using var device = await host.Web.SignedInDeviceOf((await w.RegisterAsync()).Find(Evaluatieregister.Id(lezer.Nummer))!);
            foreach (var path in await PagesAsync(device))
            {
                all[$"{lezer.Nummer} {path}"] = await BodyAsync(await device.GetAsync(path));
            }

            var list = await BodyAsync(await ApiAsync(http, entra, lezer.Nummer, HttpMethod.Get, "/api/v1/rapporten?aantal=100"));
            all[$"{lezer.Nummer} /api/v1/rapporten"] = list;
            using var rapporten = JsonDocument.Parse(list[list.IndexOf('{')..]);
            foreach (var rapport in rapporten.RootElement.GetProperty("value").EnumerateArray())
            {
                var path = $"/api/v1/rapporten/{Jaar}/{rapport.GetProperty("sleutel").GetString()}";
                all[$"{lezer.Nummer} {path}"] = await BodyAsync(await ApiAsync(http, entra, lezer.Nummer, HttpMethod.Get, path));
            }
        }

        return all;
    }

    private static Evaluatieregister Register()
    {
        var register = new Evaluatieregister().Jaar(2026).Organisatie("X", "B1").Organisatie("Y", "B1").Organisatie("Z", "B1").Organisatie("V", "B1").Organisatie("W", "B2");
        foreach (var (nummer, rol, organisatie, bestuur) in Lezers)
        {
            register.Persoon(nummer, $"Lezer Nummer{nummer}", rol, organisatie, bestuur);
        }

        foreach (var (student, organisatie) in Studenten())
        {
            register.Student(student).Stage(student, organisatie, 2026, 1, mentor: 203).Stage(student, organisatie, 2026, 2, mentor: 203);
        }

        return register;
    }

    private static IEnumerable<(int Student, string Organisatie)> Studenten() =>
        Plekken.SelectMany(p => Enumerable.Range(p.Eerste, p.Aantal).Select(n => (n, p.Organisatie)));

    private static async Task JaarAsync(Evaluatiewereld w, int x, int y, int z)
    {
        await w.GaNaarAsync(2027, 1, 4);
        await w.GaNaarAsync(2027, 2, 1);
        await AntwoordAsync(1);
        await w.GaNaarAsync(2027, 2, 17);
        await w.GaNaarAsync(2027, 7, 5);
        await AntwoordAsync(2);
        await w.GaNaarAsync(2027, 9, 1);
        Assert.NotNull(await w.Uitgaven.RapportAsync(Jaar, Rapportsleutel.Eenheid("X"), Ct));

        async Task AntwoordAsync(int half)
        {
            foreach (var (student, organisatie) in Studenten())
            {
                var stap = organisatie switch { "X" => x, "Y" => y, "Z" => z, _ => 3 + (student % 3) };
                var antwoorden = Evaluatiewereld.Alles(stap, beter: organisatie is "X" or "Y" ? $"Het was een {stap}" : null);
                Assert.Equal(Antwoorduitkomst.Gelukt, await w.AntwoordAsync(Golf.IdOf(Jaar, half), Evaluatieregister.Id(student), organisatie, antwoorden));
            }
        }
    }

    /// <summary>The pages that are there for everybody, and every report and file to which they lead.</summary>
    private static async Task<IReadOnlyList<string>> PagesAsync(Device device)
    {
        List<string> paths = ["/mijn", $"/mijn/jaar/{Jaar}", "/rapporten"];
        foreach (var report in Links(await device.OpenAsync("/rapporten"), "/rapporten/"))
        {
            paths.Add(report);
            paths.AddRange(Links(await device.OpenAsync(report), $"{report}/rapport."));
        }

        return [.. paths.Distinct()];
    }

    private static IEnumerable<string> Links(AngleSharp.Html.Dom.IHtmlDocument page, string root) =>
        page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(href => href.StartsWith(root, StringComparison.Ordinal)).Distinct().ToList();

    private static async Task<HttpResponseMessage> ApiAsync(HttpClient http, FakeEntra entra, int lezer, HttpMethod method, string path, string? json = null)
    {
        var account = new Guid(SHA256.HashData(BitConverter.GetBytes(lezer))[..16]).ToString();
        entra.Claims = new EntraClaims
        {
            Audience = ApiHost.Audience, Scope = ApiHost.Scope, UserName = $"p{lezer}@isop.example", ObjectId = account, Lives = TimeSpan.FromDays(400),
        };
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", entra.Token());
        return await http.SendAsync(request, Ct);
    }

    /// <summary>Lets the calls go out that closing the waves gave.</summary>
    private static async Task<string> GeroepenAsync(BureauHost host, Ontvanger ontvanger)
    {
        using var stop = new CancellationTokenSource();
        var kick = new Kick();
        await host.Get<Lease>().TryHoldAsync(Ct);
        var leads = Task.Run(() => host.Get<Webhookdienst>().RunAsync(kick, stop.Token), Ct);
        for (var step = 0; step < 6000 && ontvanger.Alle.Count < 2; step++)
        {
            kick.Ring();
            host.Web.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await host.Get<Lease>().TryHoldAsync(Ct);
            await Task.Delay(1, Ct);
        }

        await stop.CancelAsync();
        await leads.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        host.Web.Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2027, 9, 1), new TimeOnly(12, 0)));
        return string.Join('\n', ontvanger.Alle.Select(a => a.Body));
    }

    /// <summary>What it says, without what guards a form and differs each time.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (!bytes.AsSpan().StartsWith("PK"u8))
            {
                return $"{status} {Guard().Replace(Encoding.UTF8.GetString(bytes), "")}";
            }

            await using var zip = new ZipArchive(new MemoryStream(bytes));
            var all = new StringBuilder(status);
            // The other parts hold ids that are drawn anew each time.
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal) || e.Name == "sharedStrings.xml")
                .OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                using var text = new StreamReader(await entry.OpenAsync(Ct));
                all.Append('\n').Append(entry.FullName).Append('\n').Append(await text.ReadToEndAsync(Ct));
            }

            return all.ToString();
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*>")]
    private static partial Regex Guard();
}
