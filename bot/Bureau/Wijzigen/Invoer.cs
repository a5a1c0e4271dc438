using System.Globalization;
using Isop.Core.Register;

namespace Isop.Bot.Bureau.Wijzigen;

/// <summary>What was typed into a form, to show again when it is refused.</summary>
public sealed record Invoer(IReadOnlyDictionary<string, IReadOnlyList<string>> Velden)
{
    private const int Longest = 300;

    public static Invoer Leeg { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    public string this[string name] => Velden.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : "";

    public bool Has(string name, string value) => Velden.TryGetValue(name, out var values) && values.Contains(value);

    public static Invoer Of(IFormCollection form) => new(form.ToDictionary(
        f => f.Key,
        f => (IReadOnlyList<string>)[.. f.Value.OfType<string>().Select(v => v.Trim()).Select(v => v.Length <= Longest ? v : v[..Longest])]));

    public static Invoer Of(params IReadOnlyList<(string Name, string Value)> fields) =>
        new(fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(f => f.Value)]));

    /// <summary>A day as a browser sends it, or as people type it; null when it is neither.</summary>
    public DateOnly? Day(string name) => DateOnly.TryParseExact(
        this[name], ["yyyy-MM-dd", "d-M-yyyy", "dd-MM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    internal static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static IReadOnlyList<(DayOfWeek Day, string Word, string Name)> Dagen { get; } =
        [.. RegisterWords.Dagen.OrderBy(d => d.Value).Select(d => (d.Value, d.Key, Core.Time.Dutch.Weekday(d.Value)))];
}
