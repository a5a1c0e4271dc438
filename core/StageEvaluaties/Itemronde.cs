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
    private readonly string _studiejaar;
    private readonly Itemtelling?[] _tellingen;
    private readonly Telaantal[] _aantallen;
    private readonly List<Telaantal> _beantwoord = [];
    private readonly Kernen _kernen;
    private readonly Dictionary<string, Uitgave> _laatste = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Uitgave>> _eerderSamen = new(StringComparer.Ordinal);
    private readonly List<Uitgave> _nieuw = [];
    private readonly Dictionary<string, int> _plaats = new(StringComparer.Ordinal);
    private readonly bool _eerderDitJaar;

    public Itemronde(Telboek boek, Rapportitem item, IEnumerable<Uitgave> eerder, Vrijgaveregels regels)
    {
        (_boek, Item, _regels) = (boek, item, regels);
        _studiejaar = Telcel.Studiejaar(boek.Jaar);
        _drempel = item == Rapportitem.Opmerkingen ? regels.DrempelOpmerkingen : regels.Drempel;
        _tellingen = new Itemtelling?[boek.Aantal];
        _aantallen = new Telaantal[boek.Aantal];
        var place = 0;
        foreach (var cell in boek.Alle())
        {
            var counted = item == Rapportitem.Opmerkingen ? new Itemtelling(item.Item, [cell.Telling.Ingevuld], 0) : Zoek(cell.Telling.Items, item.Item, ref place);
            _tellingen[cell.Nummer] = counted;
            _aantallen[cell.Nummer] = new Telaantal(cell, counted is null ? 0 : Som(counted.Stappen));
        }

        _kernen = new Kernen(_aantallen, cells => Personental.Tel(cells, regels.MeesteEenheden) >= _drempel);
        foreach (var uitgave in eerder)
        {
            var cells = Beantwoord(uitgave.Delen);
            if (Som(cells) != Som(uitgave.Stappen))
            {
                // Beside what was told, the new total would tell exactly what came later.
                throw new InvalidOperationException($"Counts of {uitgave.Delen[0].Eenheid} changed after {uitgave.Studiejaar} was released.");
            }

            _kernen.Leg(cells);
            _eerderDitJaar |= uitgave.Studiejaar == _studiejaar;
            if (uitgave.Eenheid is { } eenheid)
            {
                _laatste[eenheid] = uitgave;
                if (uitgave.Opleidingen.Count > 0)
                {
                    var year = Telcel.JaarVan(uitgave.Studiejaar);
                    _kernen.Leg(Beantwoord(_boek.Cellen(eenheid, year, year)));
                }
            }
            else
            {
                foreach (var deel in uitgave.Delen)
                {
                    (_eerderSamen.TryGetValue(deel.Eenheid, out var list) ? list : _eerderSamen[deel.Eenheid] = []).Add(uitgave);
                }
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
        var window = _boek.Venster(eenheid);
        for (var i = 0; i < window.Length; i++)
        {
            if (i > 0 && window[i].Jaar == window[i - 1].Jaar)
            {
                continue;
            }

            var cells = Beantwoord(window[i..]);
            var people = Personental.Tel(cells, _regels.MeesteEenheden);
            if (people < _drempel)
            {
                continue;
            }

            enough = true;
            if (_kernen.Probeer(cells))
            {
                var uitgave = Maak(_boek.Deel(eenheid, window[i], window[^1]), people);
                Boek(uitgave);
                return new Eenheidcijfer(eenheid, uitgave, null);
            }
        }

        Verborgenreden why = enough ? new Verborgenreden.Verschil() : new Verborgenreden.TeWeinigPersonen(Verwacht(eenheid));
        return new Eenheidcijfer(eenheid, _laatste.GetValueOrDefault(eenheid) is { } before && IsActueel(before) ? before : null, why);
    }

    private Uitgave Maak(IReadOnlyList<Deel> delen, int people)
    {
        var (steps, none, invited, answered) = (Array.Empty<int>(), 0, 0, 0);
        foreach (var deel in delen)
        {
            foreach (var cell in Cellen(deel))
            {
                (invited, answered) = (invited + cell.Telling.Uitgenodigd, answered + cell.Telling.Ingevuld);
                if (_tellingen[cell.Nummer] is { } counted)
                {
                    none += counted.GeenMening;
                    Add(ref steps, counted.Stappen);
                }
            }
        }

        return new Uitgave
        {
            Item = Item.Item, Studiejaar = _studiejaar, Delen = delen, Stappen = steps, GeenMening = none, Personen = people,
            Band = steps.Count(n => n > 0) == 1 ? Bandreden.AllemaalGelijk : answered >= invited ? Bandreden.IedereenAntwoordde : null,
        };
    }

    private void Boek(Uitgave uitgave)
    {
        // A round that is done again finds what it published itself.
        if (!(uitgave.Eenheid is { } eenheid && _laatste.GetValueOrDefault(eenheid) is { } same && same.Studiejaar == uitgave.Studiejaar
            && same.Delen[0] == uitgave.Delen[0]))
        {
            if (uitgave.Eenheid is { } own)
            {
                _plaats[own] = _nieuw.Count;
            }

            _nieuw.Add(uitgave);
        }
    }

    private ReadOnlySpan<Telcel> Cellen(Deel deel) => _boek.Cellen(deel.Eenheid, Telcel.JaarVan(deel.Van), Telcel.JaarVan(deel.Tot));

    private List<Telaantal> Beantwoord(IReadOnlyList<Deel> delen)
    {
        _beantwoord.Clear();
        for (var i = 0; i < delen.Count; i++)
        {
            Verzamel(Cellen(delen[i]));
        }

        return _beantwoord;
    }

    /// <summary>Without those in which nobody answered the item; it is there until the next time.</summary>
    private List<Telaantal> Beantwoord(ReadOnlySpan<Telcel> cellen)
    {
        _beantwoord.Clear();
        Verzamel(cellen);
        return _beantwoord;
    }

    private void Verzamel(ReadOnlySpan<Telcel> cellen)
    {
        foreach (var cell in cellen)
        {
            if (_aantallen[cell.Nummer] is { Aantal: > 0 } answered)
            {
                _beantwoord.Add(answered);
            }
        }
    }

    /// <summary>Cells have their items mostly in the same order.</summary>
    private static Itemtelling? Zoek(IReadOnlyList<Itemtelling> items, string item, ref int place)
    {
        if (place < items.Count && items[place].Item == item)
        {
            return items[place];
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Item == item)
            {
                place = i;
                return items[i];
            }
        }

        return null;
    }

    private static int Som(IReadOnlyList<int> steps)
    {
        var sum = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            sum += steps[i];
        }

        return sum;
    }

    private static int Som(List<Telaantal> cells)
    {
        var sum = 0;
        foreach (var cell in cells)
        {
            sum += cell.Aantal;
        }

        return sum;
    }

    private bool IsActueel(Uitgave uitgave) => uitgave.Delen.All(d => Telcel.JaarVan(d.Tot) >= _boek.Van);

    /// <summary>From the invited of each year and everybody's response, over the years that are not spoken for.</summary>
    private string? Verwacht(string eenheid)
    {
        Dictionary<int, (int Invited, bool Free)> years = [];
        foreach (var cell in _boek.Venster(eenheid))
        {
            var (invited, open) = years.GetValueOrDefault(cell.Jaar, (0, true));
            years[cell.Jaar] = (Math.Max(invited, cell.Telling.Uitgenodigd), open && !_kernen.Ligt(cell));
        }

        var perYear = years.Values.Average(y => y.Invited) * _boek.Respons;
        var free = years.Values.Count(y => y.Free);
        for (var later = 1; later <= _regels.Venster; later++)
        {
            if (Math.Min(_regels.Venster, free + later) * perYear >= _drempel)
            {
                return Telcel.Studiejaar(_boek.Jaar + later);
            }
        }

        return null;
    }

    private static void Add(ref int[] steps, IReadOnlyList<int> more)
    {
        if (steps.Length < more.Count)
        {
            Array.Resize(ref steps, more.Count);
        }

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
