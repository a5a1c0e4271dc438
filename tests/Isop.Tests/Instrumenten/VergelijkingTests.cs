using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Instrumenten;
using static Isop.Tests.Instrumenten.Instruments;

namespace Isop.Tests.Instrumenten;

public sealed class VergelijkingTests
{
    [Fact]
    public void Sterk_is_what_both_find_strong()
    {
        var compared = Make(Met(("doel", Sterk), ("contact", Sterk)), Met(("doel", Sterk), ("contact", Midden)));

        Assert.Equal(["doel"], Ids(compared.Sterk));
    }

    [Fact]
    public void The_largest_difference_comes_first_and_both_low_before_the_others()
    {
        var compared = Make(
            Met(("doel", Sterk), ("leerstof", Laag), ("contact", Laagst), ("sfeer", Midden), ("afspraken", Laagst)),
            Met(("doel", Midden), ("leerstof", Laagst), ("contact", Sterk), ("sfeer", Laag), ("afspraken", Midden)));

        Assert.Equal(["contact", "afspraken", "leerstof", "doel", "sfeer"], Ids(compared.Verschillen));
        Assert.Equal([3, 2, 1, 1, 1], compared.Verschillen.Select(r => r.Afstand));
    }

    [Fact]
    public void Both_low_lists_what_they_agree_on_before_what_differs_a_step()
    {
        var compared = Make(
            Met(("doel", Laagst), ("leerstof", Laag), ("contact", Laag), ("sfeer", Midden)),
            Met(("doel", Laag), ("leerstof", Laag), ("contact", Midden), ("sfeer", Midden)));

        Assert.Equal(["leerstof", "doel"], Ids(compared.BeidenLaag));
        Assert.Equal(["leerstof"], Ids(compared.GelijkLaag));
        Assert.Equal(["sfeer"], Ids(compared.Gelijk));
    }

    [Fact]
    public void Niet_gezien_is_no_difference_but_stands_apart()
    {
        var compared = Make(Met(("doel", NietGezien), ("leerstof", NietGezien), ("contact", Sterk)), Met(("doel", Laagst), ("leerstof", NietGezien)));

        Assert.Empty(compared.Verschillen);
        Assert.Equal(["doel", "contact"], Ids(compared.EenNietGezien));
        Assert.Contains("leerstof", Ids(compared.BeidenNietGezien));
        Assert.All(compared.EenNietGezien, r => Assert.Null(r.Afstand));
    }

    [Fact]
    public void Leervragen_show_both_answers_whatever_they_are_and_only_there()
    {
        var mentor = Met(("leervraag-1", Sterk)).With("leervraag-2", Antwoord.From(null, "Je luistert goed."));
        var compared = Make(mentor, Met(("leervraag-1", Sterk), ("leervraag-2", Laagst)));

        Assert.Equal(["leervraag-1", "leervraag-2"], Ids(compared.Leervragen));
        Assert.Empty(compared.Sterk);
        Assert.Equal("Je luistert goed.", compared.Leervragen.Last().Mentor?.Toelichting);
    }

    [Fact]
    public void A_form_that_its_author_released_alone_can_be_shown()
    {
        var compared = Make(Alles(Klein(), TweeLeervragen, Midden), Antwoorden.Empty);

        Assert.Equal(Klein().Criteria().Select(c => c.Id), Ids(compared.EenNietGezien));
    }

    [Fact]
    public void The_order_of_the_steps_counts_and_not_how_they_are_numbered()
    {
        var instrument = Klein();
        var stretched = instrument with { Schaal = [.. instrument.Schaal.Select(s => s with { Waarde = s.Waarde * s.Waarde * 10 }).Reverse()] };
        var (mentor, student) = (Met(("doel", Laagst), ("contact", Midden)), Met(("doel", Midden), ("contact", Sterk)));

        Assert.Equal(
            Vergelijking.Make(instrument, [], mentor, student).Regels.Select(r => (r.Afstand, r.BeidenLaag)),
            Vergelijking.Make(stretched, [], mentor, student).Regels.Select(r => (r.Afstand, r.BeidenLaag)));
    }

