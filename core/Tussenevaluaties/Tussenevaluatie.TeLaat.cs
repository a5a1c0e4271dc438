namespace Isop.Core.Tussenevaluaties;

/// <summary>What the opleider can do about a late case.</summary>
public static partial class Tussenevaluatie
{
    private static Besluit HerinnerNogEens(Zaak zaak, Opdracht.HerinnerNogEens opdracht, Omgeving omgeving)
    {
        if (WhenLate(zaak, opdracht.Door, omgeving) is { } refused)
        {
            return refused;
        }

        return zaak.Verloop.LaatstHerinnerd == omgeving.Vandaag
            ? new Besluit.AlGedaan(zaak)
            : Change(
                zaak with { Verloop = zaak.Verloop with { LaatstHerinnerd = omgeving.Vandaag } },
                omgeving,
                [.. Missing(zaak).Select(p => Send(
                    zaak, p, Kaarten.Formulier, $"opleider-{omgeving.Vandaag:yyyyMMdd}", omgeving, daysToLive: ReminderLives)),
                    .. Refresh(zaak, [opdracht.Door], omgeving)]);
    }

    private static Besluit GeefUitstel(Zaak zaak, Opdracht.GeefUitstel opdracht, Omgeving omgeving)
    {
        if (WhenLate(zaak, opdracht.Door, omgeving) is { } refused)
        {
            return refused;
        }

        // A day on which the location is closed moves to the next open one.
        return omgeving.Register.Kalender.NextOpenDay(zaak.Deelnemers.Organisatie, opdracht.Tot) switch
        {
            var tot when tot == zaak.Deadline && zaak.Verloop.Uitgesteld => new Besluit.AlGedaan(zaak),
            var tot when tot <= omgeving.Vandaag => Refuse(Weigering.DatumInVerleden),
            var tot when tot > zaak.Deelnemers.StageTot => Refuse(Weigering.DatumTeVer),
            var tot => Change(
                zaak with
                {
                    Deadline = tot,
                    Verloop = zaak.Verloop with { Uitgesteld = true, TeLaatGemeld = false, Herinneringen = SecondReminderSent },
                },
                omgeving,
                Refresh(zaak, [.. Everyone(zaak), opdracht.Door], omgeving)),
        };
    }

    private static Besluit MeldBesprokenZonderFormulier(Zaak zaak, Opdracht.MeldBesprokenZonderFormulier opdracht, Omgeving omgeving)
    {
        var reden = opdracht.Reden.Trim();
        if (zaak is { Fase: Fase.Afgesloten, Gesprek.ZonderFormulier: not null })
        {
            return new Besluit.AlGedaan(zaak);
        }

        return WhenLate(zaak, opdracht.Door, omgeving) ?? reden switch
        {
            "" => Refuse(Weigering.RedenOntbreekt),
            { Length: > LangsteTekst } => Refuse(Weigering.TeLang),
            _ => Change(
                zaak with { Fase = Fase.Afgesloten, Gesprek = zaak.Gesprek with { ZonderFormulier = reden } },
                omgeving,
                Refresh(zaak, [.. Everyone(zaak), opdracht.Door], omgeving)),
        };
    }

    /// <summary>Null when this person may handle this case as late; else why not.</summary>
    private static Besluit? WhenLate(Zaak zaak, Register.PersonId door, Omgeving omgeving) => zaak switch
    {
        _ when !Behandelaars(zaak, omgeving.Register, omgeving.Vandaag).Contains(door) => Refuse(Weigering.NietVanJou),
        { Fase: not Fase.Open } => Refuse(zaak.Fase is Fase.Gepland or Fase.Leervragen ? Weigering.NogNietOpen : Weigering.NietMeerOpen),
        { Verloop: { TeLaatGemeld: false, Uitgesteld: false } } => Refuse(Weigering.NogVoorDeDeadline),
        _ => null,
    };
}
