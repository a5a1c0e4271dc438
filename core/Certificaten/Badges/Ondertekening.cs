using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Isop.Core.Hosting;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Core.Certificaten.Badges;

/// <summary>
/// Signs as a compact JWS (RFC 7515) with the key of the settings: one of a vault, or on one machine a key of the installation's own. In
/// Azure only the identity of functions may use the vault's key.
/// </summary>
public sealed class Ondertekening(
    IDocumentStore store, Sleutelregister register, IOptions<CertificaatOptions> options, IOptions<IsopOptions> isop, OpenVaultKey vault)
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256: what every reader of the standard must know, and the same at every signing.</summary>
    public const string Algoritme = "RS256";

    private readonly Lazy<IBadgesleutel?> _sleutel = new(() => options.Value.Sleutel is { } key
        ? new Kluissleutel(vault(key))
        : isop.Value.IsEmbedded ? new Eigensleutel(store) : null);

    /// <summary>Why nothing can be signed, for who looks after the installation; null when there is a key.</summary>
    public string? Ontbreekt => options.Value.Sleutel is null && !isop.Value.IsEmbedded
        ? "Er is nog geen sleutel om certificaten mee te ondertekenen: stel Isop:Certificaten:Sleutel in."
        : null;

    /// <summary>The text with its header and signature.</summary>
    /// <param name="typ">The type in the header: "JWT" or "vc+jwt".</param>
    /// <param name="inhoud">JSON.</param>
    /// <param name="adressen">Where whoever checks it finds the key.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="InvalidOperationException">There is no key: ask <see cref="Ontbreekt"/> first.</exception>
    /// <exception cref="KeyVaultUnavailableException">This process may not use the vault's key, or the vault does not answer.</exception>
    public async ValueTask<string> TekenAsync(string typ, ReadOnlyMemory<byte> inhoud, Badgeadressen adressen, CancellationToken ct)
    {
        var key = await (_sleutel.Value ?? throw new InvalidOperationException(Ontbreekt)).NieuwsteAsync(ct);
        await register.MeldAanAsync(key.Openbaar, ct);
        var kop = new Badgekop(Algoritme, adressen.Sleutel(key.Openbaar.Kid).AbsoluteUri, typ);
        var text = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(kop, CoreJson.Default.Badgekop))}.{Base64Url.EncodeToString(inhoud.Span)}";
        var signature = await key.TekenAsync(SHA256.HashData(Encoding.ASCII.GetBytes(text)), ct);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Another key from here on, where the key is ours to make. What was signed before stays verifiable.</summary>
    public async ValueTask<Sleutelvernieuwing> VernieuwAsync(CancellationToken ct)
    {
        switch (_sleutel.Value)
        {
            case Eigensleutel own:
                var made = await own.VernieuwAsync(ct);
                await register.MeldAanAsync(made, ct);
                return new Sleutelvernieuwing.Vernieuwd(made.Kid);
            case null:
                return new Sleutelvernieuwing.Ontbreekt(Ontbreekt!);
            default:
                return new Sleutelvernieuwing.InKluis(options.Value.Sleutel!);
        }
    }
}

/// <summary>What became of the wish for another key.</summary>
public abstract record Sleutelvernieuwing
{
    private Sleutelvernieuwing()
    {
    }

    public sealed record Vernieuwd(string Kid) : Sleutelvernieuwing;

    /// <summary>A new version is made in the vault, and used by itself.</summary>
    public sealed record InKluis(Uri Sleutel) : Sleutelvernieuwing;

    /// <param name="Reden">A Dutch sentence.</param>
    public sealed record Ontbreekt(string Reden) : Sleutelvernieuwing;
}
