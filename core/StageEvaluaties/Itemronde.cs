namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Releases one item for one study year: first each eenheid, against everything that was published before; then the totals, which are sums
/// of published figures and of nothing else.
/// </summary>
internal sealed partial class Itemronde
{
    private readonly Telboek _boek;
    private readonly Vrijgaveregels _regels;
    private readonly int _drempel;
    private readonly Itemtelling?[] _tellingen;
    private readonly int[] _aantallen;
    private readonly Kernen _kernen;
    private readonly Dictionary<string, Uitgave> _laatste = new(StringComparer.Ordinal);
    private readonly List<Uitgave> _eerderSamen = [];
    private readonly List<Uitgave> _nieuw = [];

    public Itemronde(Telboek boek, Rapportitem item, IEnumerable<Uitgave> eerder, Vrijgaveregels regels)
    {
        (_boek, Item, _regels) = (boek, item, regels);
        _drempel = item == Rapportitem.Opmerkingen ? regels.DrempelOpmerkingen : regels.Drempel;
        _tellingen = new Itemtelling?[boek.Aantal];
        _aantallen = new int[boek.Aantal];
        foreach (var cell in boek.Alle())
        {
            var counted = item == Rapportitem.Opmerkingen
                ? new Itemtelling(item.Item, [cell.Telling.Ingevuld], 0)
                : cell.Telling.Items.FirstOrDefault(t => t.Item == item.Item);
            _tellingen[cell.Nummer] = counted;
            _aantallen[cell.Nummer] = counted?.Stappen.Sum() ?? 0;
        }

        _kernen = new Kernen(cells => Personental.Tel(cells, regels.MeesteEenheden) >= _drempel);
        foreach (var uitgave in eerder)
        {
            _kernen.Leg(Beantwoord(uitgave.Delen));
            if (uitgave.Eenheid is { } eenheid)
            {
                _laatste[eenheid] = uitgave;
            }
            else
            {
                _eerderSamen.Add(uitgave);
            }
        }
    }

    public Rapportitem Item { get; }

    /// <summary>What this round adds to the ledger.</summary>
    public IReadOnlyList<Uitgave> Nieuw => _nieuw;

    /// <summary>
    /// The longest of the last years that may be told. Years are left out at the front only when the ledger asks for it: after years too few
    /// to tell, a small eenheid then gets the years since.
    /// </summary>
    public Eenheidcijfer VanEenheid(string eenheid)
    {
        var enough = false;
        for (var van = _boek.Van; van <= _boek.Jaar; van++)
        {
            Deel[] delen = [Van(eenheid, van)];
            var cells = Beantwoord(delen);
            var people = Personental.Tel(cells, _regels.MeesteEenheden);
            if (people < _drempel)
            {
                continue;
            }

            enough = true;
            if (_kernen.Probeer(cells))
            {
                var uitgave = Maak(delen, people);
                Boek(uitgave);
                return new Eenheidcijfer(eenheid, uitgave, null);
            }
        }

        Verborgenreden why = enough ? new Verborgenreden.Verschil() : new Verborgenreden.TeWeinigPersonen(Verwacht(eenheid));
        return new Eenheidcijfer(eenheid, _laatste.GetValueOrDefault(eenheid) is { } before && IsActueel(before) ? before : null, why);
    }

    private Uitgave Maak(IReadOnlyList<Deel> delen, int people)
    {
        var cells = delen.SelectMany(d => _boek.Cellen(d.Eenheid, Telcel.JaarVan(d.Van), Telcel.JaarVan(d.Tot))).ToList();
        var counted = cells.Select(c => _tellingen[c.Nummer]).OfType<Itemtelling>().ToList();
        var steps = new int[counted.Max(t => t.Stappen.Count)];
        counted.ForEach(t => Add(steps, t.Stappen));
        return new Uitgave
        {
            Item = Item.Item, Studiejaar = Telcel.Studiejaar(_boek.Jaar), Delen = delen, Stappen = steps, GeenMening = counted.Sum(t => t.GeenMening),
            Personen = people,
            Band = steps.Count(n => n > 0) == 1 ? Bandreden.AllemaalGelijk
                : cells.Sum(c => c.Telling.Ingevuld) >= cells.Sum(c => c.Telling.Uitgenodigd) ? Bandreden.IedereenAntwoordde : null,
        };
    }

    private void Boek(Uitgave uitgave)
    {
        // A round that is done again finds what it published itself.
        if (!(uitgave.Eenheid is { } eenheid && _laatste.GetValueOrDefault(eenheid) is { } same && same.Studiejaar == uitgave.Studiejaar
            && same.Delen[0] == uitgave.Delen[0]))
        {
            _nieuw.Add(uitgave);
        }
    }

    private Deel Van(string eenheid, int van)
    {
        var first = _boek.Cellen(eenheid, van, _boek.Jaar).FirstOrDefault()?.Jaar ?? _boek.Jaar;
        return new Deel(eenheid, Telcel.Studiejaar(first), Telcel.Studiejaar(_boek.Jaar));
    }

    private List<Telaantal> Beantwoord(IReadOnlyList<Deel> delen)
    {
        List<Telaantal> cells = [];
        foreach (var deel in delen)
        {
            foreach (var cell in _boek.Cellen(deel.Eenheid, Telcel.JaarVan(deel.Van), Telcel.JaarVan(deel.Tot)))
            {
                if (_aantallen[cell.Nummer] > 0)
                {
                    cells.Add(new Telaantal(cell, _aantallen[cell.Nummer]));
                }
            }
        }

        return cells;
    }

    private bool IsActueel(Uitgave uitgave) => uitgave.Delen.All(d => Telcel.JaarVan(d.Tot) >= _boek.Van);

    /// <summary>From the invited of each year and everybody's response, over the years that are not spoken for.</summary>
    private string? Verwacht(string eenheid)
    {
        var years = _boek.Venster(eenheid).GroupBy(c => c.Jaar).ToList();
        var perYear = years.Average(y => y.Max(c => c.Telling.Uitgenodigd)) * _boek.Respons;
        var free = years.Count(y => !y.Any(_kernen.Ligt));
        for (var later = 1; later <= _regels.Venster; later++)
        {
            if (Math.Min(_regels.Venster, free + later) * perYear >= _drempel)
            {
                return Telcel.Studiejaar(_boek.Jaar + later);
            }
        }

        return null;
    }

    private static void Add(int[] steps, IReadOnlyList<int> more)
    {
        for (var i = 0; i < more.Count; i++)
        {
            steps[i] += more[i];
        }
    }
}

/// <summary>What an item came to for one eenheid.</summary>
/// <param name="Uitgave">What is shown, of this year or repeated; null when nothing is.</param>
/// <param name="Waarom">Why there is nothing new; null when there is.</param>
internal sealed record Eenheidcijfer(string Eenheid, Uitgave? Uitgave, Verborgenreden? Waarom)
{
    /// <summary>It counts by itself in a total.</summary>
    public bool IsExact => Uitgave is { Band: null };

    /// <summary>
    /// It will hardly ever have a figure of its own, so nothing is lost by counting it together with others. Whoever will have one must not:
    /// years that were told together cannot be told apart any more.
    /// </summary>
    public bool KanSamen => Uitgave is null && Waarom is Verborgenreden.TeWeinigPersonen { Verwacht: null };
}
