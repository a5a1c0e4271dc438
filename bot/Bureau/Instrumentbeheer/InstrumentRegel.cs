using Isop.Core.Instrumenten;

namespace Isop.Bot.Bureau.Instrumentbeheer;

/// <summary>A version and where new cases open with it.</summary>
public sealed record InstrumentRegel(Instrument Instrument, IReadOnlyList<(string Opleiding, int Leerjaar)> Gebruik)
{
    /// <summary>"pabo-vt leerjaar 1, 2; ad-pep leerjaar 1"</summary>
    public string Waar => string.Join("; ", Gebruik.GroupBy(g => g.Opleiding).Select(g => $"{g.Key} leerjaar {string.Join(", ", g.Select(p => p.Leerjaar))}"));
}
