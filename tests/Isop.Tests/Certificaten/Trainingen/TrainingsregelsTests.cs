using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Certificaten.Trainingen.Proeftraining;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Certificaten.Trainingen;

public sealed class TrainingsregelsTests
{
    [Fact]
    public void Everybody_the_training_is_for_is_expected_and_invited_before_it_begins()
    {
        var made = Trainingsregels.Maak(Aanmelding(), Op(11, 9)).Changed();
        Assert.Equal(Vier.OrderBy(p => $"{p}"), made.Training.Deelnemers.Select(d => d.Persoon!.Value).OrderBy(p => $"{p}"));
        Assert.Equal("2026-2027", made.Training.Studiejaar);
        var invited = made.Cards(Trainingskaarten.Uitnodiging);
        Assert.Equal(Vier.OrderBy(p => $"{p}"), invited.Select(i => i.Person).OrderBy(p => $"{p}"));
        Assert.All(invited, i => Assert.True(i.Due < AmsterdamTime.At(Dag, new TimeOnly(15, 30))));
        var asks = Assert.Single(made.Cards(Trainingskaarten.Beheer));
        Assert.Equal((Olga, "aanwezig-0-2026-11-10"), (asks.Person, asks.Occasion));
        Assert.True(asks.Due >= AmsterdamTime.At(Dag, new TimeOnly(17, 0)));
    }

    [Fact]
    public void A_training_that_was_held_already_invites_nobody()
    {
        var made = Trainingsregels.Maak(Aanmelding(datums: [new DateOnly(2026, 10, 6)]), Op(11, 9)).Changed();
        Assert.Empty(made.Cards(Trainingskaarten.Uitnodiging));
        Assert.Single(made.Cards(Trainingskaarten.Beheer));
    }

