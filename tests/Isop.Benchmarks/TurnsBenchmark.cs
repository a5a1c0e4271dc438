using System.Diagnostics;

namespace Isop.Benchmarks;

/// <summary>Turns per second: this process is the load, the bot runs beside it with its tokens checked and its store synced at every save.</summary>
internal static class TurnsBenchmark
{
    private const int PlayersPerConnection = 10;

    /// <summary>More than the bot remembers, used in turn: each is new to it every time.</summary>
    private const int DistinctTokens = 4_096;

    public static async Task<bool> RunAsync(Options options)
    {
        var (connections, seconds, rounds) = (options.Number("connections", 16), options.Number("seconds", 8), options.Number("rounds", 2));
        using var work = new Workplace();
        await using var tokens = await TokenServer.StartAsync();
        var players = await TurnPlayer.PrepareAsync(work.Database, students: 1_000, connections * PlayersPerConnection);
        await using var bot = await BotProcess.StartAsync(work.Database, tokens.Settings);
        var one = new[] { tokens.Sign(0) };
        var many = Enumerable.Range(1, DistinctTokens).Select(tokens.Sign).ToArray();
        try
        {
            using var load = await Load.StartAsync(bot, players, connections, one[0]);
            var report = new Report($"Turns: {connections} connections, {players.Count} people, answers checked");
            await WarmUpAsync(load, one, many, options.Number("warmup", 20_000));
            Judge(report, "save, one token", await BestAsync(load, one, true, seconds, rounds), 2_500, 50);
            Judge(report, "save, new token each turn", await BestAsync(load, many, true, seconds, rounds), 2_500, 50);
            Judge(report, "read, one token", await BestAsync(load, one, false, seconds, rounds), 10_000, null);
            Judge(report, "read, new token each turn", await BestAsync(load, many, false, seconds, rounds), null, null);
            report.Tell("memory of the bot afterwards", $"{bot.Memory().Now:F0} MB");
            return report.Print();
        }
        catch (InvalidOperationException trouble)
        {
            Console.Error.WriteLine($"{trouble.Message}\nThe bot wrote:\n{bot.Output}");
            return false;
        }
    }

    /// <summary>By turns and not by time, so that a busy machine measures compiled code as well.</summary>
    private static async Task WarmUpAsync(Load load, string[] one, string[] many, int turns)
    {
        for (var done = 0; done < turns;)
        {
            done += (await load.RunAsync(one, save: true, TimeSpan.FromSeconds(1))).Turns;
            done += (await load.RunAsync(many, save: false, TimeSpan.FromSeconds(1))).Turns;
        }
    }

    private static async Task<LoadResult> BestAsync(Load load, string[] tokens, bool save, int seconds, int rounds)
    {
        var best = default(LoadResult);
        for (var round = 0; round < rounds; round++)
        {
            var result = await load.RunAsync(tokens, save, TimeSpan.FromSeconds(seconds));
            Console.WriteLine(
                $"  {(save ? "save" : "read")}, {tokens.Length} token(s): {result.PerSecond:N0}/s, p50 {result.P50:F1} ms, p99 {result.P99:F1} ms, "
                + $"processor {result.BotProcessor:F0} µs a turn, {result.LoadProcessor:F0} µs for the load (load {Report.LoadAverage()})");
            best = best is null || result.PerSecond > best.PerSecond ? result : best;
        }

        return best!;
    }

    private static void Judge(Report report, string name, LoadResult result, double? perSecond, double? p99)
    {
        if (perSecond is { } least)
        {
            report.AtLeast(name, result.PerSecond, least, "/s");
        }
        else
        {
            report.Tell(name, $"{result.PerSecond:N0} /s");
        }

        report.Tell($"{name}, p50", $"{result.P50:F1} ms");
        report.Tell($"{name}, processor time of the bot", $"{result.BotProcessor:F0} µs a turn");
        if (p99 is { } limit)
        {
            report.AtMost($"{name}, p99", result.P99, limit, "ms");
        }
        else
        {
            report.Tell($"{name}, p99", $"{result.P99:F1} ms");
        }
    }
}

/// <summary>Processor time is per turn, in microseconds: of the bot, and of this load beside it.</summary>
internal sealed record LoadResult(int Turns, double PerSecond, double P50, double P99, double BotProcessor, double LoadProcessor);

/// <summary>The connections and the people behind them; everybody has a form of their own, so nobody waits for another.</summary>
internal sealed class Load(BotProcess bot) : IDisposable
{
    private readonly List<(TurnConnection Connection, TurnPlayer[] Players)> _lanes = [];
    private int _token;

    public static async Task<Load> StartAsync(BotProcess bot, IReadOnlyList<TurnPlayer> players, int connections, string token)
    {
        var load = new Load(bot);
        foreach (var own in players.Chunk(players.Count / connections))
        {
            var connection = new TurnConnection();
            await connection.ConnectAsync(bot.EndPoint);
            load._lanes.Add((connection, own));
        }

        await Task.WhenAll(load._lanes.Select(async lane =>
        {
            foreach (var player in lane.Players)
            {
                await player.LearnAsync(lane.Connection, token);
            }
        }));
        return load;
    }

    public async Task<LoadResult> RunAsync(string[] tokens, bool save, TimeSpan length)
    {
        var (began, ours, bots) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, bot.ProcessorTime);
        var took = await Task.WhenAll(_lanes.Select(lane => Task.Run(() => RunLaneAsync(lane.Connection, lane.Players, tokens, save, began, length))));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var all = took.SelectMany(t => t).Order().ToArray();
        double At(double part) => Stopwatch.GetElapsedTime(0, all[Math.Min(all.Length - 1, (int)(all.Length * part))]).TotalMilliseconds;
        double PerTurn(TimeSpan time) => time.TotalMicroseconds / all.Length;
        return new LoadResult(
            all.Length, all.Length / seconds, At(0.50), At(0.99), PerTurn(bot.ProcessorTime - bots), PerTurn(Environment.CpuUsage.TotalTime - ours));
    }

    public void Dispose() => _lanes.ForEach(l => l.Connection.Dispose());

    private async Task<List<long>> RunLaneAsync(
        TurnConnection connection, TurnPlayer[] players, string[] tokens, bool save, long began, TimeSpan length)
    {
        var took = new List<long>(100_000);
        for (var i = 0; Stopwatch.GetElapsedTime(began) < length; i++)
        {
            var token = tokens.Length == 1 ? tokens[0] : tokens[(uint)Interlocked.Increment(ref _token) % tokens.Length];
            var player = players[i % players.Length];
            var since = Stopwatch.GetTimestamp();
            await (save ? player.SaveAsync(connection, token) : player.ReadAsync(connection, token));
            took.Add(Stopwatch.GetTimestamp() - since);
        }

        return took;
    }
}
