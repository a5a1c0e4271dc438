namespace Isop.Bot.Cards.Templating;

internal delegate Value Evaluator(CallExpression call, Scope scope, bool substitute);

internal delegate Value Apply(ReadOnlySpan<Value> arguments);

/// <summary>Says why an argument will not do; null when it will. The position counts from 0.</summary>
internal delegate string? Check(in Value value, int position);

/// <summary>A function of the language: what it takes (checked when the template is compiled) and how it is evaluated.</summary>
internal sealed class Function(Returns returns, Signature signature, Evaluator evaluate)
{
    public Returns Returns => returns;

    public Signature Signature => signature;

    public Evaluator Evaluate => evaluate;

    /// <summary>A function of its arguments' values.</summary>
    public static Function Of(Returns returns, Signature signature, Apply apply, Check? check = null) =>
        new(returns, signature, (call, scope, substitute) =>
        {
            var start = scope.StackCount;
            var error = EvaluateArguments(call, scope, substitute, check);
            var result = error.IsError ? error : apply(scope.Top(start));
            scope.Pop(start);
            return result;
        });

    /// <summary>As <see cref="Of"/>, of two values at a time from left to right.</summary>
    public static Function Sequence(Returns returns, Signature signature, Func<Value, Value, Value> apply, Check? check = null) =>
        Of(returns, signature, arguments =>
        {
            var result = arguments[0];
            for (var i = 1; i < arguments.Length && !result.IsError; i++)
            {
                result = apply(result, arguments[i]);
            }

            return result;
        }, check);

    /// <summary>A comparison: paths that lead nowhere are absent, and an argument that cannot be evaluated makes it false.</summary>
    public static Function Comparison(Signature signature, Apply apply, Check? check = null) =>
        new(Returns.Boolean, signature, (call, scope, _) =>
        {
            var start = scope.StackCount;
            var error = EvaluateArguments(call, scope, substitute: false, check);
            var result = error.IsError ? Value.False : apply(scope.Top(start));
            scope.Pop(start);
            return result;
        });

    /// <summary>Leaves the values on the scope's stack; answers the first error, or absent.</summary>
    public static Value EvaluateArguments(CallExpression call, Scope scope, bool substitute, Check? check)
    {
        var children = call.Children;
        for (var i = 0; i < children.Count; i++)
        {
            var value = children[i].Evaluate(scope, substitute);
            if (value.IsError)
            {
                return value;
            }

            if (check is not null && check(value, i) is { } fault)
            {
                return Value.Error(fault);
            }

            scope.Push(value);
        }

        return Value.Undefined;
    }
}

/// <summary>How many arguments a function takes and of what kind.</summary>
internal sealed class Signature
{
    private Signature(int min, int max, Returns[] kinds, Returns rest)
    {
        Min = min;
        Max = max;
        Kinds = kinds;
        Rest = rest;
    }

    private int Min { get; }

    private int Max { get; }

    private Returns[] Kinds { get; }

    private Returns Rest { get; }

    /// <summary>From <paramref name="min"/> to <paramref name="max"/> arguments, each of one of these kinds.</summary>
    public static Signature Of(int min, int max, Returns each = Returns.Any) => new(min, max, [], each);

    /// <summary>These arguments in this order.</summary>
    public static Signature Order(params Returns[] kinds) => new(kinds.Length, kinds.Length, kinds, Returns.Any);

    /// <summary>These arguments in this order, and perhaps one more.</summary>
    public static Signature OrderAndMaybe(Returns optional, params Returns[] kinds) => new(kinds.Length, kinds.Length + 1, [.. kinds, optional], Returns.Any);

    public static Signature AtLeast(int min, Returns each = Returns.Any) => new(min, int.MaxValue, [], each);

    /// <summary>A list, a variable and an expression in which the variable is an item.</summary>
    public static Signature Lambda { get; } = new(3, 3, [], Returns.Any) { IsLambda = true };

    private bool IsLambda { get; init; }

    /// <exception cref="FormatException">The arguments do not fit.</exception>
    public void Validate(string name, IReadOnlyList<Expression> arguments)
    {
        if (arguments.Count < Min || arguments.Count > Max)
        {
            var wanted = Min == Max ? $"{Min}" : Max == int.MaxValue ? $"{Min} or more" : $"{Min} to {Max}";
            throw new FormatException($"{name} takes {wanted} argument(s), not {arguments.Count}");
        }

        if (IsLambda && arguments[1] is not AccessorExpression { IsName: true })
        {
            throw new FormatException($"{name} takes a variable as its second argument, not {arguments[1]}");
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var wanted = i < Kinds.Length ? Kinds[i] : Rest;
            if ((wanted & Returns.Any) == 0 && (arguments[i].Returns & Returns.Any) == 0 && (wanted & arguments[i].Returns) == 0)
            {
                throw new FormatException($"{arguments[i]} is no {wanted} in {name}");
            }
        }
    }
}
