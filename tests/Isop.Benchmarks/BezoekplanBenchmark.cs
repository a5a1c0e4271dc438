using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Core.Bezoeken;

namespace Isop.Benchmarks;

/// <summary>
/// Plans an instance of one blok (weeks 1-10, weekday 0-4, half 0-1) and writes the plan as [{student, visit, week, weekday, half}], so that
/// somebody else's program can judge it.
/// </summary>
internal static class BezoekplanBenchmark
{
    public static async Task<bool> RunAsync(string input, string output)
    {
        var root = JsonNode.Parse(await File.ReadAllTextAsync(input))!;
        var organisations = root["organisations"]!.AsArray().ToDictionary(o => (string)o!["id"]!, o => o!);
        var students = root["students"]!.AsArray().ToLookup(s => (string)s!["coach"]!, s => s!);
        var windows = root["visitWindows"]!.AsArray().Select(w => ((int)w![0]!, (int)w[1]!)).ToList();
        int[] capacity = [(int)root["capacity"]!["morning"]!, (int)root["capacity"]!["afternoon"]!];
        var plan = new JsonArray();
        var (cost, bound, proved, coaches) = (0L, 0L, 0, 0);
        var clock = Stopwatch.StartNew();
        foreach (var coach in root["coaches"]!.AsArray())
        {
            var places = coach!["available"]!.AsArray().Select(a => (Week: (int)a![0]!, Day: (int)a[1]!, Half: (int)a[2]!)).Order().ToList();
            var groups = students[(string)coach["id"]!].GroupBy(s => $"{s["organisation"]}|{s["days"]!.ToJsonString()}").Select(g => g.ToList()).ToList();
            var model = new Planmodel
            {
                DagenTussen = (int)root["minDaysBetween"]!,
                Plekken = [.. places.Select(p => new Planmodel.Plek((p.Week * 7) + p.Day, p.Half, capacity[p.Half]))],
                Groepen = [.. groups.Select(g => Group(g, organisations[(string)g[0]["organisation"]!], places, windows))],
            };
            var found = Bezoekplanner.Solve(model);
            (cost, bound, proved, coaches) = (cost + found.Kosten, bound + found.Ondergrens, proved + (found.Bewezen ? 1 : 0), coaches + 1);
            foreach (var (group, pairs) in groups.Zip(found.Paren))
            {
                foreach (var (student, (first, second)) in group.Zip(pairs))
                {
                    Add(plan, student, 1, first, places);
                    Add(plan, student, 2, second, places);
                }
            }
        }

        await File.WriteAllTextAsync(output, plan.ToJsonString());
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(input)}: cost {cost}, bound {bound}, {proved} of {coaches} coaches proved, {clock.Elapsed.TotalSeconds:0.0} s"));
        return proved == coaches;
    }

    private static Planmodel.Groep Group(
        List<JsonNode> students, JsonNode organisation, List<(int Week, int Day, int Half)> places, List<(int From, int To)> windows)
    {
        var days = students[0]["days"]!.AsArray().Select(d => (int)d!).ToHashSet();
        var present = organisation["opleiderPresent"]!.AsArray().Select(p => ((int)p![0]!, (int)p[1]!)).ToHashSet();
        var holiday = (int?)organisation["holidayWeek"];

        Dictionary<int, int> Of((int From, int To) window, int middle) => places.Index()
            .Where(p => p.Item.Week >= window.From && p.Item.Week <= window.To && p.Item.Week != holiday && days.Contains(p.Item.Day))
            .ToDictionary(p => p.Index, p => Math.Abs(p.Item.Week - middle) + (present.Contains((p.Item.Day, p.Item.Half)) ? 0 : Planmodel.KostenZonderOpleider));

        return new Planmodel.Groep((string)organisation["id"]!, students.Count, Of(windows[0], 4), Of(windows[1], 8));
    }

    private static void Add(JsonArray plan, JsonNode student, int visit, int? place, List<(int Week, int Day, int Half)> places)
    {
        if (place is { } p)
        {
            plan.Add((JsonNode)new JsonObject
            {
                ["student"] = (string)student["id"]!, ["visit"] = visit, ["week"] = places[p].Week, ["weekday"] = places[p].Day, ["half"] = places[p].Half,
            });
        }
    }
}
