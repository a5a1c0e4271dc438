using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Bot.StageEvaluaties.Rapporten;

/// <summary>The card that brings a report: the response, the most telling things and where to read it all. Pure: view in, card out.</summary>
internal static class RapportCards
{
    /// <param name="kind">The card's kind in the catalogue, by which a client brings it up to date.</param>
    /// <param name="zaak">Which report, for that kind.</param>
    /// <param name="link">Where the report is read.</param>
    public static ComposedCard Bericht(Rapportbeeld beeld, string kind, string zaak, Uri link)
    {
        var title = beeld.Titel;
        return new ComposedCard
        {
            Card = Blad.Render(
                new BladView
                {
                    Kop = $"ISOP · rapport van {beeld.Studiejaar}",
                    Titel = title,
                    Vernieuwing = Vernieuwing.Of(kind, zaak),
                    Melding = beeld.LageRespons ? Rapportwoorden.LageRespons : null,
                    Alineas = [beeld.Periode is { } period ? $"Dit zeggen studenten over {period}. {beeld.Responszin}" : beeld.Responszin],
                    Delen = [Opvallend(beeld), .. beeld.Gedaan is null ? Array.Empty<BladDeel>() : [new BladDeel("Wat deden we met jullie antwoorden", ["Ook dat lees je in het rapport."])], new BladDeel("Let op", [Rapportwoorden.GeenEnigeGrond])],
                    Link = link.ToString(),
                    LinkTitel = "Bekijk het rapport",
                },
                $"{title}: {beeld.OpvallendUitleg ?? beeld.Opvallend[0].Zin}"),
            Title = "Rapport van de stage-evaluatie lezen",
            Detail = $"{beeld.Onderwerp.Naam} · {beeld.Studiejaar}",
            IsTask = false,
        };
    }

    private static BladDeel Opvallend(Rapportbeeld beeld) => new(
        "Wat opvalt", beeld.OpvallendUitleg is { } none ? [none] : [.. beeld.Opvallend.Select(p => $"{(p.Goed ? "Gaat goed" : "Aandacht")} · {p.Zin}")]);
}
