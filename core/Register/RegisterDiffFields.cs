using System.Globalization;

namespace Isop.Core.Register;

/// <summary>How the rows of the register are named and compared for people who read it (Dutch).</summary>
internal static class RegisterDiffFields
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public static string Show(object? value) => value switch
    {
        null or "" => "(leeg)",
        bool flag => flag ? "ja" : "nee",
        DateOnly date => Date(date),
        Enum word => word.ToString().ToLowerInvariant(),
        _ => value.ToString()!,
    };

    public static string Key(Rol r) => string.Create(CultureInfo.InvariantCulture, $"{r.Persoon}|{r.Soort}|{r.Organisatie}|{r.Bestuur}|{r.Van:O}");

    public static string Name(Rol rol, RegisterSnapshot @new, RegisterSnapshot old)
    {
        var place = rol.Organisatie is null ? rol.Bestuur : Organisatie(rol.Organisatie, @new, old);
        return $"{Person(rol.Persoon, @new, old)}: {RegisterWords.Word(rol.Soort)}{(place is null ? "" : $", {place}")}";
    }

    public static string Name(Stage stage, RegisterSnapshot @new, RegisterSnapshot old) =>
        $"{Person(stage.Student, @new, old)}, {Organisatie(stage.Organisatie, @new, old)}, {Date(stage.Van)} t/m {Date(stage.Tot)}";

    public static string Name(KalenderRegel regel)
    {
        var days = regel.Van == regel.Tot ? Date(regel.Van) : $"{Date(regel.Van)} t/m {Date(regel.Tot)}";
        string?[] whom = [regel.Regio?.ToString().ToLowerInvariant(), regel.Opleiding?.Code, regel.Organisatie];
        var scope = string.Join(", ", whom.OfType<string>());
        return $"{regel.Naam}, {days}{(scope.Length == 0 ? "" : $" ({scope})")}";
    }

    public static IReadOnlyList<string?> Of(Organisatie a, Organisatie b) =>
    [
        RegisterDiff.Field("naam", a.Naam, b.Naam), RegisterDiff.Field("bestuur", a.Bestuur, b.Bestuur),
        RegisterDiff.Field("soort", a.Soort, b.Soort), RegisterDiff.Field("plaats", a.Plaats, b.Plaats),
        RegisterDiff.Field("postcode", a.Postcode, b.Postcode), RegisterDiff.Field("vakantieregio", a.Vakantieregio, b.Vakantieregio),
        RegisterDiff.Field("sluit in vakantie", a.SluitInVakantie, b.SluitInVakantie), RegisterDiff.Field("koppel", a.Koppel, b.Koppel),
        RegisterDiff.Field("interprofessioneel", a.Interprofessioneel, b.Interprofessioneel),
        RegisterDiff.Field("opleidingsorganisatie", a.Opleidingsorganisatie, b.Opleidingsorganisatie),
    ];

    public static IReadOnlyList<string?> Of(Persoon a, Persoon b) =>
    [
        RegisterDiff.Field("e-mail", a.Email, b.Email), RegisterDiff.Field("naam", a.Naam, b.Naam),
        RegisterDiff.Field("roepnaam", a.Roepnaam, b.Roepnaam), RegisterDiff.Field("telefoon", a.Telefoon, b.Telefoon),
        RegisterDiff.Field("bron", a.Bron, b.Bron),
    ];

    public static IReadOnlyList<string?> Of(
        (Student Student, Persoon Persoon) a, (Student Student, Persoon Persoon) b, RegisterSnapshot @new, RegisterSnapshot old) =>
    [
        .. Of(a.Persoon, b.Persoon), RegisterDiff.Field("opleiding", a.Student.Opleiding, b.Student.Opleiding),
        RegisterDiff.Field("leerjaar", a.Student.Leerjaar, b.Student.Leerjaar),
        People("studiecoach", a.Student.Studiecoach, b.Student.Studiecoach, @new, old),
        People("mwb", a.Student.Mwb, b.Student.Mwb, @new, old),
    ];

    public static IReadOnlyList<string?> Of(Stage a, Stage b, RegisterSnapshot @new, RegisterSnapshot old) =>
    [
        RegisterDiff.Field("groep", a.Groep, b.Groep),
        People("werkplekbegeleider", a.Werkplekbegeleiders, b.Werkplekbegeleiders, @new, old),
        People("schoolopleider", a.Opleider, b.Opleider, @new, old), RegisterDiff.Field("tot", a.Tot, b.Tot),
        RegisterDiff.Field("stopt op", a.Beeindigd, b.Beeindigd),
        RegisterDiff.Field("dagen", Days(a.Dagen), Days(b.Dagen)),
    ];

    public static IReadOnlyList<string?> Of(Leerteam a, Leerteam b, RegisterSnapshot @new, RegisterSnapshot old) =>
    [
        RegisterDiff.Field("naam", a.Naam, b.Naam),
        RegisterDiff.Field("organisaties", string.Join(", ", a.Organisaties), string.Join(", ", b.Organisaties)),
        People("begeleider", a.Begeleider, b.Begeleider, @new, old),
    ];

    private static string? People(string name, PersonId? a, PersonId? b, RegisterSnapshot @new, RegisterSnapshot old) =>
        People(name, a is { } x ? [x] : (PersonId[])[], b is { } y ? [y] : (PersonId[])[], @new, old);

    /// <summary>By name, and with the address where two people share a name.</summary>
    private static string? People(
        string name, IReadOnlyList<PersonId> a, IReadOnlyList<PersonId> b, RegisterSnapshot @new, RegisterSnapshot old)
    {
        if (a.SequenceEqual(b))
        {
            return null;
        }

        string Names(IReadOnlyList<PersonId> ids, bool address) => string.Join(" en ", ids.Select(id =>
            Person(id, @new, old) + (address ? $" ({(@new.Find(id) ?? old.Find(id))?.Email})" : "")));
        return RegisterDiff.Field(name, Names(a, false), Names(b, false)) ?? RegisterDiff.Field(name, Names(a, true), Names(b, true));
    }

    private static string Person(PersonId id, RegisterSnapshot @new, RegisterSnapshot old) => (@new.Find(id) ?? old.Find(id))?.Naam ?? "onbekend";

    private static string Organisatie(string code, RegisterSnapshot @new, RegisterSnapshot old) =>
        (@new.FindOrganisatie(code) ?? old.FindOrganisatie(code))?.Naam ?? code;

    private static string Days(IEnumerable<DayOfWeek> days) =>
        string.Join(", ", days.Select(d => RegisterWords.Dagen.First(p => p.Value == d).Key));

    private static string Date(DateOnly date) => date.ToString("dd-MM-yyyy", Dutch);
}
