using Isop.Core.Instrumenten;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties.Paginas;

/// <summary>A case as a page: everything in the order of the form. Pure: what was read in, view out.</summary>
internal static class ZaakPaginas
{
    /// <summary>Both forms side by side, with the gesprek.</summary>
    public static ZaakPagina Vergelijking(ZaakView z, Ingevuld ingevuld, IReadOnlyList<Versie> student, IReadOnlyList<Versie> mentor)
    {
        var sides = new[]
        {
            new Kolom(z.Student, Zijde.Student, ingevuld.Student, student),
            new Kolom(z.Zaak.Mentor is { } m ? z.Roepnaam(m.Auteur) : z.Mentoren, Zijde.Mentor, ingevuld.Mentor, mentor),
        };
        var titel = $"Tussenevaluatie van {z.StudentVoluit}";
        return Make(z, titel, titel, sides, Stand(z, student.Concat(mentor))) with
        {
            Opmerkingen = [.. OneSided(z, ingevuld), .. sides.SelectMany(Corrected)],
            Gesprek = Gesprek(z),
        };
    }

    /// <summary>One's own form only.</summary>
    public static ZaakPagina Mijn(ZaakView z, Formulier own)
    {
        var inzending = z.Zaak.InzendingVan(z.Zijde!.Value)!;
        var (door, op) = (z.Roepnaam(inzending.Auteur), AmsterdamTime.DateOf(inzending.Op));
        return Make(z, "Wat jij hebt ingevuld", $"Tussenevaluatie van {z.StudentVoluit}, ingevuld door {door}", [new Kolom(door, z.Zijde.Value, own.Antwoorden, [])], op) with
        {
            Opmerkingen = [$"Ingediend door {door} op {Dutch.Date(op)}."],
        };
    }

    /// <summary>Days only, and only days that the page shows.</summary>
    private static DateOnly Stand(ZaakView z, IEnumerable<Versie> versies) => versies.Where(v => v.Nummer > 1).Select(v => AmsterdamTime.DateOf(v.Op))
        .Append(AmsterdamTime.DateOf(z.Zaak.ZichtbaarSinds!.Value))
        .Append(z.Zaak.Gesprek.Verslag?.Datum ?? DateOnly.MinValue)
        .Max();

    private static ZaakPagina Make(ZaakView z, string titel, string opPapier, IReadOnlyList<Kolom> kolommen, DateOnly stand)
    {
        var organisatie = z.Register.FindOrganisatie(z.Zaak.Deelnemers.Organisatie)?.Naam ?? z.Zaak.Deelnemers.Organisatie;
        return new ZaakPagina
        {
            Titel = titel,
            TitelOpPapier = opPapier,
            Stand = stand,
            Periode = z.Zaak.Periode,
            Kop = $"{z.StudentVoluit} · {z.Zaak.Periode} · {organisatie}",
            Gegevens = Facts(z, organisatie),
            Kolommen = [.. kolommen.Select(k => new PaginaKolom(k.Naam, k.Zijde == Zijde.Student ? "student" : z.MentorWoord))],
            Modellen = [.. z.Paginas.Where(p => p.Model is not null).GroupBy(p => p.Model!).Select(g => new PaginaModel(
                g.Key.Naam, g.Key.Uitleg, [.. g.Select(p => new PaginaGroep(
                    p.Titel, p.Soort == PaginaSoort.Leervragen ? "Leervraag" : "Criterium", [.. p.Vragen.Select(v => Question(z, v, kolommen))]))]))],
        };
    }

    private static List<(string Naam, string Waarde)> Facts(ZaakView z, string organisatie)
    {
        var d = z.Zaak.Deelnemers;
        var mentoren = Dutch.List([.. d.Werkplekbegeleiders.Select(p => z.Register.Find(p)?.Naam ?? "onbekend")]);
        List<(string, string)> facts =
        [
            ("Student", z.StudentVoluit),
            (char.ToUpperInvariant(z.MentorWoord[0]) + z.MentorWoord[1..], mentoren),
            ("Locatie", z.Register.FindStage(d.Stage) is { } stage ? $"{organisatie}, {stage.Groep}" : organisatie),
            ("Opleiding", $"{d.Opleiding.Naam}, leerjaar {d.Leerjaar}"),
            ("Periode", z.Zaak.Periode),
        ];
        if (z.Zaak.ZichtbaarSinds is { } since)
        {
            facts.Add(("Zichtbaar sinds", Dutch.Date(AmsterdamTime.DateOf(since))));
        }

        facts.Add(("Formulier", $"{z.Instrument!.Naam}, versie {z.Instrument.Versie}"));
        return facts;
    }

