using System.Diagnostics;
using System.Globalization;

namespace Isop.Benchmarks;

/// <summary>
/// The planning run of an opening day, each step in a process of its own, so that the highest memory is that of the run and not of
/// making the register.
/// </summary>
internal static class PlanningBenchmark
{
    /// <summary>One step, in the child process: "fill" or "open".</summary>
    public const string Step = "planning-step";

    private const int RegisterSize = 1_000;
    private const int Largest = 100_000;

    /// <summary>The hints of 16 shards and the directory of the due index: what a run reads when there is nothing to do.</summary>
    private const int IdleReads = 17;

    /// <remarks>On the emulator of Table Storage the seconds are those of the emulator; memory and linearity are ours.</remarks>
    public static async Task<bool> RunAsync(Options options)
    {
        var emulated = options.Text("on", "sqlite") == "azurite";
        var report = new Report($"Planning: a case, a student and a mentor each; {(emulated ? "Azurite" : "SQLite, synchronous=FULL")}");
        var perThousand = new List<double>();
        foreach (var students in options.Text("students", "1000,25000,50000,100000").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)))
        {
            using var work = new Workplace();
            await using var azurite = emulated ? await Azurite.StartAsync() : null;
            var storage = azurite?.ConnectionString ?? work.Database;
            var fill = await ChildAsync(storage, "fill", students);
            var open = await ChildAsync(storage, "open", students);
            var name = $"{students:N0} students";
            report.Tell($"{name}: import and first follow", $"{fill["import"]:F1} s + {fill["seconds"]:F1} s, {fill["peak"]:F0} MB");
            if (emulated)
            {
                report.Tell($"{name}: opening day", $"{open["seconds"]:F1} s");
                report.AtMost($"{name}: highest memory", open["peak"], 500, "MB");
                perThousand.Add(open["seconds"] / students);
            }
            else if (students <= RegisterSize)
            {
                report.AtMost($"{name}: opening day", open["seconds"], 2, "s");
            }
            else
            {
                report.AtMost($"{name}: opening day", open["seconds"], 60, "s");
                report.AtMost($"{name}: highest memory", open["peak"], 500, "MB");
                perThousand.Add(open["seconds"] / students);
            }

            report.Tell($"{name}: processor time", $"{open["processor"]:F1} s");
            report.Tell($"{name}: deliveries added", $"{open["added"]:N0}");
            report.AtMost($"{name}: store reads with nothing due", open["idle reads"], IdleReads, "reads");
            report.Tell($"{name}: nothing due", $"{open["idle"] * 1000:F1} ms");
        }

        if (perThousand.Count > 1)
        {
            report.AtMost("time per student, largest to smallest", perThousand[^1] / perThousand[0], 1.5, "times");
        }

        return report.Print();
    }

    /// <summary>In the child process: does a step and prints its figures.</summary>
    public static async Task<bool> RunStepAsync(Options options)
    {
        var (database, students) = (options.Text("database", ""), options.Number("students", RegisterSize));
        var figures = options.Text("step", "") == "fill" ? await FillAsync(database, students) : await OpenAsync(database);
        figures["peak"] = ProcMemory.Read(Environment.ProcessId, "VmHWM");
        foreach (var (name, value) in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
        }

        return true;
    }

    private static async Task<Dictionary<string, double>> FillAsync(string database, int students)
    {
        await using var store = Opstelling.Open(database);
        await store.SetClockAsync(11, 2, 9, 0);
        var began = Stopwatch.GetTimestamp();
        await store.ImportAsync(GeneratedRegister.Make(students));
        var imported = Stopwatch.GetElapsedTime(began).TotalSeconds;
        began = Stopwatch.GetTimestamp();
        await store.PlanAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await store.SetClockAsync(11, 9, 17, 30);
        await store.PlanAsync();
        return new Dictionary<string, double> { ["import"] = imported, ["seconds"] = seconds };
    }

    private static async Task<Dictionary<string, double>> OpenAsync(string database)
    {
        ReadCountingStore? counted = null;
        await using var store = Opstelling.Open(database, inner => counted = new ReadCountingStore(inner));
        await store.SetClockAsync(11, 16, 6, 30);
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var added = await store.PlanAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var processor = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        var peak = ProcMemory.Read(Environment.ProcessId, "VmHWM");

        // Three hours later the buckets that were worked off leave the directory; the run after that has nothing to do at all.
        await store.SetClockAsync(11, 16, 10, 30);
        await store.PlanAsync();
        var reads = counted!.Reads;
        began = Stopwatch.GetTimestamp();
        var none = await store.PlanAsync();
        var idle = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return none > 0
            ? throw new InvalidOperationException("There was something due after all.")
            : new Dictionary<string, double>
            {
                ["seconds"] = seconds, ["processor"] = processor, ["added"] = added, ["opening peak"] = peak, ["idle"] = idle, ["idle reads"] = counted.Reads - reads,
            };
    }

    /// <summary>Runs a step of a benchmark in a process of its own; answers the figures that it printed.</summary>
    internal static async Task<Dictionary<string, double>> ChildAsync(string database, string step, int students, string benchmark = Step)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(PlanningBenchmark).Assembly.Location, benchmark, "--step", step, "--database", database, "--students", $"{students}"])
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start) ?? throw new InvalidOperationException("The step did not start.");
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"The step {step} failed:\n{output}");
        }

        Console.WriteLine($"  {students:N0} students, {step}: {output.Trim().ReplaceLineEndings(", ")} (load {Report.LoadAverage()})");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim().Split('='))
            .Where(p => p.Length == 2).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture));
    }
}
