using System.Net;
using Isop.Bot.Teams;
using Isop.Core.Inzage;
using Isop.Core.Register;

namespace Isop.Tests.Teams;

/// <summary>Which account is which person.</summary>
public sealed class PersonLinksTests : IAsyncLifetime
{
    private const string Second = "aaaaaaaa-3a52-4d4e-9d0a-0d4c7b1c2e11";

    private static readonly TeamsAccount Account = TeamsAccount.Of(Activities.Tenant, Activities.ObjectId);
    private static readonly TeamsAccount Other = TeamsAccount.Of(Activities.Tenant, Second);
    private static readonly DateOnly Today = new(2026, 11, 23);

    private readonly TeamsHost _host = TeamsHost.Create();

    private PersonLinks Links => _host.Get<PersonLinks>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_first_time_the_roster_decides_and_later_it_is_not_asked_again()
    {
        var first = Assert.IsType<LinkOutcome.Linked>(await LinkAsync(Account));
        Assert.True(first.IsNew);
        Assert.Equal(TeamsHost.Mia, first.Link.Person);
        var second = Assert.IsType<LinkOutcome.Linked>(await LinkAsync(Account));
        Assert.False(second.IsNew);
        Assert.Single(_host.Connector.Calls);
        Assert.Equal(Account, (await Links.FindAsync(TeamsHost.Mia, Token))!.Account);
        Assert.Empty(await ToCheckAsync());
    }

    [Fact]
    public async Task The_address_in_the_activity_is_never_believed()
    {
        _host.Connector.Member(Activities.ObjectId, "iemand@school.nl");
        using var response = await _host.PostAsync(Activities.Json("message-text", j => j["from"]!["email"] = "mia@school.nl"));
        Assert.Null(await Links.FindAsync(Account, Token));
    }

    [Fact]
    public async Task The_roster_is_asked_by_the_id_of_the_channel()
    {
        await _host.InvokeAsync(Activities.Execute("tel"));
        Assert.Equal(
            $"/emea/v3/conversations/{Uri.EscapeDataString(Activities.Conversation)}/members/{Uri.EscapeDataString(Activities.MemberId)}",
            Assert.Single(_host.Connector.Calls).Path);
    }

