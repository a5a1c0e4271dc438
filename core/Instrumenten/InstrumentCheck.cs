namespace Isop.Core.Instrumenten;

/// <summary>
/// The rules an instrument keeps, so that every form made of it fits its cards, can be filled in by both and compared.
/// </summary>
public static class InstrumentCheck
{
    /// <summary>A page is read on a phone: more criteria do not fit.</summary>
    public const int MaxCriteriaPerGroep = 5;

    /// <summary>Filling in takes a quarter of an hour, not an hour.</summary>
    public const int MaxCriteria = 40;

    /// <summary>Ids that start with this are the student's own items.</summary>
    public const string LeervraagPrefix = "leervraag-";

    private const int MaxNaam = 100;
    private const int MaxTekst = 300;
    private const int MaxUitleg = 500;

    /// <summary>Everything that is wrong, in the order of the file; empty when it is good.</summary>
    public static IReadOnlyList<InstrumentFault> Check(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var faults = new InstrumentFaults();
        faults.Id("$.id", instrument.Id);
        faults.When(instrument.Versie is < 1 or > 9999, "$.versie", "De versie is een getal van 1 tot en met 9999.");
        faults.Text("$.naam", instrument.Naam, MaxNaam);
        CheckFor(instrument, faults);
        CheckSchaal(instrument.Schaal, faults);
        CheckModellen(instrument.Modellen, faults);
        faults.When(instrument.Openingsvragen.Count != 3, "$.openingsvragen", "Geef precies drie vragen om het gesprek mee te openen.");
        for (var i = 0; i < instrument.Openingsvragen.Count; i++)
        {
            faults.Text($"$.openingsvragen[{i}]", instrument.Openingsvragen[i], MaxTekst);
        }

        return faults.Found;
    }

    private static void CheckFor(Instrument instrument, InstrumentFaults faults)
    {
        faults.Opleidingen("$.opleidingen", instrument.Opleidingen);
        faults.When(instrument.Leerjaren.Count == 0, "$.leerjaren", "Noem minstens één leerjaar.");
        var seen = new HashSet<int>();
        for (var i = 0; i < instrument.Leerjaren.Count; i++)
        {
            faults.When(instrument.Leerjaren[i] is < 1 or > 4, $"$.leerjaren[{i}]", "Een leerjaar is 1, 2, 3 of 4.");
            faults.When(!seen.Add(instrument.Leerjaren[i]), $"$.leerjaren[{i}]", "Dit leerjaar staat er twee keer.");
        }
    }

    private static void CheckSchaal(IReadOnlyList<Schaalstap> schaal, InstrumentFaults faults)
    {
        faults.When(schaal.Count > 8, "$.schaal", "Een schaal heeft hooguit acht stappen.");
        faults.When(schaal.Count(s => s.Waarde is not null) < 2, "$.schaal", "Geef minstens twee stappen met een waarde.");
        var ids = new HashSet<string>();
        var waarden = new HashSet<int>();
        for (var i = 0; i < schaal.Count; i++)
        {
            faults.Id($"$.schaal[{i}].id", schaal[i].Id);
            faults.When(!ids.Add(schaal[i].Id), $"$.schaal[{i}].id", "Deze id staat er twee keer.");
            faults.Text($"$.schaal[{i}].tekst", schaal[i].Tekst, 40);
            faults.When(schaal[i].Waarde is { } w && !waarden.Add(w), $"$.schaal[{i}].waarde", "Een andere stap heeft deze waarde al.");
        }
    }

    private static void CheckModellen(IReadOnlyList<Model> modellen, InstrumentFaults faults)
    {
        faults.When(!modellen.Select(m => m.Nummer).SequenceEqual([1, 2]), "$.modellen", "Geef model 1 en daarna model 2.");
        faults.When(modellen.Sum(m => m.Groepen.Sum(g => g.Criteria.Count)) > MaxCriteria, "$.modellen",
            $"Samen hebben de modellen hooguit {MaxCriteria} criteria.");
        var groepen = new HashSet<string>();
        var criteria = new HashSet<string>();
        for (var m = 0; m < modellen.Count; m++)
        {
            faults.Text($"$.modellen[{m}].naam", modellen[m].Naam, MaxNaam);
            faults.Text($"$.modellen[{m}].uitleg", modellen[m].Uitleg, MaxUitleg);
            faults.When(modellen[m].Groepen.Count is < 1 or > 10, $"$.modellen[{m}].groepen", "Geef één tot tien groepen.");
            for (var g = 0; g < modellen[m].Groepen.Count; g++)
            {
                CheckGroep(modellen[m].Groepen[g], $"$.modellen[{m}].groepen[{g}]", groepen, criteria, faults);
            }
        }
    }

    private static void CheckGroep(Groep groep, string path, HashSet<string> groepen, HashSet<string> criteria, InstrumentFaults faults)
    {
        faults.Id($"{path}.id", groep.Id);
        faults.When(!groepen.Add(groep.Id), $"{path}.id", "Een andere groep heeft deze id al.");
        faults.Text($"{path}.naam", groep.Naam, MaxNaam);
        faults.OptionalText($"{path}.uitleg", groep.Uitleg, MaxUitleg);
        faults.When(groep.Criteria.Count is < 1 or > MaxCriteriaPerGroep, $"{path}.criteria",
            $"Geef één tot {MaxCriteriaPerGroep} criteria: een groep is één bladzijde.");
        for (var c = 0; c < groep.Criteria.Count; c++)
        {
            var criterium = groep.Criteria[c];
            var at = $"{path}.criteria[{c}]";
            faults.Id($"{at}.id", criterium.Id);
            faults.When(!criteria.Add(criterium.Id), $"{at}.id", "Een ander criterium heeft deze id al.");
            faults.When(criterium.Id.StartsWith(LeervraagPrefix, StringComparison.Ordinal), $"{at}.id",
                $"‘{LeervraagPrefix}’ is van de leervragen van de student. Kies een andere id.");
            faults.Text($"{at}.tekst", criterium.Tekst, MaxTekst);
            faults.Text($"{at}.tekstIk", criterium.TekstIk, MaxTekst);
            faults.OptionalText($"{at}.kijkwijzer", criterium.Kijkwijzer, MaxUitleg);
        }
    }
}
