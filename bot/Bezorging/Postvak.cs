using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>
/// What a person has open, the same through every door: the inbox in the browser, the word "taken", /dev/postvak. A case stands in
/// it once, as its card is now: as a task when it asks something, else as the latest message about it that still says something.
/// </summary>
public sealed class Postvak(CardCatalog catalog, Berichten berichten, BerichtComposer composer)
{
    /// <summary>
    /// Every task, over all capabilities, whose first moment has come: also one that a pause, a daily message or a free day still
    /// holds back, because who looks for it may find it.
    /// </summary>
    public async ValueTask<IReadOnlyList<Taak>> TakenAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await FindAsync(person, await berichten.BezorgingenAsync(person, cancellationToken), now, cancellationToken);
        return (await composer.ComposeAsync(person, [.. open.Select(o => o.Regel)], now, cancellationToken)).Taken;
    }

    /// <summary>The messages, whatever channel brings them, and what no message brought yet though its moment has come; what asks something first.</summary>
    public async ValueTask<IReadOnlyList<PostvakBericht>> ReadAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bezorgingen = await berichten.BezorgingenAsync(person, cancellationToken);
        var open = await FindAsync(person, bezorgingen, now, cancellationToken);
        var asks = open.ToDictionary(o => o.Regel.Case, o => o.Regel);
        var shown = new List<PostvakBericht>();
        var seen = new HashSet<string>();
        foreach (var bericht in await berichten.OpenBerichtenAsync(person, cancellationToken))
        {
            var regels = bericht.Regels.Where(r => !seen.Contains(r.Case)).Select(r => asks.GetValueOrDefault(r.Case, r)).Distinct().ToList();
            Show(bericht.Id, bericht.SentAt ?? bericht.Since, await composer.ComposeAsync(person, regels, now, cancellationToken, shown: true));
        }

        var held = open.Concat(Waiting(bezorgingen, now)).Where(o => !seen.Contains(o.Regel.Case)).DistinctBy(o => o.Regel.Case).ToList();
        if (held.Count > 0)
        {
            Show($"open:{held[0].Regel.Case}", held.Min(o => o.Since), await composer.ComposeAsync(person, [.. held.Select(o => o.Regel)], now, cancellationToken));
        }

        return [.. shown.OrderByDescending(b => b.IsTask)];

        void Show(string id, DateTimeOffset at, Samenstelling made)
        {
            // Of two cards about one case on one message the later one speaks.
            var taken = made.Taken.GroupBy(t => t.Case).Select(g => g.Last()).ToList();
            if (taken.Count > 0)
            {
                seen.UnionWith(taken.Select(t => t.Case));
                shown.Add(new PostvakBericht(id, at, taken));
            }
        }
    }

    private async ValueTask<IReadOnlyList<Openstaand>> FindAsync(
        PersonId person, IReadOnlyList<Core.Bezorging.Bezorging> bezorgingen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var planned = bezorgingen.ToLookup(b => (b.Kind, b.Case), b => b.Wanted);
        var open = new List<Openstaand>();
        foreach (var find in catalog.Tasks)
        {
            await foreach (var task in find(person, now, cancellationToken))
            {
                // What was never to be delivered followed from something the person did, or came along with the case.
                var moments = planned[(task.Kind, task.Case)].DefaultIfEmpty(now).ToList();
                if (moments.Min() <= now && open.TrueForAll(o => o.Regel.Case != task.Case))
                {
                    open.Add(new Openstaand(new BerichtRegel($"{task.Kind}:{task.Case}", task.Kind, task.Case, ""), moments.Min()));
                }
            }
        }

        return open;
    }

    /// <summary>What a wish, a free day or a quiet week holds back, the latest first.</summary>
    private static IEnumerable<Openstaand> Waiting(IReadOnlyList<Core.Bezorging.Bezorging> bezorgingen, DateTimeOffset now) =>
        from b in bezorgingen
        where b.State == BezorgStaat.Planned && b.Wanted <= now && !(b.Expires <= now)
        orderby b.Wanted descending
        select new Openstaand(new BerichtRegel(b.Id, b.Kind, b.Case, b.Occasion), b.Wanted);

    /// <summary>A card, and since when it could be known.</summary>
    private sealed record Openstaand(BerichtRegel Regel, DateTimeOffset Since);
}

/// <summary>A message in the inbox with its cases: one case is its own card, several are a list with a line per case.</summary>
public sealed record PostvakBericht(string Id, DateTimeOffset SentAt, IReadOnlyList<Taak> Taken)
{
    /// <summary>The kind of its one case, or "takenlijst".</summary>
    public string Kind => Taken.Count == 1 ? Taken[0].Kind : "takenlijst";

    public bool IsTask => Taken.Any(t => t.Card.IsTask);

    public RenderedCard Card => Takenlijst.CardOf(Taken);
}
