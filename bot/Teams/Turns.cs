using System.Diagnostics;
using Isop.Core.Storage;

namespace Isop.Bot.Teams;

/// <summary>
/// Runs a turn once, within its time, and sees to it that the person hears something. The one catch of a turn is here: the
/// log gets ids, the person a sentence.
/// </summary>
public sealed partial class Turns(TurnHandler handler, TurnReplies replies, TimeProvider time, ILogger<Turns> logger)
{
    /// <summary>The channel gives up after 15 s; what is not done by now is broken off, so that the person can try again.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private readonly RecentTurns<Task<TurnAnswer>> _invokes = new(1_024, TimeSpan.FromMinutes(5), time);
    private readonly RecentTurns<object> _others = new(16_384, TimeSpan.FromMinutes(10), time);

    /// <summary>The answer for the HTTP response of an invoke; silence for everything else, which is answered through the connector.</summary>
    public async Task<TurnAnswer> RunAsync(Activity activity)
    {
        if (activity.Content is ActivityContent.Invoke)
        {
            return await InvokeAsync(activity);
        }

        var mine = new object();
        if (KeyOf(activity) is { } key && _others.GetOrAdd(key, mine) != mine)
        {
            Log.Duplicate(logger, activity.Id);
            return TurnAnswer.Silence;
        }

        var answer = await GuardedAsync(activity);
        if (answer is TurnAnswer.Failed && activity.Content is not ActivityContent.Message)
        {
            // Nobody asked anything (a read receipt, a reaction, an installation): trouble with it is ours alone.
            return TurnAnswer.Silence;
        }

        using var budget = new CancellationTokenSource(Budget, time);
        try
        {
            await replies.SendAsync(activity, answer, budget.Token);
        }
        catch (OperationCanceledException)
        {
            Log.TooSlow(logger, activity.Id);
        }

        return TurnAnswer.Silence;
    }

    /// <summary>A repeated invoke waits for the first and gets the same answer; one that failed may be tried again.</summary>
    private async Task<TurnAnswer> InvokeAsync(Activity activity)
    {
        if (KeyOf(activity) is not { } key)
        {
            return await GuardedAsync(activity);
        }

        var mine = new TaskCompletionSource<TurnAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var standing = _invokes.GetOrAdd(key, mine.Task);
        if (standing != mine.Task)
        {
            Log.Duplicate(logger, activity.Id);
            return await standing;
        }

        var answer = await GuardedAsync(activity);
        if (answer is TurnAnswer.Failed)
        {
            _invokes.Forget(key);
        }

        mine.SetResult(answer);
        return answer;
    }

    private async Task<TurnAnswer> GuardedAsync(Activity activity)
    {
        using var span = Core.Telemetry.Source.StartActivity("turn");
        var began = Stopwatch.GetTimestamp();
        var answer = await AnswerAsync(activity);
        var (kind, outcome) = (Core.Telemetry.Tag("kind", activity.Content.GetType().Name), Core.Telemetry.Tag("outcome", OutcomeOf(answer)));
        Core.Telemetry.Turns.Record(Core.Telemetry.Since(began), kind, outcome);
        span?.SetTag(kind.Key, kind.Value).SetTag(outcome.Key, outcome.Value);
        return answer;
    }

    private static string OutcomeOf(TurnAnswer answer) => answer is TurnAnswer.Failed failed ? failed.Code : answer.GetType().Name;

    private async Task<TurnAnswer> AnswerAsync(Activity activity)
    {
        using var budget = new CancellationTokenSource(Budget, time);
        try
        {
            // Also a handler that does not look at its token is left behind when the time is up.
            return await handler.HandleAsync(activity, budget.Token).WaitAsync(budget.Token);
        }
        catch (StorageUnavailableException e)
        {
            Log.StorageUnavailable(logger, e, activity.Id);
            return new TurnAnswer.Failed(500, "StorageUnavailable", TurnTexts.NotSaved);
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested)
        {
            Log.TooSlow(logger, activity.Id);
            return new TurnAnswer.Failed(500, "Timeout", TurnTexts.NotSaved);
        }
#pragma warning disable CA1031 // The boundary of the turn: whatever happens, the person gets an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(logger, e, activity.Id);
            return new TurnAnswer.Failed(500, "ServiceError", TurnTexts.WentWrong);
        }
    }

    private static string? KeyOf(Activity activity) =>
        activity.Id is { } id ? $"{activity.TenantId}\n{activity.ConversationId}\n{activity.From.ObjectId}\n{id}" : null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Activity {ActivityId} came again.")]
        public static partial void Duplicate(ILogger logger, string? activityId);

        [LoggerMessage(Level = LogLevel.Error, Message = "The storage could not be used in the turn of activity {ActivityId}.")]
        public static partial void StorageUnavailable(ILogger logger, Exception exception, string? activityId);

        [LoggerMessage(Level = LogLevel.Error, Message = "The turn of activity {ActivityId} took too long.")]
        public static partial void TooSlow(ILogger logger, string? activityId);

        [LoggerMessage(Level = LogLevel.Error, Message = "The turn of activity {ActivityId} failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string? activityId);
    }
}
