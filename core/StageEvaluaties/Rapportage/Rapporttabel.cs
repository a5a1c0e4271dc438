namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>
/// A report as rows and columns, for a spreadsheet. No cell is empty or zero for want of a figure: it says in words why there is none.
/// </summary>
public sealed record Rapporttabel(IReadOnlyList<string> Kolommen, IReadOnlyList<IReadOnlyList<Tabelcel>> Rijen)
{
    private const string NietGetoond = "niet getoond";
    private const string AlleenBand = "alleen laag, midden of hoog";
    private const string GeenNorm = "geen norm";
    private const string GeenVergelijking = "geen vergelijking";

    /// <summary>One row per question.</summary>
    public static Rapporttabel Van(Rapportbeeld beeld)
    {
        ArgumentNullException.ThrowIfNull(beeld);
        return new(
            [
                "Onderdeel", "Vraag", "Wat je ziet", "Studiejaren", .. Enumerable.Range(1, Vragenlijst.AantalStappen).Select(s => $"Stap {s}"), "Geen mening",
                "Antwoorden", "Mensen (ten minste)", "Gemiddelde", "Norm", "Verschil met norm", "Partnerschap", "Verschil met partnerschap", "Vorig rapport",
                "Verschil met vorig rapport", "Organisaties die ontbreken", "Toelichting",
            ],
            [.. beeld.Onderdelen.SelectMany(o => o.Items.Select(i => Rij(beeld, o, i)))]);
    }

    private static Tabelcel[] Rij(Rapportbeeld beeld, Onderdeelbeeld onderdeel, Itembeeld item) =>
    [
        onderdeel.Naam, item.Naam,
        .. item switch
        {
            Itembeeld.Cijfers c => Cijfers(c, onderdeel),
            Itembeeld.Band b => (Tabelcel[])["band", b.Periode, .. Gelijk(AlleenBand, 8), b.Hoogte.Woord(), .. Gelijk(AlleenBand, 6)],
            _ => (Tabelcel[])[NietGetoond, NietGetoond, .. Gelijk(NietGetoond, 15)],
        },
        beeld.Onderwerp.IsEenheid ? "niet van toepassing" : item is Itembeeld.Verborgen ? NietGetoond : item.Zonder,
        Toelichting(item),
    ];

    private static IEnumerable<Tabelcel> Cijfers(Itembeeld.Cijfers c, Onderdeelbeeld onderdeel) =>
    [
        c.Herhaling is null ? "cijfers" : "cijfers, herhaald", c.Periode, .. c.Stappen.Select(s => (Tabelcel)s.Aantal), c.GeenMening, c.Aantal, c.Personen,
        c.Gemiddelde, .. Naast(c.Norm, GeenNorm), .. Naast(c.Partnerschap, GeenVergelijking), .. Naast(c.Vorige, GeenVergelijking),
    ];

    private static Tabelcel[] Naast(Vergelijking? met, string zonder) => met is null ? [zonder, zonder] : [met.Waarde, met.Verschil];

    private static IEnumerable<Tabelcel> Gelijk(string tekst, int keren) => Enumerable.Repeat((Tabelcel)tekst, keren);

    private static string Toelichting(Itembeeld item) => item switch
    {
        Itembeeld.Verborgen v => $"{v.Zin} {Rapportwoorden.Zelfevaluatie}",
        Itembeeld.Band b => b.Herhaling is { } again ? $"{b.Zin} {again.Zin}" : b.Zin,
        Itembeeld.Cijfers { Herhaling: { } again } => again.Zin,
        Itembeeld.Cijfers { OnderNorm: true } => "Onder de norm.",
        _ => "Geen bijzonderheden.",
    };
}

/// <summary>A cell: a figure, or words.</summary>
public readonly record struct Tabelcel
{
    private Tabelcel(decimal? getal, bool geheel, string tekst) => (Getal, IsGeheel, Tekst) = (getal, geheel, tekst);

    /// <summary>Null for words.</summary>
    public decimal? Getal { get; }

    public bool IsGeheel { get; }

    /// <summary>As a Dutch reader writes it.</summary>
    public string Tekst { get; }

    public static implicit operator Tabelcel(string tekst) => new(null, false, tekst);

    public static implicit operator Tabelcel(int aantal) => new(aantal, true, aantal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static implicit operator Tabelcel(decimal getal) => new(getal, false, getal.ToString("0.0", Komma));

    /// <summary>With the minus that a spreadsheet reads.</summary>
    private static readonly System.Globalization.NumberFormatInfo Komma = new() { NumberDecimalSeparator = "," };
}
