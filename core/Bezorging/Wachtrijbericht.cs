using System.Text.Json;

namespace Isop.Core.Bezorging;

/// <summary>
/// How ISOP's messages on a queue look: a JSON object with "soort" (which kind) and "versie" (of its shape), then what belongs to
/// that kind. Anybody with rights on the account can put anything on a queue, so a reader asks here first.
/// </summary>
public static class Wachtrijbericht
{
    public const string KickSoort = "kick";
    public const int KickVersie = 1;

    /// <summary>"Something became due."</summary>
    public const string Kick = """{"soort":"kick","versie":1}""";

    /// <summary>Reads a message that should be of this kind, in at most this version.</summary>
    public static WachtrijLezing Read(string text, string soort, int versie)
    {
        JsonElement message;
        try
        {
            message = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return new WachtrijLezing.Geweigerd("Dit bericht is niet van ISOP: het is geen JSON.");
        }

        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("soort", out var kind) || kind.ValueKind != JsonValueKind.String
            || !message.TryGetProperty("versie", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var shape))
        {
            return new WachtrijLezing.Geweigerd("Dit bericht is niet van ISOP: soort en versie ontbreken.");
        }

        if (kind.GetString() != soort)
        {
            return new WachtrijLezing.Geweigerd($"Dit bericht hoort niet in deze wachtrij: hier horen berichten van de soort {soort}.");
        }

        return shape > versie ? new WachtrijLezing.Nieuwer($"Dit bericht is gemaakt door een nieuwere ISOP (versie {shape}). Deze ISOP kent versie {versie}. Werk alle onderdelen bij.")
            : shape < 1 ? new WachtrijLezing.Geweigerd($"Dit bericht heeft een versie die niet bestaat: {shape}.")
            : new WachtrijLezing.Gelezen(message, shape);
    }
}

/// <summary>What a message on a queue turned out to be.</summary>
public abstract record WachtrijLezing
{
    private WachtrijLezing()
    {
    }

    public sealed record Gelezen(JsonElement Inhoud, int Versie) : WachtrijLezing;

    /// <summary>Not ours, or not for this queue; why, as a Dutch sentence.</summary>
    public sealed record Geweigerd(string Reden) : WachtrijLezing;

    /// <summary>Ours, in a shape that this version does not know; a Dutch sentence.</summary>
    public sealed record Nieuwer(string Reden) : WachtrijLezing;
}

/// <summary>What lies on a poison queue: the message as it was (its beginning when it was long), and why it was refused.</summary>
public sealed record GeweigerdBericht(string Wachtrij, string Id, string Reden, string Bericht)
{
    /// <summary>Characters kept; each may take six bytes in JSON, and a queue message holds 64 KB.</summary>
    public const int Longest = 8_000;
}
