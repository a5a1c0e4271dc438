namespace Isop.Core.StageEvaluaties;

/// <summary>Totals of an item: sums of published figures, and of what small eenheden add together.</summary>
internal sealed partial class Itemronde
{
    /// <summary>
    /// What eenheden without a figure of their own, and those of which only a band is shown, add to a total: nothing, unless each of the two
    /// groups can stand beside what is shown.
    /// </summary>
    public IReadOnlyList<Uitgave> Samen(IReadOnlyList<Eenheidcijfer> cijfers, int minste)
    {
        var hidden = cijfers.Where(c => c.KanSamen).Select(c => c.Eenheid).ToList();
        var bands = cijfers.Where(c => c.Uitgave is { Band: not null }).Select(c => c.Uitgave!).ToList();
        if (hidden.Count + bands.Count < minste)
        {
            return [];
        }

        if ((New(hidden) ?? Before(hidden)) is { } together && together.Delen.Count + bands.Count >= minste)
        {
            return [together, .. bands];
        }

        return bands.Count >= minste ? bands : [];
    }

    /// <summary>A total over published figures; null when it would be one eenheid's, or too few of them.</summary>
    public Cijfer? Totaal(IReadOnlyCollection<Uitgave> delen, int minste)
    {
        if (delen.Sum(d => d.Delen.Count) < minste)
        {
            return null;
        }

        var steps = new int[delen.Max(d => d.Stappen.Count)];
        Dictionary<(int, int), int> halves = [];
        foreach (var deel in delen)
        {
            Add(steps, deel.Stappen);
            foreach (var cell in Beantwoord(deel.Delen))
            {
                var half = (cell.Cel.Jaar, cell.Cel.Telling.Halfjaar);
                halves[half] = halves.GetValueOrDefault(half) + cell.Aantal;
            }
        }

        var together = (halves.Values.DefaultIfEmpty().Max() + _regels.MeesteEenheden - 1) / _regels.MeesteEenheden;
        return new Cijfer
        {
            Stappen = steps, GeenMening = delen.Sum(d => d.GeenMening), Personen = Math.Max(together, delen.Max(d => d.Personen)),
            Delen = [.. delen.SelectMany(d => d.Delen)],
        };
    }

    /// <summary>Small eenheden together, from the years of each that were never published.</summary>
    private Uitgave? New(List<string> hidden)
    {
        List<Deel> delen = [];
        foreach (var eenheid in hidden)
        {
            var used = _boek.Cellen(eenheid, int.MinValue, _boek.Jaar).LastOrDefault(_kernen.Ligt)?.Jaar + 1;
            var deel = Van(eenheid, Math.Max(_boek.Van, used ?? _boek.Van));
            if (Beantwoord([deel]).Count > 0)
            {
                delen.Add(deel);
            }
        }

        if (delen.Count < 2)
        {
            return null;
        }

        var cells = Beantwoord(delen);
        var uitgave = Maak(delen, Personental.Tel(cells, _regels.MeesteEenheden));
        if (uitgave.Personen < _drempel || uitgave.Band is not null || !_kernen.Probeer(cells))
        {
            return null;
        }

        Boek(uitgave);
        return uitgave;
    }

    /// <summary>The last time that only these eenheden were together.</summary>
    private Uitgave? Before(List<string> hidden)
    {
        var these = hidden.ToHashSet(StringComparer.Ordinal);
        return _eerderSamen.LastOrDefault(u => IsActueel(u) && u.Delen.All(d => these.Contains(d.Eenheid)));
    }
}
