using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Instrumenten;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>
/// Both forms side by side, as the start of a gesprek: first what both find strong, then the leervragen, then the largest
/// differences. Words only: never a sum or a mark. Pure: view in, card out.
/// </summary>
internal static class VergelijkingCards
{
    private const int MostStrong = 6;
    private const int MostDifferences = 5;
    private const int MostLow = 4;
    /// <summary>How much of each toelichting stands on the card; less when all of it would make the card too large.</summary>
    private static readonly int[] ShortTexts = [220, 120, 60, 0];

    private static readonly CardTemplate Template = CardTemplate.Load("Tussenevaluaties/vergelijking");

    public static RenderedCard Compare(ZaakView z, Ingevuld ingevuld, string? melding) =>
        Kaartmaat.Fit(ShortTexts.Length, level => Compare(z, ingevuld, melding, ShortTexts[level]));

    private static RenderedCard Compare(ZaakView z, Ingevuld ingevuld, string? melding, int length)
    {
        var vergelijking = Vergelijking.Make(z.Instrument!, z.Leervragen, ingevuld.Mentor ?? Antwoorden.Empty, ingevuld.Student ?? Antwoorden.Empty);
        var both = ingevuld is { Mentor: not null, Student: not null };
        var view = new VergelijkingView
        {
            Kop = z.Kop,
            Titel = z.Zaak.Gesprek switch
            {
                { Akkoord: not null } => "Besproken en akkoord",
                { Verslag: not null } => "Het gesprek is vastgelegd",
                _ => both ? "Beide ingevuld, nu zichtbaar" : "Eén formulier, nu zichtbaar",
            },
            Melding = melding,
            Alineas = Opening(z, both),
            Sterk = both ? Strong(z, vergelijking) : [],
            Blokken = [.. both ? Blocks(z, vergelijking, length) : OneSided(z, vergelijking, length)],
            Openingsvragen = z.Zaak.Gesprek.Verslag is null ? z.Instrument!.Openingsvragen : [],
            Gesprek = GesprekTekst.Lines(z, GesprekTekst.Langste * (length + 20) / (ShortTexts[0] + 20)),
            GesprekEerst = z.Zaak.Gesprek is { Verslag: not null } or { Voorstellen.Count: > 0 },
            Knoppen = GesprekTekst.Buttons(z),
            Meer = [.. GesprekTekst.Reading(z), .. Zijwegen.Of(z, Kaarten.Vergelijking, VergelijkingActions.Waits(z))],
            Vernieuwing = z.Vernieuwing(Kaarten.Vergelijking),
        };
        return Template.Render(view, CardJson.Default.VergelijkingView, $"{view.Titel}: tussenevaluatie van {z.Student}");
    }

    private static string[] Opening(ZaakView z, bool both)
    {
        var text = both && z.Zaak.Gesprek.Verslag is not null
            ? $"Hieronder staat wat opviel in de formulieren van {z.Student} en {z.Mentoren}. Het is geen beoordeling."
            : both
            ? $"{z.Student} en {z.Mentoren} hebben allebei ingevuld. Hieronder staat wat opvalt, als begin van jullie gesprek. Het is geen beoordeling."
            : z.Zaak.Vrijgegeven == Zijde.Student
                ? $"{z.Mentoren} {z.Mentor("heeft", "hebben")} niet ingevuld. {z.Student} laat het eigen formulier zien."
                : $"{z.Student} heeft niet ingevuld. {z.Mentoren} {z.Mentor("laat", "laten")} het eigen formulier zien.";
        string[] corrected =
        [
            .. Corrected(z.Zaak.Student, z.Student),
            .. Corrected(z.Zaak.Mentor, z.Zaak.Mentor is { } m ? z.Roepnaam(m.Auteur) : ""),
        ];
        return [text, .. corrected];
    }

    private static IEnumerable<string> Corrected(Inzending? inzending, string naam) => inzending is { Versie: > 1 } i
        ? [$"{naam} heeft op {Dutch.Day(AmsterdamTime.DateOf(i.Op))} iets aangepast (versie {i.Versie})."]
        : [];

