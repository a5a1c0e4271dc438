using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Teams;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Bezorging;

namespace Isop.Tests.Graph;

public sealed class InstallerenTests : IAsyncDisposable
{
    private const string Users = "GET /v1.0/users?";
    private const string ObjectId = "99999999-0000-0000-0000-000000000001";
    private const string Apps = $"/v1.0/users/{ObjectId}/teamwork/installedApps";

    private readonly BezorgWereld _w = BezorgWereld.New();

    private SpeelGraph Graph => _w.Omgeving.Graph;

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task A_person_is_found_linked_and_installed_and_the_message_goes_to_Teams()
    {
        var person = _w.MailPerson("mia");
        Found("mia@school.nl");
        Installs();
        await RunAsync();
        await _w.PlanAsync(person, "z1");
        await _w.DrainAsync();

        Assert.Equal($"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{BezorgWereld.CatalogusId}", Bind());
        Assert.Equal(("19:chat", "z1"), Assert.Single(_w.Connector.Arrived));
        Assert.Empty(_w.Omgeving.Mailer.Sent);
        Assert.Equal(ObjectId, (await LinkAsync(person))?.Account.ObjectId);
        Assert.All(Graph.Authorizations, a => Assert.Equal($"Bearer token-for-https://graph.microsoft.com/.default{BezorgWereld.Tenant}", a));
        Assert.True((await AttemptAsync(person))!.Installed);
    }

    [Fact]
    public async Task What_is_installed_already_counts_and_without_a_chat_the_connector_makes_the_conversation()
    {
        var person = _w.MailPerson("mia");
        Found("mia@school.nl");
        Graph.On($"POST {Apps}", 409, Error("Conflict"));
        Graph.On($"GET {Apps}", 200, "");
        await RunAsync();
        await _w.PlanAsync(person, "z1");
        await _w.DrainAsync();

        Assert.Equal("z1", Assert.Single(_w.Connector.Arrived).Summary);
        Assert.Contains(_w.Connector.Calls, c => c.Kind == "create");
    }

    [Theory]
    [InlineData(404, "NotFound", "Teams kent deze persoon niet")]
    [InlineData(403, "Forbidden", "geen licentie")]
    [InlineData(400, null, "fout 400")]
    public async Task Who_cannot_be_installed_gets_mail_and_the_bureau_reads_why(int status, string? code, string reason)
    {
        var person = _w.MailPerson("mia");
        Found("mia@school.nl");
        Graph.On($"POST {Apps}", status, code is null ? "" : Error(code));
        await RunAsync();
        await _w.PlanAsync(person, "z1");
        await _w.DrainAsync();

        Assert.Contains(reason, (await AttemptAsync(person))!.Reason, StringComparison.Ordinal);
        Assert.Single(_w.Omgeving.Mailer.Sent);
    }

    [Fact]
    public async Task Once_a_day_and_again_the_next()
    {
        _w.MailPerson("mia");
        Found("mia@school.nl");
        Graph.On($"POST {Apps}", 404);
        await RunAsync();
        await RunAsync();
        await _w.Get<InstallatieStore>().KeepRoundAsync(BezorgWereld.Tenant, new Installatieronde(default, ""), Token);
        await RunAsync();
        Assert.Equal(1, Graph.CountOf($"POST {Apps}"));

        _w.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync();
        Assert.Equal(2, Graph.CountOf($"POST {Apps}"));
    }

