using System.Text.Json;
using Isop.Core;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Bezoeken;

/// <summary>
/// One visitor's year played step by step: numbers become commands, moments and changes of the register, and after every step what must
/// always hold is looked at without the rules' own code.
/// </summary>
internal sealed class Bezoekspel
{
    private static readonly PersonId[] Studenten = [Gijs, Ipek, Noor, Jop, Lot];
    private static readonly PersonId[] Iedereen = [Cas, Dina, Rita, Olga, Bram, Fatima, Id(107), .. Studenten];
    private static readonly DateOnly Begin = new(2026, 8, 31);
    private static readonly Kaartmoment Kaartmoment = new(new KaartmomentOptions());

    private readonly List<string> _faults = [];
    private readonly HashSet<string> _told = [];
    private readonly HashSet<(PersonId Wie, string Dag)> _sheets = [];
    private readonly Dictionary<PersonId, Aanwezigheid> _said = [];
    private readonly Dictionary<PersonId, DateOnly> _stopped = [];
    private readonly Dictionary<PersonId, (DateOnly Van, string Organisatie)> _moved = [];
    private readonly HashSet<PersonId> _otherCoach = [];
    private readonly Dictionary<string, PersonId?> _opleiders = new() { ["O1"] = Olga, ["O2"] = Bram, ["O3"] = null };
    private readonly List<(string Organisatie, DateOnly Dag)> _closed = [];
    private int _weeksLater;
    private DateTimeOffset _now = AmsterdamTime.At(Begin, new TimeOnly(9, 0));
    private RegisterSnapshot _register;
    private Bezoekjaar _jaar;

    private Bezoekspel()
    {
        _register = new RegisterSnapshot("v", Data());
        var start = Bezoekregels.Start(Cas, Jaar, new Dagen(Begin, new(2027, 7, 16)), Volg(), Om())!;
        _jaar = start.Jaar;
        Look(start.Jaar with { Bezoeken = [], Revisie = 0 }, new Bezoekopdracht.Wek(), start);
    }

    /// <summary>Everything that went wrong; empty when every law held.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<Stap> stappen)
    {
        var spel = new Bezoekspel();
        foreach (var stap in stappen)
        {
            spel.Zet(stap);
            if (spel._faults.Count > 0)
            {
                return [.. spel._faults.Select(f => $"{f} (at {spel._now:u} by {stap})")];
            }
        }

        return [];
    }

    /// <summary>How far sequences come: which states and which outcomes they saw, so that a game that proves nothing is noticed.</summary>
    public static IReadOnlyList<string> Seen(IReadOnlyList<Stap> stappen)
    {
        var spel = new Bezoekspel();
        List<string> seen = [];
        foreach (var stap in stappen)
        {
            var before = spel._jaar;
            spel.Zet(stap);
            if (!ReferenceEquals(before, spel._jaar))
            {
                seen.Add($"{stap.Wat}");
                seen.AddRange(spel._jaar.Bezoeken.Select(b => $"{b.Staat}"));
                seen.AddRange(spel._jaar.Bezoeken.Where(b => b.Terug is not null).Select(b => $"{b.Terug}"));
                seen.AddRange(spel._jaar.Bezoeken.Where(b => b.Waarnemer is not null).Select(_ => "Waarnemer"));
            }
        }

        return seen;
    }

    private void Zet(Stap s)
    {
        switch (s.Wat)
        {
            case Soort.Klok:
                _now = _now.AddMinutes(30 + (s.A % 72 * 60));
                Do(new Bezoekopdracht.Wek());
                break;
            case Soort.LateKlok:
                _now = _now.AddHours(1 + (s.A % 96));
                break;
            case Soort.Wekker:
                _now = _jaar.Wekker is { } at && at > _now ? at : _now;
                Do(new Bezoekopdracht.Wek());
                break;
            case Soort.Register:
                ChangeRegister(s);
                _register = new RegisterSnapshot("v", Data());
                Do(Volg());
                break;
            case Soort.Aanwezigheid:
                _said[s.Wie % 2 == 0 ? Olga : Bram] = new Aanwezigheid
                {
                    Ambulant = s.A % 2 == 0 ? [new Weekdeel(DayOfWeek.Tuesday, (Dagdeel)(s.B % 2))] : [],
                    Nooit = s.A % 3 == 0 ? [new Dagen(Day(s.B), Day(s.B).AddDays(6))] : [],
                };
                break;
            default:
                if (Command(s) is { } opdracht)
                {
                    Do(opdracht);
                }

                break;
        }
    }

