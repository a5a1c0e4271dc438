using Isop.Core.Register;

namespace Isop.Bot.Teams;

/// <summary>What is on record about an account, and about the person it may belong to.</summary>
public sealed record LinkState
{
    /// <summary>The link the account has.</summary>
    public PersonLink? OfAccount { get; init; }

    /// <summary>The link the candidate has, perhaps with another account.</summary>
    public PersonLink? OfCandidate { get; init; }

    public LinkToCheck? Listed { get; init; }
}

/// <summary>Whether an account may be linked to a person without anybody looking at it.</summary>
public static class LinkDecision
{
    /// <summary>
    /// Whether a link still speaks for its person: the person lives, and the address it was made with has not become
    /// somebody else's. A new address of the same person changes nothing.
    /// </summary>
    public static bool Holds(PersonLink link, RegisterSnapshot register) =>
        register.Find(link.Person) is { Beeindigd: null }
        && (link.Email is null || register.FindByEmail(link.Email) is not { } owner || owner.Id == link.Person);

    /// <summary>
    /// The people the roster's addresses belong to, counting only addresses whose domain the tenant owns.
    /// </summary>
    public static Candidates Find(TeamsAccount account, TeamsMember member, RegisterSnapshot register, TenantsOptions tenants)
    {
        string[] addresses = [.. new[] { member.Email, member.UserPrincipalName }
            .OfType<string>().Where(a => a.Contains('@', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] owned = [.. addresses.Where(a => tenants.Owns(account.Tenant, a))];
        var people = owned.Select(register.FindByEmail).OfType<Persoon>().DistinctBy(p => p.Id).ToList();
        var shown = owned.FirstOrDefault(a => register.FindByEmail(a) is not null) ?? addresses.FirstOrDefault();
        return new Candidates(shown, people switch
        {
            [var one] => one.Id,
            _ => null,
        }, (addresses, owned, people) switch
        {
            ([], _, _) => LinkProblem.NoAddress,
            (_, [], _) => LinkProblem.DomainNotOwned,
            (_, _, []) => LinkProblem.NotInRegister,
            (_, _, [_]) => null,
            _ => LinkProblem.SeveralPeople,
        });
    }

    /// <summary>The link to make, or what keeps us from it.</summary>
    public static LinkOutcome Decide(TeamsAccount account, Candidates found, LinkState state, DateTimeOffset now)
    {
        if (state.Listed is { IsClosed: true } closed)
        {
            return new LinkOutcome.ToCheck(closed);
        }

        var problem = state switch
        {
            // Looked up before: it did not hold, or we would not be here.
            { OfAccount: not null } => LinkProblem.LinkOutdated,
            { OfCandidate: { } other } when other.Account != account => LinkProblem.PersonHasAccount,
            _ => found.Problem,
        };
        return problem is null
            ? new LinkOutcome.Linked(
                new PersonLink { Account = account, Person = found.Person!.Value, Email = found.Email, LinkedAt = now }, IsNew: true)
            : new LinkOutcome.ToCheck(new LinkToCheck
            {
                Account = account,
                Problem = problem.Value,
                Email = found.Email,
                Candidate = found.Person,
                Since = state.Listed?.Since ?? now,
            });
    }
}

/// <summary>Whom the roster's addresses point at: exactly one person, or a problem.</summary>
public sealed record Candidates(string? Email, PersonId? Person, LinkProblem? Problem);
