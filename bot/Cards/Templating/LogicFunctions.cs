namespace Isop.Bot.Cards.Templating;

/// <summary>Conditions and comparisons.</summary>
internal static class LogicFunctions
{
    public static void AddTo(Dictionary<string, Function> functions)
    {
        var binary = Signature.Of(2, 2);
        functions["&&"] = functions["and"] = new Function(Returns.Boolean, Signature.AtLeast(1), And);
        functions["||"] = functions["or"] = new Function(Returns.Boolean, Signature.AtLeast(1), Or);
        functions["!"] = functions["not"] = new Function(Returns.Boolean, Signature.Of(1, 1), (call, scope, _) =>
            Value.Of(!call.Children[0].Evaluate(scope, substitute: false).IsLogicTrue));
        functions["if"] = new Function(Returns.Any, Signature.Of(3, 3), (call, scope, substitute) =>
            call.Children[call.Children[0].Evaluate(scope, substitute: false).IsLogicTrue ? 1 : 2].Evaluate(scope, substitute));
        functions["=="] = functions["equals"] = Function.Comparison(binary, a => Value.Of(AreEqual(a[0], a[1])));
        functions["!="] = Function.Comparison(binary, a => Value.Of(!AreEqual(a[0], a[1])));
        functions["<"] = functions["less"] = Ordering(binary, order => order < 0);
        functions["<="] = functions["lessOrEquals"] = Ordering(binary, order => order <= 0);
        functions[">"] = functions["greater"] = Ordering(binary, order => order > 0);
        functions[">="] = functions["greaterOrEquals"] = Ordering(binary, order => order >= 0);
        functions["exists"] = Function.Comparison(Signature.Of(1, 1), a => Value.Of(!a[0].IsNothing));
        functions["empty"] = Function.Comparison(Signature.Of(1, 1), a => Value.Of(IsEmpty(a[0])), Checks.ContainerOrNull);
        functions["bool"] = Function.Comparison(Signature.Of(1, 1), a => Value.Of(ToBoolean(a[0])));
        functions["ignore"] = new Function(Returns.Boolean, Signature.Order(Returns.Boolean), (call, scope, substitute) =>
            call.Children[0].Evaluate(scope, substitute));
    }

    private static Value And(CallExpression call, Scope scope, bool substitute)
    {
        foreach (var child in call.Children)
        {
            if (!child.Evaluate(scope, substitute: false).IsLogicTrue)
            {
                return Value.False;
            }
        }

        return Value.True;
    }

    /// <summary>The last value as it is when none counts as true: that is how the JavaScript engine has it.</summary>
    private static Value Or(CallExpression call, Scope scope, bool substitute)
    {
        var value = Value.False;
        foreach (var child in call.Children)
        {
            value = child.Evaluate(scope, substitute: false);
            if (value.IsLogicTrue)
            {
                return Value.True;
            }
        }

        return value.IsError ? value.Leftover : value;
    }

    private static Function Ordering(Signature signature, Func<int, bool> holds) =>
        Function.Comparison(signature, a => (a[0].Kind, a[1].Kind) switch
        {
            (ValueKind.Number, ValueKind.Number) => Value.Of(holds(a[0].Number.CompareTo(a[1].Number))),
            (ValueKind.Text, ValueKind.Text) => Value.Of(holds(string.CompareOrdinal(a[0].Text, a[1].Text))),
            _ => Value.ErrorLeaving("the two values cannot be compared", result: false),
        }, Checks.NotNull);

    /// <summary>Deep equality; numbers within the smallest step count as equal, as in the JavaScript engine.</summary>
    public static bool AreEqual(in Value a, in Value b)
    {
        if (a.IsNothing || b.IsNothing)
        {
            return a.IsNothing && b.IsNothing;
        }

        if (a.IsList && b.IsList)
        {
            return AreEqual(a.Items, b.Items);
        }

        if (a.IsRecord && b.IsRecord)
        {
            return IsSame(a, b);
        }

        if (a.Kind == ValueKind.Bytes && b.Kind == ValueKind.Bytes)
        {
            return a.Bytes.AsSpan().SequenceEqual(b.Bytes);
        }

        return (a.IsNumber && b.IsNumber && Math.Abs(a.Number - b.Number) < Math.BitIncrement(1.0) - 1.0) || Value.StrictEquals(a, b);
    }

    private static bool AreEqual(Value[] a, Value[] b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (!AreEqual(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Equality inside records: exact numbers, null is not absent, names in any order.</summary>
    private static bool IsSame(in Value a, in Value b)
    {
        if (a.Kind != b.Kind)
        {
            return false;
        }

        if (a.IsList)
        {
            var (left, right) = (a.Items, b.Items);
            return left.Length == right.Length && !left.Where((item, i) => !IsSame(item, right[i])).Any();
        }

        if (!a.IsRecord)
        {
            return Value.SetComparer.Instance.Equals(a, b);
        }

        var names = a.Record.Names;
        var values = a.Record.Values;
        var other = b.Record;
        if (names.Length != other.Count)
        {
            return false;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (other.IndexOf(names[i]) < 0 || !IsSame(values[i], other.FindExact(names[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEmpty(in Value value) => value.Kind switch
    {
        ValueKind.Text => value.Text.Length == 0,
        ValueKind.List => value.Items.Length == 0,
        ValueKind.Record => value.Record.Count == 0,
        ValueKind.Bytes => value.Bytes.Length == 0,
        _ => true,
    };

    private static bool ToBoolean(in Value value) => value.IsNumber
        ? value.Number != 0
        : !JsText.Of(value).Contains("false", StringComparison.OrdinalIgnoreCase) && value.IsLogicTrue;
}
