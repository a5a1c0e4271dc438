namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>
/// Whether somebody may assess students on a day (opleidingsplan §2.2.4 and §2.3.4): with a BKE and an aanstelling by the examencommissie. A
/// kalibreersessie this study year or the last is asked for and stops nobody; the opleiding voor opleiders is shown. Pure.
/// </summary>
public static class Beoordelaar
{
    /// <summary>The code of the training whose certificate counts as the opleiding voor opleiders.</summary>
    public const string Opleiding = "opleiding-voor-opleiders";

    private static readonly IReadOnlyList<(Bevoegdheidssoort Soort, Bevoegdheidsstaat Staat, Beoordelaarsreden Reden)> Blokkades =
    [
        (Bevoegdheidssoort.Bke, Bevoegdheidsstaat.Ontbreekt, Beoordelaarsreden.BkeOntbreekt),
        (Bevoegdheidssoort.Bke, Bevoegdheidsstaat.BegintLater, Beoordelaarsreden.BkeBegintLater),
        (Bevoegdheidssoort.Bke, Bevoegdheidsstaat.Verlopen, Beoordelaarsreden.BkeVerlopen),
        (Bevoegdheidssoort.Aanstelling, Bevoegdheidsstaat.Ontbreekt, Beoordelaarsreden.AanstellingOntbreekt),
        (Bevoegdheidssoort.Aanstelling, Bevoegdheidsstaat.BegintLater, Beoordelaarsreden.AanstellingBegintLater),
        (Bevoegdheidssoort.Aanstelling, Bevoegdheidsstaat.Verlopen, Beoordelaarsreden.AanstellingVerlopen),
    ];

    private static readonly IReadOnlyList<(Bevoegdheidssoort Soort, Bevoegdheidsstaat Staat, Beoordelaarswaarschuwing Waarschuwing)> Waarschuwingen =
    [
        (Bevoegdheidssoort.Kalibreersessie, Bevoegdheidsstaat.Ontbreekt, Beoordelaarswaarschuwing.KalibratieOntbreekt),
        // One of after that day counts for none before it.
        (Bevoegdheidssoort.Kalibreersessie, Bevoegdheidsstaat.BegintLater, Beoordelaarswaarschuwing.KalibratieOntbreekt),
        (Bevoegdheidssoort.Kalibreersessie, Bevoegdheidsstaat.Verlopen, Beoordelaarswaarschuwing.KalibratieTeLangGeleden),
    ];

    /// <param name="dossier">What is known of the person.</param>
    /// <param name="dag">The day on which it is asked for: of a form that is signed, the day of signing.</param>
    /// <param name="kalender">Says which study year a day is in.</param>
    public static Beoordelaarsoordeel Op(Beoordelaarsdossier dossier, DateOnly dag, Kalender.Kalender kalender)
    {
        var standen = Enum.GetValues<Bevoegdheidssoort>().Select(s => Stand(s, Bewijzen(dossier, s, dag), dag, Geldig(s, dag, kalender))).ToList();
        return new Beoordelaarsoordeel
        {
            Dag = dag,
            Standen = standen,
            Redenen = [.. Blokkades.Where(b => standen[(int)b.Soort].Staat == b.Staat).Select(b => b.Reden)],
            Waarschuwingen = [.. Waarschuwingen.Where(w => standen[(int)w.Soort].Staat == w.Staat).Select(w => w.Waarschuwing)],
        };
    }

    private static Bevoegdheidsstand Stand(Bevoegdheidssoort soort, IReadOnlyList<Bewijs> bewijzen, DateOnly dag, Func<Bewijs, bool> geldig)
    {
        var begun = bewijzen.Where(b => b.Datum <= dag).ToList();
        // Of what holds, what holds longest; of what does not any more, what ended last.
        return begun.Where(geldig).MaxBy(Order) is { } holds ? new(soort, Bevoegdheidsstaat.Geldt, holds)
            : bewijzen.Where(b => b.Datum > dag).MinBy(b => b.Datum) is { } later && begun.Count == 0 ? new(soort, Bevoegdheidsstaat.BegintLater, later)
            : begun.MaxBy(Order) is { } held ? new(soort, Bevoegdheidsstaat.Verlopen, held)
            : new(soort, Bevoegdheidsstaat.Ontbreekt, null);
    }

    private static (DateOnly, DateOnly) Order(Bewijs bewijs) => (bewijs.Tot ?? DateOnly.MaxValue, bewijs.Datum);

    private static Func<Bewijs, bool> Geldig(Bevoegdheidssoort soort, DateOnly dag, Kalender.Kalender kalender)
    {
        if (soort != Bevoegdheidssoort.Kalibreersessie)
        {
            return b => b.Tot is null || dag <= b.Tot;
        }

        var year = kalender.StudiejaarVan(dag);
        // A day before its first is of the same year in summer: one in spring is surely of the year before.
        var last = kalender.Studiejaar(year.Van.AddMonths(-4));
        return b => kalender.Studiejaar(b.Datum) is var name && (name == year.Naam || name == last);
    }

    private static IReadOnlyList<Bewijs> Bewijzen(Beoordelaarsdossier dossier, Bevoegdheidssoort soort, DateOnly dag)
    {
        var recorded = dossier.Regels.Where(r => r.Soort == soort && r.Ingetrokken is null).Select(r => new Bewijs(r.Datum, r.Tot, r.Toelichting));
        return soort != Bevoegdheidssoort.OpleidingVoorOpleiders ? [.. recorded]
            :
            [
                .. recorded,
                .. dossier.Certificaten.Where(c => c.Certificaat.Soort == Opleiding && c.Op(dag) is Geldigheid.Geldig or Geldigheid.Verlopen)
                    .Select(c => new Bewijs(c.Certificaat.Verstrekt, c.Certificaat.GeldigTot, "", c.Certificaat.Nummer)),
            ];
    }
}

/// <summary>All that is known of an assessor: what was recorded, and the certificates ISOP issued.</summary>
public sealed record Beoordelaarsdossier(IReadOnlyList<Bevoegdheidsregel> Regels, IReadOnlyList<Certificaatblad> Certificaten)
{
    public static Beoordelaarsdossier Leeg { get; } = new([], []);

    public bool IsLeeg => Regels.Count == 0 && Certificaten.Count == 0;
}
