using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Bot.StageEvaluaties;
using Isop.Core.StageEvaluaties;
using Isop.Tests.Cards;

namespace Isop.Tests.StageEvaluaties;

/// <summary>The invitation, and the card about a wave.</summary>
public sealed class EvaluatieCardsTests
{
    private static readonly DateOnly Vandaag = new(2027, 2, 1);
    private static readonly Uri Link = new("https://isop.example/evaluatie/begin/CfDJ8");

    [Fact]
    public void Every_card_looks_as_it_was_approved() => ApprovedCards.Check("StageEvaluaties", Cards());

    [Fact]
    public async Task Every_card_keeps_to_the_rules_of_cards()
    {
        var verbs = await RoutedVerbs.AllAsync();
        Assert.All(Cards(), c => Assert.Empty(CardLinter.Check(JsonElement.Parse(c.Value.Json.Span), verbs)));
    }

    /// <summary>There Teams would tell who answers.</summary>
    [Fact]
    public void No_card_takes_an_answer_and_the_form_is_behind_a_link()
    {
        foreach (var card in Cards().Where(c => c.Key.StartsWith("uitnodiging", StringComparison.Ordinal)).Select(c => System.Text.Encoding.UTF8.GetString(c.Value.Json.Span)))
        {
            Assert.DoesNotContain("\"Input.", card, StringComparison.Ordinal);
            Assert.Contains("\"Action.OpenUrl\"", card, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2026-2027-1/O0001+O0002", "2026-2027-1", "O0001+O0002")]
    [InlineData("2026-2027-1", null, null)]
    [InlineData("/O1", null, null)]
    [InlineData("a/b/c", null, null)]
    public void A_case_names_a_wave_and_an_eenheid(string zaak, string? golf, string? eenheid) =>
        Assert.Equal(golf is null ? null : (golf, eenheid!), Evaluatiekaarten.Lees(zaak));

    private static Dictionary<string, RenderedCard> Cards()
    {
        var zaak = Evaluatiekaarten.ZaakVan("2026-2027-1", "O0001");
        var golf = new Golf
        {
            Id = "2026-2027-1", Studiejaar = "2026-2027", Halfjaar = 1, Van = new DateOnly(2026, 8, 31), Tot = new DateOnly(2027, 1, 29),
            Opent = new DateOnly(2026, 12, 28), Sluit = new DateOnly(2027, 2, 16), Sleutel = [],
        };
        return new Dictionary<string, RenderedCard>
        {
            ["uitnodiging"] = UitnodigingCards.Uitnodiging(zaak, "De Lorkeboom", golf.Sluit, Link, herinnering: false, stil: false),
            ["uitnodiging-herinnering"] = UitnodigingCards.Uitnodiging(zaak, "De Lorkeboom", golf.Sluit, Link, herinnering: true, stil: false),
            ["uitnodiging-stil"] = UitnodigingCards.Uitnodiging(zaak, "De Lorkeboom", golf.Sluit, Link, herinnering: false, stil: true),
            ["gedaan"] = UitnodigingCards.Gedaan(zaak, "De Lorkeboom"),
            ["gesloten"] = UitnodigingCards.Gesloten(zaak),
            ["golf"] = GolfCards.Golf(golf, new DateOnly(2026, 12, 21)),
            ["golf-wacht"] = GolfCards.Golf(golf with { Vastgehouden = true }, Vandaag),
            ["golf-link"] = GolfCards.Golf(golf, Vandaag, link: new Uri("https://isop.example/l/abc")),
            ["golf-open"] = GolfCards.Golf(golf with { Staat = Golfstaat.Open }, Vandaag, GolfCards.Weigering(Golfweigering.AlGeopend, golf)),
        };
    }
}
