namespace Isop.Bot.Cards.Templating;

/// <summary>Functions that evaluate an expression per item: <c>where(items, x, x.open)</c> or <c>where(items, x =&gt; x.open)</c>.</summary>
internal static class LambdaFunctions
{
    public static void AddTo(Dictionary<string, Function> functions)
    {
        functions["foreach"] = functions["select"] = new Function(Returns.List, Signature.Lambda, Select);
        functions["where"] = new Function(Returns.List, Signature.Lambda, Where);
        functions["any"] = new Function(Returns.Boolean, Signature.Lambda, (call, scope, substitute) => Any(call, scope, substitute, wanted: true));
        functions["all"] = new Function(Returns.Boolean, Signature.Lambda, (call, scope, substitute) => Any(call, scope, substitute, wanted: false));
    }

    private static Value Select(CallExpression call, Scope scope, bool substitute)
    {
        var source = call.Children[0].Evaluate(scope, substitute);
        if (!TryList(source, out var items, out var error))
        {
            return error;
        }

        var result = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            result[i] = Evaluate(call, scope, substitute, items[i]);
            if (result[i].IsError)
            {
                return result[i];
            }
        }

        return Value.Of(result);
    }

    private static Value Where(CallExpression call, Scope scope, bool substitute)
    {
        var source = call.Children[0].Evaluate(scope, substitute);
        if (!TryList(source, out var items, out var error))
        {
            return error;
        }

        var kept = new List<Value>(items.Length);
        foreach (var item in items)
        {
            if (Evaluate(call, scope, substitute, item).IsLogicTrue)
            {
                kept.Add(item);
            }
        }

        return source.IsList
            ? Value.Of([.. kept])
            : Value.Of(new ValueRecord([.. kept.Select(pair => pair.Record.Values[0].Text)], [.. kept.Select(pair => pair.Record.Values[1])], kept.Count));
    }

    /// <summary>Whether any item counts as wanted; for "all" it looks for one that is not true.</summary>
    private static Value Any(CallExpression call, Scope scope, bool substitute, bool wanted)
    {
        var source = call.Children[0].Evaluate(scope, substitute);
        if (!TryList(source, out var items, out var error))
        {
            return source.Kind == ValueKind.Null ? error : Value.ErrorLeaving(error.Reason, result: !wanted);
        }

        foreach (var item in items)
        {
            if (Evaluate(call, scope, substitute, item).IsLogicTrue == wanted)
            {
                return Value.Of(wanted);
            }
        }

        return Value.Of(!wanted);
    }

    private static Value Evaluate(CallExpression call, Scope scope, bool substitute, in Value item)
    {
        scope.Enter(((AccessorExpression)call.Children[1]).Name, item);
        var result = call.Children[2].Evaluate(scope, substitute);
        scope.Leave();
        return result;
    }

    private static bool TryList(in Value source, out Value[] items, out Value error)
    {
        items = source.Kind switch
        {
            ValueKind.List => source.Items,
            ValueKind.Record => ListFunctions.Pairs("key", source.Record),
            _ => [],
        };
        error = source.IsList || source.IsRecord ? default : source.IsError ? source : Value.Error("the first argument is not a list or object");
        return !error.IsError;
    }
}
