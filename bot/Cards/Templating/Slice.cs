namespace Isop.Bot.Cards.Templating;

/// <summary>Places in a text or list, given as arguments.</summary>
internal static class Slice
{
    /// <summary>A whole number from 0 up to and including the limit, or an error.</summary>
    public static Value Bound(CallExpression call, int argument, Scope scope, bool substitute, int limit)
    {
        var value = Integer(call, argument, scope, substitute);
        return value.IsError || (value.Number >= 0 && value.Number <= limit) ? value : Value.Error($"argument {argument + 1} is out of range");
    }

    public static Value Integer(CallExpression call, int argument, Scope scope, bool substitute)
    {
        var value = call.Children[argument].Evaluate(scope, substitute);
        return value.IsError || value.IsInteger ? value : Value.Error($"argument {argument + 1} is not a whole number");
    }
}
