namespace Isop.Core.Webhooks;

/// <summary>What came of a call.</summary>
public abstract record Webhookantwoord
{
    private Webhookantwoord()
    {
    }

    /// <summary>2xx.</summary>
    public sealed record Aangenomen : Webhookantwoord;

    /// <summary>410: the receiver wants no more.</summary>
    public sealed record Weg : Webhookantwoord;

    /// <param name="Status">Any other status.</param>
    /// <param name="Wacht">What Retry-After asks.</param>
    public sealed record Geweigerd(int Status, TimeSpan? Wacht = null) : Webhookantwoord;

    /// <summary>There was no answer.</summary>
    public sealed record Geen(Webhookhinder Hinder) : Webhookantwoord;
}

public enum Webhookhinder
{
    Onbereikbaar,
    TeTraag,

    /// <summary>The name leads to an address inside.</summary>
    OnveiligAdres,

    /// <summary>The other side could not show that it is who it says.</summary>
    GeenVeiligeVerbinding,
}
