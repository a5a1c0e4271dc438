using Isop.Bot.Bezorging;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Bezorging;

/// <summary>What is known stays known, whatever the storage or the process does.</summary>
public sealed class KnownOutcomeTests
{
    [Theory]
    [InlineData("gesprekken", 403, "BotNotInConversationRoster")]
    [InlineData("sturing", 401, "BotNotRegistered")]
    [InlineData("sturing", 429, "Throttled")]
    public async Task A_refusal_whose_consequence_cannot_be_stored_is_no_doubt(string table, int status, string code)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        var store = new LockedStore(world.Store) { Locked = p => p.Table == table };
        await using var locked = world.Beside(store);
        world.Connector.Always = _ => SpeelConnector.Answer(status, code, retryAfter: status == 429 ? "20" : null);

        await locked.DrainAsync();

        var bericht = Assert.Single((await world.BoxAsync(fatma)).Berichten.Values).Value;
        Assert.Equal((BezorgStaat.RetryAt, 0), (bericht.State, bericht.Doubts));
        store.Locked = _ => false;
        world.Connector.Always = null;
        world.Clock.Advance(TimeSpan.FromHours(2));
        await locked.DrainAsync();
        Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "z1"));
        Assert.Single(world.Connector.Arrived);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(400)]
    public async Task An_outcome_that_cannot_be_stored_for_a_minute_is_stored_afterwards_and_is_no_doubt(int status)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        var store = new LockedStore(world.Store);
        await using var locked = world.Beside(store);
        world.Connector.Next(call =>
        {
            store.Locked = p => p.Table == "bezorgingen";
            return Task.FromResult(status == 201 ? world.Connector.Succeed(call) : SpeelConnector.Answer(status, "BadArgument"));
        });

        var drain = locked.DrainAsync();
        for (var second = 0; second < 60 && !drain.IsCompleted; second++)
        {
            await Task.Delay(10, BezorgWereld.Token);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await drain;
        Assert.Equal(BezorgStaat.Sending, await world.StateAsync(fatma, "z1"));
        store.Locked = _ => false;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await locked.DrainAsync();

        var bericht = Assert.Single((await world.BoxAsync(fatma)).Berichten.Values).Value;
        Assert.Equal((status == 201 ? BezorgStaat.Delivered : BezorgStaat.Failed, 0), (bericht.State, bericht.Doubts));
        Assert.Single(world.Connector.Calls);
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task A_conversation_that_is_refused_is_no_doubt_wherever_the_process_dies(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var world = BezorgWereld.New();
            var fatma = await world.TeamsPersonAsync("fatma", conversation: false);
            await world.PlanAsync(fatma, "z1");
            world.Connector.Next(403, "BotNotInConversationRoster");
            var store = new CrashingStore(world.Store, at, moment);
            await using (var dying = world.Beside(store))
            {
                await CrashTests.DieAsync(dying);
            }

            var before = (await world.BoxAsync(fatma)).Berichten.Values.Where(b => b.Value.Kanaal == Kanaal.Teams);
            Assert.DoesNotContain(before, b => b.Value.State == BezorgStaat.Sending);
            for (var minute = 0; minute < 3; minute++)
            {
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                await world.DrainAsync();
            }

            Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "z1"));
            if (!store.Crashed)
            {
                break;
            }
        }
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit, true)]
    [InlineData(CrashMoment.AfterCommit, true)]
    [InlineData(CrashMoment.BeforeCommit, false)]
    [InlineData(CrashMoment.AfterCommit, false)]
    public async Task Sending_again_leaves_no_message_stuck_wherever_the_process_dies(CrashMoment moment, bool byHand)
    {
        for (var at = 1; ; at++)
        {
            await using var world = BezorgWereld.New();
            var jan = world.Omgeving.Person("jan", email: byHand ? null : "");
            await world.PlanAsync(jan, "z1");
            world.Omgeving.Mailer.Next(new MailOutcome.Refused("Dit adres bestaat niet."));
            await world.DrainAsync();
            world.Omgeving.Mailer.Clear();
            world.Omgeving.Change(jan, p => p with { Email = "jan@school.nl" });
            var bericht = (await world.BoxAsync(jan)).Berichten.Keys.Single();
            var store = new CrashingStore(world.Store, at, moment);
            await using (var dying = world.Beside(store))
            {
                await ReviveAsync(dying, jan, bericht, byHand);
            }

            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.DrainAsync();

            var state = await world.StateAsync(jan, "z1");
            Assert.True(state is BezorgStaat.Delivered or BezorgStaat.Failed or BezorgStaat.WaitingForInstall, $"{state} after commit {at}");
            if (!store.Crashed)
            {
                Assert.Equal(BezorgStaat.Delivered, state);
                break;
            }
        }
    }

    private static async Task ReviveAsync(BezorgWereld dying, PersonId person, string bericht, bool byHand)
    {
        try
        {
            if (byHand)
            {
                await dying.Berichten.ResendAsync(person, bericht, "bureau", dying.Now, BezorgWereld.Token);
            }
            else
            {
                await dying.Berichten.ReachableAsync(person, dying.Now, BezorgWereld.Token);
            }
        }
        catch (SimulatedCrashException)
        {
        }
        catch (AggregateException gone) when (gone.Flatten().InnerExceptions.All(e => e is SimulatedCrashException))
        {
        }
    }
}
