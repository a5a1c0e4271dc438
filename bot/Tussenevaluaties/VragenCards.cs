using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>The cards that ask one thing. Pure: view in, card out. What was typed comes back when it was refused.</summary>
internal static class VragenCards
{
    private static readonly CardTemplate Vraag = CardTemplate.Load("Tussenevaluaties/vraag");
    private static readonly CardTemplate LeervragenTemplate = CardTemplate.Load("Tussenevaluaties/leervragen");

    private static readonly string[] Examples =
        ["Bijvoorbeeld: hoe ik de kring begin", "Bijvoorbeeld: mijn rol in het leerteam", "Bijvoorbeeld: hoe ik contact maak met ouders"];

    public static RenderedCard Leervragen(ZaakView z, IReadOnlyList<string>? typed = null, string? melding = null) => LeervragenTemplate.Render(
        new LeervragenView
        {
            Kop = z.Kop,
            Titel = "Waar wil jij feedback op?",
            Melding = melding,
            Alineas =
            [
                $"Vanaf {Dutch.Day(z.Zaak.Opening)} vullen jij en {z.Mentoren} de tussenevaluatie in. Je mag zelf nul tot drie vragen toevoegen, in je eigen woorden.",
                $"{z.Mentoren} {z.Mentor("ziet", "zien")} deze vragen bij het invullen. Je kunt ze aanpassen tot {Dutch.Day(z.Zaak.Opening)}.",
            ],
            Vragen = [.. Examples.Select((voorbeeld, i) => new LeervraagView(
                $"v{i + 1}", $"Leervraag {i + 1}", voorbeeld, (typed ?? z.Zaak.Leervragen).ElementAtOrDefault(i) ?? ""))],
            Knoppen =
            [
                Knop.Primary("Bewaren", Verbs.Leervragen, ("zaak", z.Zaak.Id), z.Stand),
                Knop.Of("Geen eigen vragen", Verbs.Leervragen, ("zaak", z.Zaak.Id), z.Stand, ("geen", "ja")),
            ],
            Meer = Zijwegen.Of(z, Kaarten.Leervragen, asks: true),
        },
        CardJson.Default.LeervragenView,
        "Waar wil jij feedback op? Kies je leervragen voor de tussenevaluatie");

    public static RenderedCard Momenten(ZaakView z, string? melding = null, Func<string, string?>? typed = null) => Render(z, new VragenView
    {
        Kop = z.Kop,
        Titel = "Wanneer kunnen jullie praten?",
        Melding = melding,
        Alineas = [$"Stel één tot drie momenten voor. {z.Mentoren} {z.Mentor("kiest", "kiezen")} er één."],
        Momenten = [.. Enumerable.Range(1, Tussenevaluatie.HoogsteAantalMomenten).Select(i => Moment(z, i, typed))],
        Knoppen = [Send(z, "Voorstellen", Verbs.MomentenStuur), Back(z)],
    });

    public static RenderedCard KanNiet(ZaakView z, string? melding = null, string? tekst = null) => Render(z, new VragenView
    {
        Kop = z.Kop,
        Titel = "Geen van deze momenten",
        Melding = melding,
        Alineas =
        [
            .. z.Zaak.Gesprek.Voorstellen.Count > 0 ? [$"Voorgesteld: {Dutch.List([.. z.Zaak.Gesprek.Voorstellen.Select(Dutch.Moment)])}."] : Array.Empty<string>(),
            $"{z.Student} krijgt dit te lezen en stelt nieuwe momenten voor.",
        ],
        Tekst = new TekstVraag("Wat kan wel?", "Bijvoorbeeld: volgende week dinsdag na schooltijd kan ik wel", tekst ?? ""),
        Knoppen = [Send(z, "Versturen", Verbs.KanNietStuur), Back(z)],
    });

    public static RenderedCard Vastleggen(ZaakView z, string? datum = null, string? tekst = null, string? melding = null)
    {
        var verslag = z.Zaak.Gesprek.Verslag;
        var today = AmsterdamTime.DateOf(z.Now);
        return Render(z, new VragenView
        {
            Kop = z.Kop,
            Titel = "Leg het gesprek vast",
            Melding = melding,
            Alineas = [$"Schrijf op wat jullie hebben afgesproken. {z.Ander} {z.DeAnder("krijgt", "krijgen")} het te lezen en {z.DeAnder("gaat", "gaan")} akkoord."],
            Momenten = [new MomentVraag("Wanneer spraken jullie elkaar?", "datum", datum ?? Datumtekst.Iso(verslag?.Datum ?? today), Datumtekst.Iso(z.Zaak.GeopendOp ?? z.Zaak.Opening), Datumtekst.Iso(today))],
            Tekst = new TekstVraag("Onze afspraken", "Waar werk je aan? Wat doe je, en wanneer kijken jullie ernaar?", tekst ?? verslag?.Afspraken ?? ""),
            Knoppen = [Send(z, "Vastleggen", Verbs.VastleggenStuur), Back(z)],
        });
    }

