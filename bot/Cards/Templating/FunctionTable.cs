using System.Collections.Frozen;

namespace Isop.Bot.Cards.Templating;

/// <summary>The functions and operators a template may use, and why it may not use the others of the language.</summary>
internal static class FunctionTable
{
    private const string Clock = "it depends on the clock or formats a date; put the formatted text in the data";
    private const string Locale = "it depends on a language setting; put the formatted text in the data";
    private const string Random = "its result differs each time; put the value in the data";
    private const string Foreign = "it reads another language than templates; put the result in the data";

    private static readonly FrozenDictionary<string, Function> Functions = Collect();

    private static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>
    {
        ["rand"] = Random,
        ["newGuid"] = Random,
        ["formatNumber"] = Locale,
        ["jPath"] = Foreign,
        ["xPath"] = Foreign,
        ["xml"] = Foreign,
        ["stringOrValue"] = "it would evaluate what stands in the data",
        ["setPathToValue"] = "a template does not change the data",
        ["optional"] = "it has no meaning outside triggers",
    }.Concat(ClockFunctions.Select(name => KeyValuePair.Create(name, Clock))).ToFrozenDictionary();

    private static string[] ClockFunctions =>
    [
        "addDays", "addHours", "addMinutes", "addSeconds", "addToTime", "convertFromUTC", "convertToUTC", "date", "dateReadBack",
        "dateTimeDiff", "dayOfMonth", "dayOfWeek", "dayOfYear", "formatDateTime", "formatEpoch", "formatTicks", "getFutureTime",
        "getNextViableDate", "getNextViableTime", "getPastTime", "getPreviousViableDate", "getPreviousViableTime", "getTimeOfDay",
        "isDate", "isDateRange", "isDateTime", "isDefinite", "isDuration", "isPresent", "isTime", "isTimeRange", "month", "resolve",
        "startOfDay", "startOfHour", "startOfMonth", "subtractFromTime", "ticks", "ticksToDays", "ticksToHours", "ticksToMinutes",
        "utcNow", "year",
    ];

    /// <exception cref="FormatException">There is no such function, cards may not use it, or the arguments do not fit.</exception>
    public static Expression Call(string name, IReadOnlyList<Expression> arguments)
    {
        if (!Functions.TryGetValue(name, out var function))
        {
            throw new FormatException(Refused.TryGetValue(name, out var why)
                ? $"the function {name} is not allowed in a card: {why}"
                : $"there is no function {name}");
        }

        if (name is "toLower" or "toUpper" or "sentenceCase" or "titleCase" or "string" && arguments.Count > 1)
        {
            throw new FormatException($"{name} with a language is not allowed in a card: {Locale}");
        }

        function.Signature.Validate(name, arguments);
        return name == "isMatch" ? TextFunctions.Match(arguments) : new CallExpression(Canonical(name), function, arguments);
    }

    /// <summary>Operators and functions that are the same thing go by one name, which error texts show.</summary>
    private static string Canonical(string name) => name switch
    {
        "&" => "concat",
        "??" => "coalesce",
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        "equals" => "==",
        "less" => "<",
        "lessOrEquals" => "<=",
        "greater" => ">",
        "greaterOrEquals" => ">=",
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "div" => "/",
        "exp" => "^",
        "mod" => "%",
        _ => name,
    };

    private static FrozenDictionary<string, Function> Collect()
    {
        var functions = new Dictionary<string, Function>();
        LogicFunctions.AddTo(functions);
        NumberFunctions.AddTo(functions);
        TextFunctions.AddTo(functions);
        ConversionFunctions.AddTo(functions);
        ListFunctions.AddTo(functions);
        LambdaFunctions.AddTo(functions);
        RecordFunctions.AddTo(functions);
        return functions.ToFrozenDictionary();
    }
}
