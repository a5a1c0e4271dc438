using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Isop.Core.Certificaten.Badges;

namespace Isop.Tests.Certificaten.Badges;

/// <summary>Texts that somebody without our key can make of one of ours.</summary>
internal static class Vervalsing
{
    public static IEnumerable<(string Wat, string Jwt)> Alle(string jwt, Openbaresleutel sleutel)
    {
        var parts = jwt.Split('.');
        var head = Read(parts[0]);
        yield return ("another name", $"{parts[0]}.{Write(Read(parts[1]).Replace("van Dam", "van Dom", StringComparison.Ordinal))}.{parts[2]}");
        yield return ("alg none", $"{Write(head.Replace("RS256", "none", StringComparison.Ordinal))}.{parts[1]}.");
        yield return ("alg none with the signature", $"{Write(head.Replace("RS256", "none", StringComparison.Ordinal))}.{parts[1]}.{parts[2]}");

        // The public key as the secret of a symmetric algorithm.
        var symmetric = $"{Write(head.Replace("RS256", "HS256", StringComparison.Ordinal))}.{parts[1]}";
        yield return ("HS256", $"{symmetric}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(sleutel.N), Encoding.ASCII.GetBytes(symmetric)))}");

        using var other = RSA.Create(2048);
        var signed = $"{parts[0]}.{parts[1]}";
        yield return ("another key", $"{signed}.{Base64Url.EncodeToString(other.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}");
        yield return ("no signature", $"{signed}.");
        yield return ("a cut-off signature", jwt[..^4]);
    }

    public static string Write(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public static string Read(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
