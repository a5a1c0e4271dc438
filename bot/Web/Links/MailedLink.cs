using Isop.Core.Register;

namespace Isop.Bot.Web.Links;

/// <summary>A link that was mailed to one person: good for one redemption within seven days.</summary>
public sealed record MailedLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public required PersonId Person { get; init; }

    /// <summary>The page it leads to, a path of this site.</summary>
    public required string Target { get; init; }
    public required DateTimeOffset Issued { get; init; }

    /// <summary>The mark of the address it was mailed to.</summary>
    public string? Address { get; init; }
    public DateTimeOffset? Redeemed { get; init; }
    public DateTimeOffset Expires => Issued + Lifetime;

    /// <summary>Decides what showing this link's token brings.</summary>
    public Redemption Redeem(DateTimeOffset now) => this switch
    {
        { Redeemed: not null } => new Redemption.Used(this),
        _ when now >= Expires => new Redemption.Expired(this),
        _ => new Redemption.Granted(this with { Redeemed = now }),
    };
}

/// <summary>What showing a token brings.</summary>
public abstract record Redemption
{
    private Redemption()
    {
    }

    /// <summary>The first time, in time. <paramref name="Link"/> as it is from now on.</summary>
    public sealed record Granted(MailedLink Link) : Redemption;

    public sealed record Used(MailedLink Link) : Redemption;

    public sealed record Expired(MailedLink Link) : Redemption;

    /// <summary>We never issued it, or it is long gone.</summary>
    public sealed record Unknown : Redemption;
}
