namespace Isop.Bot.Cards.Templating;

/// <summary>A step of a path: a property's name, or a place in a list when the name starts with a whole number.</summary>
internal readonly struct PathPart(string name)
{
    private static readonly char[] Separators = ['.', '[', ']'];

    public string Name { get; } = name;

    private double Index { get; } = JsNumber.ParseInt(name);

    /// <summary>Splits a path the way the JavaScript engine does: at dots and brackets, wherever they stand.</summary>
    public static PathPart[] Split(string path) =>
        [.. path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(part => new PathPart(Unquoted(part)))];

    public static Value Walk(Value value, ReadOnlySpan<PathPart> path)
    {
        foreach (ref readonly var part in path)
        {
            if (value.IsRecord)
            {
                value = value.Find(part.Name);
            }
            else if (value.IsList && !double.IsNaN(part.Index))
            {
                var items = value.Items;
                value = part.Index >= 0 && part.Index < items.Length ? items[(int)part.Index] : Value.Undefined;
            }
            else
            {
                value = Property(value, part.Name);
            }

            if (value.IsUndefined)
            {
                return value;
            }
        }

        return value;
    }

    /// <summary>A property of any value, ignoring case; lists and texts have their places as properties.</summary>
    public static Value Property(in Value value, string name) => value.Kind switch
    {
        ValueKind.Record => value.Find(name),
        ValueKind.List when ValueRecord.IsIndex(name, out var index) && index < value.Items.Length => value.Items[index],
        ValueKind.Text when ValueRecord.IsIndex(name, out var index) && index < value.Text.Length => Value.Of(value.Text[(int)index].ToString()),
        ValueKind.Bytes when ValueRecord.IsIndex(name, out var index) && index < value.Bytes.Length => Value.Of(value.Bytes[index]),
        _ => Value.Undefined,
    };

    private static string Unquoted(string part) =>
        (part.StartsWith('"') && part.EndsWith('"')) || (part.StartsWith('\'') && part.EndsWith('\''))
            ? part.Length > 1 ? part[1..^1] : ""
            : part;
}
