using System.Text.Json;
using Isop.Core.Register;

namespace Isop.Bot.Cards;

/// <summary>
/// What every capability brings to the chat: the cards it can compose, the verbs its cards send, the words it understands and
/// the tasks a person has open. Both doors (Teams, web inbox) and the delivery worker use this one catalogue.
/// </summary>
public sealed class CardCatalog
{
    private readonly Dictionary<string, ComposeCard> _kinds = [];
    private readonly Dictionary<string, HandleAction> _verbs = [];
    private readonly Dictionary<string, HandleCommand> _commands = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FindTasks> _tasks = [];

    public IReadOnlyDictionary<string, ComposeCard> Kinds => _kinds;

    public IReadOnlyDictionary<string, HandleAction> Verbs => _verbs;

    public IReadOnlyDictionary<string, HandleCommand> Commands => _commands;

    public IReadOnlyList<FindTasks> Tasks => _tasks;

    /// <summary>Adds a card that can be delivered, e.g. "tussenevaluatie.formulier".</summary>
    public void Kind(string kind, ComposeCard compose) => _kinds.Add(kind, compose);

    /// <summary>Adds what happens when a card sends this verb, e.g. "tussenevaluatie.volgende".</summary>
    public void Verb(string verb, HandleAction handle) => _verbs.Add(verb, handle);

    /// <summary>Adds a word that a chat message may start with, e.g. "notitie".</summary>
    public void Command(string word, HandleCommand handle) => _commands.Add(word, handle);

    public void AddTasks(FindTasks find) => _tasks.Add(find);

    /// <summary>The word that chooses the command, the same through both doors: "notitie" of "Notitie: de kring ging goed".</summary>
    public static string FirstWord(string text) =>
        text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var word, ..] ? word.TrimEnd('.', ',', '!', '?', ':', ';') : "";
}

/// <summary>Composes the card of one case for one person from the present state; null when it is no longer worth sending.</summary>
public delegate ValueTask<ComposedCard?> ComposeCard(CardRequest request, CancellationToken cancellationToken);

public delegate ValueTask<CardAnswer> HandleAction(CardAction action, CancellationToken cancellationToken);

public delegate ValueTask<CardAnswer> HandleCommand(ChatCommand command, CancellationToken cancellationToken);

/// <summary>The cases that wait for this person now, most urgent first.</summary>
public delegate IAsyncEnumerable<OpenTask> FindTasks(PersonId person, DateTimeOffset now, CancellationToken cancellationToken);

public sealed record OpenTask(string Kind, string Case);

public sealed record CardRequest
{
    public required PersonId Person { get; init; }
    public required string Kind { get; init; }
    public required string Case { get; init; }

    /// <summary>The occasion of the delivery ("opening", "herinnering-1"); empty when the person opens it from a list.</summary>
    public string Occasion { get; init; } = "";

    /// <summary>The person has this card already: it is brought up to date or shown again, not sent.</summary>
    public bool Shown { get; init; }
    public required DateTimeOffset Now { get; init; }
}

/// <summary>An Adaptive Card as UTF-8 JSON and the sentence that notifications, mails and screen readers get.</summary>
public sealed record RenderedCard(ReadOnlyMemory<byte> Json, string Summary);

/// <summary>A card with what a list of tasks says about it: one line per case.</summary>
public sealed record ComposedCard
{
    public required RenderedCard Card { get; init; }

    /// <summary>The task in a few words: "Tussenevaluatie invullen".</summary>
    public required string Title { get; init; }

    /// <summary>About whom and until when: "Gijs de Vries · tot en met vrijdag 4 december".</summary>
    public required string Detail { get; init; }

    /// <summary>The student it is about, where there is one.</summary>
    public PersonId? About { get; init; }

    /// <summary>The last day on which it is expected; null when no day is said.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The page on which it is done, for who looks at a list of the site; null when the card itself is the place.</summary>
    public string? Pagina { get; init; }

    /// <summary>Whether the person still has something to do here (such a card may be sent again after doubt).</summary>
    public required bool IsTask { get; init; }

    /// <summary>What stands for several such cards at once, on a list and in a mail; null when each counts.</summary>
    public Samen? Samen { get; init; }

    /// <summary>What is kept when the person reads this card; for the door that shows it to that person, not for who sends it.</summary>
    public Func<CancellationToken, ValueTask>? WhenRead { get; init; }

    public ValueTask ReadAsync(CancellationToken cancellationToken) => WhenRead?.Invoke(cancellationToken) ?? ValueTask.CompletedTask;
}

/// <summary>A card that shows what several others say, and what a list calls them together.</summary>
public sealed record Samen(string Kind, string Case, string Titel);

public enum Door
{
    Teams,
    Web,
}

/// <summary>A button pressed on a card, through either door. The actor is who the door has established, never what the card says.</summary>
public sealed record CardAction
{
    public required string Verb { get; init; }

    /// <summary>The button's data with the inputs merged over it: a JSON object, of the client's making, so trusted for nothing.</summary>
    public required JsonElement Data { get; init; }
    public required PersonId Actor { get; init; }
    public required Door Door { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>The text of a property of <see cref="Data"/>; null when it is absent or not text.</summary>
    public string? Text(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>A chat message that starts with a word we know.</summary>
public sealed record ChatCommand(PersonId Actor, string Text, Door Door, DateTimeOffset Now);

/// <summary>What the person sees next.</summary>
public abstract record CardAnswer
{
    private CardAnswer()
    {
    }

    /// <summary>This card takes the place of the one that was pressed.</summary>
    public sealed record Show(RenderedCard Card) : CardAnswer;

    /// <summary>A sentence; the card stays as it is.</summary>
    public sealed record Say(string Text) : CardAnswer;
}
