using System.Buffers.Binary;
using System.Globalization;
using FsCheck.Xunit;
using Isop.Core.StageEvaluaties;
using static Isop.Tests.StageEvaluaties.Vragenlijsten;

namespace Isop.Tests.StageEvaluaties;

public sealed class StageAntwoordenTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("5", 5)]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    public void A_step_is_chosen_and_skipping_is_geen_mening(string? chosen, int? step)
    {
        var answers = StageAntwoorden.Leeg.MetStap("sfeer", "3").MetStap("sfeer", chosen);

        Assert.Equal(step, answers.Stap("sfeer"));
        Assert.Equal(step is null, answers.IsLeeg);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("eens")]
    public void A_step_that_is_none_is_refused_with_its_question(string chosen)
    {
        var fault = Assert.Single(Check(StageAntwoorden.Leeg.MetStap("rust", chosen)));

        Assert.Equal(new("rust", StageAntwoordFaultKind.UnknownStap, "Kies bij ‘Er was rust.’ een van de 5 antwoorden, of ‘geen mening’."), fault);
    }

    [Fact]
    public void What_the_list_does_not_ask_is_refused_also_a_text_with_a_stelling()
    {
        var answers = StageAntwoorden.Leeg.MetStap("verzonnen", "3").MetTekst("sfeer", "Fijn.").MetStap("beter", "2");

        Assert.Equal(
            [("beter", StageAntwoordFaultKind.UnknownId), ("verzonnen", StageAntwoordFaultKind.UnknownId), ("sfeer", StageAntwoordFaultKind.UnknownId)],
            Check(answers).Select(f => (f.Id, f.Kind)));
        Assert.Equal(
            "De vraag ‘beter’ hoort niet bij deze vragenlijst. Open de vragenlijst opnieuw met de knop in je bericht.", Check(answers)[0].Reden);
    }

    [Fact]
    public void An_empty_form_is_refused_and_one_step_or_one_word_is_enough()
    {
        Assert.Equal(
            "Je hebt nog niets ingevuld. Kies bij minstens één stelling een antwoord, of schrijf iets op.",
            Assert.Single(Check(StageAntwoorden.Leeg.MetTekst("beter", " \u0000 "))).Reden);
        Assert.Empty(Check(StageAntwoorden.Leeg.MetStap("sfeer", "1")));
        Assert.Empty(Check(StageAntwoorden.Leeg.MetTekst("beter", "Nee.")));
    }

    [Theory]
    [InlineData(600, null)]
    [InlineData(601, "Je antwoord op ‘Wat kan beter?’ heeft 601 tekens. Er passen er 600. Maak de tekst 1 teken korter.")]
    [InlineData(1850, "Je antwoord op ‘Wat kan beter?’ heeft 1.850 tekens. Er passen er 600. Maak de tekst 1.250 tekens korter.")]
    public void A_text_that_is_too_long_is_told_with_its_question_and_stays_whole(int length, string? reason)
    {
        var answers = StageAntwoorden.Leeg.MetTekst("beter", new string('a', length));

        Assert.Equal(reason is null ? [] : [reason], Check(answers).Select(f => f.Reden));
        Assert.Equal(length, answers.Tekst("beter")!.Length);
    }

    [Fact]
    public void All_faults_come_in_the_order_of_the_form()
    {
        var answers = StageAntwoorden.Leeg.MetTekst("beter", new string('a', 601)).MetStap("gehoord", "9").MetStap("sfeer", "0").MetStap("aap", "1");

        Assert.Equal(["sfeer", "gehoord", "beter", "aap"], Check(answers).Select(f => f.Id));
    }

    [Fact]
    public void Line_ends_count_once_and_what_cannot_be_seen_falls_away()
    {
        Assert.Equal("een\ntwee\ndrie", StageAntwoorden.Leeg.MetTekst("beter", " een\r\ntwee\u0000\u0007\rdrie ").Tekst("beter"));
        Assert.Equal("\uFFFDx", StageAntwoorden.Leeg.MetTekst("beter", "\ud800x").Tekst("beter"));
        Assert.Empty(Check(StageAntwoorden.Leeg.MetTekst("beter", "a" + string.Concat(Enumerable.Repeat("\r\n", 598)) + "b")));
    }

    [Fact]
    public void Answers_come_back_from_their_bytes_as_they_were()
    {
        var answers = StageAntwoorden.Leeg.MetStap("sfeer", "5").MetStap("gehoord", "1").MetTekst("blijven", "Zoë 👩‍👩‍👧‍👦 \"quote\"\nregel\ttwee €");

        Assert.Equal(answers, Back(Klein(), answers));
        Assert.Equal(answers.GetHashCode(), Back(Klein(), answers)!.GetHashCode());
        Assert.NotEqual(answers, answers.MetStap("sfeer", null));
        Assert.NotEqual(answers, answers.MetTekst("blijven", null));
    }

    [Property(MaxTest = 300)]
    public void Whatever_is_sent_comes_back(byte[] steps, string? blijven, string? beter)
    {
        var stellingen = Klein().Stellingen().Select(s => s.Id).ToList();
        var answers = stellingen.Zip(steps, (id, step) => (id, step % 6)).Aggregate(
            StageAntwoorden.Leeg, (all, a) => all.MetStap(a.id, a.Item2 == 0 ? null : a.Item2.ToString(CultureInfo.InvariantCulture)));
        answers = answers.MetTekst("blijven", blijven).MetTekst("beter", beter);
        if (Check(answers).Count == 0)
        {
            Assert.Equal(answers, Back(Klein(), answers));
        }
    }

    [Theory]
    [InlineData("€")]
    [InlineData("한")]
    [InlineData("\uFFFD")]
    [InlineData("😀")]
    public void The_largest_list_with_the_longest_answers_fits(string character)
    {
        var vragenlijst = Grootst();
        Assert.Empty(VragenlijstCheck.Check(vragenlijst));
        Assert.Equal(Vragenlijst.MaxStellingen, vragenlijst.Stellingen().Count());
        var text = string.Concat(Enumerable.Repeat(character, OpenVraag.MaxTekens / character.Length));
        var answers = vragenlijst.Stellingen().Aggregate(StageAntwoorden.Leeg, (all, s) => all.MetStap(s.Id, "5"));
        answers = vragenlijst.OpenVragen.Aggregate(answers, (all, v) => all.MetTekst(v.Id, text));

        Assert.Equal(answers, Back(vragenlijst, answers));
        Assert.InRange(Content(vragenlijst, answers), 1, StageAntwoorden.Meeste);
        Assert.InRange(StageAntwoorden.Meeste, 1, StageAntwoorden.Lengte);
        if (character == "€")
        {
            Assert.Equal(StageAntwoorden.Meeste, Content(vragenlijst, answers));
        }
    }

    [Fact]
    public void One_word_and_a_full_form_take_as_many_bytes_and_nothing_of_what_was_there_stays()
    {
        var bytes = Enumerable.Repeat((byte)7, StageAntwoorden.Lengte).ToArray();
        StageAntwoorden.Leeg.MetTekst("beter", "Ja.").Schrijf(Klein(), bytes);

        Assert.All(bytes.Skip(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(1)) + 3), b => Assert.Equal(0, b));
    }

    [Fact]
    public void Answers_with_faults_and_another_length_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => StageAntwoorden.Leeg.Schrijf(Klein(), new byte[StageAntwoorden.Lengte]));
        Assert.Throws<ArgumentException>(() => StageAntwoorden.Leeg.MetStap("sfeer", "1").Schrijf(Klein(), new byte[StageAntwoorden.Lengte - 1]));
    }

    [Fact]
    public void Answers_to_another_list_or_version_are_not_read()
    {
        var bytes = Bytes(Klein(), StageAntwoorden.Leeg.MetStap("sfeer", "1"));

        Assert.Null(StageAntwoorden.Lees(Klein() with { Versie = 2 }, bytes));
        Assert.Null(StageAntwoorden.Lees(Klein() with { Id = "proeF" }, bytes));
        Assert.Null(StageAntwoorden.Lees(Klein() with { OpenVragen = [] }, bytes));
        Assert.Null(StageAntwoorden.Lees(Klein(), bytes.AsSpan(1)));
        Assert.Null(StageAntwoorden.Lees(Klein(), new byte[StageAntwoorden.Lengte]));
    }

    [Property(MaxTest = 500)]
    public void Changed_bytes_never_throw_and_give_no_faulty_answers(ushort[] at, byte value)
    {
        var bytes = Bytes(Klein(), StageAntwoorden.Leeg.MetStap("sfeer", "1").MetTekst("beter", "Meer tijd."));
        foreach (var place in at)
        {
            bytes[place % 40] = value;
        }

        if (StageAntwoorden.Lees(Klein(), bytes) is { } read)
        {
            Assert.Empty(Check(read));
        }
    }

    private static IReadOnlyList<StageAntwoordFault> Check(StageAntwoorden answers) => StageAntwoordCheck.Check(Klein(), answers);

    private static StageAntwoorden? Back(Vragenlijst vragenlijst, StageAntwoorden answers) => StageAntwoorden.Lees(vragenlijst, Bytes(vragenlijst, answers));

    private static byte[] Bytes(Vragenlijst vragenlijst, StageAntwoorden answers)
    {
        var bytes = new byte[StageAntwoorden.Lengte];
        answers.Schrijf(vragenlijst, bytes);
        return bytes;
    }

    private static int Content(Vragenlijst vragenlijst, StageAntwoorden answers) =>
        BinaryPrimitives.ReadUInt16LittleEndian(Bytes(vragenlijst, answers).AsSpan(1)) + 3;
}
