using System.Globalization;
using Isop.Core.Pdf;
using Isop.Core.Time;
using static Isop.Core.Pdf.PdfHuisstijl;

namespace Isop.Core.Certificaten;

/// <summary>
/// A certificate as one page, A4 on its side. The page of a version never changes, since files that were issued are compared by their hash: what is
/// to look different becomes a new version.
/// </summary>
public static class Certificaatpdf
{
    /// <summary>The version of the page that is issued now.</summary>
    public const int Sjabloon = 1;

    /// <param name="naam">As it is to be printed.</param>
    /// <returns>The same record and name give the same bytes.</returns>
    /// <exception cref="NotSupportedException">It was issued on a page that this program does not know.</exception>
    public static PdfBestand Maak(Certificaat certificaat, string naam)
    {
        ArgumentNullException.ThrowIfNull(certificaat);
        ArgumentException.ThrowIfNullOrWhiteSpace(naam);
        return certificaat.Sjabloon == 1 ? CertificaatpaginaV1.Maak(certificaat, naam)
            : throw new NotSupportedException($"There is no page of version {certificaat.Sjabloon.ToString(CultureInfo.InvariantCulture)}.");
    }
}

/// <summary>
/// Version 1. The middle of the page says who and what, a band below it when, where and what about, its foot who answers for it and how it is
/// checked. A short certificate has a lower band, and the white goes to the middle.
/// </summary>
internal static class CertificaatpaginaV1
{
    private const double Links = 84, Breed = 841.89 - 2 * Links, Rechts = Links + Breed;
    private const double Bandhoog = 102, Bandlaag = 60, Bandonder = 432, Voet = 449;
    private const double Code = 106, Tussen = 26;

    /// <summary>The columns of band and foot: where the second and the third begin.</summary>
    private const double Tweede = 236, Derde = 430;

    /// <summary>More days than these stand in a running text.</summary>
    private const int MeesteDagen = 10;

    /// <summary>A printer without colour makes dots of any other, in which no reader finds a code.</summary>
    private static readonly PdfKleur Zwart = PdfKleur.Parse("#000000");

    private static readonly PdfLetter Label = new(8.5) { Vet = true, Kleur = Accent, Regelhoogte = 1.4 };
    private static readonly PdfLetter Feit = new(10) { Regelhoogte = 1.3 };
    private static readonly PdfLetter Nadruk = new(10.5) { Vet = true, Regelhoogte = 1.32 };
    private static readonly PdfLetter Zacht = new(9.5) { Kleur = TekstZacht, Regelhoogte = 1.35 };

    public static PdfBestand Maak(Certificaat c, string naam)
    {
        naam = Dutch.OneLine(naam);
        var pdf = new PdfDocument
        {
            Titel = $"Certificaat {Dutch.OneLine(c.Titel)} van {naam}",
            Maker = Dutch.OneLine(c.Uitgever),
            // Noon, so that it is the same day all over Europe.
            Gemaakt = new(c.Verstrekt.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero),
        };
        var pagina = pdf.Pagina(PdfFormaat.A4Liggend);
        var inhoud = Dutch.OneLine(c.Inhoud);
        var band = inhoud.Length > 100 || c.Waar.Length > 60 || c.Dagen.Count > 4 ? Bandhoog : Bandlaag;
        pagina.Versiering(t => Certificaatversiering.Teken(t, Bandonder - band, Bandonder));
        Midden(pagina, c, naam, Bandhoog - band);
        Band(pagina, c, inhoud, new(Links, Bandonder - band + 10, Breed, band - 20));
        Voetregels(pagina, c);
        return pdf.Maak();
    }

    /// <param name="ruim">How much more white there is than at least.</param>
    private static void Midden(PdfPage pagina, Certificaat c, string naam, double ruim)
    {
        var (boven, tussen) = (ruim * 0.2, ruim * 0.65);
        PdfVak Vak(double y, double hoogte, double insprong = 0) => new(Links + insprong, y, Breed - 2 * insprong, hoogte);
        pagina.Alinea(Vak(79, 18), Dutch.OneLine(c.Uitgever), new(12) { Vet = true, Kleur = Accent }, PdfUitlijning.Midden, kleinste: 5);
        pagina.Kop(1, Vak(101 + boven, 52), "Certificaat", new(42) { Vet = true, Kleur = AccentSterk, Regelhoogte = 1.2 }, PdfUitlijning.Midden);
        pagina.Alinea(Vak(154 + boven, 18), "uitgereikt aan", new(12) { Kleur = TekstZacht }, PdfUitlijning.Midden);
        pagina.Alinea(Vak(174 + ruim * 0.45, 68, 14), naam, new(34) { Vet = true, Regelhoogte = 1.14 }, PdfUitlijning.Midden, PdfStand.Midden, kleinste: 14);
        pagina.Kop(2, Vak(248 + tussen, 32, 14), Dutch.OneLine(c.Titel), new(21) { Vet = true, Kleur = Accent, Regelhoogte = 1.2 }, PdfUitlijning.Midden, PdfStand.Midden, kleinste: 5);
        pagina.Alinea(Vak(283 + tussen, 34, 60), Dutch.OneLine(c.Omschrijving), new(12) { Regelhoogte = 1.35 }, PdfUitlijning.Midden, kleinste: 5);
    }

