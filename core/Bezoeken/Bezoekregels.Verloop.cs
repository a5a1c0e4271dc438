using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Bezoeken;

/// <summary>What the clock brings, being away, and what came of a visit.</summary>
public static partial class Bezoekregels
{
    private static readonly TimeOnly Dagblad = new(16, 0);
    private static readonly TimeOnly Naderhand = new(16, 15);
    private static readonly TimeOnly Uiterlijk = new(12, 0);
    private static readonly TimeOnly Ochtend = new(8, 30);


    /// <summary>The day in the third week of a window on which visits that are still missing are told of: week 4 and week 8 of a blok.</summary>
    public static DateOnly Alarmdag(Bezoek bezoek) => bezoek.Venster.Van.AddDays(14);

    /// <summary>The moment of that day.</summary>
    internal static DateTimeOffset Alarmmoment(Bezoek bezoek) => AmsterdamTime.At(Alarmdag(bezoek), Ochtend);

    private static Bezoekweigering? Wake(Loop loop)
    {
        var due = Alarms(loop.Jaar).Where(a => a.At > loop.Jaar.GewektTot && a.At <= loop.Om.Now).OrderBy(a => a.At).ToList();
        foreach (var alarm in due)
        {
            Ring(loop, alarm);
        }

        if (due.Count > 0)
        {
            loop.Jaar = loop.Jaar with { GewektTot = loop.Om.Now };
        }

        return null;
    }

    private static DateTimeOffset? NextAlarm(Bezoekjaar jaar) =>
        Alarms(jaar).Where(a => a.At > jaar.GewektTot).Select(a => (DateTimeOffset?)a.At).Min();

    private static IEnumerable<Alarm> Alarms(Bezoekjaar jaar)
    {
        var open = jaar.Bezoeken.Where(b => b.Open).ToList();
        foreach (var day in open.Where(b => b.Staat == Bezoekstaat.Bevestigd).GroupBy(b => b.Moment!.Value.Datum))
        {
            if (day.Any(IsOnSheet))
            {
                yield return new Alarm.DayAhead(SheetOf(day.Key), day.Key);
            }

            yield return new Alarm.Afterwards(AmsterdamTime.At(day.Key, Naderhand), day.Key);
        }

        foreach (var day in open.Where(b => b.Wacht).Select(b => b.Moment!.Value.Datum).Distinct())
        {
            yield return new Alarm.NobodyTookOver(AmsterdamTime.At(Before(day), Uiterlijk), day);
        }

        foreach (var day in open.Where(IsAsked).Select(b => b.Moment!.Value.Datum).Distinct())
        {
            yield return new Alarm.NotAgreed(AmsterdamTime.At(Before(day), Uiterlijk), day);
        }

        foreach (var asked in open.Where(b => b is { Staat: Bezoekstaat.Gevraagd, Opleider: not null }).GroupBy(b => b.Opleider!.Value))
        {
            var since = AmsterdamTime.DateOf(asked.Min(b => b.Gewijzigd));
            foreach (var days in (int[])[7, 14])
            {
                yield return new Alarm.Unanswered(AmsterdamTime.At(since.AddDays(days), Ochtend), asked.Key);
            }
        }

        foreach (var window in open.Select(b => (b.Periode, b.Nummer, Dag: Alarmdag(b))).Distinct())
        {
            yield return new Alarm.Missing(AmsterdamTime.At(window.Dag, Ochtend), window.Periode, window.Nummer, window.Dag);
        }

        foreach (var blok in open.GroupBy(b => b.Periode))
        {
            yield return new Alarm.BlokAhead(AmsterdamTime.At(blok.Min(b => b.Venster.Van).AddDays(-14), Ochtend), blok.Key);
        }
    }

    /// <summary>It waits for the word of somebody.</summary>
    private static bool IsAsked(Bezoek bezoek) => bezoek.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel;

    /// <summary>The workday before: who visits on Monday gets the sheet on Friday.</summary>
    private static DateOnly Before(DateOnly day) => day.AddDays(day.DayOfWeek == DayOfWeek.Monday ? -3 : -1);

