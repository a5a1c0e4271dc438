using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Tussenevaluaties;

/// <summary>What the register and the clock bring about.</summary>
public static partial class Tussenevaluatie
{
    private const int DaysBeforeOpening = 7;
    private const int FirstReminder = 5;
    private const int SecondReminder = 10;
    private const int TooLate = 15;
    private const int GesprekReminder = 10;
    private const int DaysToTerugblik = 28;
    private const int DaysToCloseGesprek = 28;
    private const int ReminderLives = 3;

    /// <summary>What nobody waits for goes along with another message within this.</summary>
    private const int CalmLives = 14;

    /// <summary>Both ordinary reminders are over; what is left is the one on the last day of an extension.</summary>
    private const int SecondReminderSent = 2;

    /// <summary>The hour at which a day's steps are taken: before anybody's moment for messages.</summary>
    private static readonly TimeOnly StepTime = new(6, 0);

    private enum Step
    {
        VraagLeervragen,
        Open,
        Herinner,
        MeldTeLaat,
        HerinnerGesprek,
        VraagTerugblik,
        Sluit,
    }

    /// <summary>The next thing the clock does in this case, and when; null when nothing waits for the clock.</summary>
    private static (Step Step, DateTimeOffset At)? NextStep(Zaak zaak, Omgeving omgeving)
    {
        (Step Step, DateOnly Day)? next = zaak.Fase switch
        {
            _ when zaak.Twijfel is not null => null,
            Fase.Gepland when omgeving.Vandaag < zaak.Opening => (Step.VraagLeervragen, zaak.Opening.AddDays(-DaysBeforeOpening)),
            Fase.Gepland or Fase.Leervragen => (Step.Open, zaak.Opening),
            Fase.Open => NotAfterTheStage(zaak, NextWhileOpen(zaak, omgeving.Register.Kalender)),
            Fase.Zichtbaar when !zaak.Verloop.GesprekHerinnerd => (Step.HerinnerGesprek, omgeving.Register.Kalender.AddWorkingDays(
                zaak.Deelnemers.Organisatie, AmsterdamTime.DateOf(zaak.ZichtbaarSinds!.Value), GesprekReminder)),
            Fase.Zichtbaar => (Step.Sluit, zaak.Deelnemers.StageTot.AddDays(DaysToCloseGesprek)),
            Fase.Besproken or Fase.Afgesloten when zaak.Gesprek.Verslag is { } verslag && !zaak.Verloop.TerugblikGevraagd =>
                (Step.VraagTerugblik, verslag.Datum.AddDays(DaysToTerugblik)),
            _ => null,
        };
        return next is { } n ? (n.Step, AmsterdamTime.At(n.Day, StepTime)) : null;
    }

    private static (Step, DateOnly) NextWhileOpen(Zaak zaak, Kalender.Kalender kalender)
    {
        var organisatie = zaak.Deelnemers.Organisatie;
        var opened = zaak.GeopendOp!.Value;
        var verloop = zaak.Verloop;
        if (verloop.TeLaatGemeld)
        {
            return (Step.Sluit, zaak.Deelnemers.StageTot.AddDays(1));
        }

        if (verloop.Uitgesteld)
        {
            return verloop.Herinneringen < 3 ? (Step.Herinner, zaak.Deadline) : (Step.MeldTeLaat, zaak.Deadline.AddDays(1));
        }

        return verloop.Herinneringen switch
        {
            0 => (Step.Herinner, kalender.AddWorkingDays(organisatie, opened, FirstReminder)),
            1 => (Step.Herinner, kalender.AddWorkingDays(organisatie, opened, SecondReminder)),
            _ => (Step.MeldTeLaat, Later(kalender.AddWorkingDays(organisatie, opened, TooLate), zaak.Deadline.AddDays(1))),
        };
    }

