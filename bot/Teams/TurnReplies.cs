namespace Isop.Bot.Teams;

/// <summary>
/// Sends the answer to a message: what a button of an Action.Submit leads to takes the place of the pressed card, or comes
/// as a new one when that card cannot be found any more; everything else is a new message.
/// </summary>
public sealed partial class TurnReplies(ConnectorClient connector, ConnectorPace pace, TimeProvider time, ILogger<TurnReplies> logger)
{
    private const int Attempts = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public async ValueTask SendAsync(Activity activity, TurnAnswer answer, CancellationToken cancellationToken)
    {
        if (OutgoingOf(answer) is not { } outgoing || activity is not { ServiceUrl: { } serviceUrl, ConversationId: { } conversationId })
        {
            return;
        }

        if (answer is TurnAnswer.Card && activity is { ReplyToId: { } pressed, Content: ActivityContent.Message { IsButton: true } })
        {
            var updated = await InTimeAsync(
                activity, () => connector.UpdateAsync(serviceUrl, conversationId, pressed, outgoing, cancellationToken), cancellationToken);
            if (updated.Status != StatusCodes.Status404NotFound)
            {
                Note(activity, updated);
                return;
            }
        }

        Note(activity, await InTimeAsync(
            activity, () => connector.SendAsync(serviceUrl, conversationId, outgoing, cancellationToken), cancellationToken));
    }

    private static OutgoingActivity? OutgoingOf(TurnAnswer answer) => answer switch
    {
        TurnAnswer.Card card => OutgoingActivity.OfCard(card.Content) with { Alert = false },
        TurnAnswer.Say say => OutgoingActivity.OfText(say.Text),
        TurnAnswer.Failed failed => OutgoingActivity.OfText(failed.Text),
        _ => null,
    };

    /// <summary>The person is waiting: a short wait is worth it, a long one is not.</summary>
    private async Task<ConnectorOutcome> InTimeAsync(Activity activity, Func<Task<ConnectorOutcome>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await CountedAsync(activity, call, cancellationToken);
            var wait = outcome.RetryAfter ?? TimeSpan.FromSeconds(1);
            if (outcome.Status is not (StatusCodes.Status412PreconditionFailed or StatusCodes.Status429TooManyRequests)
                || attempt == Attempts || wait > LongestWait)
            {
                return outcome;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<ConnectorOutcome> CountedAsync(Activity activity, Func<Task<ConnectorOutcome>> call, CancellationToken cancellationToken)
    {
        using var counted = await pace.AnswerAsync(activity.TenantId, cancellationToken);
        return await call();
    }

    private void Note(Activity activity, ConnectorOutcome outcome)
    {
        if (!outcome.IsSuccess)
        {
            Log.NotSent(logger, activity.Id, outcome.Status, outcome.Code, outcome.TimedOut);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message = "The answer to activity {ActivityId} was not sent: status {Status}, code {Code}, timed out {TimedOut}.")]
        public static partial void NotSent(ILogger logger, string? activityId, int? status, string? code, bool timedOut);
    }
}
