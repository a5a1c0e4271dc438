using Isop.Core.Register;

namespace Isop.Tests.Register;

/// <summary>Who is who over imports, and what an import may end.</summary>
public sealed class RegisterIdentityTests
{
    private static readonly DateOnly Later = Importing.Today.AddDays(30);
    private readonly CountedIds _ids = new();
    private readonly RegisterSnapshot _first;

    public RegisterIdentityTests() => _first = RegisterSnapshot.Empty.Import(RegisterFile.Good(), ids: _ids);

    [Fact]
    public void A_new_name_of_a_living_person_keeps_the_id()
    {
        var next = Next(RegisterFile.Good().Set("personen", 4, "naam", "Zoë Vos-Bakker"));

        Assert.Equal(Id("mentor.een@b1.example"), next.FindByEmail("mentor.een@b1.example")!.Id);
    }

    [Fact]
    public void An_address_in_other_capitals_is_the_same_person()
    {
        var next = Next(RegisterFile.Good().Set("personen", 4, "email", "Mentor.Een@B1.example"));

        Assert.Equal(Id("mentor.een@b1.example"), next.FindByEmail("mentor.een@b1.example")!.Id);
        Assert.Equal("Mentor.Een@B1.example", next.Find(Id("mentor.een@b1.example"))!.Email);
    }

    [Fact]
    public void A_student_keeps_the_id_under_another_address()
    {
        var next = Next(RegisterFile.Good().Set("studenten", 1, "email", "ann.bos@student.example"));

        Assert.Equal(Id("ann@student.example"), next.FindByEmail("ann.bos@student.example")!.Id);
        Assert.Null(next.FindByEmail("ann@student.example"));
        Assert.DoesNotContain(next.Data.Personen, p => p.Beeindigd is not null);
    }

    [Fact]
    public void Two_students_who_swap_addresses_keep_their_ids()
    {
        var next = Next(RegisterFile.Good().Set("studenten", 1, "email", "bo@student.example").Set("studenten", 2, "email", "ann@student.example"));

        Assert.Equal(Id("ann@student.example"), next.FindByEmail("bo@student.example")!.Id);
        Assert.Equal("101", next.FindStudent(Id("ann@student.example"))!.Studentnummer);
    }

    [Fact]
    public void An_address_that_comes_back_with_the_same_name_is_the_same_person()
    {
        var gone = Next(WithoutRik());
        Assert.Equal(Later, gone.Find(Id("mentor.twee@b1.example"))!.Beeindigd);
        Assert.Null(gone.FindByEmail("mentor.twee@b1.example"));

        var back = gone.Import(RegisterFile.Good(), Later.AddDays(1), _ids);

        Assert.Equal(Id("mentor.twee@b1.example"), back.FindByEmail("mentor.twee@b1.example")!.Id);
        Assert.Null(back.Find(Id("mentor.twee@b1.example"))!.Beeindigd);
    }

    [Fact]
    public void An_address_that_comes_back_with_another_name_is_somebody_else()
    {
        var gone = Next(WithoutRik());
        var reused = gone.Import(RegisterFile.Good().Set("personen", 5, "naam", "Rikkert Smit"), Later.AddDays(1), _ids);

        var owner = reused.FindByEmail("mentor.twee@b1.example")!;
        Assert.NotEqual(Id("mentor.twee@b1.example"), owner.Id);
        Assert.Equal("Rik Smit", reused.Find(Id("mentor.twee@b1.example"))!.Naam);
        Assert.Equal(Later, reused.Find(Id("mentor.twee@b1.example"))!.Beeindigd);
        Assert.Contains(owner.Id, reused.FindStage("101:O1:2026-08-31")!.Werkplekbegeleiders);
    }

