using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>Functions on lists, several of which take a text as well.</summary>
internal static class ListFunctions
{
    public static void AddTo(Dictionary<string, Function> functions)
    {
        var textOrList = Returns.Text | Returns.List;
        functions["createArray"] = Function.Of(Returns.List, Signature.AtLeast(0), a => Value.Of(a.ToArray()));
        functions["count"] = Function.Of(Returns.Number, Signature.Order(textOrList), a => Count(a[0]), Checks.Container);
        functions["first"] = Function.Of(Returns.Any, Signature.Of(1, 1), a => End(a[0], last: false));
        functions["last"] = Function.Of(Returns.Any, Signature.Of(1, 1), a => End(a[0], last: true));
        functions["contains"] = new Function(Returns.Boolean, Signature.Of(2, 2), Contains);
        functions["indexOf"] = Function.Of(Returns.Number, Signature.Order(textOrList, Returns.Any), IndexOf);
        functions["lastIndexOf"] = Function.Of(Returns.Number, Signature.Order(textOrList, Returns.Any), LastIndexOf);
        functions["join"] = Function.Of(Returns.Text, Signature.OrderAndMaybe(Returns.Text, Returns.List, Returns.Text), Join);
        functions["reverse"] = Function.Of(textOrList, Signature.Order(textOrList), Reverse, Checks.Container);
        functions["union"] = Function.Of(Returns.List, Signature.AtLeast(1, Returns.List), Union, Checks.List);
        functions["intersection"] = Function.Of(Returns.List, Signature.AtLeast(1, Returns.List), Intersection, Checks.List);
        functions["unique"] = Function.Of(Returns.List, Signature.Order(Returns.List), Union, Checks.List);
        functions["flatten"] = Function.Of(Returns.List, Signature.OrderAndMaybe(Returns.Number, Returns.List), Flatten);
        functions["skip"] = new Function(Returns.List, Signature.Order(Returns.List, Returns.Number), Skip);
        functions["take"] = new Function(textOrList, Signature.Order(textOrList, Returns.Number), Take);
        functions["subArray"] = new Function(
            Returns.List, Signature.OrderAndMaybe(Returns.Number, Returns.List, Returns.Number), SubArray);
        functions["sortBy"] = Sort(descending: false);
        functions["sortByDescending"] = Sort(descending: true);
        functions["indicesAndValues"] = Function.Of(Returns.List, Signature.Of(1, 1), a => IndicesAndValues(a[0]));
    }

    private static Value Count(in Value value) => value.Kind switch
    {
        ValueKind.Text => Value.Of(value.Text.Length),
        ValueKind.List => Value.Of(value.Items.Length),
        ValueKind.Record => Value.Of(value.Record.Count),
        ValueKind.Bytes => Value.Of(value.Bytes.Length),
        _ => Value.Error("it is null"),
    };

    private static Value End(in Value value, bool last) => value.Kind switch
    {
        ValueKind.Text when value.Text.Length > 0 => Value.Of(value.Text[last ? ^1 : 0].ToString()),
        ValueKind.List when value.Items.Length > 0 => value.Items[last ? ^1 : 0],
        _ => Value.Undefined,
    };

    private static Value Contains(CallExpression call, Scope scope, bool substitute)
    {
        var where = call.Children[0].Evaluate(scope, substitute);
        var what = where.IsError ? where : call.Children[1].Evaluate(scope, substitute);
        if (what.IsError)
        {
            return Value.False;
        }

        if (where.IsText && what.IsText)
        {
            return Value.Of(where.Text.Contains(what.Text, StringComparison.Ordinal));
        }

        if (where.IsList)
        {
            return Value.Of(Array.Exists(where.Items, item => LogicFunctions.AreEqual(item, what)));
        }

        return Value.Of(what.IsText && !PathPart.Property(where, what.Text).IsUndefined);
    }

    private static Value IndexOf(ReadOnlySpan<Value> arguments)
    {
        var (where, what) = (arguments[0], arguments[1]);
        if (where.IsList)
        {
            return Value.Of(Array.FindIndex(where.Items, item => Value.StrictEquals(item, what)));
        }

        return IsSearchable(where, what) is { } error
            ? error
            : Value.Of(Checks.TextOrEmpty(where).IndexOf(Checks.TextOrEmpty(what), StringComparison.Ordinal));
    }

