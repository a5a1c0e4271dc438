namespace Isop.Core.Pdf;

/// <summary>The light colours of <c>bot/wwwroot/isop.css</c>, and the letters of a report. Text colours reach AA on white.</summary>
public static class PdfHuisstijl
{
    public static PdfKleur Tekst { get; } = PdfKleur.Parse("#14262b");
    public static PdfKleur TekstZacht { get; } = PdfKleur.Parse("#4a5d63");
    public static PdfKleur Accent { get; } = PdfKleur.Parse("#0b5a6b");
    public static PdfKleur AccentSterk { get; } = PdfKleur.Parse("#084553");
    public static PdfKleur Lijn { get; } = PdfKleur.Parse("#d3dfe0");
    public static PdfKleur LijnSterk { get; } = PdfKleur.Parse("#7b8f94");
    public static PdfKleur Paneel { get; } = PdfKleur.Parse("#e9f1f1");
    public static PdfKleur Wit { get; } = PdfKleur.Parse("#ffffff");

    public static PdfLetter Lopend { get; } = new(10.5);
    public static PdfLetter Klein { get; } = new(8.5) { Kleur = TekstZacht };
    internal static PdfLetter Cel { get; } = new(9.5) { Regelhoogte = 1.35 };
    internal static PdfLetter Kolomkop { get; } = new(9) { Vet = true, Kleur = AccentSterk, Regelhoogte = 1.3 };

    internal static PdfLetter Kop(int niveau) => niveau switch
    {
        1 => new(25) { Vet = true, Kleur = AccentSterk, Regelhoogte = 1.18 },
        2 => new(15) { Vet = true, Kleur = Accent, Regelhoogte = 1.25 },
        _ => new(11.5) { Vet = true, Regelhoogte = 1.3 },
    };
}
