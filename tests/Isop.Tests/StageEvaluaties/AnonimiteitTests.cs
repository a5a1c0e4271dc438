using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.Extensions.Logging;
using static Isop.Tests.StageEvaluaties.GolfTests;

namespace Isop.Tests.StageEvaluaties;

/// <summary>
/// Who gave which answers cannot be told afterwards: whoever of the same cell gave them, everything that is left is the same to the last
/// character: all tables, all log lines, all spans.
/// </summary>
public sealed partial class AnonimiteitTests
{
    private const string Eerste = "2026-2027-1";

    private static readonly StageAntwoorden[] Antwoorden =
    [
        Evaluatiewereld.Alles(1, beter: "Ik stond vaak alleen"), Evaluatiewereld.Alles(3), Evaluatiewereld.Alles(4, blijven: "De lunch samen"),
        Evaluatiewereld.Alles(5, blijven: "Alles", beter: "Niets"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task For_every_permutation_of_who_gave_which_answers_what_is_left_is_the_same()
    {
        var prints = new List<(string Stored, string Told)>();
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            prints.Add(await RunAsync(order, [1, 2, 3, 4]));
        }

        Assert.Equal(24, prints.Count);
        Assert.Contains("Ik stond vaak alleen", prints[0].Stored, StringComparison.Ordinal);
        Assert.All(prints, p => Assert.Equal(prints[0].Stored, p.Stored));
        Assert.All(prints, p => Assert.Equal(prints[0].Told, p.Told));
    }

    [Fact]
    public async Task Whoever_answered_and_whoever_did_not_what_is_left_is_the_same()
    {
        var all = await RunAsync([0, 1, 2], [1, 2, 3]);
        var others = await RunAsync([2, 0, 1], [4, 2, 1]);

        Assert.Equal(all.Stored, others.Stored);
    }

    [Fact]
    public async Task Other_answers_are_not_the_same()
    {
        Assert.NotEqual((await RunAsync([0, 1, 2, 3], [1, 2, 3, 4])).Stored, (await RunAsync([0, 0, 2, 3], [1, 2, 3, 4])).Stored);
    }

    [Fact]
    public async Task While_it_is_open_nothing_that_is_stored_says_what_was_answered()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());
        await w.GaNaarAsync(2027, 2, 1);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(1, beter: "Ik stond vaak alleen"));
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(2), "A", Evaluatiewereld.Alles(5));

        var print = await w.AfdrukAsync();
        Assert.DoesNotContain("alleen", print, StringComparison.Ordinal);
        var buffer = (await store.ReadAsync(new Partition("evaluatiebuffers", $"scherf:{Eerste}:1"), "buffer", Core.CoreJson.Default.Antwoordbuffer, Ct))!.Value;
        Assert.Equal([Antwoordvel.Bytes + Antwoordzegel.ExtraBytes, Antwoordvel.Bytes + Antwoordzegel.ExtraBytes], buffer.Antwoorden.Select(a => a.Length));
    }

    [Fact]
    public async Task Where_an_answer_lies_among_the_others_is_chance()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());
        await w.GaNaarAsync(2027, 2, 1);
        var firsts = 0;
        var shard = new Partition("evaluatiebuffers", $"scherf:{Eerste}:1");
        var golf = await w.GolfAsync(Eerste);
        var link = await w.OpenAsync(Eerste, Evaluatieregister.Id(1), "A");
        const int rounds = 64;
        for (var i = 0; i < rounds; i++)
        {
            var before = (await store.ReadAsync(shard, "buffer", Core.CoreJson.Default.Antwoordbuffer, Ct))!;
            var one = new Antwoordbuffer { Antwoorden = [[1]] };
            await store.CommitAsync(shard, [Documents.Save("buffer", one, before, Core.CoreJson.Default.Antwoordbuffer)], Ct);
            await ResetAsync(store, shard);
            await w.StuurAsync(link, Evaluatiewereld.Alles(3));
            var after = (await store.ReadAsync(shard, "buffer", Core.CoreJson.Default.Antwoordbuffer, Ct))!.Value;
            firsts += after.Antwoorden[0].Length == 1 ? 0 : 1;
        }

        // One in a million that it fails by chance: 64 throws of a coin.
        Assert.InRange(firsts, 13, 51);
        Assert.Equal(Golfstaat.Open, golf.Staat);
    }

    private static async Task ResetAsync(IDocumentStore store, Partition shard)
    {
        await foreach (var (row, plek) in store.ReadRangeAsync(shard, RowRange.Prefix("plek:"), Core.CoreJson.Default.Plek, Ct))
        {
            await store.CommitAsync(shard, [Documents.Save(row, plek.Value with { Gebruikt = false }, plek, Core.CoreJson.Default.Plek)], Ct);
        }
    }

    /// <summary>The students answer in this order, each with the answers of that number; then a reminder, and closing.</summary>
    private static async Task<(string Stored, string Told)> RunAsync(int[] answers, int[] students)
    {
        var told = new ConcurrentQueue<string>();
        // Other tests tell too; what is ours hangs under this one.
        using var run = new Activity("run").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name.StartsWith("Isop", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                if (a.TraceId == run.TraceId)
                {
                    told.Enqueue($"{a.DisplayName} {string.Join(' ', a.TagObjects)}");
                }
            },
        };
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten(), logger: new Collector(told));

        // Ids of remarks and their order come from it.
        await w.ZetKluisAsync(Eerste);
        ActivitySource.AddActivityListener(listener);
        await w.GaNaarAsync(2027, 1, 4);
        await w.GaNaarAsync(2027, 2, 1);
        for (var i = 0; i < answers.Length; i++)
        {
            await w.AntwoordAsync(Eerste, Evaluatieregister.Id(students[i]), "A", Antwoorden[answers[i]]);
        }

        await w.GaNaarAsync(2027, 2, 8);
        await w.GaNaarAsync(2027, 2, 17);
        Assert.Equal(Golfstaat.Gesloten, (await w.GolfAsync(Eerste)).Staat);
        await w.GaNaarAsync(2027, 2, 18);

        // The key of the next wave has nothing to do with this one. What was to be sent has its entry in the due index until then.
        var stored = (await w.AfdrukAsync()).Split('\n').Where(l => !l.StartsWith("golfsleutels/2026-2027-2", StringComparison.Ordinal) && !l.StartsWith("agenda/", StringComparison.Ordinal));
        return (Key().Replace(string.Join('\n', stored), ""), string.Join('\n', told));
    }

    private static IEnumerable<int[]> Permutations(int[] of) => of.Length == 0
        ? [[]]
        : of.SelectMany(first => Permutations([.. of.Where(x => x != first)]).Select(rest => (int[])[first, .. rest]));

    [GeneratedRegex("\"sleutel\":\"[^\"]*\"")]
    private static partial Regex Key();

    private sealed class Collector(ConcurrentQueue<string> told) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
