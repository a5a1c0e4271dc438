using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// The path an accessor stands for: <c>a.b[0].c</c> is looked up as one path, from the data or from the value of the expression it
/// starts at. Constant steps are worked out once.
/// </summary>
internal sealed class PathTail
{
    /// <summary>A step from the left: a name, or an index to evaluate.</summary>
    private readonly record struct Step(string? Name, Expression? Index);

    private readonly Expression? _start;
    private readonly Step[] _steps;
    private readonly PathPart[]? _constant;
    private readonly Value _substitution;

    private PathTail(Expression? start, Step[] steps)
    {
        _start = start;
        _steps = steps;
        if (steps.All(s => s.Index is null or ConstantExpression)
            && TryBuild(scope: null, substitute: false, out var path, out _))
        {
            _constant = PathPart.Split(path);
            _substitution = Substitution(path);
        }
    }

    public static PathTail Of(AccessorExpression accessor)
    {
        var steps = new List<Step>();
        Expression? left = accessor;
        while (left is AccessorExpression or ElementExpression)
        {
            steps.Add(left is AccessorExpression name ? new Step(name.Name, null) : new Step(null, ((ElementExpression)left).Index));
            left = left is AccessorExpression inner ? inner.Instance : ((ElementExpression)left).Instance;
        }

        steps.Reverse();
        return new PathTail(left, [.. steps]);
    }

    public Value Evaluate(Scope scope, bool substitute)
    {
        var parts = _constant;
        var substitution = _substitution;
        if (parts is null)
        {
            if (!TryBuild(scope, substitute, out var path, out var error))
            {
                return error;
            }

            parts = PathPart.Split(path);
            substitution = substitute ? Substitution(path) : default;
        }

        Value found;
        if (_start is null)
        {
            found = scope.Find(parts);
        }
        else
        {
            var start = _start.Evaluate(scope, substitute);
            if (start.IsError)
            {
                return start;
            }

            found = PathPart.Walk(start, parts);
        }

        return found.IsUndefined && substitute ? substitution : found;
    }

    private static Value Substitution(string path) => Value.Of("${" + path + "}");

    private bool TryBuild(Scope? scope, bool substitute, out string path, out Value error)
    {
        var text = new StringBuilder();
        path = "";
        error = default;
        foreach (var step in _steps)
        {
            if (step.Index is null)
            {
                text.Append('.').Append(step.Name);
                continue;
            }

            var index = scope is null ? ((ConstantExpression)step.Index).Value : step.Index.Evaluate(scope, substitute);
            if (index.IsError)
            {
                error = index;
                return false;
            }

            if (!double.IsNaN(JsNumber.ParseInt(JsText.Of(index))))
            {
                text.Append('[').Append(JsText.Of(index)).Append(']');
            }
            else if (index.IsText)
            {
                text.Append("['").Append(index.Text).Append("']");
            }
            else
            {
                error = Value.Error("an index is not a whole number or a name");
                return false;
            }
        }

        path = text.ToString().Trim('.').Replace(".[", "[", StringComparison.Ordinal);
        return true;
    }

}