    private static PaginaVraag Question(ZaakView z, Vraag vraag, IReadOnlyList<Kolom> kolommen) =>
        new(z.TekstVan(vraag), [.. kolommen.Select(k => Answer(z, vraag, k))]);

    private static PaginaAntwoord Answer(ZaakView z, Vraag vraag, Kolom kolom)
    {
        if (kolom.Antwoorden is null)
        {
            return new PaginaAntwoord(kolom.Naam, "niet ingevuld", null, []);
        }

        var now = kolom.Antwoorden[vraag.Id];
        return new PaginaAntwoord(kolom.Naam, Step(z, now), now?.Toelichting, [.. Earlier(z, vraag, kolom)]);
    }

    /// <summary>What stood here before, per version that said something else than the one after it.</summary>
    private static IEnumerable<EerderAntwoord> Earlier(ZaakView z, Vraag vraag, Kolom kolom)
    {
        var later = kolom.Antwoorden![vraag.Id];
        foreach (var versie in kolom.Versies.OrderByDescending(v => v.Nummer).Skip(1))
        {
            var was = versie.Antwoorden[vraag.Id];
            if (was != later)
            {
                yield return new EerderAntwoord($"versie {versie.Nummer}, {Dutch.Date(AmsterdamTime.DateOf(versie.Op))}", Step(z, was), was?.Toelichting);
                later = was;
            }
        }
    }

    private static string Step(ZaakView z, Antwoord? antwoord) => antwoord switch
    {
        null => "geen antwoord",
        { Stap: { } id } => z.Instrument!.Schaal.FirstOrDefault(s => s.Id == id)?.Tekst ?? id,
        _ => "in woorden",
    };

    private static IEnumerable<string> OneSided(ZaakView z, Ingevuld ingevuld) => ingevuld switch
    {
        { Mentor: null } => [$"{z.Mentoren} heeft niet ingevuld. {z.Student} laat het eigen formulier zien."],
        { Student: null } => [$"{z.Student} heeft niet ingevuld. {z.Mentoren} laat het eigen formulier zien."],
        _ => [],
    };

    private static IEnumerable<string> Corrected(Kolom kolom) => kolom.Versies.Count > 1
        ? [$"{kolom.Naam} heeft na het indienen iets aangepast, het laatst op {Dutch.Date(AmsterdamTime.DateOf(kolom.Versies.MaxBy(v => v.Nummer)!.Op))}. Wat er eerst stond, staat erbij."]
        : [];

    private static GesprekDeel Gesprek(ZaakView z)
    {
        var g = z.Zaak.Gesprek;
        if (g.Verslag is not { } v)
        {
            var regels = GesprekTekst.Lines(z, Core.Tussenevaluaties.Tussenevaluatie.LangsteTekst);
            return new GesprekDeel(regels, null, [])
            {
                OpPapier = g.ZonderFormulier is not null ? regels
                    : g.Afgesproken is { } moment ? [$"Het gesprek is op {Dutch.Moment(moment)}."]
                    : [z.Zaak.Fase == Fase.Zichtbaar ? "Er is nog geen gesprek vastgelegd." : "Er is geen gesprek vastgelegd."],
            };
        }

        return new GesprekDeel(
            [
                $"Gesproken op {Dutch.Date(v.Datum)}. Vastgelegd door {z.Roepnaam(v.Door)}.",
                g.Akkoord is { } akkoord ? $"{z.Roepnaam(akkoord)} is akkoord." : "Nog niet akkoord door de ander.",
            ],
            v.Afspraken,
            [.. g.Terugblikken.Select(t => new TerugblikDeel(z.Roepnaam(t.Van), GesprekTekst.Word(t.Keuze), t.Tekst))]);
    }

    /// <summary>One side: null answers for a side that never came.</summary>
    private sealed record Kolom(string Naam, Zijde Zijde, Antwoorden? Antwoorden, IReadOnlyList<Versie> Versies);
}
