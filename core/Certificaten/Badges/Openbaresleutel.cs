using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Isop.Core.Certificaten.Badges;

/// <summary>The public half of a key that signed, or may sign, credentials. Kept for ever: a certificate is checked years later.</summary>
/// <param name="Kid">Its thumbprint (RFC 7638, SHA-256) in base64url.</param>
/// <param name="N">Modulus, in base64url.</param>
/// <param name="E">Exponent, in base64url.</param>
public sealed record Openbaresleutel(string Kid, string N, string E)
{
    private const int Kidlengte = 43;

    public static Openbaresleutel Van(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        // RFC 7518 §6.3.1: no octets more than needed.
        var (n, e) = (Base64Url.EncodeToString(modulus.TrimStart((byte)0)), Base64Url.EncodeToString(exponent.TrimStart((byte)0)));
        var canonical = $$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""";
        return new Openbaresleutel(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical))), n, e);
    }

    public static Openbaresleutel Van(RSA sleutel)
    {
        var publiek = sleutel.ExportParameters(includePrivateParameters: false);
        return Van(publiek.Modulus, publiek.Exponent);
    }

    /// <summary>Whether a text can be the name of a key.</summary>
    public static bool IsKid(string text) => text.Length == Kidlengte && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Whether this key made that signature (RS256) over those bytes.</summary>
    public bool Tekende(ReadOnlySpan<byte> getekend, ReadOnlySpan<byte> handtekening)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(N), Exponent = Base64Url.DecodeFromChars(E) });
        return rsa.VerifyData(getekend, handtekening, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public Jwk AlsJwk(Badgeadressen adressen) => new(adressen.Sleutel(Kid).AbsoluteUri, N, E);
}