    [Theory]
    [InlineData("nieuw@school.nl", null, LinkProblem.NotInRegister)]
    [InlineData("mia@elders.nl", null, LinkProblem.DomainNotOwned)]
    [InlineData("mia@school.nl.elders.nl", null, LinkProblem.DomainNotOwned)]
    [InlineData(null, "mia_school.nl#EXT#@elders.onmicrosoft.com", LinkProblem.DomainNotOwned)]
    [InlineData(null, null, LinkProblem.NoAddress)]
    [InlineData("geen adres", null, LinkProblem.NoAddress)]
    [InlineData("mia@school.nl", "gijs@school.nl", LinkProblem.SeveralPeople)]
    [InlineData("gestopt@school.nl", null, LinkProblem.NotInRegister)]
    public async Task In_doubt_the_bureau_gets_a_row(string? email, string? upn, LinkProblem expected)
    {
        _host.Register = TeamsHost.People(
            (TeamsHost.Mia, "mia@school.nl", null), (TeamsHost.Gijs, "gijs@school.nl", null),
            (PersonId.From(Guid.NewGuid()), "gestopt@school.nl", Today));
        _host.Connector.Member(Activities.ObjectId, email, upn: upn ?? "");
        var outcome = Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(Account));
        Assert.Equal(expected, outcome.Row.Problem);
        Assert.Equal([outcome.Row], await ToCheckAsync());
        Assert.Null(await Links.FindAsync(Account, Token));
    }

    [Fact]
    public async Task A_user_principal_name_counts_when_there_is_no_address()
    {
        _host.Connector.Member(Activities.ObjectId, null, upn: "mia@school.nl");
        Assert.IsType<LinkOutcome.Linked>(await LinkAsync(Account));
    }

    [Fact]
    public async Task A_tenant_vouches_for_its_own_domains_only()
    {
        var foreign = TeamsAccount.Of("11111111-0000-0000-0000-000000000000", Activities.ObjectId);
        _host.Connector.Member(Activities.ObjectId, "mia@school.nl", foreign.Tenant);
        var outcome = Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(foreign));
        Assert.Equal(LinkProblem.DomainNotOwned, outcome.Row.Problem);
    }

    [Fact]
    public async Task A_second_account_of_a_person_goes_to_the_bureau()
    {
        await LinkAsync(Account);
        _host.Connector.Member(Second, "mia@school.nl");
        var outcome = Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(Other));
        Assert.Equal((LinkProblem.PersonHasAccount, TeamsHost.Mia), (outcome.Row.Problem, outcome.Row.Candidate));
    }

    [Fact]
    public async Task Of_many_accounts_at_once_exactly_one_becomes_the_person()
    {
        var accounts = Enumerable.Range(0, 24).Select(i => TeamsAccount.Of(Activities.Tenant, $"acc-{i:D2}")).ToList();
        accounts.ForEach(a => _host.Connector.Member(a.ObjectId, "mia@school.nl"));
        var outcomes = await Task.WhenAll(accounts.Select(a => Task.Run(async () => await LinkAsync(a), Token)));
        var winner = Assert.Single(outcomes.OfType<LinkOutcome.Linked>());
        Assert.Equal(winner.Link, await Links.FindAsync(TeamsHost.Mia, Token));
        Assert.Equal(23, (await ToCheckAsync()).Count(r => r.Problem == LinkProblem.PersonHasAccount));
    }

    [Fact]
    public async Task One_account_many_times_at_once_is_linked_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(async () => await LinkAsync(Account), Token)));
        Assert.All(outcomes, o => Assert.IsType<LinkOutcome.Linked>(o));
        Assert.Single(outcomes.OfType<LinkOutcome.Linked>(), o => o.IsNew);
    }

    [Fact]
    public async Task Once_the_register_knows_the_address_the_row_goes_and_the_link_is_made()
    {
        _host.Connector.Member(Activities.ObjectId, "nieuw@school.nl");
        await LinkAsync(Account);
        Assert.Single(await ToCheckAsync());
        _host.Register = TeamsHost.People((TeamsHost.Mia, "nieuw@school.nl", null));
        Assert.IsType<LinkOutcome.Linked>(await LinkAsync(Account));
        Assert.Empty(await ToCheckAsync());
    }

    [Fact]
    public async Task A_person_who_ended_is_nobody_any_more()
    {
        await LinkAsync(Account);
        _host.Register = TeamsHost.People((TeamsHost.Mia, "mia@school.nl", Today));
        Assert.Null(await Links.FindAsync(Account, Token));
        Assert.Null(await Links.FindAsync(TeamsHost.Mia, Token));
        Assert.Equal(LinkProblem.LinkOutdated, Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(Account)).Row.Problem);
    }

    [Fact]
    public async Task A_new_address_of_the_same_person_changes_nothing()
    {
        await LinkAsync(Account);
        _host.Register = TeamsHost.People((TeamsHost.Mia, "mia.nieuw@school.nl", null));
        Assert.NotNull(await Links.FindAsync(Account, Token));
    }

    [Fact]
    public async Task An_address_that_became_somebody_elses_ends_the_link()
    {
        await LinkAsync(Account);
        _host.Register = TeamsHost.People((TeamsHost.Mia, "mia2@school.nl", null), (TeamsHost.Gijs, "MIA@school.nl", null));
        Assert.Null(await Links.FindAsync(Account, Token));
        Assert.Null(await Links.FindAsync(TeamsHost.Mia, Token));
        var outcome = Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(Account));
        Assert.Equal((LinkProblem.LinkOutdated, TeamsHost.Gijs), (outcome.Row.Problem, outcome.Row.Candidate));
    }

    [Fact]
    public async Task A_roster_that_does_not_answer_records_nothing()
    {
        _host.Connector.Next(HttpStatusCode.TooManyRequests);
        Assert.IsType<LinkOutcome.RosterUnavailable>(await LinkAsync(Account));
        Assert.Empty(await ToCheckAsync());
    }

    [Theory]
    [InlineData("bbbbbbbb-0000-0000-0000-000000000000", Activities.Tenant)]
    [InlineData(Activities.ObjectId, "bbbbbbbb-0000-0000-0000-000000000000")]
    public async Task A_roster_that_speaks_of_somebody_else_is_not_believed(string objectId, string tenant)
    {
        _host.Connector.Member(Activities.ObjectId, "mia@school.nl", tenant);
        _host.Connector.Members[Activities.ObjectId]["aadObjectId"] = objectId;
        Assert.IsType<LinkOutcome.RosterUnavailable>(await LinkAsync(Account));
    }

    [Fact]
    public async Task The_bureau_can_link_an_account_on_the_list()
    {
        _host.Connector.Member(Activities.ObjectId, "m.jansen@elders.nl");
        await LinkAsync(Account);
        Assert.Equal(LinkChange.Done, await Links.ApproveAsync(Account, TeamsHost.Mia, "bureau", TeamsHost.Start, Token));
        Assert.Equal(LinkChange.AlreadyDone, await Links.ApproveAsync(Account, TeamsHost.Mia, "bureau", TeamsHost.Start, Token));
        Assert.Equal(TeamsHost.Mia, (await Links.FindAsync(Account, Token))!.Person);
        Assert.Empty(await ToCheckAsync());
    }

    [Fact]
    public async Task The_bureau_can_give_an_outdated_account_to_the_new_person()
    {
        await LinkAsync(Account);
        _host.Register = TeamsHost.People((TeamsHost.Mia, "mia@school.nl", Today), (TeamsHost.Gijs, "gijs@school.nl", null));
        await LinkAsync(Account);
        Assert.Equal(LinkChange.Done, await Links.ApproveAsync(Account, TeamsHost.Gijs, "bureau", TeamsHost.Start, Token));
        Assert.Equal(TeamsHost.Gijs, (await Links.FindAsync(Account, Token))!.Person);
        Assert.Equal(Account, (await Links.FindAsync(TeamsHost.Gijs, Token))!.Account);
        Assert.Null(await Links.FindAsync(TeamsHost.Mia, Token));
    }

    [Fact]
    public async Task The_bureau_cannot_link_to_nobody_to_a_taken_person_or_an_account_it_never_saw()
    {
        await LinkAsync(Account);
        _host.Connector.Member(Second, "onbekend@school.nl");
        await LinkAsync(Other);
        Assert.Equal(LinkChange.PersonNotLiving, await Links.ApproveAsync(Other, PersonId.From(Guid.NewGuid()), "bureau", TeamsHost.Start, Token));
        Assert.Equal(LinkChange.PersonHasAccount, await Links.ApproveAsync(Other, TeamsHost.Mia, "bureau", TeamsHost.Start, Token));
        Assert.Equal(LinkChange.AccountTaken, await Links.ApproveAsync(Account, TeamsHost.Gijs, "bureau", TeamsHost.Start, Token));
        Assert.Equal(LinkChange.NotFound, await Links.ApproveAsync(
            TeamsAccount.Of(Activities.Tenant, "nooit"), TeamsHost.Gijs, "bureau", TeamsHost.Start, Token));
    }

    [Fact]
    public async Task What_the_bureau_rejected_is_not_linked_by_itself_any_more()
    {
        _host.Connector.Member(Activities.ObjectId, "nieuw@school.nl");
        await LinkAsync(Account);
        Assert.Equal(LinkChange.Done, await Links.RejectAsync(Account, "bureau", TeamsHost.Start, Token));
        Assert.Equal(LinkChange.AlreadyDone, await Links.RejectAsync(Account, "bureau", TeamsHost.Start, Token));
        _host.Connector.Member(Activities.ObjectId, "mia@school.nl");
        Assert.Equal(LinkProblem.Rejected, Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(Account)).Row.Problem);
        Assert.Equal(LinkChange.Done, await Links.ApproveAsync(Account, TeamsHost.Mia, "bureau", TeamsHost.Start, Token));
        Assert.NotNull(await Links.FindAsync(Account, Token));
    }

    [Fact]
    public async Task What_the_bureau_unlinked_stays_unlinked_until_it_says_otherwise()
    {
        await LinkAsync(Account);
        Assert.Equal(LinkChange.Done, await Links.UnlinkAsync(Account, "bureau", TeamsHost.Start, Token));
        Assert.Equal(LinkChange.NotFound, await Links.UnlinkAsync(Account, "bureau", TeamsHost.Start, Token));
        Assert.Null(await Links.FindAsync(TeamsHost.Mia, Token));
        Assert.Equal(LinkProblem.Unlinked, Assert.IsType<LinkOutcome.ToCheck>(await LinkAsync(Account)).Row.Problem);

        _host.Connector.Member(Second, "mia@school.nl");
        Assert.IsType<LinkOutcome.Linked>(await LinkAsync(Other));
        Assert.Equal(LinkChange.PersonHasAccount, await Links.ApproveAsync(Account, TeamsHost.Mia, "bureau", TeamsHost.Start, Token));
    }

    [Fact]
    public async Task Every_step_is_in_the_audit_by_who_did_it_and_without_an_address()
    {
        await LinkAsync(Account);
        await Links.UnlinkAsync(Account, "bureau", TeamsHost.Start.AddMinutes(1), Token);
        await Links.RejectAsync(Account, "bureau", TeamsHost.Start.AddMinutes(2), Token);
        await Links.ApproveAsync(Account, TeamsHost.Mia, "bureau", TeamsHost.Start.AddMinutes(3), Token);
        var audit = await Links.HistoryAsync(TeamsHost.Start, Token).ToListAsync(Token);
        Assert.Equal(
            [
                (InzageSoort.KoppelingGelegd, "systeem"), (InzageSoort.KoppelingVerbroken, "bureau"),
                (InzageSoort.KoppelingAfgewezen, "bureau"), (InzageSoort.KoppelingGelegd, "bureau"),
            ],
            audit.Select(r => (r.Soort, r.By)));
        Assert.All(audit, r => Assert.Equal(TeamsHost.Mia, r.About));
        Assert.DoesNotContain(audit, r => r.Detail!.Contains('@', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nieuw@school.nl", "Ik ken je e-mailadres nog niet")]
    [InlineData("mia@elders.nl", "Ik kan niet zien wie je bent")]
    public async Task Somebody_unknown_gets_a_friendly_explanation_and_whom_to_ask(string email, string expected)
    {
        _host.Connector.Member(Activities.ObjectId, email);
        var answer = await _host.InvokeAsync(Activities.Execute("tel"));
        var text = answer.GetProperty("value").GetString();
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains("Vraag het aan het onderwijsbureau", text, StringComparison.Ordinal);
        using var message = await _host.PostAsync(Activities.Text("hallo"));
        Assert.Equal(text, Assert.Single(_host.Connector.Sent).Text);
        Assert.Empty(_host.Actions);
    }

    [Fact]
    public async Task An_activity_without_an_object_id_comes_from_nobody()
    {
        var answer = await _host.InvokeAsync(Activities.Json("invoke-execute-manual", j => j["from"]!.AsObject().Remove("aadObjectId")));
        Assert.Contains("Ik kan niet zien wie je bent", answer.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Empty(_host.Actions);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<LinkOutcome> LinkAsync(TeamsAccount account) =>
        await Links.FindOrLinkAsync(
            new ConversationReference { Account = account, ConversationId = Activities.Conversation, ServiceUrl = Activities.ServiceUrl },
            memberId: null, TeamsHost.Start, Token);

    private async Task<List<LinkToCheck>> ToCheckAsync() => await Links.ListToCheckAsync(Token).ToListAsync(Token);
}
