namespace Isop.Bot.Cards.Templating;

/// <summary>Arithmetic on doubles, with the JavaScript engine's own rules: whole numbers divide to a whole number, rounded down.</summary>
internal static class NumberFunctions
{
    private const int MaxRange = 100_000;

    public static void AddTo(Dictionary<string, Function> functions)
    {
        var many = Signature.AtLeast(2, Returns.Number);
        var one = Signature.Of(1, 1, Returns.Number);
        functions["+"] = functions["add"] = Function.Sequence(
            Returns.Text | Returns.Number, Signature.AtLeast(2, Returns.Text | Returns.Number), Add, Checks.NumberOrTextOrAbsent);
        functions["-"] = functions["sub"] = Function.Sequence(Returns.Number, many, (a, b) => Value.Of(a.Number - b.Number), Checks.Number);
        functions["*"] = functions["mul"] = Function.Sequence(Returns.Number, many, (a, b) => Value.Of(a.Number * b.Number), Checks.Number);
        functions["/"] = functions["div"] = Function.Sequence(Returns.Number, many, Divide, Divisor);
        functions["^"] = functions["exp"] = Function.Sequence(Returns.Number, many, Power, Checks.NumberOrNumbers);
        functions["%"] = functions["mod"] = Function.Of(Returns.Number, Signature.Of(2, 2, Returns.Number), a => a[1].Number == 0
            ? Value.Error("division by zero")
            : Value.Of(a[0].Number % a[1].Number), Checks.Integer);
        functions["abs"] = Function.Of(Returns.Number, one, a => Value.Of(Math.Abs(a[0].Number)), Checks.Number);
        functions["floor"] = Function.Of(Returns.Number, one, a => Value.Of(Math.Floor(a[0].Number)), Checks.Number);
        functions["ceiling"] = Function.Of(Returns.Number, one, a => Value.Of(Math.Ceiling(a[0].Number)), Checks.Number);
        functions["sqrt"] = Function.Of(Returns.Number, one, a => a[0].Number < 0
            ? Value.Error("the square root of a negative number")
            : Value.Of(Math.Sqrt(a[0].Number)), Checks.Number);
        functions["round"] = Function.Of(Returns.Number, Signature.Of(1, 2, Returns.Number), Round, Checks.Number);
        functions["min"] = Function.Of(Returns.Number, Signature.AtLeast(1), a => Value.Of(Fold(a, double.PositiveInfinity, Math.Min)), Checks.NumberOrNumbers);
        functions["max"] = Function.Of(Returns.Number, Signature.AtLeast(1), a => Value.Of(Fold(a, double.NegativeInfinity, Math.Max)), Checks.NumberOrNumbers);
        functions["sum"] = Function.Of(Returns.Number, Signature.Order(Returns.List), a => Sum(a[0].Items), Checks.Numbers);
        functions["average"] = Function.Of(Returns.Number, Signature.Of(1, 1), Average, Checks.Numbers);
        functions["range"] = Function.Of(Returns.List, Signature.Of(2, 2, Returns.Number), Range, Checks.Integer);
        functions["addOrdinal"] = Function.Of(Returns.Text, one, a => Value.Of(Ordinal(a[0].Number)), Checks.Integer);
    }

    private static Value Add(Value a, Value b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return Value.Of(a.Number + b.Number);
        }

        if ((a.IsNothing && b.IsNumber) || (b.IsNothing && a.IsNumber))
        {
            return Value.Error("a number cannot be added to null");
        }

        return Value.Of(string.Concat(a.IsNothing ? "" : JsText.Of(a), b.IsNothing ? "" : JsText.Of(b)));
    }

    private static string? Divisor(in Value value, int position) =>
        Checks.Number(value, position) ?? (position > 0 && value.Number == 0 ? "division by zero" : null);

    private static Value Divide(Value a, Value b)
    {
        var result = a.Number / b.Number;
        return Value.Of(a.IsInteger && b.IsInteger ? Math.Floor(result) : result);
    }

    private static Value Power(Value a, Value b)
    {
        var (x, y) = (JsText.ToNumber(a), JsText.ToNumber(b));
        return Value.Of(Math.Abs(x) == 1 && !double.IsFinite(y) ? double.NaN : Math.Pow(x, y));
    }

    private static Value Round(ReadOnlySpan<Value> arguments)
    {
        var decimals = arguments.Length == 2 ? arguments[1].Number : 0;
        if (!double.IsInteger(decimals) || decimals is < 0 or > 15)
        {
            return Value.Error("the number of decimals is not a whole number from 0 to 15");
        }

        var factor = Math.Pow(10, decimals);
        return Value.Of(JsNumber.Round(arguments[0].Number * factor) / factor);
    }

    private static double Fold(ReadOnlySpan<Value> arguments, double start, Func<double, double, double> fold)
    {
        var result = start;
        foreach (ref readonly var argument in arguments)
        {
            if (argument.IsList)
            {
                result = Fold(argument.Items, result, fold);
            }
            else
            {
                result = fold(result, argument.Number);
            }
        }

        return result;
    }

    private static Value Sum(Value[] items)
    {
        if (items.Length == 0)
        {
            return Value.Error("the list is empty");
        }

        var sum = items[0].Number;
        foreach (ref readonly var item in items.AsSpan(1))
        {
            sum += item.Number;
        }

        return Value.Of(sum);
    }

    private static Value Average(ReadOnlySpan<Value> arguments)
    {
        var sum = Sum(arguments[0].Items);
        return sum.IsError ? sum : Value.Of(sum.Number / arguments[0].Items.Length);
    }

    private static Value Range(ReadOnlySpan<Value> arguments)
    {
        var (first, count) = (arguments[0].Number, arguments[1].Number);
        if (count is <= 0 or > MaxRange)
        {
            return Value.Error($"the count of a range is not between 1 and {MaxRange}");
        }

        var items = new Value[(int)count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value.Of(first + i);
        }

        return Value.Of(items);
    }

    private static string Ordinal(double number)
    {
        var suffix = (number % 100, number % 10) switch
        {
            _ when number <= 0 => "",
            (11 or 12 or 13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };
        return JsNumber.ToText(number) + suffix;
    }
}
