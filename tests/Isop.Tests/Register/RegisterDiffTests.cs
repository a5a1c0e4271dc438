using Isop.Core.Register;

namespace Isop.Tests.Register;

public sealed class RegisterDiffTests
{
    private static readonly DateOnly Later = Importing.Today.AddDays(30);
    private readonly RegisterSnapshot _first = RegisterSnapshot.Empty.Import(RegisterFile.Good());

    [Fact]
    public void A_first_import_is_all_new_and_asks_nothing()
    {
        var diff = RegisterDiff.Compare(RegisterSnapshot.Empty, _first, Importing.Today);

        Assert.Equal([2, 4, 7, 8, 3, 4, 2, 7], diff.Tables.Select(t => t.New.Count));
        Assert.Equal(RegisterSheet.All.Select(s => s.Name), diff.Tables.Select(t => t.Sheet));
        Assert.All(diff.Tables, t => Assert.Empty(t.Changed.Concat(t.Ended)));
        Assert.False(diff.NeedsConfirmation);
        Assert.False(diff.IsEmpty);
    }

    [Theory]
    [InlineData("besturen", 1, "naam", "Stichting Oost", "Stichting Oost (B1)", "naam: Stichting Noord → Stichting Oost")]
    [InlineData("organisaties", 1, "sluit_in_vakantie", "nee", "School De Lorkeboom (O1)", "sluit in vakantie: ja → nee")]
    [InlineData("personen", 2, "telefoon", "06-9", "Bas Kok", "telefoon: (leeg) → 06-9")]
    [InlineData("rollen", 5, "tot", "", "Rik Smit: werkplekbegeleider, School De Lorkeboom", "tot: 31-07-2027 → (leeg)")]
    [InlineData("studenten", 1, "email", "ann.bos@student.example", "Ann Bos", "e-mail: ann@student.example → ann.bos@student.example")]
    [InlineData("studenten", 1, "leerjaar", "3", "Ann Bos", "leerjaar: 2 → 3")]
    [InlineData("stages", 3, "schoolopleider", "opleider@b1.example", "Bo de Haan, School De Els, 31-08-2026 t/m 29-01-2027", "schoolopleider: (leeg) → Els Prins")]
    [InlineData("stages", 3, "dagen", "ma,vr", "Bo de Haan, School De Els, 31-08-2026 t/m 29-01-2027", "dagen: ma → ma, vr")]
    [InlineData("stages", 1, "werkplekbegeleiders", "mentor.een@b1.example", "Ann Bos, School De Lorkeboom, 31-08-2026 t/m 29-01-2027", "werkplekbegeleider: Zoë Vos en Rik Smit → Zoë Vos")]
    [InlineData("leerteams", 1, "begeleider", "mentor.een@b1.example", "Leerteam De Lorkeboom (L1)", "begeleider: Els Prins → Zoë Vos")]
    public void A_change_is_named_with_what_it_was_and_what_it_becomes(string sheet, int row, string column, string value, string name, string what)
    {
        var diff = RegisterDiff.Compare(_first, _first.Import(RegisterFile.Good().Set(sheet, row, column, value), Later), Later);

        var changed = Assert.Single(diff.Tables.SelectMany(t => t.Changed.Select(c => (t.Sheet, c.Name, string.Join("|", c.What)))));
        Assert.Equal((sheet, name, what), changed);
        Assert.All(diff.Tables, t => Assert.Empty(t.New.Concat(t.Ended)));
    }

    [Fact]
    public void Another_person_of_the_same_name_is_told_apart_by_address()
    {
        var two = RegisterFile.Good().Add("personen", "els2@b1.example;Els Prins;Els;;bureau");
        var before = _first.Import(two);
        var diff = RegisterDiff.Compare(before, before.Import(two.Set("leerteams", 1, "begeleider", "els2@b1.example")), Later);

        Assert.Equal(["begeleider: Els Prins (opleider@b1.example) → Els Prins (els2@b1.example)"], diff.Tables[6].Changed.Single().What);
    }

    [Fact]
    public void What_ends_is_named_and_asks_once_more_above_two_percent()
    {
        var file = RegisterFile.Good().Only("studenten", "studentnummer", n => n != "102").Only("stages", "studentnummer", n => n != "102");
        var diff = RegisterDiff.Compare(_first, _first.Import(file, Later), Later);

        Assert.Equal(["Bo de Haan"], diff.Tables[4].Ended.Select(l => l.Name));
        Assert.Equal(["Bo de Haan, School De Els, 31-08-2026 t/m 29-01-2027"], diff.Tables[5].Ended.Select(l => l.Name));
        Assert.Equal((1, 10, 1, 4), (diff.PeopleEnded, diff.People, diff.StagesEnded, diff.Stages));
        Assert.True(diff.NeedsConfirmation);
    }

    [Theory]
    [InlineData(1, 50, false)]
    [InlineData(2, 99, true)]
    [InlineData(2, 100, false)]
    [InlineData(0, 0, false)]
    public void The_bound_is_more_than_two_percent_of_the_people_or_of_the_stages(int ended, int all, bool asks)
    {
        RegisterDiff Diff(int pe, int p, int se, int s) => new() { Tables = [], PeopleEnded = pe, People = p, StagesEnded = se, Stages = s };

        Assert.Equal(asks, Diff(ended, all, 0, 1000).NeedsConfirmation);
        Assert.Equal(asks, Diff(0, 1000, ended, all).NeedsConfirmation);
    }

    [Fact]
    public void Who_comes_back_is_new_again()
    {
        var file = RegisterFile.Good().Only("studenten", "studentnummer", n => n != "102").Only("stages", "studentnummer", n => n != "102");
        var gone = _first.Import(file, Later);
        var diff = RegisterDiff.Compare(gone, gone.Import(RegisterFile.Good(), Later), Later);

        Assert.Equal([("studenten", "Bo de Haan"), ("stages", "Bo de Haan, School De Els, 31-08-2026 t/m 29-01-2027")],
            diff.Tables.SelectMany(t => t.New.Select(n => (t.Sheet, n.Name))));
    }
}
