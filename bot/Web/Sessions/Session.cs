using Isop.Bot.Teams;
using Isop.Core.Register;

namespace Isop.Bot.Web.Sessions;

/// <summary>One device on which a person redeemed a link or signed in with an account.</summary>
public sealed record Session
{
    /// <summary>How long a device stays signed in after its person came in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

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
    public DateTimeOffset Expires => Started + Lifetime;

    public bool IsAlive(DateTimeOffset now) => now < Expires;
}

/// <summary>
/// What the cookie holds: whose partition to look in and 256 random bits. Only the hash of the bits is stored, in that
/// person's partition: a value put together from two people's cookies finds nothing.
/// </summary>
public readonly record struct SessionCookie(PersonId Person, string Secret)
{
    public const string Name = "__Host-isop";
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
