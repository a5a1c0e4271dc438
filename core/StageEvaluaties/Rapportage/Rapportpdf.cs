using Isop.Core.Pdf;
using Isop.Core.Time;
using static Isop.Core.Pdf.PdfHuisstijl;

namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>A report on paper: what the page shows, in the same order.</summary>
public static class Rapportpdf
{
    private static readonly PdfLetter Nadruk = Lopend with { Vet = true };

    /// <param name="gemaakt">Said in the file; the same report and moment give the same bytes.</param>
    public static PdfBestand Maak(Rapportbeeld beeld, DateTimeOffset gemaakt)
    {
        ArgumentNullException.ThrowIfNull(beeld);
        var pdf = new PdfDocument { Titel = $"{beeld.Titel} · {beeld.Studiejaar}", Maker = "Partnerschap ISOP", Gemaakt = gemaakt };
        Begin(pdf, beeld);
        if (beeld.IetsTeZien)
        {
            foreach (var onderdeel in beeld.Onderdelen)
            {
                Deel(pdf, beeld, onderdeel);
            }
        }
        else
        {
            pdf.Kop(2, "Waarom je nog niets ziet");
            Verborgen(pdf, beeld.Verborgen);
        }

        Woorden(pdf, beeld);
        return pdf.Maak();
    }

    private static void Begin(PdfDocument pdf, Rapportbeeld beeld)
    {
        pdf.Kop(1, beeld.Titel);
        pdf.Alinea(string.Join(" · ", new[] { $"Rapport van {beeld.Studiejaar}", beeld.Periode is { } p ? $"over {p}" : null, beeld.Onderwerp.Soort.Woord() }.OfType<string>()), Klein);
        pdf.Alinea(beeld.Responszin);
        foreach (var extra in new[] { beeld.LageRespons ? Rapportwoorden.LageRespons : null, beeld.Zonder }.OfType<string>())
        {
            pdf.Alinea(extra);
        }

        pdf.Alinea(Rapportwoorden.GeenEnigeGrond, Nadruk);
        pdf.Kop(2, "Wat opvalt");
        if (beeld.OpvallendUitleg is { } none)
        {
            pdf.Alinea(none);
        }

        pdf.Lijst(beeld.Opvallend.Select(p => $"{(p.Goed ? "Gaat goed" : "Aandacht")}: {p.Zin}"), genummerd: true);
        if (beeld.Onderdelen.FirstOrDefault(o => o.Items.Any(i => i is Itembeeld.Cijfers)) is { } first)
        {
            pdf.Kop(2, "Zo lees je de grafieken");
            var hoogte = Rapporttekening.Legendahoogte(first.Stappen);
            pdf.Figuur(PdfDocument.Tekstbreedte, hoogte, Rapporttekening.Legendatekst(first.Stappen), t => Rapporttekening.Legenda(t, first.Stappen));
        }
    }

    private static void Deel(PdfDocument pdf, Rapportbeeld beeld, Onderdeelbeeld onderdeel)
    {
        pdf.Kop(2, onderdeel.Naam);
        foreach (var item in onderdeel.Getoond)
        {
            Vraag(pdf, beeld, item);
        }

        Verborgen(pdf, onderdeel.Verborgen);
        var rows = onderdeel.Items.OfType<Itembeeld.Cijfers>().ToList();
        if (rows.Count > 0)
        {
            pdf.Tabel(
                [
                    new("Antwoorden op") { Breedte = 3.4, Rijkop = true }, .. Enumerable.Range(1, Vragenlijst.AantalStappen).Select(s => Getalkolom($"{s}", 0.85)),
                    Getalkolom("Geen mening", 1.15), Getalkolom("Gemiddeld", 1.45),
                    .. beeld.Onderwerp.IsEenheid ? Array.Empty<PdfKolom>() : [Getalkolom("Ontbreekt", 1.45)],
                ],
                rows.Select(c => (string[])[c.Naam, .. c.Stappen.Select(s => $"{s.Aantal}"), $"{c.GeenMening}", Rapportwoorden.Getal(c.Gemiddelde), .. beeld.Onderwerp.IsEenheid ? Array.Empty<string>() : [$"{c.Zonder}"]]));
        }
    }

    private static void Verborgen(PdfDocument pdf, IEnumerable<IGrouping<string, Itembeeld.Verborgen>> groups)
    {
        foreach (var group in groups)
        {
            pdf.Kop(3, "Niet te zien");
            pdf.Lijst(group.Select(i => i.Naam));
            pdf.Alinea($"{group.Key} {Rapportwoorden.Zelfevaluatie}", Klein);
        }
    }

    private static PdfKolom Getalkolom(string kop, double breedte) => new(kop) { Breedte = breedte, Uitlijning = PdfUitlijning.Rechts };

    private static void Vraag(PdfDocument pdf, Rapportbeeld beeld, Itembeeld item)
    {
        pdf.Kop(3, item.Naam);
        if (item is Itembeeld.Cijfers c)
        {
            pdf.Figuur(PdfDocument.Tekstbreedte, Rapporttekening.Hoogte, Rapportwoorden.Beschrijving(c), t => Rapporttekening.Cijfers(t, c), metVolgende: true);
            var beside = Rapportwoorden.Merken(c).Skip(1).Select(Rapportwoorden.Merktekst);
            pdf.Alinea(string.Join(" · ", beside.Concat(Rapportwoorden.Onderbouwing(c, beeld.Periode))), Klein);
        }
        else if (item is Itembeeld.Band b)
        {
            pdf.Figuur(PdfDocument.Tekstbreedte, Rapporttekening.Bandhoogte, $"{b.Naam}: {b.Hoogte.Woord()}.", t => Rapporttekening.Band(t, b.Hoogte), metVolgende: true);
            pdf.Alinea(string.Join(" · ", new[] { b.Zin, b.Periode == beeld.Periode ? null : b.Periode, Rapportwoorden.Zonder(b) }.OfType<string>()), Klein);
        }

        if (item.Herhaling is { } again)
        {
            pdf.Alinea(again.Zin, Klein);
        }
    }

    private static void Woorden(PdfDocument pdf, Rapportbeeld beeld)
    {
        if (beeld.Opmerkingen.Count > 0)
        {
            pdf.Kop(2, "Wat studenten schreven");
        }

        if (beeld.GeenOpmerkingen is { } none)
        {
            pdf.Alinea(none);
        }

        foreach (var vraag in beeld.GeenOpmerkingen is null ? beeld.Opmerkingen : [])
        {
            pdf.Kop(3, vraag.Vraag);
            if (vraag.Uitleg is { } why)
            {
                pdf.Alinea(why, Klein);
            }

            pdf.Lijst(vraag.Teksten);
        }

        if (beeld.Gedaan is { } done)
        {
            pdf.Kop(2, "Wat deden we met jullie antwoorden");
            pdf.Alinea(done);
        }

        if (beeld.Ouder.Count > 0)
        {
            pdf.Kop(2, "Oudere rapporten");
            pdf.Tabel([new("Rapport") { Breedte = 3, Rijkop = true }, new("Datum")], beeld.Ouder.Select(o => (string[])[o.Titel, Dutch.Date(o.Datum)]));
        }

        pdf.Kop(2, "Over dit rapport");
        pdf.Lijst(Rapportwoorden.Verantwoording);
    }
}
