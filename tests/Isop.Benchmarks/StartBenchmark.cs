using System.Diagnostics;

namespace Isop.Benchmarks;

/// <summary>Start of the process to the first answer that took a token, the store and the register; then memory when nothing happens.</summary>
internal static class StartBenchmark
{
    private const int Students = 1_000;

    public static async Task<bool> RunAsync(Options options)
    {
        using var work = new Workplace();
        await using var tokens = await TokenServer.StartAsync();
        var rounds = options.Number("rounds", 3);
        var players = await TurnPlayer.PrepareAsync(work.Database, Students, rounds);
        var token = tokens.Sign(0);
        var (seconds, idle) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var bot = BotProcess.Launch(work.Database, tokens.Settings);
            await bot.ConnectAsync();
            using (var connection = new TurnConnection())
            {
                await connection.ConnectAsync(bot.EndPoint);
                await players[round].OpenAsync(connection, token);
            }

            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(options.Number("idle", 10)));
            var memory = bot.Memory();
            Console.WriteLine($"  first answer after {took:F2} s, idle {memory.Now:F0} MB, highest {memory.Peak:F0} MB (load {Report.LoadAverage()})");
            (seconds, idle) = (Math.Min(seconds, took), Math.Min(idle, memory.Now));
        }

        var report = new Report($"Start: a register of {Students:N0} students, best of the rounds");
        report.AtMost("start to first answer", seconds, 2, "s");
        report.AtMost("memory when idle", idle, 150, "MB");
        return report.Print();
    }
}
