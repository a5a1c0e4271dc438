using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Certificaten.Trainingen;

/// <content>From who was there to the certificates.</content>
public static partial class Trainingsregels
{
    /// <summary>Opens the round where nobody keeps lists of who was there, and closes it when its last day is over.</summary>
    private static void Wake(Loop loop)
    {
        var t = loop.Training;
        if (t is { Afgezegd: null, Ronde: null } && !loop.Om.AanwezigheidVereist && t.Wat.Slot is null
            && t.Delen.All(d => d.Datum is { } day && AmsterdamTime.At(day, d.Einde) <= loop.Om.Now))
        {
            Open(loop);
        }

        if (loop.Training is { Afgezegd: null, Ronde: { Gesloten: null } ronde } && loop.Om.Vandaag > ronde.Sluit)
        {
            Close(loop);
        }
    }

    private static Trainingsweigering? Attend(Loop loop, Trainingsopdracht.MeldAanwezig o)
    {
        var t = loop.Training;
        if (o.Deel < 0 || o.Deel >= t.Delen.Count || o.Aanwezig.Any(id => t.Find(id) is null))
        {
            return o.Deel < 0 || o.Deel >= t.Delen.Count ? Trainingsweigering.OnbekendDeel : Trainingsweigering.OnbekendePersoon;
        }

        var deel = t.Delen[o.Deel];
        if (!IsBegonnen(deel, loop.Om.Now))
        {
            return Trainingsweigering.NogNietGeweest;
        }

        var was = deel.Aanwezig ?? [];
        var there = t.Deelnemers.Select(d => d.Id).Where(id => o.Getoond.Contains(id) ? o.Aanwezig.Contains(id) : was.Contains(id)).ToList();
        if (was.Any(id => !there.Contains(id) && t.Verstrekking?.Deelnemers.Contains(id) == true))
        {
            return Trainingsweigering.AlVerstrekt;
        }

        var said = t.Deelnemers.Select(d => d.Id).Where(id => o.Getoond.Contains(id) || deel.Gemeld.Contains(id)).ToList();
        if (deel.Aanwezig is not null && there.SequenceEqual(was) && said.SequenceEqual(deel.Gemeld))
        {
            return null;
        }

        loop.Training = t with { Delen = [.. t.Delen.Select((d, i) => i == o.Deel ? d with { Aanwezig = there, Gemeld = said } : d)] };
        if (loop.Training.Ronde is { Gesloten: null })
        {
            AskToEvaluate(loop);
        }

        return null;
    }

    /// <summary>Whatever completed the lists of who was there: the last name that was said, or taken off.</summary>
    private static void OpenWhenSaid(Loop loop)
    {
        if (loop.Training is { IsGemeld: true, Ronde: null, Afgezegd: null })
        {
            Open(loop);
        }
    }

    private static void Open(Loop loop)
    {
        var om = loop.Om;
        var sluit = om.Register.Kalender.AddWorkingDays(loop.Plek, om.Vandaag, Evaluatiedagen);
        loop.Training = loop.Training with { Ronde = new Evaluatieronde { Geopend = om.Now, Sluit = sluit } };
        AskToEvaluate(loop);
        if (loop.Training.Ronde.Gevraagd.Count == 0)
        {
            Close(loop);
        }
    }

