using System.Net;
using System.Text;
using Isop.Bot.Bureau;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Beheer;

/// <summary>The page in an export that a person reads; the files beside it hold the same in full.</summary>
internal static class Persoonsoverzicht
{
    private const string Head = """
        <!doctype html>
        <html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Wat ISOP over je bewaart</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}th,td{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top;overflow-wrap:anywhere}</style>
        </head><body>
        """;

    /// <summary>Per file of the zip what is in it.</summary>
    private static readonly Dictionary<string, string> Uitleg = new()
    {
        ["register"] = "Wat het register over je zegt: naam, adres, rollen, opleiding en stages. Elke verandering staat er apart in.",
        ["tussenevaluaties"] = "De tussenevaluaties waar je bij hoort: je eigen formulier en notities, de afspraken, en wat je van de ander mag lezen.",
        ["begeleidingsteam"] = "Het begin van een stage: wat je in drie regels over jezelf vertelde, en of je de kaart met je begeleidingsteam kreeg.",
        ["bezorgingen"] = "Welke berichten ISOP je stuurde of gaat sturen, wanneer en hoe, en wat je daarover koos.",
        ["kwaliteitsimpulsen"] = "De kwaliteitsimpulsen die jij maakte of het laatst veranderde.",
        ["bezorgproblemen"] = "Berichten die niet aankwamen.",
        ["inzage"] = "Wie wanneer iets van jou zag of veranderde, en wat jij zelf zag of veranderde.",
        ["koppelingen"] = "Je account in Teams, zoals ISOP het kent.",
        ["gesprekken"] = "Waar ISOP je in Teams bereikt.",
        ["installaties"] = "Of de app van ISOP bij je in Teams staat.",
        ["links"] = "Links die je per mail kreeg. De link zelf bewaart ISOP niet.",
        ["sessies"] = "Apparaten waarop je bent aangemeld.",
        ["meldingen"] = "Wat je aan het onderwijsbureau vroeg of meldde, en het antwoord.",
        ["postvak"] = "Mails in het postvak van de testomgeving.",
        ["agenda"] = "Wanneer ISOP weer iets voor je moet doen.",
        ["outlook"] = "Welke afspraken ISOP in je Outlook-agenda heeft gezet.",
        ["agendalinks"] = "Of je een agendalink hebt, en sinds wanneer. De link zelf bewaart ISOP niet.",
        ["webhooks"] = "Welke programma's namens jou bericht krijgen, en hoe dat ging. Hun adressen staan er niet bij.",
    };

    public static string Html(Persoonsdossier dossier, DateTimeOffset now)
    {
        var html = new StringBuilder(Head);
        html.Append("<h1>Wat ISOP over je bewaart</h1>").Append(Paragraph($"Gemaakt op {Day(now)}. ISOP is het systeem van partnerschap ISOP voor tussenevaluaties en berichten."));
        Person(html, dossier);
        Cases(html, dossier);
        Readers(html, dossier);
        Files(html, dossier);
        NotIncluded(html);
        return html.Append("</body></html>").ToString();
    }

    private static void Person(StringBuilder html, Persoonsdossier dossier)
    {
        html.Append("<h2>Wie je bent</h2>");
        if (dossier.Persoon is not { } person)
        {
            html.Append(Paragraph(dossier.Bestanden.ContainsKey("register")
                ? "Je staat niet in het register van nu, wel in een eerdere versie. Die staat in gegevens/register.json."
                : "Je staat niet in het register."));
            return;
        }

        html.Append("<table>").Append(Row("Naam", person.Naam)).Append(Row("Roepnaam", person.Roepnaam)).Append(Row("E-mail", person.Email));
        html.Append(Row("Telefoon", person.Telefoon ?? "niet bekend")).Append(Row("Aangeleverd door", person.Bron));
        foreach (var earlier in person.EerdereAdressen ?? [])
        {
            html.Append(Row("Eerder adres", earlier));
        }

        if (dossier.Register.FindStudent(person.Id) is { } student)
        {
            html.Append(Row("Studentnummer", student.Studentnummer)).Append(Row("Opleiding", $"{student.Opleiding.Code}, leerjaar {student.Leerjaar}"));
        }

        if (person.Beeindigd is { } ended)
        {
            html.Append(Row("Gestopt", Dutch.Date(ended)));
        }

        html.Append("</table>");
    }

