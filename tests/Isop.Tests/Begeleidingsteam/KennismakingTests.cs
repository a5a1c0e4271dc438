using Isop.Bot.Cards;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Begeleidingsteam.Proefbegin;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Begeleidingsteam;

/// <summary>The cards at the start of a stage as people use them, and who may read and change what.</summary>
public sealed class KennismakingTests
{
    [Fact]
    public async Task A_student_tells_something_changes_it_and_takes_it_back()
    {
        await using var w = await OpAsync(8, 25);
        var card = await w.OpenAsync(Gijs, Kennismaken.Kaart, "begin", Id);
        Assert.Contains("Mijn begeleidingsteam", card.Teksten);
        Assert.Contains("Olga Bos, schoolopleider · Olga.Bos@linde.example", card.Teksten);
        var told = await w.ShownAsync(card, "Bewaren", ("wie", " Ik ben 19. "), ("helpt", "Dat je zegt\nwat goed ging."));
        Assert.Contains("Wie ik ben: Ik ben 19.", told.Teksten);
        Assert.Contains("Wat mij helpt: Dat je zegt wat goed ging.", told.Teksten);
        Assert.Empty(told.Inputs);
        Assert.Contains("Wie ik ben: Ik ben 19.", (await w.OpenAsync(Fatima, Kennismaken.Kaart, "begin", Id)).Teksten);

        var form = await w.ShownAsync(told, "Wijzig mijn drie regels");
        Assert.Equal(("Ik ben 19.", ""), (form.Inputs["wie"], form.Inputs["leren"]));
        var cleared = await w.ShownAsync(form, "Bewaren", ("wie", ""), ("helpt", ""));
        Assert.Equal(3, cleared.Inputs.Count);
        Assert.Equal(DrieRegels.Leeg, (await w.BeginAsync())!.Regels);
        Assert.Contains("Gijs heeft nog niets opgeschreven. Dat hoeft ook niet. Komt het later, dan zie je het hier.", (await w.OpenAsync(Fatima, Kennismaken.Kaart, @case: Id)).Teksten);
    }

    [Fact]
    public async Task What_is_too_long_is_told_and_what_was_typed_stays()
    {
        await using var w = await OpAsync(8, 25);
        var typed = new string('x', 163);
        var form = await w.ShownAsync(await w.OpenAsync(Gijs, Kennismaken.Kaart, "begin", Id), "Bewaren", ("wie", "Ik ben Gijs."), ("helpt", typed));

        Assert.Contains("Te lang: ‘Wat helpt jou?’ heeft 163 tekens. Maak er hooguit 140 van. Er is nog niets bewaard.", form.Teksten);
        Assert.Equal(("Ik ben Gijs.", typed), (form.Inputs["wie"], form.Inputs["helpt"]));
        Assert.Equal(DrieRegels.Leeg, (await w.BeginAsync())!.Regels);
    }

    [Fact]
    public async Task The_word_begeleidingsteam_shows_the_lines_and_lets_the_student_change_them_also_halfway_the_year()
    {
        await using var w = await OpAsync(11, 9);
        var form = await w.ShownAsync(await w.AskAsync(Gijs, "begeleidingsteam"), "Vertel iets over jezelf");
        await w.PressAsync(form, "Bewaren", ("wie", Regels.Wie));

        var own = await w.AskAsync(Gijs, "begeleidingsteam");
        Assert.Contains($"Wie ik ben: {Regels.Wie}", own.Teksten);
        Assert.Equal(Regels.Wie, (await w.ShownAsync(own, "Wijzig mijn drie regels")).Inputs["wie"]);
        Assert.Empty(await w.BezorgingenAsync(Gijs));
    }

