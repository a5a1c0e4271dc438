using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Verzending;
using Isop.Core.Bezorging;

namespace Isop.Bot.MijnIsop;

/// <summary>Who could not be reached, and what changes in the stages.</summary>
public sealed record BereikbaarheidView
{
    /// <summary>The latest first.</summary>
    public required IReadOnlyList<(string Naam, string Href, string Reden, string Sinds)> Mensen { get; init; }
    public required int Totaal { get; init; }

    public required WijzigingenView Wijzigingen { get; init; }
}

/// <summary>The messages that did not arrive, remembered when there are so many that reading them takes long.</summary>
internal sealed class Onbereikt(Probleemlijst problemen, TimeProvider clock, ILogger<Bewaard<string, IReadOnlyList<Probleem>>> logger)
{
    private readonly Bewaard<string, IReadOnlyList<Probleem>> _kept = new(
        async (_, _, ct) => await problemen.ReadAsync(ct).ToListAsync(ct), clock, logger);

    public async ValueTask<IReadOnlyList<Probleem>> ReadAsync(DateTimeOffset now, CancellationToken ct) => (await _kept.ReadAsync("", now, ct)).Waarde;
}

internal sealed class BereikbaarheidLader(Onbereikt onbereikt, WijzigingenLader wijzigingen)
{
    private const int Meeste = 6;

    public async ValueTask<BereikbaarheidView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var people = (await onbereikt.ReadAsync(k.Now, ct)).Where(p => p.CanBeSentAgain).OrderByDescending(p => p.Since).DistinctBy(p => p.Person).ToList();
        return new BereikbaarheidView
        {
            Mensen =
            [
                .. people.Take(Meeste).Select(p => (
                    BureauText.Name(p.Person, k.Register), $"{BerichtenEndpoints.Path}/persoon/{p.Person}", p.Reason, BureauText.Date(p.Since))),
            ],
            Totaal = people.Count,
            Wijzigingen = await wijzigingen.LaadAsync(k, ct),
        };
    }
}