    private static Value LastIndexOf(ReadOnlySpan<Value> arguments)
    {
        var (where, what) = (arguments[0], arguments[1]);
        if (where.IsList)
        {
            return Value.Of(Array.FindLastIndex(where.Items, item => Value.StrictEquals(item, what)));
        }

        if (IsSearchable(where, what) is { } error)
        {
            return error;
        }

        var (text, wanted) = (Checks.TextOrEmpty(where), Checks.TextOrEmpty(what));
        return Value.Of(wanted.Length == 0
            ? Math.Max(text.Length - 1, 0)
            : text.LastIndexOf(wanted, StringComparison.Ordinal));
    }

    private static Value? IsSearchable(in Value where, in Value what)
    {
        if (!where.IsNothing && !where.IsText)
        {
            return Value.Error("the first argument is not a text or list");
        }

        return what.IsUndefined || what.IsText ? null : Value.Error("a text can only hold a text");
    }

    private static Value Join(ReadOnlySpan<Value> arguments)
    {
        if (!arguments[0].IsList)
        {
            return Value.Error("the first argument is not a list");
        }

        var items = arguments[0].Items.AsSpan();
        var text = new StringBuilder();
        if (arguments.Length == 2 || items.Length < 3)
        {
            JsText.Join(text, items, Separator(arguments[^1]));
        }
        else
        {
            JsText.Join(text, items[..^1], Separator(arguments[1]));
            JsText.Append(text, arguments[2]);
            JsText.Append(text, items[^1]);
        }

        return Value.Of(text.ToString());

        static string Separator(in Value value) => value.IsUndefined ? "," : JsText.Of(value);
    }

