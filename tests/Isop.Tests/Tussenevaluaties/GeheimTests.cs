using System.Text;
using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Core;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>Sealed is sealed: what one side writes reaches nobody else before both are in, and some things never.</summary>
public sealed class GeheimTests
{
    private const string Canary = "kanarie";

    private static readonly PersonId[] Others = [Opleider, Coach, Coordinator, Bureau, Vreemde];

    /// <summary>Buttons that only show something.</summary>
    private static readonly string[] Looking =
    [
        "tussenevaluatie.blader", "tussenevaluatie.bewaar", "tussenevaluatie.mijn", "tussenevaluatie.aanpassen", "tussenevaluatie.kloptniet",
        "tussenevaluatie.momenten", "tussenevaluatie.kanniet", "tussenevaluatie.vastleggen", "tussenevaluatie.vrijgeven", "tussenevaluatie.telaat.uitstel",
        "tussenevaluatie.telaat.besproken",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_changes_for_the_other_side_while_one_side_writes_and_hands_in(bool studentFirst)
    {
        await using var w = await Wereld.StartAsync();
        var (first, second) = studentFirst ? (Gijs, Fatima) : (Fatima, Gijs);
        await w.GoToAsync(11, 17, 13, 37);
        var before = await EverythingAsync(w, second);

        await w.SayAsync(first, $"notitie: {Canary} in een notitie");
        var overview = await w.FillInAsync(first, _ => ("nog-niet-zichtbaar", $"{Canary} in het formulier"));
        Assert.Empty(Changed(before, await EverythingAsync(w, second)));
        await w.ShownAsync(overview, "Indienen");

        Assert.Empty(Changed(before, await EverythingAsync(w, second)));
        foreach (var other in Others)
        {
            Assert.DoesNotContain(Canary, string.Concat((await EverythingAsync(w, other)).Values), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_both_are_in_only_the_two_of_them_read_and_others_after_the_gesprek()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 17);
        await w.HandInAsync(Gijs, _ => ("zichtbaar", Canary));
        await w.HandInAsync(Fatima, _ => ("sterk", Canary));
        foreach (var other in Others)
        {
            Assert.DoesNotContain(Canary, string.Concat((await EverythingAsync(w, other)).Values), StringComparison.Ordinal);
        }

        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-17"), ("tekst", "Afspraak"));
        List<PersonId> readers = [];
        foreach (var other in Others)
        {
            if (string.Concat((await EverythingAsync(w, other)).Values).Contains(Canary, StringComparison.Ordinal))
            {
                readers.Add(other);
            }
        }

        Assert.Equal([Opleider, Coach], readers);
    }

    [Fact]
    public async Task The_audit_says_who_opened_the_answers_and_not_to_whom_a_card_was_sent()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 17);
        await w.HandInAsync(Gijs);
        await w.HandInAsync(Fatima);
        Assert.Equal([Fatima], await OpenedAsync(w));

        // Sent, brought up to date, and as a line in a list: nobody has read it yet.
        Assert.NotNull(await w.ComposeAsync(Gijs, Kaarten.Vergelijking, "zichtbaar"));
        Assert.NotNull(await w.ComposeAsync(Gijs, Kaarten.Formulier));
        Assert.Equal([Fatima], await OpenedAsync(w));

        await w.SendAsync(Gijs, "open", ("kind", Kaarten.Vergelijking), ("case", Wereld.ZaakId));
        await w.SendAsync(Gijs, "open", ("kind", Kaarten.Formulier), ("case", Wereld.ZaakId));
        await w.SendAsync(Opleider, "open", ("kind", Kaarten.Vergelijking), ("case", Wereld.ZaakId));
        Assert.Equal([Fatima, Gijs], await OpenedAsync(w));
        await w.GoToAsync(11, 18);
        await w.SendAsync(Gijs, "open", ("kind", Kaarten.Vergelijking), ("case", Wereld.ZaakId));
        Assert.Equal([Fatima, Gijs, Gijs], await OpenedAsync(w));
    }

