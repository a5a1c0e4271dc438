using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Verzending;
using Isop.Bot.Retourmail;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Register;

namespace Isop.Bot.Beheer;

/// <summary>How it goes, for who looks after the installation: counts and ids, no names.</summary>
internal sealed class StatusCommand(
    RegisterStore registers, Sturing sturing, Probleemlijst problemen, MeldingStore meldingen, Retourstanden retour, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.Status opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var register = await registers.CurrentAsync(cancellationToken);
        uit.Regel("Opslag: bereikbaar");
        uit.Regel(await RegisterAsync(register, cancellationToken));
        uit.Regel(Verzending(await sturing.ReadAsync(cancellationToken), now));

        var problems = new List<Probleem>();
        await foreach (var problem in problemen.ReadAsync(cancellationToken))
        {
            problems.Add(problem);
        }

        var counts = problems.CountBy(p => ProbleemWords.Code(p.State)).ToDictionary();
        var kinds = string.Join(", ", ProbleemWords.All.Where(w => counts.ContainsKey(w.Code)).Select(w => $"{BureauText.Number(counts[w.Code])} {w.Word}"));
        uit.Regel($"Berichten: {(kinds.Length == 0 ? "alles kwam aan" : kinds)}");
        if (await retour.ReadAsync(cancellationToken) is { Value: var terug })
        {
            uit.Regel(Teruggekomen(terug));
        }

        var open = await meldingen.OpenAsync(cancellationToken).CountAsync(cancellationToken);
        uit.Regel($"Meldingen: {BureauText.Number(open)} open");
        if (opdracht.Berichten)
        {
            foreach (var problem in problems.OrderBy(p => p.Since))
            {
                uit.Regel($"  {Id(problem)}  {BureauText.Moment(problem.Since)}  {string.Join(", ", problem.Kinds.Select(BureauText.Kind))}: {problem.Reason}");
            }
        }

        return Afloop.Gelukt;
    }

    /// <summary>By which "resend" knows it.</summary>
    public static string Id(Probleem problem) => problem.Bericht ?? problem.Bezorging ?? "-";

    private async ValueTask<string> RegisterAsync(RegisterSnapshot register, CancellationToken cancellationToken) =>
        await registers.PointerAsync(cancellationToken) is not { } pointer
            ? "Register: nog niet ingelezen"
            : $"Register: {BureauText.Version(register.Version)}, toegepast op {BureauText.Moment(pointer.AppliedAt)}: "
                + $"{BureauText.Number(register.Data.Personen.Count(p => p.Beeindigd is null))} mensen, {BureauText.Number(register.Data.Stages.Count)} stages";

    private static string Teruggekomen(Retourstand stand) =>
        $"Teruggekomen mail: {BureauText.Number(stand.Matched)} bij een bericht, {BureauText.Number(stand.Unmatched)} bij geen bericht"
            + (stand.Trouble is null ? "" : $". {stand.Trouble}");

    private static string Verzending(SturingStand stand, DateTimeOffset now)
    {
        if (stand is { IsStopped: true, Stop: { } stop })
        {
            return $"Verzending: gestopt sinds {BureauText.Moment(stop.At)}: {stop.Reason}";
        }

        var paused = stand.Paused(now).Select(p => $"{p.Key} wacht tot {BureauText.Moment(p.Value.Until)}").ToList();
        return $"Verzending: aan{(paused.Count == 0 ? "" : $"; {string.Join("; ", paused)}")}";
    }
}
