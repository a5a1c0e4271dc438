using System.Globalization;

namespace Isop.Benchmarks;

/// <summary>A small table of figures with their targets.</summary>
internal sealed class Report(string title)
{
    private readonly List<(string Name, string Value, string Target, bool? Met)> _rows = [];

    public bool AllMet => _rows.TrueForAll(r => r.Met != false);

    /// <summary>A figure without a target.</summary>
    public void Tell(string name, string value) => _rows.Add((name, value, "", null));

    public void AtLeast(string name, double value, double target, string unit) =>
        _rows.Add((name, Say(value, unit), $"≥ {Say(target, unit)}", value >= target));

    public void AtMost(string name, double value, double target, string unit) =>
        _rows.Add((name, Say(value, unit), $"≤ {Say(target, unit)}", value <= target));

    public bool Print()
    {
        Tell("load average at the end", LoadAverage());
        var (name, value, target) = (_rows.Max(r => r.Name.Length), _rows.Max(r => r.Value.Length), _rows.Max(r => r.Target.Length));
        Console.WriteLine();
        Console.WriteLine($"{title}   ({Environment.ProcessorCount} processors, .NET {Environment.Version})");
        foreach (var row in _rows)
        {
            var verdict = row.Met switch { true => "met", false => "MISSED", null => "" };
            Console.WriteLine($"  {row.Name.PadRight(name)}  {row.Value.PadLeft(value)}  {row.Target.PadRight(target)}  {verdict}".TrimEnd());
        }

        return AllMet;
    }

    public static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string Say(double value, string unit) => string.Create(
        CultureInfo.InvariantCulture, $"{(value >= 100 || value == Math.Floor(value) ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("0.0", CultureInfo.InvariantCulture))} {unit}").TrimEnd();
}
