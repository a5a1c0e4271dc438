namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The cells of one item that were published, cut into kernen: cells that every figure ever published either has all of or has none of.
/// Whatever is added to or subtracted from what, with whatever factors, has one and the same factor on all cells of a kern. So when every
/// kern has five people, no calculation tells a group of one to four people from the others: not as what is left, and not as what is
/// subtracted either. A figure touches few kernen, so keeping this takes about as long as reading the figures.
/// </summary>
/// <remarks>
/// A kern is a ring of cell numbers: a million figures are laid without an object for each.
/// </remarks>
internal sealed class Kernen(Telaantal[] cellen, Func<IReadOnlyList<Telaantal>, bool> isVeilig)
{
    private const int Nergens = -1;
    private readonly int[] _kernOf = Leeg(cellen.Length);
    private readonly int[] _next = new int[cellen.Length];
    private readonly List<Telaantal> _fresh = [];
    private readonly List<Telaantal> _known = [];
    private int _kernen;

    public bool Ligt(Telcel cel) => _kernOf[cel.Nummer] != Nergens;

    /// <summary>The kern that a published cell is in.</summary>
    public List<Telaantal> Kern(Telcel cel)
    {
        List<Telaantal> kern = new(8) { cellen[cel.Nummer] };
        for (var at = _next[cel.Nummer]; at != cel.Nummer; at = _next[at])
        {
            kern.Add(cellen[at]);
        }

        return kern;
    }

    /// <summary>Adds a figure when every kern stays large enough; otherwise everything stays as it was.</summary>
    /// <param name="figuur">Cells in which somebody answered the item: an empty one tells about nobody.</param>
    public bool Probeer(List<Telaantal> figuur)
    {
        var cut = Snijd(figuur);
        if ((_fresh.Count > 0 && !isVeilig(_fresh)) || cut?.TrueForAll(p => isVeilig(p)) == false)
        {
            return false;
        }

        Leg(cut);
        return true;
    }

    /// <summary>Adds what was published, whether it should have been or not.</summary>
    public void Leg(List<Telaantal> figuur) => Leg(Snijd(figuur));

    private void Leg(List<List<Telaantal>>? cut)
    {
        Ring(_fresh);
        cut?.ForEach(Ring);
    }

    private void Ring(List<Telaantal> part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            _kernOf[part[i].Cel.Nummer] = _kernen;
            _next[part[i].Cel.Nummer] = part[(i + 1) % part.Count].Cel.Nummer;
        }

        _kernen++;
    }

    /// <summary>The kernen that a figure makes: the new cells, and of each kern that it cuts the part inside and the part outside.</summary>
    /// <returns>Null when it cuts none.</returns>
    private List<List<Telaantal>>? Snijd(List<Telaantal> figuur)
    {
        _fresh.Clear();
        _known.Clear();
        foreach (var cel in figuur)
        {
            (_kernOf[cel.Cel.Nummer] == Nergens ? _fresh : _known).Add(cel);
        }

        if (_known.Count == 0 || IsHeleKern(_known))
        {
            return null;
        }

        List<List<Telaantal>>? cut = null;
        foreach (var inside in _known.GroupBy(c => _kernOf[c.Cel.Nummer]))
        {
            List<Telaantal> part = [.. inside];
            var kern = Kern(part[0].Cel);
            if (part.Count < kern.Count)
            {
                var taken = part.Select(c => c.Cel).ToHashSet();
                (cut ??= []).Add(part);
                cut.Add([.. kern.Where(c => !taken.Contains(c.Cel))]);
            }
        }

        return cut;
    }

    /// <summary>By far the most: the years before of one eenheid, that were told together.</summary>
    private bool IsHeleKern(List<Telaantal> known)
    {
        var kern = _kernOf[known[0].Cel.Nummer];
        foreach (var cel in known)
        {
            if (_kernOf[cel.Cel.Nummer] != kern)
            {
                return false;
            }
        }

        var (size, first) = (1, known[0].Cel.Nummer);
        for (var at = _next[first]; at != first; at = _next[at])
        {
            size++;
        }

        return size == known.Count;
    }

    private static int[] Leeg(int aantal)
    {
        var none = new int[aantal];
        Array.Fill(none, Nergens);
        return none;
    }
}