    private void ChangeRegister(Stap s)
    {
        var student = Studenten[s.Wie % Studenten.Length];
        var today = AmsterdamTime.DateOf(_now);
        var organisatie = $"O{1 + (s.B % 3)}";
        switch (s.A % 8)
        {
            case 0 when !_stopped.Remove(student):
                _stopped.Add(student, today.AddDays(s.B % 3));
                break;
            case 1 when !_moved.ContainsKey(student):
                _moved.Add(student, (today.AddDays(s.B % 5), organisatie));
                break;
            case 2 when !_otherCoach.Remove(student):
                _otherCoach.Add(student);
                break;
            case 3:
                _opleiders[organisatie] = (s.Wie % 3) switch { 0 => Olga, 1 => Bram, _ => null };
                break;
            case 4 or 5 when _jaar.Bezoeken.Where(b => b.Moment is not null).ToList() is { Count: > 0 } held && held[s.B % held.Count] is var b:
                _closed.Add((b.Organisatie, b.Moment!.Value.Datum));
                break;
            case 6:
                _weeksLater = s.B % 3;
                break;
            default:
                _closed.Clear();
                break;
        }
    }

    private Bezoekopdracht? Command(Stap s)
    {
        var b = _jaar.Bezoeken.Count == 0 ? null : _jaar.Bezoeken[s.A % _jaar.Bezoeken.Count];
        PersonId By(PersonId right) => s.Wie % 6 == 0 ? Iedereen[s.Wie / 6 % Iedereen.Length] : right;
        return (s.Wat, b) switch
        {
            (Soort.Beschikbaarheid, _) => new Bezoekopdracht.GeefBeschikbaarheid(By(Cas), new Beschikbaarheid
            {
                Werkt = [.. Weekdeel.Werkweek.Where((w, i) => s.A % 4 != 0 || (s.B + i) % 3 != 0)],
                MeestePerDag = 7 - (s.A % 7), Vrij = s.B % 2 == 0 ? [new Dagen(Day(s.B), Day(s.B).AddDays(2))] : [],
            }),
            (Soort.Voorstel, _) when _jaar.Beschikbaarheid is not null =>
                new Bezoekopdracht.NeemVoorstel(Jaarplan.Voorbeeld(_register, BezoekPlanning.OpdrachtVan(_jaar, Om())), _jaar.Revisie - (s.Wie % 6 == 0 ? 1 : 0)),
            (Soort.SpreekAf, _) => new Bezoekopdracht.SpreekAf(By(Cas)),
            (Soort.Aanvaard, { } v) => new Bezoekopdracht.Aanvaard(By(v.Opleider ?? Olga), s.B % 2 == 0 ? null : v.Moment),
            (Soort.StelAndersVoor, { Moment: { } at } v) => new Bezoekopdracht.StelAndersVoor(By(v.Opleider ?? Olga), at, Moment(s, v)),
            (Soort.NeemTegenvoorstel, _) when Offered(s) is { Moment: { } at, Opleider: { } opleider } => new Bezoekopdracht.NeemTegenvoorstel(By(Cas), opleider, at),
            (Soort.KiesMoment, { } v) => new Bezoekopdracht.KiesMoment(By(Cas), v.Id, Moment(s, v)),
            (Soort.KanNiet, { } v) => new Bezoekopdracht.KanNiet(By(s.B % 2 == 0 ? v.Student : Fatima), v.Id),
            (Soort.MeldAfwezig, _) => new Bezoekopdracht.MeldAfwezig(By(Cas), new Dagen(Day(s.A), Day(s.A).AddDays(s.B % 12))),
            (Soort.LaatWaarnemen, _) => new Bezoekopdracht.LaatWaarnemen(By(Rita), s.A % 5 == 0 ? Cas : Dina, [.. _jaar.Bezoeken.Where(w => w.Wacht).Select(w => w.Moment!.Value).Where((_, i) => (s.B + i) % 3 == 0)]),
            (Soort.MeldGeweest, _) when Due(s) is { } v => new Bezoekopdracht.MeldGeweest(By(v.Waarnemer ?? Cas), v.Id, s.B % 7 == 0 ? " " : "Goed ", "", s.B % 2 == 0 ? " Elke week samen" : null, s.B % 3 == 0),
            (Soort.LeesExtra, _) when _jaar.Bezoeken.Where(v => v.Verslag is not null).ToList() is { Count: > 0 } made && made[s.A % made.Count] is var v => new Bezoekopdracht.LeesExtra(By(v.Student), v.Id),
            _ => null,
        };
    }