    [Fact]
    public void An_old_file_after_an_address_was_changed_by_hand_is_about_the_same_person()
    {
        var zoe = Id("mentor.een@b1.example");
        var changed = NewAddress("zoe@b1.example");

        var next = changed.Import(RegisterFile.Good(), Later, _ids);
        Assert.Equal(zoe, next.FindByEmail("mentor.een@b1.example")!.Id);
        Assert.Equal(_first.Data.Personen.Count, next.Data.Personen.Count);
        Assert.DoesNotContain(next.Data.Personen, p => p.Beeindigd is not null);
        Assert.Contains(zoe, next.FindStage("101:O1:2026-08-31")!.Werkplekbegeleiders);

        var current = next.Import(RegisterFile.Good().Set("personen", 4, "email", "zoe@b1.example")
            .Set("rollen", 4, "email", "zoe@b1.example").Set("stages", 1, "werkplekbegeleiders", "zoe@b1.example,mentor.twee@b1.example")
            .Set("stages", 2, "werkplekbegeleiders", "zoe@b1.example").Set("stages", 4, "werkplekbegeleiders", "zoe@b1.example"), Later, _ids);
        Assert.Equal(zoe, current.FindByEmail("zoe@b1.example")!.Id);
        Assert.DoesNotContain(current.Data.Personen, p => p.Beeindigd is not null);
    }

    [Fact]
    public void An_old_address_that_was_given_to_somebody_else_is_somebody_else()
    {
        var changed = NewAddress("zoe@b1.example");
        var next = changed.Import(RegisterFile.Good().Set("personen", 4, "naam", "Zara Vos"), Later, _ids);
        Assert.NotEqual(Id("mentor.een@b1.example"), next.FindByEmail("mentor.een@b1.example")!.Id);
        Assert.Equal(Later, next.Find(Id("mentor.een@b1.example"))!.Beeindigd);

        var both = changed.Import(RegisterFile.Good().Add("personen", "zoe@b1.example;Zoë Vos;Zoë;;bureau"), Later, _ids);
        Assert.Equal(Id("mentor.een@b1.example"), both.FindByEmail("zoe@b1.example")!.Id);
        Assert.NotEqual(Id("mentor.een@b1.example"), both.FindByEmail("mentor.een@b1.example")!.Id);
    }

    [Fact]
    public void An_institute_may_still_use_the_old_address_of_somebody_of_another_bron()
    {
        var next = NewAddress("zoe@b1.example").Import(RegisterFile.Good().OfBron("graafschap"), Later, _ids);
        Assert.Equal([Id("mentor.een@b1.example")], next.FindStage("201:O2:2026-08-31")!.Werkplekbegeleiders);
        Assert.Equal("zoe@b1.example", next.Find(Id("mentor.een@b1.example"))!.Email);
    }

    private RegisterSnapshot NewAddress(string email) => new("v2", Assert.IsType<ChangeDecision.Change>(RegisterChanges.Decide(
        _first, new RegisterChange.AnderAdres(Id("mentor.een@b1.example"), email), _ids.Next, Importing.Today)).Data);

    [Fact]
    public void A_student_who_comes_to_work_there_is_another_person_in_the_register()
    {
        var file = RegisterFile.Good().Only("studenten", "studentnummer", n => n != "102").Only("stages", "studentnummer", n => n != "102")
            .Add("personen", "bo@student.example;Bo de Haan;Bo;;bureau");
        var next = Next(file);

        Assert.NotEqual(Id("bo@student.example"), next.FindByEmail("bo@student.example")!.Id);
        Assert.Null(next.FindStudent(next.FindByEmail("bo@student.example")!.Id));
    }

