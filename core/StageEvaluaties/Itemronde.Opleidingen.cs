namespace Isop.Core.StageEvaluaties;

/// <summary>
/// An item per opleiding, over the eenheden that can be split: of each of their opleidingen enough people answered, and that year of them can
/// stand by itself beside every year that it was told with. It comes after the rows and takes nothing from them, now or later.
/// </summary>
internal sealed partial class Itemronde
{
    /// <summary>Every group of opleidingen is tried, so with more of them nothing is told.</summary>
    private const int MeesteOpleidingen = 16;

    /// <param name="totalen">What each board and, beyond the boards, the partnership is told in totals this year.</param>
    public IReadOnlyDictionary<string, Opleidingcijfer> PerOpleiding(
        Opleidingboek splits, IEnumerable<Eenheidcijfer> cijfers, IReadOnlyList<IReadOnlyList<Uitgave>> totalen, int minste)
    {
        var rows = cijfers.Where(c => c is { IsExact: true, Waarom: null } && c.Uitgave!.Delen[0].Tot == _studiejaar).ToList();
        List<Splitsing> parts = [];
        var place = 0;
        foreach (var row in splits.Opleidingen.Count > 0 ? rows : [])
        {
            if (Splits(splits, row.Eenheid, ref place) is { Count: > 0 } delen)
            {
                parts.Add(new Splitsing(row.Uitgave!, delen));
            }
        }

        var columns = _eerderDitJaar ? Herhaal(parts) : Kies(parts, totalen, splits.Opleidingen, minste);
        return splits.Opleidingen.ToDictionary(
            o => o,
            o => columns.TryGetValue(o, out var column) ? AlsCijfer(o, column)
                : new Opleidingcijfer(null, null, parts.Exists(p => p.Van(o) is not null) ? new Verborgenreden.Aanvullend() : new Verborgenreden.TeWeinigPersonen(null)),
            StringComparer.Ordinal);
    }

    /// <summary>What the ledger says that was told when this year was released before, and nothing more.</summary>
    private Dictionary<string, List<Splitsing>> Herhaal(List<Splitsing> parts)
    {
        Dictionary<string, List<Splitsing>> columns = new(StringComparer.Ordinal);
        foreach (var split in parts)
        {
            foreach (var opleiding in _laatste.GetValueOrDefault(split.Eenheid) is { } before && before.Studiejaar == _studiejaar ? before.Opleidingen : [])
            {
                (columns.TryGetValue(opleiding, out var list) ? list : columns[opleiding] = []).Add(split);
            }
        }

        return columns;
    }

    private Dictionary<string, List<Splitsing>> Kies(
        List<Splitsing> parts, IReadOnlyList<IReadOnlyList<Uitgave>> totalen, IReadOnlyList<string> alle, int minste)
    {
        if (alle.Count > MeesteOpleidingen)
        {
            return [];
        }

        Dictionary<string, List<Splitsing>> bands = new(StringComparer.Ordinal);
        var left = Kolommen(parts, minste);
        while (left.FirstOrDefault(c => BandVan(c.Key, c.Value) is not null) is { Value: { } column } band)
        {
            // Rows less the other columns would be the counts behind the band, so these eenheden are in no other column.
            bands[band.Key] = column;
            var others = left.Values.SelectMany(c => c).Except(column).ToHashSet();
            left = Kolommen([.. parts.Where(others.Contains)], minste);
        }

        if (Afzonderlijk([.. left.Values.SelectMany(c => c).Distinct()], totalen, [.. left.Keys]) is > 0 and var few && few < minste)
        {
            left.Clear();
        }

        var columns = left.Concat(bands).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<string>> groups = new(StringComparer.Ordinal);
        foreach (var told in columns.SelectMany(c => c.Value.Select(s => (Split: s, Opleiding: c.Key))).GroupBy(c => c.Split, c => c.Opleiding))
        {
            _kernen.Leg(Beantwoord(Jaarcellen(told.Key.Eenheid)));
            // Many eenheden have the same, and the ledger is large.
            string[] names = [.. told.Order(StringComparer.Ordinal)];
            var opleidingen = groups.TryGetValue(string.Join('|', names), out var same) ? same : groups[string.Join('|', names)] = names;
            _nieuw[_plaats[told.Key.Eenheid]] = told.Key.Rij with { Opleidingen = opleidingen };
        }

        return columns;
    }