    private Bezoek? Offered(Stap s) => _jaar.Bezoeken.Where(b => b.Staat == Bezoekstaat.Tegenvoorstel).ToList() is { Count: > 0 } offers ? offers[s.A % offers.Count] : null;

    /// <summary>A visit that can be told of, mostly; sometimes one that cannot.</summary>
    private Bezoek? Due(Stap s) =>
        _jaar.Bezoeken.Where(b => s.B % 5 == 0 || (b.Staat == Bezoekstaat.Bevestigd && b.Moment!.Value.Datum <= AmsterdamTime.DateOf(_now))).ToList() is { Count: > 0 } due ? due[s.A % due.Count] : null;

    /// <summary>A day around the blok, from the first week on.</summary>
    private static DateOnly Day(int n) => Begin.AddDays(n % 75);

    /// <summary>Now one that suits, now one where others are, now what was proposed, now any.</summary>
    private Halfdag Moment(Stap s, Bezoek b)
    {
        var free = s.B % 4 == 0 ? [.. Bezoekdagen.Vrij(_jaar, b, Om()).Take(30)]
            : s.B % 4 == 1 ? _jaar.Bezoeken.Where(o => o.Moment is not null).Select(o => o.Moment!.Value).ToList()
            : s.B % 4 == 2 && b.Liever is { } liever ? [liever] : [];
        return free.Count > 0 ? free[s.B / 4 % free.Count] : new Halfdag(Day(s.B), (Dagdeel)(s.Wie % 2));
    }

    private void Do(Bezoekopdracht opdracht)
    {
        var om = Om();
        var before = Text(_jaar);
        var besluit = Bezoekregels.Decide(_jaar, opdracht, om);
        Require(Text(_jaar) == before, "a decision changed the year it was given");
        if (besluit is Bezoekbesluit.AlGedaan done)
        {
            Require(Text(done.Jaar) == before, "what was done already changed something");
        }

        if (besluit is not Bezoekbesluit.Gewijzigd change)
        {
            return;
        }

        Look(_jaar, opdracht, change);
        var again = Bezoekregels.Decide(change.Jaar, opdracht, om);
        Require(again is Bezoekbesluit.AlGedaan || (again is Bezoekbesluit.Geweigerd { Reden: var reden } && MayRefuseNext(opdracht, reden)), $"{opdracht.GetType().Name} twice gives {again.GetType().Name} {(again as Bezoekbesluit.Geweigerd)?.Reden}");
        _jaar = JsonSerializer.Deserialize(Text(change.Jaar), CoreJson.Default.Bezoekjaar)!;
        Require(Text(_jaar) == Text(change.Jaar), "JSON changed the year");
        Require(_jaar.Bezoeken.Count == change.Jaar.Bezoeken.Count && _jaar.Bezoeken.Zip(change.Jaar.Bezoeken).All(p => p.First.Afgewezen.SequenceEqual(p.Second.Afgewezen) && p.First == p.Second with { Afgewezen = p.First.Afgewezen }), "JSON changed a visit");
    }

    /// <summary>
    /// The second click finds the question gone: what the opleider proposed was taken, what is left of what was asked lies in the past, or
    /// the waarnemer is taken on what still waits.
    /// </summary>
    private static bool MayRefuseNext(Bezoekopdracht opdracht, Bezoekweigering reden) => (opdracht, reden) is
        (Bezoekopdracht.NeemTegenvoorstel, Bezoekweigering.NietMeerGevraagd) or (Bezoekopdracht.Aanvaard, Bezoekweigering.Voorbij)
        or (Bezoekopdracht.LaatWaarnemen, Bezoekweigering.WaarnemerBezet);

