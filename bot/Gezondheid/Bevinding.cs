namespace Isop.Bot.Gezondheid;

public enum Gezondheidsstand
{
    Goed,

    /// <summary>Nothing to tell: not set up, or nothing happened since the start.</summary>
    Onbekend,

    /// <summary>Works, or does again by itself; somebody should look.</summary>
    LetOp,

    Fout,
}

/// <summary>How one part is, for who looks after the installation.</summary>
/// <param name="Uitleg">A Dutch sentence, without an address or a name of a person.</param>
/// <param name="At">When that was seen.</param>
/// <param name="Verloopt">When it stops working, where that is known.</param>
public sealed record Bevinding(string Onderdeel, Gezondheidsstand Stand, string Uitleg, DateTimeOffset? At = null, DateTimeOffset? Verloopt = null);

/// <summary>What a stranger gets.</summary>
public sealed record GezondKort(string Status)
{
    public const string Ok = "ok";
    public const string NietOk = "niet ok";
}

public sealed record GezondLang(string Status, IReadOnlyList<Bevinding> Onderdelen);

/// <summary>All parts at one moment.</summary>
public sealed record Gezondheidsbeeld(IReadOnlyList<Bevinding> Onderdelen)
{
    public bool IsGoed => Onderdelen.All(o => o.Stand != Gezondheidsstand.Fout);
}
