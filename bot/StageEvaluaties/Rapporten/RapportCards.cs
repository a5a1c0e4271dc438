using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties.Rapporten;

/// <summary>The card that brings a report: the response, the most telling things and where to read it all. Pure: view in, card out.</summary>
internal static class RapportCards
{
    /// <param name="beeld">The report that says most to this reader.</param>
    /// <param name="studiejaar">The case of the card.</param>
    /// <param name="andere">How many more reports of that year the reader gets.</param>
    /// <param name="link">Where to read; null when the reader has yet to ask for it.</param>
    public static ComposedCard Bericht(Rapportbeeld beeld, string studiejaar, int andere, Uri? link)
    {
        var title = beeld.Titel;
        return new ComposedCard
        {
            Card = Blad.Render(
                new BladView
                {
                    Kop = $"ISOP · rapport van {beeld.Studiejaar}",
                    Titel = title,
                    Vernieuwing = Vernieuwing.Of(Evaluatiekaarten.Rapport, studiejaar),
                    Melding = beeld.LageRespons ? Rapportwoorden.LageRespons : null,
                    Alineas =
                    [
                        beeld.Periode is { } period ? $"Dit zeggen studenten over {period}. {beeld.Responszin}" : beeld.Responszin,
                        .. andere > 0 ? [$"Er {(andere == 1 ? "is" : "zijn")} van dit jaar nog {Dutch.Count(andere, "rapport", "rapporten")} voor jou."] : Array.Empty<string>(),
                    ],
                    Delen = [Opvallend(beeld), .. beeld.Gedaan is null ? Array.Empty<BladDeel>() : [new BladDeel("Wat deden we met jullie antwoorden", ["Ook dat lees je in het rapport."])], new BladDeel("Let op", [Rapportwoorden.GeenEnigeGrond])],
                    Link = link?.AbsoluteUri,
                    LinkTitel = Lezen(andere),
                    LinkVoorop = true,
                    Knoppen = link is null ? [Knop.Primary(Lezen(andere), EvaluatieVerbs.Rapport, ("jaar", studiejaar))] : [],
                },
                $"{title}: {beeld.OpvallendUitleg ?? beeld.Opvallend[0].Zin}"),
            Title = "Rapport van de stage-evaluatie lezen",
            Detail = $"{beeld.Onderwerp.Naam} · {beeld.Studiejaar}",
            IsTask = false,
        };
    }

    private static string Lezen(int andere) => andere > 0 ? "Bekijk de rapporten" : "Bekijk het rapport";

    private static BladDeel Opvallend(Rapportbeeld beeld) => new(
        "Wat opvalt", beeld.OpvallendUitleg is { } none ? [none] : [.. beeld.Opvallend.Select(p => $"{(p.Goed ? "Gaat goed" : "Aandacht")} · {p.Zin}")]);
}