    private void Look(Bezoekjaar was, Bezoekopdracht opdracht, Bezoekbesluit.Gewijzigd change)
    {
        var (jaar, intents) = (change.Jaar, change.Intents);
        Require(jaar.Revisie == was.Revisie + 1, "the revision is not the next");
        State(jaar);
        var before = was.Bezoeken.ToDictionary(b => b.Id);
        Require(was.Bezoeken.All(b => jaar.Bezoeken.Any(n => n.Id == b.Id)), "a visit went out of the year");
        foreach (var b in jaar.Bezoeken)
        {
            if (before.GetValueOrDefault(b.Id) is { } old)
            {
                Changed(old, b, opdracht, intents);
            }
        }

        Messages(was, jaar, opdracht, intents);
        Alarms(was, jaar, opdracht, intents);
    }

    /// <summary>What holds of a year, however it came about.</summary>
    private void State(Bezoekjaar jaar)
    {
        Require(!jaar.Rekent || jaar.Beschikbaarheid is not null, "it waits for a planner that waits for the visitor");
        foreach (var b in jaar.Bezoeken)
        {
            Require(b.Moment is not null == b.Staat is Bezoekstaat.Voorgesteld or Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel or Bezoekstaat.Bevestigd or Bezoekstaat.Geweest || b.Staat == Bezoekstaat.Vervallen, $"{b.Staat} with moment {b.Moment}");
            Require(b.Liever is not null == (b.Staat == Bezoekstaat.Tegenvoorstel), $"{b.Staat} with counterproposal {b.Liever}");
            Require(b.Liever is null || b.Liever != b.Moment, "the other moment is the moment itself");
            Require(b.Staat != Bezoekstaat.Gevraagd || b.Opleider is not null || b.Moment!.Value.Datum < AmsterdamTime.DateOf(_now), "asked of nobody");
            Require(!b.Wacht || b is { Staat: Bezoekstaat.Bevestigd, Waarnemer: null }, "it waits for a waarnemer and is not agreed, or has one");
            Require(b.Waarnemer is null || b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest or Bezoekstaat.Vervallen, $"{b.Staat} has a waarnemer");
            Require(b.Ronde is >= 0 and <= Bezoekregels.MeesteRondes, $"round {b.Ronde}");
            Require(b.Verslag is not null == (b.Staat == Bezoekstaat.Geweest), $"{b.Staat} with report {b.Verslag is not null}");
            Require(b.Staat is not (Bezoekstaat.Bevestigd or Bezoekstaat.Geweest) || b.LaatsteMoment == b.Moment, "calendars have another moment");
            Require(b.Staat is not (Bezoekstaat.Bevestigd or Bezoekstaat.Geweest) || b.Verteld, "agreed and nobody knows");
        }

        var held = jaar.Bezoeken.Where(b => b.Moment is not null && b.Staat is not (Bezoekstaat.Ongepland or Bezoekstaat.Vervallen)).ToList();
        foreach (var half in held.GroupBy(b => b.Moment!.Value))
        {
            var sites = half.Select(b => b.Organisatie).ToHashSet();
            Require(sites.Count == 1 || sites.SetEquals(["O1", "O3"]), $"{string.Join(" and ", sites)} in one half-day");
            Require(half.All(b => b.Plek >= 0 && b.Plek < (half.Key.Deel == Dagdeel.Ochtend ? 4 : 3)), "a place that the half-day has not");
            Require(half.Select(b => b.Plek).Distinct().Count() == half.Count(), "two visits at one place");
        }

        foreach (var pair in held.GroupBy(b => (b.Student, b.Periode)).Where(g => g.Count() > 1).Select(g => g.Select(b => b.Moment!.Value.Datum.DayNumber).Order().ToList()))
        {
            Require(pair[1] - pair[0] >= 21, "two visits nearer than three weeks");
        }

        Require(held.GroupBy(b => b.Moment!.Value.Datum).All(g => g.Count() <= 7), "more than seven visits on a day");
    }

