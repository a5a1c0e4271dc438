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

    /// <summary>From here people were reminded of it, and have cards about it.</summary>
    public static bool IsAangekondigd(Intervisiereeks reeks, Bijeenkomst b, Intervisieomgeving om) => WeekAhead(reeks, b, om) <= om.Now;

    /// <summary>A week before, or earlier when the locations are closed then.</summary>
    private static DateTimeOffset WeekAhead(Intervisiereeks reeks, Bijeenkomst b, Intervisieomgeving om) =>
        AmsterdamTime.At(OpenDay(reeks, b.Datum.AddDays(-7), om), Ochtend);

    private static DateTimeOffset DayAhead(Intervisiereeks reeks, Bijeenkomst b, Intervisieomgeving om) =>
        AmsterdamTime.At(OpenDay(reeks, b.Datum.AddDays(-1), om), Middag);

    private static Intervisieweigering? Follow(Loop loop, Intervisieopdracht.Volg o)
    {
        if (o.Leerteam is not { } leerteam)
        {
            Stop(loop);
            return null;
        }

        var other = leerteam.Begeleider != loop.Reeks.Begeleider;
        loop.Reeks = loop.Reeks with
        {
            Gestopt = false, Naam = leerteam.Naam, Begeleider = leerteam.Begeleider,
            Organisaties = loop.Reeks.Organisaties.SequenceEqual(leerteam.Organisaties) ? loop.Reeks.Organisaties : leerteam.Organisaties,
        };
        if (other && loop.Reeks.Gevraagd)
        {
            loop.VertelBegeleider(Intervisiekaarten.Reeks, loop.Reeks.Id, $"overgenomen-{loop.Revisie}");
        }

        AskToPlan(loop);
        Members(loop);
        foreach (var b in loop.Reeks.Open.Where(b => Begin(b) > loop.Om.Now && !Intervisiedagen.Past(loop.Om.Register, loop.Reeks.Organisaties, b.Datum)).ToList())
        {
            CallOff(loop, loop.Reeks.Find(b.Id)!, Intervisiedagen.IsVeldcontactdag(loop.Om.Register, loop.Reeks.Organisaties, b.Datum) ? Overslaanreden.Veldcontactdag : Overslaanreden.DagDicht);
            loop.VertelBegeleider(Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, b.Id), $"dicht-{Datumtekst.Iso(b.Datum)}-{loop.Revisie}");
        }

        if (loop.Reeks.Voorstel is { } voorstel && DagenVan(loop.Reeks, voorstel.Ritme, voorstel.Vanaf, loop.Om) is var dagen
            && !dagen.SequenceEqual(voorstel.Dagen.Where(d => d > loop.Om.Vandaag)))
        {
            loop.Reeks = loop.Reeks with { Voorstel = dagen.Count == 0 ? null : voorstel with { Dagen = dagen } };
        }

        return null;
    }

    /// <summary>What is to come falls out, and everybody hears of that once; should the leerteam come back, it is planned anew.</summary>
    private static void Stop(Loop loop)
    {
        if (loop.Reeks.Gestopt)
        {
            return;
        }

        var ahead = loop.Reeks.Open.Where(b => Begin(b) > loop.Om.Now).ToList();
        foreach (var b in ahead)
        {
            loop.Zet(b with { Staat = Bijeenkomststaat.Overgeslagen, Reden = Overslaanreden.Gestopt });
        }

        loop.Reeks = loop.Reeks with { Gestopt = true, Voorstel = null, Ritme = null, Gevraagd = false };
        if (ahead.Count > 0)
        {
            foreach (var lid in Nabij(loop.Reeks, loop.Om).Where(l => l.Persoon != loop.Reeks.Begeleider))
            {
                loop.VertelReeks(lid, $"gestopt-{loop.Revisie}");
            }

            loop.VertelBegeleider(Intervisiekaarten.Reeks, loop.Reeks.Id, $"gestopt-{loop.Revisie}");
            TellGuests(loop);
        }
    }

    /// <summary>Once, as soon as there are students to plan for.</summary>
    private static void AskToPlan(Loop loop)
    {
        if (!loop.Reeks.Gevraagd && !loop.Reeks.IsGepland && IsTePlannen(loop.Reeks, loop.Om))
        {
            loop.Reeks = loop.Reeks with { Gevraagd = true };
            var first = AmsterdamTime.StartOf(loop.Reeks.Van);
            loop.VertelBegeleider(Intervisiekaarten.Reeks, loop.Reeks.Id, $"start-{loop.Revisie}", first > loop.Om.Now ? first : loop.Om.Now);
        }
    }

    /// <summary>Who came to the leerteam hears of its series; who left does not any more.</summary>
    private static void Members(Loop loop)
    {
        if (!loop.Reeks.IsGepland || loop.Reeks.Gestopt)
        {
            return;
        }

        var now = Nabij(loop.Reeks, loop.Om);
        foreach (var lid in now.Where(l => !loop.Reeks.Leden.Contains(l.Persoon) && l.Persoon != loop.Reeks.Begeleider))
        {
            if (loop.Reeks.Open.FirstOrDefault(b => Begin(b) > loop.Om.Now && lid.Loopt(b.Datum)) is { } first)
            {
                loop.VertelReeks(lid, $"nieuw-{Datumtekst.Iso(lid.Stages[0].Van)}", Begin(first));
            }
        }

        if (!now.Select(l => l.Persoon).ToHashSet().SetEquals(loop.Reeks.Leden))
        {
            loop.Reeks = loop.Reeks with { Leden = [.. now.Select(l => l.Persoon)] };
        }
    }

    private static void Wake(Loop loop)
    {
        if (loop.Reeks.Gestopt)
        {
            return;
        }

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
        Alarms(reeks, om).Where(a => a.At > om.Now).Select(a => (DateTimeOffset?)a.At).Min();

    private static IEnumerable<Alarm> Alarms(Intervisiereeks reeks, Intervisieomgeving om)
    {
        if (reeks.Gestopt)
        {
            yield break;
        }

        foreach (var b in reeks.Open)
        {
            yield return new Alarm.WeekVooraf(WeekAhead(reeks, b, om), b.Id);
            yield return new Alarm.DagVooraf(DayAhead(reeks, b, om), b.Id);
            yield return new Alarm.Achteraf(AmsterdamTime.At(b.Datum, b.Einde.AddMinutes(MinutenErna)), b.Id, "achteraf");
            yield return new Alarm.Achteraf(
                AmsterdamTime.At(om.Register.Kalender.AddWorkingDays(reeks.Organisaties[0], b.Datum, HerinneringNa), Ochtend), b.Id, "achteraf-herinnering");
        }

        if (WithoutFor(reeks, om) is { } monday)
        {
            yield return new Alarm.Zonder(AmsterdamTime.At(monday, Ochtend), monday);
        }

        foreach (var day in reeks.Organisaties.SelectMany(om.Register.StagesAt).SelectMany(s => new[] { s.Van.AddDays(-DagenVooruit), s.Tot.AddDays(1), s.Beeindigd ?? s.Van })
            .Where(d => d >= reeks.Van && d <= reeks.Tot).Distinct())
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

    /// <summary>This day or the last before it on which the locations are open; itself when there was none in two months.</summary>
    private static DateOnly OpenDay(Intervisiereeks reeks, DateOnly day, Intervisieomgeving om) =>
        Enumerable.Range(0, 60).Select(i => day.AddDays(-i)).Where(d => reeks.Organisaties.All(o => om.Register.Kalender.IsOpen(o, d))).DefaultIfEmpty(day).First();

    private static void Ring(Loop loop, Alarm alarm)
    {
        switch (alarm)
        {
            case Alarm.WeekVooraf(_, var id) when loop.Reeks.Find(id) is { Staat: Bijeenkomststaat.Gepland } b:
                RemindWeek(loop, b);
                break;
            case Alarm.DagVooraf(_, var id) when loop.Reeks.Find(id) is { Staat: Bijeenkomststaat.Gepland } b && Begin(b) > loop.Om.Now:
                RemindDay(loop, b);
                break;
            case Alarm.Achteraf(_, var id, var occasion)
                when loop.Reeks.Find(id) is { Staat: Bijeenkomststaat.Gepland } b && loop.Om.Vandaag.DayNumber - b.Datum.DayNumber <= DagenVragen:
                loop.VertelBegeleider(Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, id), $"{occasion}-{Datumtekst.Iso(b.Datum)}");
                break;
            case Alarm.Zonder(_, var monday):
                TellWithout(loop, monday);
                break;
            case Alarm.Leden:
                AskToPlan(loop);
                Members(loop);
                break;
            default:
                break;
        }
    }

    private static void RemindWeek(Loop loop, Bijeenkomst b)
    {
        var (om, until) = (loop.Om, DayAhead(loop.Reeks, b, loop.Om));
        if (om.Now >= until || AmsterdamTime.DateOf(until) == om.Vandaag)
        {
            // The reminder of a day ahead comes soon.
            return;
        }

        var leden = Leerteamleden.Op(om.Register, loop.Reeks.Organisaties, b.Datum).ToDictionary(l => l.Persoon);
        foreach (var person in Genodigden(loop.Reeks, b, om.Register).Append(loop.Reeks.Begeleider).Distinct().Where(p => !b.Afgemeld.Contains(p)))
        {
            var due = leden.TryGetValue(person, out var lid) && person != loop.Reeks.Begeleider
                ? om.Kaartmoment.VoorStudent(om.Register, person, lid.Stages[0], lid.Opleiding, om.Now)
                : loop.Werk(person);
            loop.Add(person, Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, b.Id), $"week-{Datumtekst.Iso(b.Datum)}", due, until, until);
        }
    }

    private static void RemindDay(Loop loop, Bijeenkomst b)
    {
        foreach (var person in Genodigden(loop.Reeks, b, loop.Om.Register).Append(loop.Reeks.Begeleider).Distinct().Where(p => !b.Afgemeld.Contains(p)))
        {
            loop.Add(
                person, Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(loop.Reeks.Id, b.Id), $"dag-{Datumtekst.Iso(b.Datum)}", loop.Werk(person), Begin(b), Begin(b));
        }
    }

    private static void TellWithout(Loop loop, DateOnly monday)
    {
        loop.Reeks = loop.Reeks with { Gemeld = monday };
        if (Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, monday).Count < MinsteLeden)
        {
            return;
        }

        foreach (var opleider in Leerteamleden.Opleiders(loop.Om.Register, loop.Reeks.Organisaties, monday).Append(loop.Reeks.Begeleider).Distinct())
        {
            loop.Add(opleider, Intervisiekaarten.Zonder, loop.Reeks.Id, $"zonder-{Datumtekst.Iso(monday)}", loop.Werk(opleider), null);
        }
    }

    private static Intervisieweigering? PassOn(Loop loop, Intervisieopdracht.GeefDoor o)
    {
        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (b.Staat != Bijeenkomststaat.Gepland || Begin(b) <= loop.Om.Now)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        var leden = Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, b.Datum);
        if (o.Van != b.Leider)
        {
            // Who gave it away already, once more.
            return leden.Any(l => l.Persoon == o.Van) ? null : Intervisieweigering.NietGespreksleider;
        }

        var others = leden.Where(l => l.Persoon != o.Van && !b.Afgemeld.Contains(l.Persoon)).ToList();
        if (Next(loop, b, others) is not { } next)
        {
            return Intervisieweigering.NiemandAnders;
        }

        GiveTo(loop, b, next, stays: true);
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
            return Intervisieweigering.NietUitgenodigd;
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

        // Who was there and left the leerteam since was there all the same.
        var invited = Genodigden(loop.Reeks, b, loop.Om.Register).Union(b.Verslag?.Aanwezig ?? []);
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
