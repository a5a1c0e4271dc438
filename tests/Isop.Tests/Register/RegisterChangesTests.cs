using Isop.Core.Register;

namespace Isop.Tests.Register;

public sealed class RegisterChangesTests
{
    private static readonly DateOnly Today = new(2026, 10, 1);
    private const string First = "101:O1:2026-08-31";
    private readonly RegisterSnapshot _register = RegisterSnapshot.Empty.Import(RegisterFile.Good());

    private PersonId Mentor => Id("mentor.een@b1.example");

    private PersonId Other => Id("mentor.twee@b1.example");

    private PersonId Opleider => Id("opleider@b1.example");

    [Fact]
    public void Another_werkplekbegeleider_counts_at_once()
    {
        var after = Do(new RegisterChange.AndereWerkplekbegeleiders(First, [Opleider], Today));

        Assert.Equal([Opleider], after.FindStage(First)!.Werkplekbegeleiders);
        Assert.DoesNotContain(after.StagesGuidedBy(Other), s => s.Id == First);
        Assert.Equal(_register.Data.Stages.Count, after.Data.Stages.Count);
    }

    [Fact]
    public void Another_werkplekbegeleider_from_a_later_day_goes_on_as_a_new_stage()
    {
        var after = Do(new RegisterChange.AndereWerkplekbegeleiders(First, [Opleider], new DateOnly(2026, 11, 1)));

        var next = after.FindStage("101:O1:2026-11-01")!;
        Assert.Equal((new DateOnly(2026, 10, 31), 2), (after.FindStage(First)!.Tot, after.FindStage(First)!.Werkplekbegeleiders.Count));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2027, 1, 29)), (next.Van, next.Tot));
        Assert.Equal([Opleider], next.Werkplekbegeleiders);
        Assert.Equal(after.Kalender.Stageperiode(_register.FindStage(First)!), after.Kalender.Stageperiode(next));
    }

    [Fact]
    public void Another_school_stops_the_stage_and_begins_another()
    {
        var after = Do(Move(new DateOnly(2026, 10, 12)));

        var (was, next) = (after.FindStage(First)!, after.FindStage("101:O2:2026-10-12")!);
        Assert.True(was.Runs(new DateOnly(2026, 10, 11)) && !was.Runs(new DateOnly(2026, 10, 12)));
        Assert.True(next.Runs(new DateOnly(2026, 10, 12)) && !next.Runs(new DateOnly(2026, 10, 11)));
        Assert.Equal((was.Tot, "peuters", "O2"), (next.Tot, next.Groep, next.Organisatie));
    }

    [Fact]
    public void A_stage_that_stops_runs_until_that_day()
    {
        var after = Do(new RegisterChange.StageStopt(First, new DateOnly(2026, 10, 20)));

        Assert.True(after.FindStage(First)!.Runs(new DateOnly(2026, 10, 19)));
        Assert.False(after.FindStage(First)!.Runs(new DateOnly(2026, 10, 20)));
        Assert.IsType<ChangeDecision.Unchanged>(RegisterChanges.Decide(
            after, new RegisterChange.StageStopt(First, new DateOnly(2026, 10, 20)), new CountedIds().Next, new DateOnly(2026, 12, 1)));
    }

    [Fact]
    public void A_new_address_keeps_the_person()
    {
        var after = Do(new RegisterChange.AnderAdres(Mentor, " Zoe.Vos@b1.example "));

        Assert.Equal(Mentor, after.FindByEmail("zoe.vos@b1.example")!.Id);
        Assert.Null(after.FindByEmail("mentor.een@b1.example"));
    }

    [Fact]
    public void An_opleider_is_changed_and_taken_away()
    {
        Assert.Equal(Other, Do(new RegisterChange.AndereOpleider(First, Other)).FindStage(First)!.Opleider);
        Assert.Null(Do(new RegisterChange.AndereOpleider(First, null)).FindStage(First)!.Opleider);
    }

    [Fact]
    public void A_new_werkplekbegeleider_can_be_named_in_a_stage()
    {
        var added = Do(new RegisterChange.NieuweWerkplekbegeleider("sam@b1.example", "Sam Smit", "Sam", "", "O1"));
        var sam = added.FindByEmail("sam@b1.example")!;

        Assert.Equal((RegisterWords.Bureau, (string?)null), (sam.Bron, sam.Telefoon));
        Assert.Equal(("O1", "B1"), (added.RollenOf(sam.Id).Single().Organisatie, added.RollenOf(sam.Id).Single().Bestuur));
        Assert.IsType<ChangeDecision.Change>(RegisterChanges.Decide(
            added, new RegisterChange.AndereWerkplekbegeleiders(First, [sam.Id], Today), new CountedIds().Next, Today));
    }

    [Fact]
    public void Who_leaves_a_duo_leaves_the_other()
    {
        var register = RegisterSnapshot.Empty.Import(RegisterFile.Good().Set("stages", 3, "werkplekbegeleiders", "mentor.een@b1.example"));
        var after = Do(new RegisterChange.PersoonStopt(register.FindByEmail("mentor.twee@b1.example")!.Id), register);

        Assert.Equal([register.FindByEmail("mentor.een@b1.example")!.Id], after.FindStage(First)!.Werkplekbegeleiders);
        Assert.Null(after.FindByEmail("mentor.twee@b1.example"));
        Assert.Equal(Today.AddDays(-1), after.Data.Rollen.Single(r => r.Persoon == register.FindByEmail("mentor.twee@b1.example")!.Id).Tot);
    }

    [Fact]
    public void A_student_who_leaves_stops_every_stage()
    {
        var after = Do(new RegisterChange.PersoonStopt(Id("ann@student.example")));

        Assert.All(after.StagesOf(Id("ann@student.example")), s => Assert.Equal(Today, s.Beeindigd));
        Assert.IsType<ChangeDecision.Unchanged>(RegisterChanges.Decide(
            after, new RegisterChange.PersoonStopt(Id("ann@student.example")), new CountedIds().Next, Today));
    }

    [Fact]
    public void An_opleider_or_coach_who_leaves_is_nobodys_opleider_or_coach()
    {
        var after = Do(new RegisterChange.PersoonStopt(Opleider));
        Assert.Empty(after.StagesUnder(Opleider));
        Assert.Empty(Do(new RegisterChange.PersoonStopt(Id("coach@iselinge.example"))).StudentenOf(Id("coach@iselinge.example")));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_a_reason()
    {
        RegisterChange[] changes =
        [
            new RegisterChange.AndereWerkplekbegeleiders("999:O1:2026-08-31", [Mentor], Today),
            new RegisterChange.AndereWerkplekbegeleiders(First, [], Today),
            new RegisterChange.AndereWerkplekbegeleiders(First, [Mentor, Mentor], Today),
            new RegisterChange.AndereWerkplekbegeleiders(First, [Mentor, Other, Opleider], Today),
            new RegisterChange.AndereWerkplekbegeleiders(First, [Id("ann@student.example")], Today),
            new RegisterChange.AndereWerkplekbegeleiders(First, [PersonId.From(Guid.NewGuid())], Today),
            new RegisterChange.AndereWerkplekbegeleiders(First, [Opleider], new DateOnly(2027, 1, 30)),
            new RegisterChange.AndereOpleider(First, Id("bo@student.example")),
            Move(Today) with { Organisatie = "O9" },
            Move(Today) with { Organisatie = "O1" },
            Move(Today) with { Groep = " " },
            Move(Today) with { Dagen = [] },
            Move(Today) with { Dagen = [DayOfWeek.Sunday] },
            Move(Today) with { Werkplekbegeleiders = [] },
            Move(Today) with { Opleider = Id("bo@student.example") },
            Move(new DateOnly(2027, 1, 30)),
            new RegisterChange.StageStopt(First, new DateOnly(2027, 1, 30)),
            new RegisterChange.StageStopt("999:O1:2026-08-31", Today),
            new RegisterChange.AnderAdres(Mentor, "geen-adres"),
            new RegisterChange.AnderAdres(Mentor, "OPLEIDER@b1.example"),
            new RegisterChange.AnderAdres(PersonId.From(Guid.NewGuid()), "nieuw@b1.example"),
            new RegisterChange.NieuweWerkplekbegeleider("opleider@b1.example", "Els", "Els", null, "O1"),
            new RegisterChange.NieuweWerkplekbegeleider("nieuw@b1.example", "", "Els", null, "O1"),
            new RegisterChange.NieuweWerkplekbegeleider("nieuw@b1.example", "Els", "Els", null, "O9"),
            new RegisterChange.PersoonStopt(Mentor),
            new RegisterChange.PersoonStopt(PersonId.From(Guid.NewGuid())),
        ];

        Assert.All(changes, change =>
        {
            var refused = Assert.IsType<ChangeDecision.Refused>(RegisterChanges.Decide(_register, change, new CountedIds().Next, Today));
            Assert.True(refused.Reason.Length > 20 && refused.Reason.EndsWith('.'), refused.Reason);
        });
    }

    [Theory]
    [InlineData("2027-01-30", "voorbij")]
    [InlineData("2026-10-01", "gestopt")]
    public void A_stage_that_is_over_is_not_changed_any_more(string today, string why)
    {
        var register = why == "gestopt" ? Do(new RegisterChange.StageStopt(First, Today)) : _register;

        var decision = RegisterChanges.Decide(
            register, new RegisterChange.AndereOpleider(First, null), new CountedIds().Next, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Contains(why, Assert.IsType<ChangeDecision.Refused>(decision).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_import_is_the_truth_again()
    {
        var after = Do(Move(new DateOnly(2026, 10, 12)));
        var imported = after.Import(RegisterFile.Good(), new DateOnly(2026, 10, 20));

        Assert.Null(imported.FindStage(First)!.Beeindigd);
        Assert.Equal(new DateOnly(2026, 10, 20), imported.FindStage("101:O2:2026-10-12")!.Beeindigd);
    }

    private RegisterChange.AndereOrganisatie Move(DateOnly from) => new(First, "O2", " peuters ", [Mentor], null, from, [DayOfWeek.Friday, DayOfWeek.Tuesday]);

    private PersonId Id(string email) => _register.FindByEmail(email)!.Id;

    private RegisterSnapshot Do(RegisterChange change, RegisterSnapshot? register = null)
    {
        var decision = RegisterChanges.Decide(register ?? _register, change, new CountedIds().Next, Today);
        return new RegisterSnapshot("v2", Assert.IsType<ChangeDecision.Change>(decision).Data);
    }
}
