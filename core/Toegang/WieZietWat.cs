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

    /// <summary>
    /// What a tussenevaluatie says, once the case itself allows it (<see cref="Tussenevaluaties.Leesrechten"/>). Its state goes
    /// along there; <see cref="Staat"/> is for lists of cases.
    /// </summary>
    Inhoud,

    /// <summary>Own notes, drafts, whether and when one took part.</summary>
    Prive,

    /// <summary>The work of the onderwijsbureau: register, links, instruments, meldingen, sending, logboek.</summary>
    Beheer,
}

/// <summary>About whom.</summary>
public enum Bereik
{
    Zelf,

    /// <summary>The students whose case names this person in this role.</summary>
    EigenStudenten,

    /// <summary>Everybody at the organisation of the role.</summary>
    Organisatie,

    /// <summary>Everybody at the organisations of the role's board.</summary>
    Bestuur,

    Alles,
}

public readonly record struct Zicht(Recht Recht, Bereik Bereik);

/// <summary>"Who sees what" of the partnership as data: the rights of each role. What is not here is not allowed.</summary>
public static class WieZietWat
{
    /// <summary>Whatever the role: what is private is nobody else's, ever.</summary>
    public static IReadOnlyList<Zicht> Iedereen { get; } = [new(Recht.Prive, Bereik.Zelf)];

    public static IReadOnlyList<Zicht> Student { get; } = [new(Recht.Inhoud, Bereik.Zelf)];

    public static IReadOnlyList<Zicht> Van(RolSoort rol) => rol switch
    {
        RolSoort.Werkplekbegeleider => [new(Recht.Inhoud, Bereik.EigenStudenten)],
        RolSoort.Schoolopleider or RolSoort.AspirantOpleider or RolSoort.Studiecoach =>
            [new(Recht.Inhoud, Bereik.EigenStudenten), new(Recht.Staat, Bereik.EigenStudenten)],
        RolSoort.Slb or RolSoort.Mwb => [new(Recht.Staat, Bereik.EigenStudenten)],
        RolSoort.CoordinerendSchoolopleider => [new(Recht.Staat, Bereik.Bestuur)],
        RolSoort.Directeur => [new(Recht.Aantallen, Bereik.Organisatie)],
        RolSoort.Bestuurder => [new(Recht.Aantallen, Bereik.Bestuur)],
        RolSoort.Projectleider or RolSoort.Kwaliteitszorg or RolSoort.Regisseur => [new(Recht.Aantallen, Bereik.Alles)],
        RolSoort.Stagebureau => [new(Recht.Bereikbaarheid, Bereik.Alles)],
        RolSoort.Onderwijsbureau =>
        [
            new(Recht.Staat, Bereik.Alles), new(Recht.Aantallen, Bereik.Alles), new(Recht.Bereikbaarheid, Bereik.Alles), new(Recht.Beheer, Bereik.Alles),
        ],
        _ => [],
    };
}
