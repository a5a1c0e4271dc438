using Isop.Core.Register;
using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Core.StageEvaluaties;

/// <summary>Who gets which report, by the roles of the register (opleidingsplan, tabel 10). Pure; asked anew at every request.</summary>
public static class Rapportlezers
{
    /// <summary>The reports of one year that this person may open, and as whom.</summary>
    /// <param name="register">Of now.</param>
    /// <param name="persoon">Who asks.</param>
    /// <param name="erZijn">The reports that there are of that year.</param>
    /// <param name="today">The day.</param>
    public static IReadOnlyDictionary<Rapportsleutel, Lezer> Van(
        RegisterSnapshot register, PersonId persoon, IReadOnlyCollection<Rapportsleutel> erZijn, DateOnly today)
    {
        Dictionary<Rapportsleutel, Lezer> all = [];
        if (register.Find(persoon) is not { Beeindigd: null })
        {
            return all;
        }

        foreach (var (sleutel, lezer) in register.RollenOf(persoon).Where(r => r.Holds(today)).SelectMany(r => Van(register, r, erZijn))
            .Concat(Begeleid(register, persoon, today)).Where(r => erZijn.Contains(r.Sleutel)))
        {
            // Who is there in two ways reads it as who sees most.
            if (!all.TryGetValue(sleutel, out var before) || lezer < before)
            {
                all[sleutel] = lezer;
            }
        }

        return all;
    }

    /// <summary>Whether this person's roles give her reports at all, whatever year they are of.</summary>
    public static bool IsEr(RegisterSnapshot register, PersonId persoon, DateOnly today) =>
        register.Find(persoon) is { Beeindigd: null }
        && (register.RollenOf(persoon).Where(r => r.Holds(today)).Any(r => Van(register, r, [Rapportsleutel.Partnerschap]).Any()) || Begeleid(register, persoon, today).Any());

    /// <summary>Everybody who is told that the reports of a year are there: for whom they were made, not who may look at all of them.</summary>
    public static IEnumerable<(PersonId Persoon, Rapportsleutel Sleutel, Lezer Lezer)> Ontvangers(
        RegisterSnapshot register, IReadOnlyCollection<Rapportsleutel> erZijn, DateOnly today) =>
        register.Data.Personen.Where(p => p.Beeindigd is null).SelectMany(p => Van(register, p.Id, erZijn, today)
            .Where(r => r.Value is not (Lezer.Projectleider or Lezer.Kwaliteitszorg) || r.Key == Rapportsleutel.Partnerschap)
            .Select(r => (p.Id, r.Key, r.Value)));

    private static IEnumerable<(Rapportsleutel Sleutel, Lezer Lezer)> Van(RegisterSnapshot register, Rol rol, IReadOnlyCollection<Rapportsleutel> erZijn) => rol.Soort switch
    {
        RolSoort.Schoolopleider or RolSoort.CoordinerendSchoolopleider => Eigen(register, rol, Lezer.Opleider),
        RolSoort.Directeur => Eigen(register, rol, Lezer.Directeur),

        // What is about the opleider is about who guides the aspirant.
        RolSoort.Werkplekbegeleider or RolSoort.AspirantOpleider => Eigen(register, rol, Lezer.Werkplekbegeleider),
        RolSoort.Bestuurder when rol.Bestuur is { } bestuur => [(IsEenpitter(register, bestuur, erZijn) ? Rapportsleutel.Eenpitters : Rapportsleutel.Bestuur(bestuur), Lezer.Bestuurder)],
        RolSoort.Projectleider => erZijn.Select(s => (s, Lezer.Projectleider)),
        RolSoort.Kwaliteitszorg => erZijn.Select(s => (s, Lezer.Kwaliteitszorg)),
        _ => [],
    };

    private static IEnumerable<(Rapportsleutel, Lezer)> Eigen(RegisterSnapshot register, Rol rol, Lezer lezer) =>
        rol.Organisatie is { } code ? [(Rapportsleutel.Eenheid(Eenheden.Van(register, code)), lezer)] : [];

    /// <summary>The board has one eenheid, and that is in the figures of the éénpitters.</summary>
    private static bool IsEenpitter(RegisterSnapshot register, string bestuur, IReadOnlyCollection<Rapportsleutel> erZijn) =>
        register.Data.Organisaties.Where(o => o.Bestuur == bestuur).Select(o => Eenheden.Van(register, o.Code)).Distinct().ToList() is [var only]
        && erZijn.Contains(Rapportsleutel.Eenheid(only));

    /// <summary>Where somebody guides a student, or did in the year before.</summary>
    private static IEnumerable<(Rapportsleutel Sleutel, Lezer Lezer)> Begeleid(RegisterSnapshot register, PersonId persoon, DateOnly today) =>
        register.StagesGuidedBy(persoon).Where(s => s.Van <= today && s.Tot >= today.AddYears(-1))
            .Select(s => (Rapportsleutel.Eenheid(Eenheden.Van(register, s.Organisatie)), Lezer.Werkplekbegeleider)).Distinct();
}
