using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Isop.Bot.Web;

/// <summary>Random values that their holder shows and that we keep only as a hash.</summary>
internal static class Secret
{
    /// <summary>A new random value, in base64url.</summary>
    public static string Draw(int bits) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bits / 8));

    /// <summary>SHA-256 in lower-case hex: the values are random, so no salt or stretching is needed.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a text can be a value of <see cref="Draw"/>: anything else is not worth a read.</summary>
    public static bool IsShaped(string text, int bits) =>
        text.Length == Base64Url.GetEncodedLength(bits / 8)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
