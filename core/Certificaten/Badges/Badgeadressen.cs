namespace Isop.Core.Certificaten.Badges;

/// <summary>Where the public parts of credentials are. They stand in what was signed, so they can never change.</summary>
/// <param name="Basis">Where people reach this site.</param>
public readonly record struct Badgeadressen(Uri Basis)
{
    public const string Pad = "/certificaten";

    /// <summary>The profile of who issues.</summary>
    public Uri Uitgever => new(Basis, $"{Pad}/uitgever");

    /// <summary>All public keys.</summary>
    public Uri Sleutels => new(Basis, $"{Pad}/sleutels");

    /// <summary>One public key; what the header of a credential names.</summary>
    public Uri Sleutel(string kid) => new(Basis, $"{Pad}/sleutels/{kid}");

    /// <summary>A status list.</summary>
    public Uri Status(string lijst) => new(Basis, $"{Pad}/status/{Uri.EscapeDataString(lijst)}");

    /// <summary>What somebody achieved, for every certificate of its kind.</summary>
    public Uri Prestatie(string soort) => new(Basis, $"{Pad}/prestaties/{Uri.EscapeDataString(soort)}");

    /// <summary>As they were when this certificate was issued.</summary>
    public static Badgeadressen Van(Certificaat certificaat) => new(new Uri(certificaat.Adres, "/"));
}
