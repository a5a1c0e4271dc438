using Isop.Bot;
using Isop.Bot.Bezorging;
using Isop.Bot.Teams;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Bezorging;

/// <summary>What the connector and the mail system can do to a message.</summary>
public sealed class TroubleTests
{
    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    public async Task What_was_surely_not_accepted_is_sent_again_and_arrives_once(int status)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(status, "?");

        var first = await world.DrainAsync();
        Assert.Equal(1, first[BezorgStaat.RetryAt]);
        var second = await LaterAsync(world, TimeSpan.FromSeconds(10));

        Assert.Equal(1, second[BezorgStaat.Delivered]);
        Assert.Single(world.Connector.Arrived);
    }

    [Theory]
    [InlineData("20")]
    [InlineData("date")]
    public async Task Retry_after_is_honoured_in_seconds_and_as_a_date_and_holds_for_everybody_in_the_tenant(string header)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(429, "Throttled", retryAfter: header == "date" ? world.Now.AddSeconds(20).ToString("R") : header);
        await world.DrainAsync();
        var jan = await world.TeamsPersonAsync("jan");
        await world.PlanAsync(jan, "z2");
        await using var other = world.Beside();

        await LaterAsync(world, TimeSpan.FromSeconds(15));
        Assert.Single(world.Connector.Calls);
        await LaterAsync(world, TimeSpan.FromSeconds(8));

        Assert.Equal(["z1", "z2"], world.Connector.Arrived.Select(a => a.Summary).Order());
        Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "z1"));
    }

    [Fact]
    public async Task Being_throttled_does_not_use_up_attempts()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        for (var i = 0; i < Bericht.MaxAttempts + 10; i++)
        {
            world.Connector.Next(429, "Throttled", retryAfter: "10");
            await LaterAsync(world, TimeSpan.FromSeconds(12));
        }

        await LaterAsync(world, TimeSpan.FromSeconds(12));

        Assert.Single(world.Connector.Arrived);
    }

    [Theory]
    [InlineData("BotNotInConversationRoster", null)]
    [InlineData("ConversationBlockedByUser", null)]
    [InlineData("ForbiddenOperationException", null)]
    [InlineData("209", "MessageWritesBlocked")]
    public async Task Who_removed_or_blocked_the_app_gets_it_by_mail_and_the_conversation_is_forgotten(string code, string? subCode)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(403, code, subCode: subCode);

        var result = await world.DrainAsync();

        Assert.Equal((1, 1), (result[BezorgStaat.RetryAt], result[BezorgStaat.Delivered]));
        Assert.Single(world.Omgeving.Mailer.Sent);
        Assert.Null(await world.Get<ConversationStore>().FindAsync(fatma, BezorgWereld.Token));
        Assert.Equal(Kanaal.Mail, Assert.Single(await world.Berichten.OpenBerichtenAsync(fatma, BezorgWereld.Token)).Kanaal);
    }

    [Fact]
    public async Task Who_installs_the_app_again_during_the_attempt_gets_it_in_Teams_and_is_not_parked()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        world.Omgeving.Change(fatma, p => p with { Email = "" });
        var account = TeamsAccount.Of(BezorgWereld.Tenant, fatma.ToString());
        var reference = new ConversationReference { Account = account, ServiceUrl = ServiceHosts.Global, ConversationId = "a:nieuw" };
        await using var reinstalling = world.Beside(new ReinstallingStore(world.Store, async store =>
            await store.CommitAsync(
                new("gesprekken", "account:" + account.Row),
                [Documents.Save("gesprek", reference, null, BotJson.Default.ConversationReference)],
                BezorgWereld.Token)));
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(403, "BotNotInConversationRoster");

        var result = await reinstalling.DrainAsync();

        Assert.Equal((0, 1), (result[BezorgStaat.WaitingForInstall], result[BezorgStaat.Delivered]));
        Assert.Equal(("a:nieuw", "z1"), Assert.Single(world.Connector.Arrived));
    }

    [Fact]
    public async Task Who_is_in_a_tenant_that_was_taken_off_the_list_gets_mail()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        world.Get<IOptions<TenantsOptions>>().Value.Domains.Remove(BezorgWereld.Tenant);
        await world.PlanAsync(fatma, "z1");

        await world.DrainAsync();

        Assert.Empty(world.Connector.Calls);
        Assert.Equal("fatma@school.nl", Assert.Single(world.Omgeving.Mailer.Sent).To);
    }

    [Fact]
    public async Task A_row_of_the_problem_list_written_just_before_its_message_is_not_shown_and_stays()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(400, "BadArgument");
        await world.DrainAsync();
        Assert.Single(await ProblemsAsync(world));
        var failed = (await world.BoxAsync(fatma)).Berichten.Values.Single();
        var sending = await SaveAsync(failed.Value with { State = BezorgStaat.Sending }, failed);
        Assert.Empty(await ProblemsAsync(world));
        await SaveAsync(failed.Value, sending);
        Assert.Single(await ProblemsAsync(world));

        async Task<Stored<Bericht>> SaveAsync(Bericht bericht, Stored<Bericht> was)
        {
            await world.Store.CommitAsync(
                new Partition("bezorgingen", fatma.ToString()), [Documents.Save("m:" + bericht.Id, bericht, was, CoreJson.Default.Bericht)],
                BezorgWereld.Token);
            return (await world.BoxAsync(fatma)).Berichten.Values.Single();
        }
    }

    [Fact]
    public async Task Without_an_address_it_waits_for_the_installation_and_goes_out_then()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        world.Omgeving.Change(fatma, p => p with { Email = "" });
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(403, "BotNotInConversationRoster");

        var result = await world.DrainAsync();
        Assert.Equal(1, result[BezorgStaat.WaitingForInstall]);

        await world.Get<ConversationStore>().KeepAsync(
            new ConversationReference
            {
                Account = TeamsAccount.Of(BezorgWereld.Tenant, fatma.ToString()), ServiceUrl = ServiceHosts.Global, ConversationId = "a:nieuw",
            },
            BezorgWereld.Token);
        await world.Get<TeamsEvents>().InstalledAsync(fatma, BezorgWereld.Token);
        await world.DrainAsync();

        Assert.Equal(("a:nieuw", "z1"), Assert.Single(world.Connector.Arrived));
    }

    [Theory]
    [InlineData(400, "BadArgument")]
    [InlineData(403, "NotEnoughPermissions")]
    [InlineData(403, "InvalidBotApiHost")]
    [InlineData(403, "Onbekend")]
    [InlineData(413, "MessageSizeTooBig")]
    [InlineData(500, "ServiceError")]
    public async Task What_will_never_work_fails_with_a_reason_and_can_be_sent_again_by_hand(int status, string code)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(status, code);

        var result = await world.DrainAsync();
        await LaterAsync(world, TimeSpan.FromHours(6));

        Assert.Equal(1, result[BezorgStaat.Failed]);
        Assert.Single(world.Connector.Calls);
        var bericht = Assert.Single(await world.Berichten.OpenBerichtenAsync(fatma, BezorgWereld.Token));
        Assert.EndsWith(".", bericht.Reason, StringComparison.Ordinal);

        Assert.IsType<ResendOutcome.Again>(await world.Berichten.ResendAsync(fatma, bericht.Id, "bureau", world.Now, BezorgWereld.Token));
        Assert.IsType<ResendOutcome.AlreadyUnderWay>(await world.Berichten.ResendAsync(fatma, bericht.Id, "bureau", world.Now, BezorgWereld.Token));
        await world.DrainAsync();
        Assert.IsType<ResendOutcome.NothingToResend>(await world.Berichten.ResendAsync(fatma, bericht.Id, "bureau", world.Now, BezorgWereld.Token));
        Assert.Single(world.Connector.Arrived);
        Assert.Equal(bericht.Id, Assert.Single(await world.Berichten.OpenBerichtenAsync(fatma, BezorgWereld.Token)).Id);
    }

    [Theory]
    [InlineData(401, "BotNotRegistered")]
    [InlineData(403, "BotDisabledByAdmin")]
    public async Task When_we_are_switched_off_everything_is_parked_and_nothing_fails(int status, string code)
    {
        await using var world = BezorgWereld.New();
        for (var i = 0; i < 20; i++)
        {
            await world.PlanAsync(await world.TeamsPersonAsync($"p{i}"), $"z{i}");
        }

        world.Connector.Always = _ => SpeelConnector.Answer(status, code);
        var result = await world.DrainAsync();
        var asked = world.Connector.Calls.Count;
        Assert.Equal(0, result[BezorgStaat.Failed]);
        await LaterAsync(world, TimeSpan.FromMinutes(50));
        Assert.Equal(asked, world.Connector.Calls.Count);

        world.Connector.Always = null;
        await LaterAsync(world, TimeSpan.FromMinutes(11));

        Assert.Equal(20, world.Connector.Arrived.Select(a => a.Conversation).Distinct().Count());
        Assert.Equal(20, world.Connector.Arrived.Count);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_is_made_again_within_the_same_attempt()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(404, "ConversationNotFound");

        await world.DrainAsync();

        Assert.Equal(["send", "create", "send"], world.Connector.Calls.Select(c => c.Kind));
        Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "z1"));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(200, false)]
    [InlineData(502, true)]
    [InlineData(502, false)]
    [InlineData(503, false)]
    [InlineData(504, true)]
    public async Task After_doubt_a_task_is_sent_again_and_a_message_without_action_is_not(int status, bool accepted)
    {
        await using var world = BezorgWereld.New();
        var (fatma, jan) = (await world.TeamsPersonAsync("fatma"), await world.TeamsPersonAsync("jan"));
        await world.PlanAsync(fatma, "taak");
        world.Connector.Next(status, accepted: accepted);
        await world.DrainAsync();
        await world.PlanAsync(jan, "nieuws", kind: "nieuws");
        world.Connector.Next(status, accepted: accepted);
        var result = await world.DrainAsync();
        await LaterAsync(world, TimeSpan.FromMinutes(10));

        Assert.Equal(1, result[BezorgStaat.Doubt]);
        Assert.Equal(accepted ? 2 : 1, world.Connector.Arrived.Count(a => a.Summary == "taak"));
        Assert.Equal(accepted ? 1 : 0, world.Connector.Arrived.Count(a => a.Summary == "nieuws"));
        Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "taak"));
        Assert.Equal(BezorgStaat.Doubt, await world.StateAsync(jan, "nieuws"));
    }

    [Fact]
    public async Task A_task_that_was_done_after_the_doubt_is_not_sent_again()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(502, accepted: true);
        await world.DrainAsync();
        world.Omgeving.Done["z1"] = true;

        await LaterAsync(world, TimeSpan.FromMinutes(10));

        Assert.Single(world.Connector.Arrived);
        Assert.Equal(BezorgStaat.Cancelled, await world.StateAsync(fatma, "z1"));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_a_doubt()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        var asked = new TaskCompletionSource();
        world.Connector.Next(async call =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Aborted);
            throw new InvalidOperationException("Nobody waits any more.");
        });

        var drain = world.DrainAsync();
        await asked.Task;
        world.Clock.Advance(ConnectorClient.Patience);
        var result = await drain;

        Assert.Equal(1, result[BezorgStaat.RetryAt]);
        Assert.Equal(1, (await world.BoxAsync(fatma)).Berichten.Values.Single().Value.Doubts);
        await LaterAsync(world, TimeSpan.FromMinutes(1));
        Assert.Single(world.Connector.Arrived);
    }

    [Fact]
    public async Task A_refresh_updates_what_the_person_has_and_posts_anew_when_that_is_gone()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        await world.DrainAsync();
        await RefreshAsync(world, fatma, "v2");
        Assert.Equal(("update", "1001"), (world.Connector.Calls.Last().Kind, world.Connector.Calls.Last().Activity));

        world.Connector.Next(404, "ActivityNotFoundInConversation");
        await RefreshAsync(world, fatma, "v3");
        Assert.Equal(2, world.Connector.Arrived.Count);

        world.Omgeving.Done["z1"] = true;
        await RefreshAsync(world, fatma, "v4");
        var last = world.Connector.Calls.Last();
        Assert.Equal("update", last.Kind);
        Assert.NotEqual("1001", last.Activity);
        Assert.Contains("Dit is klaar", last.Body!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task A_card_that_a_refresh_posts_anew_is_tried_again_like_any_other(int status)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        await world.DrainAsync();
        world.Connector.Next(404, "ActivityNotFoundInConversation");
        world.Connector.Next(status, "?");

        await RefreshAsync(world, fatma, "v2");
        Assert.Single(world.Connector.Arrived);
        var (_, last) = ((await world.BoxAsync(fatma)).Berichten.Values.First(), (await world.BoxAsync(fatma)).Berichten.Values.Last().Value);
        Assert.Equal((BezorgStaat.RetryAt, status == 502 ? 1 : 0), (last.State, last.Doubts));
        await LaterAsync(world, TimeSpan.FromMinutes(1));

        Assert.Equal(2, world.Connector.Arrived.Count);
    }

    [Fact]
    public async Task A_refresh_writes_in_no_tenant_off_the_list_and_in_no_conversation_of_another_account()
    {
        await using var world = BezorgWereld.New();
        var (fatma, jan) = (await world.TeamsPersonAsync("fatma"), await world.TeamsPersonAsync("jan"));
        await world.PlanAsync(fatma, "z1");
        await world.PlanAsync(jan, "z1");
        await world.DrainAsync();
        var account = TeamsAccount.Of(BezorgWereld.Tenant, fatma.ToString());
        await world.Get<ConversationStore>().KeepAsync(
            new ConversationReference { Account = account, ServiceUrl = ServiceHosts.Global, ConversationId = "a:anders" }, BezorgWereld.Token);
        await RefreshAsync(world, fatma, "v2");
        world.Get<IOptions<TenantsOptions>>().Value.Domains.Remove(BezorgWereld.Tenant);
        await RefreshAsync(world, jan, "v2");

        Assert.DoesNotContain(world.Connector.Calls, c => c.Kind == "update");
    }

    [Fact]
    public async Task Mail_that_is_refused_is_shown_and_mail_in_doubt_about_a_task_is_sent_again_with_the_same_id()
    {
        await using var world = BezorgWereld.New();
        var (jan, an) = (world.MailPerson("jan"), world.MailPerson("an"));
        world.Omgeving.Mailer.Next(new MailOutcome.Refused("Dit adres bestaat niet."));
        await world.PlanAsync(jan, "z1");
        await world.DrainAsync();
        Assert.Equal(BezorgStaat.Failed, await world.StateAsync(jan, "z1"));

        world.Omgeving.Mailer.Next(new MailOutcome.Unknown());
        await world.PlanAsync(an, "z2");
        await world.DrainAsync();
        await LaterAsync(world, TimeSpan.FromMinutes(1));

        var mail = Assert.Single(world.Omgeving.Mailer.Sent);
        Assert.StartsWith((await world.BoxAsync(an)).Berichten.Keys.Single(), mail.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_could_not_be_sent_today_joins_what_is_due_on_the_next_day()
    {
        await using var world = BezorgWereld.New(new DateTimeOffset(2026, 11, 16, 17, 59, 0, TimeSpan.Zero));
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        world.Connector.Always = call => call.Kind == "send" ? SpeelConnector.Answer(412) : null;
        for (var i = 0; i < 20; i++)
        {
            await LaterAsync(world, TimeSpan.FromMinutes(1));
        }

        world.Connector.Always = null;
        await world.PlanAsync(fatma, "z2");
        await LaterAsync(world, TimeSpan.FromHours(8));
        Assert.Empty(world.Connector.Arrived);
        await LaterAsync(world, TimeSpan.FromHours(14));

        Assert.StartsWith("2 taken voor jou", Assert.Single(world.Connector.Arrived).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_expires_while_its_message_is_tried_again_expires_and_the_rest_arrives()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "laat", expires: world.Now.AddMinutes(5));
        await world.PlanAsync(fatma, "z1");
        world.Connector.Next(412, "?");
        await world.DrainAsync();
        Assert.Equal(BezorgStaat.RetryAt, await world.StateAsync(fatma, "laat"));

        var result = await LaterAsync(world, TimeSpan.FromMinutes(10));

        Assert.Equal((1, 1), (result[BezorgStaat.Expired], result[BezorgStaat.Delivered]));
        Assert.Equal(BezorgStaat.Expired, await world.StateAsync(fatma, "laat"));
        Assert.Equal("z1", Assert.Single(world.Connector.Arrived).Summary);
    }

    private static async Task RefreshAsync(BezorgWereld world, PersonId person, string occasion)
    {
        await world.Get<Outbox>().CommitAsync(
            new("zaken", "z1"), [], [new RefreshIntent { Person = person, Case = "z1", Occasion = occasion, Due = world.Now }], BezorgWereld.Token);
        await world.DrainAsync();
    }

    private static async Task<Uitslag> LaterAsync(BezorgWereld world, TimeSpan time)
    {
        world.Clock.Advance(time);
        return await world.DrainAsync();
    }

    private static async Task<List<Probleem>> ProblemsAsync(BezorgWereld world)
    {
        var problems = new List<Probleem>();
        await foreach (var problem in world.Get<Probleemlijst>().ReadAsync(BezorgWereld.Token))
        {
            problems.Add(problem);
        }

        return problems;
    }

    /// <summary>A store in which the person installs the app again just after its conversation was dropped.</summary>
    private sealed class ReinstallingStore(IDocumentStore inner, Func<IDocumentStore, Task> install) : IDocumentStore
    {
        public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
            inner.FindAsync(partition, row, cancellationToken);

        public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
            inner.QueryAsync(partition, range, cancellationToken);

        public async ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
        {
            var result = await inner.CommitAsync(partition, writes, cancellationToken);
            if (partition.Table == "gesprekken" && writes is [Write.Delete] && result is CommitResult.Committed)
            {
                await install(inner);
            }

            return result;
        }
    }
}
