using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Isop.Bot.Api;

/// <summary>
/// What the API calls a thing whose own key says who it is about, such as a stage with a studentnummer: the same every time, and nothing to
/// be read from it in an address or a log.
/// </summary>
internal static class Kenmerk
{
    private const int Bytes = 15;

    public static string Van(string sleutel) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(sleutel)).AsSpan(0, Bytes));
}
