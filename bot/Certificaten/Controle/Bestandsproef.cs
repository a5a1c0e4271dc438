using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Isop.Core.Certificaten;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>Whether a badge (a credential as a JWT) is ours, unchanged, and of this certificate.</summary>
/// <param name="blad">The certificate on whose page it was offered.</param>
/// <param name="jwt">In compact form; the shape of one, nothing else is sure about it.</param>
/// <param name="ct">Cancels.</param>
internal delegate ValueTask<bool> ControleerBadge(Certificaatblad blad, string jwt, CancellationToken ct);

public enum Bestandsuitslag
{
    Precies,
    Anders,
    BadgeKlopt,
    BadgeKloptNiet,
    Leeg,
    TeGroot,
    Onleesbaar,
}

/// <summary>Compares a file with what was issued.</summary>
internal static class Bestandsproef
{
    private const int LangsteBadge = 64 * 1024;

    /// <summary>How every JWT begins: an object in base64url.</summary>
    private const string BadgeBegin = "eyJ";

    public static async ValueTask<Bestandsuitslag> DoeAsync(Certificaatblad blad, Aangeboden aangeboden, ControleerBadge? badge, CancellationToken ct) => aangeboden switch
    {
        Aangeboden.Leeg => Bestandsuitslag.Leeg,
        Aangeboden.TeGroot => Bestandsuitslag.TeGroot,
        Aangeboden.Onleesbaar => Bestandsuitslag.Onleesbaar,
        Aangeboden.Bestand file when badge is not null && LeesBadge(file.Inhoud.Span) is { } jwt =>
            await badge(blad, jwt, ct) ? Bestandsuitslag.BadgeKlopt : Bestandsuitslag.BadgeKloptNiet,
        Aangeboden.Bestand file => Convert.ToHexStringLower(SHA256.HashData(file.Inhoud.Span)) == blad.Stand.Pdf ? Bestandsuitslag.Precies : Bestandsuitslag.Anders,
        _ => throw new UnreachableException(),
    };

    /// <summary>Three parts of base64url with a dot between them; null when it is something else.</summary>
    private static string? LeesBadge(ReadOnlySpan<byte> content)
    {
        if (content.Length > LangsteBadge)
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(content).Trim();
        return text.StartsWith(BadgeBegin, StringComparison.Ordinal) && text.Split('.') is { Length: 3 } parts && Array.TrueForAll(parts, static p => Base64Url.IsValid(p))
            ? text
            : null;
    }
}
