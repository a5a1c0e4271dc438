using Isop.Bot.Cards;
using Isop.Core.Meldingen;
using Isop.Core.Time;

namespace Isop.Bot.Chat;

/// <summary>A message to the onderwijsbureau, and its answer. Pure: view in, card out.</summary>
internal static class VraagCards
{
    /// <summary>How much of answer and question stand on the card; less when people wrote more than a card holds.</summary>
    private static readonly (int Answer, int Question)[] Lengths = [(4000, MeldingStore.LongestText), (3000, 500), (1500, 200)];

    private static readonly CardTemplate Vraag = CardTemplate.Load("Chat/vraag");
    private static readonly CardTemplate Tekst = CardTemplate.Load("Chat/tekst");

    /// <summary>Repeats what was typed and offers to send it.</summary>
    public static RenderedCard Ask(string typed, DateTimeOffset now)
    {
        var tooLong = typed.Length > MeldingStore.LongestText;
        var view = new BureauVraagView
        {
            Kop = "ISOP · onderwijsbureau",
            Titel = typed.Length == 0 ? "Wat wil je vragen?" : "Dit begrijp ik niet. Een mens wel.",
            Melding = tooLong ? "Je bericht is langer dan 2.000 tekens. Hieronder staat het begin; maak het af of stuur het in delen." : null,
            Alineas =
            [
                typed.Length == 0 ? "Het onderwijsbureau antwoordt hier. Dat kan een paar werkdagen duren."
                    : "Zal ik dit naar het onderwijsbureau sturen? Pas het aan als je wilt. Je krijgt hier antwoord; dat kan een paar werkdagen duren.",
                "Gaat het over een kind of ouder? Noem geen namen.",
            ],
            Tekst = tooLong ? Start(typed, MeldingStore.LongestText) : typed,
            Knoppen = [Send(now), Chatknop.Of("Hulp", Woorden.Help)],
        };
        return Vraag.Render(view, CardJson.Default.BureauVraagView, "Wil je dit naar het onderwijsbureau sturen?");
    }

    public static RenderedCard Sent(Melding melding) => Tekst.Render(
        new TekstView
        {
            Kop = "ISOP · onderwijsbureau",
            Titel = "Verstuurd",
            Delen =
            [
                new DeelView(null, "Het onderwijsbureau leest je bericht. Je krijgt hier antwoord; dat kan een paar werkdagen duren."),
                new DeelView("Je bericht", Lines(melding.Tekst)),
            ],
            Knoppen = [Chatknop.Of("Mijn taken", Woorden.Taken)],
        },
        CardJson.Default.TekstView,
        "Je bericht is naar het onderwijsbureau gestuurd");

    public static RenderedCard Answer(Melding melding, BureauAntwoord antwoord, string? about) =>
        Kaartmaat.Fit(Lengths.Length, level => Answer(melding, antwoord, about, Lengths[level]));

    private static RenderedCard Answer(Melding melding, BureauAntwoord antwoord, string? about, (int Answer, int Question) lengths) => Tekst.Render(
        new TekstView
        {
            Kop = about is null ? "ISOP · onderwijsbureau" : $"ISOP · onderwijsbureau · {about}",
            Titel = "Antwoord op je bericht",
            Delen =
            [
                new DeelView($"Antwoord van {Dutch.Day(AmsterdamTime.DateOf(antwoord.Op))}", Lines(Start(antwoord.Tekst, lengths.Answer))),
                new DeelView($"Jouw bericht van {Dutch.Day(AmsterdamTime.DateOf(melding.Op))}", Lines(Start(melding.Tekst, lengths.Question))),
            ],
            Knoppen = [Chatknop.Of("Nog iets vragen", Woorden.Vraag)],
        },
        CardJson.Default.TekstView,
        "Het onderwijsbureau heeft je bericht beantwoord");

    /// <summary>The button names the moment of its card: pressing it twice is one message.</summary>
    private static Knop Send(DateTimeOffset now) =>
        Knop.Primary("Stuur naar het onderwijsbureau", Chatverbs.StuurVraag, ("kaart", now.ToUniversalTime().ToString("s", System.Globalization.CultureInfo.InvariantCulture)));

    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
