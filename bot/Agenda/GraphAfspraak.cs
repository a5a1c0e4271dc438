using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Isop.Core.Agenda;

namespace Isop.Bot.Agenda;

/// <summary>An event as Graph reads and writes it; null is what is not told, or not changed.</summary>
internal sealed record GraphAfspraak
{
    /// <summary>By what we find our own events again: a named property that people do not see.</summary>
    public const string UidProperty = "String {7d0b1d3e-5c0c-4a39-9f6e-2f1f6a8c4e11} Name IsopUid";

    /// <summary>Exchange knows every zone by this name; names of the IANA list depend on the mailbox's server.</summary>
    public const string Zone = "W. Europe Standard Time";

    public string? Id { get; init; }

    [JsonPropertyName("@odata.etag")]
    public string? ETag { get; init; }
    public string? Subject { get; init; }
    public GraphTekst? Body { get; init; }
    public GraphMoment? Start { get; init; }
    public GraphMoment? End { get; init; }
    public bool? IsAllDay { get; init; }
    public bool? IsCancelled { get; init; }
    public GraphPlaats? Location { get; init; }
    public IReadOnlyList<GraphDeelnemer>? Attendees { get; init; }
    public bool? IsOnlineMeeting { get; init; }
    public bool? ResponseRequested { get; init; }
    public bool? AllowNewTimeProposals { get; init; }
    public string? ShowAs { get; init; }
    public bool? IsReminderOn { get; init; }
    public int? ReminderMinutesBeforeStart { get; init; }
    public string? TransactionId { get; init; }
    public IReadOnlyList<GraphEigenschap>? SingleValueExtendedProperties { get; init; }

    /// <summary>The whole event. A repeat within the same round carries the same transaction, so that it makes no second one.</summary>
    public static GraphAfspraak Nieuw(Afspraak afspraak, int ronde, int herinnering)
    {
        var (start, end) = Momenten(afspraak);
        return new GraphAfspraak
        {
            Subject = afspraak.Titel,
            Body = GraphTekst.Of(afspraak),
            Start = start,
            End = end,
            IsAllDay = afspraak.Tijd is null,
            Location = new GraphPlaats(afspraak.Plaats ?? ""),
            Attendees = [.. afspraak.Deelnemers.Select(GraphDeelnemer.Of)],
            IsOnlineMeeting = false,
            ResponseRequested = false,
            AllowNewTimeProposals = false,
            ShowAs = "busy",
            IsReminderOn = herinnering > 0,
            ReminderMinutesBeforeStart = herinnering,
            TransactionId = Transactie(afspraak.Uid, ronde),
            SingleValueExtendedProperties = [new GraphEigenschap(UidProperty, afspraak.Uid)],
        };
    }

    /// <summary>
    /// Only what differs, because Outlook tells people of what is in the request: who takes part goes alone, so that who was there
    /// already hears nothing of somebody who joins. In the order in which to send; empty when nothing differs.
    /// </summary>
    public IReadOnlyList<GraphAfspraak> Naar(Afspraak afspraak, bool metTekst)
    {
        var (start, end) = Momenten(afspraak);
        var moved = IsAllDay != (afspraak.Tijd is null) || Start?.Wall != start.Wall || End?.Wall != end.Wall;
        var change = new GraphAfspraak
        {
            Subject = Subject == afspraak.Titel ? null : afspraak.Titel,
            Start = moved ? start : null,
            End = moved ? end : null,
            IsAllDay = moved ? afspraak.Tijd is null : null,
            Location = (Location?.DisplayName ?? "") == (afspraak.Plaats ?? "") ? null : new GraphPlaats(afspraak.Plaats ?? ""),
            Body = metTekst ? GraphTekst.Of(afspraak) : null,
        };
        var others = new GraphAfspraak { Attendees = [.. afspraak.Deelnemers.Select(GraphDeelnemer.Of)] };
        var sameOthers = Wie(Attendees).SetEquals(Wie(others.Attendees));
        return [.. sameOthers ? Array.Empty<GraphAfspraak>() : [others], .. change == new GraphAfspraak() ? Array.Empty<GraphAfspraak>() : [change]];
    }

    private static HashSet<string> Wie(IReadOnlyList<GraphDeelnemer>? deelnemers) =>
        (deelnemers ?? []).Select(d => d.EmailAddress.Address ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static (GraphMoment Start, GraphMoment End) Momenten(Afspraak a) => a.Tijd is { } tijd
        ? (GraphMoment.Of(a.Datum.ToDateTime(tijd.Van)), GraphMoment.Of(a.Datum.ToDateTime(tijd.Tot)))
        : (GraphMoment.Of(a.Datum.ToDateTime(TimeOnly.MinValue)), GraphMoment.Of(a.Datum.AddDays(1).ToDateTime(TimeOnly.MinValue)));

    private static string Transactie(string uid, int ronde) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{uid}#{ronde}"))).AsSpan(0, 16)).ToString();
}

/// <summary>Wall time in the zone that we ask and write in.</summary>
internal sealed record GraphMoment(string DateTime, string TimeZone)
{
    [JsonIgnore]
    public System.DateTime? Wall => System.DateTime.TryParse(DateTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) ? wall : null;

    public static GraphMoment Of(System.DateTime wall) =>
        new(wall.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), GraphAfspraak.Zone);
}

internal sealed record GraphTekst(string ContentType, string Content)
{
    private const string Slot = "Deze afspraak komt uit ISOP. Verzetten of afzeggen doe je daar, dan weet iedereen het.";

    public static GraphTekst Of(Afspraak afspraak) =>
        new("text", string.IsNullOrEmpty(afspraak.Omschrijving) ? Slot : $"{afspraak.Omschrijving}\n\n{Slot}");
}

internal sealed record GraphPlaats(string? DisplayName);

internal sealed record GraphDeelnemer(GraphAdres EmailAddress, string Type)
{
    public static GraphDeelnemer Of(Adres adres) => new(new GraphAdres(adres.Email, adres.Naam), "required");
}

internal sealed record GraphAdres(string? Address, string? Name);

internal sealed record GraphEigenschap(string Id, string Value);

internal sealed record BezetVraag(IReadOnlyList<string> Schedules, GraphMoment StartTime, GraphMoment EndTime, int AvailabilityViewInterval);

internal sealed record BezetAntwoord(IReadOnlyList<BezetAntwoord.Persoon>? Value)
{
    public sealed record Persoon(IReadOnlyList<Tijd>? ScheduleItems, Fout? Error);

    public sealed record Tijd(string? Status, GraphMoment? Start, GraphMoment? End);

    public sealed record Fout(string? ResponseCode);
}