    public static RenderedCard Terugblik(ZaakView z, string? melding = null) => Render(z, new VragenView
    {
        Kop = z.Kop,
        Titel = "Hoe staat het met jullie afspraak?",
        Melding = melding,
        Alineas = [$"Op {Dutch.Date(z.Zaak.Gesprek.Verslag!.Datum)} spraken jullie af:", .. FormulierCards.Shorten(z.Zaak.Gesprek.Verslag.Afspraken, GesprekTekst.Langste).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        Keuze = new KeuzeVraag("Hoe gaat het?", z.Zaak.Gesprek.Terugblikken.FirstOrDefault(t => t.Van == z.Lezer)?.Keuze ?? "",
            [.. Tussenevaluatie.TerugblikKeuzes.Select(k => new Keuze(Capital(GesprekTekst.Word(k)), k))]),
        Tekst = new TekstVraag("Wil je er iets bij zeggen? (mag)", "Wat helpt, of wat is er nodig?", ""),
        Knoppen = [Knop.Primary("Versturen", Verbs.Terugblik, ("zaak", z.Zaak.Id))],
        Meer = Zijwegen.Of(z, Kaarten.Terugblik, asks: true),
    });

    public static RenderedCard KloptNiet(ZaakView z, string kind) => Render(z, new VragenView
    {
        Kop = z.Kop,
        Titel = "Wat klopt er niet?",
        Alineas = ["Het onderwijsbureau zoekt het uit. Tot die tijd krijg je hierover geen herinneringen."],
        Keuze = new KeuzeVraag("Wat is er aan de hand?", "",
            [.. (z.Zijde switch { Zijde.Student => StudentReasons, Zijde.Mentor => MentorReasons, _ => OpleiderReasons }).Select(r => new Keuze(r, r))]),
        Tekst = new TekstVraag("Toelichting (mag)", "Weet je wie het wel is? Zet het er dan bij.", ""),
        Knoppen = [Knop.Primary("Melden", Verbs.KloptNietStuur, ("zaak", z.Zaak.Id), ("kind", kind)), Knop.Of("Terug", "open", ("kind", kind), ("case", z.Zaak.Id))],
    });

    public static RenderedCard Uitstel(ZaakView z, string? melding = null, string? datum = null)
    {
        var today = AmsterdamTime.DateOf(z.Now);
        return Render(z, new VragenView
        {
            Kop = z.Kop,
            Titel = "Uitstel geven",
            Melding = melding,
            Alineas = ["Tot en met welke dag kunnen zij nog invullen?"],
            Momenten = [new MomentVraag("Uitstel tot en met", "datum", datum ?? Datumtekst.Iso(today.AddDays(7)), Datumtekst.Iso(today.AddDays(1)), Datumtekst.Iso(z.Zaak.Deelnemers.StageTot))],
            Knoppen = [Send(z, "Uitstel geven", Verbs.UitstelStuur), BackToLate(z)],
        });
    }

    public static RenderedCard Besproken(ZaakView z, string? melding = null, string? tekst = null) => Render(z, new VragenView
    {
        Kop = z.Kop,
        Titel = "Besproken zonder formulier",
        Melding = melding,
        Alineas = ["De tussenevaluatie wordt afgesloten. Student en begeleider hoeven niets meer in te vullen."],
        Tekst = new TekstVraag("Wat is de reden?", "Kort en zonder privégegevens", tekst ?? ""),
        Knoppen = [Send(z, "Afsluiten", Verbs.BesprokenStuur), BackToLate(z)],
    });

    private static string[] MentorReasons => ["Dit is niet mijn student", "Een ander begeleidt deze student", "De stage is gestopt", "Iets anders"];

    private static string[] StudentReasons => ["Dit is niet mijn begeleider", "Ik heb een andere stageplek", "De stage is gestopt", "Iets anders"];

    private static string[] OpleiderReasons => ["Deze student hoort niet bij mij", "Een ander begeleidt deze student", "De stage is gestopt", "Iets anders"];

    private static MomentVraag Moment(ZaakView z, int i, Func<string, string?>? typed)
    {
        var today = AmsterdamTime.DateOf(z.Now);
        var earlier = z.Zaak.Gesprek.Voorstellen.Cast<DateTime?>().ElementAtOrDefault(i - 1);
        var naam = i == 1 ? "Eerste moment" : i == 2 ? "Tweede moment (mag)" : "Derde moment (mag)";
        return new MomentVraag(
            $"{naam}: dag",
            $"d{i}", typed is not null ? typed($"d{i}") ?? "" : earlier?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", Datumtekst.Iso(today), Datumtekst.Iso(today.AddDays(60)),
            $"t{i}", $"{naam}: tijd", typed?.Invoke($"t{i}") ?? earlier?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "15:30");
    }

    private static RenderedCard Render(ZaakView z, VragenView view) =>
        Vraag.Render(view, CardJson.Default.VragenView, $"{view.Titel} (tussenevaluatie van {z.Student})");

    private static Knop Send(ZaakView z, string titel, string verb) => Knop.Primary(titel, verb, ("zaak", z.Zaak.Id), z.Stand);

    private static Knop Back(ZaakView z) => Knop.Of("Terug", "open", ("kind", Kaarten.Vergelijking), ("case", z.Zaak.Id));

    private static Knop BackToLate(ZaakView z) => Knop.Of("Terug", "open", ("kind", Kaarten.TeLaat), ("case", z.Zaak.Id));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