    /// <summary>Today, tomorrow, or Monday once the sheet of Monday went out on Friday: what changes then cannot wait for a suitable moment.</summary>
    private static bool IsNear(Loop loop, DateOnly day) => day <= loop.Om.Vandaag.AddDays(1) || SheetOf(day) <= loop.Om.Now;

    private static DateTimeOffset SheetOf(DateOnly day) => AmsterdamTime.At(Before(day), Dagblad);

    /// <summary>What is agreed after the sheet of its day went out brings a sheet of its own: an alarm that comes late sends none again.</summary>
    private static bool IsOnSheet(Bezoek bezoek) => bezoek.Afgesproken is not { } at || at < SheetOf(bezoek.Moment!.Value.Datum);

    private static void Ring(Loop loop, Alarm alarm)
    {
        var (jaar, now) = (loop.Jaar, loop.Om.Now);
        switch (alarm)
        {
            case Alarm.DayAhead(_, var day) when loop.Om.Vandaag <= day:
                foreach (var who in Visitors(jaar, day, IsOnSheet))
                {
                    loop.Vertel(
                        who, Bezoekkaarten.Dag, Bezoekkaarten.ZaakVan(jaar.Id, Datumtekst.Iso(day)), "vooraf", urgency: Urgency.Direct,
                        expires: AmsterdamTime.At(day, new TimeOnly(15, 0)));
                }

                break;
            case Alarm.Afterwards(_, var day):
                foreach (var who in Visitors(jaar, day))
                {
                    loop.Vertel(who, Bezoekkaarten.Dag, Bezoekkaarten.ZaakVan(jaar.Id, Datumtekst.Iso(day)), "achteraf");
                }

                break;
            case Alarm.NobodyTookOver(_, var day):
                foreach (var bezoek in jaar.Bezoeken.Where(b => b.Wacht && b.Moment!.Value.Datum == day))
                {
                    loop.Zet(Loosen(bezoek, Terugreden.BezoekerAfwezig, jaar.Bezoeker));
                    loop.VertelAllen(bezoek, $"afwezig-{bezoek.Volgnummer}", Urgency.Direct);
                }

                break;
            case Alarm.NotAgreed(_, var day):
                foreach (var bezoek in jaar.Bezoeken.Where(b => IsAsked(b) && b.Moment!.Value.Datum == day))
                {
                    loop.Zet(Loosen(bezoek, Terugreden.GeenAntwoord, null));
                }

                loop.Vertel(jaar.Bezoeker, Bezoekkaarten.Jaar, jaar.Id, $"geen-antwoord-{Datumtekst.Iso(day)}", from: now);
                break;
            case Alarm.Unanswered(_, var opleider) when jaar.Bezoeken.Any(b => b.Staat == Bezoekstaat.Gevraagd && b.Opleider == opleider):
                loop.Vertel(opleider, Bezoekkaarten.Aanvraag, jaar.Id, $"herinnering-{Datumtekst.Iso(AmsterdamTime.DateOf(alarm.At))}", from: now);
                break;
            case Alarm.Missing(_, var periode, var nummer, var dag) when jaar.Bezoeken.Any(b =>
                b.Open && b.Periode == periode && b.Nummer == nummer && Alarmdag(b) == dag && b.Staat != Bezoekstaat.Bevestigd):
                loop.Vertel(jaar.Bezoeker, Bezoekkaarten.Jaar, jaar.Id, $"alarm-{Datumtekst.Iso(dag)}-{nummer}", from: now);
                break;
            case Alarm.BlokAhead(_, var periode) when jaar.IsVerstuurd:
                loop.Vertel(jaar.Bezoeker, Bezoekkaarten.Jaar, jaar.Id, $"klopt-{Datumtekst.Iso(AmsterdamTime.DateOf(alarm.At))}", from: now);
                break;
            default:
                break;
        }
    }

