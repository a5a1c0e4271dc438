using System.Collections.Concurrent;

namespace Isop.Core.StageEvaluaties;

/// <summary>The counts of all closed waves up to a study year, by eenheid.</summary>
internal sealed class Telboek
{
    private readonly Dictionary<string, Telcel[]> _byEenheid;
    private readonly Dictionary<string, int> _plaatsen;
    private readonly ConcurrentDictionary<(string, int), IReadOnlyList<Deel>> _delen = new();

    public Telboek(IReadOnlyList<Celtelling> tellingen, int jaar, int venster)
    {
        Van = jaar - venster + 1;
        Jaar = jaar;
        var cells = tellingen.Select((t, i) => new Telcel(i, t)).Where(c => c.Jaar <= jaar);
        _byEenheid = cells.GroupBy(c => c.Telling.Eenheid, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => g.OrderBy(c => c.Jaar).ThenBy(c => c.Telling.Halfjaar).ToArray(), StringComparer.Ordinal);
        Aantal = tellingen.Count;
        Eenheden = [.. _byEenheid.Where(e => e.Value[^1].Jaar >= Van).Select(e => e.Key).Order(StringComparer.Ordinal)];
        _plaatsen = Eenheden.Select((e, i) => (e, i)).ToDictionary(e => e.e, e => e.i, StringComparer.Ordinal);
        Groepen = Eenheden.GroupBy(BestuurVan, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Bestuursgroep(g.Key, [.. g])).ToList();
        Respons = Part(Eenheden);
    }

    /// <summary>The first year of the window.</summary>
    public int Van { get; }

    public int Jaar { get; }

    public int Aantal { get; }

    /// <summary>Those with a wave in the window.</summary>
    public IReadOnlyList<string> Eenheden { get; }

    /// <summary>Where it is among <see cref="Eenheden"/>.</summary>
    public int Plaats(string eenheid) => _plaatsen[eenheid];

    /// <summary>Each eenheid with the board that it has now, wherever it was before.</summary>
    public IReadOnlyList<Bestuursgroep> Groepen { get; }

    /// <summary>Of the whole partnership.</summary>
    public double Respons { get; }

    public IEnumerable<Telcel> Alle() => _byEenheid.Values.SelectMany(c => c);

    /// <summary>In the order of time.</summary>
    public ReadOnlySpan<Telcel> Cellen(string eenheid, int van, int tot)
    {
        ReadOnlySpan<Telcel> cells = _byEenheid.GetValueOrDefault(eenheid);
        var (start, end) = (0, cells.Length);
        while (start < end && cells[start].Jaar < van)
        {
            start++;
        }

        while (end > start && cells[end - 1].Jaar > tot)
        {
            end--;
        }

        return cells[start..end];
    }

    /// <summary>The window of an eenheid from one of its years on; one object for all items.</summary>
    public IReadOnlyList<Deel> Deel(string eenheid, Telcel van, Telcel tot) =>
        _delen.GetOrAdd((eenheid, van.Jaar), _ => [new Deel(eenheid, van.Telling.Studiejaar, tot.Telling.Studiejaar)]);

    public ReadOnlySpan<Telcel> Venster(string eenheid) => Cellen(eenheid, Van, Jaar);

    /// <summary>Which part of the invited answered, over the window.</summary>
    public double Part(IEnumerable<string> eenheden)
    {
        var (invited, answered) = (0, 0);
        foreach (var eenheid in eenheden)
        {
            foreach (var cell in Venster(eenheid))
            {
                invited += cell.Telling.Uitgenodigd;
                answered += cell.Telling.Ingevuld;
            }
        }

        return invited == 0 ? 0 : (double)answered / invited;
    }

    private string BestuurVan(string eenheid) => _byEenheid[eenheid][^1].Telling.Bestuur;
}

/// <summary>A board with its eenheden.</summary>
internal sealed record Bestuursgroep(string Bestuur, IReadOnlyList<string> Eenheden);
