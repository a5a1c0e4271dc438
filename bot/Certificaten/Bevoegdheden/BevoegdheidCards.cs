using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>What a person may know of the own bevoegdheid. Pure: view in, card out.</summary>
internal static class BevoegdheidCards
{
    /// <summary>The kind of the card, opened by its own person only.</summary>
    public const string Eigen = "bevoegdheid.eigen";

    private const string Verder = "Klopt dat niet, of weet je niet hoe het verder moet? Vraag het onderwijsbureau.";
    private const int MostLines = 12;

    public static RenderedCard Kaart(PersonId lezer, Beoordelaarsdossier dossier, Beoordelaarsoordeel oordeel, Kalender kalender)
    {
        var titel = oordeel.MagBeoordelen ? "Je mag beoordelen" : "Je mag nu niet beoordelen";
        var lines = dossier.Regels.Where(r => r.Ingetrokken is null).OrderByDescending(r => r.Datum).ThenBy(r => r.Soort).Take(MostLines).Select(Regel).ToList();
        return Blad.Render(
            new BladView
            {
                Kop = "ISOP · beoordelen",
                Titel = titel,
                Vernieuwing = Vernieuwing.Of(Eigen, lezer.ToString()),
                Alineas =
                [
                    .. oordeel.Redenen.Select(r => BevoegdheidText.Reden(r, oordeel)),
                    .. oordeel.MagBeoordelen ? Array.Empty<string>() : [Verder],
                    .. Kalibratie(oordeel, kalender) is { } zin ? [zin] : Array.Empty<string>(),
                ],
                Feiten = [.. oordeel.Standen.Select(s => new Feit(BevoegdheidText.Woord(s.Soort), BevoegdheidText.Stand(s)))],
                Delen = lines.Count == 0 ? [] : [new BladDeel("Wat er is vastgelegd", lines)],
                Knoppen = [Chatknop.Of("Vraag het onderwijsbureau", Woorden.Vraag), Chatknop.Of("Hulp", Woorden.Help)],
            },
            titel);
    }

    /// <summary>One a year keeps somebody sharp, also while the last one still counts.</summary>
    private static string? Kalibratie(Beoordelaarsoordeel oordeel, Kalender kalender) => oordeel.Van(Bevoegdheidssoort.Kalibreersessie) switch
    {
        { Staat: Bevoegdheidsstaat.Geldt, Bewijs: { } b } when kalender.Studiejaar(b.Datum) == kalender.Studiejaar(oordeel.Dag) => null,
        { Staat: Bevoegdheidsstaat.Geldt or Bevoegdheidsstaat.Verlopen, Bewijs: { } b } => $"Je laatste kalibreersessie was op {Dutch.Date(b.Datum)}. Doe er dit studiejaar een.",
        _ => "Er is nog geen kalibreersessie van je vastgelegd. Doe er dit studiejaar een.",
    };

    private static string Regel(Bevoegdheidsregel r) =>
        $"{BevoegdheidText.Woord(r.Soort)}: {Dutch.Date(r.Datum)}{(r.Tot is { } tot ? $" tot en met {Dutch.Date(tot)}" : "")}{(r.Toelichting.Length > 0 ? $" · {r.Toelichting}" : "")}";
}
