using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using static Isop.Core.Kwaliteitsimpulsen.Impulsstaat;
using static Isop.Core.Kwaliteitsimpulsen.Impulsweigering;

namespace Isop.Tests.Kwaliteitsimpulsen;

/// <summary>What may be agreed, changed and rounded off.</summary>
public sealed class ImpulsregelsTests
{
    /// <summary>Half past eleven in the evening of 22 November in London: the 23rd in Amsterdam.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly PersonId Dirk = PersonId.From(new Guid("00000000-0000-0000-0000-000000000001"));
    private static readonly PersonId Olga = PersonId.From(new Guid("00000000-0000-0000-0000-000000000002"));
    private static readonly Impulsplek Linde = new(Impulsniveau.Organisatie, "O1");

    [Fact]
    public void What_is_filled_in_becomes_a_plan_of_its_maker()
    {
        var made = Made(Voorstel());

        Assert.Equal(new Impulsplan("Doel", "Maatregel", "Norm", Today.AddDays(1), Uitvoerder.Samen), made.Plan);
        Assert.Equal((Loopt, 1, Dirk, Dirk, Now, Now), (made.Staat, made.Versie, made.Maker, made.Wijziger, made.Gemaakt, made.Gewijzigd));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() => Assert.Equal(
        [DoelOntbreekt, MaatregelOntbreekt, NormOntbreekt, KijkdatumOntbreekt, UitvoerderOntbreekt],
        Refused(Make(new Impulsvoorstel(" ", "\r\n", "", null, null))));

    [Theory]
    [InlineData(0, KijkdatumNietLater)]
    [InlineData(-1, KijkdatumNietLater)]
    [InlineData(1, null)]
    [InlineData(731, null)]
    [InlineData(732, KijkdatumTeVer)]
    public void The_day_to_look_back_is_after_today_in_Amsterdam_and_within_two_years(int days, Impulsweigering? wrong) => Assert.Equal(
        wrong is { } w ? [w] : [], Refused(Make(Voorstel() with { Kijkdatum = Today.AddDays(days) })));

    [Theory]
    [InlineData(Impulsregels.LangsteDoel, Impulsregels.LangsteMaatregel, Impulsregels.LangsteNorm, 0)]
    [InlineData(Impulsregels.LangsteDoel + 1, Impulsregels.LangsteMaatregel + 1, Impulsregels.LangsteNorm + 1, 3)]
    public void A_text_is_as_long_as_the_form_says(int doel, int maatregel, int norm, int wrong) => Assert.Equal(
        wrong, Refused(Make(Voorstel() with { Doel = new string('d', doel), Maatregel = new string('m', maatregel), Norm = new string('n', norm) })).Count);

    [Fact]
    public void A_line_end_counts_once_as_a_browser_counts_it()
    {
        var made = Made(Voorstel() with { Norm = $" een\r\n{new string('x', Impulsregels.LangsteNorm - 4)}\r\n" });

        Assert.Equal(Impulsregels.LangsteNorm, made.Plan.Norm.Length);
        Assert.StartsWith("een\nx", made.Plan.Norm, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Impulsniveau.Organisatie, Uitvoerder.Directeur, true)]
    [InlineData(Impulsniveau.Organisatie, Uitvoerder.Opleider, true)]
    [InlineData(Impulsniveau.Organisatie, Uitvoerder.Samen, true)]
    [InlineData(Impulsniveau.Organisatie, Uitvoerder.Bestuurder, false)]
    [InlineData(Impulsniveau.Organisatie, Uitvoerder.Programmaleider, false)]
    [InlineData(Impulsniveau.Bestuur, Uitvoerder.Bestuurder, true)]
    [InlineData(Impulsniveau.Bestuur, Uitvoerder.Programmaleider, true)]
    [InlineData(Impulsniveau.Bestuur, Uitvoerder.Samen, true)]
    [InlineData(Impulsniveau.Bestuur, Uitvoerder.Directeur, false)]
    [InlineData(Impulsniveau.Bestuur, Uitvoerder.Opleider, false)]
    public void Who_carries_it_out_is_a_role_of_its_level(Impulsniveau niveau, Uitvoerder uitvoerder, bool may) => Assert.Equal(
        may ? [] : [UitvoerderOntbreekt], Refused(Make(Voorstel() with { Uitvoerder = uitvoerder }, new Impulsplek(niveau, "X"))));

    [Fact]
    public void The_same_form_twice_makes_one_and_another_text_under_its_id_is_no_second_one()
    {
        var made = Made(Voorstel());

        Assert.IsType<Impulsbesluit.AlGedaan>(Impulsregels.Maak(made, Maak(Voorstel()), Now));
        Assert.IsType<Impulsbesluit.AlGedaan>(Impulsregels.Maak(made, Maak(Voorstel()), Now.AddDays(3)));
        Assert.Equal([AlAndersGemaakt], Refused(Impulsregels.Maak(made, Maak(Voorstel() with { Doel = "Iets anders" }), Now)));
        Assert.Equal([AlAndersGemaakt], Refused(Impulsregels.Maak(made, Maak(Voorstel() with { Doel = "" }), Now)));
    }

    [Fact]
    public void Who_was_second_is_told_and_what_stands_there_already_is_no_conflict()
    {
        var made = Made(Voorstel());
        var changed = Changed(made, new Impulsopdracht.Verander(1, Voorstel() with { Doel = "Beter doel" }) { Door = Olga });

        Assert.Equal(("Beter doel", 2, Dirk, Olga), (changed.Plan.Doel, changed.Versie, changed.Maker, changed.Wijziger));
        Assert.IsType<Impulsbesluit.AlGedaan>(Decide(changed, new Impulsopdracht.Verander(1, Voorstel() with { Doel = " Beter doel " }) { Door = Olga }));
        foreach (var late in new Impulsopdracht[]
        {
            new Impulsopdracht.Verander(1, Voorstel() with { Doel = "Mijn doel" }) { Door = Dirk }, new Impulsopdracht.KijkTerug(1, Gelukt, "Mooi", null) { Door = Dirk },
            new Impulsopdracht.TrekIn(1, "Toch niet") { Door = Dirk },
        })
        {
            Assert.Equal(changed, Assert.IsType<Impulsbesluit.Verouderd>(Decide(changed, late)).Impuls);
        }
    }

    [Fact]
    public void A_word_may_be_mended_after_the_day_has_come_without_moving_it()
    {
        var made = Made(Voorstel());
        var later = Now.AddDays(40);

        Assert.IsType<Impulsbesluit.Gewijzigd>(Impulsregels.Decide(made, new Impulsopdracht.Verander(1, Voorstel() with { Doel = "Een doel" }) { Door = Dirk }, later));
        Assert.Equal([KijkdatumNietLater], Refused(Impulsregels.Decide(made, new Impulsopdracht.Verander(1, Voorstel() with { Kijkdatum = Today.AddDays(2) }) { Door = Dirk }, later)));
    }

    [Theory]
    [InlineData(Gelukt)]
    [InlineData(DeelsGelukt)]
    [InlineData(NietGelukt)]
    public void It_is_rounded_off_with_how_it_went(Impulsstaat uitkomst)
    {
        var made = Made(Voorstel());
        var look = new Impulsopdracht.KijkTerug(1, uitkomst, " Zo ging het ", null) { Door = Olga };
        var done = Changed(made, look);

        Assert.Equal((uitkomst, 2, Olga), (done.Staat, done.Versie, done.Wijziger));
        Assert.Equal(new Impulsterugblik(Today, uitkomst, "Zo ging het"), Assert.Single(done.Terugblikken));
        Assert.IsType<Impulsbesluit.AlGedaan>(Decide(done, look));
        Assert.Equal([LooptNietMeer], Refused(Decide(done, new Impulsopdracht.Verander(2, Voorstel() with { Doel = "x" }) { Door = Dirk })));
        Assert.Equal([LooptNietMeer], Refused(Decide(done, new Impulsopdracht.TrekIn(2, "x") { Door = Dirk })));
        Assert.Equal([LooptNietMeer], Refused(Decide(done, new Impulsopdracht.KijkTerug(2, NietGelukt, "Toch niet", null) { Door = Dirk })));
    }

    [Fact]
    public void What_is_not_said_in_a_look_back_is_asked_for_all_at_once()
    {
        var made = Made(Voorstel());

        Assert.Equal([UitkomstOntbreekt, TerugblikOntbreekt], Refused(Decide(made, new Impulsopdracht.KijkTerug(1, null, "", null) { Door = Dirk })));
        Assert.Equal([UitkomstOntbreekt], Refused(Decide(made, new Impulsopdracht.KijkTerug(1, Ingetrokken, "x", null) { Door = Dirk })));
        Assert.Equal([TerugblikTeLang], Refused(Decide(made, new Impulsopdracht.KijkTerug(1, Gelukt, new string('x', Impulsregels.LangsteTerugblik + 1), null) { Door = Dirk })));
        Assert.Equal([KijkdatumOntbreekt], Refused(Decide(made, new Impulsopdracht.KijkTerug(1, Loopt, "x", null) { Door = Dirk })));
        Assert.Equal([KijkdatumNietLater], Refused(Decide(made, new Impulsopdracht.KijkTerug(1, Loopt, "x", Today) { Door = Dirk })));
    }

    [Fact]
    public void It_goes_on_with_another_day_also_after_it_did_not_wholly_work_but_not_for_ever()
    {
        var goesOn = Changed(Made(Voorstel()), new Impulsopdracht.KijkTerug(1, Loopt, "Nog bezig", Today.AddDays(30)) { Door = Dirk });
        Assert.Equal((Loopt, Today.AddDays(30)), (goesOn.Staat, goesOn.Plan.Kijkdatum));

        var half = Changed(goesOn, new Impulsopdracht.KijkTerug(2, DeelsGelukt, "Half", null) { Door = Dirk });
        var again = Changed(half, new Impulsopdracht.KijkTerug(3, Loopt, "Toch verder", Today.AddDays(60)) { Door = Dirk });
        Assert.Equal([Loopt, DeelsGelukt, Loopt], again.Terugblikken.Select(t => t.Uitkomst));
        Assert.Equal(Loopt, again.Staat);

        var often = again with { Terugblikken = [.. Enumerable.Repeat(again.Terugblikken[0], Impulsregels.MeesteTerugblikken)] };
        Assert.Equal([TeVaakVerder], Refused(Decide(often, new Impulsopdracht.KijkTerug(4, Loopt, "Weer", Today.AddDays(90)) { Door = Dirk })));
        Assert.IsType<Impulsbesluit.Gewijzigd>(Decide(often, new Impulsopdracht.KijkTerug(4, NietGelukt, "Klaar", null) { Door = Dirk }));
    }

    [Fact]
    public void It_is_withdrawn_with_a_reason_and_stays()
    {
        var made = Made(Voorstel());
        Assert.Equal([RedenOntbreekt], Refused(Decide(made, new Impulsopdracht.TrekIn(1, " ") { Door = Dirk })));
        Assert.Equal([RedenTeLang], Refused(Decide(made, new Impulsopdracht.TrekIn(1, new string('x', Impulsregels.LangsteReden + 1)) { Door = Dirk })));

        var gone = Changed(made, new Impulsopdracht.TrekIn(1, "Geen tijd") { Door = Olga });
        Assert.Equal((Ingetrokken, "Geen tijd", Olga), (gone.Staat, gone.Reden, gone.Wijziger));
        Assert.IsType<Impulsbesluit.AlGedaan>(Decide(gone, new Impulsopdracht.TrekIn(1, "Geen tijd") { Door = Olga }));
        Assert.Equal([LooptNietMeer], Refused(Decide(gone, new Impulsopdracht.KijkTerug(2, Loopt, "x", Today.AddDays(9)) { Door = Dirk })));
    }

    [Theory]
    [InlineData("organisatie:O1/0123456789abcdef", "organisatie:O1", "0123456789abcdef")]
    [InlineData("bestuur:B/1/0123456789abcdef", "bestuur:B/1", "0123456789abcdef")]
    [InlineData("organisatie:/0123456789abcdef", null, null)]
    [InlineData("school:O1/0123456789abcdef", null, null)]
    [InlineData("", null, null)]
    public void The_name_of_a_case_leads_back_to_it(string zaak, string? plek, string? id) =>
        Assert.Equal((plek, id), Kwaliteitsimpuls.LeesZaak(zaak) is var (p, i) ? (p.ToString(), i) : (null, null));

    internal static Impulsvoorstel Voorstel() => new("Doel", "Maatregel", "Norm", Today.AddDays(1), Uitvoerder.Samen);

    private static Impulsopdracht.Maak Maak(Impulsvoorstel plan, Impulsplek? plek = null) => new(plek ?? Linde, "0123456789abcdef", null, plan) { Door = Dirk };

    private static Impulsbesluit Make(Impulsvoorstel plan, Impulsplek? plek = null) => Impulsregels.Maak(null, Maak(plan, plek), Now);

    private static Kwaliteitsimpuls Made(Impulsvoorstel plan) => Assert.IsType<Impulsbesluit.Gewijzigd>(Make(plan)).Impuls;

    private static Impulsbesluit Decide(Kwaliteitsimpuls was, Impulsopdracht opdracht) => Impulsregels.Decide(was, opdracht, Now);

    private static Kwaliteitsimpuls Changed(Kwaliteitsimpuls was, Impulsopdracht opdracht) => Assert.IsType<Impulsbesluit.Gewijzigd>(Decide(was, opdracht)).Impuls;

    private static IReadOnlyList<Impulsweigering> Refused(Impulsbesluit besluit) => besluit is Impulsbesluit.Geweigerd no ? no.Redenen : [];
}