    /// <summary>Who makes the visits of a day: the visitor, or waarnemers.</summary>
    private static IEnumerable<PersonId> Visitors(Bezoekjaar jaar, DateOnly day, Func<Bezoek, bool>? which = null) =>
        jaar.Bezoeken.Where(b => b is { Staat: Bezoekstaat.Bevestigd, Wacht: false } && b.Moment!.Value.Datum == day && which?.Invoke(b) != false)
            .Select(b => b.Waarnemer ?? jaar.Bezoeker).Distinct();

    /// <summary>Today's visits are called off at once; later ones wait for a waarnemer until noon of the workday before.</summary>
    private static Bezoekweigering? Away(Loop loop, Bezoekopdracht.MeldAfwezig o)
    {
        if (o.Van != loop.Jaar.Bezoeker)
        {
            return Bezoekweigering.NietVanJou;
        }

        if (o.Dagen.Tot < o.Dagen.Van || o.Dagen.Tot < loop.Om.Vandaag || o.Dagen.Tot.DayNumber - o.Dagen.Van.DayNumber >= LangsteAfwezig)
        {
            return Bezoekweigering.OngeldigeDagen;
        }

        if (loop.Jaar.Afwezig.Contains(o.Dagen))
        {
            return null;
        }

        loop.Jaar = loop.Jaar with { Afwezig = [.. loop.Jaar.Afwezig, o.Dagen] };
        var waits = false;
        foreach (var bezoek in loop.Jaar.Bezoeken.Where(b => b is { Houdt: true, Open: true, Waarnemer: null, Wacht: false } && o.Dagen.Contains(b.Moment!.Value.Datum)))
        {
            if (bezoek.Staat != Bezoekstaat.Bevestigd)
            {
                // Nobody counts on it yet: it gets another moment.
                loop.Zet(Loosen(bezoek, null, null));
                loop.Jaar = loop.Jaar with { Rekent = loop.Jaar.Beschikbaarheid is not null };
            }
            else if (bezoek.Moment!.Value.Datum <= loop.Om.Vandaag || AmsterdamTime.At(Before(bezoek.Moment.Value.Datum), Uiterlijk) <= loop.Om.Now)
            {
                if (bezoek.Moment.Value.Datum >= loop.Om.Vandaag)
                {
                    loop.Zet(Loosen(bezoek, Terugreden.BezoekerAfwezig, o.Van));
                    loop.VertelAllen(bezoek, $"afwezig-{bezoek.Volgnummer}", Urgency.Direct);
                }
            }
            else
            {
                loop.Zet(bezoek with { Wacht = true });
                waits = true;
            }
        }

        if (waits)
        {
            foreach (var rol in loop.Om.Register.HoldersOf(RolSoort.RegisseurStudiecoaching, loop.Om.Vandaag).Select(r => r.Persoon).Distinct())
            {
                loop.Vertel(rol, Bezoekkaarten.Waarneming, loop.Jaar.Id, $"afwezig-{Datumtekst.Iso(o.Dagen.Van)}-{Datumtekst.Iso(o.Dagen.Tot)}");
            }
        }

        return null;
    }

    private static Bezoekweigering? Replace(Loop loop, Bezoekopdracht.LaatWaarnemen o)
    {
        var may = loop.Om.Register.RollenOf(o.Van).Any(r => r.Soort is RolSoort.RegisseurStudiecoaching && r.Holds(loop.Om.Vandaag));
        if (!may || o.Waarnemer == loop.Jaar.Bezoeker)
        {
            return Bezoekweigering.NietVanJou;
        }

        var waiting = loop.Jaar.Bezoeken.Where(b => b.Wacht).ToList();
        if (waiting.Count == 0)
        {
            return loop.Jaar.Bezoeken.Any(b => b is { Open: true } && b.Waarnemer == o.Waarnemer) ? null : Bezoekweigering.NietsTeWaarnemen;
        }

        var free = waiting.Where(b => !o.Bezet.Contains(b.Moment!.Value)).ToList();
        if (free.Count == 0)
        {
            return Bezoekweigering.WaarnemerBezet;
        }

        foreach (var bezoek in free)
        {
            loop.Zet(bezoek with { Wacht = false, Waarnemer = o.Waarnemer });
        }

        foreach (var day in free.Select(b => b.Moment!.Value.Datum).Distinct().Order())
        {
            loop.Vertel(
                o.Waarnemer, Bezoekkaarten.Dag, Bezoekkaarten.ZaakVan(loop.Jaar.Id, Datumtekst.Iso(day)), $"waarneming-{loop.Jaar.Revisie}",
                urgency: IsNear(loop, day) ? Urgency.Direct : Urgency.Normal);
        }

        return null;
    }

