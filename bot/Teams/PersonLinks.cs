using System.Runtime.CompilerServices;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>
/// Which account in Teams is which person of the register (table "koppelingen"). One partition, so that "one person per
/// account" and "one account per person" are kept by the same commit:
/// "account:{tenant}\n{object id}" and "persoon:{person}" hold the link, "controle:…" what the bureau has to look at, and
/// the audit says who linked whom and when.
/// </summary>
public sealed partial class PersonLinks(
    IDocumentStore store, CurrentRegister register, ConnectorClient connector, ConnectorPace pace, IOptions<TenantsOptions> tenants,
    ILogger<PersonLinks> logger)
{
    private const string AccountPrefix = "account:";
    private const string PersonPrefix = "persoon:";
    private const string CheckPrefix = "controle:";
    private const int Attempts = 8;

    private static readonly Partition Links = new("koppelingen", "koppelingen");

    /// <summary>
    /// The links of accounts, which every turn asks for: one partition for everybody, so it is spared. Another instance's unlinking
    /// may go unseen for half a minute; who left the register is refused at once, because the register is asked each time.
    /// </summary>
    public static readonly Recent Recent = new(Links, AccountPrefix, TimeSpan.FromSeconds(30), Absence: false);

    /// <summary>The link of an account, when it holds.</summary>
    public async ValueTask<PersonLink?> FindAsync(TeamsAccount account, CancellationToken cancellationToken)
    {
        var link = await store.ReadAsync(Links, AccountPrefix + account.Row, BotJson.Default.PersonLink, cancellationToken);
        return link is not null && LinkDecision.Holds(link.Value, await register(cancellationToken)) ? link.Value : null;
    }

    /// <summary>The account of a person, when the link holds.</summary>
    public async ValueTask<PersonLink?> FindAsync(PersonId person, CancellationToken cancellationToken)
    {
        var link = await store.ReadAsync(Links, PersonPrefix + person, BotJson.Default.PersonLink, cancellationToken);
        return link is not null && LinkDecision.Holds(link.Value, await register(cancellationToken)) ? link.Value : null;
    }

    /// <summary>
    /// The link of an account; made now when the roster of its conversation gives an address that leaves no doubt, else
    /// put on the bureau's list. The address is never taken from the activity.
    /// </summary>
    /// <param name="where">The account's own conversation with the bot.</param>
    /// <param name="memberId">
    /// The account's id in the channel. Teams finds members by object id as well, the Agents Playground does not.
    /// </param>
    public async ValueTask<LinkOutcome> FindOrLinkAsync(
        ConversationReference where, string? memberId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = where.Account;
        if (await FindAsync(account, cancellationToken) is { } link)
        {
            return new LinkOutcome.Linked(link, IsNew: false);
        }

        var roster = await RosterAsync(where, memberId ?? account.ObjectId, cancellationToken);
        if (roster.Member is not { } member || !IsAbout(member, account))
        {
            Log.RosterUnavailable(logger, roster.Call.Status, roster.Call.Code);
            return new LinkOutcome.RosterUnavailable();
        }

        var found = LinkDecision.Find(account, member, await register(cancellationToken), tenants.Value);
        return await LinkAsync(account, found, now, cancellationToken);
    }

    /// <summary>
    /// The link of an account that was found with a person's address, under the same rules: it is made when the account's own mail or
    /// sign-in address is that person's and nobody else's, else the bureau looks at it.
    /// </summary>
    public async ValueTask<LinkOutcome> LinkFoundAsync(
        TeamsAccount account, TeamsMember member, Persoon wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = LinkDecision.Find(account, member, await register(cancellationToken), tenants.Value);

        // A further address may be one that the account's owner typed in: no proof of who it is.
        return await LinkAsync(
            account, found.Person == wanted.Id ? found : new Candidates(wanted.Email, wanted.Id, LinkProblem.OtherAddress), now, cancellationToken);
    }

    /// <summary>
    /// The link of an account that signed in elsewhere than in a conversation, by the same rules; <paramref name="member"/> is what the
    /// account's own tenant says of it in a token it signed.
    /// </summary>
    public async ValueTask<LinkOutcome> FindOrLinkAsync(
        TeamsAccount account, TeamsMember member, DateTimeOffset now, CancellationToken cancellationToken) =>
        await FindAsync(account, cancellationToken) is { } link
            ? new LinkOutcome.Linked(link, IsNew: false)
            : await LinkAsync(account, LinkDecision.Find(account, member, await register(cancellationToken), tenants.Value), now, cancellationToken);

    private async ValueTask<MemberOutcome> RosterAsync(ConversationReference where, string member, CancellationToken cancellationToken)
    {
        using var counted = await pace.AnswerAsync(where.Account.Tenant, cancellationToken);
        return await connector.MemberAsync(where.ServiceUrl, where.ConversationId ?? "", member, cancellationToken);
    }

    /// <summary>The accounts to look at, those the bureau has closed included (they can still be approved).</summary>
    public async IAsyncEnumerable<LinkToCheck> ListToCheckAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, row) in store.ReadRangeAsync(
            Links, RowRange.Prefix(CheckPrefix), BotJson.Default.LinkToCheck, cancellationToken))
        {
            yield return row.Value;
        }
    }

    private async ValueTask<LinkOutcome> LinkAsync(
        TeamsAccount account, Candidates found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var read = await ReadAsync(account, found.Person, cancellationToken);
            var outcome = read.OfAccount is { } standing && LinkDecision.Holds(standing.Value, await register(cancellationToken))
                ? new LinkOutcome.Linked(standing.Value, IsNew: false)
                : LinkDecision.Decide(account, found, read.State, now);
            var writes = Writes(outcome, read);
            if (writes.Count == 0 || await store.CommitAsync(Links, writes, cancellationToken) is CommitResult.Committed)
            {
                Log.Decided(logger, outcome is LinkOutcome.ToCheck check ? check.Row.Problem.ToString() : "linked");
                return outcome;
            }
        }

        return new LinkOutcome.RosterUnavailable();
    }

    private static List<Write> Writes(LinkOutcome outcome, Read read) => outcome switch
    {
        LinkOutcome.Linked { IsNew: true, Link: var link } => LinkWrites(link, read),
        LinkOutcome.ToCheck { Row: var row } when row != read.Listed?.Value =>
            [Documents.Save(CheckPrefix + row.Account.Row, row, read.Listed, BotJson.Default.LinkToCheck)],
        _ => [],
    };

    private static List<Write> LinkWrites(PersonLink link, Read read)
    {
        List<Write> writes =
        [
            Documents.Add(AccountPrefix + link.Account.Row, link, BotJson.Default.PersonLink),
            Documents.Add(PersonPrefix + link.Person, link, BotJson.Default.PersonLink),
            Audit(InzageSoort.KoppelingGelegd, link.Person, link.Account, "systeem", link.LinkedAt),
        ];
        if (read.Listed is { } listed)
        {
            writes.Add(new Write.Delete(CheckPrefix + link.Account.Row, listed.Version));
        }

        return writes;
    }

    private async ValueTask<Read> ReadAsync(TeamsAccount account, PersonId? person, CancellationToken cancellationToken)
    {
        var ofAccount = await store.ReadAsync(Links, AccountPrefix + account.Row, BotJson.Default.PersonLink, cancellationToken);
        return new Read(
            ofAccount,
            await OfPersonAsync(person, cancellationToken),
            await OfPersonAsync(ofAccount?.Value.Person, cancellationToken),
            await store.ReadAsync(Links, CheckPrefix + account.Row, BotJson.Default.LinkToCheck, cancellationToken));
    }

    private async ValueTask<Stored<PersonLink>?> OfPersonAsync(PersonId? person, CancellationToken cancellationToken) =>
        person is { } id
            ? await store.ReadAsync(Links, PersonPrefix + id, BotJson.Default.PersonLink, cancellationToken)
            : null;

    /// <summary>The audit names the account by its ids, never by an address.</summary>
    private static Write Audit(InzageSoort soort, PersonId? person, TeamsAccount account, string by, DateTimeOffset now) =>
        InzageRijen.Row(new InzageRegel
        {
            At = now,
            By = by,
            Soort = soort,
            About = person,
            Detail = $"account {account.ObjectId} in tenant {account.Tenant}",
        });

    private static bool IsAbout(TeamsMember member, TeamsAccount account) =>
        string.Equals(member.ObjectId, account.ObjectId, StringComparison.OrdinalIgnoreCase)
        && (member.TenantId is null || string.Equals(member.TenantId, account.Tenant, StringComparison.OrdinalIgnoreCase));

    /// <param name="OfPerson">The link of the person in question.</param>
    /// <param name="OfOldPerson">The link of the person the account is linked to now.</param>
    private sealed record Read(
        Stored<PersonLink>? OfAccount, Stored<PersonLink>? OfPerson, Stored<PersonLink>? OfOldPerson, Stored<LinkToCheck>? Listed)
    {
        public LinkState State => new() { OfAccount = OfAccount?.Value, OfCandidate = OfPerson?.Value, Listed = Listed?.Value };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "An account of Teams was looked up in the register: {Outcome}.")]
        public static partial void Decided(ILogger logger, string outcome);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The roster gave no member: status {Status}, code {Code}.")]
        public static partial void RosterUnavailable(ILogger logger, int? status, string? code);
    }
}
