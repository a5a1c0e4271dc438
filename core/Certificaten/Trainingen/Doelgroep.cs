using Isop.Core.Register;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>For whom a training is and who may register one, from the register. Pure.</summary>
public static class Doelgroep
{
    /// <summary>Who holds one of the roles at these locations, and for werkplekbegeleiders also who guides a student there; each once, by name.</summary>
    public static IReadOnlyList<PersonId> Van(RegisterSnapshot register, Trainingssoort soort, IReadOnlyCollection<string> organisaties, DateOnly day)
    {
        var holders = soort.Voor.SelectMany(rol => register.HoldersOf(rol, day))
            .Where(r => r.Organisatie is null || organisaties.Contains(r.Organisatie)).Select(r => r.Persoon);
        var guides = soort.Voor.Contains(RolSoort.Werkplekbegeleider)
            ? organisaties.SelectMany(register.StagesAt).Where(s => s.IsOngoing(day)).SelectMany(s => s.Werkplekbegeleiders)
            : [];
        var leaders = soort.Voor.Contains(RolSoort.Leerteambegeleider)
            ? organisaties.SelectMany(register.LeerteamsAt).Select(l => l.Begeleider)
            : [];
        return [.. holders.Concat(guides).Concat(leaders).Distinct().Where(p => register.Find(p) is { Beeindigd: null }).OrderBy(p => register.Find(p)!.Naam, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The kinds that a person may register today.</summary>
    public static IReadOnlyList<Trainingssoort> Soorten(RegisterSnapshot register, PersonId person, DateOnly day)
    {
        var rollen = Rollen(register, person, day).Select(r => r.Soort).ToHashSet();
        return [.. Trainingssoort.Alle.Where(s => s.Door.Any(rollen.Contains))];
    }

    /// <summary>The locations for which a person may register this kind: those of the role, of its board, or all.</summary>
    public static IReadOnlyList<Organisatie> Organisaties(RegisterSnapshot register, PersonId person, Trainingssoort soort, DateOnly day)
    {
        var rollen = Rollen(register, person, day).Where(r => soort.Door.Contains(r.Soort)).ToList();
        // A role at a location is that location's, also when the register names its board beside it.
        var besturen = rollen.Where(r => r.Organisatie is null).Select(r => r.Bestuur).OfType<string>().ToHashSet();
        var eigen = rollen.Select(r => r.Organisatie).OfType<string>().Concat(register.StagesUnder(person).Where(s => s.IsOngoing(day)).Select(s => s.Organisatie)).ToHashSet();
        var alles = rollen.Any(r => r is { Bestuur: null, Organisatie: null } && IsPartnerschapsbreed(r.Soort));
        return [.. register.Data.Organisaties.Where(o => rollen.Count > 0 && (alles || besturen.Contains(o.Bestuur) || eigen.Contains(o.Code))).OrderBy(o => o.Naam, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// Whether a person organises this training: who registered it, and who today may register one for its place, so that it does not stand
    /// still when somebody leaves.
    /// </summary>
    public static bool IsOrganisator(Training training, PersonId person, RegisterSnapshot register, DateOnly day) =>
        register.Find(person) is { Beeindigd: null }
        && (training.Organisator == person || Neemt(training, person, register, day));

    /// <summary>Who is told: who registered it, else whoever may take it over; null when there is nobody.</summary>
    public static PersonId? Aanspreekbaar(Training training, RegisterSnapshot register, DateOnly day) =>
        register.Find(training.Organisator) is { Beeindigd: null } ? training.Organisator
        : training.Wat.Door.SelectMany(rol => register.HoldersOf(rol, day)).Select(r => r.Persoon).Distinct()
            .Where(p => register.Find(p) is { Beeindigd: null } && Neemt(training, p, register, day)).Select(p => (PersonId?)p).FirstOrDefault();

    private static bool Neemt(Training training, PersonId person, RegisterSnapshot register, DateOnly day) =>
        Organisaties(register, person, training.Wat, day).Select(o => o.Code).ToHashSet() is { Count: > 0 } mine && training.Organisaties.All(mine.Contains);

    private static IEnumerable<Rol> Rollen(RegisterSnapshot register, PersonId person, DateOnly day) =>
        register.Find(person) is { Beeindigd: null } ? register.RollenOf(person).Where(r => r.Holds(day)) : [];

    private static bool IsPartnerschapsbreed(RolSoort rol) => rol is RolSoort.Onderwijsbureau or RolSoort.Projectleider;
}