    /// <summary>What one visit may become by one command.</summary>
    private void Changed(Bezoek old, Bezoek b, Bezoekopdracht opdracht, IReadOnlyList<Intent> intents)
    {
        var today = AmsterdamTime.DateOf(_now);
        Require(b.Volgnummer >= old.Volgnummer, "a number went back");
        if (!Equals(Shown(old), Shown(b)))
        {
            Require(b.Volgnummer > old.Volgnummer, "calendars show something else under the same number");
            Require(intents.OfType<AgendaIntent>().Any(i => i.Uid == Bezoekagenda.UidOf(b.Id) && i.Person == Cas && i.Occasion == $"{b.Volgnummer}"), "the visitor's calendar does not hear");
        }

        if (old != b with { Afgewezen = old.Afgewezen, Gewijzigd = old.Gewijzigd, Volgnummer = old.Volgnummer })
        {
            Require(MayChange(opdracht, old), $"{opdracht.GetType().Name} changed a visit that is not its own");
        }

        if (b.Staat == Bezoekstaat.Bevestigd && old.Staat != Bezoekstaat.Bevestigd)
        {
            Require(b.Moment!.Value.Datum >= today, "a day that went by was agreed");
            Require(opdracht is Bezoekopdracht.Aanvaard or Bezoekopdracht.NeemTegenvoorstel or Bezoekopdracht.KiesMoment or Bezoekopdracht.SpreekAf or Bezoekopdracht.Volg, $"{opdracht.GetType().Name} agreed a visit");
            foreach (var person in People(b).Where(p => p != (opdracht as Bezoekopdracht.Aanvaard)?.Van))
            {
                Require(Hears(intents, person, b, near: NearBy(b.Moment.Value.Datum)), "somebody does not hear what was agreed");
            }
        }

        if (b.Waarnemer is { } taker && taker != old.Waarnemer && b.Moment!.Value.Datum >= today)
        {
            Require(intents.OfType<BezorgIntent>().Any(i => i.Kind == Bezoekkaarten.Dag && i.Person == taker && (!NearBy(b.Moment.Value.Datum) || i.Urgency == Urgency.Direct)), "the waarnemer does not hear of it in time");
        }

        if (old.Staat == Bezoekstaat.Geweest)
        {
            Require(b.Staat == Bezoekstaat.Geweest && b.Moment == old.Moment, "what was made was made");
        }

        if (old.Staat == Bezoekstaat.Bevestigd)
        {
            if (b.Staat == Bezoekstaat.Bevestigd && b.Moment == old.Moment)
            {
                Require(b.Plek == old.Plek, "an agreed visit has another time");
            }
            else if (b.Staat != Bezoekstaat.Geweest)
            {
                Lost(old, b, opdracht, intents);
            }
        }
    }

    /// <summary>What was agreed goes only by who may say so, or when it cannot be any more; and whoever counted on it hears.</summary>
    private void Lost(Bezoek old, Bezoek b, Bezoekopdracht opdracht, IReadOnlyList<Intent> intents)
    {
        var day = old.Moment!.Value.Datum;
        var why = opdracht switch
        {
            Bezoekopdracht.KiesMoment or Bezoekopdracht.KanNiet => true,
            Bezoekopdracht.MeldAfwezig o => o.Dagen.Contains(day),
            Bezoekopdracht.Wek => old.Wacht,
            Bezoekopdracht.Volg o => o.Wensen.FirstOrDefault(w => w.Id == old.Id) is not { } w || o.Elders.Contains(old.Id) || w.Organisatie != old.Organisatie || !StillPossible(w, day),
            _ => false,
        };
        Require(why, $"{opdracht.GetType().Name} undid what was agreed");
        Require(opdracht is not Bezoekopdracht.Volg || day >= AmsterdamTime.DateOf(_now), "the register undid a visit of a day that went by");
        if (day < AmsterdamTime.DateOf(_now))
        {
            return;
        }

        foreach (var person in People(old))
        {
            var own = opdracht is Bezoekopdracht.KanNiet k && k.Van == person;
            Require(own || Hears(intents, person, old, NearBy(day)) || (!NearBy(day) && intents.OfType<RefreshIntent>().Any(i => i.Person == person && i.Case.EndsWith(old.Id, StringComparison.Ordinal))), "somebody does not hear that it is off");
        }

        if (old.Waarnemer is { } waarnemer)
        {
            Require(intents.OfType<BezorgIntent>().Any(i => i.Person == waarnemer && (!NearBy(day) || i.Urgency == Urgency.Direct)), "the waarnemer does not hear that it is off");
        }
        else if (opdracht is Bezoekopdracht.Volg or Bezoekopdracht.KanNiet && (NearBy(day) || b.Staat != Bezoekstaat.Vervallen))
        {
            Require(intents.OfType<BezorgIntent>().Any(i => i.Person == Cas && (!NearBy(day) || i.Urgency == Urgency.Direct)), $"the visitor does not hear that it is off ({b.Staat} {b.Terug})");
        }
    }

