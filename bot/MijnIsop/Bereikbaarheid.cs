using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Verzending;
using Isop.Core.Bezorging;

namespace Isop.Bot.MijnIsop;

/// <summary>Who could not be reached, and how much changes in the stages.</summary>
public sealed record BereikbaarheidView
{
    /// <summary>The latest first.</summary>
    public required IReadOnlyList<(string Naam, string Href, string Reden, string Sinds)> Mensen { get; init; }
    public required int Totaal { get; init; }

    /// <summary>Stages that begin in the coming four weeks, that were ended in the last four, and that went on elsewhere or with another.</summary>
    public required (int Begint, int Beeindigd, int Gewijzigd) Stages { get; init; }
}

/// <summary>The messages that did not arrive, remembered when there are so many that reading them takes long.</summary>
internal sealed class Onbereikt(Probleemlijst problemen, TimeProvider clock, ILogger<Bewaard<string, IReadOnlyList<Probleem>>> logger)
{
    private readonly Bewaard<string, IReadOnlyList<Probleem>> _kept = new(
        async (_, _, ct) => await problemen.ReadAsync(ct).ToListAsync(ct), clock, logger);

    public async ValueTask<IReadOnlyList<Probleem>> ReadAsync(DateTimeOffset now, CancellationToken ct) => (await _kept.ReadAsync("", now, ct)).Waarde;
}

internal sealed class BereikbaarheidLader(Onbereikt onbereikt)
{
    private const int Meeste = 6;
    private const int Dagen = 28;

    public async ValueTask<BereikbaarheidView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var people = (await onbereikt.ReadAsync(k.Now, ct)).Where(p => p.CanBeSentAgain).OrderByDescending(p => p.Since).DistinctBy(p => p.Person).ToList();
        var (from, to) = (k.Vandaag.AddDays(-Dagen), k.Vandaag.AddDays(Dagen));
        var stages = k.Register.Data.Stages;
        return new BereikbaarheidView
        {
            Mensen =
            [
                .. people.Take(Meeste).Select(p => (
                    BureauText.Name(p.Person, k.Register), $"{BerichtenEndpoints.Path}/persoon/{p.Person}", p.Reason, BureauText.Date(p.Since))),
            ],
            Totaal = people.Count,
            Stages = (
                stages.Count(s => k.Vandaag < s.Van && s.Van <= to && s.Beeindigd is null),
                stages.Count(s => s.Beeindigd is { } end && from <= end && end <= k.Vandaag),
                stages.Count(s => s.VervolgVan is not null && from <= s.Van && s.Van <= k.Vandaag)),
        };
    }
}
