using Isop.Core.Bezorging;

namespace Isop.Tests.Bezorging;

/// <summary>The worker by itself, with time that runs.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task It_sends_when_something_becomes_due_and_gives_the_lease_back_when_it_stops()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        var jan = world.MailPerson("jan");
        await world.PlanAsync(fatma, "z1", world.Now.AddMinutes(2));
        await world.PlanAsync(jan, "z2");
        await world.StartAsync();

        await RunUntilAsync(world, () => world.Connector.Arrived.Count == 1 && world.Omgeving.Mailer.Sent.Count == 1);
        await world.StopAsync();

        await using var next = world.Beside();
        Assert.True(await next.Get<Lease>().TryHoldAsync(BezorgWereld.Token));
    }

    [Fact]
    public async Task When_the_leader_dies_halfway_the_one_standing_by_finishes_within_a_minute()
    {
        await using var world = BezorgWereld.New();
        for (var i = 0; i < 40; i++)
        {
            await world.PlanAsync(await world.TeamsPersonAsync($"p{i}"), $"z{i}");
        }

        var store = new GuillotineStore(world.Store);
        await using var leader = world.Beside(store);
        world.Connector.Always = call =>
        {
            if (world.Connector.Arrived.Count >= 15)
            {
                store.Fall();
            }

            return null;
        };
        await leader.StartAsync();
        await RunUntilAsync(world, () => world.Connector.Arrived.Count >= 15);
        world.Connector.Always = null;
        var died = world.Now;
        await using var standBy = world.Beside();
        await standBy.StartAsync();
        await RunUntilAsync(world, () => world.Connector.Arrived.Select(a => a.Summary).Distinct().Count() == 40);

        Assert.InRange(world.Now - died, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await standBy.StopAsync();
    }

    /// <summary>Lets time run, a quarter of a second at a time, at most an hour.</summary>
    private static async Task RunUntilAsync(BezorgWereld world, Func<bool> done)
    {
        for (var step = 0; step < 4 * 3600; step++)
        {
            if (done())
            {
                return;
            }

            world.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1, BezorgWereld.Token);
        }

        Assert.Fail("An hour passed and it did not happen.");
    }
}
