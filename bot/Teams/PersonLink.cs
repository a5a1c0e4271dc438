using Isop.Core.Register;

namespace Isop.Bot.Teams;

/// <summary>An account in Teams: the tenant and the Entra object id, both lower-case.</summary>
public sealed record TeamsAccount
{
    public required string Tenant { get; init; }
    public required string ObjectId { get; init; }

    public static TeamsAccount Of(string tenant, string objectId) =>
        new() { Tenant = tenant.ToLowerInvariant(), ObjectId = objectId.ToLowerInvariant() };

    /// <summary>The row the account has in the store; a line break cannot occur in either part.</summary>
    internal string Row => $"{Tenant}\n{ObjectId}";
}

/// <summary>The recorded step that says which person of the register an account belongs to.</summary>
public sealed record PersonLink
{
    public required TeamsAccount Account { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>The address the roster gave when the link was made; null when the bureau made it without one.</summary>
    public string? Email { get; init; }
    public required DateTimeOffset LinkedAt { get; init; }
}

/// <summary>An account that the bureau has to look at ("controleer koppeling").</summary>
public sealed record LinkToCheck
{
    public required TeamsAccount Account { get; init; }
    public required LinkProblem Problem { get; init; }

    /// <summary>The address the roster gives, if any.</summary>
    public string? Email { get; init; }

    /// <summary>Whom it might be.</summary>
    public PersonId? Candidate { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether only the bureau can link this account, whatever the roster says later.</summary>
    public bool IsClosed => Problem is LinkProblem.Rejected or LinkProblem.Unlinked;
}

public enum LinkProblem
{
    /// <summary>The roster gives no address.</summary>
    NoAddress,

    /// <summary>The address is in a domain that this tenant does not own (a guest, for instance).</summary>
    DomainNotOwned,

    /// <summary>Nobody living in the register has the address.</summary>
    NotInRegister,

    /// <summary>The account's addresses belong to different people.</summary>
    SeveralPeople,

    /// <summary>The person already has another account.</summary>
    PersonHasAccount,

    /// <summary>The account was linked to a person who has ended, or whose address is somebody else's now.</summary>
    LinkOutdated,

    /// <summary>The address is only one of the account's further addresses.</summary>
    OtherAddress,

    /// <summary>The bureau said no.</summary>
    Rejected,

    /// <summary>The bureau took the link away.</summary>
    Unlinked,
}

public static class LinkProblemText
{
    /// <summary>What the bureau reads.</summary>
    public static string Sentence(this LinkProblem problem) => problem switch
    {
        LinkProblem.NoAddress => "Teams geeft geen e-mailadres van dit account.",
        LinkProblem.DomainNotOwned => "Het e-mailadres hoort niet bij de organisatie van dit account. Misschien is het een gast.",
        LinkProblem.NotInRegister => "Dit e-mailadres staat niet in het register.",
        LinkProblem.SeveralPeople => "Bij dit account horen adressen van meer dan één persoon.",
        LinkProblem.PersonHasAccount => "Deze persoon is al gekoppeld aan een ander account.",
        LinkProblem.LinkOutdated => "De persoon van dit account is gestopt, of het adres is nu van iemand anders.",
        LinkProblem.OtherAddress => "Het e-mailadres staat alleen als extra adres bij dit account.",
        LinkProblem.Rejected => "Je hebt deze koppeling afgewezen.",
        LinkProblem.Unlinked => "Deze koppeling is verbroken.",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
    };
}

/// <summary>What came of looking up or linking an account.</summary>
public abstract record LinkOutcome
{
    private LinkOutcome()
    {
    }

    /// <param name="IsNew">Whether the link was made just now.</param>
    public sealed record Linked(PersonLink Link, bool IsNew) : LinkOutcome;

    /// <summary>It stands on the bureau's list.</summary>
    public sealed record ToCheck(LinkToCheck Row) : LinkOutcome;

    /// <summary>The roster did not answer; nothing was recorded and the next activity tries again.</summary>
    public sealed record RosterUnavailable : LinkOutcome;
}

/// <summary>What came of a step of the bureau.</summary>
public enum LinkChange
{
    Done,
    AlreadyDone,
    NotFound,

    /// <summary>The person has ended or is not in the register.</summary>
    PersonNotLiving,

    /// <summary>The person has another account: unlink that first.</summary>
    PersonHasAccount,

    /// <summary>The account is another person's: unlink that first.</summary>
    AccountTaken,
}
