using Isop.Core.Register;

namespace Isop.Core.Toegang;

/// <summary>What somebody may see or do.</summary>
public enum Recht
{
    /// <summary>Counts, without a name.</summary>
    Aantallen,

    /// <summary>Whether people are reached: by which door, and what did not arrive.</summary>
    Bereikbaarheid,

    /// <summary>By name: open, ingevuld, niet aangekomen, late; dates.</summary>
    Staat,

    /// <summary>The work of the onderwijsbureau: register, links, instruments, meldingen, sending, logboek.</summary>
    Beheer,

    /// <summary>Opening and closing the stage-evaluatie, reading remarks for release, telling what was done with the answers.</summary>
    StageEvaluatie,

    /// <summary>Who may assess: seeing it of everybody by name, recording and withdrawing.</summary>
    Bevoegdheid,
}

/// <summary>About whom.</summary>
public enum Bereik
{
    /// <summary>The students whose case names this person in this role.</summary>
    EigenStudenten,

    /// <summary>Everybody at the organisation of the role.</summary>
    Organisatie,

    /// <summary>Everybody at the organisations of the role's board.</summary>
    Bestuur,

    Alles,
}

public readonly record struct Zicht(Recht Recht, Bereik Bereik);

/// <summary>
/// "Who sees what" of the partnership as data: the rights of each role over lists, counts and work. What is not here is not allowed.
/// What a case says is for who the case names, see <see cref="Tussenevaluaties.Leesrechten"/>.
/// </summary>
public static class WieZietWat
{
    public static IReadOnlyList<Zicht> Van(RolSoort rol) => rol switch
    {
        RolSoort.Schoolopleider or RolSoort.AspirantOpleider or RolSoort.Studiecoach or RolSoort.Slb or RolSoort.Mwb =>
            [new(Recht.Staat, Bereik.EigenStudenten)],
        RolSoort.CoordinerendSchoolopleider => [new(Recht.Staat, Bereik.Bestuur)],
        RolSoort.Directeur => [new(Recht.Aantallen, Bereik.Organisatie)],
        RolSoort.Bestuurder => [new(Recht.Aantallen, Bereik.Bestuur)],
        RolSoort.Projectleider or RolSoort.Kwaliteitszorg => [new(Recht.Aantallen, Bereik.Alles), new(Recht.StageEvaluatie, Bereik.Alles)],
        RolSoort.Regisseur => [new(Recht.Aantallen, Bereik.Alles)],
        RolSoort.Stagebureau => [new(Recht.Bereikbaarheid, Bereik.Alles)],
        RolSoort.Onderwijsbureau =>
        [
            new(Recht.Staat, Bereik.Alles), new(Recht.Aantallen, Bereik.Alles), new(Recht.Bereikbaarheid, Bereik.Alles), new(Recht.Beheer, Bereik.Alles),
            new(Recht.Bevoegdheid, Bereik.Alles),
        ],
        RolSoort.Examencommissie => [new(Recht.Bevoegdheid, Bereik.Alles)],
        _ => [],
    };
}