    private static IReadOnlyList<string> Strong(ZaakView z, Vergelijking v)
    {
        var all = v.Sterk.Select(r => $"✓ {z.TekstVan(r.Vraag)}").ToList();
        return all.Count <= MostStrong ? all : [.. all.Take(MostStrong), $"en nog {all.Count - MostStrong}, zie het hele formulier"];
    }

    private static IEnumerable<BlokView> Blocks(ZaakView z, Vergelijking v, int length)
    {
        var leervragen = v.Leervragen.ToList();
        if (leervragen.Count > 0)
        {
            yield return new BlokView(z.Zijde == Zijde.Student ? "Jouw leervragen" : $"De leervragen van {z.Student}", null, Lines(z, leervragen, length));
        }

        var differences = v.Verschillen.Take(MostDifferences).ToList();
        if (differences.Count > 0)
        {
            yield return new BlokView("Hier kijken jullie verschillend naar", "Geen goed of fout: vertel elkaar wat je zag.", Lines(z, differences, length));
        }

        var low = v.GelijkLaag.Take(MostLow).ToList();
        if (low.Count > 0)
        {
            yield return new BlokView("Hier zien jullie allebei nog groei", null, Lines(z, low, length));
        }

        var once = v.EenNietGezien.Take(MostLow).ToList();
        if (once.Count > 0)
        {
            yield return new BlokView("Dit heeft één van jullie niet gezien", null, Lines(z, once, length));
        }
    }

    private static IEnumerable<BlokView> OneSided(ZaakView z, Vergelijking v, int length)
    {
        var own = z.Zaak.Vrijgegeven == Zijde.Student ? z.Student : z.Mentoren;
        yield return new BlokView($"Wat {own} heeft ingevuld", "De eerste vragen; de rest staat op de pagina.", Lines(z, [.. v.Regels.Take(MostDifferences)], length));
    }

    private static IReadOnlyList<VergelijkregelView> Lines(ZaakView z, IReadOnlyList<Vergelijkregel> regels, int length) => [.. regels.Select(r => new VergelijkregelView
    {
        Tekst = z.TekstVan(r.Vraag),
        NaamStudent = z.Student,
        StapStudent = Step(r.StapStudent, r.Student, z.Zaak.Student is not null),
        ToelichtingStudent = Text(r.Student, length),
        NaamMentor = z.Zaak.Mentor is { } m ? z.Roepnaam(m.Auteur) : z.Mentoren,
        StapMentor = Step(r.StapMentor, r.Mentor, z.Zaak.Mentor is not null),
        ToelichtingMentor = Text(r.Mentor, length),
    })];

    private static string Step(Schaalstap? stap, Antwoord? antwoord, bool submitted) =>
        stap?.Tekst ?? (!submitted ? "niet ingevuld" : antwoord is null ? "geen antwoord" : "in woorden");

    private static string? Text(Antwoord? antwoord, int length) =>
        antwoord?.Toelichting is { } text && length > 0 ? $"“{FormulierCards.Shorten(text.ReplaceLineEndings(" "), length)}”" : null;
}

/// <summary>How far the gesprek is, and what this person can do about it.</summary>
internal static class GesprekTekst
{
    /// <summary>The most that a card shows of a text about the gesprek; the page has all of it.</summary>
    public const int Langste = 1000;

