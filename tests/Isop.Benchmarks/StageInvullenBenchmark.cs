using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Benchmarks;

/// <summary>
/// Students who all answer in the same minutes, against the real bot in a process of its own: each opens the form and sends it. Afterwards the
/// store is asked whether every answer is there.
/// </summary>
internal static class StageInvullenBenchmark
{
    public static async Task<bool> RunAsync(Options options)
    {
        var (students, seconds) = (options.Number("students", 2_000), options.Number("seconds", 600));
        using var work = new Workplace();
        var links = await PrepareAsync(work.Database, students);
        var (forms, sends, wrong) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), 0);
        var took = TimeSpan.Zero;
        await using (var bot = await BotProcess.StartAsync(work.Database))
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 200 }) { BaseAddress = bot.Address };
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(links.Select(async (link, i) =>
            {
                // Spread evenly, a form and an answer each.
                await Task.Delay(TimeSpan.FromSeconds((double)seconds * i / students));
                using var form = await Timed(() => http.GetAsync(new Uri($"/evaluatie/{link}", UriKind.Relative)), forms);
                using var answer = await Timed(() => http.PostAsync(new Uri($"/evaluatie/{link}", UriKind.Relative), Answer(i)), sends);
                if (form.StatusCode != HttpStatusCode.OK || answer.StatusCode != HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref wrong);
                }
            }));
            took = Stopwatch.GetElapsedTime(began);
        }

        await using var services = StageSluitenBenchmark.Services(work.Database);
        var golf = await services.GetRequiredService<GolfStore>().FindAsync(Id, CancellationToken.None);
        var (_, answered) = await services.GetRequiredService<Golfrooster>().ResponsAsync(golf!, CancellationToken.None);
        var report = new Report($"{students:N0} students answer in {took.TotalSeconds:N0} s: SQLite, synchronous=FULL");
        report.AtLeast("answers in the store", answered, students, "");
        report.AtMost("refused or failed", wrong, 0, "");
        report.Tell("opening the form, p50 and p99", $"{P(forms, 50):F1} and {P(forms, 99):F1} ms");
        report.Tell("sending, p50", $"{P(sends, 50):F1} ms");
        report.AtMost("sending, p99", P(sends, 99), 200, "ms");
        return report.Print();
    }

    private const string Id = "2026-2027-1";

    /// <summary>A wave that is open, with a place and a link for everybody; the links.</summary>
    private static async Task<IReadOnlyList<string>> PrepareAsync(string database, int students)
    {
        await using var services = StageSluitenBenchmark.Services(database);
        var store = services.GetRequiredService<Isop.Core.Storage.IDocumentStore>();
        var list = VragenlijstCatalog.Defaults.For(Opleiding.Parse("pabo-vt"))!;
        var golf = new Golf
        {
            Id = Id, Studiejaar = "2026-2027", Halfjaar = 1, Van = new DateOnly(2026, 1, 1), Tot = new DateOnly(2026, 2, 1), Opent = new DateOnly(2026, 2, 1),
            Sluit = new DateOnly(2099, 12, 31), Staat = Golfstaat.Open, Scherven = (students + Golfrooster.PerScherf - 1) / Golfrooster.PerScherf,
            Sleutel = await services.GetRequiredService<Golfgeheimen>().MaakAsync(Id, CancellationToken.None),
            Vragenlijsten = new Dictionary<string, VragenlijstRef> { ["pabo-vt"] = list.Ref() },
        };
        await store.CommitAsync(new Isop.Core.Storage.Partition("stageevaluaties", "golven"), [Isop.Core.Storage.Documents.Add(Id, golf, Isop.Core.CoreJson.Default.Golf)], CancellationToken.None);
        var rooster = services.GetRequiredService<Golfrooster>();
        var invited = Enumerable.Range(1, students).Select(i => new Uitnodiging(
            PersonId.Parse(i.ToString("x32", CultureInfo.InvariantCulture)), $"O{i % 120:000}", "pabo-vt", new DateOnly(2026, 2, 1))).ToList();
        await rooster.NodigAsync(golf, invited.Select((u, i) => new Zitplaats(u, 1, 1 + (i / Golfrooster.PerScherf))), CancellationToken.None);
        var links = new string[students];
        await Parallel.ForEachAsync(Enumerable.Range(0, students), async (i, ct) =>
        {
            var seat = await rooster.FindAsync(Id, invited[i].Student, invited[i].Eenheid, ct);
            links[i] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            await rooster.KoppelAsync(Id, seat!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(links[i]))), ct);
        });
        return links;
    }

    private static FormUrlEncodedContent Answer(int student) => new(
        VragenlijstCatalog.Defaults.For(Opleiding.Parse("pabo-vt"))!.Stellingen()
            .Select((s, i) => KeyValuePair.Create($"s-{s.Id}", $"{1 + ((student + i) % 5)}")).Append(new("t-beter", "Meer tijd om samen terug te kijken")));

    private static async Task<HttpResponseMessage> Timed(Func<Task<HttpResponseMessage>> call, ConcurrentBag<double> times)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await call();
        times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return answer;
    }

    private static double P(IEnumerable<double> times, int percent) => times.Order().ElementAt(Math.Max(0, (times.Count() * percent / 100) - 1));
}