    /// <summary>Today or the next day that people work: a message for later comes too late.</summary>
    private bool NearBy(DateOnly day)
    {
        var today = AmsterdamTime.DateOf(_now);
        var monday = day.DayOfWeek == DayOfWeek.Monday && (today.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || (today.DayOfWeek == DayOfWeek.Friday && AmsterdamTime.WallTimeOf(_now).Hour >= 16));
        return day <= today.AddDays(1) || (monday && day <= today.AddDays(3));
    }

    private static bool Hears(IReadOnlyList<Intent> intents, PersonId person, Bezoek b, bool near) => intents.OfType<BezorgIntent>().Any(i =>
        i.Person == person && i.Case.EndsWith($"/{b.Id}", StringComparison.Ordinal) && (!near || i.Urgency == Urgency.Direct));

    /// <summary>The day by the rows of the register, read one by one.</summary>
    private bool StillPossible(Bezoekwens w, DateOnly day)
    {
        var stage = _register.Data.Stages.Single(s => s.Id == w.Stage);
        return w.Venster.Van <= day && day <= w.Venster.Tot.AddDays(14) && stage.Van <= day && day <= stage.Tot && (stage.Beeindigd is not { } end || day < end)
            && stage.Dagen.Contains(day.DayOfWeek) && !_closed.Contains((stage.Organisatie, day))
            && !(new DateOnly(2026, 10, 19) <= day && day <= new DateOnly(2026, 10, 23));
    }

    private static object? Shown(Bezoek b) => b.LaatsteMoment is null ? null
        : b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest ? (b.LaatsteMoment, b.Plek, b.Organisatie, b.Stage, b.Student, b.Opleider, b.Waarnemer) : (object)b.LaatsteMoment;

    private bool MayChange(Bezoekopdracht opdracht, Bezoek old) => opdracht switch
    {
        Bezoekopdracht.Volg or Bezoekopdracht.Wek or Bezoekopdracht.NeemVoorstel => true,
        Bezoekopdracht.GeefBeschikbaarheid o => o.Van == Cas && old.Staat == Bezoekstaat.Ongepland,
        Bezoekopdracht.SpreekAf o => o.Van == Cas && old.Staat == Bezoekstaat.Voorgesteld,
        Bezoekopdracht.Aanvaard o => o.Van == old.Opleider && old.Staat == Bezoekstaat.Gevraagd,
        Bezoekopdracht.StelAndersVoor o => o.Van == old.Opleider && old.Moment == o.Moment && old.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel,
        Bezoekopdracht.NeemTegenvoorstel o => o.Van == Cas && old.Staat == Bezoekstaat.Tegenvoorstel && old.Opleider == o.Opleider,
        Bezoekopdracht.KiesMoment o => o.Van == Cas && o.Bezoek == old.Id,
        Bezoekopdracht.KanNiet o => o.Bezoek == old.Id && People(old).Contains(o.Van),
        Bezoekopdracht.MeldAfwezig o => o.Van == Cas && o.Dagen.Contains(old.Moment!.Value.Datum),
        Bezoekopdracht.LaatWaarnemen o => o.Van == Rita && old.Wacht && !o.Bezet.Contains(old.Moment!.Value),
        Bezoekopdracht.MeldGeweest o => o.Bezoek == old.Id && (o.Van == Cas || o.Van == old.Waarnemer) && old.Moment!.Value.Datum <= AmsterdamTime.DateOf(_now),
        Bezoekopdracht.LeesExtra o => o.Bezoek == old.Id && o.Van == old.Student,
        _ => false,
    };