    public static TheoryData<string, Trainingsweigering> Faulty() => new()
    {
        { "soort", Trainingsweigering.OnbekendeSoort }, { "ovo", Trainingsweigering.NietVanJou }, { "mentor", Trainingsweigering.NietVanJou },
        { "plaats", Trainingsweigering.GeenOrganisatie }, { "elders", Trainingsweigering.GeenOrganisatie }, { "geen", Trainingsweigering.GeenDatum },
        { "veel", Trainingsweigering.TeVeelDatums }, { "volgorde", Trainingsweigering.DatumsDoorElkaar }, { "oud", Trainingsweigering.DatumTeVer }, { "ver", Trainingsweigering.DatumTeVer },
        { "tijd", Trainingsweigering.TijdGaatNiet }, { "kort", Trainingsweigering.TijdGaatNiet }, { "lang", Trainingsweigering.TeLang },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void What_does_not_fit_is_refused_with_its_own_reason(string what, Trainingsweigering reason)
    {
        var a = Aanmelding();
        a = what switch
        {
            "soort" => a with { Soort = "yoga" },
            "ovo" => a with { Soort = "opleiding-voor-opleiders" },
            "mentor" => a with { Van = Fatima },
            "plaats" => a with { Organisaties = [] },
            "elders" => a with { Organisaties = ["O1", "O9"] },
            "geen" => a with { Datums = [] },
            "veel" => a with { Datums = [Dag, Dag.AddDays(7)] },
            "volgorde" => a with { Soort = "basistraining", Datums = [Dag.AddDays(7), Dag] },
            "oud" => a with { Datums = [new DateOnly(2024, 10, 1)] },
            "ver" => a with { Datums = [new DateOnly(2029, 10, 1)] },
            "tijd" => a with { Einde = a.Begin },
            "kort" => a with { Einde = a.Begin.AddMinutes(14) },
            _ => a with { Plaats = new string('x', Trainingsregels.LangstePlaats + 1) },
        };
        Assert.Equal(reason, Trainingsregels.Maak(a, Op(11, 9)).Refused());
    }

    [Fact]
    public void Who_was_there_is_asked_to_evaluate_and_reminded_once_and_the_absent_one_is_not()
    {
        var change = Trainingsregels.Decide(Gepland(), Aanwezig(0, "1", "2", "3"), Op(11, 10, 18)).Changed();
        var there = change.Training.Deelnemers.Take(3).Select(d => d.Persoon!.Value).OrderBy(p => $"{p}");
        var asked = change.Cards(Trainingskaarten.Evaluatie);
        Assert.Equal(there, asked.Where(i => i.Occasion == "opening").Select(i => i.Person).OrderBy(p => $"{p}"));
        Assert.Equal(there, asked.Where(i => i.Occasion == "herinnering").Select(i => i.Person).OrderBy(p => $"{p}"));
        // Ten working days: Wednesday 11 to Tuesday 24 November.
        Assert.Equal(new DateOnly(2026, 11, 24), change.Training.Ronde!.Sluit);
        Assert.All(asked, i => Assert.Equal(AmsterdamTime.StartOf(new DateOnly(2026, 11, 25)), i.Expires));
    }

    [Fact]
    public void Nobody_can_say_who_was_there_before_it_begins() =>
        Assert.Equal(Trainingsweigering.NogNietGeweest, Trainingsregels.Decide(Gepland(), Aanwezig(0, "1"), Op(11, 10, 15)).Refused());

    [Fact]
    public void The_round_closes_when_all_are_in()
    {
        var t = Geweest();
        foreach (var person in t.Deelnemers.Take(3).Select(d => d.Persoon!.Value))
        {
            Assert.Null(t.Ronde!.Gesloten);
            t = Trainingsregels.Decide(t, new Trainingsopdracht.Antwoord(person), Op(11, 12)).Changed().Training;
        }

        Assert.NotNull(t.Ronde!.Gesloten);
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    public void The_round_closes_after_ten_working_days(int day, bool closed) =>
        Assert.Equal(closed, (Trainingsregels.Decide(Geweest(), new Trainingsopdracht.Wek(), Op(11, day)) as Trainingsbesluit.Gewijzigd)?.Training.Ronde!.Gesloten is not null);

    [Fact]
    public void A_round_without_anybody_to_ask_is_closed_at_once() =>
        Assert.NotNull(Trainingsregels.Decide(Gepland(), Aanwezig(0), Op(11, 10, 18)).Changed().Training.Ronde!.Gesloten);

    [Fact]
    public void An_answer_that_comes_too_late_or_from_who_was_not_there_is_refused()
    {
        var absent = Geweest().Deelnemers[3].Persoon!.Value;
        Assert.Equal(Trainingsweigering.NietErbij, Trainingsregels.Decide(Geweest(), new Trainingsopdracht.Antwoord(absent), Op(11, 12)).Refused());
        Assert.Equal(Trainingsweigering.RondeGesloten, Trainingsregels.Decide(Compleet(), new Trainingsopdracht.Antwoord(Compleet().Deelnemers[0].Persoon!.Value), Op(11, 26)).Refused());
        Assert.Equal(Trainingsweigering.RondeNogNietOpen, Trainingsregels.Decide(Gepland(), new Trainingsopdracht.Antwoord(Gepland().Deelnemers[0].Persoon!.Value), Op(11, 9)).Refused());
    }

    [Fact]
    public void Each_condition_alone_keeps_the_certificates_back()
    {
        var whole = Compleet();
        Assert.True(Trainingsvoorwaarden.IsCompleet(whole));
        Training[] missing =
        [
            whole with { Inhoud = null }, whole with { Ronde = whole.Ronde! with { Doorgegeven = null } }, whole with { Ronde = whole.Ronde! with { Gesloten = null } },
            whole with { Ronde = null }, whole with { Afgezegd = new Afzegging("ziek", whole.Gewijzigd) },
        ];
        Assert.All(missing, t => Assert.False(Trainingsvoorwaarden.IsCompleet(t)));
        Assert.All(missing[..4], t => Assert.Equal(Trainingsweigering.NietCompleet, Trainingsregels.Decide(t, new Trainingsopdracht.Verstrek("bureau"), Op(11, 20)).Refused()));
    }

    [Fact]
    public void Passing_on_waits_for_the_round_and_is_for_who_organises_it()
    {
        Assert.Equal(Trainingsweigering.RondeNogOpen, Trainingsregels.Decide(Geweest(), new Trainingsopdracht.GeefDoor(Olga, "olga"), Op(11, 12)).Refused());
        Assert.Equal(Trainingsweigering.RondeNogNietOpen, Trainingsregels.Decide(Gepland(), new Trainingsopdracht.GeefDoor(Olga, "olga"), Op(11, 9)).Refused());
        Assert.Equal(Trainingsweigering.NietVanJou, Trainingsregels.Decide(Geweest(), new Trainingsopdracht.GeefDoor(Fatima, "fatima"), Op(11, 12)).Refused());
    }

    [Fact]
    public void Who_was_there_gets_one_evaluated_or_not_and_the_absent_one_hears_why_not()
    {
        var change = Trainingsregels.Decide(Compleet(), new Trainingsopdracht.Verstrek("bureau"), Op(11, 26)).Changed();
        Assert.Equal(["1", "2", "3"], change.Training.Verstrekking!.Deelnemers);
        Assert.Equal(change.Training.Deelnemers[3].Persoon, Assert.Single(change.Cards(Trainingskaarten.Zonder)).Person);
        Assert.Single(change.Intents.OfType<WakeIntent>(), i => i.Capability == "certificaten");
        Assert.IsType<Trainingsbesluit.AlGedaan>(Trainingsregels.Decide(change.Training, new Trainingsopdracht.Verstrek("bureau"), Op(11, 26)));
    }

    [Fact]
    public void Somebody_who_was_forgotten_can_be_added_later_and_nobody_loses_what_was_decided()
    {
        var issued = Trainingsregels.Decide(Compleet(), new Trainingsopdracht.Verstrek("bureau"), Op(11, 26)).Changed().Training;
        Assert.Equal(Trainingsweigering.AlVerstrekt, Trainingsregels.Decide(issued, Aanwezig(0, "1", "2"), Op(11, 27)).Refused());
        var later = Trainingsregels.Decide(issued, Aanwezig(0, "1", "2", "3", "4"), Op(11, 27)).Changed().Training;
        Assert.Equal(["1", "2", "3", "4"], Trainingsregels.Decide(later, new Trainingsopdracht.Verstrek("bureau"), Op(11, 27)).Changed().Training.Verstrekking!.Deelnemers);
    }

    [Fact]
    public void With_the_setting_off_everybody_expected_gets_one_and_the_round_opens_by_itself()
    {
        var (before, after) = (Op(Wereld.At(11, 10, 16), aanwezigheid: false), Op(Wereld.At(11, 10, 18), aanwezigheid: false));
        Assert.Null((Trainingsregels.Decide(Gepland(), new Trainingsopdracht.Wek(), before) as Trainingsbesluit.Gewijzigd)?.Training.Ronde);
        var t = Trainingsregels.Decide(Gepland(), new Trainingsopdracht.Wek(), after).Changed().Training;
        Assert.Equal(4, Trainingsregels.Gevraagd(t, Basis).Count);
        Assert.Equal(4, Trainingsvoorwaarden.Verdienen(t, aanwezigheidVereist: false).Count);
        Assert.Empty(Trainingsvoorwaarden.Verdienen(t, aanwezigheidVereist: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_assessment_must_be_passed_whatever_the_setting(bool attendance)
    {
        var days = Enumerable.Range(0, 11).Select(i => new DateOnly(2026, 9, 1).AddDays(7 * i)).ToList();
        var t = Gepland("opleiding-voor-opleiders", days) with { Deelnemers = [new Deelnemer("1", Fatima), new Deelnemer("2", Bram)] };
        t = t with { Delen = [.. t.Delen.Select((d, i) => d with { Aanwezig = i == 10 ? ["1"] : ["1", "2"], Gemeld = ["1", "2"] })] };
        Assert.Equal(["1"], Trainingsvoorwaarden.Verdienen(t, attendance).Select(d => d.Id));
        Assert.Equal("Assessment", Assert.Single(Trainingsvoorwaarden.Gemist(t, t.Deelnemers[1], attendance)).Naam);
    }

    [Fact]
    public void A_basistraining_asks_for_all_three_parts_and_takes_its_days_one_by_one()
    {
        var t = Gepland("basistraining", Dag, Dag.AddDays(7));
        Assert.Equal([Dag, Dag.AddDays(7), null], t.Delen.Select(d => d.Datum));
        t = Trainingsregels.Decide(t, new Trainingsopdracht.Verzet(Olga, 2, Dag.AddDays(60), new TimeOnly(15, 30), new TimeOnly(17, 0), ""), Op(11, 9)).Changed().Training;
        Assert.Equal(Trainingsweigering.DatumsDoorElkaar, Trainingsregels.Decide(t, new Trainingsopdracht.Verzet(Olga, 2, Dag.AddDays(1), new TimeOnly(15, 30), new TimeOnly(17, 0), ""), Op(11, 9)).Refused());
        t = Trainingsregels.Decide(t, Aanwezig(0, "1", "2"), Op(11, 10, 18)).Changed().Training;
        t = Trainingsregels.Decide(t, Aanwezig(1, "1", "2"), Op(11, 17, 18)).Changed().Training;
        Assert.Null(t.Ronde);
        t = Trainingsregels.Decide(t, Aanwezig(2, "1"), Op(1, 12, 18, 2027)).Changed().Training;
        Assert.NotNull(t.Ronde);
        Assert.Equal(["1"], Trainingsvoorwaarden.Verdienen(t, true).Select(d => d.Id));
    }

    [Fact]
    public void A_list_that_is_worked_through_in_pieces_is_said_when_the_last_piece_is()
    {
        var half = Trainingsregels.Decide(Gepland(), new Trainingsopdracht.MeldAanwezig(Olga, 0, ["1", "2"], ["1", "2"]), Op(11, 10, 18)).Changed().Training;
        Assert.Null(half.Ronde);
        var whole = Trainingsregels.Decide(half, new Trainingsopdracht.MeldAanwezig(Olga, 0, ["3", "4"], ["3"]), Op(11, 10, 18)).Changed().Training;
        Assert.Equal(["1", "2", "3"], whole.Delen[0].Aanwezig);
        Assert.NotNull(whole.Ronde);
    }

    [Fact]
    public void A_guest_of_the_register_becomes_that_person_and_the_same_guest_twice_is_once()
    {
        var t = Trainingsregels.Decide(Gepland(), new Trainingsopdracht.VoegGastToe(Olga, "Iemand", "NOOR.smit@linde.example"), Op(11, 9)).Changed().Training;
        Assert.Equal(Noor, t.Deelnemers[^1].Persoon);
        t = Trainingsregels.Decide(t, new Trainingsopdracht.VoegGastToe(Olga, " Mia   Sport ", ""), Op(11, 9)).Changed().Training;
        Assert.Equal(("Mia Sport", (PersonId?)null), (t.Deelnemers[^1].Naam, t.Deelnemers[^1].Persoon));
        Assert.IsType<Trainingsbesluit.AlGedaan>(Trainingsregels.Decide(t, new Trainingsopdracht.VoegGastToe(Olga, "mia sport", ""), Op(11, 9)));
        Assert.Equal(Trainingsweigering.NaamOntbreekt, Trainingsregels.Decide(t, new Trainingsopdracht.VoegGastToe(Olga, " ", ""), Op(11, 9)).Refused());
        Assert.Equal(Trainingsweigering.EmailKlopNiet, Trainingsregels.Decide(t, new Trainingsopdracht.VoegGastToe(Olga, "Mia", "geen adres"), Op(11, 9)).Refused());
        Assert.DoesNotContain(Trainingsregels.Decide(t, new Trainingsopdracht.HaalGastWeg(Olga, t.Deelnemers[^1].Id), Op(11, 9)).Changed().Training.Deelnemers, d => d.Naam == "Mia Sport");
    }

    [Fact]
    public void Who_was_not_shown_on_this_page_of_the_list_stays_and_ids_are_never_given_twice()
    {
        var t = Gepland();
        var people = t.Deelnemers.Select(d => d.Persoon!.Value).ToList();
        t = Trainingsregels.Decide(t, new Trainingsopdracht.ZetDeelnemers(Olga, people[..2], [people[0]]), Op(11, 9)).Changed().Training;
        Assert.Equal(["1", "3", "4"], t.Deelnemers.Select(d => d.Id));
        t = Trainingsregels.Decide(t, new Trainingsopdracht.ZetDeelnemers(Olga, [people[1]], [people[1]]), Op(11, 9)).Changed().Training;
        Assert.Equal("5", t.Find(people[1])!.Id);
        Assert.Equal(Trainingsweigering.OnbekendePersoon, Trainingsregels.Decide(t, new Trainingsopdracht.ZetDeelnemers(Olga, [], [PersonId.From(Guid.NewGuid())]), Op(11, 9)).Refused());
    }

    [Fact]
    public void Who_was_there_cannot_be_taken_off_the_list() => Assert.Equal(
        Trainingsweigering.WasErbij,
        Trainingsregels.Decide(Geweest(), new Trainingsopdracht.ZetDeelnemers(Olga, [Geweest().Deelnemers[0].Persoon!.Value], []), Op(11, 11)).Refused());

    [Fact]
    public void A_training_that_is_called_off_tells_everybody_and_asks_for_nothing_more()
    {
        var change = Trainingsregels.Decide(Gepland(), new Trainingsopdracht.ZegAf(Olga, "Te weinig deelnemers"), Op(11, 9)).Changed();
        Assert.Equal(4, change.Cards(Trainingskaarten.Uitnodiging).Count(i => i.Occasion == "afgezegd"));
        Assert.Equal(Trainingsweigering.Afgezegd, Trainingsregels.Decide(change.Training, Aanwezig(0, "1"), Op(11, 10, 18)).Refused());
        Assert.Equal(Trainingsweigering.AlGemeld, Trainingsregels.Decide(Geweest(), new Trainingsopdracht.ZegAf(Olga, "x"), Op(11, 11)).Refused());
        Assert.Equal(Trainingsweigering.RedenOntbreekt, Trainingsregels.Decide(Gepland(), new Trainingsopdracht.ZegAf(Olga, " "), Op(11, 9)).Refused());
    }

    [Fact]
    public void When_who_organised_it_leaves_whoever_has_the_place_now_takes_it_over()
    {
        var left = new RegisterSnapshot("v2", Basis.Data with
        {
            Personen = [.. Basis.Data.Personen.Select(p => p.Id == Olga ? p with { Beeindigd = new DateOnly(2026, 11, 11) } : p)],
            Rollen = [.. Basis.Data.Rollen, new Rol(Noor, RolSoort.Schoolopleider, "O1", "B1", new DateOnly(2026, 11, 11), null)],
        });
        Assert.Contains(Doelgroep.Aanspreekbaar(Geweest(), left, new DateOnly(2026, 11, 12)), new PersonId?[] { Noor, Coordinator, Bureau });
        Assert.True(Doelgroep.IsOrganisator(Geweest(), Noor, left, new DateOnly(2026, 11, 12)));
        Assert.False(Doelgroep.IsOrganisator(Geweest(), Olga, left, new DateOnly(2026, 11, 12)));
        Assert.False(Doelgroep.IsOrganisator(Geweest(), Fatima, left, new DateOnly(2026, 11, 12)));
    }

    [Fact]
    public void Every_kind_of_training_is_complete_and_leads_to_a_validity()
    {
        Assert.Equal(["basistraining", "opfriscursus", "leerteambegeleider", "leerteambegeleider-2", "opleiding-voor-opleiders"], Trainingssoort.Alle.Select(s => s.Code));
        Assert.Equal([3, 1, 4, 2, 11], Trainingssoort.Alle.Select(s => s.Delen.Count));
        // To the end of the study year after this one.
        Assert.Equal(new DateOnly(2028, 7, 31), Trainingssoort.Find("opfriscursus")!.GeldigTot(Basis.Kalender, Dag));
        Assert.Null(Trainingssoort.Find("basistraining")!.GeldigTot(Basis.Kalender, Dag));
    }
}
