using Isop.Core.Instrumenten;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The rules a vragenlijst keeps, so that it can be answered in two minutes, fits where answers are kept, and is counted together with the
/// other lists.
/// </summary>
public static class VragenlijstCheck
{
    private const int MaxOnderdelen = 10;
    private const int MaxNaam = 100;
    private const int MaxTekst = 200;
    private const int MaxKort = 80;
    private const int MaxUitleg = 300;
    private const int MaxStap = 40;

    /// <summary>Everything that is wrong with it by itself, in the order of the file; empty when it is good.</summary>
    public static IReadOnlyList<InstrumentFault> Check(Vragenlijst vragenlijst)
    {
        ArgumentNullException.ThrowIfNull(vragenlijst);
        var faults = new InstrumentFaults();
        faults.Id("$.id", vragenlijst.Id);
        faults.When(vragenlijst.Versie is < 1 or > 9999, "$.versie", "De versie is een getal van 1 tot en met 9999.");
        faults.Text("$.naam", vragenlijst.Naam, MaxNaam);
        CheckOpleidingen(vragenlijst.Opleidingen, faults);
        CheckStappen(vragenlijst.Stappen, faults);
        // Stellingen and open vragen are one form, so they share their ids.
        var ids = new HashSet<string>(StringComparer.Ordinal);
        CheckOnderdelen(vragenlijst, ids, faults);
        CheckOpenVragen(vragenlijst.OpenVragen, ids, faults);
        return faults.Found;
    }

    /// <summary>
    /// What keeps it from being counted together with the lists that stay in use beside it. What a stelling is about never changes, not even
    /// against a list that is out of use: reports go back years, and it decides who sees them.
    /// </summary>
    public static IReadOnlyList<InstrumentFault> CheckBeside(VragenlijstCatalog catalog, Vragenlijst vragenlijst)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(vragenlijst);
        var faults = new InstrumentFaults();
        var korts = catalog.StaysBeside(vragenlijst).SelectMany(l => l.Stellingen(), (l, s) => (Lijst: l, Stelling: s)).ToLookup(p => p.Stelling.Id);
        var ever = catalog.Applied.SelectMany(l => l.Onderdelen, (l, o) => (Lijst: l, Onderdeel: o))
            .SelectMany(p => p.Onderdeel.Stellingen, (p, s) => (p.Lijst, p.Onderdeel.Over, s.Id)).ToLookup(p => p.Id);
        foreach (var (path, over, stelling) in Placed(vragenlijst))
        {
            if (korts[stelling.Id].FirstOrDefault(p => p.Stelling.Kort != stelling.Kort) is { Stelling: { } other } named)
            {
                faults.When(true, $"{path}.kort", $"In ‘{named.Lijst.Naam}’ heet ‘{stelling.Id}’: ‘{other.Kort}’. Ze worden samen geteld. "
                    + "Neem dezelfde woorden, of geef deze stelling een andere id.");
            }

            if (ever[stelling.Id].FirstOrDefault(p => p.Over != over) is { Lijst: { } was } elsewhere)
            {
                faults.When(true, $"{path}.id", $"In ‘{was.Naam}’ hoort ‘{stelling.Id}’ bij {elsewhere.Over}. Daar hangt van af wie de antwoorden ziet. "
                    + "Geef deze stelling een andere id.");
            }
        }

        return faults.Found;
    }

    private static void CheckOpleidingen(IReadOnlyList<string> codes, InstrumentFaults faults)
    {
        faults.Opleidingen("$.opleidingen", codes);
        for (var i = 0; i < codes.Count; i++)
        {
            faults.When(codes[i].StartsWith("gast:", StringComparison.Ordinal), $"$.opleidingen[{i}]", "Gaststudenten krijgen geen vragenlijst.");
        }
    }

    private static void CheckStappen(IReadOnlyList<string> stappen, InstrumentFaults faults)
    {
        faults.When(stappen.Count != Vragenlijst.AantalStappen, "$.stappen",
            $"Geef precies {Vragenlijst.AantalStappen} stappen, van ‘helemaal oneens’ naar ‘helemaal eens’.");
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < stappen.Count; i++)
        {
            faults.Text($"$.stappen[{i}]", stappen[i], MaxStap);
            faults.When(!words.Add(stappen[i].Trim()), $"$.stappen[{i}]", "Deze stap staat er twee keer.");
        }
    }

    private static void CheckOnderdelen(Vragenlijst vragenlijst, HashSet<string> ids, InstrumentFaults faults)
    {
        var onderdelen = vragenlijst.Onderdelen;
        faults.When(onderdelen.Count is < 1 or > MaxOnderdelen, "$.onderdelen", $"Geef één tot {MaxOnderdelen} onderdelen.");
        faults.When(vragenlijst.Stellingen().Count() > Vragenlijst.MaxStellingen, "$.onderdelen",
            $"Samen hebben de onderdelen hooguit {Vragenlijst.MaxStellingen} stellingen. Invullen moet in een paar minuten kunnen.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var korts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var o = 0; o < onderdelen.Count; o++)
        {
            var path = $"$.onderdelen[{o}]";
            faults.Id($"{path}.id", onderdelen[o].Id);
            faults.When(!names.Add(onderdelen[o].Id), $"{path}.id", "Een ander onderdeel heeft deze id al.");
            faults.Text($"{path}.naam", onderdelen[o].Naam, MaxNaam);
            faults.OptionalText($"{path}.uitleg", onderdelen[o].Uitleg, MaxUitleg);
            faults.When(onderdelen[o].Stellingen.Count == 0, $"{path}.stellingen", "Geef minstens één stelling.");
        }

        foreach (var (path, _, stelling) in Placed(vragenlijst))
        {
            faults.Id($"{path}.id", stelling.Id);
            faults.When(!ids.Add(stelling.Id), $"{path}.id", "Een andere vraag heeft deze id al.");
            faults.Text($"{path}.tekst", stelling.Tekst, MaxTekst);
            faults.Text($"{path}.kort", stelling.Kort, MaxKort);
            faults.When(!korts.Add(stelling.Kort.Trim()), $"{path}.kort", "Een andere stelling heet in het rapport al zo.");
            faults.When(stelling.Norm is not (null or (>= 1 and <= Vragenlijst.AantalStappen)), $"{path}.norm",
                $"Een norm is een getal van 1 tot en met {Vragenlijst.AantalStappen}, bijvoorbeeld 3.5.");
        }
    }

    private static void CheckOpenVragen(IReadOnlyList<OpenVraag> vragen, HashSet<string> ids, InstrumentFaults faults)
    {
        faults.When(vragen.Count > Vragenlijst.MaxOpenVragen, "$.openVragen", $"Stel hooguit {Vragenlijst.MaxOpenVragen} open vragen.");
        for (var i = 0; i < vragen.Count; i++)
        {
            faults.Id($"$.openVragen[{i}].id", vragen[i].Id);
            faults.When(!ids.Add(vragen[i].Id), $"$.openVragen[{i}].id", "Een andere vraag heeft deze id al.");
            faults.Text($"$.openVragen[{i}].tekst", vragen[i].Tekst, MaxTekst);
            faults.OptionalText($"$.openVragen[{i}].uitleg", vragen[i].Uitleg, MaxUitleg);
        }
    }

    private static IEnumerable<(string Path, Onderwerp Over, Stelling Stelling)> Placed(Vragenlijst vragenlijst) =>
        vragenlijst.Onderdelen.SelectMany((onderdeel, o) => onderdeel.Stellingen.Select((stelling, s) =>
            ($"$.onderdelen[{o}].stellingen[{s}]", onderdeel.Over, stelling)));
}
