using Isop.Core.Pdf;
using static Isop.Core.Pdf.PdfHuisstijl;

namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>
/// The charts of a report on paper. Low steps are hatched and high ones plain, the outer ones dark: without colour they are told apart as
/// well. Under the bar stands the scale from 1 to 5 with the mean and what it is held against; the page draws the same (rapport.css).
/// </summary>
internal static class Rapporttekening
{
    public const double Hoogte = 58, Bandhoogte = 24;
    private const double Rand = 58, Balk = 21, Schaal = 38;

    private static readonly PdfLetter Donker = new(9) { Vet = true };
    private static readonly PdfLetter Licht = Donker with { Kleur = Wit };
    private static readonly PdfLetter Groot = new(21) { Vet = true, Kleur = AccentSterk };
    private static readonly PdfLetter Maat = new(8) { Kleur = TekstZacht };

    private static readonly (PdfKleur Kleur, PdfKleur? Arcering, PdfLetter Letter)[] Stappen =
    [
        (PdfKleur.Parse("#e3a587"), PdfKleur.Parse("#8c3d17"), Donker), (PdfKleur.Parse("#f7e6dc"), PdfKleur.Parse("#d3a083"), Donker),
        (PdfKleur.Parse("#eef2f2"), null, Donker), (PdfKleur.Parse("#9fcdd5"), null, Donker), (Accent, null, Licht),
    ];

    public static void Cijfers(PdfTekening t, Itembeeld.Cijfers c)
    {
        var breed = t.Breedte - Rand;
        t.Stapelbalk(new(0, 0, breed, Balk), [.. c.Stappen.Select((s, i) => Stapel(i, s.Aantal))]);
        t.Tekst(t.Breedte, 17, Rapportwoorden.Getal(c.Gemiddelde), Groot, PdfUitlijning.Rechts);
        t.Tekst(t.Breedte, 30, "gemiddeld", Maat, PdfUitlijning.Rechts);
        const double links = 6;
        var lang = breed - (2 * links);
        t.Lijn(links, Schaal, links + lang, Schaal, LijnSterk, 0.75);
        for (var step = 0; step < Vragenlijst.AantalStappen; step++)
        {
            var x = links + (lang * step / (Vragenlijst.AantalStappen - 1));
            t.Lijn(x, Schaal - 2.5, x, Schaal + 2.5, LijnSterk, 0.75);
            t.Tekst(x, Schaal + 14, $"{step + 1}", Maat, PdfUitlijning.Midden);
        }

        // The mean lies on top of what it is held against.
        foreach (var merk in Rapportwoorden.Merken(c).Reverse())
        {
            Merk(t, merk.Soort, links + (lang * merk.Plaats), Schaal);
        }
    }

    public static void Band(PdfTekening t, Bandhoogte hoogte)
    {
        var deel = (t.Breedte - Rand) / 3;
        foreach (var band in Enum.GetValues<Bandhoogte>())
        {
            var (x, here) = ((int)band * deel, band == hoogte);
            t.Rechthoek(x, 0, deel - 3, Balk, here ? Accent : Paneel);
            t.Tekst(x + ((deel - 3) / 2), 14, band.Woord(), here ? Licht : Donker with { Vet = false, Kleur = TekstZacht }, PdfUitlijning.Midden);
        }
    }

    public static double Legendahoogte(IReadOnlyList<string> stappen) => (stappen.Count * 17) + 8;

    public static string Legendatekst(IReadOnlyList<string> stappen) =>
        $"De balk laat zien hoe de antwoorden verdeeld zijn, van links naar rechts: {string.Join("; ", stappen.Select((s, i) => $"{i + 1}, {s}"))}. "
        + "Daaronder staat een schaal van 1 tot 5 met een stip voor het gemiddelde, een streep voor de norm, een ruit voor het partnerschap en een kring voor het vorige rapport.";

    /// <summary>The steps at the left, the marks at the right.</summary>
    public static void Legenda(PdfTekening t, IReadOnlyList<string> stappen)
    {
        for (var i = 0; i < stappen.Count; i++)
        {
            t.Stapelbalk(new(0, i * 17, 26, 12), [Stapel(i, 1) with { Tekst = "" }]);
            t.Tekst(34, (i * 17) + 9.5, $"{i + 1}  {stappen[i]}", new(9.5));
        }

        (Merksoort Soort, string Naam)[] marks =
        [
            (Merksoort.Gemiddelde, "gemiddelde"), (Merksoort.Norm, "norm van het partnerschap"), (Merksoort.Partnerschap, "gemiddelde van het partnerschap"),
            (Merksoort.Vorige, "vorig rapport"),
        ];
        var links = t.Breedte / 2;
        for (var i = 0; i < marks.Length; i++)
        {
            var y = (i * 17) + 6;
            t.Lijn(links, y, links + 26, y, LijnSterk, 0.75);
            Merk(t, marks[i].Soort, links + 13, y);
            t.Tekst(links + 34, y + 3.5, marks[i].Naam, new(9.5));
        }
    }

    private static PdfStapel Stapel(int stap, int aantal) =>
        new(aantal, Stappen[stap].Kleur, Stappen[stap].Arcering, $"{aantal}", Stappen[stap].Letter);

    private static void Merk(PdfTekening t, Merksoort soort, double x, double y)
    {
        switch (soort)
        {
            case Merksoort.Gemiddelde:
                t.Stip(x, y, 5.2, Wit);
                t.Stip(x, y, 4.4, AccentSterk);
                break;
            case Merksoort.Norm:
                t.Lijn(x, y - 8, x, y + 8, Tekst, 1.6);
                break;
            case Merksoort.Partnerschap:
                Ruit(t, x, y, 5.6, Tekst);
                Ruit(t, x, y, 3.8, Wit);
                break;
            default:
                t.Stip(x, y, 4.2, Tekst);
                t.Stip(x, y, 3, Wit);
                break;
        }
    }

    private static void Ruit(PdfTekening t, double x, double y, double straal, PdfKleur kleur) =>
        t.Veelhoek([(x, y - straal), (x + straal, y), (x, y + straal), (x - straal, y)], kleur);
}
