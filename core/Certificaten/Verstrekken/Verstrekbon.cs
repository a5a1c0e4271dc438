using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Isop.Core.Bezorging;

namespace Isop.Core.Certificaten.Verstrekken;

/// <summary>One thing to do for who issues. Doing it twice is doing it once.</summary>
public abstract record Verstrekbon
{
    private Verstrekbon()
    {
    }

    /// <summary>The certificate of a deelnemer, after the onderwijsbureau decided.</summary>
    public sealed record Nieuw(string Training, string Deelnemer) : Verstrekbon;

    /// <summary>What the decision about this certificate brings: its successor, and that machines are told.</summary>
    public sealed record Volg(Certificaatnummer Nummer) : Verstrekbon;
}

/// <summary>How an order stands on the queue (<see cref="Wachtrijbericht"/>).</summary>
public static class Verstrekbonnen
{
    public const string Soort = "certificaat";
    public const int Versie = 1;

    public static string Write(Verstrekbon bon) => bon switch
    {
        Verstrekbon.Nieuw o => string.Create(CultureInfo.InvariantCulture, $$"""{"soort":"{{Soort}}","versie":{{Versie}},"training":"{{o.Training}}","deelnemer":"{{o.Deelnemer}}"}"""),
        Verstrekbon.Volg o => string.Create(CultureInfo.InvariantCulture, $$"""{"soort":"{{Soort}}","versie":{{Versie}},"nummer":"{{o.Nummer}}"}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(bon)),
    };

    /// <summary>False when the message is ours but says nothing that can be done.</summary>
    public static bool TryRead(JsonElement message, [NotNullWhen(true)] out Verstrekbon? bon)
    {
        bon = (Text(message, "training"), Text(message, "deelnemer"), Certificaatnummer.TryParse(Text(message, "nummer"), out var nummer)) switch
        {
            ({ Length: > 0 } training, { Length: > 0 } deelnemer, false) => new Verstrekbon.Nieuw(training, deelnemer),
            (null, null, true) => new Verstrekbon.Volg(nummer),
            _ => null,
        };
        return bon is not null;
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The cases under which certificates are woken: a training that is being issued, or one certificate.</summary>
public static class Verstrekzaak
{
    private const string Prefix = "training:";

    public static string Training(string training) => Prefix + training;

    /// <summary>The training; null when it is the number of a certificate.</summary>
    public static string? Lees(string zaak) => zaak.StartsWith(Prefix, StringComparison.Ordinal) ? zaak[Prefix.Length..] : null;
}
