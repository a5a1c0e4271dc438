using System.Diagnostics;
using Isop.Core.Bezoeken;
using Isop.Core.Register;

namespace Isop.Benchmarks;

/// <summary>The year plans of every coach of a generated register, one after the other on one core; once for a size and once for ten times that.</summary>
internal static class BezoekjaarBenchmark
{
    private const string Jaar = "2026-2027";

    public static Task<bool> RunAsync(Options options)
    {
        var size = options.Number("students", 960);
        var report = new Report("bezoekjaar");
        Measure(90);
        var (one, left, proved) = Measure(size);
        report.AtMost($"{size:N0} students: the year of every coach", one.TotalSeconds, 30, "s");
        report.Tell("visits without a moment", $"{left:N0}");
        report.Tell("coaches proved for every blok", proved);
        var (ten, _, _) = Measure(size * 10);
        report.AtMost($"{size * 10:N0} students", ten.TotalSeconds, 300, "s");
        report.AtMost("ten times the size takes", ten / one, 15, "times");
        return Task.FromResult(report.Print());
    }

    private static (TimeSpan Processor, int Left, string Proved) Measure(int students)
    {
        var data = GeneratedRegister.MakeYear(students);
        var register = new RegisterSnapshot("meting", data);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var (left, proved, coaches) = (0, 0, 0);
        foreach (var coach in data.Studenten.Select(s => s.Studiecoach!.Value).Distinct())
        {
            var plan = Jaarplan.Plan(
                register, new Jaaropdracht
                {
                    Wensen = Jaarwensen.Of(register, coach, Jaar), Vanaf = new DateOnly(2026, 8, 31),
                    Beschikbaarheid = new Beschikbaarheid { Werkt = [.. Weekdeel.Werkweek.Where(w => w.Dag != DayOfWeek.Friday && (coaches % 2 == 0 || w.Dag != DayOfWeek.Monday))] },
                },
                CancellationToken.None);
            (left, proved, coaches) = (left + plan.Ongepland.Count, proved + (plan.Bewezen ? 1 : 0), coaches + 1);
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before, left, $"{proved} of {coaches}");
    }
}
