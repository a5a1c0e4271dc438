using System.Globalization;
using Isop.Core.Time;

namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>The sentences and numbers of a report, the same on page, PDF, card and export.</summary>
public static class Rapportwoorden
{
    public const string GeenEnigeGrond = "Dit rapport mag niet de enige grond zijn voor een besluit over een medewerker.";
    public const string Zelfevaluatie = "Voer intussen samen een zelfevaluatiegesprek.";
    public const string LageRespons = "Minder dan 20% vulde de vragenlijst in. Lees de cijfers met zorg en zie er geen trend in.";
    public const string NietsTeZien = "Er zijn nog geen cijfers die we kunnen laten zien zonder dat iemand herkend kan worden.";
    public const string NietsValtOp = "Er springt niets uit: geen cijfer ligt onder de norm of ver van de cijfers waarmee we vergelijken.";

    /// <summary>How it was made, at the end of every report.</summary>
    public static IReadOnlyList<string> Verantwoording { get; } =
    [
        "We laten alleen cijfers zien waar ten minste vijf verschillende mensen achter staan. Een student antwoordt elk half jaar, dus vijf antwoorden zijn nog geen vijf mensen. Daarom tellen we mensen.",
        "Koos iedereen hetzelfde, of antwoordde iedereen die was uitgenodigd? Dan zeggen we alleen laag, midden of hoog.",
        "Het gemiddelde gaat van 1 tot 5. Wie geen mening had, telt daarin niet mee.",
    ];

    private static readonly NumberFormatInfo Komma = new() { NumberDecimalSeparator = ",", NegativeSign = "−" };

    /// <summary>"4,2"</summary>
    public static string Getal(decimal waarde) => waarde.ToString("0.0", Komma);

    /// <summary>"+0,4", "−0,3", "gelijk"; "net eronder" when only the exact mean is under the norm.</summary>
    public static string Verschil(Vergelijking met, bool norm = false)
    {
        ArgumentNullException.ThrowIfNull(met);
        return met.Verschil != 0 ? met.Verschil.ToString("+0.0;−0.0", Komma) : norm && met.Afstand < 0 ? "net eronder" : "gelijk";
    }