    private static Bezoekweigering? Report(Loop loop, Bezoekopdracht.MeldGeweest o)
    {
        if (loop.Jaar.Find(o.Bezoek) is not { } bezoek || bezoek.Staat == Bezoekstaat.Vervallen)
        {
            return Bezoekweigering.BestaatNiet;
        }

        if (o.Van != loop.Jaar.Bezoeker && o.Van != bezoek.Waarnemer)
        {
            return Bezoekweigering.NietVanJou;
        }

        var (hoe, afspraken, extra) = (o.HoeGaatHet.Trim(), o.Afspraken.Trim(), string.IsNullOrWhiteSpace(o.Extra) ? null : o.Extra.Trim());
        if (bezoek is { Staat: Bezoekstaat.Geweest, Verslag: { } known })
        {
            return (known.HoeGaatHet, known.Afspraken, known.Extra) == (hoe, afspraken, extra) ? null : Bezoekweigering.NietMeerGevraagd;
        }

        if (bezoek is not { Staat: Bezoekstaat.Bevestigd, Moment: { } moment } || moment.Datum > loop.Om.Vandaag)
        {
            return Bezoekweigering.NogNietGeweest;
        }

        if (hoe.Length == 0)
        {
            return Bezoekweigering.TekstOntbreekt;
        }

        if (hoe.Length > LangsteTekst || afspraken.Length > LangsteTekst || extra?.Length > LangsteExtra)
        {
            return Bezoekweigering.TeLang;
        }

        loop.Zet(bezoek with
        {
            Staat = Bezoekstaat.Geweest,
            Wacht = false,
            Verslag = new Bezoekverslag
            {
                Op = loop.Om.Now, Door = o.Van, HoeGaatHet = hoe, Afspraken = afspraken, Extra = extra, Driehoeksgesprek = o.Driehoeksgesprek && extra is not null,
            },
        });
        if (extra is not null)
        {
            loop.Vertel(bezoek.Student, Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(loop.Jaar.Id, bezoek.Id), "extra", about: bezoek);
        }

        return null;
    }

    /// <summary>From here on the others see it too, and those who guide are told.</summary>
    private static Bezoekweigering? ReadExtra(Loop loop, Bezoekopdracht.LeesExtra o)
    {
        if (loop.Jaar.Find(o.Bezoek) is not { Verslag: { Extra: not null } verslag } bezoek)
        {
            return Bezoekweigering.BestaatNiet;
        }

        if (o.Van != bezoek.Student)
        {
            return Bezoekweigering.NietVanJou;
        }

        if (verslag.Gelezen is null)
        {
            loop.Zet(bezoek with { Verslag = verslag with { Gelezen = loop.Om.Now } });
            loop.VertelAllen(bezoek, "extra", behalve: bezoek.Student);
        }

        return null;
    }

    /// <summary>Something that the clock brings; at most once, at its moment.</summary>
    private abstract record Alarm(DateTimeOffset At)
    {
        public sealed record DayAhead(DateTimeOffset At, DateOnly Day) : Alarm(At);

        public sealed record Afterwards(DateTimeOffset At, DateOnly Day) : Alarm(At);

        public sealed record NobodyTookOver(DateTimeOffset At, DateOnly Day) : Alarm(At);

        public sealed record NotAgreed(DateTimeOffset At, DateOnly Day) : Alarm(At);

        public sealed record Unanswered(DateTimeOffset At, PersonId Opleider) : Alarm(At);

        public sealed record Missing(DateTimeOffset At, string Periode, int Nummer, DateOnly Dag) : Alarm(At);

        public sealed record BlokAhead(DateTimeOffset At, string Periode) : Alarm(At);
    }
}
