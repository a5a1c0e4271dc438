namespace Isop.Bot.Cards;

/// <summary>
/// A button of a card: an Action.Execute with an Action.Submit of the same title and data to fall back on. The data is text by
/// name, holds ids only (never state or rights) and repeats the verb, because a Submit has no verb of its own.
/// </summary>
public sealed record Knop(string Titel, string Verb, IReadOnlyDictionary<string, string> Data, string Stijl)
{
    public static Knop Of(string titel, string verb, params ReadOnlySpan<(string Name, string Value)> data) => Make(titel, verb, "default", data);

    /// <summary>The one button that is the next thing to do.</summary>
    public static Knop Primary(string titel, string verb, params ReadOnlySpan<(string Name, string Value)> data) => Make(titel, verb, "positive", data);

    private static Knop Make(string titel, string verb, string stijl, ReadOnlySpan<(string Name, string Value)> data)
    {
        var all = new Dictionary<string, string> { ["verb"] = verb };
        foreach (var (name, value) in data)
        {
            all[name] = value;
        }

        return new Knop(titel, verb, all, stijl);
    }
}

/// <summary>One choice of an Input.ChoiceSet.</summary>
public sealed record Keuze(string Title, string Value);

/// <summary>A fact with its name, as a line on a card.</summary>
public sealed record Feit(string Title, string Value);
