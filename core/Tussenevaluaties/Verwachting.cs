using System.Collections.Frozen;
using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>A case that the register calls for.</summary>
public sealed record Verwachting
{
    public required string Zaak { get; init; }
    public required Deelnemers Deelnemers { get; init; }
    public required string Studiejaar { get; init; }
    public required string Periode { get; init; }
    public required DateOnly Opening { get; init; }
    public required DateOnly Deadline { get; init; }

    /// <summary>The day the stage was ended early, with no other stage in its place; null while it stands.</summary>
    public DateOnly? Gestopt { get; init; }
}

/// <summary>
/// All cases one register version calls for: every hbo student with a stage that runs at the opening of its tussenevaluatie,
/// once per stageperiode. A student who changes school within a period keeps the case; the latest stage decides who guides.
/// mbo students and guests have no tussenevaluatie (opleidingsplan §2.2.4).
/// </summary>
public sealed class Verwachtingen
{
    private readonly FrozenDictionary<string, Verwachting> _byZaak;
    private readonly ILookup<PersonId, Verwachting> _byPerson;

    public Verwachtingen(RegisterSnapshot register)
    {
        Register = register;
        _byZaak = register.Data.Studenten.SelectMany(s => Of(register, s)).ToFrozenDictionary(v => v.Zaak);
        _byPerson = _byZaak.Values.SelectMany(Concerned, (v, p) => (v, p)).ToLookup(x => x.p, x => x.v);
    }

    public RegisterSnapshot Register { get; }

    public IEnumerable<Verwachting> All => _byZaak.Values;

    public Verwachting? Find(string zaak) => _byZaak.GetValueOrDefault(zaak);

    /// <summary>The cases in which this person is student, werkplekbegeleider, opleider or studiecoach.</summary>
    public IEnumerable<Verwachting> Of(PersonId person) => _byPerson[person];

    private static HashSet<PersonId> Concerned(Verwachting v) =>
        [v.Deelnemers.Student, .. v.Deelnemers.Werkplekbegeleiders,
            .. v.Deelnemers.Opleider is { } o ? [o] : Array.Empty<PersonId>(),
            .. v.Deelnemers.Studiecoach is { } c ? [c] : Array.Empty<PersonId>()];

    private static IEnumerable<Verwachting> Of(RegisterSnapshot register, Student student)
    {
        if (!student.Opleiding.IsHbo)
        {
            yield break;
        }

        var kalender = register.Kalender;
        var candidates = register.StagesOf(student.Persoon)
            .Select(stage => (Stage: stage, Venster: kalender.Tussenevaluatie(student.Opleiding, stage)))
            .Where(c => c.Venster is { } v && (c.Stage.Beeindigd is null || c.Stage.Beeindigd > v.Opening));
        foreach (var period in candidates.GroupBy(c => (Jaar: kalender.Studiejaar(c.Stage.Van), Periode: kalender.Stageperiode(c.Stage, student.Opleiding))))
        {
            // The window belongs to the period: a stage that was split off later does not move it.
            var venster = period.MinBy(c => c.Stage.Van).Venster;
            var stage = period.MaxBy(c => (c.Stage.Beeindigd is null, c.Stage.Van)).Stage;
            yield return new Verwachting
            {
                Zaak = Zaak.IdOf(student.Persoon, period.Key.Jaar, period.Key.Periode),
                Studiejaar = period.Key.Jaar,
                Periode = period.Key.Periode,
                Opening = venster!.Opening,
                Deadline = venster.Deadline,
                Gestopt = stage.Beeindigd,
                Deelnemers = new Deelnemers
                {
                    Student = student.Persoon,
                    Werkplekbegeleiders = stage.Werkplekbegeleiders,
                    Opleider = stage.Opleider,
                    Studiecoach = student.Studiecoach,
                    Stage = stage.Id,
                    StageTot = stage.Beeindigd is { } end && end <= stage.Tot ? end.AddDays(-1) : stage.Tot,
                    Organisatie = stage.Organisatie,
                    Opleiding = student.Opleiding,
                    Leerjaar = student.Leerjaar,
                },
            };
        }
    }
}
