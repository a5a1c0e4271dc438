namespace Isop.Bot.Cards.Templating;

/// <summary>Functions on text. Text is counted in UTF-16 units, as JavaScript does.</summary>
internal static class TextFunctions
{
    public static void AddTo(Dictionary<string, Function> functions)
    {
        var two = Signature.Of(2, 2, Returns.Text);
        var three = Signature.Of(3, 3, Returns.Text);
        functions["length"] = Transform(Returns.Number, text => Value.Of(text.Length));
        functions["countWord"] = Transform(Returns.Number, text => Value.Of(JsText.CountWords(text)));
        functions["trim"] = Transform(Returns.Text, text => Value.Of(JsText.Trim(text).ToString()));
        functions["toLower"] = Transform(Returns.Text, text => Value.Of(JsText.ToLower(text)));
        functions["toUpper"] = Transform(Returns.Text, text => Value.Of(JsText.ToUpper(text)));
        functions["sentenceCase"] = Transform(Returns.Text, text => Value.Of(JsText.Capitalised(JsText.ToLower(text))));
        functions["titleCase"] = Transform(Returns.Text, text => Value.Of(JsText.TitleCased(JsText.ToLower(text))));
        functions["startsWith"] = Function.Of(Returns.Boolean, two, a =>
            Value.Of(Checks.TextOrEmpty(a[0]).StartsWith(Checks.TextOrEmpty(a[1]), StringComparison.Ordinal)), Checks.TextOrAbsent);
        functions["endsWith"] = Function.Of(Returns.Boolean, two, a =>
            Value.Of(Checks.TextOrEmpty(a[0]).EndsWith(Checks.TextOrEmpty(a[1]), StringComparison.Ordinal)), Checks.TextOrAbsent);
        functions["replace"] = Function.Of(Returns.Text, three, a => Replace(a, StringComparison.Ordinal), Checks.TextOrAbsent);
        functions["replaceIgnoreCase"] = Function.Of(Returns.Text, three, a => Replace(a, StringComparison.OrdinalIgnoreCase), Checks.TextOrAbsent);
        functions["split"] = Function.Of(Returns.List, Signature.Of(1, 2, Returns.Text), Split, Checks.TextOrAbsent);
        functions["substring"] = new Function(
            Returns.Text, Signature.OrderAndMaybe(Returns.Number, Returns.Text, Returns.Number), Substring);
        functions["concat"] = functions["&"] = Function.Sequence(Returns.Text | Returns.List, Signature.AtLeast(1), Concat);
        functions["isMatch"] = new Function(Returns.Boolean, two, (_, _, _) => Value.Error("no pattern"));
        functions["EOL"] = Function.Of(Returns.Text, Signature.Of(0, 0), _ => Value.Of("\n"));
    }

    /// <summary>A match against a constant pattern, which is checked and compiled with the template.</summary>
    public static Expression Match(IReadOnlyList<Expression> arguments)
    {
        if (arguments[1] is not ConstantExpression { Value.IsText: true } pattern)
        {
            throw new FormatException("isMatch takes its pattern as a constant text in a card");
        }

        var regex = CommonPattern.Compile(pattern.Value.Text);
        var function = Function.Of(
            Returns.Boolean, Signature.Of(2, 2, Returns.Text), a => Value.Of(regex.IsMatch(Checks.TextOrEmpty(a[0]))), Checks.TextOrAbsent);
        return new CallExpression("isMatch", function, arguments);
    }

    private static Function Transform(Returns returns, Func<string, Value> transform) =>
        Function.Of(returns, Signature.Of(1, 1, Returns.Text), a => transform(Checks.TextOrEmpty(a[0])), Checks.TextOrAbsent);

    private static Value Replace(ReadOnlySpan<Value> arguments, StringComparison comparison)
    {
        var old = Checks.TextOrEmpty(arguments[1]);
        return old.Length == 0
            ? Value.Error("the text to replace is empty")
            : Value.Of(Checks.TextOrEmpty(arguments[0]).Replace(old, Checks.TextOrEmpty(arguments[2]), comparison));
    }

    private static Value Split(ReadOnlySpan<Value> arguments)
    {
        var text = Checks.TextOrEmpty(arguments[0]);
        var separator = arguments.Length > 1 ? Checks.TextOrEmpty(arguments[1]) : "";
        return Value.Of(separator.Length == 0
            ? [.. text.Select(c => Value.Of(c.ToString()))]
            : text.Split(separator).Select(Value.Of).ToArray());
    }

    private static Value Substring(CallExpression call, Scope scope, bool substitute)
    {
        var text = call.Children[0].Evaluate(scope, substitute);
        if (text.IsError || text.IsUndefined)
        {
            return text.IsError ? text : Value.Of("");
        }

        if (!text.IsText)
        {
            return Value.Error("the first argument is not a text");
        }

        var start = Slice.Bound(call, 1, scope, substitute, text.Text.Length);
        if (start.IsError)
        {
            return start;
        }

        var from = (int)start.Number;
        if (call.Children.Count == 2)
        {
            return Value.Of(text.Text[from..]);
        }

        var length = Slice.Bound(call, 2, scope, substitute, text.Text.Length - from);
        return length.IsError ? length : Value.Of(text.Text.Substring(from, (int)length.Number));
    }

    private static Value Concat(Value a, Value b) => (a.Kind, b.Kind) switch
    {
        _ when a.IsNothing && b.IsNothing => Value.Undefined,
        (_, ValueKind.List) when a.IsNothing => b,
        (ValueKind.List, _) when b.IsNothing => a,
        (ValueKind.List, ValueKind.List) => Value.Of([.. a.Items, .. b.Items]),
        _ => Value.Of(ConversionFunctions.Stringify(a) + ConversionFunctions.Stringify(b)),
    };
}
