using System.Text.Json.Nodes;
using Isop.Bot.Bezorging;
using Isop.Bot.Retourmail;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Bezorging;
using Isop.Tests.Graph;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Isop.Tests.Retourmail;

/// <summary>Mail that comes back, from the mailbox to the bureau's list, against recorded answers of Graph.</summary>
public sealed class RetourlezerTests : IAsyncDisposable
{
    private const string Mailbox = $"GET /v1.0/users/{BezorgWereld.Sender}";
    private const string Inbox = $"{Mailbox}/mailFolders/inbox/messages?";
    private const string Gone = "Bericht niet aangekomen: het e-mailadres bestaat niet.";

    private readonly BezorgWereld _w = BezorgWereld.New();

    private SpeelGraph Graph => _w.Omgeving.Graph;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task A_mail_that_came_back_is_not_arrived_with_why_and_can_be_sent_again()
    {
        var (person, messageId) = await SentAsync("mia");
        await ReturnsAsync(Mail("ndr-1", messageId));

        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(person, "z-mia"));
        var problem = Assert.Single(await ProblemsAsync());
        Assert.Equal((person, BezorgStaat.Failed, Gone), (problem.Person, problem.State, problem.Reason));
        Assert.Equal((1, 0), await CountsAsync());

        Assert.IsType<ResendOutcome.Again>(await _w.Berichten.ResendAsync(person, problem.Bericht!, "bureau", _w.Now, Token));
        await _w.DrainAsync();
        Assert.Equal(2, _w.Omgeving.Mailer.Sent.Count);
        Assert.Empty(await ProblemsAsync());
    }

    [Fact]
    public async Task Only_what_tells_a_report_is_asked_for_as_the_mailboxs_own_identity()
    {
        await ReturnsAsync();

        var asked = Assert.Single(Graph.Asked);
        Assert.StartsWith($"{Inbox}$filter=receivedDateTime ge 2026-11-15T08:55:00Z&$orderby=receivedDateTime&", asked, StringComparison.Ordinal);
        Assert.EndsWith(
            "&$select=id,internetMessageId,receivedDateTime,from&$expand=singleValueExtendedProperties($filter=id eq 'String 0x001A')", asked,
            StringComparison.Ordinal);
        Assert.Equal("Bearer token-for-https://graph.microsoft.com/.default", Assert.Single(Graph.Authorizations));
    }

    [Fact]
    public async Task Who_reads_the_list_while_a_mail_comes_back_takes_nothing_from_it()
    {
        var (person, messageId) = await SentAsync("mia");
        var store = new BetweenStore(_w.Store);
        // Between the row of the list and the message that is failed from then on.
        store.BeforeCommit = () =>
        {
            store.BeforeCommit = async () => Assert.Empty(await ProblemsAsync());
            return Task.CompletedTask;
        };

        var outcome = await new Retouren(store, new Probleemlijst(store)).ReturnAsync(person, messageId.Split('.')[0], Gone, _w.Now, _w.Now, Token);

        Assert.IsType<RetourOutcome.Returned>(outcome);
        Assert.Null(store.BeforeCommit);
        Assert.Equal(messageId.Split('.')[0], Assert.Single(await ProblemsAsync()).Bericht);
    }

    [Fact]
    public async Task The_same_report_twice_does_nothing_even_when_the_message_went_again_meanwhile()
    {
        var (person, messageId) = await SentAsync("mia");
        var report = Mail("ndr-1", messageId);
        await ReturnsAsync(report);
        await _w.Berichten.ResendAsync(person, (await ProblemsAsync()).Single().Bericht!, "bureau", _w.Now, Token);
        await _w.DrainAsync();
        _w.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, "z-mia"));
        Assert.Equal((1, 0), await CountsAsync());
        Assert.Equal(1, Graph.CountOf($"{Mailbox}/messages/ndr-1/$value"));
    }

    [Fact]
    public async Task A_late_report_of_an_earlier_sending_says_nothing_about_the_next()
    {
        var (person, messageId) = await SentAsync("mia");
        await ReturnsAsync(Mail("ndr-1", messageId));
        _w.Clock.Advance(TimeSpan.FromMinutes(30));
        await _w.Berichten.ResendAsync(person, (await ProblemsAsync()).Single().Bericht!, "bureau", _w.Now, Token);
        await _w.DrainAsync();
        await ReturnsAsync(Mail("ndr-2", messageId, received: _w.Now.AddMinutes(-10)));
        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, "z-mia"));

        await ReturnsAsync(Mail("ndr-3", messageId));
        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(person, "z-mia"));
    }

    [Fact]
    public async Task A_report_that_comes_after_the_message_was_laid_aside_still_finds_it()
    {
        var (person, messageId) = await SentAsync("mia");
        _w.Clock.Advance(TimeSpan.FromDays(2));
        await _w.PlanAsync(person, "z-later");
        await _w.DrainAsync();
        Assert.Contains((await _w.BoxAsync(person)).Berichten.Values, b => b.Value.Archived);

        await ReturnsAsync(Mail("ndr-1", messageId, status: "4.4.7"));
        var problem = Assert.Single(await ProblemsAsync());
        Assert.Equal("Bericht niet aangekomen: de mailserver van deze persoon was dagenlang niet bereikbaar.", problem.Reason);
        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(person, "z-mia"));
        Assert.IsType<ResendOutcome.Again>(await _w.Berichten.ResendAsync(person, problem.Bericht!, "bureau", _w.Now, Token));
        await _w.DrainAsync();
        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, "z-mia"));
    }

    [Fact]
    public async Task A_message_with_several_cases_fails_whole()
    {
        var person = _w.MailPerson("mia");
        await _w.PlanAsync(person, "z1");
        await _w.PlanAsync(person, "z2");
        await _w.DrainAsync();
        await ReturnsAsync(Mail("ndr-1", Assert.Single(_w.Omgeving.Mailer.Sent).MessageId));

        Assert.Equal((BezorgStaat.Failed, BezorgStaat.Failed), (await _w.StateAsync(person, "z1"), await _w.StateAsync(person, "z2")));
        Assert.Single(await ProblemsAsync());
    }

    [Fact]
    public async Task The_longest_message_fails_whole_in_one_commit()
    {
        const int Cases = Bezorgplan.MaxRegels;
        var person = _w.MailPerson("mia");
        for (var i = 0; i < Cases; i++)
        {
            await _w.PlanAsync(person, $"z{i}");
        }

        await _w.DrainAsync();
        var messageId = Assert.Single(_w.Omgeving.Mailer.Sent).MessageId;
        for (var day = 1; day <= 3; day++)
        {
            // Each turn lays aside as much of what is done as fits in one commit.
            _w.Clock.Advance(TimeSpan.FromDays(1));
            await _w.PlanAsync(person, $"later{day}");
            await _w.DrainAsync();
        }

        Assert.DoesNotContain((await _w.Get<BezorgStore>().LoadOpenAsync(person, Token)).Bezorgingen.Values, b => b.Value.Case.StartsWith('z'));
        await ReturnsAsync(Mail("ndr-1", messageId));

        var open = (await _w.Get<BezorgStore>().LoadOpenAsync(person, Token)).Bezorgingen.Values.Where(b => b.Value.Case.StartsWith('z')).ToList();
        Assert.Equal(Cases, open.Count(b => b.Value is { State: BezorgStaat.Failed, Reason: Gone }));
        Assert.Equal(Cases + 3, (await _w.BoxAsync(person)).Bezorgingen.Count);
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Wherever_the_process_dies_the_next_look_gives_what_one_clean_look_gives(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var world = BezorgWereld.New();
            var person = world.MailPerson("mia");
            await world.PlanAsync(person, "z-mia");
            await world.DrainAsync();
            var (known, unknown) = (Mail("ndr-1", Assert.Single(world.Omgeving.Mailer.Sent).MessageId), Mail("ndr-2", null));
            world.Omgeving.Graph.On(Inbox, 200, Retourpost.Page(null, known.Listed, unknown.Listed));
            world.Omgeving.Graph.On($"{Mailbox}/messages/ndr-1/$value", 200, known.Mime);
            world.Omgeving.Graph.On($"{Mailbox}/messages/ndr-2/$value", 200, unknown.Mime);
            var store = new CrashingStore(world.Store, at, moment);
            await using (var dying = world.Beside(store))
            {
                await Record.ExceptionAsync(async () => await dying.Get<Retourlezer>().RunAsync(world.Now, Token));
            }

            await world.Get<Retourlezer>().RunAsync(world.Now, Token);
            var stand = (await world.Get<Retourstanden>().ReadAsync(Token))!.Value;
            Assert.Equal((1, 1, world.Now), (stand.Matched, stand.Unmatched, stand.LookedAt));
            Assert.Equal(BezorgStaat.Failed, await world.StateAsync(person, "z-mia"));
            if (!store.Crashed)
            {
                Assert.Equal(8, at);
                break;
            }
        }
    }

    [Fact]
    public async Task What_belongs_to_no_message_is_counted_and_changes_nothing()
    {
        var (person, messageId) = await SentAsync("mia");
        var stranger = $"{messageId.Split('.')[0]}.{_w.MailPerson("gijs")}";
        await ReturnsAsync(Mail("ndr-1", null), Mail("ndr-2", stranger), Mail("ndr-3", "link-0123456789abcdef0123456789abcdef"));

        Assert.Equal((0, 3), await CountsAsync());
        Assert.Equal(_w.Now, (await StandAsync()).LastUnmatched);
        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, "z-mia"));
        await RunAsync();
        Assert.Equal((0, 3), await CountsAsync());
    }

    [Fact]
    public async Task A_late_mail_an_out_of_office_and_an_answer_are_not_read_and_a_warning_in_words_changes_nothing()
    {
        var (person, messageId) = await SentAsync("mia");
        await ReturnsAsync(
            (Retourpost.Listed("late", _w.Now, Retourpost.Late), ""),
            (Retourpost.Listed("arrived", _w.Now, "REPORT.IPM.Note.DR"), ""),
            (Retourpost.Listed("away", _w.Now, "IPM.Note.Rules.OofTemplate.Microsoft", "mia@school.nl"), ""),
            (Retourpost.Listed("answer", _w.Now, Retourpost.Ordinary, "mia@school.nl"), ""),
            (Retourpost.Listed("warning", _w.Now, Retourpost.Ordinary, "MAILER-DAEMON@mail.elders.nl"), Retourpost.Report(messageId, "delayed", "4.4.1")));

        Assert.Equal([$"{Mailbox}/messages/warning/$value"], Graph.Asked.Where(a => a.Contains("$value", StringComparison.Ordinal)));
        Assert.Equal((0, 0), await CountsAsync());
        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, "z-mia"));
    }

    [Theory]
    [InlineData("postmaster@elders.nl")]
    [InlineData("Mailer-Daemon@elders.nl")]
    public async Task A_report_that_Exchange_took_for_an_ordinary_mail_is_known_by_what_is_in_it(string from)
    {
        var (person, messageId) = await SentAsync("mia");
        await ReturnsAsync((Retourpost.Listed("m1", _w.Now, null, from), Retourpost.Report(messageId, status: "5.2.2")));

        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(person, "z-mia"));
        Assert.Equal("Bericht niet aangekomen: het postvak is vol.", (await ProblemsAsync()).Single().Reason);
    }

    [Fact]
    public async Task Every_page_is_read_and_a_page_elsewhere_is_not_asked_for()
    {
        var (mia, first) = await SentAsync("mia");
        var (gijs, second) = await SentAsync("gijs");
        const string Next = "https://graph.microsoft.com/v1.0/users/x/mailFolders/inbox/messages?$skip=50";
        Graph.On(Inbox, 200, Retourpost.Page(Next, Mail("ndr-1", first).Listed));
        Graph.On("GET /v1.0/users/x/mailFolders/inbox/messages?$skip=50", 200, Retourpost.Page("https://elders.example/v1.0/x", Mail("ndr-2", second).Listed));
        Serve(Mail("ndr-1", first));
        Serve(Mail("ndr-2", second));
        await RunAsync();

        Assert.Equal((BezorgStaat.Failed, BezorgStaat.Failed), (await _w.StateAsync(mia, "z-mia"), await _w.StateAsync(gijs, "z-gijs")));
        Assert.Null((await StandAsync()).LookedAt);
    }

    [Theory]
    [InlineData(429, "40")]
    [InlineData(503, "2000")]
    [InlineData(503, null)]
    public async Task A_look_that_is_cut_off_goes_on_where_it_was_and_not_before_it_may(int status, string? retryAfter)
    {
        var (mia, first) = await SentAsync("mia");
        var (gijs, second) = await SentAsync("gijs");
        Graph.On(Inbox, 200, Retourpost.Page(null, Mail("ndr-1", first).Listed, Mail("ndr-2", second).Listed));
        Serve(Mail("ndr-1", first));
        Graph.On($"{Mailbox}/messages/ndr-2/$value", status, "", retryAfter);
        Graph.On($"{Mailbox}/messages/ndr-2/$value", 200, Retourpost.Report(second));
        await RunAsync();
        Assert.Equal((BezorgStaat.Failed, BezorgStaat.Delivered), (await _w.StateAsync(mia, "z-mia"), await _w.StateAsync(gijs, "z-gijs")));
        Assert.Null((await StandAsync()).LookedAt);

        var wait = TimeSpan.FromSeconds(retryAfter is null ? 0 : int.Parse(retryAfter, System.Globalization.CultureInfo.InvariantCulture));
        var asked = Graph.Asked.Count;
        if (wait > TimeSpan.Zero)
        {
            _w.Clock.Advance(wait - TimeSpan.FromSeconds(1));
            await RunAsync();
            Assert.Equal(asked, Graph.Asked.Count);
        }

        _w.Clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(gijs, "z-gijs"));
        Assert.Equal((2, 0), await CountsAsync());
        Assert.Equal(1, Graph.CountOf($"{Mailbox}/messages/ndr-1/$value"));
        Assert.Equal((_w.Now, null), ((await StandAsync()).LookedAt, (await StandAsync()).Trouble));
    }

    [Theory]
    [InlineData(403, "Mail.Read")]
    [InlineData(401, "Mail.Read")]
    [InlineData(404, "bestaat niet")]
    [InlineData(500, "straks weer")]
    public async Task A_mailbox_that_cannot_be_read_is_told_and_what_came_meanwhile_is_read_later(int status, string told)
    {
        var (person, messageId) = await SentAsync("mia");
        Graph.On(Inbox, status, """{"error":{"code":"ErrorAccessDenied","message":"x"}}""");
        await RunAsync();
        Assert.Contains(told, (await StandAsync()).Trouble, StringComparison.Ordinal);

        _w.Clock.Advance(TimeSpan.FromDays(3));
        var report = Mail("ndr-1", messageId, received: _w.Now.AddDays(-2));
        Graph.On(Inbox, 200, Retourpost.Page(null, report.Listed));
        Serve(report);
        // The first of the two answers that stand for the call is the old one still.
        await RunAsync();
        await RunAsync();
        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(person, "z-mia"));
        Assert.Null((await StandAsync()).Trouble);
        Assert.Contains("ge 2026-11-15T08:55:00Z", Graph.Asked.Last(a => a.StartsWith(Inbox, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_right_stands_in_the_log_once_and_no_mail_ever_does()
    {
        var log = new Logboek();
        var lezer = ActivatorUtilities.CreateInstance<Retourlezer>(_w.Get<IServiceProvider>(), log);
        Graph.On(Inbox, 403, """{"error":{"code":"ErrorAccessDenied","message":"Access is denied for isop@school.nl."}}""");
        await lezer.RunAsync(_w.Now, Token);
        await lezer.RunAsync(_w.Now, Token);
        Assert.Equal("Warning The mailbox cannot be read for mail that came back: 403 ErrorAccessDenied.", Assert.Single(log.Lines));

        var (_, messageId) = await SentAsync("mia");
        var (known, unknown) = (Mail("ndr-1", messageId), Mail("ndr-2", null));
        Graph.Replace(Inbox, 200, Retourpost.Page(null, known.Listed, unknown.Listed));
        Serve(known);
        Serve(unknown);
        await lezer.RunAsync(_w.Now, Token);
        Assert.Equal(
            [
                $"Information The mail of message {messageId.Split('.')[0]} came back: 5.1.10.",
                "Warning A mail came back that belongs to no message: 5.1.10.",
            ],
            log.Lines.Skip(1));
    }

    [Fact]
    public void It_is_work_of_the_leader_where_the_settings_name_a_mailbox()
    {
        static IEnumerable<LeaderJob> JobsWith(string? sender)
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration.AddInMemoryCollection([new("Isop:Mail:Sender", sender)]);
            builder.AddRetourmail();
            builder.Services.AddSingleton<IDocumentStore>(TestStores.Memory()).AddSingleton(TimeProvider.System);
            builder.AddBezorging();
            return builder.Build().Services.GetServices<LeaderJob>();
        }

        Assert.Equal(("retourmail", TimeSpan.FromMinutes(15)), JobsWith("isop@school.nl").Select(j => (j.Name, j.Every)).Single());
        Assert.Empty(JobsWith(null));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_asked_and_it_is_told()
    {
        Graph.HasToken = false;
        await RunAsync();

        Assert.Empty(Graph.Asked);
        Assert.Contains("aanmelden", (await StandAsync()).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_tidied_away_is_none_and_one_that_can_never_be_read_keeps_nobody_waiting()
    {
        var (person, messageId) = await SentAsync("mia");
        Graph.On(Inbox, 200, Retourpost.Page(null, Mail("tidied", null).Listed, Mail("broken", null).Listed, Mail("ndr-1", messageId).Listed));
        Graph.On($"{Mailbox}/messages/tidied/$value", 404);
        Graph.On($"{Mailbox}/messages/broken/$value", 500);
        Serve(Mail("ndr-1", messageId));
        for (var run = 1; run <= 3; run++)
        {
            await RunAsync();
            Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, "z-mia"));
        }

        await RunAsync();
        Assert.Equal(BezorgStaat.Failed, await _w.StateAsync(person, "z-mia"));
        Assert.Equal((1, 1), await CountsAsync());
    }

    [Fact]
    public async Task The_next_look_begins_a_little_before_the_last_and_never_longer_ago_than_two_weeks()
    {
        await ReturnsAsync();
        _w.Clock.Advance(TimeSpan.FromMinutes(15));
        await RunAsync();
        _w.Clock.Advance(TimeSpan.FromDays(40));
        await RunAsync();

        Assert.Equal(
            ["2026-11-15T08:55:00Z", "2026-11-16T08:55:00Z", "2026-12-12T09:15:00Z"],
            Graph.Asked.Select(a => a.Split("ge ")[1].Split('&')[0]));
    }

    [Fact]
    public async Task A_message_that_went_through_Teams_or_is_on_its_way_again_stays_as_it_is()
    {
        var (mia, messageId) = await SentAsync("mia");
        await ReturnsAsync(Mail("ndr-1", messageId));
        await _w.Berichten.ResendAsync(mia, (await ProblemsAsync()).Single().Bericht!, "bureau", _w.Now, Token);
        await ReturnsAsync(Mail("ndr-2", messageId));
        Assert.Equal(BezorgStaat.RetryAt, await _w.StateAsync(mia, "z-mia"));

        var gijs = await _w.TeamsPersonAsync("gijs");
        await _w.PlanAsync(gijs, "z-gijs");
        await _w.DrainAsync();
        var bericht = Assert.Single((await _w.BoxAsync(gijs)).Berichten.Values).Value;
        Assert.Equal(Kanaal.Teams, bericht.Kanaal);
        await ReturnsAsync(Mail("ndr-3", $"{bericht.Id}.{gijs}"));
        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(gijs, "z-gijs"));
    }

    [Fact]
    public async Task Nothing_of_a_mail_is_kept_and_every_document_has_its_period()
    {
        var (_, messageId) = await SentAsync("mia");
        await ReturnsAsync(Mail("ndr-1", messageId), Mail("ndr-2", null));

        var document = await _w.Store.FindAsync(new Partition("taken", "retourmail"), "stand", Token);
        var kept = System.Text.Encoding.UTF8.GetString(document!.Body.Span);
        Assert.DoesNotContain("mia", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("ndr-1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain('@', kept);
        Assert.IsType<Bewaartermijn.Blijft>(Bewaartabel.Find(new Partition("taken", "retourmail"), "stand")?.Termijn);
    }

    private sealed class Logboek : ILogger<Retourlezer>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {formatter(state, exception)}{exception}");
    }

    private async Task RunAsync() => await _w.Get<Retourlezer>().RunAsync(_w.Now, Token);

    /// <summary>A mail went out; answers the id that went along as our header.</summary>
    private async Task<(PersonId Person, string MessageId)> SentAsync(string name)
    {
        var person = _w.MailPerson(name);
        await _w.PlanAsync(person, $"z-{name}");
        await _w.DrainAsync();
        Assert.Equal(BezorgStaat.Delivered, await _w.StateAsync(person, $"z-{name}"));
        return (person, _w.Omgeving.Mailer.Sent.Last().MessageId);
    }

    private (JsonObject Listed, string Mime) Mail(string id, string? messageId, string status = "5.1.10", DateTimeOffset? received = null) =>
        (Retourpost.Listed(id, received ?? _w.Now), Retourpost.Report(messageId, status: status));

    private void Serve((JsonObject Listed, string Mime) mail) => Graph.On($"{Mailbox}/messages/{mail.Listed["id"]}/$value", 200, mail.Mime);

    /// <summary>One look at an inbox with these mails.</summary>
    private async Task ReturnsAsync(params (JsonObject Listed, string Mime)[] mails)
    {
        Graph.Replace(Inbox, 200, Retourpost.Page(null, [.. mails.Select(m => m.Listed)]));
        foreach (var mail in mails)
        {
            Serve(mail);
        }

        await RunAsync();
    }

    private async Task<Retourstand> StandAsync() => (await _w.Get<Retourstanden>().ReadAsync(Token))!.Value;

    private async Task<(int Matched, int Unmatched)> CountsAsync() => await StandAsync() is var s ? (s.Matched, s.Unmatched) : default;

    private async Task<List<Probleem>> ProblemsAsync()
    {
        var problems = new List<Probleem>();
        await foreach (var problem in _w.Get<Probleemlijst>().ReadAsync(Token))
        {
            problems.Add(problem);
        }

        return problems;
    }
}