    /// <summary>Per opleiding the eenheden in it, so that each is in the column of every opleiding it has: otherwise the rest would be told too.</summary>
    private static SortedDictionary<string, List<Splitsing>> Kolommen(List<Splitsing> parts, int minste)
    {
        while (true)
        {
            SortedDictionary<string, List<Splitsing>> columns = new(StringComparer.Ordinal);
            foreach (var split in parts)
            {
                foreach (var opleiding in split.Delen.Select(d => d.Opleiding))
                {
                    (columns.TryGetValue(opleiding, out var list) ? list : columns[opleiding] = []).Add(split);
                }
            }

            var few = columns.Where(c => c.Value.Count < minste).SelectMany(c => c.Value).ToHashSet();
            if (few.Count == 0)
            {
                return columns;
            }

            parts = [.. parts.Where(p => !few.Contains(p))];
        }
    }

    /// <summary>
    /// The fewest eenheden that totals of this year, less columns, can come down to; 0 when to none at all. Totals tell boards apart and
    /// columns opleidingen, so for every group of opleidingen each board is taken with it or left, whichever leaves less. More than one
    /// group with a factor of its own always leaves more.
    /// </summary>
    private static int Afzonderlijk(List<Splitsing> parts, IReadOnlyList<IReadOnlyList<Uitgave>> totalen, List<string> opleidingen)
    {
        var masks = parts.ToDictionary(
            p => p.Eenheid, p => (Mask: p.Delen.Sum(d => 1 << opleidingen.IndexOf(d.Opleiding)), Long: p.Rij.Delen[0].Van != p.Rij.Delen[0].Tot), StringComparer.Ordinal);
        List<(int Others, List<(int Mask, bool Long, int Count)> Split)> groups = [];
        foreach (var totaal in totalen)
        {
            var inside = totaal.SelectMany(u => u.Delen).Select(d => d.Eenheid).ToList();
            var split = inside.Where(masks.ContainsKey).ToList();
            groups.Add((inside.Count - split.Count, Tel(split.Select(e => masks[e]))));
            split.ForEach(e => masks.Remove(e));
        }

        // In no total: these are there with the columns only.
        var loose = Tel(masks.Values);
        var fewest = 0;
        for (var some = 1; some < 1 << opleidingen.Count; some++)
        {
            // Earlier years of a row are another's to subtract, or not.
            foreach (var earlier in (bool[])[false, true])
            {
                var left = loose.Sum(s => (s.Mask & some) != 0 ? s.Count : 0);
                foreach (var (others, split) in groups)
                {
                    var (taken, not) = (others, 0);
                    foreach (var (mask, isLong, count) in split)
                    {
                        taken += (mask & ~some) != 0 || (earlier && isLong) ? count : 0;
                        not += (mask & some) != 0 ? count : 0;
                    }

                    left += Math.Min(taken, not);
                }

                fewest = left > 0 && (fewest == 0 || left < fewest) ? left : fewest;
            }
        }

        return fewest;

        static List<(int Mask, bool Long, int Count)> Tel(IEnumerable<(int Mask, bool Long)> masks) => [.. masks.GroupBy(m => m).Select(g => (g.Key.Mask, g.Key.Long, g.Count()))];
    }

    /// <summary>The parts of an eenheid; empty when it cannot be split.</summary>
    private List<Opleidingdeel> Splits(Opleidingboek splits, string eenheid, ref int place)
    {
        var cells = Beantwoord(Jaarcellen(eenheid));
        if (cells.Count == 0 || !IsPerJaarGenoeg(_kernen.Kern(cells[0].Cel)))
        {
            return [];
        }

        List<Opleidingdeel> parts = new(2);
        foreach (var telling in splits.Van(eenheid))
        {
            if (Zoek(telling.Items, Item.Item, ref place) is { } counted)
            {
                var at = parts.Count - 1;
                while (at >= 0 && parts[at].Opleiding != telling.Opleiding)
                {
                    at--;
                }

                if (at < 0)
                {
                    parts.Add(new Opleidingdeel(telling.Opleiding));
                }

                parts[at < 0 ? parts.Count - 1 : at].Voeg(telling, counted);
            }
        }

        var safe = parts.TrueForAll(p => p.Personen >= _drempel);
        foreach (var cel in cells)
        {
            safe = safe && IsHeel(parts, cel.Cel);
        }

        return safe ? parts : [];
    }

