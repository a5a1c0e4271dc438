using Isop.Core.Sleutels;

namespace Isop.Core.Certificaten.Badges;

/// <summary>A key of a vault: it never leaves there, and a new version is used by itself.</summary>
internal sealed class Kluissleutel(KeyVaultKey vault) : IBadgesleutel
{
    public async ValueTask<Tekensleutel> NieuwsteAsync(CancellationToken ct)
    {
        var version = await vault.NewestAsync(ct);
        // By that very version, whatever becomes the newest in between: the header names it.
        return new Tekensleutel(
            Openbaresleutel.Van(version.Modulus, version.Exponent), (digest, token) => vault.SignAsync(version.Kid, digest, token));
    }
}
