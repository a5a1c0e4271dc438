using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Time;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>The card that asks to look back. Pure: view in, card out.</summary>
internal static class ImpulsCards
{
    /// <param name="impuls">Which.</param>
    /// <param name="plaats">Whose it is, as people know it.</param>
    /// <param name="isTask">Whether it waits for this reader.</param>
    /// <param name="link">Where to do it; null when the reader has yet to ask for it.</param>
    public static ComposedCard Terugkijken(Kwaliteitsimpuls impuls, string plaats, bool isTask, Uri? link)
    {
        var titel = isTask ? "Kijk terug op jullie kwaliteitsimpuls" : "Kwaliteitsimpuls";
        var knop = isTask ? "Kijk terug" : "Bekijk";
        return new ComposedCard
        {
            Card = Blad.Render(
                new BladView
                {
                    Kop = "ISOP · kwaliteitsimpuls",
                    Titel = titel,
                    Vernieuwing = Vernieuwing.Of(ImpulsPlanning.Kaart, impuls.Zaak),
                    Alineas =
                    [
                        impuls.Plan.Doel,
                        isTask ? "Is het gelukt? Schrijf in een paar zinnen op hoe het ging. Zijn jullie er nog niet, kies dan een nieuwe dag om terug te kijken." : Stand(impuls),
                    ],
                    Feiten =
                    [
                        new Feit(impuls.Plek.IsBestuur ? "Bestuur" : "Organisatie", plaats),
                        new Feit("Gelukt als", impuls.Plan.Norm),
                        new Feit("Uitvoering", ImpulsText.Woord(impuls.Plan.Uitvoerder, impuls.Plek.Niveau)),
                        new Feit("Terugkijken", Dutch.Date(impuls.Plan.Kijkdatum)),
                    ],
                    Link = link?.AbsoluteUri,
                    LinkTitel = knop,
                    LinkVoorop = true,
                    Knoppen = link is null ? [Knop.Primary(knop, ImpulsActions.Open, ("zaak", impuls.Zaak))] : [],
                },
                $"{titel}: {ImpulsText.Kort(impuls.Plan.Doel)}"),
            Title = isTask ? "Kijk terug op een kwaliteitsimpuls" : titel,
            Detail = $"{ImpulsText.Kort(impuls.Plan.Doel)} · {plaats}",
            Deadline = isTask ? impuls.Plan.Kijkdatum : null,
            Pagina = ImpulsEndpoints.Van(impuls),
            IsTask = isTask,
        };
    }

    private static string Stand(Kwaliteitsimpuls impuls) => impuls.Staat switch
    {
        Impulsstaat.Loopt => $"Hij loopt. Jullie kijken terug op {Dutch.Date(impuls.Plan.Kijkdatum)}.",
        var staat => $"Hij is afgerond: {ImpulsText.Woord(staat)}. Je hoeft niets meer te doen.",
    };
}
