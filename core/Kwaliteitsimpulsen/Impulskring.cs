using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>
/// Which kwaliteitsimpulsen somebody sees, and which of those she makes and changes: from the roles of today, made anew at every request.
/// Of an organisation its directeur, its schoolopleider and the coördinerend opleider of its board; of a board its bestuurder and the
/// projectleiders (opleidingsplan, tabel 10). Projectleider and kwaliteitszorg read all of them. Pure.
/// </summary>
public sealed class Impulskring
{
    private readonly HashSet<Impulsplek> _own;
    private readonly bool _boards;

    private Impulskring(HashSet<Impulsplek> own, IReadOnlyList<Impulsplek> maakt, bool boards, bool ziet)
    {
        (_own, _boards) = (own, boards);
        Maakt = maakt;
        ZietAlles = ziet;
    }

    /// <summary>Reads those of every organisation and board.</summary>
    public bool ZietAlles { get; }

    /// <summary>For which places one can be made, each once: a koppel is one.</summary>
    public IReadOnlyList<Impulsplek> Maakt { get; }

    /// <summary>Nothing to see at all.</summary>
    public bool IsLeeg => !ZietAlles && _own.Count == 0;

    /// <summary>Where to look for what is seen, unless <see cref="ZietAlles"/>: of a koppel both locations.</summary>
    public IReadOnlyCollection<Impulsplek> Eigen => _own;

    public static Impulskring Van(RegisterSnapshot register, PersonId persoon, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(register);
        var rollen = register.Find(persoon) is { Beeindigd: null } ? register.RollenOf(persoon).Where(r => r.Holds(today)).ToList() : [];
        var leads = rollen.Exists(r => r.Soort == RolSoort.Projectleider);
        var organisations = rollen.SelectMany(r => Organisaties(register, r)).Distinct().Where(code => register.FindOrganisatie(code) is not null).ToList();
        var boards = rollen.Where(r => r.Soort == RolSoort.Bestuurder).Select(register.BestuurVan).OfType<string>()
            .Concat(leads ? register.Data.Besturen.Select(b => b.Code) : []).Distinct().ToList();
        return new Impulskring(
            [
                .. organisations.SelectMany(code => Locaties(register, code)),
                .. boards.Select(Impulsplek.Bestuur),
            ],
            [.. boards.Select(Impulsplek.Bestuur), .. organisations.Select(code => Impulsplek.Organisatie(register, code)).Distinct()],
            leads, leads || rollen.Exists(r => r.Soort == RolSoort.Kwaliteitszorg));
    }

    /// <summary>Where somebody may be the one to look back (<see cref="Kijkers"/>).</summary>
    public static IReadOnlyList<Impulsplek> Kijkplekken(RegisterSnapshot register, PersonId persoon, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(register);
        return
        [
            .. register.RollenOf(persoon).Where(r => r.Holds(today)).SelectMany(r => r.Soort switch
            {
                RolSoort.Projectleider => register.Data.Besturen.Select(b => Impulsplek.Bestuur(b.Code)),
                RolSoort.Bestuurder => register.BestuurVan(r) is { } board ? [Impulsplek.Bestuur(board)] : [],
                RolSoort.Directeur or RolSoort.Schoolopleider => Organisaties(register, r).SelectMany(code => Locaties(register, code)),
                _ => [],
            }).Distinct(),
        ];
    }

    public bool Ziet(Impulsplek plek) => ZietAlles || _own.Contains(plek);

    /// <summary>May make, change and round off; also of a board that the register has no more.</summary>
    public bool Bewerkt(Impulsplek plek) => _own.Contains(plek) || (_boards && plek.IsBestuur);

    /// <summary>For which place a point of this report becomes one: an organisation for its own report, a board for its own.</summary>
    /// <param name="sleutel">A report that this person may open.</param>
    /// <param name="register">Of now.</param>
    public Impulsplek? Voor(Rapportsleutel sleutel, RegisterSnapshot register)
    {
        ArgumentNullException.ThrowIfNull(register);
        Impulsplek? plek = sleutel switch
        {
            { IsEenheid: true } => Impulsplek.Organisatie(register, Eenheden.Locaties(sleutel.Code)[0]),

            // The report says nothing of one board by itself, so it is for who has one board.
            _ when sleutel == Rapportsleutel.Eenpitters => Maakt.Where(p => p.IsBestuur).ToList() is [var only] ? only : null,
            _ when sleutel == Rapportsleutel.Bestuur(sleutel.Code) => Impulsplek.Bestuur(sleutel.Code),
            _ => null,
        };
        return plek is { } found && Maakt.Contains(found) ? found : null;
    }

    /// <summary>Who looks back when the day has come: always who answers for the place, and the other when it is hers to carry out.</summary>
    public static IReadOnlyList<PersonId> Kijkers(RegisterSnapshot register, Kwaliteitsimpuls impuls, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(impuls);
        var (first, second) = impuls.Plek.IsBestuur ? (RolSoort.Bestuurder, RolSoort.Projectleider) : (RolSoort.Directeur, RolSoort.Schoolopleider);
        var owners = Holders(register, first, impuls.Plek, today);
        // An organisation without a directeur in the register is not forgotten.
        var others = owners.Count == 0 || impuls.Plan.Uitvoerder is Uitvoerder.Opleider or Uitvoerder.Programmaleider or Uitvoerder.Samen
            ? Holders(register, second, impuls.Plek, today) : [];
        return [.. owners.Union(others).Where(p => register.Find(p) is { Beeindigd: null })];
    }

    private static List<PersonId> Holders(RegisterSnapshot register, RolSoort soort, Impulsplek plek, DateOnly today) =>
    [
        .. register.HoldersOf(soort, today).Where(r => soort switch
        {
            RolSoort.Projectleider => true,
            RolSoort.Bestuurder => register.BestuurVan(r) == plek.Code,
            _ => r.Organisatie is { } code && Eenheden.Locaties(Eenheden.Van(register, code)).Contains(plek.Code),
        }).Select(r => r.Persoon).Distinct(),
    ];

    private static IEnumerable<Impulsplek> Locaties(RegisterSnapshot register, string code) =>
        Eenheden.Locaties(Eenheden.Van(register, code)).Select(c => new Impulsplek(Impulsniveau.Organisatie, c));

    private static IEnumerable<string> Organisaties(RegisterSnapshot register, Rol rol) => rol.Soort switch
    {
        RolSoort.Directeur or RolSoort.Schoolopleider => rol.Organisatie is { } code ? [code] : [],
        RolSoort.CoordinerendSchoolopleider => register.BestuurVan(rol) is { } board ? register.Data.Organisaties.Where(o => o.Bestuur == board).Select(o => o.Code) : [],
        _ => [],
    };
}
