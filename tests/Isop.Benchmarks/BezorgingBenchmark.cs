using System.Diagnostics;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Benchmarks;

/// <summary>
/// The first cards of an opening day: for each a conversation to make and a card to send, to a connector with the published
/// limits and its share of trouble. Once with one bot; once with two, of which the leader is killed halfway.
/// </summary>
internal static class BezorgingBenchmark
{
    private const double MostSeconds = 100;
    private const int MostPerSecond = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <summary>What was under way when the leader was killed is in doubt, and may come twice.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(2);

    private static readonly ConnectorScript Script = new()
    {
        Throttled = 0.02, BadGateway = 0.01, Latency = TimeSpan.FromMilliseconds(80), PerSecond = MostPerSecond,
    };

    public static async Task<bool> RunAsync(Options options)
    {
        var cards = options.Number("cards", 1_800);
        int[] runs = options.Values.ContainsKey("instances") ? [options.Number("instances", 1)] : [1, 2];
        var met = true;
        foreach (var instances in runs)
        {
            met &= await RunAsync(cards, instances);
        }

        return met;
    }

    private static async Task<bool> RunAsync(int cards, int instances)
    {
        using var work = new Workplace();
        await using var connector = await FakeConnector.StartAsync(Script);
        await PrepareAsync(work.Database, connector, cards);

        var began = Stopwatch.GetTimestamp();
        await using var first = await BotProcess.StartAsync(work.Database);
        await ArrivedAsync(connector, 1);
        long? killed = null;
        if (instances > 1)
        {
            await using var second = await BotProcess.StartAsync(work.Database);
            await ArrivedAsync(connector, cards / 2);
            await first.KillAsync();
            killed = Stopwatch.GetTimestamp();
            await ArrivedAsync(connector, cards);
            await SettledAsync(connector);
        }
        else
        {
            await ArrivedAsync(connector, cards);
            await SettledAsync(connector);
        }

        return Judge(connector, cards, began, killed);
    }

    /// <summary>Students and mentors with the app, without a conversation, whose cards are all due.</summary>
    private static async Task PrepareAsync(string database, FakeConnector connector, int cards)
    {
        await using var store = Opstelling.Open(database);
        var data = GeneratedRegister.Make(cards / 2);
        connector.Know(data.Personen);
        await store.SetClockAsync(11, 16, 6, 30);
        await store.ImportAsync(data);
        await store.PlanAsync();
        var persons = data.Stages.SelectMany(s => (PersonId[])[s.Student, .. s.Werkplekbegeleiders]);
        await store.LinkAsync(persons, connector.Address, keepConversation: true);
        await store.SetClockAsync(11, 19, 17, 5);
        await store.PlanAsync();
    }

    private static async Task ArrivedAsync(FakeConnector connector, int cards)
    {
        var since = Stopwatch.GetTimestamp();
        while (connector.Arrivals.Count < cards && Stopwatch.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            if (connector.Arrivals.Count >= cards * 0.9 && Distinct(connector) >= cards)
            {
                return;
            }
        }

        while (cards > 1 && connector.Arrivals.Count >= cards && Distinct(connector) < cards * 0.999 && Stopwatch.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Nothing more has come for a while: what was put off has had its chance as well.</summary>
    private static async Task SettledAsync(FakeConnector connector)
    {
        for (var calls = -1; calls != connector.Calls.Count;)
        {
            calls = connector.Calls.Count;
            await Task.Delay(TimeSpan.FromSeconds(20));
        }
    }

    private static int Distinct(FakeConnector connector) => connector.Arrivals.Select(a => a.Person).Distinct().Count();

    private static bool Judge(FakeConnector connector, int cards, long began, long? killed)
    {
        var report = new Report(killed is null ? $"Bezorging: {cards} first cards, one instance" : $"Bezorging: {cards} first cards, two instances, leader killed halfway");
        var firsts = connector.Arrivals.GroupBy(a => a.Person).Select(g => g.OrderBy(a => a.At).ToList()).ToList();
        var calls = connector.Calls.Order().ToArray();
        var sending = Stopwatch.GetElapsedTime(calls[0], firsts.Max(f => f[0].At)).TotalSeconds;
        var takeover = killed is { } at ? Stopwatch.GetElapsedTime(at, calls.First(c => c > at)).TotalSeconds : 0;
        report.AtMost("first call to last card, somebody leading", sending - takeover, MostSeconds, "s");
        if (killed is not null)
        {
            report.AtMost("nobody leading after the kill", takeover, Lease.Length.TotalSeconds + 5, "s");
        }

        report.Tell("start of the process to last card", $"{Stopwatch.GetElapsedTime(began, firsts.Max(f => f[0].At)).TotalSeconds:F1} s");
        report.Tell("last 99 % of the cards", $"{Stopwatch.GetElapsedTime(calls[0], firsts.Select(f => f[0].At).Order().ElementAt((int)(firsts.Count * 0.99))).TotalSeconds:F1} s");
        report.AtMost("most calls in any second", connector.BusiestSecond(), MostPerSecond, "calls");
        report.AtMost("lost", cards - firsts.Count, 0, "cards");
        var doubles = firsts.Where(f => f.Count > 1).ToList();
        var doubted = doubles.Count(f => f[0].Unsure || (killed is { } k && Math.Abs(Stopwatch.GetElapsedTime(f[0].At, k).TotalSeconds) < UnderWay.TotalSeconds));
        report.Tell("twice after doubt", $"{doubted} cards");
        report.AtMost("twice without doubt", doubles.Count - doubted, 0, "cards");
        report.Tell("calls and answers", $"{calls.Length}: {string.Join(", ", connector.Statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"))}");
        return report.Print();
    }
}
