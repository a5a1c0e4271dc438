using Isop.Bot.Teams;
using Isop.Core.Register;

namespace Isop.Bot.Web.Sessions;

/// <summary>One device on which a person redeemed a link or signed in with an account.</summary>
public sealed record Session
{
    /// <summary>How long a device stays signed in after its person came in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The same in Teams, which signs in again by itself.</summary>
    public static readonly TimeSpan LifetimeInTeams = TimeSpan.FromDays(1);

    /// <summary>The hash of the cookie's secret; safe to show in a form.</summary>
    public required string Id { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>What the person recognises the device by: "Chrome op Windows".</summary>
    public required string Device { get; init; }
    public required DateTimeOffset Started { get; init; }

    /// <summary>The account it was begun with; null for a mailed link.</summary>
    public TeamsAccount? Account { get; init; }

    /// <summary>The mark of the address the person had then.</summary>
    public string? Address { get; init; }
    public required DateTimeOffset LastUsed { get; init; }

    /// <summary>Where it counts, and nowhere else.</summary>
    public SessionPlace Place { get; init; }
    public DateTimeOffset Expires => Started + (Place == SessionPlace.Browser ? Lifetime : LifetimeInTeams);

    public bool IsAlive(DateTimeOffset now) => now < Expires;
}

/// <summary>Where a session was begun.</summary>
public enum SessionPlace
{
    Browser,

    /// <summary>In a frame of Teams, with a cookie of its own.</summary>
    TeamsFrame,

    /// <summary>In the Teams app of a phone, which shows the page without a frame.</summary>
    TeamsApp,
}

/// <summary>
/// What the cookie holds: whose partition to look in and 256 random bits. Only the hash of the bits is stored, in that
/// person's partition: a value put together from two people's cookies finds nothing.
/// </summary>
public readonly record struct SessionCookie(PersonId Person, string Secret)
{
    public const string Name = "__Host-isop";

    /// <summary>The cookie's name in a frame of Teams.</summary>
    public const string NameInFrame = "__Host-isop-tab";
    private const int Bits = 256;

    public string Id => Web.Secret.Hash(Secret);

    public static SessionCookie Draw(PersonId person) => new(person, Web.Secret.Draw(Bits));

    public static bool TryParse(string? text, out SessionCookie cookie)
    {
        var parts = text?.Split('.') ?? [];
        if (parts is [var person, var secret] && PersonId.TryParse(person, out var id) && Web.Secret.IsShaped(secret, Bits))
        {
            cookie = new SessionCookie(id, secret);
            return true;
        }

        cookie = default;
        return false;
    }

    public override string ToString() => $"{Person}.{Secret}";
}