    /// <summary>Each year of a kern by itself, so that taking it apart by years never leaves too few.</summary>
    private bool IsPerJaarGenoeg(List<Telaantal> kern)
    {
        foreach (var cel in kern)
        {
            // Of one eenheid in one year the larger half-year is how many people there are.
            var most = 0;
            foreach (var other in kern)
            {
                most = other.Cel.Jaar == cel.Cel.Jaar ? Math.Max(most, other.Aantal) : most;
            }

            if (most < _drempel)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Counts of only some of the opleidingen of a cell would tell the rest by subtraction.</summary>
    private bool IsHeel(List<Opleidingdeel> parts, Telcel cel)
    {
        var whole = _tellingen[cel.Nummer]!.Stappen;
        for (var step = 0; step < whole.Count; step++)
        {
            var sum = 0;
            foreach (var part in parts)
            {
                sum += part.Aantal(cel.Telling.Halfjaar, step);
            }

            if (sum != whole[step])
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<Telcel> Jaarcellen(string eenheid) => _boek.Cellen(eenheid, _boek.Jaar, _boek.Jaar);

    private Bandreden? BandVan(string opleiding, List<Splitsing> column)
    {
        var uitgave = Som(opleiding, column);
        return uitgave.Stappen.Count(n => n > 0) == 1 ? Bandreden.AllemaalGelijk
            : column.Sum(s => s.Van(opleiding)!.Ingevuld) >= column.Sum(s => s.Van(opleiding)!.Uitgenodigd) ? Bandreden.IedereenAntwoordde : null;
    }

    private Opleidingcijfer AlsCijfer(string opleiding, List<Splitsing> column) => new(Som(opleiding, column), BandVan(opleiding, column), null);

    private Cijfer Som(string opleiding, List<Splitsing> column)
    {
        int[] steps = [];
        var (none, most, halves) = (0, 0, new int[2]);
        foreach (var part in column.Select(s => s.Van(opleiding)!))
        {
            part.Telop(ref steps);
            (none, most, halves[0], halves[1]) = (none + part.GeenMening, Math.Max(most, part.Personen), halves[0] + part.Eerste, halves[1] + part.Tweede);
        }

        return new Cijfer
        {
            Stappen = steps, GeenMening = none, Personen = Math.Max(most, (halves.Max() + _regels.MeesteEenheden - 1) / _regels.MeesteEenheden),
            Delen = [.. column.Select(s => new Deel(s.Eenheid, _studiejaar, _studiejaar))],
        };
    }

    /// <summary>An eenheid of which every opleiding can be told.</summary>
    private sealed class Splitsing(Uitgave rij, List<Opleidingdeel> delen)
    {
        public string Eenheid => Rij.Delen[0].Eenheid;

        public Uitgave Rij { get; } = rij;

        public List<Opleidingdeel> Delen { get; } = delen;

        public Opleidingdeel? Van(string opleiding)
        {
            foreach (var deel in Delen)
            {
                if (deel.Opleiding == opleiding)
                {
                    return deel;
                }
            }

            return null;
        }
    }

    /// <summary>The students of one opleiding at one eenheid in one year.</summary>
    private sealed class Opleidingdeel(string opleiding)
    {
        private Itemtelling? _eerste;
        private Itemtelling? _tweede;

        public string Opleiding { get; } = opleiding;

        public int GeenMening => (_eerste?.GeenMening ?? 0) + (_tweede?.GeenMening ?? 0);

        public int Uitgenodigd { get; private set; }

        public int Ingevuld { get; private set; }

        /// <summary>Answers in the first half-year.</summary>
        public int Eerste => _eerste is null ? 0 : Itemronde.Som(_eerste.Stappen);

        public int Tweede => _tweede is null ? 0 : Itemronde.Som(_tweede.Stappen);

        /// <summary>At least so many: the larger half-year, as everywhere.</summary>
        public int Personen => Math.Max(Eerste, Tweede);

        public int Aantal(int halfjaar, int stap) => (halfjaar == 1 ? _eerste : _tweede) is { } half && stap < half.Stappen.Count ? half.Stappen[stap] : 0;

        public void Telop(ref int[] steps)
        {
            Add(ref steps, _eerste?.Stappen ?? []);
            Add(ref steps, _tweede?.Stappen ?? []);
        }

        public void Voeg(Opleidingtelling telling, Itemtelling counted)
        {
            (telling.Halfjaar == 1 ? ref _eerste : ref _tweede) = counted;
            (Uitgenodigd, Ingevuld) = (Uitgenodigd + telling.Uitgenodigd, Ingevuld + (telling.Ingevuld ?? 0));
        }
    }
}

/// <summary>What an item came to for one opleiding.</summary>
/// <param name="Cijfer">Null when nothing is told.</param>
/// <param name="Band">Why it is not told in full.</param>
internal sealed record Opleidingcijfer(Cijfer? Cijfer, Bandreden? Band, Verborgenreden? Waarom);
