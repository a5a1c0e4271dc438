using System.Diagnostics;
using System.Net;
using Isop.Bot.Development;
using Isop.Bot.Hosting;
using Isop.Bot.Web.Sessions;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Isop.Benchmarks;

/// <summary>
/// Mijn ISOP as each role sees it, and the list pages, in a large partnership: time to the last byte of the HTML, processor time and size, warm; and
/// of the first page after a case changed, here or in another process. The product and who asks share this process.
/// </summary>
internal static class MijnBenchmark
{
    private const double Milliseconds = 100;
    private const double Kilobytes = 200;

    private static readonly (string Name, RolSoort? Rol)[] Roles =
    [
        ("student", null), ("werkplekbegeleider", RolSoort.Werkplekbegeleider), ("schoolopleider", RolSoort.Schoolopleider), ("studiecoach", RolSoort.Studiecoach),
        ("coordinerend opleider", RolSoort.CoordinerendSchoolopleider), ("directeur", RolSoort.Directeur), ("bestuurder", RolSoort.Bestuurder),
        ("leerteambegeleider", RolSoort.Leerteambegeleider), ("onderwijsbureau", RolSoort.Onderwijsbureau), ("stagebureau", RolSoort.Stagebureau),
        ("projectleider", RolSoort.Projectleider), ("regisseur", RolSoort.Regisseur), ("kwaliteitszorg", RolSoort.Kwaliteitszorg), ("examencommissie", RolSoort.Examencommissie),
    ];

    private static readonly (string Role, string Path)[] Others =
    [
        ("directeur", "/mijn/jaar/2026-2027"), ("bestuurder", "/mijn/jaar/2026-2027"), ("studiecoach", "/postvak"), ("schoolopleider", "/certificaten"), ("directeur", "/rapporten"),
        ("onderwijsbureau", "/bureau"), ("onderwijsbureau", "/bureau/voortgang"), ("onderwijsbureau", "/bureau/voortgang?periode=alle&pagina=1500"),
        ("onderwijsbureau", "/bureau/voortgang?staat=te-laat"), ("onderwijsbureau", "/bureau/voortgang?naam=student+99"), ("onderwijsbureau", "/bureau/voortgang?bestuur=B2&pagina=3"),
        ("onderwijsbureau", "/bureau/voortgang?organisatie=O7"), ("coordinerend opleider", "/bureau/voortgang"), ("studiecoach", "/bureau/voortgang"), ("schoolopleider", "/bureau/voortgang"),
        ("onderwijsbureau", "/bureau/berichten"), ("onderwijsbureau", "/bureau/berichten?pagina=9"), ("stagebureau", "/bureau/berichten"),
        ("onderwijsbureau", "/bureau/meldingen"), ("onderwijsbureau", "/bureau/meldingen?klaar=ja"), ("onderwijsbureau", "/bureau/koppelingen"), ("onderwijsbureau", "/bureau/koppelingen?naam=student"),
        ("onderwijsbureau", "/bureau/webhooks"), ("onderwijsbureau", "/bureau/register"), ("onderwijsbureau", "/bureau/register/wijzig"), ("onderwijsbureau", "/bureau/register/wijzig?naam=student+99"),
        ("onderwijsbureau", "/bureau/trainingen"), ("onderwijsbureau", "/bureau/trainingen/deelname"), ("onderwijsbureau", "/bureau/certificaten"), ("onderwijsbureau", "/bureau/certificaten?zoek=mentor+99"),
        ("onderwijsbureau", "/bureau/instrumenten"), ("onderwijsbureau", "/bureau/instrumenten/vragenlijsten"), ("onderwijsbureau", "/bureau/inzage"),
        ("kwaliteitszorg", "/bureau"), ("kwaliteitszorg", "/bureau/stage-evaluaties"), ("kwaliteitszorg", "/bureau/stage-evaluaties?bestuur=B2"), ("kwaliteitszorg", "/bureau/stage-evaluaties/opmerkingen"),
        ("examencommissie", "/bureau/bevoegdheid"), ("examencommissie", "/bureau/bevoegdheid?naam=opleider+99"), ("examencommissie", "/bureau/bevoegdheid/kalibreersessie"),
        ("examencommissie", "/bureau/bevoegdheid/kalibreersessie?naam=stichting+2"), ("onderwijsbureau", "/bureau/voortgang?bestuur=B2&organisatie=O107"), ("coordinerend opleider", "/bureau"), ("directeur", "/bureau"),
    ];

