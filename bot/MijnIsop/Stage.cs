using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Bot.Web.Components;
using Isop.Core.Begeleidingsteam;
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
}

/// <param name="Periode">"Stageperiode 1".</param>
/// <param name="Stand">In words, as this reader may know it.</param>
/// <param name="Href">Where it is filled in or read; null when neither can be.</param>
/// <param name="Knop">What the link does.</param>
public sealed record Evaluatieregel(string Periode, string Stand, Tone Tone, string? Href, string Knop);

internal sealed class StageLader(EigenZaken eigenZaken, IOptions<LeesrechtOptions> leesrecht)
{
    public async ValueTask<StageView> LaadAsync(Kijker k, CancellationToken ct)
    {
        List<Evaluatieregel> evaluaties = [];
        var jaar = k.Register.Kalender.Studiejaar(k.Vandaag);
        await foreach (var z in eigenZaken.OfStudentAsync(k.Id, k.Id, k.Now, ct))
        {
            if (z.Zaak.Studiejaar == jaar)
            {
                evaluaties.Add(Regel(z));
            }
        }

        return Team.StageVan(k.Register, k.Id, k.Vandaag) is not { } stage ? new StageView { Waar = null, Evaluaties = evaluaties } : new StageView
        {
            Waar = k.Register.FindOrganisatie(stage.Organisatie) is { } o ? $"{o.Naam}, {o.Plaats}" : stage.Organisatie,
            Feiten =
            [
                ("Groep", stage.Groep),
                .. stage.Dagen.Count > 0 ? [("Dagen", Dutch.List([.. stage.Dagen.Order().Select(Dutch.Weekday)]))] : Array.Empty<(string, string)>(),
                stage.Van > k.Vandaag ? ("Begint", Dutch.Day(stage.Van)) : ("Tot en met", Dutch.Date(stage.Tot)),
                .. k.Betrokkene.AlsStudent is { } student && k.Register.Kalender.NextStagedag(stage, student.Opleiding, k.Vandaag) is { } next
                    ? [("Eerstvolgende stagedag", next == k.Vandaag ? "vandaag" : Dutch.Day(next))]
                    : Array.Empty<(string, string)>(),
            ],
            Team = [.. Team.Of(k.Register, stage).Select(l => (l.Rol, k.Register.Find(l.Persoon)!.Naam))],
            Evaluaties = evaluaties,
        };
    }

    private Evaluatieregel Regel(ZaakView z)
    {
        var (href, knop) = z switch
        {
            _ when Leesrechten.Of(z.Zaak, z.Lezer, leesrecht.Value) == Leesrecht.Inhoud => (PaginaAdres.Vergelijking(z.Zaak.Id), "Lezen"),
            _ when StandTekst.WaitsForReader(z) => (TakenLader.Zaak(Kaarten.Formulier, z.Zaak.Id), "Invullen"),
            { Zijde: { } zijde } when z.Zaak.InzendingVan(zijde) is not null => (PaginaAdres.Mijn(z.Zaak.Id), "Wat ik invulde"),
            _ => (null, ""),
        };
        return new Evaluatieregel(z.Zaak.PeriodeInJaar(), StandTekst.Of(z), StandToon.Of(z), href, knop);
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
