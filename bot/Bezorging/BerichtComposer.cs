using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>Makes the card of a message from the present state: one task is its own card, several are a list with a line per task.</summary>
public sealed partial class BerichtComposer(CardCatalog catalog, ILogger<BerichtComposer> logger)
{
    public async ValueTask<Samenstelling> ComposeAsync(
        PersonId person, IReadOnlyList<BerichtRegel> regels, DateTimeOffset now, CancellationToken cancellationToken, bool shown = false)
    {
        var taken = new List<Taak>();
        var gone = new HashSet<string>();
        var broken = new HashSet<string>();
        foreach (var sameCase in regels.GroupBy(r => (r.Kind, r.Case)))
        {
            // Of an opening and a reminder for the same case the latest speaks for both.
            var regel = sameCase.Last();
            switch (await TryComposeAsync(person, regel, shown, now, cancellationToken))
            {
                case (true, { } card):
                    taken.Add(new Taak(regel.Kind, regel.Case, card));
                    break;
                case (true, null):
                    gone.UnionWith(sameCase.Select(r => r.Bezorging));
                    break;
                default:
                    broken.UnionWith(sameCase.Select(r => r.Bezorging));
                    break;
            }
        }

        return new Samenstelling { Taken = taken, Gone = gone, Broken = broken };
    }

    private async ValueTask<(bool Made, ComposedCard? Card)> TryComposeAsync(
        PersonId person, BerichtRegel regel, bool shown, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!catalog.Kinds.TryGetValue(regel.Kind, out var compose))
        {
            Log.UnknownKind(logger, regel.Kind);
            return (false, null);
        }

        try
        {
            var request = new CardRequest { Person = person, Kind = regel.Kind, Case = regel.Case, Occasion = regel.Occasion, Shown = shown, Now = now };
            return (true, await compose(request, cancellationToken));
        }
#pragma warning disable CA1031 // The boundary of one delivery: a card that cannot be made must not stop the others.
        catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Whoever has the number of a certificate may see it, so that stands in no log.
            Log.ComposeFailed(logger, regel.Kind, regel.Kind == Core.Certificaten.Trainingen.Trainingskaarten.Certificaat ? "a certificate" : regel.Case, trouble);
            return (false, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "No capability composes cards of kind {Kind}.")]
        public static partial void UnknownKind(ILogger logger, string kind);

        [LoggerMessage(Level = LogLevel.Error, Message = "Composing a card of kind {Kind} for case {Case} failed.")]
        public static partial void ComposeFailed(ILogger logger, string kind, string @case, Exception trouble);
    }
}

/// <summary>A case on a message, with its card as it is now.</summary>
public sealed record Taak(string Kind, string Case, ComposedCard Card);

/// <summary>What a message would say now.</summary>
public sealed record Samenstelling
{
    public required IReadOnlyList<Taak> Taken { get; init; }

    /// <summary>The deliveries that have nothing left to say.</summary>
    public required IReadOnlySet<string> Gone { get; init; }

    /// <summary>The deliveries whose card could not be made.</summary>
    public required IReadOnlySet<string> Broken { get; init; }

    public bool IsTask => Taken.Any(t => t.Card.IsTask);

    /// <summary>The card to show; there must be at least one task.</summary>
    public RenderedCard Card => Takenlijst.CardOf(Taken);
}
