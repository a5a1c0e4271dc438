using System.Diagnostics;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Bezoeken;

/// <summary>
/// How a year of visits is agreed, as pure rules: <see cref="Decide"/> takes the year, what is asked and the moment, and answers the
/// year as it becomes with what is to be told (opleidingsplan §2.3.3-B: coach and opleider plan the whole year together).
/// </summary>
public static partial class Bezoekregels
{
    /// <summary>How often opleider and visitor propose another moment before they call each other.</summary>
    public const int MeesteRondes = 2;

    /// <summary>Until so many working days before a visit people can say that they cannot.</summary>
    public const int WerkdagenVooraf = 3;
    public const int LangsteTekst = 1000;
    public const int LangsteExtra = 300;

    /// <summary>Days in a row that somebody can be away at once.</summary>
    public const int LangsteAfwezig = 120;

    /// <summary>The first of a visitor's year; null when the register calls for no visits.</summary>
    public static Bezoekbesluit.Gewijzigd? Start(PersonId bezoeker, string studiejaar, Dagen jaar, Bezoekopdracht.Volg volg, Bezoekomgeving om)
    {
        if (volg.Wensen.All(w => volg.Elders.Contains(w.Id)))
        {
            return null;
        }

        var begin = new Bezoekjaar
        {
            Id = Bezoekjaar.IdOf(bezoeker, studiejaar), Bezoeker = bezoeker, Studiejaar = studiejaar,
            Eindigt = AmsterdamTime.StartOf(jaar.Tot.AddDays(1)), GewektTot = om.Now,
        };
        var loop = new Loop(begin, om);
        Follow(loop, volg);
        var start = AmsterdamTime.StartOf(jaar.Van);
        loop.Vertel(bezoeker, Bezoekkaarten.Jaar, begin.Id, "start", from: start > om.Now ? start : om.Now);
        return (Bezoekbesluit.Gewijzigd)Finish(loop);
    }

    public static Bezoekbesluit Decide(Bezoekjaar jaar, Bezoekopdracht opdracht, Bezoekomgeving om)
    {
        var loop = new Loop(jaar, om);
        var refused = opdracht switch
        {
            Bezoekopdracht.Volg o => Follow(loop, o),
            Bezoekopdracht.Wek => Wake(loop),
            Bezoekopdracht.GeefBeschikbaarheid o => SetAvailability(loop, o),
            Bezoekopdracht.NeemVoorstel o => TakePlan(loop, o),
            Bezoekopdracht.Herzie => Revise(loop),
            Bezoekopdracht.SpreekAf o => Ask(loop, o),
            Bezoekopdracht.Aanvaard o => Accept(loop, o),
            Bezoekopdracht.StelAndersVoor o => Counter(loop, o),
            Bezoekopdracht.NeemTegenvoorstel o => TakeCounter(loop, o),
            Bezoekopdracht.KiesMoment o => Choose(loop, o),
            Bezoekopdracht.KanNiet o => Cannot(loop, o),
            Bezoekopdracht.MeldAfwezig o => Away(loop, o),
            Bezoekopdracht.LaatWaarnemen o => Replace(loop, o),
            Bezoekopdracht.MeldGeweest o => Report(loop, o),
            Bezoekopdracht.LeesExtra o => ReadExtra(loop, o),
            _ => throw new UnreachableException(),
        };
        return refused is { } reden ? new Bezoekbesluit.Geweigerd(reden) : Finish(loop);
    }

    /// <summary>Who has a part in a visit besides the visitor, as the register has it now.</summary>
    public static IReadOnlyList<PersonId> Betrokkenen(Bezoek bezoek, RegisterSnapshot register) =>
    [
        bezoek.Student,
        .. register.FindStage(bezoek.Stage)?.Werkplekbegeleiders ?? [],
        .. bezoek.Opleider is { } opleider ? new[] { opleider } : [],
    ];

    public static bool IsBetrokken(Bezoekjaar jaar, Bezoek bezoek, PersonId person, RegisterSnapshot register) =>
        jaar.Bezoeker == person || bezoek.Waarnemer == person || Betrokkenen(bezoek, register).Contains(person);

