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
        var data = GeneratedRegister.Make(students);
        var end = new DateOnly(2027, 7, 16);
        var register = new RegisterSnapshot("meting", data with
        {
            Stages = [.. data.Stages.Select(s => s with { Tot = end })],
            Kalender =
            [
                .. data.Kalender,
                Row(KalenderSoort.Blok, "Blok 1", new(2026, 8, 31), new(2026, 11, 6)), Row(KalenderSoort.Blok, "Blok 2", new(2026, 11, 9), new(2027, 1, 29)),
                Row(KalenderSoort.Blok, "Blok 3", new(2027, 2, 1), new(2027, 4, 16)), Row(KalenderSoort.Blok, "Blok 4", new(2027, 4, 26), new(2027, 7, 9)),
                Row(KalenderSoort.Vakantie, "Herfst", new(2026, 10, 17), new(2026, 10, 25)), Row(KalenderSoort.Vakantie, "Kerst", new(2026, 12, 19), new(2027, 1, 3)),
                Row(KalenderSoort.Vakantie, "Voorjaar", new(2027, 2, 20), new(2027, 2, 28)), Row(KalenderSoort.Veldcontactdag, "Contactdag", new(2026, 9, 22), new(2026, 9, 22)),
            ],
        });
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

    private static KalenderRegel Row(KalenderSoort soort, string naam, DateOnly from, DateOnly to) => new(soort, naam, from, to, null, null, null);
}
