namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The cells of one item that were published, cut into kernen: cells that every figure ever published either has all of or has none of.
/// Whatever is added to or subtracted from what, with whatever factors, has one and the same factor on all cells of a kern. So when every
/// kern has five people, no calculation tells a group of one to four people from the others: not as what is left, and not as what is
/// subtracted either. A figure touches few kernen, so keeping this takes about as long as reading the figures.
/// </summary>
internal sealed class Kernen(int aantal, Func<IReadOnlyList<Telaantal>, bool> isVeilig)
{
    private readonly List<Telaantal>?[] _kernOf = new List<Telaantal>?[aantal];

    public bool Ligt(Telcel cel) => _kernOf[cel.Nummer] is not null;

    /// <summary>The kern that a published cell is in.</summary>
    public IReadOnlyList<Telaantal> Kern(Telcel cel) => _kernOf[cel.Nummer]!;

    /// <summary>Adds a figure when every kern stays large enough; otherwise everything stays as it was.</summary>
    /// <param name="cellen">Cells in which somebody answered the item: an empty one tells about nobody.</param>
    public bool Probeer(IReadOnlyList<Telaantal> cellen)
    {
        var parts = Snijd(cellen);
        if (!parts.TrueForAll(p => isVeilig(p)))
        {
            return false;
        }

        Leg(parts);
        return true;
    }

    /// <summary>Adds what was published, whether it should have been or not.</summary>
    public void Leg(IReadOnlyList<Telaantal> cellen) => Leg(Snijd(cellen));

    private void Leg(List<List<Telaantal>> parts)
    {
        foreach (var part in parts)
        {
            foreach (var cel in part)
            {
                _kernOf[cel.Cel.Nummer] = part;
            }
        }
    }

    /// <summary>The kernen that a figure makes: the new cells, and of each kern that it cuts the part inside and the part outside.</summary>
    private List<List<Telaantal>> Snijd(IReadOnlyList<Telaantal> cellen)
    {
        List<Telaantal> fresh = [];
        Dictionary<List<Telaantal>, List<Telaantal>>? inside = null;
        foreach (var cel in cellen)
        {
            if (_kernOf[cel.Cel.Nummer] is not { } kern)
            {
                fresh.Add(cel);
            }
            else if ((inside ??= []).TryGetValue(kern, out var there))
            {
                there.Add(cel);
            }
            else
            {
                inside[kern] = [cel];
            }
        }

        List<List<Telaantal>> parts = fresh.Count > 0 ? [fresh] : [];
        foreach (var (kern, part) in inside ?? [])
        {
            if (part.Count < kern.Count)
            {
                var taken = part.Select(c => c.Cel).ToHashSet();
                parts.Add(part);
                parts.Add([.. kern.Where(c => !taken.Contains(c.Cel))]);
            }
        }

        return parts;
    }
}
