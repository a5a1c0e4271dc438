using System.Security.Cryptography;
using System.Text;
using Isop.Core.Register;

namespace Isop.Bot.Web;

/// <summary>
/// Which address a link or session was given to, as a hash: when the register corrects the address, what went to the old one
/// opens nothing any more.
/// </summary>
internal static class AddressMark
{
    public static string Of(Persoon person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Email.ToLowerInvariant())).AsSpan(0, 8));

    /// <summary>Whether what carries this mark still belongs to the person's present address.</summary>
    public static bool Holds(string? mark, Persoon? person) => mark is null || (person is not null && mark == Of(person));
}
