using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Isop.Tests.Cards;

/// <summary>
/// Our template engine gives what npm's adaptivecards-templating gives, on every case. Where that engine has a defect or we refuse on
/// purpose, the difference is listed, with what either does: a listed difference that is gone fails as well.
/// </summary>
public sealed class TemplateConformanceTests
{
    private const int GeneratedCases = 800;
    private const int CasesPerCard = 15;

    private const string Removed = """{"B":"twee","c":{"d":[10,20,30],"met.punt":"p","e":null}}""";
    private const string Changed = """{"a":9,"B":"twee","c":{"d":[10,20,30],"met.punt":"p","e":null}}""";

    private static readonly Difference[] Differences =
    [
        new("in text: ontbreekt[0][1]", "fails", """{"v":"\u003C${ontbreekt[0][1]}\u003E"}""", "a second index on nothing crashes there"),
        new("whole: een <> 2", "fails", "refused", "<> is in the grammar there but has no meaning"),
        new("in text: een <> 2", """{"v":"\u003C${(een \u003C\u003E 2)}\u003E"}""", "refused", "as above"),
        new("as condition: een <> 2", "fails", "refused", "as above"),
        new("whole: onbekend(1)", "fails", "refused", "an unknown function is found when the template is compiled, not when a card is sent"),
        new("in text: onbekend(1)", """{"v":"\u003C${onbekend(1)}\u003E"}""", "refused", "as above"),
        new("as condition: onbekend(1)", "fails", "refused", "as above"),
        new("whole: a.b(1)", "fails", "refused", "as above"),
        new("in text: a.b(1)", """{"v":"\u003C${a.b(1)}\u003E"}""", "refused", "as above"),
        new("as condition: a.b(1)", "fails", "refused", "as above"),
        new("whole: nee || all(niets, x, true)", "fails", "{}", "all of null crashes there, here it counts as absent"),
        new("in text: nee || all(niets, x, true)", "{\"v\":\"\\u003C${(nee || all(niets, x, true))}\\u003E\"}", "{\"v\":\"\\u003C\\u003E\"}", "as above"),
        new("as condition: nee || all(niets, x, true)", "fails", "null", "as above"),
        new("whole: nee || range(1, 0)", "{\"v\":[]}", "{}", "the half-done result of a failing operand shows there, here it counts as absent"),
        new("whole: nee || int('abc')", "{\"v\":null}", "{}", "as above"),
        new("in text: nee || int('abc')", "{\"v\":\"\\u003CNaN\\u003E\"}", "{\"v\":\"\\u003C\\u003E\"}", "as above"),
        new("data kept: reverse", "{\"a\":[2,1,3],\"b\":[2,1,3]}", "{\"a\":[2,1,3],\"b\":[3,1,2]}", "functions change the data there, so that order matters"),
        new("data kept: setProperty", $$"""{"a":{{Changed}},"b":9}""", $$"""{"a":{{Changed}},"b":1}""", "as above"),
        new("data kept: removeProperty", $$"""{"a":{{Removed}},"b":"${ding.a}"}""", $$"""{"a":{{Removed}},"b":1}""", "as above"),
        new("pattern characters in replaceIgnoreCase", "{\"a\":\"---\"}", "{\"a\":\"a-b\"}", "the text is taken for a pattern there"),
        new("dollar in replaceIgnoreCase", "{\"a\":\"abbc\"}", "{\"a\":\"a$\\u0026$\\u0026c\"}", "as above"),
    ];

    private static readonly Lazy<Task<Results>> Once = new(RunAsync);

    [Fact]
    public async Task Every_case_of_the_tables_expands_as_the_official_engine_does() => AssertSame((await Once.Value).Tables);

    [Fact]
    public async Task Generated_templates_expand_as_the_official_engine_does() => AssertSame((await Once.Value).Generated);

    [Fact]
    public async Task Our_own_card_templates_expand_as_with_the_official_engine() => AssertSame((await Once.Value).Cards);

    [Fact]
    public void Every_listed_difference_has_a_case_of_its_own()
    {
        var names = Tables().Select(c => c.Name).ToHashSet();
        Assert.All(Differences, difference => Assert.Contains(difference.Case, names));
    }

    private static async Task<Results> RunAsync()
    {
        var (tables, generated) = (Tables(), GeneratedTemplates.Make(GeneratedCases).ToList());
        var all = (List<TemplateCase>)[.. tables, .. generated, .. CardViews.Cases(CasesPerCard)];
        var official = await Oracle.ExpandAsync(all);
        var answered = all.Zip(official, (template, answer) => new Answered(template, answer)).ToList();
        return new Results(answered[..tables.Count], answered[tables.Count..(tables.Count + generated.Count)], answered[(tables.Count + generated.Count)..]);
    }

    private static void AssertSame(List<Answered> cases)
    {
        var listed = Differences.ToDictionary(d => d.Case);
        var faults = new StringBuilder();
        var count = 0;
        foreach (var (template, official) in cases)
        {
            var theirs = Oracle.Outcome(official);
            var ours = Oracle.ExpandHere(template);
            var isSame = listed.TryGetValue(template.Name, out var difference)
                ? (theirs, Oracle.Outcome(ours)) == (difference.Official, difference.Ours)
                : theirs == Oracle.Outcome(ours);
            if (!isSame && ++count <= 40)
            {
                faults.AppendLine(CultureInfo.InvariantCulture, $"{template.Name}: {template.Template?.ToJsonString()}")
                    .AppendLine(CultureInfo.InvariantCulture, $"   official: {theirs} {official.Fails}{official.Compile}")
                    .AppendLine(CultureInfo.InvariantCulture, $"   ours:     {Oracle.Outcome(ours)} {ours.Fails}{ours.Compile}");
            }
        }

        Assert.True(cases.Count > 0 && count == 0, $"{count} of {cases.Count} cases differ:\n{faults}");
    }

    private static List<TemplateCase> Tables()
    {
        var data = JsonNode.Parse(File.ReadAllText(Path.Combine(Oracle.Folder(), "data.json")));
        var cases = new List<TemplateCase>();
        foreach (var expression in File.ReadLines(Path.Combine(Oracle.Folder(), "expressions.txt")).Where(line => line is not ("" or ['#', ' ', ..])))
        {
            cases.Add(new TemplateCase($"whole: {expression}", new JsonObject { ["v"] = "${" + expression + "}" }, data));
            cases.Add(new TemplateCase($"in text: {expression}", new JsonObject { ["v"] = "<${" + expression + "}>" }, data));
            cases.Add(new TemplateCase($"as condition: {expression}", new JsonObject { ["$when"] = "${" + expression + "}", ["v"] = 1 }, data));
        }

        foreach (var entry in JsonNode.Parse(File.ReadAllText(Path.Combine(Oracle.Folder(), "templates.json")))!.AsArray())
        {
            var own = entry!["data"];
            var isShared = own is JsonValue value && value.TryGetValue<string>(out var text) && text == "*";
            cases.Add(new TemplateCase((string)entry["name"]!, entry["template"], isShared ? data : own));
        }

        return cases;
    }

    private sealed record Answered(TemplateCase Template, Expansion Official);

    private sealed record Results(List<Answered> Tables, List<Answered> Generated, List<Answered> Cards);

    private sealed record Difference(string Case, string Official, string Ours, string Why);
}
