using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Begeleidingsteam;

/// <summary>Somebody who guides at the workplace, from the first day of which part of the stage.</summary>
public sealed record Begeleider(PersonId Persoon, Stage Stage, DateOnly EersteDag);

/// <summary>
/// The start of a stage, as the register has it on a day. A stage that somebody else took over by hand, or a next stageperiode with the
/// same people at the same place, goes on from the one before and is no new start. Pure.
/// </summary>
public sealed record Stagestart
{
    /// <summary>Days after the first one in which people are still told.</summary>
    public const int DagenErna = 21;

    /// <summary>Days between two stageperiodes with the same people; after a summer it is a new start.</summary>
    private const int LangstePauze = 28;

    /// <summary>Of the kennismaking.</summary>
    public required string Id { get; init; }
    public required PersonId Student { get; init; }
    public required Opleiding Opleiding { get; init; }

    /// <summary>The part of this day: the one that runs, else the next to begin.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The first day of all that the student is there.</summary>
    public required DateOnly EersteDag { get; init; }
    public required DateOnly Tot { get; init; }

    /// <summary>Who guides at the workplace now, and who takes over in the first weeks.</summary>
    public required IReadOnlyList<Begeleider> Begeleiders { get; init; }

    /// <summary>Changes when anything that the cards show of the register does; a number, so that nothing of it is kept.</summary>
    public required uint Beeld { get; init; }

    /// <summary>Whether people are still told of this start.</summary>
    public bool IsBegin(DateOnly today) => EersteDag.AddDays(DagenErna) > today;

    public static string IdVan(RegisterSnapshot register, Stage stage) => IdVanBegin(BeginVan(register, stage));

    /// <summary>Null when no stage of it runs or has yet to begin.</summary>
    public static Stagestart? Van(RegisterSnapshot register, string id, DateOnly today) =>
        PersonId.TryParse(id.Split(':', 2)[0], out var student) && register.StagesOf(student).FirstOrDefault(s => IdVanBegin(s) == id) is { } begin
            ? Van(register, begin, today)
            : null;

    /// <summary>A stage that was called off before its first day never was.</summary>
    internal static bool Telt(Stage stage) => stage.Beeindigd is null || stage.Beeindigd > stage.Van;

    internal static Stage BeginVan(RegisterSnapshot register, Stage stage)
    {
        while (Ervoor(register, stage) is { } before)
        {
            stage = before;
        }

        return stage;
    }

    /// <param name="register">The register of then.</param>
    /// <param name="begin">The stage that goes on from no other.</param>
    /// <param name="today">The day.</param>
    internal static Stagestart? Van(RegisterSnapshot register, Stage begin, DateOnly today)
    {
        var person = begin.Student;
        var parts = register.StagesOf(person).Where(s => Telt(s) && ReferenceEquals(BeginVan(register, s), begin)).ToList();
        var ongoing = parts.Where(s => s.IsOngoing(today)).OrderBy(s => s.Van).ToList();
        if (ongoing.Count == 0 || register.Find(person) is not { Beeindigd: null } || register.FindStudent(person) is not { } student)
        {
            return null;
        }

        var stage = ongoing.Find(s => s.Runs(today)) ?? ongoing[0];
        var first = FirstDay(register, begin, student.Opleiding);
        var start = new Stagestart
        {
            Id = IdVanBegin(begin),
            Student = person,
            Opleiding = student.Opleiding,
            Stage = stage,
            EersteDag = first,
            Tot = parts.Max(LastDay),
            Begeleiders =
            [
                .. ongoing.Where(s => ReferenceEquals(s, stage) || s.Van <= first.AddDays(DagenErna))
                    .SelectMany(s => s.Werkplekbegeleiders, (s, p) => new Begeleider(p, s, ReferenceEquals(s, begin) ? first : FirstDay(register, s, student.Opleiding)))
                    .Where(b => register.Find(b.Persoon) is { Beeindigd: null }).DistinctBy(b => b.Persoon),
            ],
            Beeld = 0,
        };
        return start with { Beeld = BeeldVan(register, start) };
    }

    internal static string IdVanBegin(Stage begin) => Kennismaking.IdOf(begin.Student, begin.Organisatie, begin.Van);

    private static Stage? Ervoor(RegisterSnapshot register, Stage stage)
    {
        if (stage.VervolgVan is { } id && register.FindStage(id) is { } split && Telt(split) && split.Organisatie == stage.Organisatie && split.Van < stage.Van)
        {
            return split;
        }

        return register.StagesOf(stage.Student).FirstOrDefault(s =>
            s.Beeindigd is null && s.Organisatie == stage.Organisatie && s.Van < stage.Van && s.Tot < stage.Van && s.Tot.AddDays(LangstePauze) >= stage.Van
            && s.Opleider == stage.Opleider && s.Werkplekbegeleiders.ToHashSet().SetEquals(stage.Werkplekbegeleiders));
    }

    private static DateOnly FirstDay(RegisterSnapshot register, Stage stage, Opleiding opleiding) =>
        register.Kalender.NextStagedag(stage, opleiding, stage.Van) ?? stage.Van;

    private static DateOnly LastDay(Stage stage) => stage.Beeindigd is { } end && end <= stage.Tot ? end.AddDays(-1) : stage.Tot;

    private static uint BeeldVan(RegisterSnapshot register, Stagestart start)
    {
        var place = register.FindOrganisatie(start.Stage.Organisatie);
        var people = Team.Of(register, start.Stage).Prepend(new Teamlid("", start.Student)).Concat(start.Begeleiders.Select(b => new Teamlid(b.Stage.Id, b.Persoon)));
        return StableHash.Of(string.Join('|',
        [
            start.Stage.Id, place?.Naam, place?.Postcode, place?.Plaats, place?.Koppel, start.Stage.Groep, string.Join(',', start.Stage.Dagen), Datumtekst.Iso(start.EersteDag), Datumtekst.Iso(start.Tot),
            .. people.SelectMany(l => new[] { l.Rol, $"{l.Persoon}", register.Find(l.Persoon)?.Naam, register.Find(l.Persoon)?.Email, register.Find(l.Persoon)?.Telefoon }),
        ]));
    }
}