    private static async Task<IReadOnlyList<PersonId>> OpenedAsync(Wereld w)
    {
        List<PersonId> who = [];
        var partition = TussenevaluatieStore.PartitionOf(Wereld.ZaakId);
        await foreach (var (_, opened) in w.Store.ReadRangeAsync(
            partition, RowRange.Prefix("inzage:geopend:"), CoreJson.Default.InzageRegel, TestContext.Current.CancellationToken))
        {
            who.Add(PersonId.Parse(opened.Value.By));
        }

        return [.. who.OrderBy(p => p == Gijs)];
    }

    [Fact]
    public async Task Where_it_was_agreed_so_readers_along_see_the_agreements_only()
    {
        await using var w = await Wereld.StartAsync(leesrecht: new LeesrechtOptions { Standaard = Meelezen.AlleenAfspraken });
        await w.GoToAsync(11, 17);
        await w.HandInAsync(Gijs, _ => ("zichtbaar", Canary));
        await w.HandInAsync(Fatima, _ => ("sterk", Canary));
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-17"), ("tekst", "Elke week een les"));

        Assert.Contains("Elke week een les", (await w.OpenAsync(Coach, Kaarten.Vergelijking)).Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, string.Concat((await EverythingAsync(w, Coach)).Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_buttons_change_nothing_and_tell_nothing()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 17);
        await w.FillInAsync(Gijs, _ => ("zichtbaar", Canary));
        await w.HandInAsync(Fatima, _ => ("sterk", Canary));
        PersonId[] strangers = [Vreemde, Noor, Coach, Bureau];
        var was = await w.ZaakAsync();
        foreach (var who in strangers)
        {
            foreach (var verb in w.Catalog.Verbs.Keys.Where(v => v.StartsWith("tussenevaluatie.", StringComparison.Ordinal)))
            {
                var answer = await w.SendAsync(
                    who, verb, ("zaak", Wereld.ZaakId), ("naar", "0"), ("pagina", "0"), ("revisie", "0"), ("datum", "2026-11-17"), ("tekst", "x"),
                    ("keuze", "gelukt"), ("moment", "2026-11-24T15:30:00"), ("d1", "2026-11-24"), ("t1", "15:30"), ("v1", "x"), ("s_doel-kiezen", "sterk"));
                Assert.DoesNotContain(Canary, Text(answer), StringComparison.Ordinal);
                if (who == Vreemde)
                {
                    Assert.DoesNotContain("Gijs", Text(answer), StringComparison.Ordinal);
                }
            }
        }

        Assert.Equal(was.Revisie, (await w.ZaakAsync()).Revisie);
    }

    [Fact]
    public async Task Whatever_a_client_sends_there_is_an_answer_and_never_an_exception()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 17);
        await w.FillInAsync(Gijs, _ => ("zichtbaar", ""));
        var faults = new List<string>();
        foreach (var phase in new[] { "open", "zichtbaar" })
        {
            foreach (var who in new[] { Gijs, Fatima, Opleider, Vreemde })
            {
                foreach (var (verb, data) in w.Catalog.Verbs.Keys.SelectMany(verb => Tampered().Select(data => (verb, data))))
                {
                    try
                    {
                        Assert.NotEqual("", Text(await w.SendAsync(who, verb, JsonElement.Parse(data))));
                    }
                    catch (Exception exception)
                    {
                        faults.Add($"{phase} {verb} {data[..Math.Min(data.Length, 80)]}: {exception.GetType().Name} {exception.Message}");
                    }
                }
            }

            if (phase == "open" && (await w.ZaakAsync()).Fase == Fase.Open)
            {
                await w.HandInAsync(Fatima);
                await w.SendAsync(Gijs, "tussenevaluatie.indienen", ("zaak", Wereld.ZaakId));
            }
        }

