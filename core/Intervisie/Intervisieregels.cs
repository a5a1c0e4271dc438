using System.Diagnostics;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Intervisie;

/// <summary>
/// How the intervisie of a leerteam is planned and kept going, as pure rules: <see cref="Decide"/> takes the series, what is asked and the
/// moment, and answers the series as it becomes with what is to be told.
/// </summary>
public static partial class Intervisieregels
{
    public const int LangsteTekst = 200;
    public const int LangstePlaats = 80;
    public const int KortsteDuur = 20;
    public const int LangsteDuur = 180;

    /// <summary>So many school weeks without intervisie, and the opleider hears of it.</summary>
    public const int SchoolwekenZonder = 6;

    /// <summary>With fewer students there is nobody to have intervisie with.</summary>
    public const int MinsteLeden = 2;

    /// <summary>A student hears of the series this many days before her stage begins.</summary>
    private const int DagenVooruit = 14;

    private static readonly TimeOnly Vroegst = new(8, 0);
    private static readonly TimeOnly Laatst = new(17, 0);

    /// <summary>The first of a leerteam's study year; null when it has no students in it.</summary>
    public static Intervisiebesluit.Gewijzigd? Start(Leerteam leerteam, string studiejaar, DateOnly van, DateOnly tot, Intervisieomgeving om)
    {
        if (Leerteamleden.Tussen(om.Register, leerteam.Organisaties, Max(van, om.Vandaag), tot).Count == 0)
        {
            return null;
        }

        var begin = new Intervisiereeks
        {
            Id = Intervisiereeks.IdOf(leerteam.Code, studiejaar), Leerteam = leerteam.Code, Naam = leerteam.Naam, Organisaties = leerteam.Organisaties,
            Begeleider = leerteam.Begeleider, Studiejaar = studiejaar, Van = Max(van, om.Vandaag), Tot = tot,
            Eindigt = AmsterdamTime.StartOf(tot.AddDays(1)), GewektTot = om.Now,
        };
        var loop = new Loop(begin, om);
        var first = AmsterdamTime.StartOf(begin.Van);
        loop.VertelBegeleider(Intervisiekaarten.Reeks, begin.Id, "start", first > om.Now ? first : om.Now);
        return (Intervisiebesluit.Gewijzigd)Finish(loop);
    }

    public static Intervisiebesluit Decide(Intervisiereeks reeks, Intervisieopdracht opdracht, Intervisieomgeving om)
    {
        var loop = new Loop(reeks, om);
        // What the clock has brought comes first: a decision could move its moment into the past.
        Wake(loop);
        var refused = opdracht switch
        {
            Intervisieopdracht.Volg o => Follow(loop, o),
            Intervisieopdracht.Wek => null,
            _ when loop.Reeks.Gestopt => Intervisieweigering.BestaatNiet,
            Intervisieopdracht.StelVoor o => Propose(loop, o),
            Intervisieopdracht.Plan o => Plan(loop, o),
            Intervisieopdracht.VoegToe o => Add(loop, o),
            Intervisieopdracht.Verzet o => Move(loop, o),
            Intervisieopdracht.SlaOver o => Skip(loop, o),
            Intervisieopdracht.PasAan o => Change(loop, o),
            Intervisieopdracht.KiesThema o => ChooseTheme(loop, o),
            Intervisieopdracht.GeefDoor o => PassOn(loop, o),
            Intervisieopdracht.MeldAf o => Excuse(loop, o),
            Intervisieopdracht.MeldGeweest o => Report(loop, o),
            _ => throw new UnreachableException(),
        };
        return refused is { } reden ? new Intervisiebesluit.Geweigerd(reden) : Finish(loop);
    }

    /// <summary>Who belongs at a bijeenkomst: the students of that day and its guests; not the begeleider.</summary>
    public static IReadOnlyList<PersonId> Genodigden(Intervisiereeks reeks, Bijeenkomst b, RegisterSnapshot register) =>
        [.. Leerteamleden.Op(register, reeks.Organisaties, b.Datum).Select(l => l.Persoon).Concat(b.Gasten).Distinct()];

    /// <summary>Whether a person may see a series: its begeleider, its students, their opleiders, and guests of one of its bijeenkomsten.</summary>
    public static bool Hoort(Intervisiereeks reeks, PersonId person, Intervisieomgeving om) =>
        reeks.Begeleider == person || reeks.Bijeenkomsten.Any(b => b.Gasten.Contains(person)) || IsOpleider(reeks, person, om)
        || Leerteamleden.Tussen(om.Register, reeks.Organisaties, om.Vandaag, om.Vandaag.AddDays(DagenVooruit)).Any(l => l.Persoon == person);