    [Theory]
    [InlineData(429, "40", 40)]
    [InlineData(429, "Mon, 16 Nov 2026 09:01:30 GMT", 90)]
    [InlineData(429, null, 60)]
    [InlineData(503, "20", 20)]
    [InlineData(503, null, 60)]
    [InlineData(401, null, 900)]
    public async Task A_pause_holds_for_everybody_in_the_tenant_and_is_no_attempt(int status, string? retryAfter, int seconds)
    {
        var person = _w.MailPerson("mia");
        Graph.On(Users, () => Reply(200, Page("mia@school.nl")));
        Graph.On($"POST {Apps}", status, "", retryAfter);
        await RunAsync();
        var asked = Graph.Asked.Count;
        await RunAsync();

        Assert.Equal(asked, Graph.Asked.Count);
        Assert.Null(await AttemptAsync(person));
        var pause = Assert.Single((await _w.Get<Sturing>().ReadAsync(Token)).Pauzes);
        Assert.Equal((Installateur.PauseOf(BezorgWereld.Tenant), _w.Now.AddSeconds(seconds)), (pause.Key, pause.Value.Until));

        Graph.On($"POST {Apps}", 201);
        Graph.On($"GET {Apps}", 200, """{"value":[]}""");
        _w.Clock.Advance(TimeSpan.FromSeconds(seconds + 1));
        // The first of the two answers that stand for the call is the old one still.
        await RunAsync();
        _w.Clock.Advance(TimeSpan.FromSeconds(seconds + 1));
        await RunAsync();
        Assert.True((await AttemptAsync(person))!.Installed);
    }

    [Fact]
    public async Task Without_a_token_or_the_right_nothing_is_tried_again_for_a_quarter_of_an_hour()
    {
        var person = _w.MailPerson("mia");
        Graph.HasToken = false;
        await RunAsync();
        Assert.Empty(Graph.Asked);
        Assert.Null(await AttemptAsync(person));
        Assert.Equal(_w.Now.AddMinutes(15), Assert.Single((await _w.Get<Sturing>().ReadAsync(Token)).Pauzes).Value.Until);

        Graph.HasToken = true;
        Graph.On(Users, 403, Error("Authorization_RequestDenied"));
        _w.Clock.Advance(TimeSpan.FromMinutes(16));
        await RunAsync();
        Assert.Null(await AttemptAsync(person));
        Assert.Equal(_w.Now.AddMinutes(15), Assert.Single((await _w.Get<Sturing>().ReadAsync(Token)).Pauzes).Value.Until);
    }

    [Fact]
    public async Task Who_removed_the_app_is_left_alone_until_they_come_back()
    {
        var person = await _w.TeamsPersonAsync("mia");
        var account = (await LinkAsync(person))!.Account;
        var conversations = _w.Get<ConversationStore>();
        await conversations.RemovedAsync(account, Token);
        await RunAsync();
        Assert.Empty(Graph.Asked);
        Assert.Contains("zelf verwijderd", (await AttemptAsync(person))!.Reason, StringComparison.Ordinal);

        await conversations.KeepAsync(new ConversationReference { Account = account, ConversationId = "a:1", ServiceUrl = ServiceHosts.Global }, Token);
        Assert.False(await conversations.WasRemovedAsync(account, Token));
    }

    [Fact]
    public async Task A_block_found_while_sending_is_kept_and_an_app_that_is_just_not_there_is_not()
    {
        var (blocked, absent) = (await _w.TeamsPersonAsync("mia"), await _w.TeamsPersonAsync("gijs"));
        foreach (var (person, code) in new[] { (blocked, "ConversationBlockedByUser"), (absent, "BotNotInConversationRoster") })
        {
            _w.Connector.Next(403, code);
            await _w.PlanAsync(person, $"z-{code}");
            await _w.DrainAsync();
        }

        Assert.True(await _w.Get<ConversationStore>().WasRemovedAsync((await LinkAsync(blocked))!.Account, Token));
        Assert.False(await _w.Get<ConversationStore>().WasRemovedAsync((await LinkAsync(absent))!.Account, Token));
    }

    [Fact]
    public async Task An_address_that_cannot_be_asked_for_keeps_nobody_else_waiting()
    {
        var person = _w.MailPerson("mia");
        Graph.On(Users, 400, """{"error":{"code":"Request_UnsupportedQuery"}}""");
        await RunAsync();

        Assert.Contains("kan dit e-mailadres niet opzoeken", (await AttemptAsync(person))!.Reason, StringComparison.Ordinal);
        Assert.Empty((await _w.Get<Sturing>().ReadAsync(Token)).Pauzes);
    }

