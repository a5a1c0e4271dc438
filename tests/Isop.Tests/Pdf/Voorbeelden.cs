using Isop.Core.Pdf;
using static Isop.Core.Pdf.PdfHuisstijl;

namespace Isop.Tests.Pdf;

/// <summary>A report and a certificate as they could be, for the eye and for the readers.</summary>
public static class Voorbeelden
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1));

    public const string DiagramAlt = "Staafdiagram. Ingevulde tussenevaluaties: De Wissel 92 procent, Het Kompas 81, De Regenboog 64, Klein Duimpje 48.";

    public static PdfDocument Leeg(string titel = "Voorbeeld") => new() { Titel = titel, Maker = "Partnerschap ISOP", Gemaakt = Moment };

    public static PdfDocument Rapport()
    {
        var rapport = Leeg("Tussenevaluaties in de eerste stageperiode");
        rapport.Kop(1, "Tussenevaluaties in de eerste stageperiode");
        rapport.Alinea("Studiejaar 2026-2027 · stand op 23 november 2026 · voor de directeur van Stichting Weidewijs", Klein);
        rapport.Alinea("Van de 124 studenten met een stage hebben er 97 samen met hun werkplekbegeleider de tussenevaluatie ingevuld. Dat is meer dan vorig jaar "
            + "om deze tijd. Op vier locaties is nog minder dan de helft binnen; daar is deze week een herinnering verstuurd.");
        rapport.Kop(2, "Hoeveel er binnen is");
        rapport.Alinea("Het diagram laat per locatie zien welk deel van de tussenevaluaties door student en werkplekbegeleider is ingevuld.");
        rapport.Figuur(PdfDocument.Tekstbreedte, 150, DiagramAlt, Staven);
        rapport.Kop(2, "Wat opvalt");
        rapport.Lijst(
        [
            "Bij leervragen kiezen studenten vooral voor klassenmanagement en voor het gesprek met ouders.",
            "Werkplekbegeleiders zijn gemiddeld iets positiever dan de studenten zelf; het verschil is het grootst bij samenwerken.",
            "Drie studenten vroegen om een extra bezoek. Hun studiecoach heeft dat ingepland.",
        ]);
        rapport.Kop(3, "Wat we u vragen");
        rapport.Lijst(["Bespreek de cijfers in het team van opleiders.", "Laat voor 11 december weten wie het gesprek overneemt bij langdurige ziekte."], genummerd: true);
        rapport.Kop(2, "Per locatie");
        rapport.Tabel(
            [new("Locatie") { Breedte = 3, Rijkop = true }, new("Opleider") { Breedte = 3 }, new("Studenten") { Breedte = 1.4, Uitlijning = PdfUitlijning.Rechts },
                new("Ingevuld") { Breedte = 1.4, Uitlijning = PdfUitlijning.Rechts }, new("Deel") { Breedte = 1.1, Uitlijning = PdfUitlijning.Rechts }],
            Rijen(22));
        rapport.Alinea("Locaties met minder dan vijf studenten staan niet apart in de tabel, zodat niemand herkenbaar is.", Klein);
        return rapport;
    }

    /// <summary>Rows whose first cell counts them.</summary>
    public static IEnumerable<string[]> Rijen(int count) => Enumerable.Range(1, count).Select(i => new[]
    {
        $"{i}. {(i % 4) switch { 0 => "Basisschool De Wissel", 1 => "Het Kompas", 2 => "Kindcentrum De Regenboog aan de Oude IJssel", _ => "Klein Duimpje" }}",
        (i % 3) switch { 0 => "Ayşe Yıldız", 1 => "Łukasz Wójcik", _ => "Marieke van der Veen" }, $"{5 + i % 7}", $"{4 + i % 5}", $"{60 + i} %",
    });

    public static PdfDocument Certificaat(string naam = "Ayşegül Yıldız-van den Broek")
    {
        var certificaat = Leeg("Certificaat opfriscursus werkplekbegeleiden");
        var pagina = certificaat.Pagina(PdfFormaat.A4Liggend);
        var (breed, hoog) = (pagina.Formaat.Breedte, pagina.Formaat.Hoogte);
        pagina.Versiering(t =>
        {
            t.Rechthoek(0, 0, breed, hoog, PdfKleur.Parse("#f2f6f6"));
            t.Rechthoek(28, 28, breed - 56, hoog - 56, Wit);
            t.Kader(28, 28, breed - 56, hoog - 56, Accent, 1.6);
            t.Kader(34, 34, breed - 68, hoog - 68, Lijn, 0.8);
            t.Rechthoek(breed / 2 - 30, 163, 60, 2.5, Accent);
            t.Lijn(96, 480, 330, 480, LijnSterk, 0.7);
        });
        const double links = 96;
        PdfVak Regel(double y, double hoogte) => new(links, y, breed - 2 * links, hoogte);
        pagina.Alinea(Regel(72, 20), "PARTNERSCHAP ISOP · ACHTERHOEK EN LIEMERS", new(10) { Vet = true, Kleur = Accent }, PdfUitlijning.Midden);
        pagina.Kop(1, Regel(100, 52), "Certificaat", new(44) { Vet = true, Kleur = AccentSterk, Regelhoogte = 1.15 }, PdfUitlijning.Midden);
        pagina.Alinea(Regel(182, 20), "Hierbij verklaart het onderwijsbureau dat", new(13) { Kleur = TekstZacht }, PdfUitlijning.Midden);
        pagina.Alinea(Regel(206, 80), naam, new(34) { Vet = true, Regelhoogte = 1.2 }, PdfUitlijning.Midden, PdfStand.Midden, kleinste: 12);
        pagina.Alinea(Regel(294, 20), "met goed gevolg heeft deelgenomen aan de", new(13) { Kleur = TekstZacht }, PdfUitlijning.Midden);
        pagina.Kop(2, Regel(318, 34), "Opfriscursus werkplekbegeleiden 2026-2027", new(22) { Vet = true, Kleur = Accent, Regelhoogte = 1.3 }, PdfUitlijning.Midden, kleinste: 12);
        pagina.Alinea(Regel(356, 40), "Doetinchem, 18 november 2026 · geldig tot en met 31 juli 2028", new(12), PdfUitlijning.Midden);
        pagina.Alinea(new(links, 485, 234, 18), "Namens het onderwijsbureau", new(10.5) { Kleur = TekstZacht });
        pagina.Alinea(new(links, 501, 234, 18), "drs. J.W.M. te Brömmelstroet", new(10.5) { Vet = true });
        pagina.Figuur(new(breed - links - 84, 437, 84, 84), "QR-code die naar de controle van dit certificaat leidt.", t => t.Raster(0, 0, 84, Modules(), AccentSterk));
        pagina.Alinea(new(breed - links - 320, 469, 224, 53), "Controleer dit certificaat met de QR-code of op isop.example/c/7Q2M-XK4P-9DTA", new(9) { Kleur = TekstZacht },
            PdfUitlijning.Rechts, PdfStand.Onder);
        return certificaat;
    }

    private static void Staven(PdfTekening t)
    {
        (string Naam, int Deel)[] staven = [("De Wissel", 92), ("Het Kompas", 81), ("De Regenboog", 64), ("Klein Duimpje", 48)];
        const double links = 96, rechts = 34;
        var breed = t.Breedte - links - rechts;
        for (var deel = 0; deel <= 100; deel += 25)
        {
            var x = links + breed * deel / 100;
            t.Lijn(x, 6, x, 126, Lijn, 0.6);
            t.Tekst(x, 142, $"{deel}%", Klein, PdfUitlijning.Midden);
        }

        for (var i = 0; i < staven.Length; i++)
        {
            var y = 12 + i * 29;
            t.Rechthoek(links, y, breed * staven[i].Deel / 100, 18, Accent);
            t.Tekst(links - 10, y + 12.5, staven[i].Naam, new(9.5), PdfUitlijning.Rechts);
            t.Tekst(links + breed * staven[i].Deel / 100 + 6, y + 12.5, $"{staven[i].Deel}", new(9.5) { Vet = true });
        }

        t.Lijn(links, 6, links, 126, LijnSterk, 0.8);
    }

    /// <summary>The look of a QR code, without being one: finders in three corners and a fixed scatter.</summary>
    private static bool[,] Modules()
    {
        const int n = 29;
        var modules = new bool[n, n];
        for (var y = 0; y < n; y++)
        {
            for (var x = 0; x < n; x++)
            {
                var (fx, fy) = (x < 8 ? x : x > n - 9 && y < 8 ? n - 1 - x : -1, y < 8 ? y : y > n - 9 && x < 8 ? n - 1 - y : -1);
                modules[y, x] = fx >= 0 && fy >= 0
                    ? fx < 7 && fy < 7 && (fx is 0 or 6 || fy is 0 or 6 || fx is > 1 and < 5 && fy is > 1 and < 5)
                    : (x * x * 7 + y * 13 + x * y * 5) % 11 < 5;
            }
        }

        return modules;
    }
}
