using System.Text;
using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>
/// The visits that the register calls for: a studiecoach sees each hbo student twice in every blok (opleidingsplan Tabel 4), a mwb-er each
/// mbo student at the begin and at the end of a stageperiode.
/// </summary>
public static class Jaarwensen
{
    /// <summary>Days of the stage in a window without which a visit makes no sense.</summary>
    private const int ShortestWindow = 7;

    public static IReadOnlyList<Bezoekwens> Of(RegisterSnapshot register, PersonId bezoeker, string studiejaar)
    {
        var coached = register.StudentenOf(bezoeker).Where(s => s.Opleiding.IsHbo);
        var guided = register.StudentenMetMwb(bezoeker).Where(s => s.Opleiding.IsMbo);
        return
        [
            .. coached.SelectMany(s => OfStudent(register, s, studiejaar, KalenderSoort.Blok, HboWindows))
                .Concat(guided.SelectMany(s => OfStudent(register, s, studiejaar, KalenderSoort.Stageperiode, MboWindows)))
                .OrderBy(w => w.Venster.Van).ThenBy(w => w.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Bezoekwens> OfStudent(
        RegisterSnapshot register, Student student, string studiejaar, KalenderSoort soort, Func<RegisterSnapshot, Stage, Opleiding, KalenderRegel, Dagen[]> windows)
    {
        if (register.Find(student.Persoon) is not { Beeindigd: null })
        {
            yield break;
        }

        var stages = register.StagesOf(student.Persoon).ToList();
        var periods = stages.SelectMany(s => register.Kalender.RowsOf(soort, s, student.Opleiding))
            .Where(r => register.Kalender.Studiejaar(r.Van) == studiejaar).Distinct().OrderBy(r => r.Van);
        foreach (var period in periods)
        {
            var numbered = stages.Count == 0 ? [] : windows(register, stages[0], student.Opleiding, period);
            for (var nummer = 1; nummer <= numbered.Length; nummer++)
            {
                var window = numbered[nummer - 1];
                var best = stages.Select(s => (Stage: s, Days: Overlap(s, window))).Where(p => p.Days is { } d && d.Tot.DayNumber - d.Van.DayNumber + 1 >= ShortestWindow)
                    .OrderByDescending(p => p.Days!.Value.Tot.DayNumber - p.Days.Value.Van.DayNumber).ThenBy(p => p.Stage.Id, StringComparer.Ordinal).FirstOrDefault();
                if (best.Stage is { } stage)
                {
                    yield return new Bezoekwens
                    {
                        Id = $"{student.Persoon}-{studiejaar}-{Slug(period.Naam)}-{nummer}",
                        Student = student.Persoon, Stage = stage.Id, Organisatie = stage.Organisatie, Opleider = stage.Opleider, Periode = period.Naam, Nummer = nummer,
                        Venster = best.Days!.Value,
                    };
                }
            }
        }
    }

    /// <summary>The two bezoekvensters of the kalender that lie in the blok; else weeks 2-5 and 6-9.</summary>
    private static Dagen[] HboWindows(RegisterSnapshot register, Stage stage, Opleiding opleiding, KalenderRegel blok)
    {
        var rows = register.Kalender.RowsOf(KalenderSoort.Bezoekvenster, stage, opleiding)
            .Where(r => blok.Van <= r.Van && r.Van <= blok.Tot).OrderBy(r => r.Van).ThenBy(r => r.Tot).ToList();
        var monday = Kalender.Kalender.Maandag(blok.Van);
        return rows.Count >= 2
            ? [new Dagen(rows[0].Van, rows[0].Tot), new Dagen(rows[1].Van, rows[1].Tot)]
            : [new Dagen(monday.AddDays(7), monday.AddDays(32)), new Dagen(monday.AddDays(35), Min(monday.AddDays(60), blok.Tot))];
    }

    /// <summary>Weeks 2-4 of the period, and the last four weeks but one.</summary>
    private static Dagen[] MboWindows(RegisterSnapshot register, Stage stage, Opleiding opleiding, KalenderRegel periode)
    {
        var monday = Kalender.Kalender.Maandag(periode.Van);
        var last = periode.Tot.AddDays(-7);
        return [new Dagen(monday.AddDays(7), monday.AddDays(25)), new Dagen(last.AddDays(-20), last)];
    }

    private static Dagen? Overlap(Stage stage, Dagen window)
    {
        var until = stage.Beeindigd is { } end && end <= stage.Tot ? end.AddDays(-1) : stage.Tot;
        var (from, to) = (stage.Van > window.Van ? stage.Van : window.Van, Min(until, window.Tot));
        return from <= to ? new Dagen(from, to) : null;
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;

    /// <summary>The name of a period in letters, digits and "-".</summary>
    private static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant())
        {
            slug.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        return slug.ToString().Trim('-');
    }
}
