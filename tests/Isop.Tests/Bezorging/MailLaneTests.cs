using Isop.Bot.Bezorging;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

/// <summary>The one way to the mailbox: its pace, its pauses and who goes ahead.</summary>
public sealed class MailLaneTests
{
    [Fact]
    public async Task A_pause_that_the_mail_system_asks_for_holds_for_every_mail_and_costs_no_attempts()
    {
        await using var world = BezorgWereld.New();
        var people = await PlanAsync(world, 6);
        world.Omgeving.Mailer.Next(new MailOutcome.TryLater(TimeSpan.FromMinutes(2)));
        await using var one = world.Beside(options: o => o.MailConcurrency = 1);

        await one.DrainAsync();
        Assert.Empty(world.Omgeving.Mailer.Sent);
        Assert.Equal(1, world.Omgeving.Mailer.Asked);
        world.Clock.Advance(TimeSpan.FromSeconds(110));
        await one.DrainAsync();
        Assert.Equal(1, world.Omgeving.Mailer.Asked);
        world.Clock.Advance(TimeSpan.FromSeconds(15));
        await one.DrainAsync();

        Assert.Equal(people.Count, world.Omgeving.Mailer.Sent.Count);
        foreach (var person in people)
        {
            Assert.Equal(1, Assert.Single((await world.BoxAsync(person)).Berichten.Values).Value.Attempts);
        }
    }

    [Fact]
    public async Task A_mailbox_that_is_gone_fails_no_message_and_is_told_once()
    {
        await using var world = BezorgWereld.New();
        var people = await PlanAsync(world, 6);
        await using var one = world.Beside(options: o => o.MailConcurrency = 1);
        for (var quarter = 0; quarter < 3 * Bericht.MaxAttempts; quarter++)
        {
            world.Omgeving.Mailer.Clear();
            world.Omgeving.Mailer.Next(new MailOutcome.NoMailbox(TimeSpan.FromMinutes(5), "De mailbox van ISOP bestaat niet (meer)."));
            await one.DrainAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(quarter % 2));
        }

        Assert.Empty(world.Omgeving.Mailer.Sent);
        var pause = Assert.Single((await world.Get<Sturing>().ReadAsync(BezorgWereld.Token)).Pauzes);
        Assert.Equal((MailLane.Name, "De mailbox van ISOP bestaat niet (meer)."), (pause.Key, pause.Value.Reason));
        Assert.Empty(await world.Get<Probleemlijst>().ReadAsync(BezorgWereld.Token).ToListAsync(BezorgWereld.Token));
        world.Omgeving.Mailer.Clear();
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await one.DrainAsync();
        Assert.Equal(people.Count, world.Omgeving.Mailer.Sent.Count);
    }

    [Fact]
    public async Task Who_waits_for_a_link_goes_ahead_of_the_deliveries_and_counts_in_the_same_pace()
    {
        var clock = new FakeTimeProvider(BezorgWereld.Monday);
        await using var store = TestStores.Memory();
        var mailer = new PacedMailer(clock);
        using var lane = new MailLane(mailer, new Sturing(store), Options.Create(new BezorgOptions()), clock, NullLogger<MailLane>.Instance);
        var deliveries = Enumerable.Range(0, 10).Select(i => DeliverAsync(lane, $"taak-{i}")).ToList();

        var link = lane.SendAheadAsync(A("link"), BezorgWereld.Token).AsTask();
        for (var half = 0; half < 80 && !Task.WhenAll(deliveries).IsCompleted; half++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(2, BezorgWereld.Token);
        }

        await link;
        await Task.WhenAll(deliveries);
        Assert.InRange(mailer.Sent.FindIndex(m => m.To == "link"), 0, 2);
        for (var i = 1; i < mailer.Sent.Count; i++)
        {
            Assert.True(mailer.Sent[i].At - mailer.Sent[i - 1].At >= TimeSpan.FromSeconds(2), $"mail {i} came too soon");
        }
    }

    [Fact]
    public async Task A_link_is_not_mailed_while_the_mailbox_is_paused_for_long()
    {
        await using var world = BezorgWereld.New();
        await world.Get<Sturing>().PauseAsync(MailLane.Name, world.Now.AddMinutes(15), "proef", BezorgWereld.Token);

        Assert.IsType<MailOutcome.TryLater>(await world.Get<MailLane>().SendAheadAsync(A("link"), BezorgWereld.Token));

        Assert.Equal(0, world.Omgeving.Mailer.Asked);
    }

    private static async Task DeliverAsync(MailLane lane, string to)
    {
        Assert.Null(await lane.TurnAsync(BezorgWereld.Token));
        await lane.SendAsync(A(to), BezorgWereld.Token);
    }

    private static Mail A(string to) => new() { To = to, Subject = "?", Html = "", Text = "", MessageId = to };

    private static async Task<List<PersonId>> PlanAsync(BezorgWereld world, int count)
    {
        var people = Enumerable.Range(0, count).Select(i => world.MailPerson($"p{i}")).ToList();
        for (var i = 0; i < count; i++)
        {
            await world.PlanAsync(people[i], $"z{i}");
        }

        return people;
    }

    private sealed class PacedMailer(TimeProvider clock) : IMailer
    {
        public List<(string To, DateTimeOffset At)> Sent { get; } = [];

        public ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
        {
            lock (Sent)
            {
                Sent.Add((mail.To, clock.GetUtcNow()));
            }

            return ValueTask.FromResult<MailOutcome>(new MailOutcome.Sent());
        }
    }
}