    [Fact]
    public async Task The_team_reads_the_lines_and_nobody_else_does()
    {
        var stage = new Proefstage { Veranderd = r => new RegisterSnapshot("v1", r.Data with { Leerteams = [new Leerteam("L1", "Leerteam Ulft", ["O1"], Noor)] }) };
        await using var w = await OpAsync(8, 25, stage);
        (await w.SchrijfAsync(Regels)).Changed();

        foreach (var who in new[] { Gijs, Fatima, Opleider, Coach, Noor })
        {
            Assert.Contains(Regels.Wie, (await w.OpenAsync(who, Kennismaken.Kaart, @case: Id)).Tekst, StringComparison.Ordinal);
            Assert.Contains(Regels.Wie, (await w.AskAsync(who, "begeleidingsteam")).Tekst, StringComparison.Ordinal);
        }

        foreach (var who in new[] { Vreemde, Bureau, Coordinator })
        {
            Assert.Null(await w.ComposeAsync(who, Kennismaken.Kaart, @case: Id));
            Assert.DoesNotContain(Regels.Wie, (await w.AskAsync(who, "begeleidingsteam")).Tekst, StringComparison.Ordinal);
        }

        await w.RegisterAsync(new RegisterSnapshot("v2", stage.Register.Data with { Stages = [Eerste with { Werkplekbegeleiders = [Vreemde] }] }));
        Assert.DoesNotContain(Regels.Wie, (await w.OpenAsync(Fatima, Kennismaken.Kaart, @case: Id)).Json, StringComparison.Ordinal);
        Assert.Contains(Regels.Wie, (await w.OpenAsync(Vreemde, Kennismaken.Kaart, @case: Id)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_student_changes_the_lines_and_only_while_the_stage_goes_on()
    {
        await using var w = await OpAsync(8, 25);
        (await w.SchrijfAsync(Regels)).Changed();
        foreach (var who in new[] { Fatima, Opleider, Coach, Vreemde, Bureau })
        {
            Assert.IsType<CardAnswer.Say>(await w.SendAsync(who, "begeleidingsteam.regels", ("stage", Id)));
            Assert.IsType<CardAnswer.Say>(await w.SendAsync(who, "begeleidingsteam.regels.stuur", ("stage", Id), ("wie", "anders")));
        }

        await w.GoToAsync(1, 30, year: 2027);
        Assert.IsType<CardAnswer.Say>(await w.SendAsync(Gijs, "begeleidingsteam.regels.stuur", ("stage", Id), ("wie", "anders")));
        Assert.Contains("Deze stage is voorbij", (await w.OpenAsync(Gijs, Kennismaken.Kaart, @case: Id)).Teksten);
        Assert.Equal(Regels, (await w.BeginAsync())!.Regels);
        foreach (var id in new[] { "", "x", ":::", $"{Gijs}", $"{Gijs}:O9:2026-08-31", new string('x', 4000) })
        {
            Assert.IsType<CardAnswer.Say>(await w.SendAsync(Gijs, "begeleidingsteam.regels.stuur", ("stage", id), ("wie", "anders")));
            Assert.Null(await w.ComposeAsync(Gijs, Kennismaken.Kaart, @case: id));
        }
    }

    [Fact]
    public async Task A_second_click_and_one_at_the_same_moment_come_to_the_same()
    {
        await using var w = await OpAsync(8, 25);
        var card = await w.OpenAsync(Gijs, Kennismaken.Kaart, "begin", Id);
        w.Between.BeforeCommit = async () => await w.PressAsync(card, "Bewaren", ("wie", Regels.Wie));
        var told = await w.ShownAsync(card, "Bewaren", ("wie", Regels.Wie));

        Assert.Contains($"Wie ik ben: {Regels.Wie}", told.Teksten);
        Assert.Equal(2, (await w.BeginAsync())!.Revisie);
    }

    [Fact]
    public async Task A_team_of_many_students_comes_in_pages()
    {
        await using var w = await OpAsync(8, 25, new Proefstage { Veranderd = _ => Met(8) });
        var emoji = string.Concat(Enumerable.Repeat("🌞", DrieRegels.Langste / 2));
        foreach (var student in Met(8).Data.Studenten.Select(s => s.Persoon))
        {
            var id = Kennismaking.IdOf(student, "O1", Eerste.Van);
            (await w.SchrijfAsync(new DrieRegels(emoji, emoji, emoji), student, id)).Changed();
            Assert.Empty(KaartTests.Faults(w, "student", (await w.OpenAsync(student, Kennismaken.Kaart, "begin", id)).Card));
        }

        var first = await w.AskAsync(Opleider, "begeleidingsteam");
        var second = await w.ShownAsync(first, "Volgende studenten");
        Assert.Equal((6, 2), (Count(first), Count(second)));
        Assert.Equal(6, Count(await w.ShownAsync(second, "Vorige studenten")));
        Assert.Empty(KaartTests.Faults(w, "eerste", first.Card));

        static int Count(Kaart kaart) => kaart.Teksten.Count(t => t.EndsWith(", groep 5", StringComparison.Ordinal));
    }

    /// <summary>Every card of the start of a stage.</summary>
    internal static async Task<Dictionary<string, RenderedCard>> ExamplesAsync()
    {
        Dictionary<string, RenderedCard> cards = [];
        await using var w = await OpAsync(8, 25);
        var own = await w.OpenAsync(Gijs, Kennismaken.Kaart, "begin", Id);
        cards["begin-student"] = own.Card;
        cards["begin-mentor"] = (await w.OpenAsync(Fatima, Kennismaken.Kaart, "begin", Id)).Card;
        cards["regels-te-lang"] = (await w.ShownAsync(own, "Bewaren", ("wie", Regels.Wie), ("leren", new string('x', 150)), ("helpt", new string('y', 1200)))).Card;
        var told = await w.ShownAsync(own, "Bewaren", ("wie", Regels.Wie), ("leren", Regels.Leren), ("helpt", Regels.Helpt));
        cards["begin-student-regels"] = told.Card;
        cards["begin-mentor-regels"] = (await w.OpenAsync(Fatima, Kennismaken.Kaart, "begin", Id)).Card;
        cards["regels"] = (await w.ShownAsync(told, "Wijzig mijn drie regels")).Card;
        cards["team-student-regels"] = (await w.AskAsync(Gijs, "begeleidingsteam")).Card;
        cards["team-opleider-regels"] = (await w.AskAsync(Opleider, "begeleidingsteam")).Card;
        await w.RegisterAsync(With(Eerste with { Werkplekbegeleiders = [Noor] }));
        cards["niet-meer"] = (await w.OpenAsync(Fatima, Kennismaken.Kaart, @case: Id)).Card;
        await w.RegisterAsync(With(Eerste with { Beeindigd = new DateOnly(2026, 8, 25) }));
        cards["gaat-niet-door"] = (await w.OpenAsync(Gijs, Kennismaken.Kaart, @case: Id)).Card;
        await w.RegisterAsync(Basis);
        await w.GoToAsync(2, 1, year: 2027);
        cards["voorbij"] = (await w.OpenAsync(Gijs, Kennismaken.Kaart, @case: Id)).Card;
        return cards;
    }
}
