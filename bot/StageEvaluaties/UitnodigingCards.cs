using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties;

/// <summary>The student's invitation, its reminders, and what stands there afterwards. Pure: view in, card out.</summary>
internal static class UitnodigingCards
{
    private const string Kop = "ISOP · stage-evaluatie";

    /// <param name="zaak">The wave and the eenheid.</param>
    /// <param name="eenheid">As people name it.</param>
    /// <param name="sluit">The last day.</param>
    /// <param name="link">See <see cref="Uitnodigingslink"/>.</param>
    /// <param name="herinnering">Whether it is a reminder.</param>
    /// <param name="stil">She asked for no more reminders.</param>
    public static RenderedCard Uitnodiging(string zaak, string eenheid, DateOnly sluit, Uri link, bool herinnering, bool stil) => Blad.Render(
        new BladView
        {
            Kop = Kop,
            Titel = $"Hoe was je stage bij {eenheid}?",
            Vernieuwing = Vernieuwing.Of(Evaluatiekaarten.Uitnodiging, zaak),
            Alineas =
            [
                .. herinnering ? ["Er is nog niet geantwoord via jouw knop. Dat ziet alleen ISOP, geen mens."] : Array.Empty<string>(),
                "Vertel het in 2 minuten, op je telefoon of je computer. Het is anoniem: niemand kan zien welke antwoorden van jou zijn.",
                "Je stageperiode is voorbij. Je antwoorden veranderen niets aan je beoordeling. Ze helpen wel de studenten na jou.",
                stil ? $"Je krijgt hierover geen herinnering meer. Invullen kan nog tot en met {Dutch.Day(sluit)}." : $"Invullen kan tot en met {Dutch.Day(sluit)}.",
            ],
            Link = link.AbsoluteUri,
            LinkTitel = "Open de evaluatie",
            LinkVoorop = true,
            Meer = stil ? [] : [Knop.Of("Niet meer herinneren", EvaluatieVerbs.NietMeer, ("zaak", zaak))],
        },
        herinnering ? $"Nog 2 minuten voor je stage bij {eenheid}? Anoniem" : $"Hoe was je stage bij {eenheid}? 2 minuten, anoniem");

    public static RenderedCard Gedaan(string zaak, string eenheid) => Kort(
        zaak, $"Je stage bij {eenheid}", "Er is geantwoord via jouw knop. Dank je wel! Je leest later wat er met alle antwoorden samen gebeurt.");

    public static RenderedCard Gesloten(string zaak) => Kort(
        zaak, "Deze evaluatie is gesloten", "Invullen kan niet meer. De antwoorden worden geteld en daarna weggegooid. Alleen aantallen blijven bewaard, en wat er is opgeschreven, zonder namen.");

    private static RenderedCard Kort(string zaak, string titel, string tekst) => Blad.Render(
        new BladView { Kop = Kop, Titel = titel, Vernieuwing = Vernieuwing.Of(Evaluatiekaarten.Uitnodiging, zaak), Alineas = [tekst], Knoppen = [Chatknop.Of("Mijn taken", Woorden.Taken)] },
        titel);
}
