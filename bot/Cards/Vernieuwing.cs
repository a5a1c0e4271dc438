namespace Isop.Bot.Cards;

/// <summary>What a client sends to bring a card up to date when somebody scrolls to it: the verb "open" for this kind and case.</summary>
public sealed record Vernieuwing(string Verb, string Kind, string Case)
{
    public static Vernieuwing Of(string kind, string @case) => new("open", kind, @case);
}
