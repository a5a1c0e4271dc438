using Isop.Bot.Cards;

namespace Isop.Bot.Chat;

/// <summary>What the buttons of the chat's own cards send.</summary>
internal static class Chatverbs
{
    /// <summary>Says the words of the button as if they were typed.</summary>
    public const string Chat = "chat";

    public const string StuurVraag = "chat.vraag.stuur";
}

internal static class Chatknop
{
    /// <summary>A button that says these words.</summary>
    public static Knop Of(string titel, string tekst) => Knop.Of(titel, Chatverbs.Chat, ("tekst", tekst));

    /// <summary>Opens a card of a case.</summary>
    public static Knop Open(string titel, string kind, string @case) => Knop.Of(titel, "open", ("kind", kind), ("case", @case));
}
