using System.Text.Json;
using Isop.Core;
using Isop.Core.Instrumenten;
using static Isop.Tests.Instrumenten.Instruments;

namespace Isop.Tests.Instrumenten;

public sealed class AntwoordCheckTests
{
    [Fact]
    public void A_full_form_may_be_handed_in() =>
        Assert.Empty(Complete(Alles(Klein(), TweeLeervragen, Midden)));

    [Fact]
    public void Everything_missing_is_named_in_the_order_of_the_form_with_its_page()
    {
        var answers = Alles(Klein(), TweeLeervragen, Midden).With("leerstof", new Antwoord()).With("leervraag-2", new Antwoord()).With("initiatief", new Antwoord());

        Assert.Equal(
            [("leerstof", 0), ("leervraag-2", 2), ("initiatief", 3)],
            Complete(answers).Where(f => f.Kind == AntwoordFaultKind.Missing).Select(f => (f.Id, f.Pagina)));
    }

    [Fact]
    public void What_is_still_open_does_not_keep_a_page_from_being_saved() =>
        Assert.Empty(Draft(Met(("doel", Laagst))));

    [Theory]
    [InlineData(null, true)]
    [InlineData("  \r\n ", true)]
    [InlineData("Ik zag het nog niet.", false)]
    public void The_lowest_step_asks_why(string? toelichting, bool fault)
    {
        var faults = Complete(Alles(Klein(), TweeLeervragen, Midden).With("doel", Antwoord.From(Laagst, toelichting)));

        Assert.Equal(fault ? [AntwoordFaultKind.ToelichtingMissing] : [], faults.Select(f => f.Kind));
    }

    [Fact]
    public void Niet_gezien_is_an_answer_and_asks_no_why() =>
        Assert.Empty(Complete(Alles(Klein(), TweeLeervragen, Midden).With("doel", Antwoord.From(NietGezien, null))));

    [Fact]
    public void A_criterium_with_only_words_still_asks_for_a_step_but_a_leervraag_does_not()
    {
        var words = Antwoord.From(null, "Dat ging goed.");
        var answers = Alles(Klein(), TweeLeervragen, Midden).With("doel", words).With("leervraag-1", words);

        Assert.Equal(["doel"], Complete(answers).Select(f => f.Id));
    }

    [Theory]
    [InlineData(2000, false)]
    [InlineData(2001, true)]
    [InlineData(10_000, true)]
    public void A_toelichting_holds_two_thousand_characters(int length, bool fault)
    {
        var faults = Draft(Antwoorden.Empty.With("doel", Antwoord.From(Midden, new string('a', length))));

        Assert.Equal(fault ? [AntwoordFaultKind.ToelichtingTooLong] : [], faults.Select(f => f.Kind));
    }

    [Fact]
    public void A_toelichting_that_is_too_long_is_told_in_dutch_figures()
    {
        var fault = Assert.Single(Draft(Antwoorden.Empty.With("doel", Antwoord.From(Midden, new string('a', 3_240)))));

        Assert.Equal("Je toelichting heeft 3.240 tekens. Er passen er 2.000. Maak de tekst 1.240 tekens korter.", fault.Reden);
    }

    [Fact]
    public void A_tampered_criterium_or_step_is_refused_for_a_draft_too()
    {
        var faults = Draft(Met(("doel", "geweldig"), ("verzonnen", Midden)));

        Assert.Equal([(0, AntwoordFaultKind.UnknownStap), (-1, AntwoordFaultKind.UnknownId)], faults.Select(f => (f.Pagina, f.Kind)));
    }

    [Fact]
    public void A_leervraag_of_another_case_is_unknown() =>
        Assert.Equal(AntwoordFaultKind.UnknownId, Assert.Single(Draft(Met(("leervraag-3", Midden)))).Kind);

    [Fact]
    public void Line_ends_count_once_and_invisible_characters_fall_away()
    {
        var answer = Antwoord.From(" sterk ", " een\r\ntwee\u0000\u0007\rdrie ");

        Assert.Equal(new Antwoord { Stap = "sterk", Toelichting = "een\ntwee\ndrie" }, answer);
        Assert.True(Antwoord.From("", "\u0000 \t").IsEmpty);
    }

    [Fact]
    public void Answers_come_back_from_storage_as_they_were()
    {
        var answers = Met(("doel", Midden)).With("contact", Antwoord.From(null, "Zoë 😀 \"quote\"\nregel"));
        var json = JsonSerializer.Serialize(answers, CoreJson.Default.Antwoorden);
        var back = JsonSerializer.Deserialize(json, CoreJson.Default.Antwoorden);

        Assert.Equal(answers, back);
        Assert.Equal(answers.GetHashCode(), back!.GetHashCode());
        Assert.NotEqual(answers, answers.With("doel", new Antwoord()));
        Assert.Equal(1, answers.With("doel", new Antwoord()).Count);
    }

    private static IReadOnlyList<AntwoordFault> Complete(Antwoorden answers) => AntwoordCheck.CheckComplete(Klein(), TweeLeervragen, answers);

    private static IReadOnlyList<AntwoordFault> Draft(Antwoorden answers) => AntwoordCheck.CheckDraft(Klein(), TweeLeervragen, answers);
}