    [Theory]
    [InlineData("""{"value":[]}""", "geen Microsoft 365-account")]
    [InlineData("""{"value":[{"id":"1","mail":"mia@school.nl","userType":"Member","accountEnabled":false}]}""", "staat uit")]
    [InlineData("""{"value":[{"id":"1","mail":"mia@school.nl","userType":"Guest","accountEnabled":true}]}""", "gast")]
    [InlineData("""{"value":[{"id":"1","mail":"mia@school.nl","accountEnabled":true}]}""", "gast")]
    [InlineData("""{"value":[{"id":"1","userType":"Member","accountEnabled":true},{"id":"2","userType":"Member","accountEnabled":true}]}""", "meer dan één")]
    public async Task Nobody_is_guessed(string page, string reason)
    {
        var person = _w.MailPerson("mia");
        Graph.On(Users, 200, page);
        await RunAsync();

        Assert.Contains(reason, (await AttemptAsync(person))!.Reason, StringComparison.Ordinal);
        Assert.Null(await LinkAsync(person));
        Assert.Equal(0, Graph.CountOf("POST"));
    }

    [Fact]
    public async Task A_second_page_counts_and_a_page_elsewhere_is_not_asked_for()
    {
        var person = _w.MailPerson("mia");
        Graph.On(Users, 200, $$"""{{{User("mia@school.nl", "1")}},"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=2"}""");
        Graph.On("GET /v1.0/users?$skiptoken=2", 200, $$"""{{{User("mia@school.nl", "2")}}}""");
        await RunAsync();
        Assert.Contains("meer dan één", (await AttemptAsync(person))!.Reason, StringComparison.Ordinal);

        var other = _w.MailPerson("gijs");
        Graph.On("GET /v1.0/users?$filter=mail eq 'gijs", 200, """{"value":[],"@odata.nextLink":"https://elders.example/v1.0/users"}""");
        await RunAsync();
        Assert.Null(await AttemptAsync(other));
    }

    [Fact]
    public async Task An_address_that_is_only_a_further_one_is_for_the_bureau()
    {
        var person = _w.MailPerson("mia");
        Found("iemand@school.nl");
        await RunAsync();

        Assert.Null(await LinkAsync(person));
        Assert.Contains("Koppelingen", (await AttemptAsync(person))!.Reason, StringComparison.Ordinal);
        var rows = new List<LinkToCheck>();
        await foreach (var row in _w.Get<PersonLinks>().ListToCheckAsync(Token))
        {
            rows.Add(row);
        }

        Assert.Equal((LinkProblem.OtherAddress, person), (Assert.Single(rows).Problem, rows[0].Candidate!.Value));
        Assert.Equal(0, Graph.CountOf("POST"));
    }

