using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>A vragenlijst as it could be, with norms on some questions.</summary>
internal static class Voorbeeldlijst
{
    private static readonly string[] Stappen = ["helemaal mee oneens", "mee oneens", "niet eens, niet oneens", "mee eens", "helemaal mee eens"];

    public static Vragenlijst Alles { get; } = new()
    {
        Id = "stage", Versie = 2, Naam = "Stage-evaluatie", Standaard = true, Opleidingen = ["pabo-vt"], Stappen = Stappen,
        Onderdelen =
        [
            new()
            {
                Id = "leeromgeving", Naam = "De organisatie als leerplek", Over = Onderwerp.Organisatie,
                Stellingen =
                [
                    Stel("welkom", "Je voelt je welkom in het team", 3.5), Stel("oefenen", "Je krijgt ruimte om te oefenen en fouten te maken", 3.5),
                    Stel("taken", "Je mag doen wat bij je opleiding past", 3.5), Stel("team", "Je hoort bij overleggen en studiedagen van het team", null),
                    Stel("veilig", "Je durft te zeggen wat je moeilijk vindt", 3.5),
                ],
            },
            new()
            {
                Id = "werkplekbegeleider", Naam = "De werkplekbegeleider", Over = Onderwerp.Werkplekbegeleider,
                Uitleg = "Mentor, praktijkbegeleider of praktijkopleider: wie je op je werkplek begeleidt.",
                Stellingen =
                [
                    Stel("tijd", "Je werkplekbegeleider maakt tijd voor je", 3.5), Stel("feedback", "Je krijgt feedback waar je verder mee kunt", 3.5),
                    Stel("leervragen", "Je leervragen zijn het uitgangspunt", 3.5), Stel("voorbeeld", "Je werkplekbegeleider vertelt waarom zij iets zo doet", null),
                    Stel("verwachting", "Je weet wat er van je verwacht wordt", 3.5),
                ],
            },
            new()
            {
                Id = "opleider", Naam = "De (school)opleider", Over = Onderwerp.Opleider,
                Stellingen =
                [
                    Stel("bereikbaar", "De opleider is goed te bereiken", 3.5), Stel("bezoek", "Een bezoek van de opleider helpt je verder", 3.5),
                    Stel("beoordeling", "De beoordeling is goed uitgelegd", 3.5),
                ],
            },
            new()
            {
                Id = "leerteam", Naam = "Leren in het leerteam", Over = Onderwerp.Leerteam,
                Stellingen =
                [
                    Stel("samen", "Je leert van studenten van andere opleidingen", null), Stel("intervisie", "Intervisie helpt je bij wat je tegenkomt", null),
                    Stel("onderzoek", "Wat je in het leerteam leert, gebruik je op je werkplek", null),
                ],
            },
        ],
        OpenVragen =
        [
            new() { Id = "goed", Tekst = "Wat moet zeker zo blijven?" }, new() { Id = "beter", Tekst = "Wat kan beter?" },
        ],
    };

    public static IReadOnlyList<Rapportitem> Items { get; } =
        [.. Alles.Onderdelen.SelectMany(o => o.Stellingen.Select(s => new Rapportitem(s.Id, o.Over is Onderwerp.Opleider)))];

    /// <summary>A list with one question per name, under one heading.</summary>
    public static Vragenlijst Van(Onderwerp over, params IEnumerable<(string Id, double? Norm)> vragen) => new()
    {
        Id = "klein", Versie = 1, Naam = "Klein", Standaard = false, Opleidingen = ["pabo-vt"], Stappen = Stappen,
        Onderdelen = [new() { Id = "deel", Naam = "Deel", Over = over, Stellingen = [.. vragen.Select(v => Stel(v.Id, $"Over {v.Id}", v.Norm))] }],
        OpenVragen = [new() { Id = "goed", Tekst = "Wat moet zeker zo blijven?" }],
    };

    public static Stelling Stel(string id, string kort, double? norm) => new() { Id = id, Tekst = $"{kort}.", Kort = kort, Norm = norm };
}