    private static Value Reverse(ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].IsText)
        {
            var letters = arguments[0].Text.ToCharArray();
            Array.Reverse(letters);
            return Value.Of(new string(letters));
        }

        return arguments[0].IsList ? Value.Of([.. arguments[0].Items.Reverse()]) : Value.Error("it is not a text or list");
    }

    private static Value Union(ReadOnlySpan<Value> arguments)
    {
        var seen = new HashSet<Value>(Value.SetComparer.Instance);
        var result = new List<Value>();
        foreach (ref readonly var argument in arguments)
        {
            result.AddRange(argument.Items.Where(seen.Add));
        }

        return Value.Of([.. result]);
    }

    private static Value Intersection(ReadOnlySpan<Value> arguments)
    {
        IEnumerable<Value> result = arguments[0].Items;
        foreach (ref readonly var argument in arguments)
        {
            var other = argument.Items;
            result = result.Where(item => Array.Exists(other, o => Value.StrictEquals(o, item))).ToList();
        }

        return Value.Of([.. result.Distinct(Value.SetComparer.Instance)]);
    }

    private static Value Flatten(ReadOnlySpan<Value> arguments)
    {
        if (!arguments[0].IsList)
        {
            return Value.Error("the first argument is not a list");
        }

        var depth = arguments.Length > 1 ? arguments[1].Number : 100;
        depth = arguments.Length > 1 && (!arguments[1].IsNumber || depth < 1) ? 1 : depth;
        var items = Copied(arguments[0]).Items;
        for (var i = 0; i < depth && Array.Exists(items, item => item.IsList); i++)
        {
            items = [.. items.SelectMany(item => item.IsList ? item.Items : [item])];
        }

        return Value.Of(items);
    }

    /// <summary>A copy by way of JSON, as the JavaScript engine makes: absent and not-a-number become null, nothing is the same object.</summary>
    private static Value Copied(Value value) => value.Kind switch
    {
        ValueKind.List => Value.Of([.. value.Items.Select(Copied)]),
        ValueKind.Record => Value.Of(CopiedRecord(value.Record)),
        ValueKind.Undefined => Value.Null,
        ValueKind.Number when !double.IsFinite(value.Number) => Value.Null,
        _ => value,
    };

    private static ValueRecord CopiedRecord(ValueRecord record)
    {
        var kept = Enumerable.Range(0, record.Count).Where(i => !record.Values[i].IsUndefined).ToArray();
        return new ValueRecord([.. kept.Select(i => record.Names[i])], [.. kept.Select(i => Copied(record.Values[i]))], kept.Length);
    }

    private static Value Skip(CallExpression call, Scope scope, bool substitute)
    {
        var list = call.Children[0].Evaluate(scope, substitute);
        if (!list.IsList)
        {
            return list.IsError ? list : Value.Error("the first argument is not a list");
        }

        var count = Slice.Integer(call, 1, scope, substitute);
        return count.IsError ? count : Value.Of(list.Items[(int)Math.Clamp(count.Number, 0, list.Items.Length)..]);
    }

    private static Value Take(CallExpression call, Scope scope, bool substitute)
    {
        var value = call.Children[0].Evaluate(scope, substitute);
        if (!value.IsList && !value.IsText)
        {
            return value.IsError ? value : Value.Error("the first argument is not a text or list");
        }

        var count = Slice.Integer(call, 1, scope, substitute);
        if (count.IsError)
        {
            return count;
        }

        var available = value.IsList ? value.Items.Length : value.Text.Length;
        var end = (int)Math.Clamp(count.Number, 0, available);
        return value.IsList ? Value.Of(value.Items[..end]) : Value.Of(value.Text[..end]);
    }

    private static Value SubArray(CallExpression call, Scope scope, bool substitute)
    {
        var list = call.Children[0].Evaluate(scope, substitute);
        if (!list.IsList)
        {
            return list.IsError ? list : Value.Error("the first argument is not a list");
        }

        var items = list.Items;
        var start = Slice.Bound(call, 1, scope, substitute, items.Length);
        var end = start.IsError || call.Children.Count == 2
            ? Value.Of(items.Length)
            : Slice.Bound(call, 2, scope, substitute, items.Length);
        if (start.IsError || end.IsError)
        {
            return start.IsError ? start : end;
        }

        return Value.Of(items.AsSpan((int)start.Number, Math.Max((int)end.Number - (int)start.Number, 0)).ToArray());
    }

    private static Function Sort(bool descending) =>
        new(Returns.List, Signature.OrderAndMaybe(Returns.Text, Returns.List), (call, scope, substitute) =>
        {
            var list = call.Children[0].Evaluate(scope, substitute);
            if (!list.IsList)
            {
                return list.IsError ? list : Value.Error("the first argument is not a list");
            }

            var key = call.Children.Count > 1 ? call.Children[1].Evaluate(scope, substitute) : Value.Undefined;
            if (key.IsError)
            {
                return key;
            }

            var sorted = call.Children.Count > 1
                ? list.Items.Order(new ByProperty(key.IsTruthy ? JsText.Of(key) : ""))
                : list.Items.Order(ByText.Instance);
            return Value.Of(descending ? [.. sorted.Reverse()] : [.. sorted]);
        });

    private static Value IndicesAndValues(in Value value) => value.Kind switch
    {
        ValueKind.List => Value.Of([.. value.Items.Select((item, i) => Pair("index", Value.Of(i), item))]),
        ValueKind.Record => Value.Of(Pairs("index", value.Record)),
        _ => Value.Error("it is not a list or object"),
    };

    /// <summary>The properties as a list of records of two: a name under the given label, and a value.</summary>
    public static Value[] Pairs(string label, ValueRecord record)
    {
        var pairs = new Value[record.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = Pair(label, Value.Of(record.Names[i]), record.Values[i]);
        }

        return pairs;
    }

    private static Value Pair(string label, in Value name, in Value value) =>
        Value.Of(new ValueRecord([label, "value"], [name, value], 2));

    /// <summary>The order of JavaScript's <c>sort()</c>: as text, absent last.</summary>
    private sealed class ByText : IComparer<Value>
    {
        public static ByText Instance { get; } = new();

        public int Compare(Value a, Value b) => a.IsUndefined || b.IsUndefined
            ? a.IsUndefined.CompareTo(b.IsUndefined)
            : string.CompareOrdinal(JsText.Of(a), JsText.Of(b));
    }

    private sealed class ByProperty(string name) : IComparer<Value>
    {
        public int Compare(Value a, Value b)
        {
            var (x, y) = (Key(a), Key(b));
            return JsText.IsGreater(x, y) ? 1 : JsText.IsGreater(y, x) ? -1 : 0;
        }

        private Value Key(in Value value) => value.IsRecord ? value.Record.FindExact(name) : PathPart.Property(value, name);
    }
}
