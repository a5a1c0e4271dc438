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
            Fase.Open => NextWhileOpen(zaak, omgeving.Register.Kalender),
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
            return new Besluit.AlGedaan(zaak);
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
            Everyone(zaak).Select(p => Send(zaak, p, Kaarten.Vergelijking, "herinnering", omgeving, daysToLive: ReminderLives))),
        Step.VraagTerugblik => (
            zaak with { Verloop = zaak.Verloop with { TerugblikGevraagd = true } },
            Everyone(zaak).Select(p => Send(zaak, p, Kaarten.Terugblik, "vraag", omgeving, daysToLive: 14))),
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
        var late = zaak with { Verloop = zaak.Verloop with { TeLaatGemeld = true, VrijgaveGevraagd = true } };
        var tell = Behandelaars(zaak, omgeving.Register, omgeving.Vandaag)
            .Select(p => Send(zaak, p, Kaarten.TeLaat, $"telaat-{zaak.Deadline:yyyyMMdd}", omgeving));
        var submitted = zaak.Student ?? zaak.Mentor;
        return (late, submitted is null || zaak.Verloop.VrijgaveGevraagd
            ? tell
            : tell.Append(Send(zaak, submitted.Auteur, Kaarten.Vrijgave, "deadline", omgeving)));
    }

    /// <summary>Who has not submitted yet: everybody of a side without a submission.</summary>
    private static IEnumerable<PersonId> Missing(Zaak zaak) =>
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
        if (!zaak.Loopt)
        {
            return new Besluit.AlGedaan(zaak);
        }

        return opdracht.Verwachting is { } v && (v.Gestopt is null || v.Gestopt > omgeving.Vandaag)
            ? Move(zaak, v, omgeving)
            : Stop(zaak, omgeving);
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
            Deadline = planned || !zaak.Verloop.Uitgesteld && zaak.GeopendOp <= v.Deadline ? v.Deadline : zaak.Deadline,
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
        return Change(moved, omgeving, intents);
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

    /// <summary>The bureau looked at it: the clock goes on from here, so the wake is asked anew.</summary>
    private static Besluit HefTwijfelOp(Zaak zaak, Omgeving omgeving) => zaak.Twijfel is null
        ? new Besluit.AlGedaan(zaak)
        : Change(
            zaak with { Twijfel = null, Verloop = zaak.Verloop with { Wek = null } },
            omgeving,
            Refresh(zaak, Everyone(zaak), omgeving));
}
