using Isop.Bot.Certificaten.Trainingen;
using Isop.Bot.Chat;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;

namespace Isop.Bot.MijnIsop;

/// <summary>An opleider's day.</summary>
public sealed record OrganisatieView
{
    /// <summary>Where, as the register says: "De Linde, Ulft".</summary>
    public required IReadOnlyList<string> Waar { get; init; }
    public required int Studenten { get; init; }
    public required IReadOnlyList<Agendapunt> Vandaag { get; init; }

    /// <summary>Own students whose tussenevaluatie is late: the first few, and how many there are.</summary>
    public required IReadOnlyList<Studentrij> Laat { get; init; }
    public required int TeLaat { get; init; }

    /// <summary>Trainings that are not rounded off, the first day first.</summary>
    public required IReadOnlyList<(string Titel, string Stap, string Href)> Trainingen { get; init; }

    /// <summary>What the organisation wants to do better; null for who has no part in that.</summary>
    public required ImpulsenView? Impulsen { get; init; }
}

internal sealed class OrganisatieLader(TrainingenVanLezer trainingen, StudentenLader studenten, ImpulsStore impulsen)
{
    private const int MeesteTrainingen = 5;
    private const int MeesteLaat = 5;

    public async ValueTask<OrganisatieView> LaadAsync(Kijker k, IReadOnlyList<Studentregel> regels, AgendaView agenda, CancellationToken ct)
    {
        var own = k.Betrokkene.AlsOpleider.Where(s => s.IsOngoing(k.Vandaag)).ToList();
        var codes = k.Rollen.Where(r => r.Soort is RolSoort.Schoolopleider or RolSoort.AspirantOpleider).Select(r => r.Organisatie).OfType<string>()
            .Concat(own.Select(s => s.Organisatie)).Distinct();
        var late = regels.Where(r => r.IsLaat && own.Exists(s => s.Student == r.Student)).ToList();
        return new OrganisatieView
        {
            Waar = [.. codes.Select(k.Register.FindOrganisatie).OfType<Organisatie>().Select(o => $"{o.Naam}, {o.Plaats}")],
            Studenten = own.Select(s => s.Student).Distinct().Count(),
            Vandaag = agenda.Vandaag,
            TeLaat = late.Count,
            Laat = [.. late.Take(MeesteLaat).Select(r => studenten.Rij(k, r, StudentenLader.StageOf(k, r.Student)))],
            Trainingen =
            [
                .. (await trainingen.VanAsync(k.Id, k.Now, ct)).Where(z => z.IsOrganisator && z.Training is { Afgezegd: null, Verstrekt: null })
                    .OrderBy(z => z.Training.Eerste ?? DateOnly.MaxValue).Take(MeesteTrainingen)
                    .Select(z => (z.Titel, z.Stap, TakenLader.Zaak(Trainingskaarten.Beheer, z.Training.Id))),
            ],
            Impulsen = k.Is(RolSoort.Schoolopleider)
                ? ImpulsenView.Van(k, await impulsen.VanAsync(Impulskring.Kijkplekken(k.Register, k.Id, k.Vandaag), ct), i => !i.Plek.IsBestuur)
                : null,
        };
    }
}
