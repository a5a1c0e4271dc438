using System.Globalization;
using System.Text.Json.Nodes;

namespace Isop.Tests.Cards;

/// <summary>
/// Templates and data made from a seed: expressions that mostly fit their types and sometimes do not, inside objects with $data and $when.
/// Functions that change the data in the official engine get fresh values only; that difference has its own case.
/// </summary>
public sealed class GeneratedTemplates
{
    private static readonly string[] Words = ["Gijs", "Noor", "één", "a'b", "x y", "", "Zutphen", "12", "3.5", "de KAT", "ß", "👍", "\\", "false", "${x}"];
    private static readonly string[] NumberNames = ["n", "m", "half", "min"];
    private static readonly string[] TextNames = ["naam", "plaats", "leeg"];
    private static readonly string[] TruthNames = ["ja", "nee"];
    private static readonly string[] ListNames = ["getallen", "woorden", "niks"];
    private readonly Random _random;
    private readonly List<string> _variables = [];

    private GeneratedTemplates(int seed) => _random = new Random(seed);

    public static IEnumerable<TemplateCase> Make(int count, int firstSeed = 1) =>
        Enumerable.Range(firstSeed, count).Select(seed =>
        {
            var generator = new GeneratedTemplates(seed);
            return new TemplateCase($"generated {seed}", generator.Template(3), generator.Data(2));
        });

    private JsonObject Data(int depth)
    {
        var data = new JsonObject
        {
            ["n"] = _random.Next(-3, 12),
            ["m"] = _random.Next(0, 100_000),
            ["half"] = Math.Round((_random.NextDouble() * 20) - 5, _random.Next(1, 5)),
            ["min"] = -_random.Next(1, 9),
            ["naam"] = Pick(Words),
            ["plaats"] = Pick(Words),
            ["leeg"] = "",
            ["ja"] = true,
            ["nee"] = false,
            ["getallen"] = new JsonArray([.. Some(i => JsonValue.Create(_random.Next(-5, 9)))]),
            ["woorden"] = new JsonArray([.. Some(i => JsonValue.Create(Pick(Words)))]),
            ["niks"] = new JsonArray(),
        };
        if (depth > 0)
        {
            data["kind"] = _random.Next(6) == 0 ? null : Data(depth - 1);
            data["rijen"] = new JsonArray([.. Some(i => (JsonNode)Data(depth - 1))]);
        }

        foreach (var gone in data.Select(p => p.Key).Where(_ => _random.Next(14) == 0).ToArray())
        {
            data.Remove(gone);
        }

        return data;
    }

    private IEnumerable<JsonNode?> Some(Func<int, JsonNode?> make) => Enumerable.Range(0, _random.Next(5)).Select(make);

    private JsonObject Template(int depth)
    {
        var template = new JsonObject();
        if (_random.Next(4) == 0)
        {
            template["$when"] = "${" + Truth(2) + "}";
        }

        if (_random.Next(3) == 0)
        {
            template["$data"] = "${" + Pick(["rijen", "kind", "kind", "$root.rijen", "where(rijen, r, " + Truth(1) + ")", "getallen", "first(rijen)", "$root"]) + "}";
        }

        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            template["p" + i.ToString(CultureInfo.InvariantCulture)] = depth > 0 && _random.Next(3) == 0 ? Branch(depth) : Leaf();
        }