    [Fact]
    public async Task An_apostrophe_stays_inside_the_filter()
    {
        _w.Omgeving.Person("d", "d'arc@school.nl");
        Graph.On(Users, 200, """{"value":[]}""");
        await RunAsync();
        Assert.StartsWith($"{Users}$filter=mail eq 'd''arc@school.nl' or ", Assert.Single(Graph.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_outside_the_tenants_is_looked_up_and_nobody_at_night_or_while_sending_is_stopped()
    {
        _w.Omgeving.Person("ver", "ver@elders.nl");
        await RunAsync();
        _w.MailPerson("mia");
        await _w.Get<Sturing>().StopAllAsync("bureau", "even niet", _w.Now, Token);
        await RunAsync();
        _w.Clock.Advance(TimeSpan.FromHours(12));
        await _w.Get<Sturing>().ResumeAsync("bureau", _w.Now, Token);
        await RunAsync();
        Assert.Empty(Graph.Asked);
    }

    [Fact]
    public async Task A_round_goes_on_where_the_last_run_stopped_and_sees_everybody_once_a_day()
    {
        const int People = Installateur.AtATime + 5;
        for (var i = 0; i < People; i++)
        {
            _w.MailPerson($"p{i}");
        }

        Graph.On(Users, 200, """{"value":[]}""");
        await RunAsync();
        Assert.Equal(Installateur.AtATime, Graph.Asked.Count);
        await RunAsync();
        await RunAsync();
        Assert.Equal(People, Graph.Asked.Distinct().Count());
        Assert.Equal(People, Graph.Asked.Count);
    }

    [Fact]
    public async Task What_is_kept_of_an_attempt_goes_after_ninety_days_and_who_removed_the_app_stays_known()
    {
        var removed = (await LinkAsync(await _w.TeamsPersonAsync("gijs")))!.Account;
        await _w.Get<ConversationStore>().RemovedAsync(removed, Token);
        var person = _w.MailPerson("mia");
        Found("mia@school.nl");
        Installs();
        await RunAsync();
        Assert.True((await AttemptAsync(person))!.Installed);

        await new Opruiming(_w.Store).RunAsync(_w.Now.AddDays(90), Token);
        Assert.NotNull(await AttemptAsync(person));
        await new Opruiming(_w.Store).RunAsync(_w.Now.AddDays(91), Token);
        Assert.Null(await AttemptAsync(person));
        Assert.True(await _w.Get<ConversationStore>().WasRemovedAsync(removed, Token));
        await foreach (var table in _w.Store.Whole().TablesAsync(Token))
        {
            await foreach (var (partition, document) in _w.Store.Whole().ReadTableAsync(table, Token))
            {
                Assert.True(Bewaartabel.Find(partition, document.Row) is not null || table == "zaken", $"{partition} {document.Row}");
            }
        }
    }

    [Fact]
    public async Task A_job_of_the_leader_runs_while_it_leads_and_its_failure_ends_nothing()
    {
        var ran = new SemaphoreSlim(0);
        _w.Omgeving.Jobs.Add(new LeaderJob("stuk", TimeSpan.FromMinutes(1), (_, _) =>
        {
            ran.Release();
            throw new InvalidOperationException("stuk");
        }));
        await using var worker = _w.Beside();
        await worker.StartAsync();
        Assert.True(await ran.WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.True(worker.Get<Lease>().IsHeld);
        await worker.StopAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task RunAsync()
    {
        Assert.True(await _w.Get<Lease>().TryHoldAsync(Token));
        await _w.Get<Installateur>().RunAsync(_w.Now, Token);
    }

    private void Found(string mail) => Graph.On(Users, 200, Page(mail));

    private void Installs()
    {
        Graph.On($"POST {Apps}", 201);
        Graph.On($"GET {Apps}", 200, """{"value":[{"id":"inst-1"}]}""");
        Graph.On($"GET {Apps}/inst-1/chat", 200, """{"id":"19:chat"}""");
    }

    private string? Bind() => System.Text.Json.JsonDocument.Parse(Assert.Single(Graph.Bodies)).RootElement.GetProperty("teamsApp@odata.bind").GetString();

    private async Task<Installatie?> AttemptAsync(PersonId person) => await _w.Get<InstallatieStore>().FindAsync(person, Token);

    private async Task<PersonLink?> LinkAsync(PersonId person) => await _w.Get<PersonLinks>().FindAsync(person, Token);

    private static string Page(string mail) => $$"""{{{User(mail, ObjectId)}}}""";

    private static string User(string mail, string id) =>
        $$"""
        "value":[{"id":"{{id}}","mail":"{{mail}}","userPrincipalName":"{{mail}}","userType":"Member","accountEnabled":true}]
        """;

    private static string Error(string code) => $$$"""{"error":{"code":"{{{code}}}","message":"x"}}""";

    private static HttpResponseMessage Reply(int status, string body) =>
        new((System.Net.HttpStatusCode)status) { Content = new StringContent(body) };
}
