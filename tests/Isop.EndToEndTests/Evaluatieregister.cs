using System.Globalization;

namespace Isop.EndToEndTests;

/// <summary>
/// The practice register over a whole study year, for the stage-evaluatie: fourteen students at De Linde, three at Het Kompas, one at De Wilg and
/// twelve at a school that the demo does not have. The tussenevaluatie is in the last week, so that an inbox holds little else.
/// </summary>
internal static class Evaluatieregister
{
    public const string Directeur = "dirk.hesselink@delinde.example";
    public const string KleineDirecteur = "ans.duistermaat@hetkompas.example";
    public const string Kwaliteitszorg = "kris.zandvoort@isop.example";

    public const string Gijs = "gijs.devries@student.iselinge.example";
    public const string Sanne = "sanne.wolters@student.iselinge.example";
    public const string Ibrahim = "ibrahim.elamrani@student.iselinge.example";
    public const string Maud = "maud.tenbrinke@student.iselinge.example";
    public const string Joost = "joost.berendsen@student.iselinge.example";
    public const string Tim = "tim.rademaker@student.graafschap.example";
    public const string Yara = "yara.haverkamp@student.iselinge.example";

    private static readonly string[] Opleidingen = ["pabo-vt", "pabo-dt", "zij-instroom", "ad-pep", "mbo4-oa"];

    private static readonly string[] Roepnamen =
    [
        "Aafke", "Bouke", "Ceciel", "Doutzen", "Eefje", "Foppe", "Geeske", "Hidde", "Ilse", "Jildou", "Kobus",
        "Lobke", "Marijke", "Nynke", "Oane", "Pytrik", "Quirien", "Renske", "Sjoerd", "Tjitske", "Ubel", "Vroukje", "Wytze",
    ];

    /// <summary>Those that the demo does not have at De Linde, and at the school that it does not have.</summary>
    public static IReadOnlyList<string> BijDeLinde { get; } = [.. Roepnamen[..11].Select(EmailVan)];

    public static IReadOnlyList<string> BijDeEsdoorn { get; } = [.. Roepnamen[11..].Select(EmailVan)];

    /// <summary>Everybody who was added, by name and by address.</summary>
    public static IReadOnlyList<string> Namen { get; } =
        [.. Roepnamen.SelectMany(r => new[] { $"{r} Amsink", EmailVan(r) }), "Ans Duistermaat", KleineDirecteur, "Kris Zandvoort", Kwaliteitszorg];

    public static byte[] Zip() => Oefenregister.Zip((file, lines) => file switch
    {
        "organisaties.csv" => [.. lines, "D4;Basisschool De Esdoorn;B2;school;Zevenaar;6901 AB;midden;ja;;ja;ja"],
        "personen.csv" => [.. lines, $"{KleineDirecteur};Ans Duistermaat;Ans;;bureau", $"{Kwaliteitszorg};Kris Zandvoort;Kris;;bureau", "mart.grievink@deesdoorn.example;Mart Grievink;Mart;;bureau"],
        "rollen.csv" => [.. lines, $"{KleineDirecteur};directeur;D2;;{{begin}};", $"{Kwaliteitszorg};kwaliteitszorg;;;{{begin}};", "mart.grievink@deesdoorn.example;werkplekbegeleider;D4;;{begin};"],
        "studenten.csv" => [.. lines, .. Roepnamen.Select((r, i) => $"{Nummer(i)};{EmailVan(r)};{r} Amsink;{r};;{(i % 3 == 0 ? "pabo-dt" : "pabo-vt")};2;cas.prinsen@iselinge.example;;iselinge")],
        "stages.csv" =>
        [
            .. lines.Select(l => l.Replace("{einde}", "2027-07-02", StringComparison.Ordinal)),
            .. Roepnamen.Select((_, i) => i < BijDeLinde.Count
                ? $"{Nummer(i)};D1;groep 4;noor.teselink@delinde.example;olga.bosman@delinde.example;{{begin}};2027-07-02;ma,di"
                : $"{Nummer(i)};D4;groep 6;mart.grievink@deesdoorn.example;;{{begin}};2027-07-02;ma,di"),
        ],
        "kalender.csv" =>
        [
            .. lines.Where(l => l.Split(';')[0] is "soort" or "studiejaar" or "stageperiode"),
            .. Opleidingen.Select(o => $"tussenevaluatie;Tussenevaluatie;2027-06-28;2027-07-02;;{o};"),
            "stageperiode;Stageperiode 2;2027-02-01;2027-07-02;;;", "vakantie;Zomervakantie;2027-07-17;2027-08-29;midden;;",
        ],
        _ => lines,
    });

    private static string Nummer(int i) => (900_100 + i).ToString(CultureInfo.InvariantCulture);

    private static string EmailVan(string roepnaam) => $"{roepnaam.ToLowerInvariant()}.amsink@student.iselinge.example";
}
