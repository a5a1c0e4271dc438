using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>
/// What a person's inbox shows: the messages, whatever channel brought them, each rendered from the present state. A case
/// stands in one message only, the latest; what is done or was taken back is gone.
/// </summary>
public sealed class Postvak(Berichten berichten, BerichtComposer composer)
{
    public async ValueTask<IReadOnlyList<PostvakBericht>> ReadAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var shown = new List<PostvakBericht>();
        var seen = new HashSet<(string, string)>();
        foreach (var bericht in await berichten.OpenBerichtenAsync(person, cancellationToken))
        {
            var news = bericht.Regels.Where(r => !seen.Contains((r.Kind, r.Case))).ToList();
            seen.UnionWith(news.Select(r => (r.Kind, r.Case)));
            if (news.Count > 0 && await composer.ComposeAsync(person, news, now, cancellationToken, shown: true) is { Taken.Count: > 0 } made)
            {
                shown.Add(new PostvakBericht(bericht, made.Taken, made.Card));
            }
        }

        return shown;
    }
}

/// <summary>A message in the inbox with its open cases and the card to show.</summary>
public sealed record PostvakBericht(Bericht Bericht, IReadOnlyList<Taak> Taken, RenderedCard Card)
{
    /// <summary>The kind of its one case, or "takenlijst".</summary>
    public string Kind => Taken.Count == 1 ? Taken[0].Kind : "takenlijst";

    public DateTimeOffset SentAt => Bericht.SentAt ?? Bericht.Since;
}
