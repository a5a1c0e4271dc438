using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Isop.Core.Certificaten;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Benchmarks;

/// <summary>
/// Strangers who check certificates, against the real bot in a process of its own. Open-loop: requests leave on a timetable, whatever became
/// of the earlier ones, and each is measured from the moment it should have left.
/// </summary>
internal static class VerificatieBenchmark
{
    private const int UnknownEvery = 50;
    private const int Connections = 128;

    /// <summary>So many visitors' addresses, as a proxy tells them: one address may not ask this often.</summary>
    private const int Visitors = 200;

    public static async Task<bool> RunAsync(Options options)
    {
        var (certificates, rate, seconds) = (options.Number("certificaten", 10_000), options.Number("rate", 500), options.Number("seconds", 20));
        using var work = new Workplace();
        var numbers = await PrepareAsync(work.Database, certificates, options.Number("pdf", 40_000));
        await using var bot = await BotProcess.StartAsync(work.Database, new KeyValuePair<string, string>("Isop__ReverseProxy__KnownProxies__0", "127.0.0.1"));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = Connections })
        {
            BaseAddress = bot.Address,
        };
        Console.WriteLine($"  {certificates:N0} certificates in a file of {new FileInfo(work.Database).Length / 1_000_000:N0} MB (load {Report.LoadAverage()})");
        await PlayAsync(http, numbers, rate, options.Number("warmup", 10), first: 0);
        var used = bot.ProcessorTime;
        var (took, late, wrong) = await PlayAsync(http, numbers, rate, seconds, first: 7);
        var report = new Report($"{rate:N0} checks a second for {seconds} s, over {certificates:N0} certificates, 1 in {UnknownEvery} unknown: SQLite");
        report.AtLeast("answers", took.Length, rate * seconds, "");
        report.AtMost("answers that were not what they should be", wrong, 0, "");
        report.Tell("p50", $"{At(took, 0.50):F1} ms");
        report.Tell("p95", $"{At(took, 0.95):F1} ms");
        report.AtMost("p99", At(took, 0.99), 20, "ms");
        report.Tell("longest", $"{took[^1]:F1} ms");
        report.Tell("of which: left after its time, p99", $"{At(late, 0.99):F1} ms");
        report.Tell("processor time of the bot", $"{(bot.ProcessorTime - used).TotalMicroseconds / took.Length:F0} µs a check");
        report.Tell("memory of the bot afterwards", $"{bot.Memory().Now:F0} MB");
        return report.Print();
    }

    /// <summary>Milliseconds from the planned moment to the last byte, and to leaving, both in order; and how many answers were wrong.</summary>
    private static async Task<(double[] Took, double[] Late, int Wrong)> PlayAsync(HttpClient http, Certificaatnummer[] numbers, int rate, int seconds, int first)
    {
        var (took, late, wrong) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), 0);
        var (count, began) = (rate * seconds, Stopwatch.GetTimestamp());
        var under = new List<Task>(count);
        for (var i = 0; i < count;)
        {
            for (; i < count && Elapsed() >= Planned(i); i++)
            {
                var at = i;
                under.Add(Task.Run(() => AskAsync(at)));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(under);
        return ([.. took.Order()], [.. late.Order()], wrong);

        double Elapsed() => Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        double Planned(int i) => i * 1000.0 / rate;

        async Task AskAsync(int i)
        {
            late.Add(Elapsed() - Planned(i));
            var unknown = i % UnknownEvery == 0;

            // A stride that shares no divisor with the count meets every number before any a second time.
            var number = unknown ? Certificaatnummer.Trek() : numbers[((i + first) * 7919L) % numbers.Length];
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/c/{number}", UriKind.Relative));
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i % Visitors}"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = await answer.Content.ReadAsByteArrayAsync();
            took.Add(Elapsed() - Planned(i));
            if (answer.StatusCode != (unknown ? HttpStatusCode.NotFound : HttpStatusCode.OK) || body.Length < 1_000)
            {
                Interlocked.Increment(ref wrong);
            }
        }
    }

    /// <summary>One in twenty was revoked.</summary>
    private static async Task<Certificaatnummer[]> PrepareAsync(string database, int certificates, int pdfBytes)
    {
        await using var store = new SqliteStore($"Data Source={database}");
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IDocumentStore>(store).AddOutbox().AddSingleton<CertificaatStore>().BuildServiceProvider();
        var issued = services.GetRequiredService<CertificaatStore>();
        var numbers = Enumerable.Range(0, certificates).Select(_ => Certificaatnummer.Trek()).ToArray();
        var day = new DateOnly(2026, 10, 7);
        await Parallel.ForEachAsync(Enumerable.Range(0, certificates), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, ct) =>
        {
            var facts = new Certificaat
            {
                Nummer = numbers[i], Training = $"t{i / 20}", Soort = "opfriscursus", Titel = "Opfriscursus werkplekbegeleiders",
                Omschrijving = "heeft de opfriscursus voor werkplekbegeleiders gevolgd", Dagen = [day, day.AddDays(7)], Minuten = 390, Waar = $"School {i % 120}, Ulft",
                Inhoud = "Gesprekken voeren, feedback geven, de tussenevaluatie", Studiejaar = "2026-2027", Uitgever = "Partnerschap ISOP",
                Ondertekenaar = "Onderwijsbureau ISOP", Functie = "namens de opleidingen en de besturen", Verstrekt = day.AddDays(14), Sjabloon = 1,
                Adres = new Uri($"https://isop.example/c/{numbers[i]}"), Statusplek = new Statusplek("2026-2027", i),
            };
            var holder = new Certificaathouder(numbers[i], PersonId.Parse((i + 1).ToString("x32", CultureInfo.InvariantCulture)), $"Persoon {i}", $"p{i}@school.example");
            await issued.GeefUitAsync(new Uitgifte(facts, holder, RandomNumberGenerator.GetBytes(pdfBytes), $"eyJ{new string('a', 3_000)}.b.c"), [], ct);
            if (i % 20 == 0)
            {
                await issued.DecideAsync(numbers[i], new Certificaatopdracht.TrekIn("fout in de lijst", "bureau", day.AddDays(20), default), default, ct);
            }
        });
        return numbers;
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
