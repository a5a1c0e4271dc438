using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Teams;

/// <summary>The steps of the bureau: each may come twice, each is written to the audit in the same commit.</summary>
public sealed partial class PersonLinks
{
    /// <summary>Links an account on the list to this person.</summary>
    public async ValueTask<LinkChange> ApproveAsync(
        TeamsAccount account, PersonId person, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await register(cancellationToken);
        if (current.Find(person) is not { Beeindigd: null })
        {
            return LinkChange.PersonNotLiving;
        }

        return await ChangeAsync(account, person, read => Approve(account, person, read, current, by, now), cancellationToken);
    }

    /// <summary>Refuses an account on the list: it is not linked by itself any more.</summary>
    public ValueTask<LinkChange> RejectAsync(TeamsAccount account, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(account, null, read => read.Listed switch
        {
            null => new Step(LinkChange.NotFound, []),
            { Value.Problem: LinkProblem.Rejected } => new Step(LinkChange.AlreadyDone, []),
            { Value: var row } listed => new Step(LinkChange.Done,
            [
                Documents.Save(CheckPrefix + account.Row, row with { Problem = LinkProblem.Rejected }, listed, BotJson.Default.LinkToCheck),
                Audit(InzageSoort.KoppelingAfgewezen, row.Candidate, account, by, now),
            ]),
        }, cancellationToken);

    /// <summary>Takes the link of an account away; only the bureau can link the account again.</summary>
    public async ValueTask<LinkChange> UnlinkAsync(TeamsAccount account, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var linked = await store.ReadAsync(Links, AccountPrefix + account.Row, BotJson.Default.PersonLink, cancellationToken);
        return linked is null
            ? LinkChange.NotFound
            : await ChangeAsync(account, linked.Value.Person, read => Unlink(account, read, by, now), cancellationToken);
    }

    /// <summary>Which links were made, refused and taken away, by whom and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
        InzageRijen.ReadAsync(store, Links, from, cancellationToken);

    private static Step Approve(
        TeamsAccount account, PersonId person, Read read, RegisterSnapshot register, string by, DateTimeOffset now)
    {
        var ofAccount = read.OfAccount?.Value;
        if (ofAccount is not null && LinkDecision.Holds(ofAccount, register))
        {
            return new Step(ofAccount.Person == person ? LinkChange.AlreadyDone : LinkChange.AccountTaken, []);
        }

        if (read.OfPerson is { Value: var other } && other.Account != account)
        {
            return new Step(LinkChange.PersonHasAccount, []);
        }

        if (read.Listed is not { Value: var listed })
        {
            return new Step(LinkChange.NotFound, []);
        }

        var link = new PersonLink { Account = account, Person = person, Email = OwnAddress(listed, person, register), LinkedAt = now };
        List<Write> writes =
        [
            Documents.Save(AccountPrefix + account.Row, link, read.OfAccount, BotJson.Default.PersonLink),
            Documents.Save(PersonPrefix + person, link, read.OfPerson, BotJson.Default.PersonLink),
            new Write.Delete(CheckPrefix + account.Row, read.Listed.Version),
            Audit(InzageSoort.KoppelingGelegd, person, account, by, now),
        ];
        if (read.OfOldPerson is { } old && old.Value.Person != person)
        {
            writes.Add(new Write.Delete(PersonPrefix + old.Value.Person, old.Version));
        }

        return new Step(LinkChange.Done, writes);
    }

    /// <summary>An address that is somebody else's would undo what the bureau just decided, so it is not kept.</summary>
    private static string? OwnAddress(LinkToCheck listed, PersonId person, RegisterSnapshot register) =>
        listed.Email is { } email && (register.FindByEmail(email) is not { } owner || owner.Id == person) ? email : null;

    private static Step Unlink(TeamsAccount account, Read read, string by, DateTimeOffset now)
    {
        if (read.OfAccount is not { Value: var link } ofAccount)
        {
            return new Step(LinkChange.NotFound, []);
        }

        var row = new LinkToCheck
        {
            Account = account,
            Problem = LinkProblem.Unlinked,
            Email = link.Email,
            Candidate = link.Person,
            Since = now,
        };
        List<Write> writes =
        [
            new Write.Delete(AccountPrefix + account.Row, ofAccount.Version),
            Documents.Save(CheckPrefix + account.Row, row, read.Listed, BotJson.Default.LinkToCheck),
            Audit(InzageSoort.KoppelingVerbroken, link.Person, account, by, now),
        ];
        if (read.OfPerson is { } ofPerson && ofPerson.Value.Account == account)
        {
            writes.Add(new Write.Delete(PersonPrefix + link.Person, ofPerson.Version));
        }

        return new Step(LinkChange.Done, writes);
    }

    private async ValueTask<LinkChange> ChangeAsync(
        TeamsAccount account, PersonId? person, Func<Read, Step> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var step = decide(await ReadAsync(account, person, cancellationToken));
            if (step.Writes.Count == 0 || await store.CommitAsync(Links, step.Writes, cancellationToken) is CommitResult.Committed)
            {
                return step.Outcome;
            }
        }

        throw new StorageUnavailableException("The links keep changing under this step.");
    }

    private sealed record Step(LinkChange Outcome, IReadOnlyList<Write> Writes);
}
