using Isop.Core.Kalender;
using Isop.Core.Pdf;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Certificaten;

/// <summary>What somebody did in a study year, for the bekwaamheidsdossier: whom she guided, without names, and what she followed.</summary>
public sealed record Jaaroverzicht
{
    public required string Studiejaar { get; init; }
    public required string Naam { get; init; }

    /// <summary>"pabo voltijd, leerjaar 2" and how many students, most first.</summary>
    public required IReadOnlyList<(string Opleiding, int Studenten)> Begeleid { get; init; }

    /// <summary>Where: "Basisschool De Linde, Ulft".</summary>
    public required IReadOnlyList<string> Organisaties { get; init; }

    /// <summary>The certificates of that year that hold.</summary>
    public required IReadOnlyList<Certificaat> Certificaten { get; init; }

    public int Studenten => Begeleid.Sum(b => b.Studenten);

    public bool IsLeeg => Begeleid.Count == 0 && Certificaten.Count == 0;

    public static Jaaroverzicht Van(RegisterSnapshot register, PersonId persoon, Studiejaar jaar, IEnumerable<Certificaatblad> certificaten)
    {
        var stages = register.StagesGuidedBy(persoon).Where(s => s.Van <= jaar.Tot && jaar.Van <= s.Tot && (s.Beeindigd is not { } end || (jaar.Van < end && s.Van < end))).ToList();
        return new Jaaroverzicht
        {
            Studiejaar = jaar.Naam,
            Naam = register.Find(persoon)?.Naam ?? "",
            Begeleid =
            [
                .. stages.Select(s => s.Student).Distinct().Select(register.FindStudent).OfType<Student>()
                    .GroupBy(s => $"{s.Opleiding.Naam}, leerjaar {s.Leerjaar}").Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal),
            ],
            Organisaties = [.. stages.Select(s => s.Organisatie).Distinct().Select(register.FindOrganisatie).OfType<Organisatie>().Select(o => $"{o.Naam}, {o.Plaats}").Order(StringComparer.Ordinal)],
            Certificaten = [.. certificaten.Where(c => c.Stand.Staat && c.Certificaat.Studiejaar == jaar.Naam).Select(c => c.Certificaat).OrderBy(c => c.Verstrekt)],
        };
    }

    /// <summary>The same on paper.</summary>
    /// <param name="uitgever">Who answers for it.</param>
    /// <param name="gemaakt">Said in the file.</param>
    public PdfBestand Pdf(string uitgever, DateTimeOffset gemaakt)
    {
        var pdf = new PdfDocument { Titel = $"Begeleiden in {Studiejaar}: {Naam}", Maker = uitgever, Gemaakt = gemaakt };
        pdf.Kop(1, $"Begeleiden in {Studiejaar}");
        pdf.Alinea($"{Naam} begeleidde in het studiejaar {Studiejaar} {Dutch.Count(Studenten, "student", "studenten")} op de werkplek{(Organisaties.Count > 0 ? $", bij {Dutch.List(Organisaties)}" : "")}.");
        if (Begeleid.Count > 0)
        {
            pdf.Kop(2, "Studenten");
            pdf.Tabel([new PdfKolom("Opleiding") { Breedte = 3, Rijkop = true }, new PdfKolom("Studenten") { Uitlijning = PdfUitlijning.Rechts }], Begeleid.Select(b => (string[])[b.Opleiding, $"{b.Studenten}"]));
        }

        pdf.Kop(2, "Trainingen");
        if (Certificaten.Count == 0)
        {
            pdf.Alinea("In dit studiejaar is geen certificaat verstrekt.");
        }
        else
        {
            pdf.Tabel(
                [new PdfKolom("Training") { Breedte = 3, Rijkop = true }, new PdfKolom("Verstrekt") { Breedte = 1.4 }, new PdfKolom("Geldig tot en met") { Breedte = 1.4 }],
                Certificaten.Select(c => (string[])[c.Titel, Dutch.Date(c.Verstrekt), c.GeldigTot is { } last ? Dutch.Date(last) : "blijft geldig"]));
            pdf.Alinea("Elk certificaat is te controleren:");
            pdf.Lijst(Certificaten.Select(c => $"{c.Titel}: {c.Adres.AbsoluteUri}"));
        }

        pdf.Alinea($"Opgemaakt door {uitgever} op {Dutch.Date(AmsterdamTime.DateOf(gemaakt))}, uit het register van het partnerschap. De namen van studenten staan er niet in.", PdfHuisstijl.Klein);
        return pdf.Maak();
    }
}