    private static void Cases(StringBuilder html, Persoonsdossier dossier)
    {
        html.Append("<h2>Je tussenevaluaties</h2>");
        if (dossier.Zaken.Count == 0)
        {
            html.Append(Paragraph("Je hoort bij geen enkele tussenevaluatie."));
            return;
        }

        html.Append("<table><tr><th>Periode</th><th>Student</th><th>Jouw rol</th><th>Stand</th></tr>");
        foreach (var zaak in dossier.Zaken)
        {
            html.Append(Cells($"{zaak.Studiejaar}, {zaak.PeriodeInJaar()}", Name(dossier, zaak.Deelnemers.Student), Role(zaak, dossier), Stand(zaak.Fase)));
        }

        html.Append("</table>");
    }

    private static void Readers(StringBuilder html, Persoonsdossier dossier)
    {
        html.Append("<h2>Wie de antwoorden opende</h2>").Append(Paragraph("ISOP houdt dit één keer per dag per persoon bij."));
        if (dossier.Geopend.Count == 0)
        {
            html.Append(Paragraph("Niemand opende ze."));
            return;
        }

        var cases = dossier.Zaken.ToDictionary(z => z.Id);
        html.Append("<table><tr><th>Dag</th><th>Wie</th><th>Tussenevaluatie van</th></tr>");
        foreach (var line in dossier.Geopend)
        {
            var by = PersonId.TryParse(line.By, out var id) ? Name(dossier, id) : line.By;
            var about = line.Case is { } c && cases.TryGetValue(c, out var zaak) ? $"{Name(dossier, zaak.Deelnemers.Student)}, {zaak.PeriodeInJaar()}" : "";
            html.Append(Cells(Day(line.At), by, about));
        }

        html.Append("</table>");
    }

    private static void Files(StringBuilder html, Persoonsdossier dossier)
    {
        html.Append("<h2>De bestanden</h2>").Append(Paragraph("In de map ‘gegevens’ staat alles zoals ISOP het bewaart. Andere mensen staan daar met een nummer."));
        html.Append("<table>");
        foreach (var (file, documents) in dossier.Bestanden)
        {
            html.Append(Row($"{file}.json ({BureauText.Number(documents.Count)})", Uitleg.GetValueOrDefault(file, "Wat ISOP hier van je bewaart.")));
        }

        html.Append("</table>");
    }

    private static void NotIncluded(StringBuilder html) => html.Append("""
        <h2>Wat er niet in staat</h2>
        <ul>
        <li>Notities die een ander voor zichzelf maakte, ook als ze over jou gaan. Die zijn van die ander. Na het gesprek wist ISOP ze.</li>
        <li>Een formulier van een ander dat nog niet voor jou zichtbaar is. Zolang jullie niet allebei klaar zijn, ziet niemand het van de ander.</li>
        <li>Wat een student zelf antwoordde, als jij de begeleider bent. Dat is van de student. Je leest het in ISOP zolang je daar recht op hebt.</li>
        <li>Wanneer een ander iets invulde, en wat een ander aan het onderwijsbureau vroeg.</li>
        <li>Antwoorden op anonieme vragenlijsten. Die zijn niet aan jou te koppelen.</li>
        <li>Berichten die al in Teams of in je mail staan. Die heb je zelf.</li>
        <li>Reservekopieën. Daar staat hetzelfde in, versleuteld, tot ze verlopen.</li>
        </ul>
        """);

    private static string Role(Zaak zaak, Persoonsdossier dossier) => dossier.Persoon?.Id is not { } id ? "" :
        zaak.ZijdeVan(id) switch
        {
            Zijde.Student => "student",
            Zijde.Mentor => "werkplekbegeleider",
            _ when zaak.Deelnemers.Opleider == id => "opleider",
            _ when zaak.Deelnemers.Studiecoach == id => "studiecoach",
            _ => "eerder betrokken",
        };

    private static string Stand(Fase fase) => fase switch
    {
        Fase.Gepland => "nog niet begonnen",
        Fase.Leervragen => "de student geeft leervragen",
        Fase.Open => "open",
        Fase.Zichtbaar => "beide ingevuld, nu zichtbaar",
        Fase.Besproken => "besproken",
        Fase.Afgesloten => "afgesloten",
        _ => "vervallen",
    };

    private static string Name(Persoonsdossier dossier, PersonId id) => dossier.Register.Find(id)?.Naam ?? "onbekend";

    private static string Day(DateTimeOffset at) => Dutch.Date(AmsterdamTime.DateOf(at));

    private static string Paragraph(string text) => $"<p>{Text(text)}</p>";

    private static string Row(string name, string value) => $"<tr><th>{Text(name)}</th><td>{Text(value)}</td></tr>";

    private static string Cells(params IEnumerable<string> values) => $"<tr>{string.Concat(values.Select(v => $"<td>{Text(v)}</td>"))}</tr>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
