namespace Isop.Bot.Cards.Templating;

/// <summary>What <c>$data</c> gives: a constant, the value of an expression, or text with expressions in it.</summary>
internal abstract class DataSource
{
    public abstract Value Evaluate(Scope scope);

    internal sealed class Constant(Value value) : DataSource
    {
        public override Value Evaluate(Scope scope) => value;
    }

    internal sealed class OfExpression(string path, Expression expression) : DataSource
    {
        public override Value Evaluate(Scope scope)
        {
            var value = expression.Evaluate(scope, substitute: true);
            return value.IsError ? throw new AdaptiveTemplateException(path, $"{expression}: {value.Reason}") : value;
        }
    }

    internal sealed class OfText(IReadOnlyList<Expression> pieces) : DataSource
    {
        public override Value Evaluate(Scope scope) => Value.Of(TextNode.Join(pieces, scope));
    }
}
