using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>The parts of the page, in the order in which they stand on it.</summary>
public enum Onderdeel
{
    /// <summary>What needs this person now.</summary>
    Taken,

    /// <summary>A student's own stage, team and tussenevaluatie.</summary>
    Stage,

    /// <summary>The visits that a student gets this study year.</summary>
    Bezoek,

    /// <summary>An opleider's day, who is late, and trainings.</summary>
    Organisatie,

    /// <summary>The visits of others to an opleider's students.</summary>
    Bezoekers,

    /// <summary>The students whose case names this person.</summary>
    Studenten,

    /// <summary>A visitor's year: visits per week, and which have no day.</summary>
    Bezoeken,

    /// <summary>The organisations of a coördinerend opleider's board with their states.</summary>
    Bestuur,

    /// <summary>The whole partnership by state, with a way to the names.</summary>
    Onderwijsbureau,

    /// <summary>Who could not be reached, and what changes.</summary>
    Bereikbaarheid,

    /// <summary>Counts of the whole partnership.</summary>
    Partnerschap,

    /// <summary>What may go wrong with the whole partnership, in counts.</summary>
    Risicos,

    /// <summary>Who may assess, for who decides on that.</summary>
    Beoordelaars,

    /// <summary>The year of an organisation or a board in five figures.</summary>
    Jaar,

    /// <summary>Waves, and remarks to read for release.</summary>
    StageEvaluatie,

    /// <summary>The series of a leerteambegeleider.</summary>
    Leerteams,

    /// <summary>The coming weeks.</summary>
    Agenda,

    /// <summary>A student's discussed tussenevaluaties over the years.</summary>
    Groei,

    Certificaten,

    /// <summary>Who opened a student's forms.</summary>
    Inzage,
}

/// <summary>
/// Which parts somebody gets: from the roles of the register, as far as the rights of those roles go. Each part once, however many roles
/// lead to it. Pure.
/// </summary>
internal static class Onderdelen
{
    private static readonly IReadOnlyList<Onderdeel> All = Enum.GetValues<Onderdeel>();

    public static IReadOnlyList<Onderdeel> Van(Kijker kijker) => [.. All.Where(o => Hoort(o, kijker))];

    private static bool Hoort(Onderdeel onderdeel, Kijker k) => onderdeel switch
    {
        Onderdeel.Taken or Onderdeel.Agenda => true,
        Onderdeel.Stage or Onderdeel.Bezoek or Onderdeel.Groei or Onderdeel.Inzage => IsStudent(k),
        Onderdeel.Studenten => IsOpleider(k) || IsBezoeker(k) || IsBegeleider(k),
        Onderdeel.Bezoeken => IsBezoeker(k),
        Onderdeel.Organisatie or Onderdeel.Bezoekers => IsOpleider(k),
        Onderdeel.Bestuur => k.Is(RolSoort.CoordinerendSchoolopleider) && k.Rechten.Heeft(Recht.Staat),
        Onderdeel.Onderwijsbureau => k.Rechten.Heeft(Recht.Beheer),
        Onderdeel.Bereikbaarheid => k.Rechten.Heeft(Recht.Bereikbaarheid),
        Onderdeel.StageEvaluatie => k.Rechten.Heeft(Recht.StageEvaluatie),
        Onderdeel.Partnerschap => k.Is(RolSoort.Projectleider, RolSoort.Regisseur, RolSoort.Kwaliteitszorg) && k.Rechten.Heeft(Recht.Aantallen),
        Onderdeel.Risicos => k.Is(RolSoort.Projectleider) && k.Rechten.Heeft(Recht.Aantallen),
        // The onderwijsbureau has the same right, and finds its way by its own part.
        Onderdeel.Beoordelaars => k.Is(RolSoort.Examencommissie) && k.Rechten.Heeft(Recht.Bevoegdheid),
        Onderdeel.Jaar => k.Is(RolSoort.Directeur, RolSoort.Bestuurder) && k.Rechten.Heeft(Recht.Aantallen),
        Onderdeel.Leerteams => k.Is(RolSoort.Leerteambegeleider) || k.Register.LeerteamsGuidedBy(k.Id).Any(),
        Onderdeel.Certificaten => IsStudent(k) || IsBegeleider(k) || IsOpleider(k)
            || k.Is(RolSoort.CoordinerendSchoolopleider, RolSoort.Leerteambegeleider, RolSoort.Praktijkbeoordelaar),
        _ => throw new ArgumentOutOfRangeException(nameof(onderdeel)),
    };

    private static bool IsStudent(Kijker k) => k.Betrokkene.AlsStudent is not null;

    private static bool IsBegeleider(Kijker k) => k.Is(RolSoort.Werkplekbegeleider) || k.Betrokkene.Begeleidt.Count > 0;

    private static bool IsOpleider(Kijker k) => k.Is(RolSoort.Schoolopleider, RolSoort.AspirantOpleider) || k.Betrokkene.AlsOpleider.Count > 0;

    private static bool IsBezoeker(Kijker k) => k.Is(RolSoort.Studiecoach, RolSoort.Slb, RolSoort.Mwb) || k.Betrokkene.VanInstituut.Count > 0;
}
