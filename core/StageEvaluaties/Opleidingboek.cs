namespace Isop.Core.StageEvaluaties;

/// <summary>The counts per opleiding of one study year, by eenheid.</summary>
internal sealed class Opleidingboek
{
    private readonly Dictionary<string, List<Opleidingtelling>> _byEenheid;

    public Opleidingboek(IEnumerable<Opleidingtelling> tellingen, string studiejaar)
    {
        var year = tellingen.Where(t => t.Studiejaar == studiejaar).ToList();
        _byEenheid = year.GroupBy(t => t.Eenheid, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        Opleidingen = [.. year.Select(t => t.Opleiding).Distinct().Order(StringComparer.Ordinal)];
        Plaatsen = year.GroupBy(t => t.Opleiding, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => g.Select(t => t.Eenheid).Distinct().Count(), StringComparer.Ordinal);
    }

    /// <summary>In a fixed order.</summary>
    public IReadOnlyList<string> Opleidingen { get; }

    /// <summary>At how many eenheden students of an opleiding were invited.</summary>
    public IReadOnlyDictionary<string, int> Plaatsen { get; }

    public IReadOnlyList<Opleidingtelling> Van(string eenheid) => _byEenheid.GetValueOrDefault(eenheid) ?? [];

    /// <summary>Which part of the invited of an opleiding answered at these eenheden.</summary>
    public double Respons(string opleiding, IEnumerable<string> eenheden)
    {
        var (invited, answered) = (0, 0);
        foreach (var telling in eenheden.SelectMany(Van).Where(t => t.Opleiding == opleiding))
        {
            (invited, answered) = (invited + telling.Uitgenodigd, answered + (telling.Ingevuld ?? 0));
        }

        return invited == 0 ? 0 : (double)answered / invited;
    }
}
