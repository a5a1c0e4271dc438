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
        var loop = new Loop(begin, om) { Nieuw = true };
        AskToPlan(loop);
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
            Intervisieopdracht.MeldGeweest o => Report(loop, o),
            _ when loop.Reeks.Gestopt => Intervisieweigering.BestaatNiet,
            Intervisieopdracht.StelVoor o => Propose(loop, o),
            Intervisieopdracht.Plan o => Plan(loop, o),
            Intervisieopdracht.LaatVallen o => Drop(loop, o),
            Intervisieopdracht.VoegToe o => Add(loop, o),
            Intervisieopdracht.Verzet o => Move(loop, o),
            Intervisieopdracht.SlaOver o => Skip(loop, o),
            Intervisieopdracht.PasAan o => Change(loop, o),
            Intervisieopdracht.KiesThema o => ChooseTheme(loop, o),
            Intervisieopdracht.GeefDoor o => PassOn(loop, o),
            Intervisieopdracht.MeldAf o => Excuse(loop, o),
            _ => throw new UnreachableException(),
        };
        return refused is { } reden ? new Intervisiebesluit.Geweigerd(reden) : Finish(loop);
    }

    /// <summary>Who belongs at a bijeenkomst: the students of that day and its guests; not the begeleider.</summary>
    public static IReadOnlyList<PersonId> Genodigden(Intervisiereeks reeks, Bijeenkomst b, RegisterSnapshot register) =>
        [.. Leerteamleden.Op(register, reeks.Organisaties, b.Datum).Select(l => l.Persoon).Concat(b.Gasten).Distinct()];

    /// <summary>Whether a person may see a series: its begeleider, its students, their opleiders, and guests of one of its bijeenkomsten.</summary>
    public static bool Hoort(Intervisiereeks reeks, PersonId person, Intervisieomgeving om) =>
        reeks.Begeleider == person || reeks.Bijeenkomsten.Any(b => b.Gasten.Contains(person) || b.NietMeer.Contains(person)) || IsOpleider(reeks, person, om)
        || Nabij(reeks, om).Any(l => l.Persoon == person);

    public static bool IsOpleider(Intervisiereeks reeks, PersonId person, Intervisieomgeving om) =>
        Leerteamleden.Opleiders(om.Register, reeks.Organisaties, om.Vandaag).Contains(person);

    /// <summary>Whether the begeleider has yet to plan: there are, or soon will be, students to meet.</summary>
    public static bool IsTePlannen(Intervisiereeks reeks, Intervisieomgeving om) =>
        !reeks.Gestopt && (!reeks.IsGepland || reeks.Voorstel is not null) && Nabij(reeks, om).Count >= MinsteLeden;

    /// <summary>The students of now and of the coming two weeks.</summary>
    private static IReadOnlyList<Lid> Nabij(Intervisiereeks reeks, Intervisieomgeving om) =>
        Leerteamleden.Tussen(om.Register, reeks.Organisaties, om.Vandaag, om.Vandaag.AddDays(DagenVooruit));

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateTimeOffset Begin(Bijeenkomst b) => AmsterdamTime.At(b.Datum, b.Tijd);

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

        if (Same(loop.Was, loop.Reeks) && loop.Intents.Count == 0 && !loop.Nieuw)
        {
            return new Intervisiebesluit.AlGedaan(loop.Was);
        }

        loop.Reeks = loop.Reeks with { Revisie = loop.Revisie, GewektTot = om.Now };
        loop.VerversReeks();
        return new Intervisiebesluit.Gewijzigd(loop.Reeks, [.. loop.Intents.DistinctBy(i => i.Id)]);
    }

    private static bool Same(Intervisiereeks was, Intervisiereeks becomes) =>
        was with { Bijeenkomsten = becomes.Bijeenkomsten } == becomes && was.Bijeenkomsten.SequenceEqual(becomes.Bijeenkomsten);

    /// <summary>
    /// Who cannot lead any more changes places with who takes over, so that nobody leads twice before everybody did; who left the leerteam
    /// just gives the turn away.
    /// </summary>
    private static void GiveTurns(Loop loop)
    {
        foreach (var id in loop.Reeks.Open.Where(b => Begin(b) > loop.Om.Now).OrderBy(b => b.Datum).ThenBy(b => b.Tijd).Select(b => b.Id).ToList())
        {
            var b = loop.Reeks.Find(id)!;
            var leden = Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, b.Datum);
            var able = leden.Where(l => !b.Afgemeld.Contains(l.Persoon)).ToList();
            if (b.Leider is { } leider && able.Exists(l => l.Persoon == leider))
            {
                continue;
            }

            if (Next(loop, b, able) is var next && next != b.Leider)
            {
                GiveTo(loop, b, next, stays: leden.Any(l => l.Persoon == b.Leider));
            }
        }
    }

    private static PersonId? Next(Loop loop, Bijeenkomst b, IReadOnlyList<Lid> able) =>
        Gespreksleiders.Volgende(able, Before(loop.Reeks, b), l => Leerteamleden.IsStagedag(loop.Om.Register, l, b.Datum));

    private static void GiveTo(Loop loop, Bijeenkomst b, PersonId? next, bool stays)
    {
        var swap = stays ? loop.Reeks.Open.FirstOrDefault(x => x.Datum > b.Datum && x.Leider == next && !x.Afgemeld.Contains(b.Leider!.Value)) : null;
        loop.Zet(b with { Leider = next });
        if (swap is not null)
        {
            loop.Zet(swap with { Leider = b.Leider });
            TellLeader(loop, swap, b.Leider);
        }

        TellLeader(loop, b, next);
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
        if (leider is { } who && IsAangekondigd(loop.Reeks, b, loop.Om) && loop.Was.Find(b.Id) is not null)
        {
            loop.Vertel(who, b, $"leider-{Datumtekst.Iso(b.Datum)}-{loop.Revisie}");
        }
    }

    private static void Number(Loop loop)
    {
        var renamed = loop.Was.Naam != loop.Reeks.Naam || loop.Was.Begeleider != loop.Reeks.Begeleider || !loop.Was.Organisaties.SequenceEqual(loop.Reeks.Organisaties);
        foreach (var b in loop.Reeks.Bijeenkomsten)
        {
            var old = loop.Was.Find(b.Id);
            var shown = old is null || Shown(old) != Shown(b) || (renamed && b.Staat == Bijeenkomststaat.Gepland);
            if (!shown && (ReferenceEquals(old, b) || old == b))
            {
                continue;
            }

            if (shown)
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
    private static (DateOnly, TimeOnly, int, string, string?, string, bool, string) Shown(Bijeenkomst b) =>
        (b.Datum, b.Tijd, b.Minuten, b.Plaats, b.Locatie, b.Thema, b.Staat == Bijeenkomststaat.Overgeslagen, string.Join(' ', b.Gasten));

    /// <summary>The series while a decision works on it, and what is told along the way.</summary>
    private sealed class Loop(Intervisiereeks was, Intervisieomgeving om)
    {
        public Intervisiereeks Was { get; } = was;

        public Intervisieomgeving Om { get; } = om;

        public bool Nieuw { get; init; }

        public Intervisiereeks Reeks { get; set; } = was;

        public List<Intent> Intents { get; } = [];

        /// <summary>The one that this decision makes.</summary>
        public int Revisie => Was.Revisie + 1;

        public void Zet(Bijeenkomst bijeenkomst) =>
            Reeks = Reeks with { Bijeenkomsten = [.. Reeks.Bijeenkomsten.Select(b => b.Id == bijeenkomst.Id ? bijeenkomst : b)] };

        public void VertelBegeleider(string kind, string @case, string occasion, DateTimeOffset? from = null) =>
            Add(Reeks.Begeleider, kind, @case, occasion, Werk(Reeks.Begeleider, from), null);

        /// <summary>
        /// The series, to a student: on a stagedag, before the stage begins on a workday, and in any case before the first moment that is
        /// different from what she knows.
        /// </summary>
        public void VertelReeks(Lid lid, string occasion, DateTimeOffset? before = null)
        {
            var stage = lid.Stages[0];
            var due = stage.Van > Om.Vandaag
                ? Om.Kaartmoment.VoorAanvang(Om.Register, lid.Persoon, Om.Now)
                : Om.Kaartmoment.VoorStudent(Om.Register, lid.Persoon, stage, lid.Opleiding, Om.Now);
            Add(lid.Persoon, Intervisiekaarten.Reeks, Reeks.Id, occasion, due, before ?? Eerste());
        }

        /// <summary>A bijeenkomst, to who belongs there, before the moment at which it was or is.</summary>
        public void Vertel(PersonId person, Bijeenkomst b, string occasion)
        {
            var lid = Leerteamleden.Op(Om.Register, Reeks.Organisaties, b.Datum).FirstOrDefault(l => l.Persoon == person);
            var due = lid is null ? Werk(person) : Om.Kaartmoment.VoorStudent(Om.Register, person, lid.Stages[0], lid.Opleiding, Om.Now);
            DateTimeOffset?[] moments = [Begin(b), Was.Find(b.Id) is { Staat: Bijeenkomststaat.Gepland } old ? Begin(old) : null];
            Add(person, Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(Reeks.Id, b.Id), occasion, due, moments.Where(m => m > Om.Now).Min());
        }

        public void VertelAllen(Bijeenkomst b, string occasion)
        {
            foreach (var person in Genodigden(Reeks, b, Om.Register).Where(p => p != Reeks.Begeleider))
            {
                Vertel(person, b, occasion);
            }
        }

        /// <param name="person">Whom; nobody when the person has gone.</param>
        /// <param name="kind">Which card.</param>
        /// <param name="case">Of what.</param>
        /// <param name="occasion">Why.</param>
        /// <param name="due">When it suits.</param>
        /// <param name="before">By when it must have come: else on a workday, else at once.</param>
        /// <param name="expires">After which it says nothing any more.</param>
        public void Add(PersonId person, string kind, string @case, string occasion, DateTimeOffset due, DateTimeOffset? before, DateTimeOffset? expires = null)
        {
            if (Om.Register.Find(person) is not { Beeindigd: null })
            {
                return;
            }

            if (due >= before && Werk(person) is var werk)
            {
                due = werk < before ? werk : Om.Now;
            }

            // What is for today or tomorrow does not wait behind other messages.
            var haste = expires is null && before is { } moment && AmsterdamTime.DateOf(moment).DayNumber - Om.Vandaag.DayNumber <= 1;
            Intents.Add(new BezorgIntent
            {
                Person = person, Kind = kind, Case = @case, Occasion = occasion, Due = due, Expires = expires, Urgency = haste ? Urgency.Direct : Urgency.Normal,
            });
        }

        public DateTimeOffset Werk(PersonId person, DateTimeOffset? from = null) =>
            Om.Kaartmoment.VoorWerk(Om.Register, person, Reeks.Organisaties[0], from ?? Om.Now);

        /// <summary>The series' own card for everybody who has it.</summary>
        public void VerversReeks()
        {
            foreach (var person in Was.Leden.Append(Was.Begeleider).Append(Reeks.Begeleider).Distinct())
            {
                Intents.Add(new RefreshIntent { Due = Om.Now, Person = person, Case = Reeks.Id, Occasion = $"{Revisie}" });
            }
        }

        /// <summary>Its cards were sent from a week before.</summary>
        public void VerversBijeenkomst(Bijeenkomst b)
        {
            if (Was.Find(b.Id) is not { } old || (!IsAangekondigd(Was, old, Om) && !IsAangekondigd(Reeks, b, Om) && old.Staat == b.Staat && old.Gasten.Count == 0))
            {
                return;
            }

            foreach (var person in Genodigden(Reeks, b, Om.Register).Concat(old.Gasten).Append(Reeks.Begeleider).Distinct())
            {
                Intents.Add(new RefreshIntent { Due = Om.Now, Person = person, Case = Intervisiekaarten.ZaakVan(Reeks.Id, b.Id), Occasion = $"{Revisie}" });
            }
        }

        /// <summary>The first moment to come at which something is, or was to be, that people do not know of; null when none is near.</summary>
        private DateTimeOffset? Eerste() => Reeks.Bijeenkomsten
            .Where(b => Was.Find(b.Id) is not { } old || Shown(old) != Shown(b))
            .SelectMany(b => new[] { Begin(b), Was.Find(b.Id) is { } old ? Begin(old) : Begin(b) }).Where(m => m > Om.Now)
            .Select(m => (DateTimeOffset?)m).Min();
    }
}
