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

        int[] steps = [];
        Dictionary<(int, int), int> halves = [];
        foreach (var deel in delen)
        {
            Add(ref steps, deel.Stappen);
            foreach (var part in deel.Delen)
            {
                foreach (var cell in Cellen(part))
                {
                    var half = (cell.Jaar, cell.Telling.Halfjaar);
                    halves[half] = halves.GetValueOrDefault(half) + _aantallen[cell.Nummer].Aantal;
                }
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
            if (Vrij(eenheid) is { Length: > 0 } free && Beantwoord(free).Count > 0)
            {
                delen.Add(new Deel(eenheid, free[0].Telling.Studiejaar, free[^1].Telling.Studiejaar));
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
        return hidden.SelectMany(e => _eerderSamen.GetValueOrDefault(e) ?? []).Distinct(ReferenceEqualityComparer.Instance).Cast<Uitgave>()
            .Where(u => IsActueel(u) && u.Delen.All(d => these.Contains(d.Eenheid)))
            .MaxBy(u => (u.Studiejaar, u.Delen.Count, u.Delen[0].Eenheid));
    }

    /// <summary>The years of the window after the last that was published.</summary>
    private ReadOnlySpan<Telcel> Vrij(string eenheid)
    {
        var window = _boek.Venster(eenheid);
        for (var i = window.Length - 1; i >= 0; i--)
        {
            if (_kernen.Ligt(window[i]))
            {
                return _boek.Cellen(eenheid, window[i].Jaar + 1, _boek.Jaar);
            }
        }

        return window;
    }
}
