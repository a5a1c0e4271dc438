using Isop.Core.Pdf;
using Isop.Core.Time;
using static Isop.Core.Pdf.PdfHuisstijl;

namespace Isop.Bot.Tussenevaluaties.Paginas;

/// <summary>
/// A tussenevaluatie for the student's portfolio (opleidingsplan: the portfolio feeds the talks with the studiecoach): what the page
/// shows, in the same order. The same page gives the same bytes.
/// </summary>
internal static class Portfoliopdf
{
    private static readonly PdfLetter Vraagkop = new(9.5) { Vet = true, Kleur = AccentSterk };

    public static PdfBestand Maak(ZaakPagina pagina) =>
        Maak(pagina, vervangen: false) is { Vervangen.Count: 0 } whole ? whole : Maak(pagina, vervangen: true);

    /// <param name="vervangen">Somebody used what the typeface lacks, which is told.</param>
    private static PdfBestand Maak(ZaakPagina pagina, bool vervangen)
    {
        var pdf = new PdfDocument { Titel = $"{pagina.TitelOpPapier} · {pagina.Periode}", Maker = "Partnerschap ISOP", Gemaakt = AmsterdamTime.StartOf(pagina.Stand) };
        pdf.Kop(1, pagina.TitelOpPapier);
        pdf.Tabel([new("Gegeven") { Rijkop = true }, new("Bij deze tussenevaluatie") { Breedte = 3 }], pagina.Gegevens.Select(g => (string[])[g.Naam, g.Waarde]));
        foreach (var opmerking in pagina.Opmerkingen)
        {
            pdf.Alinea(opmerking);
        }

        if (vervangen)
        {
            pdf.Alinea("Een emoji past niet in dit bestand. Op die plek staat een blokje.", Klein);
        }

        foreach (var model in pagina.Modellen)
        {
            Model(pdf, pagina, model);
        }

        if (pagina.Gesprek is { } gesprek)
        {
            Gesprek(pdf, gesprek);
        }

        return pdf.Maak();
    }

    private static void Model(PdfDocument pdf, ZaakPagina pagina, PaginaModel model)
    {
        pdf.Kop(2, model.Naam);
        if (model.Uitleg is { } uitleg)
        {
            pdf.Alinea(uitleg, Klein, metVolgende: true);
        }

        foreach (var groep in model.Groepen)
        {
            pdf.Kop(3, groep.Titel);
            pdf.Tabel(
                [new(groep.Soort) { Breedte = 3.2, Rijkop = true }, .. pagina.Kolommen.Select(k => new PdfKolom($"{k.Naam} ({k.Rol})") { Breedte = 1.5 })],
                groep.Vragen.Select(v => (string[])[v.Tekst, .. v.Antwoorden.Select(a => a.Stap)]));
            foreach (var vraag in groep.Vragen)
            {
                Woorden(pdf, vraag);
            }
        }
    }

    /// <summary>What each wrote at a question, below the answers.</summary>
    private static void Woorden(PdfDocument pdf, PaginaVraag vraag)
    {
        string[] woorden = [.. vraag.Antwoorden.SelectMany(Woorden)];
        if (woorden.Length > 0)
        {
            pdf.Alinea(vraag.Tekst, Vraagkop, metVolgende: true);
            pdf.Lijst(woorden);
        }
    }

    private static IEnumerable<string> Woorden(PaginaAntwoord antwoord) =>
    [
        .. antwoord.Toelichting is { } now ? [$"{antwoord.Naam}: {now}"] : Array.Empty<string>(),
        .. antwoord.Eerder.Select(e => $"{antwoord.Naam}, eerder ({e.Versie}): {(e.Toelichting is null ? e.Stap : $"{e.Stap}. {e.Toelichting}")}"),
    ];

    private static void Gesprek(PdfDocument pdf, GesprekDeel gesprek)
    {
        pdf.Kop(2, "Het gesprek");
        foreach (var regel in gesprek.OpPapier)
        {
            pdf.Alinea(regel);
        }

        if (gesprek.Afspraken is { } afspraken)
        {
            pdf.Kop(3, "Onze afspraken");
            pdf.Alinea(afspraken);
        }

        if (gesprek.Terugblikken.Count > 0)
        {
            pdf.Kop(3, "Vier weken later");
            pdf.Lijst(gesprek.Terugblikken.Select(t => $"{t.Naam}: {t.Keuze}{(t.Tekst is null ? "." : $". {t.Tekst}")}"));
        }
    }
}