    public static bool IsOpleider(Intervisiereeks reeks, PersonId person, Intervisieomgeving om) =>
        Leerteamleden.Opleiders(om.Register, reeks.Organisaties, om.Vandaag).Contains(person);

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>
    /// Closes a decision: gives turns to lead, numbers what changed, brings cards and calendars up to date, sets the alarm. A decision that
    /// changes nothing was done already.
    /// </summary>
    private static Intervisiebesluit Finish(Loop loop)
    {
        var om = loop.Om;
        GiveTurns(loop);
        loop.Reeks = loop.Reeks with { Bijeenkomsten = [.. loop.Reeks.Bijeenkomsten.OrderBy(b => b.Datum).ThenBy(b => b.Tijd).ThenBy(b => b.Id, StringComparer.Ordinal)] };
        Number(loop);
        loop.Reeks = loop.Reeks with { Wekker = NextAlarm(loop.Reeks, om) };
        if (loop.Reeks.Wekker is { } alarm && alarm != loop.Was.Wekker)
        {
            loop.Intents.Add(new WakeIntent { Capability = Intervisiekaarten.Capability, Case = loop.Reeks.Id, Due = alarm });
        }

        if (Same(loop.Was, loop.Reeks) && loop.Intents.Count == 0)
        {
            return new Intervisiebesluit.AlGedaan(loop.Was);
        }

        loop.Reeks = loop.Reeks with { Revisie = loop.Was.Revisie + 1, GewektTot = om.Now };
        loop.VerversReeks();
        return new Intervisiebesluit.Gewijzigd(loop.Reeks, [.. loop.Intents.DistinctBy(i => i.Id)]);
    }

    private static bool Same(Intervisiereeks was, Intervisiereeks becomes) =>
        was with { Bijeenkomsten = becomes.Bijeenkomsten } == becomes && was.Bijeenkomsten.SequenceEqual(becomes.Bijeenkomsten);