    /// <summary>"42%"</summary>
    public static string Deel(double deel) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(deel * 100, MidpointRounding.AwayFromZero)}%");

    /// <summary>One decimal, away from zero at the half, as people round.</summary>
    internal static decimal Rond(double waarde) => Math.Round((decimal)waarde, 1, MidpointRounding.AwayFromZero);

    public static string Woord(this Bandhoogte hoogte) => hoogte switch { Bandhoogte.Laag => "laag", Bandhoogte.Midden => "midden", _ => "hoog" };

    public static string Woord(this Rapportsoort soort) => soort switch
    {
        Rapportsoort.Organisatie => "organisatie",
        Rapportsoort.Koppel => "koppel van twee locaties",
        Rapportsoort.Bestuur => "bestuur",
        Rapportsoort.Eenpitters => "besturen met één organisatie, samen",
        Rapportsoort.Opleiding => "opleiding",
        _ => "partnerschap",
    };

    /// <summary>"2026-2027", "2024-2025 tot en met 2026-2027"</summary>
    internal static string Periode(string van, string tot) => van == tot ? van : $"{van} tot en met {tot}";

    internal static string Periode(IEnumerable<Deel> delen) => Periode(delen.Min(d => d.Van)!, delen.Max(d => d.Tot)!);

    /// <summary>"23 antwoorden van ten minste 9 mensen"</summary>
    public static string Antwoorden(Itembeeld.Cijfers c) => $"{Dutch.Count(c.Aantal, "antwoord", "antwoorden")} van ten minste {Dutch.Count(c.Personen, "mens", "mensen")}";

    /// <summary>"2 hadden geen mening"; null when all had one.</summary>
    public static string? GeenMening(Itembeeld.Cijfers c) => c.GeenMening switch { 0 => null, 1 => "1 had geen mening", var n => $"{n} hadden geen mening" };

    /// <summary>"zonder 3 organisaties"; null when all are in it.</summary>
    public static string? Zonder(Itembeeld item) => item.Zonder == 0 ? null : $"zonder {Dutch.Count(item.Zonder, "organisatie", "organisaties")}";

    /// <summary>"23 antwoorden van ten minste 9 mensen", "2 hadden geen mening", and the period where it is another than of most.</summary>
    public static IEnumerable<string> Onderbouwing(Itembeeld.Cijfers c, string? periode) =>
        new[] { Antwoorden(c), GeenMening(c), c.Periode == periode ? null : $"over {c.Periode}" }.OfType<string>();

    /// <summary>"norm 3,5", "partnerschap 3,9 (+0,3)"</summary>
    public static string Merktekst(Merk merk) => merk.Verschil is { } difference ? $"{merk.Naam} {Getal(merk.Waarde)} ({difference})" : $"{merk.Naam} {Getal(merk.Waarde)}";

    /// <summary>What a chart shows, for who does not see it.</summary>
    public static string Beschrijving(Itembeeld.Cijfers c)
    {
        var steps = string.Join("; ", c.Stappen.Select((s, i) => $"{i + 1}, {s.Naam}: {s.Aantal}"));
        var marks = Merken(c).Select(m => $"{m.Naam} {Getal(m.Waarde)}");
        return $"{c.Naam}. Verdeling van {Dutch.Count(c.Aantal, "antwoord", "antwoorden")}: {steps}. Op een schaal van 1 tot 5: {string.Join(", ", marks)}.";
    }

    /// <summary>The figures that stand on the scale, the mean first.</summary>
    public static IEnumerable<Merk> Merken(Itembeeld.Cijfers c)
    {
        yield return new(Merksoort.Gemiddelde, "gemiddeld", c.Gemiddelde, null);
        if (c.Norm is { } norm)
        {
            yield return new(Merksoort.Norm, "norm", norm.Waarde, Verschil(norm, norm: true));
        }

        if (c.Partnerschap is { } all)
        {
            yield return new(Merksoort.Partnerschap, "partnerschap", all.Waarde, Verschil(all));
        }

        if (c.Vorige is { } before)
        {
            yield return new(Merksoort.Vorige, "vorig rapport", before.Waarde, Verschil(before));
        }
    }

    internal static string Waarom(Verborgenreden reden) => reden switch
    {
        Verborgenreden.TeWeinigPersonen { Verwacht: { } jaar } =>
            $"Hierover antwoordden te weinig verschillende mensen. We verwachten het in het rapport van {jaar}.",
        Verborgenreden.TeWeinigPersonen => "Hierover antwoordden te weinig verschillende mensen. Wanneer het er wel is, is nog niet te zeggen.",
        Verborgenreden.Aanvullend => "Uit dit totaal zou af te leiden zijn wat ergens anders verborgen blijft. Het komt er als er meer organisaties met cijfers zijn.",
        _ => "Naast wat al eerder verscheen, zouden deze cijfers iets zeggen over maar een paar mensen. Ze komen er als er genoeg nieuwe antwoorden zijn.",
    };

    internal static Herhaling Herhaling(Punt.Herhaald punt) => new(punt.Sinds, $"Dit komt uit het rapport van {punt.Sinds}. " + punt.Reden switch
    {
        Verborgenreden.TeWeinigPersonen { Verwacht: { } jaar } =>
            $"Nu zijn er te weinig mensen voor een nieuw cijfer. We verwachten het in het rapport van {jaar}.",
        Verborgenreden.TeWeinigPersonen => "Nu zijn er te weinig mensen voor een nieuw cijfer.",
        Verborgenreden.Aanvullend => "Uit een nieuw cijfer zou af te leiden zijn wat ergens anders verborgen blijft.",
        _ => "Een nieuw cijfer ernaast zou iets zeggen over maar een paar mensen.",
    });

    internal static string Waarom(Punt.Band band) => band.Iedereen
        ? "Iedereen die antwoordde, koos hetzelfde. Een cijfer zou dan vertellen wat elk van hen koos."
        : "Iedereen die was uitgenodigd, antwoordde. Daarom laten we alleen zien waar het gemiddelde ligt.";
}

public enum Merksoort
{
    Gemiddelde,
    Norm,
    Partnerschap,
    Vorige,
}

/// <summary>A figure on the scale from 1 to 5.</summary>
/// <param name="Verschil">The mean less this, in words; null for the mean itself.</param>
public sealed record Merk(Merksoort Soort, string Naam, decimal Waarde, string? Verschil)
{
    /// <summary>Where it stands on the scale, from 0 to 1.</summary>
    public double Plaats => (double)(Waarde - 1) / (Vragenlijst.AantalStappen - 1);
}
