using System.Runtime.CompilerServices;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Tests.Bezorging;

/// <summary>One answer to "what is open": the inbox and the word "taken" say the same.</summary>
public sealed class PostvakTests
{
    [Fact]
    public async Task A_task_that_a_pause_holds_back_is_found_in_the_inbox_and_by_asking()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.Berichten.SaveVoorkeurenAsync(jan, new Voorkeuren { PauzeTot = new DateOnly(2026, 12, 1) }, world.Now, BezorgWereld.Token);
        Open(world, ("taak", "z1"));
        await world.PlanAsync(jan, "z1");
        await world.DrainAsync();

        Assert.Empty(world.Omgeving.Mailer.Sent);
        Assert.Equal(["z1"], await InboxAsync(world, jan));
        Assert.Equal(["z1"], await TakenAsync(world, jan));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task A_task_is_not_known_before_its_first_moment(int minutes, bool known)
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        Open(world, ("taak", "z1"));
        await world.PlanAsync(jan, "z1", due: world.Now.AddHours(5));
        await world.PlanAsync(jan, "z1", due: world.Now.AddDays(5), occasion: "herinnering-1");
        world.Clock.Advance(TimeSpan.FromHours(5) + TimeSpan.FromMinutes(minutes));

        Assert.Equal(known ? ["z1"] : [], await InboxAsync(world, jan));
        Assert.Equal(known ? ["z1"] : [], await TakenAsync(world, jan));
    }

    [Fact]
    public async Task A_task_that_follows_from_what_the_person_did_needs_no_delivery()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        Open(world, ("taak", "z1"));

        Assert.Equal(["z1"], await InboxAsync(world, jan));
        Assert.Equal(["z1"], await TakenAsync(world, jan));
    }

    [Fact]
    public async Task A_case_with_a_message_and_a_task_stands_there_once_as_the_task_and_before_what_only_tells()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1", kind: "nieuws");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PlanAsync(jan, "z2", kind: "nieuws");
        await world.DrainAsync();
        Open(world, ("taak", "z1"));

        var inbox = await world.Get<Postvak>().ReadAsync(jan, world.Now, BezorgWereld.Token);

        Assert.Equal([("taak", "z1"), ("nieuws", "z2")], inbox.SelectMany(b => b.Taken).Select(t => (t.Kind, t.Case)));
        Assert.Equal(["z1"], await TakenAsync(world, jan));
    }

    [Fact]
    public async Task Several_tasks_held_back_share_one_card()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        Open(world, ("taak", "z1"), ("taak", "z2"), ("weg", "z3"));

        var item = Assert.Single(await world.Get<Postvak>().ReadAsync(jan, world.Now, BezorgWereld.Token));

        Assert.Equal("takenlijst", item.Kind);
        Assert.Equal(["z1", "z2"], item.Taken.Select(t => t.Case));
    }

    [Fact]
    public async Task What_only_tells_is_found_in_the_inbox_as_well_while_it_is_held_back()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1", kind: "nieuws", urgency: Urgency.Calm);
        await world.PlanAsync(jan, "z2", kind: "nieuws", due: world.Now.AddDays(1));
        await world.DrainAsync();

        Assert.Empty(world.Omgeving.Mailer.Sent);
        Assert.Equal(["z1"], await InboxAsync(world, jan));
        Assert.Empty(await TakenAsync(world, jan));
    }

    private static void Open(BezorgWereld world, params (string Kind, string Case)[] tasks) =>
        world.Get<CardCatalog>().AddTasks((_, _, ct) => Of(tasks, ct));

    private static async IAsyncEnumerable<OpenTask> Of((string Kind, string Case)[] tasks, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (var (kind, @case) in tasks)
        {
            ct.ThrowIfCancellationRequested();
            yield return new OpenTask(kind, @case);
        }
    }

    private static async Task<IEnumerable<string>> InboxAsync(BezorgWereld world, PersonId person) =>
        (await world.Get<Postvak>().ReadAsync(person, world.Now, BezorgWereld.Token)).SelectMany(b => b.Taken).Select(t => t.Case);

    /// <summary>What the word "taken" brings.</summary>
    private static async Task<IEnumerable<string>> TakenAsync(BezorgWereld world, PersonId person)
    {
        var answer = await world.Get<CardCatalog>().Commands["taken"](new ChatCommand(person, "taken", Door.Teams, world.Now), BezorgWereld.Token);
        return answer is CardAnswer.Show(var card) ? [card.Summary] : [];
    }
}
