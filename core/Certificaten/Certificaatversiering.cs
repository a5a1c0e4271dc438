using Isop.Core.Pdf;
using static Isop.Core.Pdf.PdfHuisstijl;

namespace Isop.Core.Certificaten;

/// <summary>The border, the mark and the lines of version 1: nothing that is read.</summary>
internal static class Certificaatversiering
{
    private static readonly PdfKleur Mint = PdfKleur.Parse("#7fd1c7");
    private static readonly PdfKleur Geel = PdfKleur.Parse("#ffc766");

    public static void Teken(PdfTekening t, double bandboven, double bandonder)
    {
        Rand(t);
        Merk(t, t.Breedte / 2 - 16, 43, 32);
        foreach (var y in (double[])[bandboven, bandonder])
        {
            t.Lijn(84, y, t.Breedte - 84, y, LijnSterk, 0.5);
        }
    }

    /// <summary>Two lines, of which the inner one steps back at each corner for a dot.</summary>
    private static void Rand(PdfTekening t)
    {
        const double buiten = 24, binnen = 30, hoek = 13;
        t.Kader(buiten, buiten, t.Breedte - 2 * buiten, t.Hoogte - 2 * buiten, Accent, 1.4);
        foreach (var (x, naarX) in ((double, double)[])[(binnen, 1), (t.Breedte - binnen, -1)])
        {
            foreach (var (y, naarY) in ((double, double)[])[(binnen, 1), (t.Hoogte - binnen, -1)])
            {
                t.Lijn(x + naarX * hoek, y, x + naarX * hoek, y + naarY * hoek, LijnSterk, 0.5);
                t.Lijn(x, y + naarY * hoek, x + naarX * hoek, y + naarY * hoek, LijnSterk, 0.5);
                t.Stip(x + naarX * hoek * 0.42, y + naarY * hoek * 0.42, 2.4, Accent);
            }

            t.Lijn(x, binnen + hoek, x, t.Hoogte - binnen - hoek, LijnSterk, 0.5);
        }

        foreach (var y in (double[])[binnen, t.Hoogte - binnen])
        {
            t.Lijn(binnen + hoek, y, t.Breedte - binnen - hoek, y, LijnSterk, 0.5);
        }
    }

    /// <summary>As bot/wwwroot/favicon.svg draws it, which is 40 wide.</summary>
    private static void Merk(PdfTekening t, double x, double y, double zijde)
    {
        var schaal = zijde / 40;
        (double X, double Y) Punt(double px, double py) => (x + px * schaal, y + py * schaal);
        t.Veelhoek([.. Hoeken(40, 11).Select(p => Punt(p.X, p.Y))], Accent);
        (double X, double Y)[] driehoek = [Punt(20, 9.5), Punt(30, 27), Punt(10, 27)];
        for (var i = 0; i < driehoek.Length; i++)
        {
            var (van, naar) = (driehoek[i], driehoek[(i + 1) % driehoek.Length]);
            t.Lijn(van.X, van.Y, naar.X, naar.Y, Mint, 2.4 * schaal);
        }

        foreach (var (px, py, kleur) in ((double, double, PdfKleur)[])[(20, 10, Wit), (10.5, 27, Geel), (29.5, 27, Mint)])
        {
            var (sx, sy) = Punt(px, py);
            t.Stip(sx, sy, 4.6 * schaal, kleur);
        }
    }

    /// <summary>The outline of a square with round corners.</summary>
    private static IEnumerable<(double X, double Y)> Hoeken(double zijde, double straal)
    {
        for (var hoek = 0; hoek < 4; hoek++)
        {
            var (mx, my) = (hoek is 0 or 3 ? zijde - straal : straal, hoek < 2 ? zijde - straal : straal);
            for (var stap = 0; stap <= 8; stap++)
            {
                var richting = (hoek + stap / 8.0) * Math.PI / 2;
                yield return (mx + straal * Math.Cos(richting), my + straal * Math.Sin(richting));
            }
        }
    }
}
