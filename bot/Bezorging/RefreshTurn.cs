using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>Shows the present state in the messages in Teams that a person has about a case. The web inbox renders live and needs nothing.</summary>
public sealed class RefreshTurn(BezorgStore store, Berichten berichten, BerichtComposer composer, Kanalen kanalen, TeamsSender teams)
{
    /// <summary>The person's latest messages about a case; what is older is brought up to date when it is looked at.</summary>
    private const int MaxBerichten = 5;

    private const int MaxAttempts = 6;

    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(90);

    private static readonly CardTemplate Afgerond = CardTemplate.Load("Bezorging/afgerond");

    public async ValueTask<TurnResult> RunAsync(
        PersonId person, string @case, int attempts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var box = await store.LoadAsync(person, cancellationToken);
        var shown = box.Berichten.Values.Select(b => b.Value)
            .Where(b => b is { Kanaal: Kanaal.Teams, ActivityId.Length: > 0, ConversationId.Length: > 0 } && b.SentAt > now - MaxAge
                && b.Regels.Any(r => r.Case == @case))
            .OrderByDescending(b => b.Id, StringComparer.Ordinal).Take(MaxBerichten).ToList();
        var again = false;
        foreach (var bericht in shown)
        {
            if (await kanalen.ChooseAsync(person, cancellationToken) is not Weg.Teams weg)
            {
                break;
            }

            // Another account's conversation (the person was linked anew, or never had it) is not ours to write in.
            if (bericht.ConversationId != weg.Reference.ConversationId)
            {
                continue;
            }

            var shows = await ComposeAsync(person, bericht, now, cancellationToken);
            again |= shows.Made.Broken.Count > 0
                || await ShowAsync(box, bericht, shows, weg, bericht == shown[0], now, cancellationToken);
        }

        return again && attempts < MaxAttempts
            ? new TurnResult.Later(now + TimeSpan.FromSeconds(10 * Math.Pow(3, attempts)))
            : new TurnResult.Done();
    }

    /// <summary>
    /// What the message says now. One about a single case goes on to show that case when its question is answered: it may be the
    /// very card somebody just answered on.
    /// </summary>
    private async ValueTask<Getoond> ComposeAsync(PersonId person, Bericht bericht, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = await composer.ComposeAsync(person, bericht.Regels, now, cancellationToken, shown: true);
        if (made is { Taken.Count: 0, Broken.Count: 0 } && bericht.Regels.Select(r => (r.Kind, r.Case)).Distinct().Count() == 1)
        {
            BerichtRegel[] present = [bericht.Regels[^1] with { Occasion = "" }];
            return new Getoond(present, await composer.ComposeAsync(person, present, now, cancellationToken));
        }

        return new Getoond([.. bericht.Regels.Where(r => !made.Gone.Contains(r.Bezorging))], made);
    }

    /// <summary>Whether it has to be tried again.</summary>
    private async ValueTask<bool> ShowAsync(
        BezorgBox box, Bericht bericht, Getoond shows, Weg.Teams weg, bool latest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var card = shows.Made.Taken.Count > 0 ? shows.Made.Card : Done();
        var step = await teams.UpdateAsync(weg.Reference, bericht.ConversationId!, bericht.ActivityId!, card, cancellationToken);
        if (step is not NextStep.PostAgain)
        {
            return step is null or NextStep.Retry or NextStep.Throttled or NextStep.PauseAll;
        }

        // The message is gone. Only the latest one that still asks something is worth a new one.
        await berichten.ReplaceAsync(
            box, bericht, latest && shows.Made.IsTask ? shows.Regels : [], now, cancellationToken);
        return false;
    }

    /// <summary>What a message shows now, and the lines it shows it for.</summary>
    private sealed record Getoond(IReadOnlyList<BerichtRegel> Regels, Samenstelling Made);

    private static RenderedCard Done() => Afgerond.Render(
        new AfgerondView { Tekst = "Dit is klaar. Je hoeft hier niets meer te doen." }, CardJson.Default.AfgerondView, "Dit is klaar.");
}

public sealed record AfgerondView
{
    public required string Tekst { get; init; }
}
