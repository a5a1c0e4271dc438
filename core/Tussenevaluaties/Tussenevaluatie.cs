using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// The rules of the tussenevaluatie (opleidingsplan §2.2.4, §2.3.3-A), as pure functions: a case and a command give a decision.
/// This part: the way in, and what every decision has in common.
/// </summary>
public static partial class Tussenevaluatie
{
    public const int HoogsteAantalLeervragen = 3;
    public const int LangsteLeervraag = 300;
    public const int LangsteTekst = 2000;
    public const int HoogsteAantalMomenten = 3;

    public static Besluit Decide(Zaak zaak, Opdracht opdracht, Omgeving omgeving) => opdracht switch
    {
        Opdracht.Volg o => Volg(zaak, o, omgeving),
        Opdracht.Wek => Wek(zaak, omgeving),
        Opdracht.GeefLeervragen o => GeefLeervragen(zaak, o, omgeving),
        Opdracht.DienIn o => DienIn(zaak, o, omgeving),
        Opdracht.Corrigeer o => Corrigeer(zaak, o, omgeving),
        Opdracht.GeefVrij o => GeefVrij(zaak, o, omgeving),
        Opdracht.StelMomentenVoor o => StelMomentenVoor(zaak, o, omgeving),
        Opdracht.KiesMoment o => KiesMoment(zaak, o, omgeving),
        Opdracht.KanOpGeenMoment o => KanOpGeenMoment(zaak, o, omgeving),
        Opdracht.LegGesprekVast o => LegGesprekVast(zaak, o, omgeving),
        Opdracht.GaAkkoord o => GaAkkoord(zaak, o, omgeving),
        Opdracht.BlikTerug o => BlikTerug(zaak, o, omgeving),
        Opdracht.TrekInTwijfel o => TrekInTwijfel(zaak, o, omgeving),
        Opdracht.HefTwijfelOp => HefTwijfelOp(zaak, omgeving),
        Opdracht.HerinnerNogEens o => HerinnerNogEens(zaak, o, omgeving),
        Opdracht.GeefUitstel o => GeefUitstel(zaak, o, omgeving),
        Opdracht.MeldBesprokenZonderFormulier o => MeldBesprokenZonderFormulier(zaak, o, omgeving),
        _ => throw new ArgumentOutOfRangeException(nameof(opdracht)),
    };

    /// <summary>The case that begins with an expectation of the register.</summary>
    public static Zaak Begin(Verwachting v) => new()
    {
        Id = v.Zaak,
        Deelnemers = v.Deelnemers,
        Studiejaar = v.Studiejaar,
        Periode = v.Periode,
        Opening = v.Opening,
        Deadline = v.Deadline,
    };

    /// <summary>
    /// A case that is not there yet: begins it and takes the steps that are already due. Null when there is no use for it any
    /// more: the stage is over or was stopped.
    /// </summary>
    public static Besluit.Gewijzigd? Start(Verwachting v, Omgeving omgeving)
    {
        if (v.Deelnemers.StageTot < omgeving.Vandaag || v.Gestopt <= omgeving.Vandaag)
        {
            return null;
        }

        var begun = Begin(v);
        return Wek(begun, omgeving) as Besluit.Gewijzigd ?? Change(begun, omgeving);
    }

    /// <summary>Closes a change: the revision rises and the case asks to be woken for its next step.</summary>
    private static Besluit.Gewijzigd Change(
        Zaak zaak, Omgeving omgeving, IEnumerable<Intent>? intents = null, params IReadOnlyList<InzageRegel> inzage)
    {
        var all = (intents ?? []).ToList();
        var next = NextStep(zaak, omgeving)?.At;
        var becomes = zaak with { Revisie = zaak.Revisie + 1 };
        if (next is not null && next != zaak.Verloop.Wek)
        {
            becomes = becomes with { Verloop = zaak.Verloop with { Wek = next } };
            all.Add(new WakeIntent { Due = next.Value, Capability = "tussenevaluaties", Case = zaak.Id });
        }

        return new Besluit.Gewijzigd(becomes, all, inzage);
    }

    private static Besluit.Geweigerd Refuse(Weigering reden) => new(reden);

    /// <summary>A card to one person, at that person's next suitable moment.</summary>
    private static BezorgIntent Send(
        Zaak zaak, PersonId person, string kind, string occasion, Omgeving omgeving, int? daysToLive = null, Urgency urgency = Urgency.Normal,
        DateTimeOffset? waitsUntil = null)
    {
        var due = MomentFor(zaak, person, omgeving.Now, omgeving);
        return new BezorgIntent
        {
            Due = due,
            Person = person,
            Kind = kind,
            Case = zaak.Id,
            Occasion = occasion,
            Urgency = urgency,
            WaitsUntil = waitsUntil,
            Expires = daysToLive is { } days ? due.AddDays(days) : null,
        };
    }

    /// <summary>An answer to what the person did just now.</summary>
    private static BezorgIntent SendNow(Zaak zaak, PersonId person, string kind, string occasion, Omgeving omgeving) => new()
    {
        Due = omgeving.Now,
        Person = person,
        Kind = kind,
        Case = zaak.Id,
        Occasion = occasion,
        Urgency = Urgency.Direct,
    };

    /// <summary>Everybody of these sides sees the present state on the cards they already have.</summary>
    private static IEnumerable<Intent> Refresh(Zaak zaak, IEnumerable<PersonId> persons, Omgeving omgeving) =>
        persons.Distinct().Select(p => new RefreshIntent
        {
            Due = omgeving.Now,
            Person = p,
            Case = zaak.Id,
            Occasion = $"r{zaak.Revisie + 1}",
        });

    private static DateTimeOffset MomentFor(Zaak zaak, PersonId person, DateTimeOffset from, Omgeving omgeving)
    {
        var d = zaak.Deelnemers;
        if (person == d.Student && omgeving.Register.FindStage(d.Stage) is { } stage)
        {
            return omgeving.Kaartmoment.VoorStudent(omgeving.Register, person, stage, d.Opleiding, from);
        }

        return d.Werkplekbegeleiders.Contains(person) || person == d.Opleider
            ? omgeving.Kaartmoment.VoorWerk(omgeving.Register, person, d.Organisatie, from)
            : omgeving.Kaartmoment.VoorInstituut(omgeving.Register, person, from);
    }

    private static Zijde Other(Zijde zijde) => zijde == Zijde.Student ? Zijde.Mentor : Zijde.Student;

    private static IEnumerable<PersonId> Everyone(Zaak zaak) => [zaak.Deelnemers.Student, .. zaak.Deelnemers.Werkplekbegeleiders];

    private static InzageRegel Audit(Zaak zaak, InzageSoort soort, PersonId? door, Omgeving omgeving, string? detail = null) => new()
    {
        At = omgeving.Now,
        By = door?.ToString() ?? "systeem",
        Soort = soort,
        Case = zaak.Id,
        About = zaak.Deelnemers.Student,
        Detail = detail,
    };
}
