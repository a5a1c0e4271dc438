using Isop.Core.Kalender;
using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// The stages of one student in one stageperiode, one after the other or side by side, with the window of the tussenevaluatie
/// that they share. A stage that was split by hand counts as the whole it was.
/// </summary>
internal sealed record Stageperiode(string Studiejaar, string Naam, TussenevaluatieVenster Venster, IReadOnlyList<Stage> Stages)
{
    /// <summary>The days on which a stage of several begins or is over, so that another may guide.</summary>
    public IEnumerable<DateOnly> Turns => Stages.Count < 2 ? [] : Stages.SelectMany(s => new[] { s.Van, End(s).AddDays(1) });

    public static IEnumerable<Stageperiode> Of(RegisterSnapshot register, Student student)
    {
        var kalender = register.Kalender;

        // A stage that was called off before its first day never was.
        var stages = register.StagesOf(student.Persoon).Where(s => s.Beeindigd is null || s.Beeindigd > s.Van).ToList();
        var wholes = stages.GroupBy(s => Root(s, stages), (root, parts) => Whole(root, [.. parts]))
            .Select(w => (w.Whole, w.Parts, Venster: kalender.Tussenevaluatie(student.Opleiding, w.Whole)))
            .Where(w => w.Venster is { } v && (w.Whole.Beeindigd is null || w.Whole.Beeindigd > v.Opening));

        // The window belongs to the period: what the kalender says, else what follows from the first stage.
        return wholes
            .GroupBy(w => (Jaar: kalender.Studiejaar(w.Whole.Van), Naam: kalender.Stageperiode(w.Whole, student.Opleiding)))
            .Select(p => new Stageperiode(
                p.Key.Jaar, p.Key.Naam, p.OrderBy(w => w.Venster!.Naam is null).ThenBy(w => w.Whole.Van).First().Venster!, [.. p.SelectMany(w => w.Parts)]));
    }

    /// <summary>The case as this day's stage has it: the stage that runs, else the next to begin, else the last.</summary>
    public Verwachting On(RegisterSnapshot register, Student student, DateOnly today)
    {
        var stage = Stages.Where(s => s.Van <= today && today <= End(s)).MaxBy(s => s.Van)
            ?? Stages.Where(s => s.Van > today).MinBy(s => s.Van)
            ?? Stages.MaxBy(End)!;
        var last = Stages.MaxBy(End)!;
        return new Verwachting
        {
            Zaak = Zaak.IdOf(student.Persoon, Studiejaar, Naam),
            Studiejaar = Studiejaar,
            Periode = Naam,
            Opening = Venster.Opening,
            Deadline = Venster.Deadline,
            UitKalender = Venster.Naam is not null,
            Gestopt = last.Beeindigd,
            Deelnemers = new Deelnemers
            {
                Student = student.Persoon,
                Werkplekbegeleiders = stage.Werkplekbegeleiders,
                Opleider = stage.Opleider,
                Studiecoach = student.Studiecoach,
                Stage = stage.Id,
                StageTot = End(last),
                Organisatie = stage.Organisatie,
                Opleiding = student.Opleiding,
                Leerjaar = student.Leerjaar,
            },
        };
    }

    /// <summary>The last day it really ran, or will run.</summary>
    private static DateOnly End(Stage stage) => stage.Beeindigd is { } ended && ended <= stage.Tot ? ended.AddDays(-1) : stage.Tot;

    /// <summary>The stage that this one goes back to, through every split.</summary>
    private static Stage Root(Stage stage, List<Stage> all)
    {
        var root = stage;
        for (var guard = 0; guard < all.Count && all.Find(s => s.Id == root.VervolgVan) is { } before; guard++)
        {
            root = before;
        }

        return root;
    }

    private static (Stage Whole, IReadOnlyList<Stage> Parts) Whole(Stage root, IReadOnlyList<Stage> parts) =>
        (root with { Tot = parts.Max(p => p.Tot), Beeindigd = parts.MaxBy(End)!.Beeindigd }, parts);
}
