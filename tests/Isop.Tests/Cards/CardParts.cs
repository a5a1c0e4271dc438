namespace Isop.Tests.Cards;

/// <summary>
/// The parts of Adaptive Cards 1.2 and their properties (adaptivecards.io/explorer), with the newer properties that a client of 1.2 may
/// ignore without loss: labels and checks of inputs (1.3), refresh (1.4), headings and tooltips (1.5).
/// </summary>
public static class CardParts
{
    /// <summary>Where other parts stand.</summary>
    public static IReadOnlyList<string> Children { get; } =
        ["body", "items", "columns", "images", "facts", "inlines", "choices", "actions", "card", "selectAction", "inlineAction", "fallback"];

    public static IReadOnlySet<string> Everywhere { get; } = Set("type id isVisible requires fallback separator spacing height");

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Properties { get; } = new Dictionary<string, IReadOnlySet<string>>
    {
        ["AdaptiveCard"] = Set("$schema version lang body actions selectAction fallbackText backgroundImage minHeight verticalContentAlignment refresh msteams"),
        ["TextBlock"] = Set("text color fontType horizontalAlignment isSubtle maxLines size weight wrap style"),
        ["RichTextBlock"] = Set("inlines horizontalAlignment"),
        ["TextRun"] = Set("text color fontType highlight isSubtle italic selectAction size strikethrough weight"),
        ["Image"] = Set("url altText backgroundColor horizontalAlignment selectAction size style width"),
        ["ImageSet"] = Set("images imageSize"),
        ["Container"] = Set("items selectAction style verticalContentAlignment bleed backgroundImage minHeight"),
        ["ColumnSet"] = Set("columns selectAction style bleed minHeight horizontalAlignment"),
        ["Column"] = Set("items backgroundImage bleed minHeight selectAction style verticalContentAlignment width"),
        ["FactSet"] = Set("facts"),
        ["Fact"] = Set("title value"),
        ["ActionSet"] = Set("actions"),
        ["Input.Text"] = Set("isMultiline maxLength placeholder style value inlineAction label isRequired errorMessage regex"),
        ["Input.Number"] = Set("max min placeholder value label isRequired errorMessage"),
        ["Input.Date"] = Set("max min placeholder value label isRequired errorMessage"),
        ["Input.Time"] = Set("max min placeholder value label isRequired errorMessage"),
        ["Input.Toggle"] = Set("title value valueOff valueOn wrap label isRequired errorMessage"),
        ["Input.ChoiceSet"] = Set("choices isMultiSelect style value placeholder wrap label isRequired errorMessage"),
        ["Choice"] = Set("title value"),
        ["Action.OpenUrl"] = Set("title url iconUrl style tooltip"),
        ["Action.Submit"] = Set("title data iconUrl style tooltip associatedInputs"),
        ["Action.Execute"] = Set("title verb data iconUrl style tooltip associatedInputs"),
        ["Action.ShowCard"] = Set("title card iconUrl style tooltip"),
        ["Action.ToggleVisibility"] = Set("title targetElements iconUrl style tooltip"),
    };

    /// <summary>The texts that a part cannot do without.</summary>
    public static IReadOnlyList<string> Texts(string type) => type switch
    {
        "TextBlock" or "TextRun" => ["text"],
        "Fact" => ["title", "value"],
        "Input.Toggle" => ["title"],
        _ when type.StartsWith("Action.", StringComparison.Ordinal) => ["title"],
        _ => [],
    };

    private static HashSet<string> Set(string names) => [.. names.Split(' ')];
}
