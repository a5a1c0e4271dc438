using System.Diagnostics;
using System.Globalization;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Intervisie;
using Isop.Core.Tussenevaluaties;

namespace Isop.Benchmarks;

/// <summary>
/// What each capability needs to bring its cases in line with a new register, a week before all stages begin: for the first time, and again
/// when nothing changed. In a process of its own.
/// </summary>
internal static class VolgenBenchmark
{
    public const string Step = "volgen-step";

    private const int Small = 1_000;

    public static async Task<bool> RunAsync(Options options)
    {
        var report = new Report("Following a register: SQLite, synchronous=FULL");
        var perStudent = new Dictionary<string, double>();
        foreach (var students in options.Text("students", "1000,100000").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)))
        {
            using var work = new Workplace();
            _ = await PlanningBenchmark.ChildAsync(work.Database, "import", students, Step);
            var figures = await PlanningBenchmark.ChildAsync(work.Database, "follow", students, Step);
            foreach (var (name, seconds) in figures.Where(f => f.Key.EndsWith("first", StringComparison.Ordinal)))
            {
                var capability = name.Split(' ')[0];
                report.Tell($"{students:N0} students: {capability}", $"{seconds:F1} s, again {figures[$"{capability} again"]:F1} s, {figures[$"{capability} added"]:N0} deliveries");
                if (students > Small && perStudent.TryGetValue(capability, out var before) && before * Small > 1)
                {
                    report.AtMost($"{capability}: time per student, largest to smallest", seconds / students / before, 1.5, "times");
                }

                perStudent.TryAdd(capability, seconds / students);
            }

            report.AtMost($"{students:N0} students: highest memory", figures["peak"], 700, "MB");
        }

        return report.Print();
    }

    /// <summary>In the child process.</summary>
    public static async Task<bool> RunStepAsync(Options options)
    {
        await using var store = Opstelling.Open(options.Text("database", ""));
        await store.SetClockAsync(8, 24, 9, 0);
        if (options.Text("step", "") == "import")
        {
            await store.ImportAsync(GeneratedRegister.MakeYear(options.Number("students", Small)));
            return true;
        }

        (string Name, WakeHandler Wake)[] capabilities =
        [
            (TussenevaluatiePlanning.Capability, store.Get<TussenevaluatiePlanning>().WakeAsync), (Bezoekkaarten.Capability, store.Get<BezoekPlanning>().WakeAsync),
            (Intervisiekaarten.Capability, store.Get<IntervisiePlanning>().WakeAsync), (BegeleidingsteamPlanning.Capability, store.Get<BegeleidingsteamPlanning>().WakeAsync),
        ];
        foreach (var (name, wake) in capabilities)
        {
            var added = 0;
            foreach (var round in new[] { "first", "again" })
            {
                var began = Stopwatch.GetTimestamp();
                added += await wake([TussenevaluatiePlanning.RegisterWake], store.Get<Isop.Bot.Development.Klok>().GetUtcNow(), CancellationToken.None);
                Print($"{name} {round}", Stopwatch.GetElapsedTime(began).TotalSeconds);
            }

            Print($"{name} added", added);
        }

        Print("peak", ProcMemory.Read(Environment.ProcessId, "VmHWM"));
        return true;
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
}
