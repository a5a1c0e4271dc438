using System.Text;
using Isop.Bot.Cards;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Cards;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

public sealed class KaartTests
{
    [Fact]
    public async Task Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Tussenevaluaties", await Kaartvoorbeelden.AllAsync());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await Wereld.StartAsync();
        var faults = (await Kaartvoorbeelden.AllAsync()).SelectMany(c => Faults(w, c.Key, c.Value)).ToList();
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Cards_stay_small_whatever_people_typed_and_nothing_typed_is_lost()
    {
        await using var w = await Wereld.StartAsync(LongNames());
        var emoji = string.Concat(Enumerable.Repeat("🌞", 1000));
        await w.SendAsync(Gijs, "tussenevaluatie.leervragen", ("zaak", Wereld.ZaakId), ("v1", emoji[..300]), ("v2", emoji[..300]), ("v3", emoji[..300]));
        for (var i = 0; i < 8; i++)
        {
            await w.SayAsync(Fatima, $"notitie: {emoji[..1990]}");
        }

        await w.GoToAsync(11, 16);
        List<(string Name, Kaart Kaart)> cards = [("overzicht", await w.FillInAsync(Fatima, _ => ("nog-niet-zichtbaar", emoji)))];
        await w.FillInAsync(Gijs, v => (v.Length % 2 == 0 ? "sterk" : "nog-niet-zichtbaar", emoji));
        var pages = new Isop.Bot.Tussenevaluaties.ZaakView(await w.ZaakAsync(), await w.GrondslagAsync(), Fatima, w.Now).Paginas.Count;
        var draft = await OwnAsync(w);
        for (var page = 0; page < pages - 1; page++)
        {
            var answer = await w.SendAsync(Fatima, "tussenevaluatie.blader", ("zaak", Wereld.ZaakId), ("naar", $"{page}"));
            var kaart = new Kaart(Assert.IsType<CardAnswer.Show>(answer).Card, Fatima);
            cards.Add(($"bladzijde {page}", kaart));
            await w.PressAsync(kaart, kaart.Heeft("Verder") ? "Verder" : "Naar het overzicht");
            if (kaart.Heeft("Deze toelichting lezen of aanpassen"))
            {
                var alone = await w.ShownAsync(kaart, "Deze toelichting lezen of aanpassen");
                cards.Add(($"bladzijde {page}, één vraag", alone));
                Assert.Equal(emoji, alone.Inputs[$"t_{Assert.Single(alone.Vragen)}"]);
                await w.PressAsync(alone, $"Bewaar en terug naar bladzijde {page + 1}");
            }
        }

        Assert.Equal(draft, await OwnAsync(w));
        Assert.Contains(cards, c => c.Name.EndsWith("één vraag", StringComparison.Ordinal));
        await HandInBothAsync(w);
        await w.SendAsync(Gijs, "tussenevaluatie.momenten.stuur", ("zaak", Wereld.ZaakId), ("d1", "2026-11-24"), ("t1", "15:30"));
        await w.SendAsync(Fatima, "tussenevaluatie.kanniet.stuur", ("zaak", Wereld.ZaakId), ("tekst", emoji));
        cards.Add(("kan niet", await w.OpenAsync(Gijs, Kaarten.Vergelijking)));
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", emoji));
        cards.Add(("verslag", await w.OpenAsync(Fatima, Kaarten.Vergelijking)));
        await w.SendAsync(Fatima, "tussenevaluatie.akkoord", ("zaak", Wereld.ZaakId));
        await w.GoToAsync(12, 20);
        cards.Add(("terugblik", await w.OpenAsync(Gijs, Kaarten.Terugblik)));
        await w.SendAsync(Gijs, "tussenevaluatie.terugblik", ("zaak", Wereld.ZaakId), ("keuze", "gelukt"), ("tekst", emoji));
        await w.SendAsync(Fatima, "tussenevaluatie.terugblik", ("zaak", Wereld.ZaakId), ("keuze", "gelukt"), ("tekst", emoji));
        cards.Add(("afgerond", await w.OpenAsync(Gijs, Kaarten.Vergelijking)));

        Assert.Equal(2, (await w.ZaakAsync()).Gesprek.Terugblikken.Count);
        Assert.Empty(cards.SelectMany(c => Faults(w, c.Name, c.Kaart.Card)));
    }

    [Fact]
    public async Task What_people_typed_is_never_read_as_markdown()
    {
        await using var w = await Wereld.StartAsync();
        const string Typed = "**vet** [link](https://example.org)";
        await w.SendAsync(Gijs, "tussenevaluatie.leervragen", ("zaak", Wereld.ZaakId), ("v1", Typed));
        await w.SayAsync(Fatima, $"notitie: {Typed}");
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima, _ => ("zichtbaar", Typed));
        await w.HandInAsync(Gijs, _ => ("sterk", Typed));
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", Typed));
        var card = await w.OpenAsync(Fatima, Kaarten.Vergelijking);

        Assert.Contains(Typed, card.Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain(TextBlocks(card.Root), t => t.Contains("**", StringComparison.Ordinal));
    }

    private static async Task HandInBothAsync(Wereld w)
    {
        foreach (var who in new[] { Fatima, Gijs })
        {
            var overview = await w.SendAsync(who, "tussenevaluatie.blader", ("zaak", Wereld.ZaakId), ("naar", $"{PagesOf(w, who) - 1}"));
            await w.ShownAsync(new Kaart(Assert.IsType<CardAnswer.Show>(overview).Card, who), "Indienen");
        }
    }

    private static int PagesOf(Wereld w, Isop.Core.Register.PersonId who) =>
        new Isop.Bot.Tussenevaluaties.ZaakView(w.ZaakAsync().GetAwaiter().GetResult(), w.GrondslagAsync().GetAwaiter().GetResult(), who, w.Now).Paginas.Count;

    private static async Task<Isop.Core.Instrumenten.Antwoorden> OwnAsync(Wereld w) =>
        (await w.Zaken.ReadOwnFormulierAsync(await w.ZaakAsync(), Fatima, TestContext.Current.CancellationToken))!.Antwoorden;

    private static IEnumerable<string> TextBlocks(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(TextBlocks),
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(p => TextBlocks(p.Value)).Concat(
            element.TryGetProperty("type", out var type) && type.ToString() == "TextBlock" ? [element.GetProperty("text").ToString()] : []),
        _ => [],
    };

    internal static IEnumerable<string> Faults(Wereld w, string name, RenderedCard card)
    {
        if (card.Summary.Length is 0 or > 200)
        {
            yield return $"{name}: its summary is {card.Summary.Length} characters";
        }

        foreach (var fault in CardLinter.Check(System.Text.Json.JsonElement.Parse(card.Json.Span), w.Catalog.Verbs.Keys.ToHashSet()))
        {
            yield return $"{name} ({Encoding.UTF8.GetCharCount(card.Json.Span)} characters): {fault}";
        }
    }

    private static Proefstage LongNames() => new() { Naamdeel = "Maximiliaan-Alexander Ümit 🎓 van der Hoeven-Oosterhuis tot Montfoort" };
}
