using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Intervisie;

/// <summary>What the register and the clock bring, who leads, who is there and what came of it.</summary>
public static partial class Intervisieregels
{
    private static readonly TimeOnly Ochtend = new(8, 30);
    private static readonly TimeOnly Middag = new(12, 0);

    /// <summary>How long after the end the begeleider is asked who was there.</summary>
    private const int MinutenErna = 15;

    /// <summary>Working days after which it is asked once more.</summary>
    private const int HerinneringNa = 5;

    /// <summary>A bijeenkomst without a report is asked for this long.</summary>
    private const int DagenVragen = 42;

    /// <summary>From here people have cards about it.</summary>
    public static DateTimeOffset WeekAhead(Bijeenkomst b) => AmsterdamTime.At(b.Datum.AddDays(-7), Ochtend);

    private static Intervisieweigering? Follow(Loop loop, Intervisieopdracht.Volg o)
    {
        if (o.Leerteam is not { } leerteam)
        {
            if (!loop.Reeks.Gestopt)
            {
                foreach (var b in loop.Reeks.Open.Where(b => b.Datum >= loop.Om.Vandaag).ToList())
                {
                    loop.VertelAllen(b, $"vervalt-{DayKey(b.Datum)}-{loop.Was.Revisie}");
                    loop.Zet(b with { Staat = Bijeenkomststaat.Overgeslagen, Reden = Overslaanreden.Gestopt });
                }

                loop.Reeks = loop.Reeks with { Gestopt = true, Voorstel = null };
            }

            return null;
        }

        var other = leerteam.Begeleider != loop.Reeks.Begeleider;
        loop.Reeks = loop.Reeks with
        {
            Gestopt = false, Naam = leerteam.Naam, Begeleider = leerteam.Begeleider,
            Organisaties = loop.Reeks.Organisaties.SequenceEqual(leerteam.Organisaties) ? loop.Reeks.Organisaties : leerteam.Organisaties,
        };
        if (other)
        {
            loop.VertelBegeleider(Intervisiekaarten.Reeks, loop.Reeks.Id, $"overgenomen-{loop.Was.Revisie + 1}");
        }

        Members(loop);
        foreach (var b in loop.Reeks.Open.Where(b => b.Datum > loop.Om.Vandaag && !Intervisiedagen.Past(loop.Om.Register, loop.Reeks.Organisaties, b.Datum)).ToList())
        {
            CallOff(loop, loop.Reeks.Find(b.Id)!, Overslaanreden.DagDicht);
            loop.VertelBegeleider(Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, b.Id), $"dicht-{DayKey(b.Datum)}");
        }

        if (loop.Reeks.Voorstel is { } voorstel && DagenVan(loop.Reeks, voorstel.Ritme, loop.Om) is var dagen && !dagen.SequenceEqual(voorstel.Dagen))
        {
            loop.Reeks = loop.Reeks with { Voorstel = dagen.Count == 0 ? null : voorstel with { Dagen = dagen } };
        }

