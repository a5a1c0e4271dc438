namespace Isop.Bot.Cards.Templating;

/// <summary>What functions ask of their arguments when they are evaluated.</summary>
internal static class Checks
{
    public static string? Number(in Value value, int position) => value.IsNumber ? null : "an argument is not a number";

    public static string? Integer(in Value value, int position) => value.IsInteger ? null : "an argument is not a whole number";

    public static string? NumberOrNumbers(in Value value, int position) =>
        value.IsNumber ? null : value.IsList ? Numbers(value, position) : "an argument is neither a number nor a list";

    public static string? Numbers(in Value value, int position)
    {
        if (!value.IsList)
        {
            return "an argument is not a list";
        }

        foreach (ref readonly var item in value.Items.AsSpan())
        {
            if (!item.IsNumber)
            {
                return "a list holds something that is not a number";
            }
        }

        return null;
    }

    public static string? List(in Value value, int position) => value.IsList ? null : "an argument is not a list";

    public static string? Text(in Value value, int position) => value.IsText ? null : "an argument is not a text";

    public static string? TextOrAbsent(in Value value, int position) =>
        value.IsText || value.IsUndefined ? null : "an argument is not a text";

    public static string? NumberOrTextOrAbsent(in Value value, int position) =>
        value.IsText || value.IsUndefined || value.IsNumber ? null : "an argument is neither a number nor a text";

    public static string? NotNull(in Value value, int position) => value.IsNothing ? "an argument is null" : null;

    public static string? Container(in Value value, int position) =>
        value.IsText || value.IsObjectType ? null : "an argument is not a text, list or object";

    public static string? ContainerOrNull(in Value value, int position) =>
        value.IsUndefined ? null : Container(value, position);

    public static string TextOrEmpty(in Value value) => value.IsText ? value.Text : "";
}