    /// <summary>Until and with which day people can say that they cannot.</summary>
    public static DateOnly LaatsteDagVoorKanNiet(Bezoek bezoek, DateOnly day, RegisterSnapshot register)
    {
        var last = day;
        for (var left = WerkdagenVooraf; left > 0;)
        {
            last = last.AddDays(-1);
            left -= register.Kalender.IsOpen(bezoek.Organisatie, last) ? 1 : 0;
            if (day.DayNumber - last.DayNumber > 30)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>
    /// Closes a decision: numbers what changed, brings cards and calendars up to date, sets the alarm. A decision that changes nothing
    /// was done already.
    /// </summary>
    private static Bezoekbesluit Finish(Loop loop)
    {
        var (was, becomes, om) = (loop.Was, loop.Jaar, loop.Om);
        var before = was.Bezoeken.ToDictionary(b => b.Id);
        var bezoeken = new List<Bezoek>(becomes.Bezoeken.Count);
        foreach (var b in becomes.Bezoeken)
        {
            var old = before.GetValueOrDefault(b.Id);
            if (old is null || ReferenceEquals(old, b) || old == b)
            {
                bezoeken.Add(b);
                continue;
            }

            var onCalendar = old.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest || b.Staat is Bezoekstaat.Bevestigd;
            var numbered = b with
            {
                Gewijzigd = om.Now,
                Volgnummer = b.Volgnummer + 1,
                LaatsteMoment = b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest ? b.Moment
                    : old.Staat is Bezoekstaat.Bevestigd ? old.Moment : b.LaatsteMoment,
            };
            bezoeken.Add(numbered);
            if (onCalendar)
            {
                loop.Intents.Add(new AgendaIntent
                {
                    Due = om.Now, Person = becomes.Bezoeker, Uid = Bezoekagenda.UidOf(b.Id), Occasion = $"{numbered.Volgnummer}",
                });
            }

            if (old is { Staat: Bezoekstaat.Bevestigd, Waarnemer: { } waarnemer, Moment: { } at } && at.Datum >= om.Vandaag
                && (b.Waarnemer != waarnemer || b.Moment != at || b.Staat is not (Bezoekstaat.Bevestigd or Bezoekstaat.Geweest)))
            {
                loop.Vertel(
                    waarnemer, Bezoekkaarten.Dag, Bezoekkaarten.ZaakVan(becomes.Id, Datumtekst.Iso(at.Datum)), $"{Bezoekkaarten.Afgezegd}-{was.Revisie}",
                    urgency: IsNear(loop, at.Datum) ? Urgency.Direct : Urgency.Normal);
            }

            if (old.Verteld || old.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel)
            {
                loop.VerversBezoek(numbered);
            }
        }

        becomes = becomes with { Bezoeken = [.. bezoeken.OrderBy(b => b.Venster.Van).ThenBy(b => b.Id, StringComparer.Ordinal)] };
        var wekker = NextAlarm(becomes);
        becomes = becomes with { Wekker = wekker };
        if (wekker is { } alarm && alarm != was.Wekker)
        {
            loop.Intents.Add(new WakeIntent { Capability = Bezoekkaarten.Capability, Case = becomes.Id, Due = alarm });
        }

        if (becomes.Rekent && !was.Rekent)
        {
            loop.Intents.Add(new WakeIntent { Capability = Bezoekkaarten.Capability, Case = becomes.Id, Due = om.Now });
            if (!becomes.Ongevraagd)
            {
                loop.Intents.Add(new BezetIntent { Due = om.Now, Person = becomes.Bezoeker, Case = becomes.Id, Occasion = $"{was.Revisie + 1}" });
            }
        }

        if (Same(was, becomes) && loop.Intents.Count == 0)
        {
            return new Bezoekbesluit.AlGedaan(was);
        }

        becomes = becomes with { Revisie = was.Revisie + 1 };
        loop.Ververs(becomes.Bezoeker, Bezoekkaarten.Jaar, becomes.Id, becomes.Revisie);
        foreach (var opleider in was.Bezoeken.Where(b => b.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel).Select(b => b.Opleider).OfType<PersonId>().Distinct())
        {
            loop.Ververs(opleider, Bezoekkaarten.Aanvraag, becomes.Id, becomes.Revisie);
        }

        return new Bezoekbesluit.Gewijzigd(becomes, [.. loop.Intents.DistinctBy(i => i.Id)]);
    }

    private static bool Same(Bezoekjaar was, Bezoekjaar becomes) =>
        was with { Bezoeken = becomes.Bezoeken } == becomes && was.Bezoeken.SequenceEqual(becomes.Bezoeken);

    /// <summary>The year while a decision works on it, and what is told along the way.</summary>
    private sealed class Loop(Bezoekjaar was, Bezoekomgeving om)
    {
        public Bezoekjaar Was { get; } = was;

        public Bezoekomgeving Om { get; } = om;

        public Bezoekjaar Jaar { get; set; } = was;

        public List<Intent> Intents { get; } = [];

        public void Zet(Bezoek bezoek) =>
            Jaar = Jaar with { Bezoeken = [.. Jaar.Bezoeken.Select(b => b.Id == bezoek.Id ? bezoek : b)] };

        /// <summary>A card for a person, at a moment that suits that person.</summary>
        public void Vertel(
            PersonId person, string kind, string @case, string occasion, DateTimeOffset? from = null, Urgency urgency = Urgency.Normal,
            DateTimeOffset? expires = null, Bezoek? about = null)
        {
            var moment = from ?? Om.Now;
            Intents.Add(new BezorgIntent
            {
                Person = person, Kind = kind, Case = @case, Occasion = occasion, Urgency = urgency, Expires = expires,
                Due = urgency == Urgency.Direct ? moment : Suits(person, about, moment),
            });
        }

        /// <summary>Everybody who has a part in a visit, the visitor left out.</summary>
        public void VertelAllen(Bezoek bezoek, string occasion, Urgency urgency = Urgency.Normal, PersonId? behalve = null)
        {
            foreach (var person in Betrokkenen(bezoek, Om.Register).Distinct().Where(p => p != behalve && p != Jaar.Bezoeker))
            {
                Vertel(person, Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(Jaar.Id, bezoek.Id), occasion, urgency: urgency, about: bezoek);
            }
        }

        public void Ververs(PersonId person, string kind, string @case, int revisie) =>
            Intents.Add(new RefreshIntent { Due = Om.Now, Person = person, Case = @case, Occasion = $"{kind}-{revisie}" });

        public void VerversBezoek(Bezoek bezoek)
        {
            foreach (var person in Betrokkenen(bezoek, Om.Register).Distinct())
            {
                Ververs(person, Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(Jaar.Id, bezoek.Id), bezoek.Volgnummer);
            }
        }

        private DateTimeOffset Suits(PersonId person, Bezoek? about, DateTimeOffset from) => about switch
        {
            null => Om.Kaartmoment.VoorInstituut(Om.Register, person, from),
            _ when about.Student == person && Om.Register.FindStage(about.Stage) is { } stage && Om.Register.FindStudent(person) is { } student
                => Om.Kaartmoment.VoorStudent(Om.Register, person, stage, student.Opleiding, from),
            _ => Om.Kaartmoment.VoorWerk(Om.Register, person, about.Organisatie, from),
        };
    }
}

/// <summary>The names under which this capability's cards and wakes are known.</summary>
public static class Bezoekkaarten
{
    public const string Capability = "bezoeken";

    /// <summary>The visitor's year: what is asked, proposed, agreed.</summary>
    public const string Jaar = "bezoeken.jaar";

    /// <summary>What a visitor asks of an opleider.</summary>
    public const string Aanvraag = "bezoeken.aanvraag";

    /// <summary>One visit.</summary>
    public const string Bezoek = "bezoeken.bezoek";

    /// <summary>A day of the visitor.</summary>
    public const string Dag = "bezoeken.dag";

    /// <summary>Visits of somebody who is away, for who names a waarnemer.</summary>
    public const string Waarneming = "bezoeken.waarneming";

    /// <summary>How occasions begin on which a waarnemer hears that a visit of the day is off.</summary>
    public const string Afgezegd = "afgezegd";

    public static string ZaakVan(string jaar, string deel) => $"{jaar}/{deel}";

    /// <summary>The year and what stands behind it: a visit's id or a day.</summary>
    public static (string Jaar, string Deel)? Split(string? zaak) =>
        zaak is { Length: > 0 and < 300 } && zaak.Split('/', 2) is [var jaar, var deel] ? (jaar, deel) : null;
}