    /// <summary>Who hears of it, and who must not.</summary>
    private void Messages(Bezoekjaar was, Bezoekjaar jaar, Bezoekopdracht opdracht, IReadOnlyList<Intent> intents)
    {
        Require(intents.Select(i => i.Id).Distinct().Count() == intents.Count, "two intents under one id");
        foreach (var i in intents.OfType<BezorgIntent>())
        {
            var visits = was.Bezoeken.Concat(jaar.Bezoeken).ToList();
            var may = i.Kind switch
            {
                Bezoekkaarten.Jaar => i.Person == Cas,
                Bezoekkaarten.Waarneming => i.Person == Rita,
                Bezoekkaarten.Aanvraag => visits.Any(b => b.Opleider == i.Person && b.Staat == Bezoekstaat.Gevraagd),
                Bezoekkaarten.Dag => i.Person == Cas || visits.Any(b => b.Waarnemer == i.Person),
                Bezoekkaarten.Bezoek => i.Person == Cas || visits.Any(b => i.Case.EndsWith($"/{b.Id}", StringComparison.Ordinal) && People(b).Contains(i.Person)),
                _ => false,
            };
            Require(may, $"{i.Kind} {i.Occasion} for somebody who has no part in it");
            // The outbox adds what is not there yet: a second message under a known id would never be sent.
            Require(_told.Add(i.Id), $"{i.Kind} {i.Occasion} was told before, so nobody hears it now");
            _sheets.Add((i.Person, i.Kind == Bezoekkaarten.Dag ? i.Case : ""));
            Require(i.Due >= _now, $"{i.Kind} {i.Occasion} is due in the past");
            Require(i.Urgency != Urgency.Direct || i.Due == _now, $"{i.Kind} {i.Occasion} is direct and waits");
            if (i.Occasion == "extra")
            {
                var b = jaar.Bezoeken.Single(v => i.Case.EndsWith($"/{v.Id}", StringComparison.Ordinal));
                Require(i.Person == b.Student ? opdracht is Bezoekopdracht.MeldGeweest : b.Verslag!.Gelezen is not null, "extra guidance was told before the student read it");
            }
        }
    }

    private void Alarms(Bezoekjaar was, Bezoekjaar jaar, Bezoekopdracht opdracht, IReadOnlyList<Intent> intents)
    {
        var wakes = intents.OfType<WakeIntent>().ToList();
        Require(jaar.Wekker is null || jaar.Wekker == was.Wekker || wakes.Exists(w => w.Due == jaar.Wekker), "an alarm that nobody set");
        Require(!jaar.Rekent || (was.Rekent && was.Beschikbaarheid is not null) || wakes.Exists(w => w.Due <= _now), "the planner is not woken");
        var today = AmsterdamTime.DateOf(_now);
        foreach (var b in jaar.Bezoeken.Where(b => opdracht is Bezoekopdracht.Wek && b is { Staat: Bezoekstaat.Bevestigd, Wacht: false } && today <= b.Moment!.Value.Datum))
        {
            var day = b.Moment!.Value.Datum;
            var out16 = AmsterdamTime.At(day.AddDays(day.DayOfWeek == DayOfWeek.Monday ? -3 : -1), new TimeOnly(16, 0)) <= _now;
            Require(!out16 || _sheets.Contains((b.Waarnemer ?? Cas, Bezoekkaarten.ZaakVan(jaar.Id, $"{day:yyyy-MM-dd}"))), "no day sheet for who makes the visit");
        }

        foreach (var b in jaar.Bezoeken.Where(b => b.Staat == Bezoekstaat.Bevestigd && b.Moment!.Value.Datum > today))
        {
            Require(jaar.Wekker is { } at && at <= AmsterdamTime.At(b.Moment!.Value.Datum, new TimeOnly(16, 15)), "nothing asks how an agreed visit was");
        }
    }

