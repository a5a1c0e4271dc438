using Cel = (string Eenheid, int Jaar, int Halfjaar, string Opleiding);

namespace Isop.Tests.StageEvaluaties;

/// <summary>
/// Tries every way in which unknown yes-or-no answers can lie over the cells so that every published figure comes out. It gives up what it
/// has tried for cells in which both are possible, so it stays short.
/// </summary>
internal sealed class Mogelijkheden
{
    private readonly List<Cel> _cells;
    private readonly int[] _sizes;
    private readonly int[][] _figures;
    private readonly int[] _left;

    public Mogelijkheden(Proefwereld wereld, Tegenspeler reader, ILookup<Cel, Antwoord> others)
    {
        Assert.Equal(2, wereld.Stappen);
        var figures = reader.Cijfers.DistinctBy(c => string.Join('|', c.Cellen.Order())).ToList();
        _cells = [.. figures.SelectMany(f => f.Cellen).Distinct().Order()];
        _sizes = [.. _cells.Select(c => others[c].Count())];
        _figures = [.. _cells.Select(c => Enumerable.Range(0, figures.Count).Where(f => figures[f].Cellen.Contains(c)).ToArray())];
        _left = [.. figures.Select(f => f.Cellen.Sum(c => others[c].Count(a => a.Stap == 1)))];
    }

    /// <summary>The cells in which everybody unknown said the same in all possibilities.</summary>
    public IEnumerable<Cel> Zeker() =>
        _cells.Where((c, i) => _sizes[i] > 0 && (!Bestaat(i, v => v > 0) || !Bestaat(i, v => v < _sizes[i])));

    /// <summary>Whether there is a possibility in which the number of yes in one cell is such.</summary>
    private bool Bestaat(int cell, Func<int, bool> such) => Leg(0, cell, such);

    private bool Leg(int at, int cell, Func<int, bool> such)
    {
        if (at == _cells.Count)
        {
            return _left.All(l => l == 0);
        }

        for (var v = 0; v <= _sizes[at]; v++)
        {
            if ((at == cell && !such(v)) || _figures[at].Any(f => _left[f] < v))
            {
                continue;
            }

            Take(at, v);
            var possible = Reachable(at + 1) && Leg(at + 1, cell, such);
            Take(at, -v);
            if (possible)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The cells still to come can bring every figure up to its total.</summary>
    private bool Reachable(int from)
    {
        Span<int> room = stackalloc int[_left.Length];
        for (var i = from; i < _cells.Count; i++)
        {
            foreach (var f in _figures[i])
            {
                room[f] += _sizes[i];
            }
        }

        for (var f = 0; f < _left.Length; f++)
        {
            if (room[f] < _left[f])
            {
                return false;
            }
        }

        return true;
    }

    private void Take(int at, int v)
    {
        foreach (var f in _figures[at])
        {
            _left[f] -= v;
        }
    }
}