        Assert.Empty(faults.Distinct());
    }

    private static IEnumerable<string> Changed(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        before.Keys.Where(k => before[k] != after[k]).Select(k => $"{k}: {before[k]} became {after[k]}");

    private static IEnumerable<string> Tampered()
    {
        var zaak = Wereld.ZaakId;
        return
        [
            "null", "[]", "5", "\"x\"", "{}", """{"zaak":5}""", """{"zaak":{"a":1}}""", """{"zaak":""}""", $$"""{"zaak":"{{new string('a', 10_000)}}"}""",
            """{"zaak":"../../x"}""", """{"zaak":"\u0000"}""", """{"kind":5,"case":null}""", """{"kind":"tussenevaluatie.formulier","case":"x"}""", """{"tekst":5}""",
            $$"""{"zaak":"{{zaak}}"}""",
            $$"""{"zaak":"{{zaak}}","pagina":3,"revisie":true,"naar":[1]}""",
            $$"""{"zaak":"{{zaak}}","pagina":"-1","revisie":"99999999999","naar":"abc"}""",
            $$"""{"zaak":"{{zaak}}","pagina":"999","revisie":"0","naar":"999"}""",
            $$"""{"zaak":"{{zaak}}","pagina":"0","revisie":"0","naar":"1","s_doel-kiezen":5,"t_doel-kiezen":{} }""",
            $$"""{"zaak":"{{zaak}}","pagina":"0","revisie":"0","naar":"1","s_doel-kiezen":"bestaat-niet","alleen":"x","zonder":"a,b"}""",
            $$"""{"zaak":"{{zaak}}","pagina":"0","revisie":"0","naar":"1","zonder":"doel-kiezen","s_doel-kiezen":"sterk"}""",
            $$"""{"zaak":"{{zaak}}","datum":"2026-13-45","d1":"x","t1":"25:61","moment":"gisteren","tekst":"x","keuze":"x"}""",
            $$"""{"zaak":"{{zaak}}","datum":"9999-12-31","d1":"0001-01-01","t1":"00:00","d2":"9999-12-31","t2":"23:59","moment":"9999-12-31T23:59:59"}""",
            $$"""{"zaak":"{{zaak}}","tekst":"{{new string('x', 10_000)}}","keuze":"{{new string('x', 10_000)}}","v1":"{{new string('x', 10_000)}}","kaart":"x"}""",
            $$"""{"zaak":"{{zaak}}","tekst":"\u0000","keuze":"gelukt","v1":"\u0000"}""",
        ];
    }

    /// <summary>All that a person can bring onto the screen.</summary>
    private static async Task<SortedDictionary<string, string>> EverythingAsync(Wereld w, PersonId who)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in w.Catalog.Kinds.Keys)
        {
            foreach (var occasion in new[] { "", "opening", "herinnering-1", "zichtbaar" })
            {
                var card = await w.ComposeAsync(who, kind, occasion);
                all[$"{kind} {occasion}"] = card is null ? "" : $"{card.Title} {card.Detail} {card.IsTask} {card.Card.Summary} {Encoding.UTF8.GetString(card.Card.Json.Span)}";
            }
        }

        foreach (var verb in Looking)
        {
            all[verb] = Text(await w.SendAsync(who, verb, ("zaak", Wereld.ZaakId)));
        }

        for (var page = 0; page < 12; page++)
        {
            all[$"bladzijde {page}"] = Text(await w.SendAsync(who, "tussenevaluatie.blader", ("zaak", Wereld.ZaakId), ("naar", $"{page}")));
        }

        foreach (var word in new[] { "help", "privacy", "planning", "studenten", "taken" })
        {
            all[word] = Text(await w.SayAsync(who, word));
        }

        return all;
    }

    private static string Text(CardAnswer answer) => answer switch
    {
        CardAnswer.Say(var text) => text,
        CardAnswer.Show(var card) => $"{card.Summary} {Encoding.UTF8.GetString(card.Json.Span)}",
        _ => "",
    };
}