    /// <summary>Who cannot lead any more gives the turn to the next; one who was told already is told.</summary>
    private static void GiveTurns(Loop loop)
    {
        foreach (var b in loop.Reeks.Open.Where(b => b.Datum >= loop.Om.Vandaag).OrderBy(b => b.Datum).ThenBy(b => b.Tijd).ToList())
        {
            var leden = Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, b.Datum).Where(l => !b.Afgemeld.Contains(l.Persoon)).ToList();
            if (b.Leider is { } leider && leden.Exists(l => l.Persoon == leider))
            {
                continue;
            }

            var next = Gespreksleiders.Volgende(leden, Before(loop.Reeks, b), l => Leerteamleden.IsStagedag(loop.Om.Register, l, b.Datum));
            if (next != b.Leider)
            {
                loop.Zet(b with { Leider = next });
                TellLeader(loop, b, next);
            }
        }
    }

    /// <summary>Who led, or is to lead, before this one; oldest first.</summary>
    private static List<PersonId> Before(Intervisiereeks reeks, Bijeenkomst b) =>
    [
        .. reeks.Bijeenkomsten.Where(o => o.Id != b.Id && o.Staat != Bijeenkomststaat.Overgeslagen && (o.Datum, o.Tijd).CompareTo((b.Datum, b.Tijd)) < 0)
            .OrderBy(o => o.Datum).ThenBy(o => o.Tijd).Select(o => o.Leider).OfType<PersonId>(),
    ];

    /// <summary>Further ahead the reminder of a week before says it.</summary>
    private static void TellLeader(Loop loop, Bijeenkomst b, PersonId? leider)
    {
        if (leider is { } who && WeekAhead(b) <= loop.Om.Now && loop.Was.Find(b.Id) is not null)
        {
            loop.Vertel(who, b, $"leider-{DayKey(b.Datum)}");
        }
    }

    private static void Number(Loop loop)
    {
        foreach (var b in loop.Reeks.Bijeenkomsten)
        {
            var old = loop.Was.Find(b.Id);
            if (old is not null && (ReferenceEquals(old, b) || old == b))
            {
                continue;
            }

            if (old is null || Shown(old) != Shown(b))
            {
                var numbered = b with { Volgnummer = old is null ? 0 : old.Volgnummer + 1, Gewijzigd = loop.Om.Now };
                loop.Zet(numbered);
                loop.Intents.Add(new AgendaIntent
                {
                    Due = loop.Om.Now, Person = loop.Reeks.Begeleider, Uid = Intervisieagenda.UidOf(loop.Reeks, b), Occasion = $"{numbered.Volgnummer}",
                });
            }

            loop.VerversBijeenkomst(b);
        }
    }

    /// <summary>What calendars show of it.</summary>
    private static (DateOnly, TimeOnly, int, string, string, bool, string) Shown(Bijeenkomst b) =>
        (b.Datum, b.Tijd, b.Minuten, b.Plaats, b.Thema, b.Staat == Bijeenkomststaat.Overgeslagen, string.Join(' ', b.Gasten));

    /// <summary>The series while a decision works on it, and what is told along the way.</summary>
    private sealed class Loop(Intervisiereeks was, Intervisieomgeving om)
    {
        public Intervisiereeks Was { get; } = was;

        public Intervisieomgeving Om { get; } = om;

        public Intervisiereeks Reeks { get; set; } = was;

        public List<Intent> Intents { get; } = [];

        public void Zet(Bijeenkomst bijeenkomst) =>
            Reeks = Reeks with { Bijeenkomsten = [.. Reeks.Bijeenkomsten.Select(b => b.Id == bijeenkomst.Id ? bijeenkomst : b)] };

        public void VertelBegeleider(string kind, string @case, string occasion, DateTimeOffset? from = null, DateTimeOffset? expires = null)
        {
            if (Reeks.Begeleider != PersonId.Gewist)
            {
                Add(Reeks.Begeleider, kind, @case, occasion, Om.Kaartmoment.VoorWerk(Om.Register, Reeks.Begeleider, Reeks.Organisaties[0], from ?? Om.Now), expires);
            }
        }

        /// <summary>The series, to a student on a stagedag.</summary>
        public void VertelReeks(Lid lid, string occasion) =>
            Add(lid.Persoon, Intervisiekaarten.Reeks, Reeks.Id, occasion, Om.Kaartmoment.VoorStudent(Om.Register, lid.Persoon, lid.Stage, lid.Opleiding, Om.Now), null);

        /// <summary>A bijeenkomst, to who belongs there. What is for today or tomorrow does not wait behind other messages.</summary>
        public void Vertel(PersonId person, Bijeenkomst b, string occasion)
        {
            var begins = AmsterdamTime.At(b.Datum, b.Tijd);
            var lid = Leerteamleden.Op(Om.Register, Reeks.Organisaties, b.Datum).FirstOrDefault(l => l.Persoon == person);
            var due = lid is null ? begins : Om.Kaartmoment.VoorStudent(Om.Register, person, lid.Stage, lid.Opleiding, Om.Now);
            // Who has no stagedag before it hears of it on a workday, and where no workday is left at once.
            due = due < begins ? due : Om.Kaartmoment.VoorWerk(Om.Register, person, Reeks.Organisaties[0], Om.Now);
            Add(
                person, Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(Reeks.Id, b.Id), occasion, due < begins ? due : Om.Now, null,
                b.Datum.DayNumber - Om.Vandaag.DayNumber <= 1 ? Urgency.Direct : Urgency.Normal);
        }

        public void VertelAllen(Bijeenkomst b, string occasion, PersonId? behalve = null)
        {
            foreach (var person in Genodigden(Reeks, b, Om.Register).Where(p => p != behalve && p != Reeks.Begeleider))
            {
                Vertel(person, b, occasion);
            }
        }

        public void Add(
            PersonId person, string kind, string @case, string occasion, DateTimeOffset due, DateTimeOffset? expires, Urgency urgency = Urgency.Normal) =>
            Intents.Add(new BezorgIntent { Person = person, Kind = kind, Case = @case, Occasion = occasion, Due = due, Expires = expires, Urgency = urgency });

        /// <summary>The series' own card for everybody who has it.</summary>
        public void VerversReeks()
        {
            foreach (var person in Was.Leden.Append(Was.Begeleider).Append(Reeks.Begeleider).Distinct())
            {
                Intents.Add(new RefreshIntent { Due = Om.Now, Person = person, Case = Reeks.Id, Occasion = $"{Reeks.Revisie}" });
            }
        }

        /// <summary>Its cards were sent from a week before.</summary>
        public void VerversBijeenkomst(Bijeenkomst b)
        {
            if (Was.Find(b.Id) is not { } old || (WeekAhead(old) > Om.Now && WeekAhead(b) > Om.Now && old.Staat == b.Staat))
            {
                return;
            }

            foreach (var person in Genodigden(Reeks, b, Om.Register).Append(Reeks.Begeleider).Distinct())
            {
                Intents.Add(new RefreshIntent { Due = Om.Now, Person = person, Case = Intervisiekaarten.ZaakVan(Reeks.Id, b.Id), Occasion = $"{Was.Revisie + 1}" });
            }
        }
    }
}