    public static async Task<bool> RunAsync(Options options)
    {
        var (students, rounds) = (options.Number("students", 100_000), options.Number("rounds", 30));
        using var work = new Workplace();
        var register = MijnVulling.Register(students);
        var database = options.Text("store", work.Database);
        if (!File.Exists(database))
        {
            var began = Stopwatch.GetTimestamp();
            await MijnVulling.FillAsync(database, register);
            Console.WriteLine($"  filled in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s, {new FileInfo(database).Length / 1_000_000:N0} MB (load {Report.LoadAverage()})");
        }

        var people = Roles.ToDictionary(r => r.Name, r => r.Rol is { } rol ? register.Rollen.First(x => x.Soort == rol).Persoon : register.Studenten[6].Persoon);
        register = null;
        GC.Collect();
        await using var app = await StartAsync(database);
        var cookies = new Dictionary<string, string>();
        foreach (var (name, person) in people)
        {
            cookies[name] = (await app.Services.GetRequiredService<Sessions>().StartAsync(person, "benchmark", app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), CancellationToken.None)).ToString();
        }

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
        var report = new Report($"Mijn ISOP and the list pages at {students:N0} students: SQLite, median and longest of {rounds}, HTML as it is before compression");
        var first = await AskAsync(http, "/mijn", cookies["onderwijsbureau"]);
        report.Tell("first page after the start, onderwijsbureau /mijn", $"{first.Took:N0} ms");
        first = await AskAsync(http, "/bureau/voortgang", cookies["onderwijsbureau"]);
        report.Tell("then /bureau/voortgang", $"{first.Took:N0} ms");
        var largest = 0;
        foreach (var (role, path) in Roles.Select(r => (r.Name, Path: "/mijn")).Concat(Others))
        {
            List<(double Took, int Bytes)> asked = [];
            var used = TimeSpan.Zero;
            for (var i = -3; i < rounds; i++)
            {
                used = i == 0 ? Environment.CpuUsage.TotalTime : used;
                var one = await AskAsync(http, path, cookies[role]);
                if (i >= 0)
                {
                    asked.Add(one);
                }
            }

            var took = asked.Select(a => a.Took).Order().ToList();
            var (bytes, processor) = (asked.Max(a => a.Bytes), (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / rounds);
            report.AtMost($"{role} {path} ({bytes / 1024.0:N0} KB, longest {took[^1]:N0} ms, processor {processor:N0} ms)", took[took.Count / 2], Milliseconds, "ms");
            largest = Math.Max(largest, bytes);
        }

        report.AtMost("HTML of the largest page", largest / 1024.0, Kilobytes, "KB");

        await using (var elsewhere = DocumentStores.Open($"Data Source={database}") as IAsyncDisposable)
        {
            await ChangesAsync(report, app, http, (IDocumentStore)elsewhere!, cookies);
        }

        report.Tell("memory", $"{ProcMemory.Read(Environment.ProcessId, "VmRSS"):N0} MB, highest {ProcMemory.Read(Environment.ProcessId, "VmHWM"):N0} MB, managed {GC.GetTotalMemory(true) / 1_000_000:N0} MB");
        await app.StopAsync();
        return report.Print();
    }

    /// <summary>The first page after each of some changes.</summary>
    private static async Task ChangesAsync(Report report, WebApplication app, HttpClient http, IDocumentStore elsewhere, Dictionary<string, string> cookies)
    {
        var zaken = app.Services.GetRequiredService<TussenevaluatieStore>();
        var ids = await zaken.ZakenOfJaarAsync(MijnVulling.Jaar, CancellationToken.None).Take(40).ToListAsync();
        (string Name, string Role, string Path)[] pages = [("voortgang", "onderwijsbureau", "/bureau/voortgang"), ("mijn", "onderwijsbureau", "/mijn"), ("year", "bestuurder", "/mijn/jaar/2026-2027")];
        foreach (var (name, role, path) in pages)
        {
            List<double> here = [], there = [];
            var processor = TimeSpan.Zero;
            foreach (var (id, n) in ids.Take(10).Select((id, n) => (id, n)))
            {
                var grondslag = await app.Services.GetRequiredService<Isop.Bot.Tussenevaluaties.Zaken>().GrondslagAsync(CancellationToken.None);
                var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
                var zaak = (await zaken.FindAsync(id, CancellationToken.None))!;
                Opdracht opdracht = zaak.Twijfel is null ? new Opdracht.TrekInTwijfel(zaak.Deelnemers.Student, "dit klopt niet") : new Opdracht.HefTwijfelOp();
                await zaken.DecideAsync(id, opdracht, grondslag, now, CancellationToken.None);
                var used = Environment.CpuUsage.TotalTime;
                here.Add((await AskAsync(http, path, cookies[role])).Took);
                processor += Environment.CpuUsage.TotalTime - used;
                var stored = (await elsewhere.ReadAsync(TussenevaluatieStore.PartitionOf(id), "zaak", Isop.Core.CoreJson.Default.Zaak, CancellationToken.None))!;
                await elsewhere.CommitAsync(TussenevaluatieStore.PartitionOf(id), [Documents.Save("zaak", stored.Value with { Revisie = stored.Value.Revisie + 1 }, stored, Isop.Core.CoreJson.Default.Zaak)], CancellationToken.None);
                await Task.Delay(2_500);
                there.Add((await AskAsync(http, path, cookies[role])).Took);
            }

            report.AtMost($"{name} right after a case changed here, p50 (longest {here.Max():N0} ms, processor {processor.TotalMilliseconds / here.Count:N0} ms)", here.Order().ElementAt(here.Count / 2), Milliseconds, "ms");
            report.AtMost($"{name} 2.5 s after one changed in another process, p50 (longest {there.Max():N0} ms)", there.Order().ElementAt(there.Count / 2), Milliseconds, "ms");
        }
    }

    private static async Task<(double Took, int Bytes)> AskAsync(HttpClient http, string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Cookie", $"{SessionCookie.Name}={cookie}");
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK ? (took, body.Length) : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {answer.Headers.Location}");
    }

    private static async Task<WebApplication> StartAsync(string database)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"], EnvironmentName = Environments.Development, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Isop.Bot",
        });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Storage"] = $"Data Source={database}", ["Isop:Demo"] = "false", [$"Isop:Tenants:{Opstelling.Tenant}:0"] = GeneratedRegister.Domain,
            // Sending a day's messages is measured elsewhere.
            ["Isop:Bezorging:Automatic"] = "false",
        });
        builder.AddIsop();
        builder.WebHost.UseUrls().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapIsop();
        await app.PrepareDevelopmentAsync();
        await app.StartAsync();
        return app;
    }
}
