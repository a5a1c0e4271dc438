using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Chat;
using Isop.Core.Certificaten;

namespace Isop.Bot.MijnIsop;

/// <summary>The whole page, ready to show: a part that this person does not get is null.</summary>
public sealed record MijnPagina
{
    public required DateOnly Vandaag { get; init; }
    public required IReadOnlyList<Onderdeel> Onderdelen { get; init; }

    /// <summary>Null where no part counts a year, or there is one year only.</summary>
    public Jaarkeuze? Jaarkeuze { get; init; }
    public required TakenView Taken { get; init; }
    public StageView? Stage { get; init; }
    public BezoekView? Bezoek { get; init; }
    public StudentenView? Studenten { get; init; }
    public BezoekenView? Bezoeken { get; init; }
    public OrganisatieView? Organisatie { get; init; }
    public BezoekersView? Bezoekers { get; init; }
    public BestuurView? Bestuur { get; init; }
    public BureauView? Bureau { get; init; }
    public BereikbaarheidView? Bereikbaarheid { get; init; }
    public EvaluatieView? Evaluatie { get; init; }
    public PartnerschapView? Partnerschap { get; init; }
    public RisicosView? Risicos { get; init; }
    public BeoordelaarsView? Beoordelaars { get; init; }
    public IReadOnlyList<JaarView>? Jaren { get; init; }
    public IReadOnlyList<Leerteamrij>? Leerteams { get; init; }
    public required AgendaView Agenda { get; init; }
    public GroeiView? Groei { get; init; }
    public IReadOnlyList<Certificaatblad>? Certificaten { get; init; }
    public InzageView? Inzage { get; init; }
}

/// <summary>Loads the parts that somebody gets, and no other: nothing is read to be left out later.</summary>
internal sealed class MijnLader(
    TakenLader taken, StageLader stage, Studentenlijst lijst, StudentenLader studenten, BezoekenLader bezoeken, OrganisatieLader organisatie,
    BestuurLader bestuur, BureauLader bureau, BereikbaarheidLader bereikbaarheid, EvaluatieLader evaluatie, PartnerschapLader partnerschap, JaarLader jaren,
    LeerteamLader leerteams, AgendaLader agenda, GroeiLader groei, CertificaatStore certificaten, BezoekLader bezoek, BezoekersLader bezoekers,
    RisicosLader risicos, BeoordelaarsLader beoordelaars)
{
    public async ValueTask<MijnPagina> LaadAsync(Kijker k, MijnFilter filter, CancellationToken ct)
    {
        var onderdelen = Onderdelen.Van(k);
        var jaar = Voortgangslijst.Gevraagd(k.Register, filter.Jaar, k.Vandaag);
        var planning = await agenda.LaadAsync(k, ct);
        var own = Heeft(Onderdeel.Studenten) ? await lijst.VanAsync(k.Betrokkene, k.Now, ct) : [];
        var zaken = Heeft(Onderdeel.Groei) ? await groei.ZakenAsync(k, ct) : [];
        return new MijnPagina
        {
            Vandaag = k.Vandaag,
            Onderdelen = onderdelen,
            Jaarkeuze = Jaarkeuze.Van(k, onderdelen, filter, jaar),
            Taken = await taken.LaadAsync(k, ct),
            Stage = Heeft(Onderdeel.Stage) ? await stage.LaadAsync(k, zaken, ct) : null,
            Bezoek = Heeft(Onderdeel.Bezoek) ? await bezoek.LaadAsync(k, ct) : null,
            Studenten = Heeft(Onderdeel.Studenten) ? studenten.Maak(k, own, filter) : null,
            Bezoeken = Heeft(Onderdeel.Bezoeken) ? await bezoeken.LaadAsync(k, ct) : null,
            Organisatie = Heeft(Onderdeel.Organisatie) ? await organisatie.LaadAsync(k, own, planning, ct) : null,
            Bezoekers = Heeft(Onderdeel.Bezoekers) ? await bezoekers.LaadAsync(k, ct) : null,
            Bestuur = Heeft(Onderdeel.Bestuur) ? await bestuur.LaadAsync(k, jaar, filter, ct) : null,
            Bureau = Heeft(Onderdeel.Onderwijsbureau) ? await bureau.LaadAsync(k, jaar, ct) : null,
            Bereikbaarheid = Heeft(Onderdeel.Bereikbaarheid) ? await bereikbaarheid.LaadAsync(k, ct) : null,
            Evaluatie = Heeft(Onderdeel.StageEvaluatie) ? await evaluatie.LaadAsync(k, ct) : null,
            Partnerschap = Heeft(Onderdeel.Partnerschap) ? await partnerschap.LaadAsync(k, jaar, ct) : null,
            Risicos = Heeft(Onderdeel.Risicos) ? await risicos.LaadAsync(k, ct) : null,
            Beoordelaars = Heeft(Onderdeel.Beoordelaars) ? await beoordelaars.LaadAsync(k, ct) : null,
            Jaren = Heeft(Onderdeel.Jaar) ? jaar is null ? [] : await jaren.LaadAsync(k, jaar, ct) : null,
            Leerteams = Heeft(Onderdeel.Leerteams) ? await leerteams.LaadAsync(k, ct) : null,
            Agenda = planning,
            Groei = Heeft(Onderdeel.Groei) ? await groei.GroeiAsync(zaken, ct) : null,
            Certificaten = Heeft(Onderdeel.Certificaten) ? await certificaten.VanPersoonAsync(k.Id, ct) : null,
            Inzage = Heeft(Onderdeel.Inzage) ? await groei.InzageAsync(k, zaken, filter, ct) : null,
        };

        bool Heeft(Onderdeel onderdeel) => onderdelen.Contains(onderdeel);
    }
}