    /// <summary>Student, werkplekbegeleiders and opleider, by the rows of the register; the visitor is asked about apart.</summary>
    private IEnumerable<PersonId> People(Bezoek b) => new PersonId?[] { b.Student, b.Opleider }.OfType<PersonId>()
        .Concat(_register.Data.Stages.Where(s => s.Id == b.Stage).SelectMany(s => s.Werkplekbegeleiders)).Distinct();

    private void Require(bool holds, string fault)
    {
        if (!holds)
        {
            _faults.Add(fault);
        }
    }

    private Bezoekopdracht.Volg Volg() => new(Jaarwensen.Of(_register, Cas, Jaar), []);

    private Bezoekomgeving Om() => new() { Register = _register, Kaartmoment = Kaartmoment, Now = _now, Opleiders = new Dictionary<PersonId, Aanwezigheid>(_said) };

    private static string Text(Bezoekjaar jaar) => JsonSerializer.Serialize(jaar, CoreJson.Default.Bezoekjaar);

    /// <summary>De Linde (O1) and De Wilg (O3) are a koppel in one place; De Esdoorn (O2) is elsewhere, and De Wilg has no opleider.</summary>
    private RegisterData Data() => Proefbezoek.Data with
    {
        Organisaties =
        [
            Organisatie("O1", "De Linde", "Ulft", "7071 AA") with { Koppel = "O3" }, Organisatie("O2", "De Esdoorn", "Varsseveld", "7051 AA"),
            Organisatie("O3", "De Wilg", "Ulft", "7071 BB") with { Koppel = "O1" },
        ],
        Studenten = [.. Studenten.Select((id, i) => Student(id, i + 1, _otherCoach.Contains(id) ? Dina : Cas))],
        Stages =
        [
            .. Of(Gijs, 1, "O1", DayOfWeek.Tuesday, DayOfWeek.Wednesday), .. Of(Ipek, 2, "O1", DayOfWeek.Tuesday), .. Of(Noor, 3, "O3", DayOfWeek.Tuesday, DayOfWeek.Thursday),
            .. Of(Jop, 4, "O2", DayOfWeek.Monday, DayOfWeek.Tuesday), .. Of(Lot, 5, "O2", DayOfWeek.Monday),
        ],
        Kalender =
        [
            new KalenderRegel(KalenderSoort.Studiejaar, Jaar, Begin, new(2027, 7, 16), null, null, null),
            new KalenderRegel(KalenderSoort.Blok, "Blok 1", Begin.AddDays(7 * _weeksLater), new(2026, 11, 6), null, null, null),
            new KalenderRegel(KalenderSoort.Vakantie, "Herfstvakantie", new(2026, 10, 19), new(2026, 10, 23), Vakantieregio.Midden, null, null),
            .. _closed.Distinct().Select(c => new KalenderRegel(KalenderSoort.Studiedag, "Studiedag", c.Dag, c.Dag, null, null, c.Organisatie)),
        ],
    };

    private IEnumerable<Stage> Of(PersonId student, int n, string organisatie, params IReadOnlyList<DayOfWeek> dagen)
    {
        var stage = Stage(student, n, organisatie, Olga, dagen) with { Opleider = _opleiders[organisatie], Beeindigd = _stopped.TryGetValue(student, out var end) ? end : null };
        if (!_moved.TryGetValue(student, out var move))
        {
            return [stage];
        }

        var next = stage with { Id = $"{stage.Id}-vervolg", Organisatie = move.Organisatie, Opleider = _opleiders[move.Organisatie], Van = move.Van, Werkplekbegeleiders = [Id(107)] };
        return [stage with { Beeindigd = stage.Beeindigd < move.Van ? stage.Beeindigd : move.Van }, next];
    }
}

/// <summary>What a step of the game does.</summary>
public enum Soort
{
    Klok,
    LateKlok,
    Wekker,
    Register,
    Aanwezigheid,
    Beschikbaarheid,
    Voorstel,
    SpreekAf,
    Aanvaard,
    StelAndersVoor,
    NeemTegenvoorstel,
    KiesMoment,
    KanNiet,
    MeldAfwezig,
    LaatWaarnemen,
    MeldGeweest,
    LeesExtra,
}

/// <summary>One step: what, by whom, and two numbers that choose among what there is then.</summary>
public sealed record Stap(Soort Wat, int Wie, int A, int B);
