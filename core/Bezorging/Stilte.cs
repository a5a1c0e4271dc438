using Isop.Core.Kalender;
using Isop.Core.Time;

namespace Isop.Core.Bezorging;

/// <summary>When nobody wants to be disturbed, and when the daily message comes. Wall time in Amsterdam.</summary>
public sealed record Stilte
{
    /// <summary>Quiet from this time in the evening …</summary>
    public TimeOnly From { get; init; } = new(19, 0);

    /// <summary>… until this time in the morning.</summary>
    public TimeOnly Until { get; init; } = new(7, 30);

    public bool Weekends { get; init; } = true;

    /// <summary>When the daily or weekly message of who asked for one comes.</summary>
    public TimeOnly Verzamelmoment { get; init; } = new(15, 30);
}

/// <summary>Whether a day suits a person: location open, no vrije dag.</summary>
public delegate bool DaySuits(DateOnly date);

/// <summary>
/// When a message that can wait may go to a person: at its own moment when that suits, else in the person's own window on the
/// next day that does.
/// </summary>
public sealed record Verzendmoment(Stilte Stilte, Voorkeuren Voorkeuren, DaySuits DaySuits, Kaartvenster? Venster = null)
{
    /// <summary>Days to look ahead; after that the wishes and the kalender leave no room and the plain moment is taken.</summary>
    private const int Horizon = 400;

    /// <summary>Thursday, in days after Monday.</summary>
    private const int LateInTheWeek = 3;

    /// <summary>Days to look ahead for one that the window likes best (a stagedag); after that any suitable day will do.</summary>
    private const int BestWithin = 21;

    /// <summary>The first moment at or after <paramref name="from"/> that respects quiet hours, free days and the person's wishes.</summary>
    /// <param name="expires">Wishes, and the window, give way when they would make the message come too late.</param>
    /// <param name="asked">The person chose this moment: the wish for a daily or weekly message does not move it.</param>
    public DateTimeOffset Next(DateTimeOffset from, DateTimeOffset? expires = null, bool asked = false)
    {
        var ritme = asked ? Ritme.ZodraHetSpeelt : Voorkeuren.Ritme;
        var wished = ritme == Ritme.ZodraHetSpeelt ? Windowed(from) : Find(from, ritme);
        return !(expires <= wished) ? wished
            : ritme != Ritme.ZodraHetSpeelt && Windowed(from) is var sooner && !(expires <= sooner) ? sooner
            : Find(from, Ritme.ZodraHetSpeelt);
    }

    /// <summary>The first suitable moment on a later day than <paramref name="day"/>.</summary>
    public DateTimeOffset NextAfter(DateOnly day, DateTimeOffset? expires = null, bool asked = false) =>
        Next(AmsterdamTime.StartOf(day.AddDays(1)), expires, asked);

    /// <summary>
    /// The moment for what nobody waits for: at most one message a week, so not in a week that had one, and late in the week, so that
    /// another may take it along. Who chose a weekly message has that already.
    /// </summary>
    public DateTimeOffset NextCalm(DateTimeOffset from, DateOnly? notified, DateTimeOffset? until = null, DateTimeOffset? expires = null)
    {
        var thisWeek = Kalender.Kalender.Maandag(AmsterdamTime.DateOf(from));
        var first = Next(notified is { } day && Kalender.Kalender.Maandag(day) == thisWeek ? AmsterdamTime.StartOf(thisWeek.AddDays(7)) : from);
        var week = Kalender.Kalender.Maandag(AmsterdamTime.DateOf(first));
        var late = Next(Later(first, AmsterdamTime.StartOf(week.AddDays(LateInTheWeek))));
        var moments = Voorkeuren.Ritme == Ritme.PerWeek ? [] : new[] { late, first }.Where(m => Kalender.Kalender.Maandag(AmsterdamTime.DateOf(m)) == week);
        return moments.Where(m => !(until <= m) && !(expires <= m)).Cast<DateTimeOffset?>().FirstOrDefault()
            ?? (notified == AmsterdamTime.DateOf(from) ? NextAfter(notified.Value, expires) : Next(from, expires));
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    /// <summary>What may go now goes now; what must wait comes in the window of a day the person is open to it.</summary>
    private DateTimeOffset Windowed(DateTimeOffset from)
    {
        var plain = Find(from, Ritme.ZodraHetSpeelt);
        if (Venster is null || plain <= from)
        {
            return plain;
        }

        return In(plain, Venster.At, Venster.Suits, BestWithin) ?? In(plain, Venster.At, _ => true, Horizon) ?? plain;
    }

    private DateTimeOffset? In(DateTimeOffset from, TimeOnly at, Func<DateOnly, bool> suits, int days)
    {
        var first = AmsterdamTime.DateOf(from);
        for (var date = first; date < first.AddDays(days); date = date.AddDays(1))
        {
            var moment = AmsterdamTime.At(date, Earlier(Later(at, Stilte.Until), Stilte.From));
            if (moment >= from && suits(date) && IsSendDay(date))
            {
                return moment;
            }
        }

        return null;
    }

    private DateTimeOffset Find(DateTimeOffset from, Ritme ritme)
    {
        var first = AmsterdamTime.DateOf(from);
        for (var date = first; date < first.AddDays(Horizon); date = date.AddDays(1))
        {
            if (!IsSendDay(date) || (ritme == Ritme.PerWeek && !IsDayOfTheWeek(date)))
            {
                continue;
            }

            var opens = AmsterdamTime.At(date, ritme == Ritme.ZodraHetSpeelt ? Stilte.Until : Later(Stilte.Until, Stilte.Verzamelmoment));
            var moment = opens > from ? opens : from.ToUniversalTime();
            if (moment < AmsterdamTime.At(date, Stilte.From))
            {
                return moment;
            }
        }

        return from;
    }

    private bool IsSendDay(DateOnly date) =>
        !(Stilte.Weekends && date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !(date < Voorkeuren.PauzeTot)
        && (Voorkeuren.Werkdagen.Count == 0 || Voorkeuren.Werkdagen.Contains(date.DayOfWeek))
        && DaySuits(date);

    /// <summary>The chosen weekday, or the first send day after it when that one fell out.</summary>
    private bool IsDayOfTheWeek(DateOnly date)
    {
        var day = date;
        while (day.DayOfWeek != Voorkeuren.Weekdag)
        {
            day = day.AddDays(-1);
            if (IsSendDay(day))
            {
                return false;
            }
        }

        return true;
    }

    private static TimeOnly Earlier(TimeOnly a, TimeOnly b) => a < b ? a : b;

    private static TimeOnly Later(TimeOnly a, TimeOnly b) => a > b ? a : b;
}
