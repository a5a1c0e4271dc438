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

    /// <summary>Whether a row of the kalender gave the window; else it was worked out from the stage.</summary>
    public bool UitKalender { get; init; }

    /// <summary>The day the stage was ended early, with no other stage in its place; null while it stands.</summary>
    public DateOnly? Gestopt { get; init; }
}

/// <summary>
/// All cases one register version calls for on a day: every hbo student with a stage that runs at the opening of its
/// tussenevaluatie, once per stageperiode. A student who changes school or mentor within a period keeps the case; the stage of
/// that day decides who guides. mbo students and guests have no tussenevaluatie (opleidingsplan §2.2.4).
/// </summary>
public sealed class Verwachtingen
{
    private readonly FrozenDictionary<string, Verwachting> _byZaak;
    private readonly FrozenDictionary<string, Verwachting> _byStage;
    private readonly ILookup<PersonId, Verwachting> _byPerson;

    public Verwachtingen(RegisterSnapshot register, DateOnly today)
    {
        (Register, Day) = (register, today);
        var periods = register.Data.Studenten.Where(s => s.Opleiding.IsHbo)
            .SelectMany(s => Stageperiode.Of(register, s), (s, p) => (Verwachting: p.On(register, s, today), Period: p)).ToList();
        _byZaak = periods.ToFrozenDictionary(p => p.Verwachting.Zaak, p => p.Verwachting);
        _byStage = periods.SelectMany(p => p.Period.Stages, (p, s) => (p.Verwachting, s.Id)).ToFrozenDictionary(x => x.Id, x => x.Verwachting);
        _byPerson = _byZaak.Values.SelectMany(Concerned, (v, p) => (v, p)).ToLookup(x => x.p, x => x.v);
        var turns = periods.SelectMany(p => p.Period.Turns).Where(day => day > today);
        NextTurn = turns.Any() ? turns.Min() : null;
    }

    public RegisterSnapshot Register { get; }

    public DateOnly Day { get; }

    /// <summary>The next day on which, without any change of the register, somebody else may guide; null when there is none.</summary>
    public DateOnly? NextTurn { get; }

    public IEnumerable<Verwachting> All => _byZaak.Values;

    public Verwachting? Find(string zaak) => _byZaak.GetValueOrDefault(zaak);

    /// <summary>The case that this stage is part of.</summary>
    public Verwachting? FindByStage(string stage) => _byStage.GetValueOrDefault(stage);

    /// <summary>The cases in which this person is student, werkplekbegeleider, opleider or studiecoach.</summary>
    public IEnumerable<Verwachting> Of(PersonId person) => _byPerson[person];

    private static HashSet<PersonId> Concerned(Verwachting v) =>
        [v.Deelnemers.Student, .. v.Deelnemers.Werkplekbegeleiders,
            .. v.Deelnemers.Opleider is { } o ? [o] : Array.Empty<PersonId>(),
            .. v.Deelnemers.Studiecoach is { } c ? [c] : Array.Empty<PersonId>()];
}
