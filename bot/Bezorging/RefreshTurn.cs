using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>Shows the present state in the messages in Teams that a person has about a case. The web inbox renders live and needs nothing.</summary>
public sealed class RefreshTurn(BezorgStore store, BerichtComposer composer, Kanalen kanalen, TeamsSender teams)
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

            var made = await ComposeAsync(person, bericht, now, cancellationToken);
            again |= made.Broken.Count > 0;
            if (made.Broken.Count == 0)
            {
                again |= await ShowAsync(box, bericht, made, weg, bericht == shown[0], now, cancellationToken);
            }
        }

        return again && attempts < MaxAttempts
            ? new TurnResult.Later(now + TimeSpan.FromSeconds(10 * Math.Pow(3, attempts)))
            : new TurnResult.Done();
    }

    /// <summary>
    /// What the message says now. One about a single case goes on to show that case when its question is answered: it may be the
    /// very card somebody just answered on.
    /// </summary>
    private async ValueTask<Samenstelling> ComposeAsync(PersonId person, Bericht bericht, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = await composer.ComposeAsync(person, bericht.Regels, now, cancellationToken, shown: true);
        return made is { Taken.Count: 0, Broken.Count: 0 } && bericht.Regels.Select(r => (r.Kind, r.Case)).Distinct().Count() == 1
            ? await composer.ComposeAsync(person, [bericht.Regels[^1] with { Occasion = "" }], now, cancellationToken)
            : made;
    }

    /// <summary>Whether it has to be tried again.</summary>
    private async ValueTask<bool> ShowAsync(
        BezorgBox box, Bericht bericht, Samenstelling made, Weg.Teams weg, bool latest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var card = made.Taken.Count > 0 ? made.Card : Done();
        var step = await teams.UpdateAsync(weg.Reference, bericht.ConversationId!, bericht.ActivityId!, card, cancellationToken);
        if (step is not NextStep.PostAgain)
        {
            return step is null or NextStep.Retry or NextStep.Throttled or NextStep.PauseAll;
        }

        // The message is gone. Only the latest one that still asks something is worth a new one.
        var gone = bericht with { ActivityId = null };
        if (latest && made.IsTask && await teams.PrepareAsync(weg.Reference, cancellationToken) is Aanloop.Ready ready
            && await teams.SendAsync(weg.Reference, ready.Conversation, card, CancellationToken.None) is SendOutcome.Delivered sent)
        {
            gone = bericht with { ActivityId = sent.ActivityId, ConversationId = sent.ConversationId, SentAt = now };
        }

        await store.ChangeAsync(box, [], [gone], now, CancellationToken.None);
        return false;
    }

    private static RenderedCard Done() => Afgerond.Render(
        new AfgerondView { Tekst = "Dit is klaar. Je hoeft hier niets meer te doen." }, CardJson.Default.AfgerondView, "Dit is klaar.");
}

public sealed record AfgerondView
{
    public required string Tekst { get; init; }
}
