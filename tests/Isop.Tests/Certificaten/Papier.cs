using Isop.Core.Certificaten;

namespace Isop.Tests.Certificaten;

/// <summary>Certificates as they could be issued, with the names and lengths that are hard to print.</summary>
public static class Papier
{
    public const string LangeInhoud = "Wat een werkplekbegeleider doet in het eerste, tweede en derde jaar. Hoe je een leervraag scherp maakt en hoe je feedback geeft waar een "
        + "student mee verder kan. Het voortgangsgesprek, de tussenevaluatie en de rol van de schoolopleider. Wat je doet als het niet goed gaat, bij wie je dan terechtkunt en "
        + "wat er in het opleidingsplan staat over een tweede kans. Met een oefening in groepjes na de lunch.";

    public static readonly string[] MoeilijkeNamen =
    [
        "Şule Yıldız-Öztürk", "Małgorzata Świętochłowska-Brzęczyszczykiewicz", "Nguyễn Thị Minh Hằng-Trần", "Anne-Fleur van den Heuvel-van 't Hof",
        "Maria Wilhelmina Johanna Antonia Catharina Elisabeth van Bönninghausen tot Herinckhave-Święciński de Kroes van der Heide", new('M', 120),
    ];

    public static readonly Certificaat Gewoon = new()
    {
        Nummer = Certificaatnummer.Parse("q7Jd2mXkR4vT9sLwB1cNfA"),
        Training = "training-1",
        Soort = "opfriscursus",
        Titel = "Opfriscursus werkplekbegeleiders",
        Omschrijving = "Volgde de opfriscursus voor werkplekbegeleiders van studenten aan de pabo.",
        Dagen = [new(2026, 10, 14)],
        Minuten = 150,
        Waar = "Basisschool De Linde, Ulft",
        Inhoud = "Feedback geven, het voortgangsgesprek en de nieuwe stagevragenlijst.",
        Studiejaar = "2026-2027",
        Uitgever = "Partnerschap ISOP",
        Ondertekenaar = "Onderwijsbureau ISOP",
        Functie = "namens de opleidingen en de besturen",
        Verstrekt = new(2026, 11, 18),
        GeldigTot = new(2028, 7, 31),
        Sjabloon = 1,
        Adres = new("https://isop.example.nl/c/q7Jd2mXkR4vT9sLwB1cNfA"),
        Statusplek = new("2026-2027", 17),
    };

    /// <summary>By the name under which they are looked at and held to their hash.</summary>
    public static readonly IReadOnlyDictionary<string, (Certificaat Certificaat, string Naam)> Alle = new Dictionary<string, (Certificaat, string)>
    {
        ["kort"] = (Gewoon, "Jan Smit"),
        ["zonder-inhoud"] = (Gewoon with { Inhoud = "", GeldigTot = null, Minuten = null }, MoeilijkeNamen[0]),
        ["lange-naam"] = (Gewoon with { Dagen = Dagen(2), Minuten = 360 }, MoeilijkeNamen[1]),
        ["tien-dagen"] = (Gewoon with { Dagen = Dagen(10), Minuten = 1800, Titel = "Basistraining werkplekbegeleider" }, MoeilijkeNamen[3]),
        ["lange-inhoud"] = (Gewoon with { Dagen = Dagen(4), Inhoud = LangeInhoud, Waar = "Stichting Weidewijs, Basisschool Klein Duimpje aan de Oude IJssel, Doetinchem" }, MoeilijkeNamen[2]),
        ["alles-lang"] = (Gewoon with { Dagen = Dagen(10), Inhoud = LangeInhoud, Titel = "Training voor schoolopleiders en instituutsopleiders die samen een intervisiegroep begeleiden" }, MoeilijkeNamen[4]),
    };

    /// <summary>So many Wednesdays.</summary>
    public static DateOnly[] Dagen(int aantal) => [.. Enumerable.Range(0, aantal).Select(i => new DateOnly(2026, 9, 9).AddDays(7 * i))];
}