    [Fact]
    public void Answers_that_were_not_checked_are_a_bug()
    {
        Assert.Throws<ArgumentException>(() => Make(Met(("verzonnen", Midden)), Antwoorden.Empty));
        Assert.Throws<ArgumentException>(() => Make(Met(("doel", "geweldig")), Antwoorden.Empty));
    }

    [Property(Arbitrary = [typeof(Forms)])]
    public void Changing_places_changes_nothing_but_who_said_what(Form mentor, Form student)
    {
        var (one, other) = (Make(mentor.Answers, student.Answers), Make(student.Answers, mentor.Answers));

        Assert.All(Lists, list => Assert.Equal(Ids(list(one)), Ids(list(other))));
        Assert.Equal(one.Regels.Select(r => (r.Mentor, r.Student)), other.Regels.Select(r => (r.Student, r.Mentor)));
    }

    [Property(Arbitrary = [typeof(Forms)])]
    public void Nobodys_answer_is_lost_or_shown_twice(Form mentor, Form student)
    {
        var compared = Make(mentor.Answers, student.Answers);
        Vergelijkregel[] shown =
        [
            .. compared.Sterk, .. compared.Leervragen, .. compared.Verschillen, .. compared.EenNietGezien,
            .. compared.BeidenNietGezien, .. compared.GelijkLaag, .. compared.Gelijk,
        ];

        Assert.Equal(compared.Regels.Select(r => r.Vraag.Id).Order(), shown.Select(r => r.Vraag.Id).Order());
        Assert.Equal(mentor.Answers, Back(shown, r => r.Mentor));
        Assert.Equal(student.Answers, Back(shown, r => r.Student));
    }

    [Property(Arbitrary = [typeof(Forms)])]
    public void Differences_never_rise_and_within_one_size_both_low_leads_and_then_the_form(Form mentor, Form student)
    {
        var compared = Make(mentor.Answers, student.Answers);
        var form = compared.Regels.Select((r, i) => (r.Vraag.Id, i)).ToDictionary();

        Assert.All(compared.Verschillen.Zip(compared.Verschillen.Skip(1)), pair =>
        {
            var (first, next) = pair;
            Assert.True(first.Afstand >= next.Afstand);
            Assert.True(first.Afstand > next.Afstand || first.BeidenLaag || !next.BeidenLaag);
            Assert.True(first.Afstand > next.Afstand || first.BeidenLaag != next.BeidenLaag || form[first.Vraag.Id] < form[next.Vraag.Id]);
        });
    }

    private static readonly Func<Vergelijking, IEnumerable<Vergelijkregel>>[] Lists =
    [
        v => v.Sterk, v => v.Leervragen, v => v.Verschillen, v => v.EenNietGezien, v => v.BeidenNietGezien, v => v.GelijkLaag,
        v => v.Gelijk, v => v.BeidenLaag,
    ];

    private static Vergelijking Make(Antwoorden mentor, Antwoorden student) => Vergelijking.Make(Klein(), TweeLeervragen, mentor, student);

    private static IEnumerable<string> Ids(IEnumerable<Vergelijkregel> regels) => regels.Select(r => r.Vraag.Id);

    private static Antwoorden Back(IEnumerable<Vergelijkregel> regels, Func<Vergelijkregel, Antwoord?> side) =>
        regels.Aggregate(Antwoorden.Empty, (all, r) => all.With(r.Vraag.Id, side(r) ?? new Antwoord()));
}

/// <summary>One person's answers to the small instrument, some of them missing.</summary>
public sealed record Form(Antwoorden Answers);

public static class Forms
{
    public static Arbitrary<Form> Form()
    {
        string[] ids = [.. Wizard.Vragen(Klein(), TweeLeervragen).Select(v => v.Id)];
        var step = Gen.Elements<string?>(null, Laagst, Laag, Midden, Sterk, NietGezien);
        var answer = step.SelectMany(_ => Gen.Elements<string?>(null, "Omdat ik het zag."), Antwoord.From);
        return answer.ListOf(ids.Length)
            .Select(answers => new Form(Antwoorden.Empty.With(ids.Zip(answers, KeyValuePair.Create))))
            .ToArbitrary();
    }
}
