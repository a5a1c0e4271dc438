using System.Buffers;
using System.Text.RegularExpressions;

namespace Isop.EndToEndTests;

/// <summary>
/// Everything that was logged and measured in a run on the demo register, at the finest level, against everybody's names and
/// addresses and what was written and chosen.
/// </summary>
internal static class NothingPersonal
{
    private static readonly string[] Written =
        ["Dit schreef de student", "Dit schreef de mentor", "Dit zagen wij", "Dit zag Anne", "begint elke week", "Over vier weken kijken", "\"zichtbaar\"", "\"sterk\""];

    /// <param name="printed">The lines of the process's output.</param>
    /// <param name="measured">The lines of telemetry.</param>
    /// <param name="expected">What the telemetry must hold, so that an empty one does not pass.</param>
    public static void IsIn(IReadOnlyCollection<string> printed, IReadOnlyCollection<string> measured, params IReadOnlyList<string> expected) =>
        IsIn(printed, measured, [], expected);

    /// <param name="printed">The lines of the process's output.</param>
    /// <param name="measured">The lines of telemetry.</param>
    /// <param name="secrets">What else must not be there: people that the demo does not have, links, words.</param>
    /// <param name="expected">What the telemetry must hold, so that an empty one does not pass.</param>
    public static void IsIn(
        IReadOnlyCollection<string> printed, IReadOnlyCollection<string> measured, IReadOnlyList<string> secrets, IReadOnlyList<string> expected)
    {
        var people = File.ReadLines(Path.Combine(Repository.Root, "bot", "Development", "Demo", "personen.csv")).Skip(1)
            .SelectMany(line => line.Split(';').Take(4)).Where(field => field.Length > 2).Distinct().ToList();
        Assert.True(people.Count > 20, "The demo register has people.");
        var personal = new Regex(string.Join('|', people.Select(p => $@"\b{Regex.Escape(p)}\b").Concat(Written.Concat(secrets).Select(Regex.Escape))), RegexOptions.IgnoreCase);
        // Finds all of them at once, and the pattern the lines where a name is a word of its own.
        var anywhere = SearchValues.Create([.. people, .. Written, .. secrets], StringComparison.OrdinalIgnoreCase);

        // It really was everything: requests without their paths, turns of planning and sending, and lines of log.
        Assert.True(printed.Count > 100, $"Only {printed.Count} lines were printed.");
        Assert.All(expected, name => Assert.Contains(measured, line => line.Contains(name, StringComparison.Ordinal)));

        var suspect = printed.Concat(measured).Where(line => line.AsSpan().ContainsAny(anywhere));
        Assert.Empty(suspect.Where(line => personal.IsMatch(line)).Select(line => $"{personal.Match(line)}: {line}").Take(5));
    }
}
