using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>How people, places and the student's three lines read on every card of the begeleidingsteam. Pure.</summary>
internal static class Teamtekst
{
    /// <summary>"Olga Bos, schoolopleider · Olga.Bos@linde.example · 06 12345678"</summary>
    public static string Line(RegisterSnapshot register, Teamlid lid)
    {
        var person = register.Find(lid.Persoon);
        var role = lid.Rol.Length == 0 ? "" : $", {lid.Rol}";
        return $"{person?.Naam}{role} · {person?.Email}{(person?.Telefoon is { Length: > 0 } number ? $" · {number}" : "")}";
    }

    /// <summary>A line for each person around the student, with everything she is: "schoolopleider en leerteambegeleider".</summary>
    public static IEnumerable<string> Lines(RegisterSnapshot register, Stage stage) => Team.Of(register, stage).GroupBy(l => l.Persoon)
        .Select(g => Line(register, new Teamlid(Dutch.List([.. g.Select(l => l.Rol)]), g.Key)));

    public static string Plek(RegisterSnapshot register, Stage stage) => register.FindOrganisatie(stage.Organisatie)?.Naam ?? stage.Organisatie;

    /// <summary>"7071 AA Ulft, samen met De Esdoorn"</summary>
    public static string Adres(RegisterSnapshot register, Stage stage)
    {
        var place = register.FindOrganisatie(stage.Organisatie);
        var koppel = place?.Koppel is { } code ? register.FindOrganisatie(code)?.Naam : null;
        return $"{place?.Postcode} {place?.Plaats}{(koppel is null ? "" : $", samen met {koppel}")}";
    }

    public static string Dagen(Stage stage) => Dutch.List([.. stage.Dagen.Order().Select(Dutch.Weekday)]);

    /// <summary>The lines that say something.</summary>
    public static IReadOnlyList<string> Regels(DrieRegels regels) =>
    [
        .. new[] { ("Wie ik ben", regels.Wie), ("Waar ik zin in heb of wat ik wil leren", regels.Leren), ("Wat mij helpt", regels.Helpt) }
            .Where(r => r.Item2.Length > 0).Select(r => $"{r.Item1}: {r.Item2}"),
    ];
}