    [Fact]
    public void One_institute_leaves_the_people_of_the_others_alone()
    {
        var file = RegisterFile.Good().OfBron("iselinge").Only("studenten", "studentnummer", n => n != "102").Only("stages", "studentnummer", n => n != "102");
        var next = Next(file);

        Assert.Equal([Id("bo@student.example")], next.Data.Personen.Where(p => p.Beeindigd is not null).Select(p => p.Id));
        Assert.Equal(["102:O3:2026-08-31"], next.Data.Stages.Where(s => s.Beeindigd is not null).Select(s => s.Id));
        Assert.Equal(Later, next.FindStage("102:O3:2026-08-31")!.Beeindigd);
        Assert.Equal(_first.Data.Rollen.Order(ByText), next.Data.Rollen.Order(ByText));
        Assert.NotNull(next.FindStudent(Id("bo@student.example")));
    }

    [Fact]
    public void An_institute_may_name_people_whom_only_another_bron_hands_in()
    {
        var next = Next(RegisterFile.Good().OfBron("graafschap").Set("stages", 1, "werkplekbegeleiders", "mentor.twee@b1.example"));

        Assert.Equal([Id("mentor.twee@b1.example")], next.FindStage("201:O2:2026-08-31")!.Werkplekbegeleiders);
    }

    [Fact]
    public void A_person_whom_this_import_ends_cannot_be_named_in_it()
    {
        var file = RegisterFile.Good().Only("personen", "email", e => e != "mentor.twee@b1.example");

        Assert.Equal(["rollen", "stages", "stages"], _first.Faults(file).Select(f => f.Sheet));
    }

    [Fact]
    public void An_address_of_a_student_of_another_bron_cannot_be_handed_in()
    {
        var file = RegisterFile.Good().OfBron("graafschap");

        Assert.Equal(("personen", "email"), Single(file.Add("personen", "ann@student.example;Ann;Ann;;graafschap")));
        Assert.Equal(("studenten", "email"), Single(RegisterFile.Good().OfBron("graafschap").Set("studenten", 1, "email", "ANN@student.example")));
        Assert.Equal(("studenten", "email"), Single(RegisterFile.Good().OfBron("graafschap").Set("studenten", 1, "email", "opleider@b1.example")));

        (string, string) Single(RegisterFile f)
        {
            var fault = Assert.Single(_first.Faults(f));
            return (fault.Sheet, fault.Column);
        }
    }

    [Fact]
    public void A_role_that_is_left_out_ends_the_day_before_and_comes_back_whole()
    {
        var gone = Next(RegisterFile.Good().Only("rollen", "rol", r => r != "coordinerend-schoolopleider"));
        var rol = Assert.Single(gone.RollenOf(Id("opleider@b1.example")), r => r.Soort == RolSoort.CoordinerendSchoolopleider);
        Assert.Equal(Later.AddDays(-1), rol.Tot);

        var back = gone.Import(RegisterFile.Good(), Later.AddDays(7), _ids);
        Assert.Null(Assert.Single(back.RollenOf(Id("opleider@b1.example")), r => r.Soort == RolSoort.CoordinerendSchoolopleider).Tot);
    }

    [Fact]
    public void A_stage_that_is_over_is_not_ended_when_the_next_year_leaves_it_out()
    {
        var nextYear = new DateOnly(2027, 8, 30);
        var file = RegisterFile.Good().Sheet("stages", "studentnummer;organisatie;groep;werkplekbegeleiders;schoolopleider;van;tot;dagen",
            "101;O1;groep 8;mentor.een@b1.example;;2027-08-30;2028-01-28;ma");
        var next = _first.Import(file, nextYear, _ids);

        Assert.Equal(5, next.Data.Stages.Count);
        Assert.DoesNotContain(next.Data.Stages, s => s.Beeindigd is not null);
    }

