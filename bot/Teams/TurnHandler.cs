using System.Text.Json;
using System.Text.RegularExpressions;
using Isop.Bot.Cards;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>
/// What an activity leads to: a button (Action.Execute or its Action.Submit fallback) or a word goes to its handler in the
/// catalogue, in the name of the person behind the account; comings and goings keep the conversation references right.
/// </summary>
public sealed partial class TurnHandler(
    CardCatalog catalog, TurnActors actors, IOptions<BotOptions> options, TimeProvider time, ILogger<TurnHandler> logger)
{
    /// <summary>The word that is "said" when somebody installs the bot, if the catalogue knows it.</summary>
    public const string WelcomeCommand = "welkom";

    private const string ButtonInvoke = "adaptiveCard/action";

    private static readonly JsonElement NoData = JsonElement.Parse("{}");

    public async Task<TurnAnswer> HandleAsync(Activity activity, CancellationToken cancellationToken) => activity.Content switch
    {
        ActivityContent.Invoke or ActivityContent.Message when !activity.IsPersonal => new TurnAnswer.Say(TurnTexts.NotHere),
        _ when !activity.IsPersonal => TurnAnswer.Silence,
        ActivityContent.Invoke { Name: ButtonInvoke } invoke => await PressAsync(activity, ButtonOf(invoke.Value), cancellationToken),
        ActivityContent.Invoke => new TurnAnswer.Failed(400, "NotSupported", TurnTexts.NotSupported),
        ActivityContent.Message { IsButton: true } pressed =>
            await PressAsync(activity, new Button(pressed.Value.Text("verb")!, pressed.Value), cancellationToken),
        ActivityContent.Message message => await ListenAsync(activity, PlainText(message.Text), cancellationToken),
        ActivityContent.InstallationUpdate { Change: InstallationChange.Added } => await WelcomeAsync(activity, cancellationToken),
        ActivityContent.InstallationUpdate { Change: InstallationChange.Removed } => await LeaveAsync(activity, cancellationToken),
        ActivityContent.ConversationUpdate { Removed.Count: > 0 } => await LeaveAsync(activity, cancellationToken),
        ActivityContent.ReadReceipt receipt => await SeenAsync(activity, receipt, cancellationToken),
        _ => await NoteAsync(activity, cancellationToken),
    };

    private async Task<TurnAnswer> PressAsync(Activity activity, Button? button, CancellationToken cancellationToken)
    {
        if (button is null)
        {
            return new TurnAnswer.Failed(400, "BadRequest", TurnTexts.OldCard);
        }

        var now = time.GetUtcNow();
        var found = await actors.FindAsync(activity, now, cancellationToken);
        if (found is not LinkOutcome.Linked { Link.Person: var actor })
        {
            return Explain(found);
        }

        if (!catalog.Verbs.TryGetValue(button.Verb, out var handle))
        {
            Log.UnknownVerb(logger, activity.Id);
            return new TurnAnswer.Say(TurnTexts.OldCard);
        }

        return TurnAnswer.From(await handle(
            new CardAction { Verb = button.Verb, Data = button.Data, Actor = actor, Door = Door.Teams, Now = now }, cancellationToken));
    }

    private async Task<TurnAnswer> ListenAsync(Activity activity, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await actors.FindAsync(activity, now, cancellationToken);
        if (found is not LinkOutcome.Linked { Link.Person: var actor })
        {
            return Explain(found);
        }

        return text.Length > 0 && (catalog.Commands.GetValueOrDefault(CardCatalog.FirstWord(text)) ?? catalog.Commands.GetValueOrDefault("")) is { } handle
            ? TurnAnswer.From(await handle(new ChatCommand(actor, text, Door.Teams, now), cancellationToken))
            : new TurnAnswer.Say(TurnTexts.NotUnderstood);
    }

    private async Task<TurnAnswer> WelcomeAsync(Activity activity, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await actors.FindAsync(activity, now, cancellationToken) switch
        {
            LinkOutcome.Linked { Link.Person: var person } when catalog.Commands.GetValueOrDefault(WelcomeCommand) is { } handle =>
                TurnAnswer.From(await handle(new ChatCommand(person, WelcomeCommand, Door.Teams, now), cancellationToken)),
            LinkOutcome.Linked => TurnAnswer.Silence,
            var unknown => Explain(unknown),
        };
    }

    private async Task<TurnAnswer> LeaveAsync(Activity activity, CancellationToken cancellationToken)
    {
        await actors.LeaveAsync(activity, cancellationToken);
        return TurnAnswer.Silence;
    }

    private async Task<TurnAnswer> SeenAsync(Activity activity, ActivityContent.ReadReceipt receipt, CancellationToken cancellationToken)
    {
        await actors.SeenAsync(activity, receipt.LastReadMessageId, cancellationToken);
        return TurnAnswer.Silence;
    }

    private async Task<TurnAnswer> NoteAsync(Activity activity, CancellationToken cancellationToken)
    {
        await actors.NoteAsync(activity, cancellationToken);
        return TurnAnswer.Silence;
    }

    private TurnAnswer.Say Explain(LinkOutcome? found) => new(found switch
    {
        LinkOutcome.RosterUnavailable => TurnTexts.TryLater,
        LinkOutcome.ToCheck check => TurnTexts.Unknown(check.Row.Problem, options.Value.Contact),
        _ => TurnTexts.Unknown(LinkProblem.NoAddress, options.Value.Contact),
    });

    /// <summary>The button of an invoke: value.action.{verb,data}, with the inputs merged over the data.</summary>
    private static Button? ButtonOf(JsonElement value)
    {
        var action = value.Member("action");
        var data = action.Member("data") is { ValueKind: JsonValueKind.Object } given ? given : NoData;
        return (action.Text("verb") ?? data.Text("verb")) is { } verb ? new Button(verb, data) : null;
    }

    private static string PlainText(string text) => Mentions().Replace(text, " ").Trim();

    [GeneratedRegex("<at[^>]*>[^<]*</at>", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Mentions();

    private sealed record Button(string Verb, JsonElement Data);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {ActivityId} carries a verb that is not in the catalogue.")]
        public static partial void UnknownVerb(ILogger logger, string? activityId);
    }
}