    public static IReadOnlyList<string> Lines(ZaakView z, int length = Langste) => z.Zaak.Gesprek switch
    {
        { ZonderFormulier: { } reden } => [$"Besproken zonder formulier: {FormulierCards.Shorten(reden, length)}"],
        { Verslag: { } v } g =>
        [
            $"Gesproken op {Dutch.Date(v.Datum)}. Vastgelegd door {z.Roepnaam(v.Door)}.",
            .. FormulierCards.Shorten(v.Afspraken, length).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            g.Akkoord is { } akkoord ? $"{z.Roepnaam(akkoord)} is akkoord."
                : z.Zijde is null ? "Nog niet door allebei akkoord."
                : z.Zijde == z.Zaak.ZijdeVan(v) ? "Nog niet akkoord door de ander."
                : "Ga jij hiermee akkoord?",
            .. g.Terugblikken.Select(t => $"{z.Roepnaam(t.Van)}, vier weken later: {Word(t.Keuze)}{(t.Tekst is null ? "" : $". {FormulierCards.Shorten(t.Tekst, length / 3)}")}"),
        ],
        { Afgesproken: { } moment } => [$"Jullie spreken elkaar op {Dutch.Moment(moment)}."],
        { KanNiet: { } waarom } => [$"{z.Mentoren} {z.Mentor("kan", "kunnen")} op geen van deze momenten. {FormulierCards.Shorten(waarom, length)}".TrimEnd(),
            z.Zijde == Zijde.Student ? "Stel nieuwe momenten voor." : $"{z.Student} stelt nieuwe momenten voor."],
        { Voorstellen.Count: > 0 } g => [$"{z.Student} stelt voor: {Dutch.List([.. g.Voorstellen.Select(Dutch.Moment)])}.",
            z.Zijde == Zijde.Mentor ? "Kies een moment dat jou past." : $"{z.Mentoren} {z.Mentor("kiest", "kiezen")} een moment."],
        _ when z.Zaak.Fase != Fase.Zichtbaar => ["Er is geen gesprek vastgelegd."],
        _ => z.Zijde switch
        {
            Zijde.Student => [$"Stel momenten voor om te praten. {z.Mentoren} {z.Mentor("kiest", "kiezen")} er één."],
            Zijde.Mentor => [$"{z.Student} stelt momenten voor. Daarna kies jij er één."],
            _ => [$"{z.Student} stelt momenten voor; {z.Mentoren} {z.Mentor("kiest", "kiezen")}."],
        },
    };

    public static IReadOnlyList<Knop> Buttons(ZaakView z)
    {
        List<Knop> knoppen = [];
        var g = z.Zaak.Gesprek;
        if (z.Zaak.Fase == Fase.Zichtbaar && z.Zijde == Zijde.Student)
        {
            knoppen.Add(Plain(g.Voorstellen.Count == 0 || g.KanNiet is not null, "Momenten voorstellen", Verbs.Momenten, z));
        }

        if (z.Zaak.Fase == Fase.Zichtbaar && z.Zijde == Zijde.Mentor && g is { Afgesproken: null, KanNiet: null, Voorstellen.Count: > 0 })
        {
            knoppen.AddRange(g.Voorstellen.Where(m => m > AmsterdamTime.WallTimeOf(z.Now)).Select(m => Knop.Primary(
                Dutch.Moment(m), Verbs.Kies, ("zaak", z.Zaak.Id), z.Stand, ("moment", m.ToString("s", CultureInfo.InvariantCulture)))));
            knoppen.Add(Plain(false, "Ik kan op geen van deze", Verbs.KanNiet, z));
        }

        if (z.Zijde is { } zijde && z.Zaak.Fase is Fase.Zichtbaar or Fase.Besproken)
        {
            var mine = g.Verslag is null || z.Zaak.ZijdeVan(g.Verslag) == z.Zijde;
            knoppen.Add(g.Verslag is null ? Plain(g.Afgesproken is not null, "We hebben gesproken", Verbs.Vastleggen, z)
                : mine ? Plain(false, "Verslag aanpassen", Verbs.Vastleggen, z)
                : Knop.Primary("Akkoord", Verbs.Akkoord, ("zaak", z.Zaak.Id), ("verslag", g.Verslag.Op.ToString("O", CultureInfo.InvariantCulture))));
        }

        return knoppen;
    }

    /// <summary>What this person can do about the forms themselves.</summary>
    public static IReadOnlyList<Knop> Reading(ZaakView z) =>
    [
        Plain(false, "Alles lezen of printen", Verbs.Bewaar, z),
        .. z.Zijde is { } zijde && z.Zaak.Fase is Fase.Zichtbaar or Fase.Besproken && z.Zaak.InzendingVan(zijde) is not null
            ? [Plain(false, "Mijn antwoorden aanpassen", Verbs.Aanpassen, z)]
            : Array.Empty<Knop>(),
    ];

    public static string Word(string keuze) => keuze switch
    {
        "gelukt" => "het is gelukt",
        "onderweg" => "we zijn onderweg",
        "nog-niet" => "het lukt nog niet",
        _ => keuze,
    };

    private static Knop Plain(bool main, string titel, string verb, ZaakView z) =>
        main ? Knop.Primary(titel, verb, ("zaak", z.Zaak.Id)) : Knop.Of(titel, verb, ("zaak", z.Zaak.Id));
}
