using System.Globalization;
using System.Security.Cryptography;

namespace Isop.Core.Storage;

/// <summary>An id that a form carries, so that sending it twice makes one thing: 16 hexadecimal digits.</summary>
public static class FormId
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public static bool IsOne(string id) => id.Length == 16 && ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
