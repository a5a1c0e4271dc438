using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Isop.Bot.Webhooks;

/// <summary>How a receiver knows that a call is ours and not an old one: the Standard Webhooks way, version 1 (symmetric).</summary>
internal sealed class Handtekening
{
    public const string IdHeader = "webhook-id";
    public const string TijdHeader = "webhook-timestamp";
    public const string HandtekeningHeader = "webhook-signature";

    private const string Voorvoegsel = "whsec_";
    private const int Bytes = 32;

    private readonly byte[] _sleutel;

    private Handtekening(byte[] sleutel) => _sleutel = sleutel;

    /// <summary>A new secret, as its receiver is told it once.</summary>
    public static string Trek() => Voorvoegsel + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <exception cref="FormatException">It is no secret of <see cref="Trek"/>.</exception>
    public static Handtekening Lees(string geheim) => geheim.StartsWith(Voorvoegsel, StringComparison.Ordinal)
        ? new Handtekening(Convert.FromBase64String(geheim[Voorvoegsel.Length..]))
        : throw new FormatException("Not a secret of a webhook.");

    /// <summary>The value of <see cref="HandtekeningHeader"/>.</summary>
    public string Van(string id, long seconds, ReadOnlySpan<byte> body)
    {
        var begin = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}."));
        byte[] signed = [.. begin, .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_sleutel, signed))}";
    }
}
