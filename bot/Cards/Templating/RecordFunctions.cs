namespace Isop.Bot.Cards.Templating;

/// <summary>Functions on objects. They answer a changed copy; the JavaScript engine changes the data itself.</summary>
internal static class RecordFunctions
{
    public static void AddTo(Dictionary<string, Function> functions)
    {
        var property = Signature.Order(Returns.Any, Returns.Text, Returns.Any);
        functions["setProperty"] = Function.Of(Returns.Any, property, a => a[0].IsRecord
            ? Value.Of(a[0].Record.With(JsText.Of(a[1]), a[2]))
            : Value.Error("the first argument is not an object"));
        functions["addProperty"] = Function.Of(Returns.Any, property, a =>
            !a[0].IsRecord ? Value.Error("the first argument is not an object")
            : a[0].Record.IndexOf(JsText.Of(a[1])) >= 0 ? Value.Error("the property is there already")
            : Value.Of(a[0].Record.With(JsText.Of(a[1]), a[2])));
        functions["removeProperty"] = Function.Of(Returns.Any, Signature.Order(Returns.Any, Returns.Text), a =>
            a[0].IsRecord ? Value.Of(a[0].Record.Without(JsText.Of(a[1])))
            : a[0].IsNothing ? Value.Error("the first argument is null")
            : a[0]);
        functions["getProperty"] = new Function(Returns.Any, Signature.OrderAndMaybe(Returns.Text, Returns.Any), GetProperty);
        functions["merge"] = Function.Of(Returns.Any, Signature.AtLeast(1), Merge);
        functions["coalesce"] = functions["??"] = Function.Of(Returns.Any, Signature.AtLeast(1), a =>
        {
            foreach (ref readonly var value in a)
            {
                if (!value.IsNothing)
                {
                    return value;
                }
            }

            return Value.Undefined;
        });
    }

    private static Value GetProperty(CallExpression call, Scope scope, bool substitute)
    {
        var first = call.Children[0].Evaluate(scope, substitute);
        if (first.IsError)
        {
            return first;
        }

        var path = call.Children.Count == 1 ? first : call.Children[1].Evaluate(scope, substitute);
        if (path.IsError || path.IsNothing || (call.Children.Count == 1 && !path.IsText))
        {
            return path.IsError ? path : Value.Error("the path is not a text");
        }

        var text = JsText.Of(path);
        var parts = PathPart.Split(text);
        var found = parts.Length == 0 ? Value.Undefined
            : call.Children.Count == 1 ? scope.Find(parts)
            : PathPart.Walk(first, parts);
        return found.IsUndefined && substitute ? Value.Of("${" + text + "}") : found;
    }

    private static Value Merge(ReadOnlySpan<Value> arguments)
    {
        var result = ValueRecord.Empty;
        foreach (ref readonly var argument in arguments)
        {
            Value[] records = argument.IsList ? argument.Items : [argument];
            foreach (var record in records)
            {
                if (argument.IsList && record.Kind == ValueKind.Null)
                {
                    continue;
                }

                if (!record.IsRecord)
                {
                    return Value.Error("an argument is not an object or a list of objects");
                }

                for (var i = 0; i < record.Record.Count; i++)
                {
                    result = result.With(record.Record.Names[i], record.Record.Values[i]);
                }
            }
        }

        return Value.Of(result);
    }
}
