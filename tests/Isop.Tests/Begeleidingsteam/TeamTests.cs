using Isop.Bot.Cards;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Cards;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Begeleidingsteam;

public sealed class TeamTests
{
    [Theory]
    [InlineData("pabo-vt", "mentor")]
    [InlineData("zij-instroom", "mentor")]
    [InlineData("ad-pep", "praktijkbegeleider")]
    [InlineData("mbo4-oa", "praktijkopleider")]
    [InlineData("gast: Sport", "werkplekbegeleider")]
    public void Who_guides_at_the_workplace_is_called_as_the_opleiding_does(string opleiding, string word)
    {
        var register = new Proefstage { Opleiding = opleiding }.Register;
        var team = Team.Of(register, register.StagesOf(Gijs).Single());
        Assert.Equal([word, "schoolopleider", opleiding.StartsWith("mbo", StringComparison.Ordinal) ? "studieloopbaanbegeleider" : "studiecoach"], team.Select(l => l.Rol));
        Assert.Equal([Fatima, Opleider, Coach], team.Select(l => l.Persoon));
    }

    [Fact]
    public void Who_was_ended_is_in_no_team()
    {
        var stage = new Proefstage { Veranderd = r => new RegisterSnapshot("v2", r.Data with { Personen = [.. r.Data.Personen.Select(p => p.Id == Coach ? p with { Beeindigd = Opening } : p)] }) };
        Assert.DoesNotContain(Team.Of(stage.Register, stage.Register.StagesOf(Gijs).Single()), l => l.Persoon == Coach);
    }

    [Fact]
    public async Task A_student_who_is_stuck_gets_the_route_and_everybody_else_the_ordinary_help()
    {
        await using var w = await Wereld.StartAsync();
        foreach (var text in new[] { "hulp", "ik loop vast", "Hulp!" })
        {
            var route = await w.AskAsync(Gijs, text);
            Assert.Contains("Loop je vast?", route.Teksten);
            Assert.Contains("Fatima Yildiz, mentor", route.Tekst, StringComparison.Ordinal);
            Assert.Contains("Cas Prins, studiecoach", route.Tekst, StringComparison.Ordinal);
        }

        Assert.Contains("Wat wil je doen?", (await w.AskAsync(Fatima, "hulp")).Teksten);
        Assert.Contains("Wat wil je doen?", (await w.ShownAsync(await w.AskAsync(Gijs, "hulp"), "Gewone hulp")).Teksten);
    }

    [Fact]
    public async Task Asking_for_help_leaves_nothing_behind()
    {
        await using var w = await Wereld.StartAsync();
        var before = await DumpAsync(w);
        var route = await w.AskAsync(Gijs, "hulp");
        await w.ShownAsync(route, "Vertrouwenspersoon");
        await w.AskAsync(Gijs, "vertrouwenspersoon");
        Assert.Equal(before, await DumpAsync(w));
    }

    [Fact]
    public async Task The_team_is_for_those_who_are_in_it()
    {
        await using var w = await Wereld.StartAsync();
        foreach (var who in new[] { Gijs, Fatima, Opleider, Coach })
        {
            var team = await w.AskAsync(who, "begeleidingsteam");
            Assert.Contains("Olga Bos, schoolopleider", team.Tekst, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Olga", (await w.AskAsync(Vreemde, "begeleidingsteam")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Begeleidingsteam", await ExamplesAsync());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await Wereld.StartAsync();
        Assert.Empty((await ExamplesAsync()).SelectMany(c => KaartTests.Faults(w, c.Key, c.Value)));
    }

    private static async Task<Dictionary<string, RenderedCard>> ExamplesAsync()
    {
        await using var w = await Wereld.StartAsync();
        return new Dictionary<string, RenderedCard>(await KennismakingTests.ExamplesAsync())
        {
            ["hulp"] = (await w.AskAsync(Gijs, "hulp")).Card,
            ["vertrouwenspersoon"] = (await w.AskAsync(Gijs, "vertrouwenspersoon")).Card,
            ["team-student"] = (await w.AskAsync(Gijs, "begeleidingsteam")).Card,
            ["team-mentor"] = (await w.AskAsync(Fatima, "begeleidingsteam")).Card,
            ["team-vreemde"] = (await w.AskAsync(Vreemde, "begeleidingsteam")).Card,
        };
    }

    private static async Task<List<string>> DumpAsync(Wereld w)
    {
        List<string> all = [];
        var whole = w.Between.Inner.Whole();
        await foreach (var table in whole.TablesAsync(TestContext.Current.CancellationToken))
        {
            await foreach (var (partition, document) in whole.ReadTableAsync(table, TestContext.Current.CancellationToken))
            {
                all.Add($"{partition}/{document.Row}: {Convert.ToBase64String(document.Body.Span)}");
            }
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }
}