    private static void AskToEvaluate(Loop loop)
    {
        var om = loop.Om;
        var fresh = TeVragen(loop.Training, om.Register).Where(d => !loop.Training.Ronde!.Gevraagd.Contains(d.Id)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var ronde = loop.Training.Ronde! with { Gevraagd = [.. loop.Training.Ronde.Gevraagd, .. fresh.Select(d => d.Id)] };
        loop.Training = loop.Training with { Ronde = ronde };
        var remind = AmsterdamTime.At(om.Register.Kalender.AddWorkingDays(loop.Plek, AmsterdamTime.DateOf(ronde.Geopend), Herinnerdag), new TimeOnly(12, 0));
        var until = AmsterdamTime.StartOf(ronde.Sluit.AddDays(1));
        foreach (var person in fresh.Select(d => d.Persoon!.Value))
        {
            loop.Add(person, Trainingskaarten.Evaluatie, "opening", loop.Werk(person), until);
            loop.Add(person, Trainingskaarten.Evaluatie, "herinnering", loop.Werk(person, remind > om.Now ? remind : om.Now), until);
        }
    }

    private static Trainingsweigering? Answer(Loop loop, Trainingsopdracht.Antwoord o)
    {
        var t = loop.Training;
        if (t.Ronde is not { } ronde)
        {
            return Trainingsweigering.RondeNogNietOpen;
        }

        if (t.Find(o.Van) is not { } deelnemer || !Gevraagd(t, loop.Om.Register).Contains(deelnemer))
        {
            return Trainingsweigering.NietErbij;
        }

        if (ronde.Gesloten is not null)
        {
            return Trainingsweigering.RondeGesloten;
        }

        if (!ronde.Geantwoord.Contains(deelnemer.Id))
        {
            loop.Training = t with { Ronde = ronde with { Geantwoord = [.. ronde.Geantwoord, deelnemer.Id] } };
            CloseWhenAllIn(loop);
        }

        return null;
    }

    private static void CloseWhenAllIn(Loop loop)
    {
        if (loop.Training.Ronde is { Gesloten: null } ronde && Gevraagd(loop.Training, loop.Om.Register).All(d => ronde.Geantwoord.Contains(d.Id)))
        {
            Close(loop);
        }
    }

    private static void Close(Loop loop)
    {
        loop.Training = loop.Training with { Ronde = loop.Training.Ronde! with { Gesloten = loop.Om.Now } };
        loop.VertelOrganisator("ronde", loop.Om.Now);
        // Who does not get to it hears once more what is missing.
        loop.VertelOrganisator("mist", AmsterdamTime.At(loop.Om.Register.Kalender.AddWorkingDays(loop.Plek, loop.Om.Vandaag, Herinnerdag), new TimeOnly(12, 0)));
    }

    private static Trainingsweigering? PassOn(Loop loop, Trainingsopdracht.GeefDoor o)
    {
        if (loop.Training.Ronde is not { Gesloten: not null } ronde)
        {
            return loop.Training.Ronde is null ? Trainingsweigering.RondeNogNietOpen : Trainingsweigering.RondeNogOpen;
        }

        if (ronde.Doorgegeven is null)
        {
            loop.Training = loop.Training with { Ronde = ronde with { Doorgegeven = loop.Om.Now, Door = o.Door } };
        }

        return null;
    }

    private static Trainingsweigering? Issue(Loop loop, Trainingsopdracht.Verstrek o)
    {
        var t = loop.Training;
        if (!Trainingsvoorwaarden.IsCompleet(t))
        {
            return Trainingsweigering.NietCompleet;
        }

        var fresh = Trainingsvoorwaarden.TeVerstrekken(t, loop.Om.AanwezigheidVereist).Select(d => d.Id).ToList();
        if (fresh.Count == 0 && t.Verstrekking is not null)
        {
            return null;
        }

        loop.Training = t with { Verstrekking = new Verstrekbesluit([.. t.Verstrekking?.Deelnemers ?? [], .. fresh], o.Door, loop.Om.Now), Verstrekt = null };
        loop.Intents.Add(new WakeIntent { Capability = Certificaatregels.Capability, Case = Verstrekzaak.Training(t.Id), Due = loop.Om.Now });
        foreach (var without in t.Deelnemers.Where(d => d.Persoon is not null && !loop.Training.Verstrekking!.Deelnemers.Contains(d.Id)))
        {
            loop.Add(without.Persoon!.Value, Trainingskaarten.Zonder, "verstrekt", loop.Werk(without.Persoon.Value), null);
        }

        return null;
    }

    private static Trainingsweigering? Report(Loop loop, Trainingsopdracht.MeldVerstrekt o)
    {
        if (loop.Training is { Verstrekking: { } besluit, Verstrekt: null } && besluit.Deelnemers.Count == o.Aantal)
        {
            loop.Training = loop.Training with { Verstrekt = loop.Om.Now };
            loop.VertelOrganisator($"verstrekt-{besluit.Deelnemers.Count}", loop.Om.Now);
        }

        return null;
    }

    private static Trainingsweigering? Follow(Loop loop)
    {
        var t = loop.Training;
        if (t is { Afgezegd: null, Verstrekt: null } && loop.Om.Register.Find(t.Organisator) is not { Beeindigd: null }
            && Doelgroep.Aanspreekbaar(t, loop.Om.Register, loop.Om.Vandaag) is { } next)
        {
            loop.Training = t with { Organisator = next, Deelnemers = [.. t.Deelnemers.Where(d => d.Persoon != next || t.WasErbij(d))] };
            loop.VertelOrganisator($"overgenomen-{loop.Revisie}", loop.Om.Now);
        }

        return null;
    }

    private static Trainingsweigering? Forget(Loop loop, Trainingsopdracht.VergeetGast o)
    {
        if (loop.Training.Find(o.Deelnemer) is { Persoon: null, IsGewist: false } guest)
        {
            loop.Training = loop.Training with
            {
                Deelnemers = [.. loop.Training.Deelnemers.Select(d => d == guest ? d with { Naam = Deelnemer.GewisteGast, Email = "" } : d)],
            };
        }

        return null;
    }

    private static Trainingsweigering? CallOff(Loop loop, Trainingsopdracht.ZegAf o)
    {
        var (t, reden) = (loop.Training, o.Reden.Trim());
        if (t.Verstrekking is not null || t.Delen.Any(d => d.Aanwezig is { Count: > 0 }))
        {
            return t.Verstrekking is not null ? Trainingsweigering.AlVerstrekt : Trainingsweigering.AlGemeld;
        }

        if (reden.Length is 0 or > LangsteReden)
        {
            return reden.Length == 0 ? Trainingsweigering.RedenOntbreekt : Trainingsweigering.TeLang;
        }

        loop.Training = t with
        {
            Afgezegd = new Afzegging(reden, loop.Om.Now), Gewijzigd = loop.Om.Now, Delen = [.. t.Delen.Select(d => d with { Volgnummer = d.Volgnummer + 1 })],
        };
        loop.VertelAllen("afgezegd");
        return null;
    }

    /// <summary>Closes a decision: sets the alarm, brings cards up to date. A decision that changes nothing was done already.</summary>
    /// <param name="loop">What the decision made.</param>
    /// <param name="isNew">There was no training before.</param>
    /// <param name="quiet">Nobody is to see that anything happened.</param>
    private static Trainingsbesluit Finish(Loop loop, bool isNew = false, bool quiet = false)
    {
        OpenWhenSaid(loop);
        if (!isNew && loop.Training == loop.Was && loop.Intents.Count == 0)
        {
            return new Trainingsbesluit.AlGedaan(loop.Was);
        }

        var alarm = NextAlarm(loop.Training, loop.Om);
        loop.Training = loop.Training with { Revisie = quiet ? loop.Was.Revisie : loop.Revisie, Wekker = alarm };
        if (alarm is { } at && at != loop.Was.Wekker)
        {
            loop.Intents.Add(new WakeIntent { Capability = Trainingskaarten.Capability, Case = loop.Training.Id, Due = at });
        }

        if (!quiet)
        {
            loop.Ververs();
        }

        return new Trainingsbesluit.Gewijzigd(loop.Training, [.. loop.Intents.DistinctBy(i => i.Id)]);
    }

    private static DateTimeOffset? NextAlarm(Training t, Trainingsomgeving om) =>
        t.Afgezegd is not null ? null
        : t.Ronde is { Gesloten: null } ronde ? AmsterdamTime.StartOf(ronde.Sluit.AddDays(1))
        : t.Ronde is null && !om.AanwezigheidVereist && t.Wat.Slot is null && t.Delen.All(d => d.Datum is not null)
            ? t.Delen.Max(d => AmsterdamTime.At(d.Datum!.Value, d.Einde))
            : null;

    /// <summary>The training while a decision works on it, and what is told along the way.</summary>
    private sealed class Loop(Training was, Trainingsomgeving om)
    {
        public Training Was { get; } = was;

        public Trainingsomgeving Om { get; } = om;

        public Training Training { get; set; } = was;

        public List<Intent> Intents { get; } = [];

        /// <summary>The one that this decision makes.</summary>
        public int Revisie => Was.Revisie + 1;

        /// <summary>Whose days count; null for the workdays of everybody.</summary>
        public string? Plek => Training.Bestuur is null && Training.Organisaties is [var only] ? only : null;

        /// <summary>Tells those who are expected, as long as there is something to come for.</summary>
        public void VertelAllen(string occasion)
        {
            foreach (var person in Training.Deelnemers.Select(d => d.Persoon).OfType<PersonId>())
            {
                Vertel(person, occasion);
            }
        }

        public void Vertel(PersonId person, string occasion)
        {
            var ahead = Training.Delen.Where(d => d is { Aanwezig: null, Datum: not null }).Select(d => AmsterdamTime.At(d.Datum!.Value, d.Begin)).Where(m => m > Om.Now).ToList();
            if (ahead.Count > 0)
            {
                var due = Werk(person);
                Add(person, Trainingskaarten.Uitnodiging, occasion, due < ahead.Min() ? due : Om.Now, ahead.Max());
            }
        }

        /// <summary>After a part: who was there?</summary>
        public void VraagWieErWas(int deel)
        {
            if (Training.Delen[deel] is { Datum: { } day, Aanwezig: null } d)
            {
                VertelOrganisator($"aanwezig-{deel}-{Datumtekst.Iso(day)}", AmsterdamTime.At(day, d.Einde));
            }
        }

        public void VertelOrganisator(string occasion, DateTimeOffset from)
        {
            if (Doelgroep.Aanspreekbaar(Training, Om.Register, Om.Vandaag) is { } person)
            {
                Add(person, Trainingskaarten.Beheer, occasion, Werk(person, from > Om.Now ? from : Om.Now), null);
            }
        }

        public void Add(PersonId person, string kind, string occasion, DateTimeOffset due, DateTimeOffset? expires)
        {
            if (Om.Register.Find(person) is { Beeindigd: null } && (expires is null || due < expires))
            {
                Intents.Add(new BezorgIntent { Person = person, Kind = kind, Case = Training.Id, Occasion = occasion, Due = due, Expires = expires });
            }
        }

        public DateTimeOffset Werk(PersonId person, DateTimeOffset? from = null) => Om.Kaartmoment.VoorWerk(Om.Register, person, Training.Organisaties[0], from ?? Om.Now);

        /// <summary>Who organises it, and those who were invited, see it as it is.</summary>
        public void Ververs()
        {
            if (Was.Revisie == 0)
            {
                return;
            }

            var shown = (Was.Delen, Was.Plaats, Was.Afgezegd) != (Training.Delen, Training.Plaats, Training.Afgezegd);
            var people = shown ? Was.Deelnemers.Select(d => d.Persoon).OfType<PersonId>() : [];
            foreach (var person in people.Append(Training.Organisator).Distinct())
            {
                Intents.Add(new RefreshIntent { Due = Om.Now, Person = person, Case = Training.Id, Occasion = $"{Revisie}" });
            }
        }
    }
}