        return null;
    }

    /// <summary>Who came to the leerteam hears of its series; who left does not any more.</summary>
    private static void Members(Loop loop)
    {
        if (!loop.Reeks.IsGepland || loop.Reeks.Gestopt)
        {
            return;
        }

        var now = Leerteamleden.Tussen(loop.Om.Register, loop.Reeks.Organisaties, loop.Om.Vandaag, loop.Om.Vandaag.AddDays(DagenVooruit));
        foreach (var lid in now.Where(l => !loop.Reeks.Leden.Contains(l.Persoon) && l.Persoon != loop.Reeks.Begeleider && loop.Reeks.Open.Any(b => l.Stage.Runs(b.Datum))))
        {
            loop.VertelReeks(lid, $"nieuw-{DayKey(lid.Stage.Van)}");
        }

        if (!now.Select(l => l.Persoon).ToHashSet().SetEquals(loop.Reeks.Leden))
        {
            loop.Reeks = loop.Reeks with { Leden = [.. now.Select(l => l.Persoon)] };
        }
    }

    private static void Wake(Loop loop)
    {
        var due = Alarms(loop.Reeks, loop.Om).Where(a => a.At > loop.Reeks.GewektTot && a.At <= loop.Om.Now).OrderBy(a => a.At).ToList();
        foreach (var alarm in due)
        {
            Ring(loop, alarm);
        }

        if (due.Count > 0)
        {
            loop.Reeks = loop.Reeks with { GewektTot = loop.Om.Now };
        }
    }

    private static DateTimeOffset? NextAlarm(Intervisiereeks reeks, Intervisieomgeving om) =>
        reeks.Gestopt ? null : Alarms(reeks, om).Where(a => a.At > om.Now).Select(a => (DateTimeOffset?)a.At).Min();

    private static IEnumerable<Alarm> Alarms(Intervisiereeks reeks, Intervisieomgeving om)
    {
        foreach (var b in reeks.Open)
        {
            yield return new Alarm.WeekVooraf(WeekAhead(b), b.Id);
            yield return new Alarm.DagVooraf(AmsterdamTime.At(OpenDayBefore(reeks, b.Datum, om), Middag), b.Id);
            yield return new Alarm.Achteraf(AmsterdamTime.At(b.Datum, b.Einde.AddMinutes(MinutenErna)), b.Id, "achteraf");
            yield return new Alarm.Achteraf(
                AmsterdamTime.At(om.Register.Kalender.AddWorkingDays(reeks.Organisaties[0], b.Datum, HerinneringNa), Ochtend), b.Id, "achteraf-herinnering");
        }

        if (WithoutFor(reeks, om) is { } monday)
        {
            yield return new Alarm.Zonder(AmsterdamTime.At(monday, Ochtend), monday);
        }

        foreach (var day in reeks.Organisaties.SelectMany(om.Register.StagesAt).SelectMany(s => new[] { s.Van.AddDays(-DagenVooruit), s.Tot.AddDays(1), s.Beeindigd ?? s.Van })
            .Where(d => reeks.IsGepland && d >= reeks.Van && d <= reeks.Tot).Distinct())
        {
            yield return new Alarm.Leden(AmsterdamTime.At(day, new TimeOnly(7, 0)));
        }
    }

    /// <summary>The Monday on which the opleider is to be told; one that has passed while nothing was due comes the next week.</summary>
    private static DateOnly? WithoutFor(Intervisiereeks reeks, Intervisieomgeving om)
    {
        // The weeks of the first day and of the last telling count themselves.
        var since = reeks.Van.AddDays(-7);
        since = reeks.Laatste is { } held ? Max(held, since) : since;
        since = reeks.Gemeld is { } told ? Max(told.AddDays(-7), since) : since;
        var monday = Intervisiedagen.Zonder(om.Register, reeks.Organisaties, since, SchoolwekenZonder, reeks.Tot);
        while (monday is { } day && AmsterdamTime.At(day, Ochtend) <= reeks.GewektTot)
        {
            monday = day.AddDays(7) <= reeks.Tot ? day.AddDays(7) : null;
        }

        return monday;
    }

    /// <summary>The last day before on which the locations are open; the day before when there was none in a week.</summary>
    private static DateOnly OpenDayBefore(Intervisiereeks reeks, DateOnly day, Intervisieomgeving om) =>
        Enumerable.Range(1, 7).Select(i => day.AddDays(-i)).Where(d => reeks.Organisaties.All(o => om.Register.Kalender.IsOpen(o, d))).DefaultIfEmpty(day.AddDays(-1)).First();

    private static void Ring(Loop loop, Alarm alarm)
    {
        switch (alarm)
        {
            case Alarm.WeekVooraf(_, var id) when loop.Reeks.Find(id) is { Staat: Bijeenkomststaat.Gepland } b:
                RemindWeek(loop, b);
                break;
            case Alarm.DagVooraf(_, var id) when loop.Reeks.Find(id) is { Staat: Bijeenkomststaat.Gepland } b:
                RemindDay(loop, b);
                break;
            case Alarm.Achteraf(_, var id, var occasion)
                when loop.Reeks.Find(id) is { Staat: Bijeenkomststaat.Gepland } b && loop.Om.Vandaag.DayNumber - b.Datum.DayNumber <= DagenVragen:
                loop.VertelBegeleider(Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, id), $"{occasion}-{DayKey(b.Datum)}");
                break;
            case Alarm.Zonder(_, var monday):
                TellWithout(loop, monday);
                break;
            case Alarm.Leden:
                Members(loop);
                break;
            default:
                break;
        }
    }

    private static void RemindWeek(Loop loop, Bijeenkomst b)
    {
        var (om, zaak) = (loop.Om, Intervisiekaarten.ZaakVan(loop.Reeks.Id, b.Id));
        var until = AmsterdamTime.At(OpenDayBefore(loop.Reeks, b.Datum, om), Middag);
        if (om.Now >= until)
        {
            return;
        }

        foreach (var lid in Leerteamleden.Op(om.Register, loop.Reeks.Organisaties, b.Datum).Where(l => !b.Afgemeld.Contains(l.Persoon) && l.Persoon != loop.Reeks.Begeleider))
        {
            var due = om.Kaartmoment.VoorStudent(om.Register, lid.Persoon, lid.Stage, lid.Opleiding, om.Now);
            // A student who is not there before then hears of it on a workday, as people do who lead.
            due = due < until ? due : om.Kaartmoment.VoorWerk(om.Register, lid.Persoon, loop.Reeks.Organisaties[0], om.Now);
            loop.Add(lid.Persoon, Intervisiekaarten.Bijeenkomst, zaak, $"week-{DayKey(b.Datum)}", due, until);
        }

        loop.VertelBegeleider(Intervisiekaarten.Bijeenkomst, zaak, $"week-{DayKey(b.Datum)}", expires: until);
    }

    private static void RemindDay(Loop loop, Bijeenkomst b)
    {
        var (om, begins) = (loop.Om, AmsterdamTime.At(b.Datum, b.Tijd));
        foreach (var person in Genodigden(loop.Reeks, b, om.Register).Append(loop.Reeks.Begeleider).Distinct().Where(p => !b.Afgemeld.Contains(p) && p != PersonId.Gewist))
        {
            var due = om.Kaartmoment.VoorWerk(om.Register, person, loop.Reeks.Organisaties[0], om.Now);
            if (due < begins)
            {
                loop.Add(person, Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, b.Id), $"dag-{DayKey(b.Datum)}", due, begins);
            }
        }
    }

    private static void TellWithout(Loop loop, DateOnly monday)
    {
        loop.Reeks = loop.Reeks with { Gemeld = monday };
        if (Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, monday).Count < MinsteLeden)
        {
            return;
        }

        foreach (var opleider in Leerteamleden.Opleiders(loop.Om.Register, loop.Reeks.Organisaties, monday).Append(loop.Reeks.Begeleider).Distinct().Where(p => p != PersonId.Gewist))
        {
            var due = loop.Om.Kaartmoment.VoorWerk(loop.Om.Register, opleider, loop.Reeks.Organisaties[0], loop.Om.Now);
            loop.Add(opleider, Intervisiekaarten.Zonder, loop.Reeks.Id, $"zonder-{DayKey(monday)}", due, null);
        }
    }

    private static Intervisieweigering? PassOn(Loop loop, Intervisieopdracht.GeefDoor o)
    {
        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (b.Staat != Bijeenkomststaat.Gepland || b.Datum < loop.Om.Vandaag)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        var leden = Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, b.Datum);
        if (o.Van != b.Leider)
        {
            // Who gave it away already, once more.
            return leden.Any(l => l.Persoon == o.Van) && loop.Reeks.IsGepland ? null : Intervisieweigering.NietVanJou;
        }

        var others = leden.Where(l => l.Persoon != o.Van && !b.Afgemeld.Contains(l.Persoon)).ToList();
        if (Gespreksleiders.Volgende(others, Before(loop.Reeks, b), l => Leerteamleden.IsStagedag(loop.Om.Register, l, b.Datum)) is not { } next)
        {
            return Intervisieweigering.NiemandAnders;
        }

        // They change places: who takes over now does not have to lead twice in a row.
        var swap = loop.Reeks.Open.FirstOrDefault(x => x.Datum > b.Datum && x.Leider == next);
        loop.Zet(b with { Leider = next });
        if (swap is not null)
        {
            loop.Zet(swap with { Leider = o.Van });
        }

        TellLeader(loop, b, next);
        return null;
    }

    private static Intervisieweigering? Excuse(Loop loop, Intervisieopdracht.MeldAf o)
    {
        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (!Genodigden(loop.Reeks, b, loop.Om.Register).Contains(o.Van))
        {
            return Intervisieweigering.NietVanJou;
        }

        if (b.Staat != Bijeenkomststaat.Gepland || AmsterdamTime.At(b.Datum, b.Tijd) <= loop.Om.Now)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        if (b.Afgemeld.Contains(o.Van) != o.Afwezig)
        {
            loop.Zet(b with { Afgemeld = o.Afwezig ? [.. b.Afgemeld, o.Van] : [.. b.Afgemeld.Where(p => p != o.Van)] });
        }

        return null;
    }

    private static Intervisieweigering? Report(Loop loop, Intervisieopdracht.MeldGeweest o)
    {
        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (b.Staat == Bijeenkomststaat.Overgeslagen)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        if (AmsterdamTime.At(b.Datum, b.Tijd) > loop.Om.Now)
        {
            return Intervisieweigering.NogNietGeweest;
        }

        var regel = o.Regel.Trim();
        if (regel.Length > LangsteTekst)
        {
            return Intervisieweigering.TeLang;
        }

        var invited = Genodigden(loop.Reeks, b, loop.Om.Register);
        var there = invited.Where(o.Aanwezig.Contains).ToList();
        if (b.Verslag is { } was && was.Regel == regel && was.Aanwezig.SequenceEqual(there))
        {
            return null;
        }

        loop.Zet(b with { Staat = Bijeenkomststaat.Geweest, Verslag = new Bijeenkomstverslag { Op = loop.Om.Now, Door = o.Van, Aanwezig = there, Regel = regel } });
        return null;
    }

    /// <summary>Something that the clock brings; at most once, at its moment.</summary>
    private abstract record Alarm(DateTimeOffset At)
    {
        public sealed record WeekVooraf(DateTimeOffset At, string Bijeenkomst) : Alarm(At);

        public sealed record DagVooraf(DateTimeOffset At, string Bijeenkomst) : Alarm(At);

        public sealed record Achteraf(DateTimeOffset At, string Bijeenkomst, string Gelegenheid) : Alarm(At);

        public sealed record Zonder(DateTimeOffset At, DateOnly Maandag) : Alarm(At);

        public sealed record Leden(DateTimeOffset At) : Alarm(At);
    }
}
