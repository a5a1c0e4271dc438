using Isop.Core.Register;

namespace Isop.Core.Toegang;

/// <summary>
/// What one person may see and do today, from the roles in the register: made anew at every request and never kept, so that a role
/// that ended is without effect at once.
/// </summary>
public sealed class Rechten
{
    private readonly Toekenning[] _toekenningen;

    private Rechten(PersonId person, Toekenning[] toekenningen) => (Person, _toekenningen) = (person, toekenningen);

    public static Rechten Geen { get; } = new(default, []);

    /// <summary>The onderwijsbureau as a whole, with kwaliteitszorg, without a person: for Development.</summary>
    public static Rechten Onderwijsbureau { get; } =
        new(default, [.. Toekenningen(RolSoort.Onderwijsbureau, "", ""), .. Toekenningen(RolSoort.Kwaliteitszorg, "", "")]);

    /// <summary>Whose; the empty id for <see cref="Geen"/> and <see cref="Onderwijsbureau"/>.</summary>
    public PersonId Person { get; }

    /// <summary>Nothing for somebody who is not in the register or has ended.</summary>
    public static Rechten Van(RegisterSnapshot register, PersonId person, DateOnly today)
    {
        if (register.Find(person) is not { Beeindigd: null })
        {
            return Geen;
        }

        var rollen = register.RollenOf(person).Where(r => r.Holds(today)).SelectMany(r => Toekenningen(
            r.Soort, r.Organisatie, register.BestuurVan(r)));
        return new Rechten(person, [.. rollen]);
    }

    /// <summary>Whether there is anybody or anything this right is held over.</summary>
    public bool Heeft(Recht recht) => _toekenningen.Any(t => t.Zicht.Recht == recht);

    /// <summary>Whether this right is held over everybody, so that nobody need be asked about.</summary>
    public bool HeeftOverAllen(Recht recht) => _toekenningen.Any(t => t.Zicht.Recht == recht && t.Zicht.Bereik == Bereik.Alles);

    /// <summary>Whether there is a list, a count or work of others to look at: more than the own inbox.</summary>
    public bool KrijgtOverzicht => Heeft(Recht.Staat) || Heeft(Recht.Aantallen) || Heeft(Recht.Bereikbaarheid) || Heeft(Recht.Beheer);

    /// <summary>Whether this right is held over this case. Asked of every case of a list, so it makes nothing.</summary>
    public bool Heeft(Recht recht, Kring kring)
    {
        foreach (var toekenning in _toekenningen)
        {
            if (toekenning.Zicht.Recht == recht && Geldt(toekenning, kring))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>State and dates of a case by name: for whom the case is, and for whoever holds that right over it.</summary>
    public bool ZietStaat(Kring kring) => Heeft(Recht.Staat, kring) || kring.Student == Person || kring.Werkplekbegeleiders.Contains(Person);

    private bool Geldt(Toekenning toekenning, Kring kring) => toekenning.Zicht.Bereik switch
    {
        Bereik.Alles => true,
        Bereik.Bestuur => kring.Bestuur.Length > 0 && kring.Bestuur == toekenning.Plaats,
        Bereik.Organisatie => kring.Organisatie == toekenning.Plaats,
        Bereik.EigenStudenten => kring.Names(Person, toekenning.Rol),
        _ => throw new NotSupportedException($"{toekenning.Zicht.Bereik}"),
    };

    private static IEnumerable<Toekenning> Toekenningen(RolSoort rol, string? organisatie, string? bestuur) =>
        WieZietWat.Van(rol).Select(z => new Toekenning(z, rol, z.Bereik == Bereik.Organisatie ? organisatie : bestuur));

    /// <param name="Plaats">The organisation or the board of the role.</param>
    private sealed record Toekenning(Zicht Zicht, RolSoort Rol, string? Plaats);
}
