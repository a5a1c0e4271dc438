using Isop.Bot.Intervisie;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Bot.Web.Components;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.MijnIsop;

/// <summary>A student's own stage; null parts when there is none.</summary>
public sealed record StageView
{
    public required string? Waar { get; init; }
    public IReadOnlyList<(string Wat, string Waarde)> Feiten { get; init; } = [];

    /// <summary>Who guides, the nearest first.</summary>
    public IReadOnlyList<(string Rol, string Naam)> Team { get; init; } = [];

    /// <summary>The tussenevaluaties of this study year, as the student may know of them.</summary>
    public IReadOnlyList<Evaluatieregel> Evaluaties { get; init; } = [];

    /// <summary>Those of before, the latest first.</summary>
    public IReadOnlyList<Evaluatieregel> Eerdere { get; init; } = [];

    /// <summary>The leerteams of the locations; as a rule one.</summary>
    public IReadOnlyList<EigenLeerteam> Leerteams { get; init; } = [];
}

/// <param name="Begeleider">Null when the register has nobody for it now.</param>
/// <param name="Volgende">"di 15 sep, 15.30" of the next time that the student belongs at; null when there is none.</param>
/// <param name="Href">Its card.</param>
public sealed record EigenLeerteam(string Naam, string? Begeleider, string? Volgende, string? Href);

/// <param name="Periode">"Stageperiode 1".</param>
/// <param name="Stand">In words, as this reader may know it.</param>
/// <param name="Href">Where it is filled in or read; null when neither can be.</param>
/// <param name="Knop">What the link does.</param>
public sealed record Evaluatieregel(string Periode, string Stand, Tone Tone, string? Href, string Knop);

internal sealed class StageLader(EigenZaken eigenZaken, IntervisieStore intervisie, IOptions<LeesrechtOptions> leesrecht)
{
    /// <param name="k">Who looks.</param>
    /// <param name="own">The student's own cases of all years, the first first.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<StageView> LaadAsync(Kijker k, IReadOnlyList<ZaakView> own, CancellationToken ct)
    {
        List<ZaakView> now = [];
        var jaar = k.Register.Kalender.Studiejaar(k.Vandaag);
        await foreach (var z in eigenZaken.OfStudentAsync(k.Id, k.Id, k.Now, ct))
        {
            if (z.Zaak.Studiejaar == jaar)
            {
                now.Add(z);
            }
        }

        var stage = Team.StageVan(k.Register, k.Id, k.Vandaag);
        var earlier = own.Where(z => now.TrueForAll(n => n.Zaak.Id != z.Zaak.Id)).Reverse().Select(z => Regel(z, z.Zaak.Studiejaar != jaar)).Where(r => r.Href is not null);
        return new StageView
        {
            Waar = stage is null ? null : k.Register.FindOrganisatie(stage.Organisatie) is { } o ? $"{o.Naam}, {o.Plaats}" : stage.Organisatie,
            Feiten = stage is null ? [] : Feiten(k, stage),
            Team = stage is null ? [] : [.. Team.Of(k.Register, stage).Select(l => (l.Rol, k.Register.Find(l.Persoon)!.Naam))],
            Leerteams = stage is null ? [] : await LeerteamsAsync(k, stage, jaar, ct),
            Evaluaties = [.. now.Select(z => Regel(z, false))],
            Eerdere = [.. earlier],
        };
    }

    private static IReadOnlyList<(string, string)> Feiten(Kijker k, Stage stage) =>
    [
        ("Groep", stage.Groep),
        .. stage.Dagen.Count > 0 ? [("Dagen", Dutch.List([.. stage.Dagen.Order().Select(Dutch.Weekday)]))] : Array.Empty<(string, string)>(),
        stage.Van > k.Vandaag ? ("Begint", Dutch.Day(stage.Van)) : ("Tot en met", Dutch.Date(stage.Tot)),
        .. k.Betrokkene.AlsStudent is { } student && k.Register.Kalender.NextStagedag(stage, student.Opleiding, k.Vandaag) is { } next
            ? [("Eerstvolgende stagedag", next == k.Vandaag ? "vandaag" : Dutch.Day(next))]
            : Array.Empty<(string, string)>(),
    ];

    /// <summary>Of a koppel the other location's too: the two act as one (opleidingsplan §2.3.3).</summary>
    private async ValueTask<IReadOnlyList<EigenLeerteam>> LeerteamsAsync(Kijker k, Stage stage, string jaar, CancellationToken ct)
    {
        var locations = new[] { stage.Organisatie, k.Register.FindOrganisatie(stage.Organisatie)?.Koppel }.OfType<string>();
        List<EigenLeerteam> found = [];
        foreach (var leerteam in locations.SelectMany(k.Register.LeerteamsAt).DistinctBy(l => l.Code))
        {
            var reeks = await intervisie.FindAsync(Intervisiereeks.IdOf(leerteam.Code, jaar), ct);
            var next = reeks is null or { Gestopt: true } ? null : reeks.Open.Where(b => b.Datum >= k.Vandaag).OrderBy(b => b.Datum)
                .FirstOrDefault(b => Intervisieregels.Genodigden(reeks, b, k.Register).Contains(k.Id));
            found.Add(new EigenLeerteam(
                leerteam.Naam, k.Register.Find(leerteam.Begeleider) is { Beeindigd: null } guide ? guide.Naam : null, next is null ? null : Intervisiezicht.Kort(next),
                next is null ? null : TakenLader.Zaak(Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(reeks!.Id, next.Id))));
        }

        return found;
    }

    private Evaluatieregel Regel(ZaakView z, bool metJaar)
    {
        var (href, knop) = z switch
        {
            _ when Leesrechten.Of(z.Zaak, z.Lezer, leesrecht.Value) == Leesrecht.Inhoud => (PaginaAdres.Vergelijking(z.Zaak.Id), "Lezen"),
            _ when StandTekst.WaitsForReader(z) => (TakenLader.Zaak(Kaarten.Formulier, z.Zaak.Id), "Invullen"),
            { Zijde: { } zijde } when z.Zaak.InzendingVan(zijde) is not null => (PaginaAdres.Mijn(z.Zaak.Id), "Wat ik invulde"),
            _ => (null, ""),
        };
        return new Evaluatieregel(metJaar ? $"{z.Zaak.Studiejaar}, {z.Zaak.PeriodeInJaar()}" : z.Zaak.PeriodeInJaar(), StandTekst.Of(z), StandToon.Of(z), href, knop);
    }
}

/// <summary>The colour that goes with <see cref="StandTekst"/>; it tells nothing that the words do not.</summary>
internal static class StandToon
{
    public static Tone Of(ZaakView z) => z.Zaak switch
    {
        { Twijfel: not null } => Tone.Warn,
        { Fase: Fase.Zichtbaar or Fase.Besproken or Fase.Afgesloten } => Tone.Ok,
        // Of one's own side only: for who already submitted it is not late.
        _ when StandTekst.IsLate(z) && (z.Zijde is null || StandTekst.WaitsForReader(z)) => Tone.Error,
        _ => Tone.Info,
    };
}
