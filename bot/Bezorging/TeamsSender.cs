using Isop.Bot.Cards;
using Isop.Bot.Teams;
using Isop.Core.Bezorging;
using Isop.Core.Storage;

namespace Isop.Bot.Bezorging;

/// <summary>
/// The Teams lane: every call to the connector that we begin ourselves passes the pace of its tenant and the gate, and its
/// answer passes the classifier.
/// </summary>
public sealed partial class TeamsSender(
    ConnectorClient connector, ConnectorPace pace, ConversationStore conversations, Verzendpoort poort, Tellingen tellingen,
    ILogger<TeamsSender> logger)
{
    /// <summary>How long nothing is tried in a tenant that has switched us off.</summary>
    private static readonly TimeSpan SwitchedOff = TimeSpan.FromHours(1);

    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(5);

    private static readonly SendOutcome.NotCounted Interrupted = new(Shortly, "Het verzenden is onderbroken.");

    /// <summary>Finds or makes the conversation and takes a turn for the message. Nothing here can be a double.</summary>
    public async ValueTask<Aanloop> PrepareAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        var conversation = reference.ConversationId;
        if (conversation is null)
        {
            if (await TurnAsync(reference, cancellationToken) is { } closed)
            {
                return closed;
            }

            var (made, refused) = await CreateAsync(reference, cancellationToken);
            if (made is null)
            {
                return new Aanloop.Refused(refused!);
            }

            conversation = made;
        }

        return await TurnAsync(reference, cancellationToken) is { } shut ? shut : new Aanloop.Ready(conversation);
    }

    /// <summary>The one call that may be a double, for which <see cref="PrepareAsync"/> has taken the turn.</summary>
    public async ValueTask<SendOutcome> SendAsync(
        ConversationReference reference, string conversation, RenderedCard card, CancellationToken cancellationToken)
    {
        var step = await CallAsync(reference, conversation, card, cancellationToken);
        if (step is null)
        {
            return Interrupted;
        }

        if (step is not NextStep.RecreateConversation)
        {
            return await OutcomeAsync(step, reference, conversation, cancellationToken);
        }

        try
        {
            // The person removed the chat history: nothing arrived, so the same attempt goes on in a new conversation.
            await conversations.ForgetConversationAsync(reference.Account, conversation, cancellationToken);
            return await PrepareAsync(reference with { ConversationId = null }, cancellationToken) switch
            {
                Aanloop.Ready ready when await CallAsync(reference, ready.Conversation, card, cancellationToken) is { } again =>
                    await OutcomeAsync(again, reference, ready.Conversation, cancellationToken),
                Aanloop.Refused refused => refused.Outcome,
                _ => Interrupted,
            };
        }
        catch (StorageUnavailableException trouble)
        {
            Log.StorageUnavailable(logger, trouble);
            return new SendOutcome.NotCounted(Shortly, "Het gesprek in Teams bestaat niet meer.");
        }
    }

    /// <summary>Shows a card in the place of one that was sent before.</summary>
    public async ValueTask<NextStep?> UpdateAsync(
        ConversationReference reference, string conversation, string activity, RenderedCard card, CancellationToken cancellationToken)
    {
        if (await TurnAsync(reference, cancellationToken) is not null)
        {
            return null;
        }

        ConnectorOutcome call;
        using (var counted = await EnterAsync(reference, cancellationToken))
        {
            if (counted is null)
            {
                return null;
            }

            call = await connector.UpdateAsync(
                reference.ServiceUrl, conversation, activity, OutgoingActivity.OfCard(card) with { Alert = false }, cancellationToken);
        }

        var step = Classify(ConnectorCall.Update, call);
        if (step is not (NextStep.Delivered or NextStep.PostAgain))
        {
            await OutcomeAsync(step, reference, conversation, cancellationToken);
        }

        return step;
    }

    private async ValueTask<(string? Conversation, SendOutcome? Refused)> CreateAsync(
        ConversationReference reference, CancellationToken cancellationToken)
    {
        var account = reference.Account;
        ConnectorOutcome call;
        using (var counted = await EnterAsync(reference, cancellationToken))
        {
            if (counted is null)
            {
                return (null, Interrupted);
            }

            call = await connector.CreateConversationAsync(reference.ServiceUrl, account.Tenant, account.ObjectId, cancellationToken);
        }

        var step = Classify(ConnectorCall.Create, call);
        if (step is NextStep.Delivered made)
        {
            await conversations.RecreatedAsync(account, made.Id, cancellationToken);
            return (made.Id, null);
        }

        return (null, await OutcomeAsync(step, reference, reference.ConversationId ?? "", cancellationToken));
    }

    /// <summary>Null when the call was not made after all.</summary>
    private async ValueTask<NextStep?> CallAsync(
        ConversationReference reference, string conversation, RenderedCard card, CancellationToken cancellationToken)
    {
        using var counted = await EnterAsync(reference, cancellationToken);
        return counted is null
            ? null
            : Classify(ConnectorCall.Send, await connector.SendAsync(
                reference.ServiceUrl, conversation, OutgoingActivity.OfCard(card), cancellationToken));
    }

    /// <summary>Counts the call that follows, and looks a last time whether it is still ours to make; null when it is not.</summary>
    private async ValueTask<IDisposable?> EnterAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        var counted = await pace.CallAsync(reference.Account.Tenant, cancellationToken);
        if (poort.Leads)
        {
            return counted;
        }

        counted.Dispose();
        return null;
    }

    /// <summary>What the step means for the message, with what it means for the conversation and the tenant done.</summary>
    private async ValueTask<SendOutcome> OutcomeAsync(
        NextStep step, ConversationReference reference, string conversation, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case NextStep.Delivered d:
                return new SendOutcome.Delivered(d.Id, conversation, reference.ServiceUrl);
            case NextStep.WaitForInstall w:
                return await GoneAsync(reference, w.Reason, w.ByThem, cancellationToken);
            case NextStep.RecreateConversation:
                return await GoneAsync(reference, "Het gesprek in Teams bestaat niet meer.", byThem: false, cancellationToken);
            case NextStep.Throttled t:
                tellingen.Throttled();
                await TryAsync(() => poort.ThrottledAsync(reference.Account.Tenant, t.After, cancellationToken));
                return t.After is { } after
                    ? new SendOutcome.NotCounted(after, "Teams vraagt om rustiger aan te doen.")
                    : new SendOutcome.Retry(null, "Teams vraagt om rustiger aan te doen.");
            case NextStep.PauseAll p:
                await TryAsync(() => poort.PauseAsync(reference.Account.Tenant, SwitchedOff, p.Reason, cancellationToken));
                return new SendOutcome.NotCounted(SwitchedOff, p.Reason);
            case NextStep.Retry r:
                return new SendOutcome.Retry(r.After, r.Reason);
            case NextStep.Doubt d:
                return new SendOutcome.Doubt(d.Reason);
            case NextStep.Permanent p:
                return new SendOutcome.Failed(p.Reason);
            default:
                throw new InvalidOperationException($"{step.GetType().Name} is no answer to a message.");
        }
    }

    /// <summary>The account is not reached in Teams any more. While that cannot be stored the other channel cannot be taken either.</summary>
    private async ValueTask<SendOutcome> GoneAsync(
        ConversationReference reference, string reason, bool byThem, CancellationToken cancellationToken) =>
        await TryAsync(() => byThem
            ? conversations.RemovedAsync(reference.Account, cancellationToken)
            : conversations.DropAsync(reference.Account, cancellationToken))
            ? new SendOutcome.OtherChannel(reason)
            : new SendOutcome.NotCounted(Shortly, reason);

    /// <summary>What an answer brings along for others must not make the answer itself unknown.</summary>
    private async ValueTask<bool> TryAsync(Func<ValueTask> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (StorageUnavailableException trouble)
        {
            Log.StorageUnavailable(logger, trouble);
            return false;
        }
    }

    /// <summary>Waits for the tenant's pace, then asks the gate; null when the call may be made.</summary>
    private async ValueTask<Aanloop?> TurnAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        var tenant = reference.Account.Tenant;
        await pace.TurnAsync(tenant, cancellationToken);
        return await poort.AskAsync(tenant, cancellationToken) switch
        {
            PoortStand.Open => null,
            PoortStand.Paused paused => new Aanloop.Paused(paused.Until),
            _ => new Aanloop.Closed(),
        };
    }

    private static NextStep Classify(ConnectorCall kind, ConnectorOutcome call) =>
        SendClassifier.Classify(kind, call.Status, call.Code, call.SubCode, call.RetryAfter, call.TimedOut, call.Id);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The storage is not available; what Teams answered is kept for the message alone.")]
        public static partial void StorageUnavailable(ILogger logger, Exception trouble);
    }
}

/// <summary>Whether a message can be sent this moment.</summary>
public abstract record Aanloop
{
    private Aanloop()
    {
    }

    public sealed record Ready(string Conversation) : Aanloop;

    /// <summary>There is no conversation to send it in.</summary>
    public sealed record Refused(SendOutcome Outcome) : Aanloop;

    public sealed record Paused(DateTimeOffset Until) : Aanloop;

    public sealed record Closed : Aanloop;
}
