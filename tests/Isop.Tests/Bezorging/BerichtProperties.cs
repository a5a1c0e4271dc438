using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Tests.Bezorging;

/// <summary>What holds for every history of a message, and for every look at a person's deliveries.</summary>
public sealed class BerichtProperties
{
    private static readonly DateTimeOffset Start = new(2026, 3, 27, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Fatma = PersonId.From(new Guid(1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8));

    [Property(MaxTest = 300)]
    public Property A_message_comes_to_rest_and_never_leaves_its_last_state_by_itself(bool isTask) => Prop.ForAll(
        Outcomes.ListOf().ToArbitrary(),
        outcomes =>
        {
            var now = Start;
            var bericht = New(isTask);
            foreach (var outcome in outcomes)
            {
                if (bericht.State is not (BezorgStaat.Planned or BezorgStaat.RetryAt))
                {
                    Assert.Throws<InvalidOperationException>(() => bericht.Claim(Kanaal.Teams, "ik", now));
                    Assert.Throws<InvalidOperationException>(() => bericht.After(outcome, now));
                    continue;
                }

                bericht = bericht.Claim(Kanaal.Teams, "ik", now).After(outcome, now);
                Assert.NotEqual(BezorgStaat.Sending, bericht.State);
                Assert.True(bericht.State != BezorgStaat.RetryAt || bericht.Due >= now);
                Assert.True(!bericht.State.IsProblem() || bericht.Reason is { Length: > 0 });
                Assert.True(isTask || bericht.Doubts == 0 || bericht.State == BezorgStaat.Doubt);
                Assert.InRange(bericht.Doubts, 0, Bericht.MaxDoubts + 1);
                now = bericht.State == BezorgStaat.RetryAt ? bericht.Due : now.AddMinutes(1);
            }
        });

    [Fact]
    public void Endless_refusals_end_as_failed_after_hours_and_not_sooner()
    {
        var (now, bericht) = (Start, New(true));
        while (bericht.State is BezorgStaat.Planned or BezorgStaat.RetryAt)
        {
            now = bericht.State == BezorgStaat.RetryAt ? bericht.Due : now;
            bericht = bericht.Claim(Kanaal.Teams, "ik", now).After(new SendOutcome.Retry(null, "?"), now);
        }

        Assert.Equal((BezorgStaat.Failed, Bericht.MaxAttempts), (bericht.State, bericht.Attempts));
        Assert.InRange(now - Start, TimeSpan.FromHours(2), TimeSpan.FromHours(6));
    }

    [Property(MaxTest = 200)]
    public Property In_any_year_a_person_gets_at_most_one_normal_message_a_day_and_none_in_quiet_hours() => Prop.ForAll(
        Intents.ToArbitrary(),
        intents =>
        {
            var (box, days) = (Box(intents), new List<DateTimeOffset>());
            var wishes = new Voorkeuren { Ritme = intents.Count % 3 == 0 ? Ritme.PerDag : Ritme.ZodraHetSpeelt };
            var moment = new Verzendmoment(new Stilte(), wishes, d => d.Day != 1);
            for (var now = Start; now < Start.AddDays(12); now = now.AddMinutes(97))
            {
                box = Settle(box, moment, now, days);
            }

            Assert.Equal(days.Count, days.Select(AmsterdamTime.DateOf).Distinct().Count());
            Assert.All(days, sent =>
            {
                var wall = AmsterdamTime.WallTimeOf(sent);
                Assert.InRange(wall.TimeOfDay, new TimeSpan(7, 30, 0), new TimeSpan(18, 59, 59));
                Assert.False(wall.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || wall.Day == 1);
            });
            Assert.All(
                box.Bezorgingen.Values.Select(b => b.Value).Where(b => b.Wanted < Start.AddDays(3)),
                b => Assert.Contains(b.State, (BezorgStaat[])[BezorgStaat.Delivered, BezorgStaat.Expired]));
        });

    /// <summary>Does what a worker does whose every message is delivered.</summary>
    private static BezorgBox Settle(BezorgBox box, Verzendmoment moment, DateTimeOffset now, List<DateTimeOffset> notified)
    {
        for (var step = 0; step < 50; step++)
        {
            var plan = Bezorgplan.Look(box, moment, now);
            if (!plan.HasChanges && plan.Pakketten.Count == 0)
            {
                return box;
            }

            var changes = plan.HasChanges
                ? plan.Changes
                : [.. plan.Pakketten[0].Bezorgingen.Select(b => b.Become(BezorgStaat.Delivered, now))];
            if (!plan.HasChanges && plan.Pakketten[0].Urgency == Urgency.Normal)
            {
                notified.Add(now);
                box = box with { Dag = new Stored<Meldingsdag>(new Meldingsdag(AmsterdamTime.DateOf(now)), "1") };
            }

            var next = new Dictionary<string, Stored<Core.Bezorging.Bezorging>>(box.Bezorgingen);
            foreach (var change in changes)
            {
                next[change.Id] = new Stored<Core.Bezorging.Bezorging>(change, "1");
            }

            box = box with { Bezorgingen = next };
        }

        throw new InvalidOperationException("The box does not come to rest.");
    }

    private static Gen<SendOutcome> Outcomes => Gen.OneOf(
        Gen.Constant<SendOutcome>(new SendOutcome.Delivered("1", "a")),
        Gen.Constant<SendOutcome>(new SendOutcome.Doubt("twijfel")),
        Gen.Constant<SendOutcome>(new SendOutcome.Doubt("twijfel")),
        Gen.Constant<SendOutcome>(new SendOutcome.Failed("mis")),
        Gen.Constant<SendOutcome>(new SendOutcome.NotReachable("weg")),
        Gen.Constant<SendOutcome>(new SendOutcome.OtherChannel("anders")),
        Gen.Choose(0, 100).Select(s => (SendOutcome)new SendOutcome.Retry(s == 0 ? null : TimeSpan.FromSeconds(s), "later")),
        Gen.Choose(1, 100).Select(s => (SendOutcome)new SendOutcome.NotCounted(TimeSpan.FromSeconds(s), "later")));

    private static Gen<List<Core.Bezorging.Bezorging>> Intents => (
        from minutes in Gen.Choose(0, 6 * 24 * 60)
        from direct in Gen.Choose(0, 4)
        from life in Gen.Choose(1, 20)
        select (minutes, direct: direct == 0, life)).ListOf().Select(all => all.Select((i, n) =>
            Core.Bezorging.Bezorging.From(
                new BezorgIntent
                {
                    Person = Fatma, Kind = "k", Case = $"z{n}", Occasion = "o", Due = Start.AddMinutes(i.minutes),
                    Urgency = i.direct ? Urgency.Direct : Urgency.Normal,
                    Expires = i.life < 10 ? Start.AddMinutes(i.minutes).AddDays(i.life) : null,
                },
                Start)).ToList());

    private static BezorgBox Box(IEnumerable<Core.Bezorging.Bezorging> bezorgingen) => new()
    {
        Person = Fatma,
        Bezorgingen = bezorgingen.ToDictionary(b => b.Id, b => new Stored<Core.Bezorging.Bezorging>(b, "1")),
        Berichten = new Dictionary<string, Stored<Bericht>>(),
    };

    private static Bericht New(bool isTask) => new()
    {
        Id = Bericht.NewId(Start, ["b"]), Regels = [new BerichtRegel("b", "k", "z", "o")], IsTask = isTask,
        Day = AmsterdamTime.DateOf(Start), Since = Start,
    };
}
