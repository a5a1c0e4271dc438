namespace Isop.Bot.Cards.Templating;

/// <summary>
/// An object with <c>$data</c>, <c>$when</c> or both: it stands once, as often as the data has items, or not at all. Only a <c>$when</c> that is
/// exactly true keeps it; one that fails does not.
/// </summary>
internal sealed class BoundNode(TemplateNode content, DataSource? data, Expression? when) : TemplateNode
{
    public override void Write(JsonOutput output, Scope scope)
    {
        var (outerData, outerIndex) = (scope.Data, scope.Index);
        if (data is null)
        {
            if (IsKept(scope))
            {
                content.Write(output, scope);
            }
            else
            {
                output.Raw("null"u8);
            }

            return;
        }

        var bound = data.Evaluate(scope);
        var count = Count(scope, bound);
        scope.Data = outerData;
        scope.Index = outerIndex;
        switch (count)
        {
            case 0:
                output.Raw("null"u8);
                break;
            case 1:
                WriteAll(output, scope, bound);
                break;
            default:
                output.StartArray();
                WriteAll(output, scope, bound);
                output.EndArray();
                break;
        }

        scope.Data = outerData;
        scope.Index = outerIndex;
    }

    public override void WriteItem(JsonOutput output, Scope scope)
    {
        var (outerData, outerIndex) = (scope.Data, scope.Index);
        if (data is not null)
        {
            WriteAll(output, scope, data.Evaluate(scope));
            scope.Data = outerData;
            scope.Index = outerIndex;
        }
        else if (IsKept(scope))
        {
            content.Write(output, scope);
        }
    }

    private int Count(Scope scope, in Value bound)
    {
        if (!bound.IsList)
        {
            Enter(scope, bound);
            return IsKept(scope) ? 1 : 0;
        }

        var count = 0;
        for (var i = 0; i < bound.Items.Length; i++)
        {
            scope.Index = Value.Of(i);
            Enter(scope, bound.Items[i]);
            count += IsKept(scope) ? 1 : 0;
        }

        return count;
    }

    private void WriteAll(JsonOutput output, Scope scope, in Value bound)
    {
        if (!bound.IsList)
        {
            Enter(scope, bound);
            if (IsKept(scope))
            {
                content.Write(output, scope);
            }

            return;
        }

        var items = bound.Items;
        for (var i = 0; i < items.Length; i++)
        {
            scope.Index = Value.Of(i);
            Enter(scope, items[i]);
            if (IsKept(scope))
            {
                content.Write(output, scope);
            }
        }
    }

    private static void Enter(Scope scope, in Value data)
    {
        if (!data.IsUndefined)
        {
            scope.Data = data;
        }
    }

    private bool IsKept(Scope scope)
    {
        if (when is null)
        {
            return true;
        }

        var value = when.Evaluate(scope, substitute: false);
        return value.Kind == ValueKind.Boolean && value.Boolean;
    }
}
