using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Isop.Core.Agenda;

/// <summary>
/// Writes appointments as iCalendar (RFC 5545, RFC 5546). Times are wall time in Amsterdam with the rules of its summer time along, so
/// that every calendar shows the right moment and keeps it when those rules are told apart. Pure: the same appointments give the same bytes.
/// </summary>
public static class AgendaBestand
{
    public const string MediaType = "text/calendar; charset=utf-8";

    private const string Product = "-//Partnerschap ISOP//Agenda//NL";
    private const string Zone = "Europe/Amsterdam";
    private const string LineEnd = "\r\n";
    private const int MostOctets = 75;

    /// <summary>How often a calendar that follows a feed should look again.</summary>
    private const string LookAgain = "PT4H";

    /// <summary>For who takes it over or follows it: nobody is invited, so that nobody's address is in it.</summary>
    /// <param name="afspraken">What is on the calendar.</param>
    /// <param name="naam">What the calendar is called, for a feed; null for a single appointment.</param>
    public static byte[] Publiceer(IEnumerable<Afspraak> afspraken, string? naam = null)
    {
        var calendar = Begin(CalendarMethods.Publish);
        if (naam is not null)
        {
            calendar.AddProperty("X-WR-CALNAME", naam);
            calendar.AddProperty(new CalendarProperty("REFRESH-INTERVAL", LookAgain) { Parameters = { new CalendarParameter("VALUE", "DURATION") } });
            calendar.AddProperty("X-PUBLISHED-TTL", LookAgain);
        }

        foreach (var afspraak in afspraken)
        {
            calendar.Events.Add(Event(afspraak, afspraak.Gewijzigd));
        }

        return Write(calendar);
    }

    /// <summary>An invitation, or the change of one; the moment is that of writing it.</summary>
    public static byte[] NodigUit(Afspraak afspraak, DateTimeOffset now) => Meeting(afspraak, CalendarMethods.Request, now);

    /// <summary>Calls it off for everybody who was invited.</summary>
    public static byte[] ZegAf(Afspraak afspraak, DateTimeOffset now) => Meeting(afspraak with { Vervallen = true }, CalendarMethods.Cancel, now);

    private static byte[] Meeting(Afspraak afspraak, string method, DateTimeOffset now)
    {
        var organisator = afspraak.Organisator
            ?? throw new ArgumentException("Without an organisator nobody can be invited.", nameof(afspraak));
        var calendar = Begin(method);
        var item = Event(afspraak, now);
        item.Organizer = new Organizer { Value = Mail(organisator), CommonName = organisator.Naam };
        item.Attendees = [.. afspraak.Deelnemers.Select(d => new Attendee
        {
            // Who cannot come says so on the card: an answer by mail would reach nobody.
            Value = Mail(d), CommonName = d.Naam, Role = "REQ-PARTICIPANT", ParticipationStatus = EventParticipationStatus.NeedsAction, Rsvp = false,
        })];
        calendar.Events.Add(item);
        return Write(calendar);
    }

    private static Calendar Begin(string method) => new() { Method = method, ProductId = Product, Scale = "GREGORIAN" };

    private static CalendarEvent Event(Afspraak a, DateTimeOffset stamp) => new()
    {
        Uid = a.Uid,
        Sequence = a.Volgnummer,
        DtStamp = Utc(stamp),
        LastModified = Utc(a.Gewijzigd),
        Summary = a.Titel,
        Description = a.Omschrijving,
        Location = a.Plaats,
        Start = a.Tijd is { } from ? new CalDateTime(a.Datum, from.Van, Zone) : new CalDateTime(a.Datum),
        End = a.Tijd is { } until ? new CalDateTime(a.Datum, until.Tot, Zone) : new CalDateTime(a.Datum.AddDays(1)),
        Status = a.Vervallen ? EventStatus.Cancelled : EventStatus.Confirmed,
        Transparency = a.Vervallen ? TransparencyType.Transparent : TransparencyType.Opaque,
    };

    private static CalDateTime Utc(DateTimeOffset instant) => new(instant.UtcDateTime.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerSecond)), CalDateTime.UtcTzId);

    private static Uri Mail(Adres adres) => new($"mailto:{adres.Email}");

    private static byte[] Write(Calendar calendar)
    {
        if (calendar.Events.Any(e => e.Start!.HasTime))
        {
            calendar.AddTimeZone(Amsterdam());
        }

        return Fold(new CalendarSerializer().SerializeToString(calendar)!.Replace(LineEnd + " ", "", StringComparison.Ordinal));
    }

    /// <summary>
    /// Lines of at most 75 octets, cut between characters: the library counts halves of characters (an emoji is two), and what is cut
    /// through the middle cannot be written as UTF-8.
    /// </summary>
    private static byte[] Fold(string unfolded)
    {
        var file = new MemoryStream(unfolded.Length + (unfolded.Length / 16));
        var (room, octets) = (MostOctets, new byte[4]);
        foreach (var character in unfolded.EnumerateRunes())
        {
            var length = character.EncodeToUtf8(octets);
            if (character.Value is '\r' or '\n')
            {
                room = MostOctets;
            }
            else if ((room -= length) < 0)
            {
                file.Write("\r\n "u8);
                room = MostOctets - 1 - length;
            }

            file.Write(octets, 0, length);
        }

        return file.ToArray();
    }

    /// <summary>The rules of the European Union since 1996, without an end: what comes after them comes with a next file.</summary>
    private static VTimeZone Amsterdam()
    {
        var zone = new VTimeZone(Zone);
        zone.TimeZoneInfos.Add(Rule(Components.Daylight, "CEST", new DateOnly(1996, 3, 31), 2, +1, +2));
        zone.TimeZoneInfos.Add(Rule(Components.Standard, "CET", new DateOnly(1996, 10, 27), 3, +2, +1));
        return zone;
    }

    private static VTimeZoneInfo Rule(string component, string name, DateOnly first, int hour, int from, int to) => new(component)
    {
        TimeZoneName = name,
        Start = new CalDateTime(first, new TimeOnly(hour, 0)),
        OffsetFrom = new UtcOffset(TimeSpan.FromHours(from)),
        OffsetTo = new UtcOffset(TimeSpan.FromHours(to)),
        RecurrenceRule = new RecurrencePattern(FrequencyType.Yearly) { ByMonth = [first.Month], ByDay = [new WeekDay(DayOfWeek.Sunday, -1)] },
    };
}
