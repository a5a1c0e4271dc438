using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Isop.Tests.Cards;

/// <summary>Views for our own card templates, made from the names their expressions use: any kind of value under any name.</summary>
public static partial class CardViews
{
    private const int MaxDepth = 2;

    public static IEnumerable<string> TemplateFiles() =>
        Directory.EnumerateFiles(Path.Combine(Oracle.Folder(), "..", "..", "bot"), "*.card.json", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<TemplateCase> Cases(int perTemplate) => TemplateFiles().SelectMany(path =>
    {
        var json = File.ReadAllText(path);
        var names = Expressions().Matches(json)
            .SelectMany(expression => Names().Matches(expression.Value).Select(m => m.Groups[1].Value))
            .Where(name => name is not ("true" or "false" or "null" or "undefined"))
            .Distinct()
            .ToArray();
        return Enumerable.Range(1, perTemplate).Select(seed =>
            new TemplateCase($"{Path.GetFileName(path)} with view {seed}", JsonNode.Parse(json), View(names, new Random(seed), 0)));
    });

    private static JsonObject View(string[] names, Random random, int depth)
    {
        var view = new JsonObject();
        foreach (var name in names.Where(_ => random.Next(20) > depth * 7))
        {
            view[name] = Any(names, random, depth);
        }

        return view;
    }

    private static JsonNode? Any(string[] names, Random random, int depth) => random.Next(10) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.Next(-2, 40)),
        3 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(i => (JsonNode)JsonValue.Create($"regel {i} é"))]),
        4 or 5 when depth < MaxDepth => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)View(names, random, depth + 1))]),
        6 when depth < MaxDepth => View(names, random, depth + 1),
        _ => JsonValue.Create("tekst " + random.Next(100)),
    };

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"(?<![\w$'])([a-zA-Z_]\w*)(?![\w(])", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