    private static void Band(PdfPage pagina, Certificaat c, string inhoud, PdfVak vak)
    {
        Dagen(pagina, c, vak with { Breedte = Tweede - Tussen });
        var einde = inhoud.Length > 0 ? Derde - Tussen : Breed;
        Onderdeel(pagina, vak with { X = Links + Tweede, Breedte = einde - Tweede }, "Waar", Dutch.OneLine(c.Waar));
        if (inhoud.Length > 0)
        {
            Onderdeel(pagina, vak with { X = Links + Derde, Breedte = Breed - Derde }, "Waar het over ging", inhoud);
        }
    }

    private static void Dagen(PdfPage pagina, Certificaat c, PdfVak vak)
    {
        var duur = c.Minuten is { } minuten ? $", {Duur(minuten)}" : "";
        if (c.Dagen.Count is 1 or > MeesteDagen)
        {
            Onderdeel(pagina, vak, "Wanneer", $"op {Dutch.List([.. c.Dagen.Select(Dutch.Date)])}{duur}");
            return;
        }

        pagina.Alinea(vak with { Hoogte = 14 }, $"Wanneer: {Dutch.Count(c.Dagen.Count, "dag", "dagen")}{duur}", Label);
        pagina.Lijst(vak with { Y = vak.Y + 14 }, [.. c.Dagen.Select(Dutch.Date)], c.Dagen.Count > 2 ? 2 : 1, Feit);
    }

    private static void Voetregels(PdfPage pagina, Certificaat c)
    {
        const double breed = Breed - Code - Tussen;
        PdfVak Kolom1(double y, double hoogte) => new(Links, Voet + y, Tweede - Tussen, hoogte);
        PdfVak Kolom2(double y, double hoogte) => new(Links + Tweede, Voet + y, breed - Tweede, hoogte);
        pagina.Alinea(Kolom1(0, 15), Dutch.OneLine(c.Ondertekenaar), Nadruk, kleinste: 4);
        pagina.Alinea(Kolom1(15, 27), Dutch.OneLine(c.Functie), Zacht, kleinste: 5);
        var geldig = c.GeldigTot is { } tot ? $"Geldig tot en met {Dutch.Date(tot)}" : "Blijft geldig";
        pagina.Alinea(Kolom2(0, 15), $"Verstrekt op {Dutch.Date(c.Verstrekt)}", Nadruk);
        pagina.Alinea(Kolom2(15, 14), $"{geldig} · studiejaar {Dutch.OneLine(c.Studiejaar)}", Zacht, kleinste: 5);
        var regel = new PdfVak(Links, Voet + 45, breed, 14);
        pagina.Alinea(regel, "Hier staat geen handtekening: iedereen kan online zien of dit certificaat echt is.", Zacht);
        pagina.Alinea(regel with { Y = Voet + 60 }, $"Controleer dit certificaat: {c.Adres.AbsoluteUri}", Zacht with { Kleur = AccentSterk, Vet = true }, kleinste: 4);
        pagina.Alinea(regel with { Y = Voet + 75 }, $"Nummer {c.Nummer}", Zacht);

        var modules = Qrcode.Modules(c.Adres.AbsoluteUri);
        // What is light around the code may stand in the margin: it is the code that lines up.
        var rand = Qrcode.Rand * Code / modules.GetLength(0);
        pagina.Figuur(new(Rechts - Code + rand, Voet - rand, Code, Code),
            $"QR-code. Hij leidt naar {c.Adres.AbsoluteUri}, waar je dit certificaat controleert.", t => t.Raster(0, 0, Code, modules, Zwart));
    }

    private static void Onderdeel(PdfPage pagina, PdfVak vak, string label, string tekst)
    {
        pagina.Alinea(vak with { Hoogte = 14 }, label, Label);
        pagina.Alinea(vak with { Y = vak.Y + 14, Hoogte = vak.Hoogte - 14 }, tekst, Feit, kleinste: 5);
    }

    /// <summary>"2,5 uur", "45 minuten", "1 uur en 40 minuten"</summary>
    private static string Duur(int minuten)
    {
        var (uren, rest) = (minuten / 60, minuten % 60);
        return rest == 0 ? $"{Getal(uren)} uur"
            : rest == 30 && uren > 0 ? $"{Getal(uren)},5 uur"
            : uren == 0 ? Dutch.Count(rest, "minuut", "minuten")
            : $"{Getal(uren)} uur en {Dutch.Count(rest, "minuut", "minuten")}";
    }

    private static string Getal(int getal) => getal.ToString(CultureInfo.InvariantCulture);
}
