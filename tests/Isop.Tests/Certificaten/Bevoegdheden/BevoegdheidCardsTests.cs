using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Bot.Certificaten.Bevoegdheden;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Tests.BureauPages;
using Isop.Tests.Cards;
using static Isop.Core.Certificaten.Bevoegdheden.Bevoegdheidssoort;
using static Isop.Tests.Certificaten.Bevoegdheden.Proefdossier;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>The word "bevoegdheid" and its card.</summary>
public sealed class BevoegdheidCardsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Certificaten/Bevoegdheden", Cards());

    [Fact]
    public async Task Every_card_keeps_to_the_rules_of_cards()
    {
        var verbs = await RoutedVerbs.AllAsync();
        Assert.All(Cards(), c => Assert.Empty(CardLinter.Check(JsonElement.Parse(c.Value.Json.Span), verbs)));
    }

    [Fact]
    public async Task Who_is_in_one_of_the_roles_sees_the_own_card_and_nobody_elses()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        var catalog = new CardCatalog();
        new BevoegdheidCommand(host.Get<BevoegdheidStore>(), host.Registers).Map(catalog);
        var (olga, fatima) = (await host.PersonAsync(Proefregister.Olga), await host.PersonAsync(Proefregister.Fatima));

        var shown = Assert.IsType<CardAnswer.Show>(await catalog.Commands["bevoegdheid"](new ChatCommand(olga.Id, "bevoegdheid", Door.Web, host.Now), Ct));
        Assert.Equal("Je mag nu niet beoordelen", shown.Card.Summary);
        Assert.IsType<CardAnswer.Say>(await catalog.Commands["bevoegdheid"](new ChatCommand(fatima.Id, "bevoegdheid", Door.Web, host.Now), Ct));

        var compose = catalog.Kinds[BevoegdheidCards.Eigen];
        Assert.NotNull(await compose(new CardRequest { Person = olga.Id, Kind = BevoegdheidCards.Eigen, Case = olga.Id.ToString(), Now = host.Now }, Ct));
        Assert.Null(await compose(new CardRequest { Person = fatima.Id, Kind = BevoegdheidCards.Eigen, Case = olga.Id.ToString(), Now = host.Now }, Ct));
        Assert.Null(await compose(new CardRequest { Person = fatima.Id, Kind = BevoegdheidCards.Eigen, Case = fatima.Id.ToString(), Now = host.Now }, Ct));
    }

    private static Dictionary<string, RenderedCard> Cards() => new()
    {
        ["mag"] = Card(Dossier(Compleet())),
        ["mag-kalibratie-vorig-jaar"] = Card(Dossier([.. Compleet().Where(r => r.Soort != Kalibreersessie), Regel(Kalibreersessie, "2025-10-07")])),
        ["mag-kalibratie-te-lang-geleden"] = Card(Dossier([.. Compleet().Where(r => r.Soort != Kalibreersessie), Regel(Kalibreersessie, "2024-10-07")])),
        ["niets"] = Card(Beoordelaarsdossier.Leeg),
        ["verlopen"] = Card(Dossier(Regel(Bke, "2020-01-01", "2026-01-01"), Regel(Aanstelling, "2027-01-01", "2030-12-31"), Regel(Kalibreersessie, "2026-10-07", ingetrokken: true))),
    };

    private static RenderedCard Card(Beoordelaarsdossier dossier) => BevoegdheidCards.Kaart(Wie, dossier, Beoordelaar.Op(dossier, Vandaag, Studiejaren), Studiejaren);
}
