using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Bot.StageEvaluaties.Rapporten;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Tests.Cards;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>The card that brings a report.</summary>
public sealed class RapportCardsTests
{
    [Fact]
    public void Every_card_looks_as_it_was_approved() =>
        ApprovedCards.Check("StageEvaluaties/Rapporten", Cards().ToDictionary(c => c.Key, c => c.Value.Card));

    [Fact]
    public void Every_card_keeps_to_the_rules_of_cards() => Assert.All(
        Cards().Values, c => Assert.Empty(CardLinter.Check(JsonElement.Parse(c.Card.Json.Span), new HashSet<string> { "open", "stageevaluatie.rapport" })));

    [Fact]
    public void A_list_and_a_notification_get_a_line()
    {
        var card = Cards()["gemengd"];
        Assert.Equal(("Rapport van de stage-evaluatie lezen", "De Lorkeboom · 2028-2029", false), (card.Title, card.Detail, card.IsTask));
        Assert.Equal("Stage-evaluatie De Lorkeboom: Over laag: gemiddeld 2,1. Dat is 1,4 onder de norm van 3,5.", card.Card.Summary);
    }

    private static Dictionary<string, ComposedCard> Cards() => new Dictionary<string, Rapportbeeld>
    {
        ["gemengd"] = Rapportbeeld.Maak(Proefrapport.Gemengd),
        ["lage-respons"] = Rapportbeeld.Maak(Proefrapport.Gemengd with { Eigen = Proefrapport.Gemengd.Eigen with { LageRespons = true, Respons = 17 }, Gedaan = "Veel." }),
        ["niets"] = Rapportbeeld.Maak(Proefrapport.Bron(Proefrapport.Verborgen("a", new Core.StageEvaluaties.Verborgenreden.TeWeinigPersonen("2029-2030"))) with { Onderwerp = new("De Els en De Iep", Rapportsoort.Koppel) }),
    }.ToDictionary(b => b.Key, b => RapportCards.Bericht(b.Value, "2028-2029", b.Key == "niets" ? 2 : 0, b.Key == "gemengd" ? null : new Uri("https://isop.example/rapport/o001")));
}