    [Fact]
    public void A_file_for_the_next_year_lets_this_year_run_out_with_its_people_and_its_kalender()
    {
        var file = NextYear();
        var next = _first.Import(file, new DateOnly(2027, 6, 20), _ids);

        Assert.True(next.FindStage("101:O1:2027-02-01")!.IsOngoing(new DateOnly(2027, 6, 20)));
        Assert.Null(next.Find(Id("ann@student.example"))!.Beeindigd);
        Assert.Null(next.Find(Id("mentor.een@b1.example"))!.Beeindigd);
        Assert.NotNull(next.Find(Id("bo@student.example"))!.Beeindigd);
        Assert.Equal("2026-2027 Stageperiode 1", next.Kalender.Stageperiode(next.FindStage("101:O1:2026-08-31")!));
        Assert.Equal("2027-2028 Stageperiode 1", next.Kalender.Stageperiode(next.FindStage("201:O2:2027-08-30")!));

        var later = next.Import(NextYear(), new DateOnly(2027, 9, 1), _ids);
        Assert.NotNull(later.Find(Id("ann@student.example"))!.Beeindigd);
        Assert.Equal(next.Data.Kalender, later.Data.Kalender);
    }

    [Fact]
    public void A_corrected_kalender_of_this_year_takes_the_place_of_the_old_one()
    {
        var next = Next(RegisterFile.Good().Set("kalender", 6, "van", "2026-11-18").Only("kalender", "naam", n => n != "Koningsdag"));
        Assert.DoesNotContain(next.Data.Kalender, k => k.Naam == "Koningsdag");
        Assert.Equal(new DateOnly(2026, 11, 18), Assert.Single(next.Kalender.Rows(KalenderSoort.Tussenevaluatie)).Van);
    }

    private static RegisterFile NextYear() => RegisterFile.Good()
        .Only("personen", "email", e => e is not ("mentor.een@b1.example" or "mentor.twee@b1.example"))
        .Only("rollen", "email", e => e is not ("mentor.een@b1.example" or "mentor.twee@b1.example"))
        .Only("studenten", "studentnummer", n => n == "201")
        .Add("studenten", "103;cleo@student.example;Cleo Pot;Cleo;;pabo-vt;1;coach@iselinge.example;;iselinge")
        .Sheet("stages", "studentnummer;organisatie;groep;werkplekbegeleiders;schoolopleider;van;tot;dagen",
            "201;O2;peuters;opleider@b1.example;;2027-08-30;2028-06-30;do,vr")
        .Sheet("kalender", "soort;naam;van;tot;regio;opleiding;organisatie",
            "studiejaar;2027-2028;2027-08-30;2028-07-14;;;",
            "stageperiode;Stageperiode 1;2027-08-30;2028-01-28;;;");

    [Fact]
    public void An_organisation_that_is_left_out_stays_while_something_refers_to_it()
    {
        var file = RegisterFile.Good().Only("organisaties", "code", c => c is not ("O2" or "O4")).Only("besturen", "code", c => c != "B2")
            .Set("organisaties", 2, "koppel", "").Sheet("leerteams", "code;naam;organisaties;begeleider", "L1;Leerteam De Lorkeboom;O1;opleider@b1.example");
        var next = Next(file);

        Assert.Equal(["O1", "O3", "O2"], next.Data.Organisaties.Select(o => o.Code));
        Assert.Equal(["B1", "B2"], next.Data.Besturen.Select(b => b.Code));
    }

    [Fact]
    public void Tables_without_people_stay_when_their_sheet_is_left_out_later()
    {
        var next = Next(RegisterFile.Good().Without("kalender").Without("leerteams").Without("besturen").Without("organisaties"));

        Assert.Equal(Importing.Json(_first), Importing.Json(next));
    }

    private static Comparer<Rol> ByText { get; } = Comparer<Rol>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static RegisterFile WithoutRik() => RegisterFile.Good().Only("personen", "email", e => e != "mentor.twee@b1.example")
        .Only("rollen", "email", e => e != "mentor.twee@b1.example").Set("stages", 1, "werkplekbegeleiders", "mentor.een@b1.example")
        .Set("stages", 3, "werkplekbegeleiders", "mentor.een@b1.example");

    private PersonId Id(string email) => _first.FindByEmail(email)!.Id;

    private RegisterSnapshot Next(RegisterFile file) => _first.Import(file, Later, _ids);
}
