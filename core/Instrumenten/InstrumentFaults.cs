using Isop.Core.Register;

namespace Isop.Core.Instrumenten;

/// <summary>Gathers what is wrong with something that the institute wrote, each with its place.</summary>
internal sealed class InstrumentFaults
{
    public const int MaxId = 60;

    private readonly List<InstrumentFault> _found = [];

    public IReadOnlyList<InstrumentFault> Found => _found;

    public void When(bool wrong, string path, string reason)
    {
        if (wrong)
        {
            _found.Add(new InstrumentFault(path, reason));
        }
    }

    public void Id(string path, string value) =>
        When(value.Length is < 1 or > MaxId || !value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            path, $"Gebruik kleine letters, cijfers en streepjes: 1 tot {MaxId} tekens.");

    public void Text(string path, string value, int max)
    {
        When(string.IsNullOrWhiteSpace(value), path, "Vul hier tekst in.");
        OptionalText(path, value, max);
    }

    public void OptionalText(string path, string? value, int max)
    {
        When(value?.Length > max, path, $"Deze tekst is te lang: {value?.Length} tekens. Er passen er {max}.");
        When(value?.Any(char.IsControl) is true, path, "Hier staat een teken dat niet te zien is, zoals een tab of een nieuwe regel.");
    }

    /// <summary>The codes must be written as the register has them, or no student would ever match.</summary>
    public void Opleidingen(string path, IReadOnlyList<string> codes)
    {
        When(codes.Count == 0, path, "Noem minstens één opleiding.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < codes.Count; i++)
        {
            When(!Opleiding.TryParse(codes[i], out var known) || known.Code != codes[i], $"{path}[{i}]", "Deze opleiding kennen we niet.");
            When(!seen.Add(codes[i]), $"{path}[{i}]", "Deze opleiding staat er twee keer.");
        }
    }
}