    /// <summary>Nobody is reminded of a stage that is over.</summary>
    private static (Step, DateOnly) NotAfterTheStage(Zaak zaak, (Step Step, DateOnly Day) next)
    {
        var end = zaak.Deelnemers.StageTot.AddDays(1);
        return next.Day > end ? (Step.Sluit, end) : next;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>Takes every step whose moment has come: several at once after a long silence, but never two reminders.</summary>
    private static Besluit Wek(Zaak zaak, Omgeving omgeving)
    {
        var becomes = zaak;
        List<Intent> intents = [];
        while (NextStep(becomes, omgeving) is { } next && next.At <= omgeving.Now)
        {
            (becomes, var sent) = Take(next.Step, becomes, omgeving);
            intents.AddRange(sent);
        }

        if (ReferenceEquals(becomes, zaak))
        {
            // The kalender may have moved the step since the wake was asked: then the case asks again.
            return NextStep(zaak, omgeving) is { } later && later.At != zaak.Verloop.Wek
                ? Change(zaak, omgeving)
                : new Besluit.AlGedaan(zaak);
        }

        var cards = intents.OfType<BezorgIntent>().GroupBy(i => (i.Person, i.Kind)).Select(g => g.Last());
        return Change(becomes, omgeving, [.. cards, .. intents.OfType<RefreshIntent>().DistinctBy(i => i.Id)]);
    }

    private static (Zaak, IEnumerable<Intent>) Take(Step step, Zaak zaak, Omgeving omgeving) => step switch
    {
        Step.VraagLeervragen => (
            zaak with { Fase = Fase.Leervragen },
            [Send(zaak, zaak.Deelnemers.Student, Kaarten.Leervragen, "vraag", omgeving, daysToLive: DaysBeforeOpening)]),
        Step.Open => Open(zaak, omgeving),
        Step.Herinner => (
            zaak with { Verloop = zaak.Verloop with { Herinneringen = zaak.Verloop.Uitgesteld ? 3 : zaak.Verloop.Herinneringen + 1 } },
            Missing(zaak).Select(p => Send(
                zaak, p, Kaarten.Formulier, $"herinnering-{zaak.Verloop.Herinneringen + 1}-{omgeving.Vandaag:yyyyMMdd}", omgeving, daysToLive: ReminderLives))),
        Step.MeldTeLaat => TellTooLate(zaak, omgeving),
        Step.HerinnerGesprek => (
            zaak with { Verloop = zaak.Verloop with { GesprekHerinnerd = true } },
            Everyone(zaak).Select(p => Send(zaak, p, Kaarten.Vergelijking, "herinnering", omgeving, daysToLive: CalmLives, urgency: Urgency.Calm))),
        Step.VraagTerugblik => (
            zaak with { Verloop = zaak.Verloop with { TerugblikGevraagd = true } },
            Everyone(zaak).Select(p => Send(zaak, p, Kaarten.Terugblik, "vraag", omgeving, daysToLive: CalmLives, urgency: Urgency.Calm))),
        Step.Sluit => Close(zaak, omgeving),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static (Zaak, IEnumerable<Intent>) Open(Zaak zaak, Omgeving omgeving)
    {
        var today = omgeving.Vandaag;
        if (zaak.Deelnemers.StageTot < today)
        {
            return Close(zaak, omgeving);
        }

        if (omgeving.Instrumenten.For(zaak.Deelnemers.Opleiding, zaak.Deelnemers.Leerjaar) is not { } instrument)
        {
            var reden = $"Er is geen formulier voor {zaak.Deelnemers.Opleiding}, leerjaar {zaak.Deelnemers.Leerjaar}.";
            return (zaak with { Twijfel = new Twijfel(null, reden, omgeving.Now) }, []);
        }

        var deadline = zaak.Deadline >= today
            ? zaak.Deadline
            : omgeving.Register.Kalender.AddWorkingDays(zaak.Deelnemers.Organisatie, today, TooLate);
        var open = zaak with
        {
            Fase = Fase.Open,
            GeopendOp = today,
            Deadline = deadline,
            Instrument = instrument.Ref(),
        };
        return (open, Everyone(open).Select(p => Send(open, p, Kaarten.Formulier, "opening", omgeving)));
    }

    /// <summary>The stage is over: a form that never came will not come, a gesprek that was never recorded is left to them.</summary>
    private static (Zaak, IEnumerable<Intent>) Close(Zaak zaak, Omgeving omgeving) => (
        zaak with { Fase = zaak.Fase == Fase.Zichtbaar ? Fase.Afgesloten : Fase.Vervallen },
        Refresh(zaak, Everyone(zaak), omgeving));

    private static (Zaak, IEnumerable<Intent>) TellTooLate(Zaak zaak, Omgeving omgeving)
    {
        var submitted = zaak.Student ?? zaak.Mentor;
        var late = zaak with { Verloop = zaak.Verloop with { TeLaatGemeld = true } };
        var tell = Behandelaars(zaak, omgeving.Register, omgeving.Vandaag)
            .Select(p => Send(zaak, p, Kaarten.TeLaat, $"telaat-{zaak.Deadline:yyyyMMdd}", omgeving));
        return (late, submitted is null ? tell : tell.Append(AskToShow(late, submitted.Auteur, omgeving)));
    }

    private static BezorgIntent AskToShow(Zaak zaak, PersonId auteur, Omgeving omgeving) =>
        Send(zaak, auteur, Kaarten.Vrijgave, $"deadline-{zaak.Deadline:yyyyMMdd}", omgeving, urgency: Urgency.Calm);

    /// <summary>Who has not submitted yet: everybody of a side without a submission.</summary>
    public static IEnumerable<PersonId> Missing(Zaak zaak) =>
        new[] { Zijde.Student, Zijde.Mentor }.Where(z => zaak.InzendingVan(z) is null).SelectMany(zaak.Personen).Distinct();

    /// <summary>
    /// Who handles a late case: the opleider; when there is none, or the opleider is the mentor here, the coördinerend opleider
    /// of the board; else the onderwijsbureau.
    /// </summary>
    public static IReadOnlyList<PersonId> Behandelaars(Zaak zaak, RegisterSnapshot register, DateOnly on)
    {
        bool Free(PersonId p) => zaak.ZijdeVan(p) is null && register.Find(p) is { Beeindigd: null };

        if (zaak.Deelnemers.Opleider is { } opleider && Free(opleider))
        {
            return [opleider];
        }

        var bestuur = register.FindOrganisatie(zaak.Deelnemers.Organisatie)?.Bestuur;
        var coordinator = register.HoldersOf(RolSoort.CoordinerendSchoolopleider, on).Where(r => r.Bestuur == bestuur && Free(r.Persoon)).ToList();
        return coordinator.Count > 0
            ? [coordinator[0].Persoon]
            : [.. register.HoldersOf(RolSoort.Onderwijsbureau, on).Select(r => r.Persoon).Where(Free).Distinct()];
    }

    private static Besluit Volg(Zaak zaak, Opdracht.Volg opdracht, Omgeving omgeving)
    {
        if (zaak is { Fase: Fase.Vervallen, ZichtbaarSinds: null } && opdracht.Verwachting is { } back && StillRuns(back, omgeving))
        {
            return Revive(zaak, back, omgeving);
        }

        if (!zaak.Loopt)
        {
            return zaak.Fase == Fase.Afgesloten && opdracht.Verwachting is { } after ? NewReaders(zaak, after, omgeving) : new Besluit.AlGedaan(zaak);
        }

        return opdracht.Verwachting is { } v && (v.Gestopt is null || v.Gestopt > omgeving.Vandaag)
            ? Move(zaak, v, omgeving)
            : Stop(zaak, omgeving);
    }

    private static bool StillRuns(Verwachting v, Omgeving omgeving) =>
        (v.Gestopt is null || v.Gestopt > omgeving.Vandaag) && v.Deelnemers.StageTot >= omgeving.Vandaag;

    /// <summary>The stage is back (an import was undone, another school was found): the case goes on where it was.</summary>
    private static Besluit Revive(Zaak zaak, Verwachting back, Omgeving omgeving)
    {
        var alive = zaak with
        {
            Fase = zaak.GeopendOp is null ? Fase.Gepland : Fase.Open,
            Deelnemers = back.Deelnemers,
            Opening = zaak.GeopendOp is null ? back.Opening : zaak.Opening,
            Deadline = Later(zaak.GeopendOp is null ? back.Deadline : zaak.Deadline, omgeving.Vandaag),
            Verloop = zaak.Verloop with { Wek = null },
        };
        var cards = alive.Fase == Fase.Open
            ? Missing(alive).Select(p => Send(alive, p, Kaarten.Formulier, $"hervat-{alive.Revisie}", omgeving))
            : [];
        return Change(alive, omgeving, [.. Refresh(alive, Everyone(alive), omgeving), .. cards]);
    }

    /// <summary>A closed case keeps what it is; who reads along follows the register.</summary>
    private static Besluit NewReaders(Zaak zaak, Verwachting v, Omgeving omgeving)
    {
        var readers = zaak.Deelnemers with { Opleider = v.Deelnemers.Opleider, Studiecoach = v.Deelnemers.Studiecoach };
        return readers == zaak.Deelnemers ? new Besluit.AlGedaan(zaak) : Change(zaak with { Deelnemers = readers }, omgeving);
    }

    /// <summary>The stage stopped. What both already see stays, so that they can finish the gesprek.</summary>
    private static Besluit Stop(Zaak zaak, Omgeving omgeving) =>
        zaak.Fase is Fase.Zichtbaar or Fase.Besproken
            ? new Besluit.AlGedaan(zaak)
            : Change(zaak with { Fase = Fase.Vervallen }, omgeving, Refresh(zaak, [.. Everyone(zaak), .. Handled(zaak, omgeving)], omgeving));

    private static IEnumerable<PersonId> Handled(Zaak zaak, Omgeving omgeving) =>
        zaak.Verloop.TeLaatGemeld ? Behandelaars(zaak, omgeving.Register, omgeving.Vandaag) : [];

    private static Besluit Move(Zaak zaak, Verwachting v, Omgeving omgeving)
    {
        var planned = zaak.Fase is Fase.Gepland or Fase.Leervragen;
        var moved = zaak with
        {
            Deelnemers = v.Deelnemers,
            Opening = planned ? v.Opening : zaak.Opening,
            Deadline = planned || v.UitKalender && !zaak.Verloop.Uitgesteld && zaak.GeopendOp <= v.Deadline ? v.Deadline : zaak.Deadline,
        };
        if (moved == zaak)
        {
            return zaak.Verloop.Wek is null && NextStep(zaak, omgeving) is not null ? Change(zaak, omgeving) : new Besluit.AlGedaan(zaak);
        }

        var gone = Everyone(zaak).Except(Everyone(moved));
        var joined = Everyone(moved).Except(Everyone(zaak));
        IEnumerable<Intent> intents = Refresh(moved, Everyone(zaak).Concat(Everyone(moved)), omgeving);
        intents = zaak.Fase switch
        {
            Fase.Open => intents.Concat(joined.Where(p => moved.InzendingVan(moved.ZijdeVan(p)!.Value) is null)
                .Select(p => Send(moved, p, Kaarten.Formulier, $"overgenomen-{moved.Revisie}", omgeving))),
            Fase.Zichtbaar or Fase.Besproken => intents.Concat(joined
                .Select(p => Send(moved, p, Kaarten.Vergelijking, $"overgenomen-{moved.Revisie}", omgeving))),
            _ => gone.Any() || joined.Any() ? intents : [],
        };
        return Change(moved, omgeving, intents.Concat(HandOver(zaak, moved, omgeving)));
    }

    /// <summary>A late case moves to the new opleider; the old one's card says so.</summary>
    private static IEnumerable<Intent> HandOver(Zaak zaak, Zaak moved, Omgeving omgeving)
    {
        if (moved is not { Fase: Fase.Open, Verloop.TeLaatGemeld: true })
        {
            return [];
        }

        var was = zaak.Deelnemers.Opleider is { } former ? [former] : Behandelaars(zaak, omgeving.Register, omgeving.Vandaag);
        var now = Behandelaars(moved, omgeving.Register, omgeving.Vandaag);
        return Refresh(moved, was.Except(now), omgeving)
            .Concat(now.Except(was).Select(p => Send(moved, p, Kaarten.TeLaat, $"overgenomen-{moved.Revisie}", omgeving)));
    }

    private static Besluit TrekInTwijfel(Zaak zaak, Opdracht.TrekInTwijfel opdracht, Omgeving omgeving)
    {
        if (zaak.ZijdeVan(opdracht.Door) is null && !Behandelaars(zaak, omgeving.Register, omgeving.Vandaag).Contains(opdracht.Door))
        {
            return Refuse(Weigering.NietVanJou);
        }

        return zaak switch
        {
            { Loopt: false } => Refuse(Weigering.NietMeerOpen),
            { Twijfel: not null } => new Besluit.AlGedaan(zaak),
            _ when string.IsNullOrWhiteSpace(opdracht.Reden) => Refuse(Weigering.RedenOntbreekt),
            _ when opdracht.Reden.Length > LangsteTekst => Refuse(Weigering.TeLang),
            _ => Change(
                zaak with { Twijfel = new Twijfel(opdracht.Door, opdracht.Reden.Trim(), omgeving.Now) },
                omgeving,
                Refresh(zaak, [opdracht.Door], omgeving)),
        };
    }

    /// <summary>
    /// The bureau looked at it: who still has to fill in gets the card again, and after a long doubt five working days to do it.
    /// The clock goes on from here, so the wake is asked anew.
    /// </summary>
    private static Besluit HefTwijfelOp(Zaak zaak, Omgeving omgeving)
    {
        if (zaak.Twijfel is null)
        {
            return new Besluit.AlGedaan(zaak);
        }

        var clear = zaak with { Twijfel = null, Verloop = zaak.Verloop with { Wek = null } };
        if (zaak.Fase != Fase.Open)
        {
            return Change(clear, omgeving, Refresh(clear, Everyone(clear), omgeving));
        }

        if (NextStep(clear, omgeving) is { } missed && missed.At <= omgeving.Now)
        {
            var time = omgeving.Register.Kalender.AddWorkingDays(zaak.Deelnemers.Organisatie, omgeving.Vandaag, FirstReminder);
            clear = clear with
            {
                Deadline = Later(zaak.Deadline, time),
                Verloop = clear.Verloop with { Uitgesteld = true, TeLaatGemeld = false, Herinneringen = SecondReminderSent },
            };
        }

        var cards = Missing(clear).Select(p => Send(clear, p, Kaarten.Formulier, $"hervat-{clear.Revisie}", omgeving));
        return Change(clear, omgeving, [.. Refresh(clear, Everyone(clear), omgeving), .. cards]);
    }
}
