using Isop.Core.Time;

namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>A released report as one reader sees it, in words and figures that are ready to show.</summary>
public sealed record Rapportbeeld
{
    public required Rapportonderwerp Onderwerp { get; init; }

    public required Lezer Lezer { get; init; }

    /// <summary>The study year of the report.</summary>
    public required string Studiejaar { get; init; }

    /// <summary>Of most figures, "2024-2025 tot en met 2026-2027"; null when nothing is shown.</summary>
    public required string? Periode { get; init; }

    /// <summary>In whole percents; null when nothing is shown.</summary>
    public required int? Respons { get; init; }

    public required bool LageRespons { get; init; }

    /// <summary>At most three, the most telling first; empty when nothing stands out or nothing is shown.</summary>
    public required IReadOnlyList<Opvallendheid> Opvallend { get; init; }

    public required IReadOnlyList<Onderdeelbeeld> Onderdelen { get; init; }

    public required IReadOnlyList<Opmerkingenbeeld> Opmerkingen { get; init; }

    /// <summary>How many organisations are not in the totals and why; null when all are.</summary>
    public required string? Zonder { get; init; }

    public string? Gedaan { get; init; }

    public IReadOnlyList<OuderRapport> Ouder { get; init; } = [];

    public string Titel => $"Stage-evaluatie {(Onderwerp.Soort is Rapportsoort.Partnerschap ? "van het hele partnerschap" : Onderwerp.Naam)}";

    public bool IetsTeZien => Onderdelen.Any(o => o.Getoond.Any());

    /// <summary>Of the whole report, by the sentence that says why.</summary>
    public IEnumerable<IGrouping<string, Itembeeld.Verborgen>> Verborgen =>
        Onderdelen.SelectMany(o => o.Items).OfType<Itembeeld.Verborgen>().GroupBy(i => i.Zin, StringComparer.Ordinal);

    /// <summary>Why there are no comments, when it is the same at every question.</summary>
    public string? GeenOpmerkingen => Opmerkingen.Select(o => o.Uitleg).Distinct(StringComparer.Ordinal).ToList() is [{ } why] ? why : null;

    /// <summary>What stands where the telling things would, when there are none.</summary>
    public string? OpvallendUitleg => Opvallend.Count > 0 ? null
        : IetsTeZien ? Rapportwoorden.NietsValtOp : $"{Rapportwoorden.NietsTeZien} {Rapportwoorden.Zelfevaluatie}";

    /// <summary>"42% van wie was uitgenodigd, vulde de vragenlijst in."</summary>
    public string Responszin => Respons is { } part
        ? $"{part}% van wie was uitgenodigd, vulde de vragenlijst in." : "Hoeveel studenten antwoordden, laten we pas zien als er cijfers zijn.";

    public static Rapportbeeld Maak(Rapportbron bron)
    {
        ArgumentNullException.ThrowIfNull(bron);
        var onderdelen = Rapportindeling.Van(bron);
        var shown = onderdelen.SelectMany(o => o.Getoond).ToList();
        return new Rapportbeeld
        {
            Onderwerp = bron.Onderwerp, Lezer = bron.Lezer, Studiejaar = bron.Eigen.Studiejaar, Periode = MeestePeriode(shown),
            // What this reader does not see may be all that is shown.
            Respons = shown.Count > 0 ? bron.Eigen.Respons : null, LageRespons = shown.Count > 0 && bron.Eigen.LageRespons,
            Opvallend = Rapportage.Opvallend.Uit(onderdelen), Onderdelen = onderdelen, Opmerkingen = Opmerkingenbeeld.Van(bron),
            Zonder = Zonderzin([.. shown.Select(i => i.Zonder)]), Gedaan = string.IsNullOrWhiteSpace(bron.Gedaan) ? null : bron.Gedaan.Trim(),
            Ouder = [.. bron.Ouder.OrderByDescending(o => o.Datum)],
        };
    }

    private static string? MeestePeriode(IReadOnlyList<Itembeeld> shown) => shown
        .OrderBy(i => i.Herhaling is null ? 0 : 1)
        .Select(i => i switch { Itembeeld.Cijfers c => c.Periode, Itembeeld.Band b => b.Periode, _ => null })
        .OfType<string>().GroupBy(p => p, StringComparer.Ordinal).MaxBy(g => g.Count())?.Key;

    private static string? Zonderzin(IReadOnlyList<int> counts)
    {
        if (counts.Count == 0 || counts.Max() == 0)
        {
            return null;
        }

        var (least, most) = (counts.Min(), counts.Max());
        var how = least == most ? Dutch.Count(most, "organisatie telt", "organisaties tellen") + " niet mee in deze totalen"
            : $"Per vraag tellen {least} tot {most} organisaties niet mee";
        return $"{how}. Daar antwoordden te weinig mensen, of hun cijfers mogen niet apart te herkennen zijn. Een koppel telt als één organisatie.";
    }
}
