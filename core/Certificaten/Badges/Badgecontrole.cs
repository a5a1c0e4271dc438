using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Isop.Core.Certificaten.Badges;

/// <summary>
/// Whether a credential that somebody brings was signed here. Only the signature is checked: what became of the certificate since is in
/// the store. Any text may come in; none makes it throw.
/// </summary>
public sealed class Badgecontrole(Sleutelregister register, IOptions<CertificaatOptions> options)
{
    /// <summary>In characters: some ten times what we issue.</summary>
    public const int Langste = 32 * 1024;

    private const int Deepest = 32;

    public async ValueTask<Badgeoordeel> ControleerAsync(string tekst, CancellationToken ct)
    {
        if (Read(tekst.Trim()) is not { } badge)
        {
            return new Badgeoordeel.GeenBadge();
        }

        var key = await register.FindAsync(badge.Kid[(badge.Kid.LastIndexOf('/') + 1)..], ct);
        // The algorithm is ours to say: one that the text chooses would let it choose "none".
        if (badge.Alg == Ondertekening.Algoritme && key?.Tekende(badge.Getekend, badge.Handtekening) is true)
        {
            return Certificaatnummer.TryParse(badge.Id[(badge.Id.LastIndexOf('/') + 1)..], out var nummer)
                ? new Badgeoordeel.Echt(nummer)
                : new Badgeoordeel.GeenBadge();
        }

        return key is not null || badge.Uitgever.Host == options.Value.PublicUrl.Host
            ? new Badgeoordeel.Vervalst()
            : new Badgeoordeel.VanEenAnder(badge.Uitgever.Host);
    }

    /// <summary>Null when it is no signed Open Badge at all.</summary>
    private static Gelezen? Read(string text)
    {
        if (text.Length > Langste || text.Split('.', 4) is not [var head, var body, var signature]
            || Decode(head) is not { } headBytes || Decode(body) is not { } bodyBytes || Decode(signature) is not { } signatureBytes)
        {
            return null;
        }

        try
        {
            var strict = new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false };
            using var kop = JsonDocument.Parse(headBytes, strict);
            using var inhoud = JsonDocument.Parse(bodyBytes, strict);
            return !IsBadge(inhoud.RootElement) || Text(kop.RootElement, "alg") is not { } alg
                || !Uri.TryCreate(IssuerOf(inhoud.RootElement), UriKind.Absolute, out var uitgever)
                ? null
                : new Gelezen(
                    alg, Text(kop.RootElement, "kid") ?? "", uitgever, Text(inhoud.RootElement, "id") ?? "", Encoding.ASCII.GetBytes($"{head}.{body}"), signatureBytes);
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no Unicode.
            return null;
        }
    }

    private static bool IsBadge(JsonElement inhoud) =>
        inhoud.ValueKind == JsonValueKind.Object && inhoud.TryGetProperty("type", out var types) && types.ValueKind == JsonValueKind.Array
        && types.EnumerateArray().Any(t => t.ValueKind == JsonValueKind.String && t.GetString() is Badge.Badgesoort or "AchievementCredential");

    /// <summary>A profile, or its address alone.</summary>
    private static string? IssuerOf(JsonElement inhoud) => inhoud.TryGetProperty("issuer", out var issuer) && issuer.ValueKind == JsonValueKind.Object
        ? Text(issuer, "id")
        : Text(inhoud, "issuer");

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Only as we would write it: one signature has one text.</summary>
    private static byte[]? Decode(string part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return Base64Url.DecodeFromChars(part, bytes, out _, out var written) == OperationStatus.Done && Base64Url.EncodeToString(bytes.AsSpan(0, written)) == part
            ? bytes[..written]
            : null;
    }

    private sealed record Gelezen(string Alg, string Kid, Uri Uitgever, string Id, byte[] Getekend, byte[] Handtekening);
}

/// <summary>What is said of a text that somebody brings.</summary>
public abstract record Badgeoordeel
{
    private Badgeoordeel()
    {
    }

    /// <summary>It was signed here, for this certificate.</summary>
    public sealed record Echt(Certificaatnummer Nummer) : Badgeoordeel;

    /// <summary>It says to be ours, and is not as we signed it.</summary>
    public sealed record Vervalst : Badgeoordeel;

    /// <summary>A badge of somebody else, of which nothing is said.</summary>
    /// <param name="Host">Whose, as it says itself.</param>
    public sealed record VanEenAnder(string Host) : Badgeoordeel;

    public sealed record GeenBadge : Badgeoordeel;
}
