using System.Globalization;
using Isop.Core.Certificaten;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>What somebody typed or pasted to find a certificate.</summary>
public abstract record Invoer
{
    private const int LangsteInvoer = 500;

    private Invoer()
    {
    }

    public sealed record Nummer(Certificaatnummer Certificaat) : Invoer;

    /// <param name="Host">As it would stand on the wire, so that a look-alike in another alphabet shows.</param>
    public sealed record Elders(string Host) : Invoer;

    public sealed record Leeg : Invoer;

    public sealed record Onleesbaar : Invoer;

    /// <param name="text">A number or a whole link, with the spaces and line breaks that copying puts in.</param>
    /// <param name="site">Where this site is reached.</param>
    public static Invoer Lees(string text, Uri site)
    {
        if (text.Length > LangsteInvoer)
        {
            return new Onleesbaar();
        }

        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)))
            .Trim('<', '>', '(', ')', '"', '\'', '.', ',', ';', ':');
        return bare.Length == 0 ? new Leeg()
            : Certificaatnummer.TryParse(bare, out var nummer) ? new Nummer(nummer)
            : LeesAdres(bare, site);
    }

    private static Invoer LeesAdres(string text, Uri site)
    {
        // Without a scheme "localhost:3978/c/…" would read as an address of its own kind.
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"{site.Scheme}://{text}";
        if (!text.Contains('/', StringComparison.Ordinal) || !Uri.TryCreate(whole, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return new Onleesbaar();
        }

        // A default port does not stand in it, so http and https are the same place here.
        if (!string.Equals(address.Authority, site.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return new Elders(address.IdnHost);
        }

        return address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var first, var number]
            && $"/{first}".Equals(ControleModule.Root, StringComparison.OrdinalIgnoreCase) && Certificaatnummer.TryParse(number, out var nummer)
            ? new Nummer(nummer)
            : new Onleesbaar();
    }
}
