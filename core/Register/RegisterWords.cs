using System.Collections.Frozen;

namespace Isop.Core.Register;

/// <summary>The words of the register for its closed lists, and back.</summary>
public static class RegisterWords
{
    public static FrozenDictionary<string, SoortOrganisatie> Soorten { get; } = Words<SoortOrganisatie>(
        ("school", SoortOrganisatie.School), ("kinderopvang", SoortOrganisatie.Kinderopvang), ("ikc", SoortOrganisatie.Ikc), ("sbo", SoortOrganisatie.Sbo));

    public static FrozenDictionary<string, Vakantieregio> Regios { get; } = Words<Vakantieregio>(
        ("noord", Vakantieregio.Noord), ("midden", Vakantieregio.Midden), ("zuid", Vakantieregio.Zuid));

    public static FrozenDictionary<string, RolSoort> Rollen { get; } = Words<RolSoort>(
        ("werkplekbegeleider", RolSoort.Werkplekbegeleider), ("schoolopleider", RolSoort.Schoolopleider),
        ("aspirant-opleider", RolSoort.AspirantOpleider), ("coordinerend-schoolopleider", RolSoort.CoordinerendSchoolopleider),
        ("praktijkbeoordelaar", RolSoort.Praktijkbeoordelaar), ("leerteambegeleider", RolSoort.Leerteambegeleider),
        ("directeur", RolSoort.Directeur), ("bestuurder", RolSoort.Bestuurder), ("studiecoach", RolSoort.Studiecoach),
        ("slb", RolSoort.Slb), ("mwb", RolSoort.Mwb), ("docent", RolSoort.Docent), ("onderwijsbureau", RolSoort.Onderwijsbureau),
        ("stagebureau", RolSoort.Stagebureau), ("projectleider", RolSoort.Projectleider), ("regisseur", RolSoort.Regisseur),
        ("regisseur-studiecoaching", RolSoort.RegisseurStudiecoaching), ("kwaliteitszorg", RolSoort.Kwaliteitszorg),
        ("examencommissie", RolSoort.Examencommissie));

    public static FrozenDictionary<string, KalenderSoort> Kalendersoorten { get; } = Words<KalenderSoort>(
        ("studiejaar", KalenderSoort.Studiejaar), ("blok", KalenderSoort.Blok), ("stageperiode", KalenderSoort.Stageperiode),
        ("stageweek", KalenderSoort.Stageweek), ("vakantie", KalenderSoort.Vakantie), ("vrije dag", KalenderSoort.VrijeDag),
        ("studiedag", KalenderSoort.Studiedag), ("tussenevaluatie", KalenderSoort.Tussenevaluatie),
        ("bezoekvenster", KalenderSoort.Bezoekvenster), ("veldcontactdag", KalenderSoort.Veldcontactdag),
        ("kalibreersessie", KalenderSoort.Kalibreersessie), ("training", KalenderSoort.Training), ("bijeenkomst", KalenderSoort.Bijeenkomst));

    public static FrozenDictionary<string, DayOfWeek> Dagen { get; } = Words<DayOfWeek>(
        ("ma", DayOfWeek.Monday), ("di", DayOfWeek.Tuesday), ("wo", DayOfWeek.Wednesday), ("do", DayOfWeek.Thursday), ("vr", DayOfWeek.Friday));

    /// <summary>Who hands people in.</summary>
    public static FrozenDictionary<string, string> Bronnen { get; } = Words<string>(
        ("iselinge", "iselinge"), ("graafschap", "graafschap"), (Bureau, Bureau));

    internal static FrozenDictionary<string, bool> JaNee { get; } = Words<bool>(("ja", true), ("nee", false));

    /// <summary>The bron of the onderwijsbureau itself.</summary>
    public const string Bureau = "bureau";

    /// <summary>The word of a role as the register writes it, e.g. "coordinerend-schoolopleider".</summary>
    public static string Word(RolSoort rol) => Rollen.First(p => p.Value == rol).Key;

    /// <summary>The roles that a person holds on a day, each once, as the register writes them.</summary>
    public static IReadOnlyList<string> RollenOp(RegisterSnapshot register, PersonId person, DateOnly day) =>
        [.. register.RollenOf(person).Where(r => r.Holds(day)).Select(r => Word(r.Soort)).Distinct().Order(StringComparer.Ordinal)];

    private static FrozenDictionary<string, T> Words<T>(params IEnumerable<(string Word, T Value)> words) =>
        words.ToFrozenDictionary(w => w.Word, w => w.Value, StringComparer.OrdinalIgnoreCase);
}
