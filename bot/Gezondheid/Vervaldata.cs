using Isop.Bot.Sleutels;
using Isop.Bot.Teams;
using Isop.Core.Sleutels;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Gezondheid;

/// <summary>What stops working on a day, with that day where it is known. Hours pass before any of it changes.</summary>
internal sealed class Vervaldata(
    Func<IKeyManager> ring, Func<KeyVaultKey> vault, IOptions<SleutelOptions> sleutels, IOptions<BotOptions> bot, IConfiguration configuration,
    TimeProvider clock)
{
    /// <summary>So long before the end somebody should do something.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    private static readonly TimeSpan Houdbaar = TimeSpan.FromHours(1);

    public IReadOnlyList<Onderdeel> Onderdelen =>
    [
        new("Sleutels van pagina's", RingAsync) { Houdbaar = Houdbaar },
        .. sleutels.Value.Key is null
            ? Array.Empty<Onderdeel>()
            : [new Onderdeel("Kluis", VaultAsync, "Key Vault Crypto Service Encryption User") { Houdbaar = Houdbaar }],
        new("Aanmelding van de bot", (onderdeel, _) => ValueTask.FromResult(SignIn(onderdeel))),
    ];

    /// <summary>The ring makes a new key two days before the newest one ends.</summary>
    private async ValueTask<Bevinding> RingAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var keys = await Task.Run(() => ring().GetAllKeys(), cancellationToken).WaitAsync(cancellationToken);
        return keys.Where(k => !k.IsRevoked).Select(k => (DateTimeOffset?)k.ExpirationDate).Max() switch
        {
            null => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Er is nog geen sleutel gemaakt."),
            { } end when end <= now => new Bevinding(onderdeel, Gezondheidsstand.LetOp, "De nieuwste sleutel is verlopen en niet vernieuwd.", now, end),
            { } end => new Bevinding(onderdeel, Gezondheidsstand.Goed, "Vernieuwt zichzelf.", now, end),
        };
    }

    private async ValueTask<Bevinding> VaultAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var (now, end) = (clock.GetUtcNow(), await vault().ExpiresAsync(cancellationToken));
        return (end - now) switch
        {
            null => new Bevinding(onderdeel, Gezondheidsstand.Goed, "De sleutel in de kluis antwoordt en heeft geen einddatum.", now),
            { } left when left <= TimeSpan.Zero => new Bevinding(
                onderdeel, Gezondheidsstand.Fout, "De sleutel in de kluis is verlopen. Maak een nieuwe versie.", now, end),
            { } left when left <= Soon => new Bevinding(
                onderdeel, Gezondheidsstand.LetOp, "De sleutel in de kluis verloopt binnenkort. Maak een nieuwe versie.", now, end),
            _ => new Bevinding(onderdeel, Gezondheidsstand.Goed, "De sleutel in de kluis antwoordt.", now, end),
        };
    }

    private Bevinding SignIn(string onderdeel) => bot.Value switch
    {
        { AppId: null or "" } => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Niet ingesteld."),
        { AppType: BotAppType.UserAssignedMsi } or { ManagedIdentityClientId.Length: > 0 } =>
            new Bevinding(onderdeel, Gezondheidsstand.Goed, "Met een beheerde identiteit: er is geen geheim, en er verloopt niets."),
        _ => new Bevinding(
            onderdeel, Gezondheidsstand.LetOp,
            configuration["AZURE_CLIENT_SECRET"] is { Length: > 0 } || configuration["AZURE_CLIENT_CERTIFICATE_PATH"] is { Length: > 0 }
                ? "Met een geheim of certificaat. Wanneer dat verloopt, staat alleen in Entra, bij de registratie."
                : "Er is geen beheerde identiteit, geheim of certificaat ingesteld om mee aan te melden."),
    };
}