        return template;
    }

    private JsonNode? Branch(int depth) => _random.Next(3) == 0
        ? Template(depth - 1)
        : new JsonArray([.. Some(i => _random.Next(4) == 0 ? Leaf() : Template(depth - 1))]);

    private JsonNode? Leaf() => _random.Next(10) switch
    {
        0 => JsonValue.Create(_random.Next(100)),
        1 => null,
        2 => JsonValue.Create(Pick(["tekst", "x ${", "\\${naam}", "$${naam}", "${naam}${plaats}"])),
        3 or 4 or 5 => JsonValue.Create("${" + Any(3) + "}"),
        _ => JsonValue.Create($"{Pick(["", "Dag ", "\\$ "])}${{{Any(3)}}}{Pick(["", "!", " en ${" + Any(2) + "}"])}"),
    };

    private string Any(int depth) => _random.Next(12) switch
    {
        0 => List(depth),
        1 => Pick(["kind", "$root.kind", "$data", "ontbreekt", "kind.kind", "$index", "null"]),
        2 or 3 => Truth(depth),
        4 or 5 or 6 => Number(depth),
        7 => Item(depth),
        _ => Text(depth),
    };

    private string Item(int depth) => _random.Next(4) switch
    {
        0 => $"first({List(depth - 1)})",
        1 => $"last({List(depth - 1)})",
        2 => $"{Pick(ListNames)}[{Pick(["0", "1", "n", "$index"])}]",
        _ => $"rijen[{Pick(["0", "1", "n"])}].{Pick(TextNames)}",
    };

    private string Number(int depth)
    {
        if (depth <= 0 || _random.Next(4) == 0)
        {
            return Pick([Pick(NumberNames), Path(NumberNames), _random.Next(20).ToString(CultureInfo.InvariantCulture), "2.5", "$index", Variable()]);
        }

        string N() => Odd(depth) ?? Number(depth - 1);
        return _random.Next(14) switch
        {
            0 or 1 => $"({N()} {Pick(["+", "-", "*", "/", "% "])} {N()})",
            2 => $"{N()} + {N()} * {N()}",
            3 => $"{Pick(["add", "sub", "mul", "div", "mod", "min", "max"])}({N()}, {N()})",
            4 => $"{Pick(["abs", "floor", "ceiling", "round", "int", "float"])}({N()})",
            5 => $"length({Text(depth - 1)})",
            6 => $"count({List(depth - 1)})",
            7 => $"if({Truth(depth - 1)}, {N()}, {N()})",
            8 => $"round({N()}, {_random.Next(4)})",
            9 => $"{Pick(["indexOf", "lastIndexOf"])}({Text(depth - 1)}, {Text(depth - 1)})",
            10 => $"{Pick(["sum", "average", "min", "max"])}(getallen)",
            11 => $"-{Number(depth - 1)}",
            12 => $"countWord({Text(depth - 1)})",
            _ => $"({Truth(depth - 1)} ? {N()} : {N()})",
        };
    }

    private string Text(int depth)
    {
        if (depth <= 0 || _random.Next(4) == 0)
        {
            return Pick([Pick(TextNames), Path(TextNames), Quoted(Pick(Words)), Quoted(Pick(Words)), Variable()]);
        }

        string T() => Odd(depth) ?? Text(depth - 1);
        return _random.Next(14) switch
        {
            0 => $"concat({T()}, {Any(depth - 1)})",
            1 => $"{T()} & {T()}",
            2 => $"{Pick(["toUpper", "toLower", "trim", "sentenceCase", "titleCase", "base64", "uriComponent", "reverse"])}({T()})",
            3 => $"replace({T()}, {Quoted(Pick(Words))}, {T()})",
            4 => $"substring({T()}, {Number(depth - 1)})",
            5 => $"substring({T()}, {_random.Next(3)}, {Number(depth - 1)})",
            6 => $"join({List(depth - 1)}, {Quoted(Pick([",", ", ", ""]))})",
            7 => $"join({List(depth - 1)}, ', ', ' en ')",
            8 => $"if({Truth(depth - 1)}, {T()}, {T()})",
            9 => $"string({Any(depth - 1)})",
            10 => $"take({T()}, {_random.Next(4)})",
            11 => $"coalesce({T()}, {T()})",
            12 => $"jsonStringify({Any(depth - 1)})",
            _ => $"{T()} + {Any(depth - 1)}",
        };
    }

    private string Truth(int depth)
    {
        if (depth <= 0 || _random.Next(5) == 0)
        {
            return Pick([Pick(TruthNames), Path(TruthNames), "true", "exists(kind)", "empty(getallen)", Variable()]);
        }

        string B() => Odd(depth) ?? Truth(depth - 1);
        return _random.Next(13) switch
        {
            0 => $"{Number(depth - 1)} {Pick(["<", "<=", ">", ">="])} {Number(depth - 1)}",
            1 => $"{Any(depth - 1)} {Pick(["==", "!="])} {Any(depth - 1)}",
            2 => $"!{Truth(0)}",
            3 => $"({B()} {Pick(["&&", "||"])} {B()})",
            4 => $"{Pick(["exists", "empty", "bool", "not", "isString", "isArray", "isObject", "isInteger", "isFloat", "isBoolean"])}({Any(depth - 1)})",
            5 => $"{Pick(["startsWith", "endsWith", "contains"])}({Text(depth - 1)}, {Text(depth - 1)})",
            6 => $"contains({List(depth - 1)}, {Any(depth - 1)})",
            7 => Lambda(Pick(["any", "all"]), "getallen", () => Truth(depth - 1)),
            8 => $"{Text(depth - 1)} {Pick(["<", ">"])} {Text(depth - 1)}",
            9 => $"{Pick(["and", "or"])}({B()}, {B()}, {B()})",
            10 => $"if({B()}, {B()}, {B()})",
            11 => $"equals({List(depth - 1)}, {List(depth - 1)})",
            _ => $"isMatch({Text(depth - 1)}, {Quoted(Pick(["^[a-z]+$", "\\\\d", "^.{2,4}$", "(?i)gijs|noor"]))})",
        };
    }

    private string List(int depth)
    {
        if (depth <= 0 || _random.Next(4) == 0)
        {
            return Pick([Pick(ListNames), Path(ListNames), "rijen", $"[{Number(0)}, {Text(0)}]"]);
        }

        string L() => Odd(depth) ?? List(depth - 1);
        return _random.Next(12) switch
        {
            0 => $"{Pick(["skip", "take"])}({L()}, {_random.Next(3)})",
            1 => $"{Pick(["union", "intersection"])}({L()}, {L()})",
            2 => $"unique({L()})",
            3 => $"createArray({Any(depth - 1)}, {Any(depth - 1)})",
            4 => $"split({Text(depth - 1)}, {Quoted(Pick(["", ",", "a", " "]))})",
            5 => Lambda(Pick(["select", "foreach"]), Pick(ListNames), () => Any(depth - 1)),
            6 => Lambda("where", Pick(["getallen", "woorden", "rijen"]), () => Truth(depth - 1)),
            7 => $"sortBy({Pick(["getallen", "woorden", "rijen, 'n'", "rijen, 'naam'"])})",
            8 => $"flatten([{L()}, {L()}])",
            9 => $"subArray({L()}, {_random.Next(3)})",
            10 => $"range({Number(0)}, {_random.Next(4)})",
            _ => $"indicesAndValues({L()})",
        };
    }

    private string Lambda(string function, string list, Func<string> body)
    {
        var variable = "v" + _variables.Count.ToString(CultureInfo.InvariantCulture);
        _variables.Add(variable);
        var text = _random.Next(2) == 0 ? $"{function}({list}, {variable}, {body()})" : $"{function}({list}, {variable} => {body()})";
        _variables.Remove(variable);
        return text;
    }

    private string Variable() => _variables.Count == 0 ? "n" : Pick([.. _variables]) + Pick(["", "", ".naam", ".n"]);

    private string Path(string[] names) => Pick(["kind.", "$root.", "$data.", "KIND.", "$root.kind.", "ontbreekt.", "kind['", "rijen[0]."]) switch
    {
        ['k', .., '\''] path => $"{path}{Pick(names)}']",
        var path => path + Pick(names),
    };

    /// <summary>Now and then an argument of a kind that does not fit.</summary>
    private string? Odd(int depth) => _random.Next(25) == 0 ? Any(depth - 1) : null;

    private static string Quoted(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("${x}", "$x", StringComparison.Ordinal) + "'";

    private string Pick(string[] options) => options[_random.Next(options.Length)];
}
