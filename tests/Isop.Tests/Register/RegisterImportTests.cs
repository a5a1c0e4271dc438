using Isop.Core.Register;

namespace Isop.Tests.Register;

public sealed class RegisterImportTests
{
    [Fact]
    public void The_good_register_is_read_whole()
    {
        var register = RegisterSnapshot.Empty.Import(RegisterFile.Good());

        Assert.Equal((2, 4, 10, 8, 3, 4, 2, 7), (register.Data.Besturen.Count, register.Data.Organisaties.Count, register.Data.Personen.Count,
            register.Data.Rollen.Count, register.Data.Studenten.Count, register.Data.Stages.Count, register.Data.Leerteams.Count, register.Data.Kalender.Count));
        var stage = register.FindStage("101:O1:2026-08-31")!;
        Assert.Equal(["Zoë Vos", "Rik Smit"], stage.Werkplekbegeleiders.Select(w => register.Find(w)!.Naam));
        Assert.Equal("Els Prins", register.Find(stage.Opleider!.Value)!.Naam);
        Assert.Equal([DayOfWeek.Tuesday, DayOfWeek.Wednesday], stage.Dagen);
        Assert.Null(register.FindStage("102:O3:2026-08-31")!.Opleider);
    }

    public static TheoryData<string, int, string, string> Faults() => new()
    {
        { "organisaties", 1, "bestuur", "B9" },
        { "organisaties", 1, "soort", "sporthal" },
        { "organisaties", 1, "vakantieregio", "oost" },
        { "organisaties", 1, "sluit_in_vakantie", "misschien" },
        { "organisaties", 1, "koppel", "O2" },
        { "organisaties", 1, "koppel", "O1" },
        { "organisaties", 1, "koppel", "O9" },
        { "personen", 1, "naam", "" },
        { "personen", 1, "bron", "gemeente" },
        { "personen", 1, "telefoon", "0123456789012345678901234567890123456789x" },
        { "rollen", 1, "email", "niemand@iselinge.example" },
        { "rollen", 1, "rol", "toverfee" },
        { "rollen", 4, "organisatie", "" },
        { "rollen", 4, "organisatie", "O9" },
        { "rollen", 7, "bestuur", "" },
        { "rollen", 1, "van", "morgen" },
        { "rollen", 1, "van", "" },
        { "rollen", 5, "tot", "2026-07-31" },
        { "studenten", 2, "email", "ANN@student.example" },
        { "studenten", 2, "email", "Mentor.Een@b1.example" },
        { "studenten", 2, "email", "twee@ apen.example" },
        { "studenten", 2, "opleiding", "pabo-xl" },
        { "studenten", 2, "leerjaar", "0" },
        { "studenten", 2, "leerjaar", "5" },
        { "studenten", 2, "leerjaar", "1,5" },
        { "studenten", 2, "studiecoach", "" },
        { "studenten", 2, "studiecoach", "niemand@iselinge.example" },
        { "studenten", 3, "mwb", "niemand@iselinge.example" },
        { "stages", 1, "studentnummer", "999" },
        { "stages", 1, "organisatie", "O9" },
        { "stages", 1, "werkplekbegeleiders", "" },
        { "stages", 1, "werkplekbegeleiders", "mentor.een@b1.example,Mentor.Een@b1.example" },
        { "stages", 1, "werkplekbegeleiders", "mentor.een@b1.example,mentor.twee@b1.example,opleider@b1.example" },
        { "stages", 1, "werkplekbegeleiders", "mentor.een@b1.example,niemand@b1.example" },
        { "stages", 1, "schoolopleider", "niemand@b1.example" },
        { "stages", 1, "van", "2027-03-01" },
        { "stages", 1, "tot", "31 april" },
        { "stages", 1, "tot", "31-04-2027" },
        { "stages", 1, "tot", "2926-08-31" },
        { "stages", 1, "dagen", "" },
        { "stages", 1, "dagen", "zo,di" },
        { "stages", 2, "van", "2027-01-04" },
        { "leerteams", 1, "begeleider", "" },
        { "leerteams", 1, "organisaties", "O9" },
        { "leerteams", 1, "organisaties", "O1,O2" },
        { "leerteams", 2, "organisaties", "O3" },
        { "leerteams", 2, "organisaties", "O3,O4,O1" },
        { "leerteams", 2, "code", "L1" },
        { "kalender", 1, "soort", "feest" },
        { "kalender", 3, "regio", "oost" },
        { "kalender", 3, "tot", "2026-10-01" },
        { "kalender", 5, "opleiding", "pabo-xl" },
        { "kalender", 7, "organisatie", "O9" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_wrong_cell_is_one_fault_at_that_cell(string sheet, int row, string column, string value)
    {
        var faults = RegisterSnapshot.Empty.Faults(RegisterFile.Good().Set(sheet, row, column, value));

        var fault = Assert.Single(faults);
        Assert.Equal((sheet, row, column, value), (fault.Sheet, fault.Row, fault.Column, fault.Value));
        Assert.Equal(row + 1, fault.WorksheetRow);
        Assert.True(fault.Reason.Length > 10 && fault.Reason.EndsWith('.'), fault.Reason);
    }

    [Theory]
    [InlineData("besturen", ";Zonder code", "code")]
    [InlineData("besturen", "B1;Dubbel", "code")]
    [InlineData("besturen", "een code van meer dan twintig tekens;Lang", "code")]
    [InlineData("organisaties", "O1;Dubbel;B1;school;Aalten;7121 AA;midden;ja;;nee;ja", "code")]
    [InlineData("personen", "MENTOR.EEN@b1.example;Dubbel;D;;bureau", "email")]
    [InlineData("studenten", "101;dubbel@student.example;Dubbel;D;;pabo-vt;1;coach@iselinge.example;;iselinge", "studentnummer")]
    [InlineData("stages", "101;O1;groep 6;mentor.een@b1.example;;2026-08-31;2026-10-01;vr", "van")]
    public void One_wrong_row_is_one_fault_at_that_row(string sheet, string line, string column)
    {
        var file = RegisterFile.Good().Add(sheet, line);

        var fault = Assert.Single(RegisterSnapshot.Empty.Faults(file));
        Assert.Equal((sheet, file.Tables().Find(sheet)!.Rows.Count, column), (fault.Sheet, fault.Row, fault.Column));
    }

    [Fact]
    public void All_faults_are_named_at_once_in_the_order_of_the_sheets()
    {
        var file = RegisterFile.Good().Set("kalender", 3, "regio", "oost").Set("stages", 2, "dagen", "za").Set("stages", 2, "organisatie", "O9")
            .Set("stages", 1, "tot", "nooit").Set("besturen", 1, "naam", "");

        Assert.Equal(
            [("besturen", 1, "naam"), ("stages", 1, "tot"), ("stages", 2, "organisatie"), ("stages", 2, "dagen"), ("kalender", 3, "regio")],
            RegisterSnapshot.Empty.Faults(file).Select(f => (f.Sheet, f.Row, f.Column)));
    }

    [Fact]
    public void A_person_whose_own_address_is_unusable_is_one_fault_and_not_one_for_every_student()
    {
        var file = RegisterFile.Good().Set("personen", 1, "email", "anneke.celik@iselinge.example").Set("rollen", 1, "email", "anneke.celik@iselinge.example")
            .Set("studenten", 1, "studiecoach", "anneke.celik@iselinge.example").Set("studenten", 2, "studiecoach", "anneke.celik@iselinge.example");
        Assert.Empty(RegisterSnapshot.Empty.Faults(file));

        file.Set("personen", 1, "email", "geen-adres").Set("studenten", 3, "studiecoach", "niemand@iselinge.example");

        Assert.Equal([("personen", 1), ("studenten", 3)], RegisterSnapshot.Empty.Faults(file).Select(f => (f.Sheet, f.Row)));
    }

    [Fact]
    public void A_guest_of_another_programme_needs_no_studiecoach()
    {
        var register = RegisterSnapshot.Empty.Import(RegisterFile.Good().Set("studenten", 2, "opleiding", "gast: Sport en bewegen").Set("studenten", 2, "studiecoach", ""));

        Assert.True(register.Data.Studenten[1].Opleiding.IsGast);
        Assert.Null(register.Data.Studenten[1].Studiecoach);
    }

    [Fact]
    public void A_student_may_have_two_groups_at_one_place_on_different_days_from_different_dates()
    {
        var file = RegisterFile.Good().Add("stages", "101;O1;groep 8;mentor.twee@b1.example;;2026-09-01;2027-01-29;vr");

        Assert.Empty(RegisterSnapshot.Empty.Faults(file));
    }

    [Fact]
    public void The_same_file_twice_changes_nothing()
    {
        var ids = new CountedIds();
        var first = RegisterSnapshot.Empty.Import(RegisterFile.Good(), ids: ids);
        var drawn = ids.Count;
        var second = first.Import(RegisterFile.Good(), Importing.Today.AddDays(100), ids);

        Assert.Equal(drawn, ids.Count);
        Assert.Equal(Importing.Json(first), Importing.Json(second));
        Assert.True(RegisterDiff.Compare(first, second, Importing.Today).IsEmpty);
    }
}
