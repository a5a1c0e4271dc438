namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>Lays the points of a report under the headings of the vragenlijst, for one reader.</summary>
internal static class Rapportindeling
{
    public static IReadOnlyList<Onderdeelbeeld> Van(Rapportbron bron)
    {
        var own = bron.Eigen.Punten.ToDictionary(p => p.Item, StringComparer.Ordinal);
        var closed = Verzwegen(bron);
        HashSet<string> placed = new(StringComparer.Ordinal);
        List<(string Id, Onderdeel Onderdeel, IReadOnlyList<string> Stappen, List<Itembeeld> Items)> parts = [];
        foreach (var lijst in bron.Lijsten)
        {
            foreach (var onderdeel in lijst.Onderdelen)
            {
                var items = onderdeel.Stellingen.Where(s => !closed.Contains(s.Id) && own.ContainsKey(s.Id) && placed.Add(s.Id))
                    .Select(s => Beeld(bron, own[s.Id], s, lijst.Stappen)).ToList();
                if (parts.Find(p => p.Id == onderdeel.Id) is { Items: { } known })
                {
                    known.AddRange(items);
                }
                else
                {
                    parts.Add((onderdeel.Id, onderdeel, lijst.Stappen, items));
                }
            }
        }

        return
        [
            .. parts.Where(p => p.Items.Count > 0).Select(p => new Onderdeelbeeld
            {
                Id = p.Id, Naam = NaamVan(p.Onderdeel), Stappen = p.Stappen, Items = p.Items,
            }),
        ];
    }

    /// <summary>What is about the opleider in any list, in whatever other list it may stand elsewhere.</summary>
    private static HashSet<string> Verzwegen(Rapportbron bron) => bron.Lijsten.SelectMany(l => l.Onderdelen)
        .Where(o => !bron.Lezer.Ziet(o.Over, bron.Onderwerp)).SelectMany(o => o.Stellingen).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);

    private static Itembeeld Beeld(Rapportbron bron, Punt punt, Stelling stelling, IReadOnlyList<string> stappen)
    {
        var zonder = bron.Eigen.Zonder.GetValueOrDefault(punt.Item);
        return punt switch
        {
            Punt.Toon toon => Cijfers(bron, punt, toon.Cijfer, stelling, stappen, zonder),
            Punt.Band band => Band(band, stelling, zonder),
            Punt.Herhaald { Eerder: Punt.Toon toon } again =>
                Cijfers(bron, punt, toon.Cijfer, stelling, stappen, zonder) with { Herhaling = Rapportwoorden.Herhaling(again) },
            Punt.Herhaald { Eerder: Punt.Band band } again => Band(band, stelling, zonder) with { Herhaling = Rapportwoorden.Herhaling(again) },
            Punt.Verborgen hidden => new Itembeeld.Verborgen { Item = punt.Item, Naam = stelling.Kort, Zonder = zonder, Zin = Rapportwoorden.Waarom(hidden.Reden) },
            _ => throw new InvalidOperationException($"A report repeats something that is no figure and no band: {punt.Item}."),
        };
    }

    private static Itembeeld.Cijfers Cijfers(Rapportbron bron, Punt punt, Cijfer cijfer, Stelling stelling, IReadOnlyList<string> stappen, int zonder)
    {
        var all = Zoek(bron.Partnerschap, punt.Item);
        // What is repeated is the report before; and of few answers no trend is told.
        var before = punt is Punt.Herhaald || bron.Eigen.LageRespons || bron.Vorige is { LageRespons: true } ? null : Zoek(bron.Vorige, punt.Item);
        var afstand = Afstand.Van(punt, all, before, stelling.Norm);
        var mean = Rapportwoorden.Rond(cijfer.Gemiddelde);
        return new Itembeeld.Cijfers
        {
            Item = punt.Item, Naam = stelling.Kort, Zonder = zonder, Aantal = cijfer.Aantal, GeenMening = cijfer.GeenMening, Personen = cijfer.Personen,
            Gemiddelde = mean, Periode = Rapportwoorden.Periode(cijfer.Delen),
            Stappen = [.. cijfer.Stappen.Select((n, i) => new Stapbeeld(stappen[i], n, (double)n / cijfer.Aantal))],
            Norm = Naast(mean, stelling.Norm, afstand.TotNorm),
            Partnerschap = Naast(mean, Afstand.Gemiddelde(all), afstand.TotPartnerschap),
            Vorige = Naast(mean, Afstand.Gemiddelde(before), afstand.TotVorige),
        };
    }

    private static Vergelijking? Naast(decimal mean, double? other, double? afstand) => (other, afstand) is ({ } value, { } difference)
        ? new Vergelijking(Rapportwoorden.Rond(value), mean - Rapportwoorden.Rond(value), difference) : null;

    private static Itembeeld.Band Band(Punt.Band band, Stelling stelling, int zonder) => new()
    {
        Item = band.Item, Naam = stelling.Kort, Zonder = zonder, Hoogte = band.Hoogte, Iedereen = band.Iedereen,
        Zin = Rapportwoorden.Waarom(band), Periode = Rapportwoorden.Periode(band.Delen),
    };

    private static Punt? Zoek(Rapport? rapport, string item) => rapport?.Punten.FirstOrDefault(p => p.Item == item);

    /// <summary>The form speaks to a student ("Je mentor"); a report to whoever reads it.</summary>
    private static string NaamVan(Onderdeel onderdeel) => onderdeel.Over switch
    {
        Onderwerp.Werkplekbegeleider => "De werkplekbegeleider",
        Onderwerp.Opleider => "De (school-)opleider",
        Onderwerp.Leerteam => "Het leerteam",
        _ => onderdeel.Naam.StartsWith("Je ", StringComparison.Ordinal) ? $"De {onderdeel.Naam[3..]}" : onderdeel.Naam,
    };
}
