using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Time;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>"Mijn begeleidingsteam" at the start of a stage, and the student's three lines. Pure: view in, card out.</summary>
internal static class KennismakingCards
{
    /// <summary>Of what was typed too long, no more than this comes back: a card stays small.</summary>
    private const int LongestTyped = 1000;

    private const string Kop = "ISOP · begeleidingsteam";

    private static readonly (string Id, string Vraag, string Voorbeeld)[] Vragen =
    [
        ("wie", "Wie ben je?", "Bijvoorbeeld: ik ben 19, ik voetbal en ik lees graag voor."),
        ("leren", "Waar heb je zin in, of wat wil je leren?", "Bijvoorbeeld: een kring leiden en rustig blijven als het druk is."),
        ("helpt", "Wat helpt jou?", "Bijvoorbeeld: dat je na een les meteen zegt wat goed ging."),
    ];

    /// <summary>At the start of a stage the register is most likely to be wrong; the bureau can put it right.</summary>
    private static IReadOnlyList<Knop> KloptNiet => [Chatknop.Of("Klopt er iets niet?", Woorden.Vraag)];

    public static RenderedCard Kaart(Kennismakingzicht z, string? melding = null) => z.IsStudent ? VoorStudent(z, melding) : VoorTeam(z);

    /// <param name="z">The student's own view.</param>
    /// <param name="typed">What was typed and could not be kept; null to begin with what is kept.</param>
    /// <param name="melding">Why it could not.</param>
    public static RenderedCard Formulier(Kennismakingzicht z, DrieRegels? typed = null, string? melding = null) => Blad.Render(
        new BladView
        {
            Kop = Kop,
            Titel = "Mijn drie regels",
            Vernieuwing = z.Vernieuwing,
            Melding = melding,
            Alineas = [Uitleg(z), $"Elke regel heeft hooguit {DrieRegels.Langste} tekens. Leeg laten mag."],
            Teksten = Inputs(typed ?? z.Regels),
            Knoppen = [Knop.Primary("Bewaren", KennismakingVerbs.RegelsStuur, z.Stand), Chatknop.Open("Terug", Kennismaken.Kaart, z.Start.Id)],
        },
        "Vertel in drie regels iets over jezelf");

    /// <summary>Somebody else guides this student by now.</summary>
    public static RenderedCard NietMeer(string id) => Kort(
        id, "Iemand anders begeleidt deze student", "Het begeleidingsteam is veranderd. Je hoeft niets te doen.");

    /// <param name="k">What was planned.</param>
    /// <param name="begonnen">The student was there.</param>
    public static RenderedCard Voorbij(Kennismaking k, bool begonnen) => begonnen
        ? Kort(k.Id, "Deze stage is voorbij", "Je hoeft niets te doen. Typ begeleidingsteam om te zien hoe het nu is.")
        : Kort(k.Id, "Deze stage gaat zo niet door", $"De stage die {Dutch.Day(k.EersteDag)} zou beginnen, staat niet meer in het register. Komt er een andere, dan krijg je daar een nieuwe kaart van.");

    /// <summary>"Te lang: ‘Wat helpt jou?’ heeft 163 tekens. Maak er hooguit 140 van."</summary>
    public static string TeLang(DrieRegels typed)
    {
        var tidy = DrieRegels.Of(typed.Wie, typed.Leren, typed.Helpt);
        var faults = Vragen.Zip(Lines(tidy)).Where(v => v.Second.Length > DrieRegels.Langste).Select(v => $"‘{v.First.Vraag}’ heeft {v.Second.Length} tekens");
        return $"Te lang: {Dutch.List([.. faults])}. Maak er hooguit {DrieRegels.Langste} van. Er is nog niets bewaard.";
    }

    private static RenderedCard VoorStudent(Kennismakingzicht z, string? melding)
    {
        var empty = z.Regels == DrieRegels.Leeg;
        return Blad.Render(
            new BladView
            {
                Kop = Kop,
                Titel = "Mijn begeleidingsteam",
                Vernieuwing = z.Vernieuwing,
                Melding = melding,
                Alineas = [z.EersteDag > z.Vandaag ? "Je stage begint bijna. Dit zijn de mensen die je begeleiden." : "Dit zijn de mensen die je begeleiden.", .. empty ? [Uitleg(z)] : Array.Empty<string>()],
                Feiten = Feiten(z),
                Delen = [WieIsWie(z), .. empty ? Array.Empty<BladDeel>() : [new BladDeel("Mijn drie regels", Teamtekst.Regels(z.Regels))]],
                Teksten = empty ? Inputs(z.Regels) : [],
                Knoppen =
                [
                    empty ? Knop.Primary("Bewaren", KennismakingVerbs.RegelsStuur, z.Stand) : Knop.Of("Wijzig mijn drie regels", KennismakingVerbs.Regels, z.Stand),
                    Chatknop.Of("Mijn planning", Woorden.Planning),
                ],
                Meer = KloptNiet,
            },
            $"Mijn begeleidingsteam bij {Teamtekst.Plek(z.Register, z.Stage)}: wie is wie, en je eerste dag");
    }

    private static RenderedCard VoorTeam(Kennismakingzicht z) => Blad.Render(
        new BladView
        {
            Kop = Kop,
            Titel = $"Je nieuwe student: {z.Naam}",
            Vernieuwing = z.Vernieuwing,
            Alineas = ["Dit is het begeleidingsteam van je student: wie is wie, en hoe bereik je elkaar?"],
            Feiten = Feiten(z),
            Delen =
            [
                WieIsWie(z),
                new BladDeel($"{z.Roepnaam} in drie regels", z.Regels == DrieRegels.Leeg
                    ? [$"{z.Roepnaam} heeft nog niets opgeschreven. Dat hoeft ook niet. Komt het later, dan zie je het hier."]
                    : Teamtekst.Regels(z.Regels)),
            ],
            Knoppen = [Chatknop.Of("Begeleidingsteam", Woorden.Begeleidingsteam), Chatknop.Of("Mijn planning", Woorden.Planning)],
            Meer = KloptNiet,
        },
        $"{z.Naam} begint {Dutch.Day(z.EersteDag)}: wie is wie in het begeleidingsteam");

    private static IReadOnlyList<Feit> Feiten(Kennismakingzicht z) =>
    [
        new Feit("Stage", $"{Teamtekst.Plek(z.Register, z.Stage)}, {z.Stage.Groep}"),
        new Feit("Adres", Teamtekst.Adres(z.Register, z.Stage)),
        new Feit("Eerste dag", Dutch.Day(z.EersteDag)),
        .. z.Stage.Dagen.Count > 0 ? [new Feit("Stagedagen", Teamtekst.Dagen(z.Stage))] : Array.Empty<Feit>(),
        new Feit("Tot en met", Dutch.Date(z.Start.Tot)),
    ];

    private static BladDeel WieIsWie(Kennismakingzicht z) => new("Wie is wie",
    [
        .. z.IsStudent ? Array.Empty<string>() : [Teamtekst.Line(z.Register, new Teamlid("student", z.Start.Student))],
        .. Teamtekst.Lines(z.Register, z.Stage),
    ]);

    private static string Uitleg(Kennismakingzicht z) =>
        $"Wil je iets over jezelf vertellen? Het hoeft niet. Alleen je begeleidingsteam leest het, en je kunt het veranderen of weghalen tot en met {Dutch.Date(z.Start.Tot)}.";

    private static IReadOnlyList<BladTekst> Inputs(DrieRegels regels) =>
        [.. Vragen.Zip(Lines(regels)).Select(v => new BladTekst(v.First.Id, v.First.Vraag, v.First.Voorbeeld, Short(v.Second), Math.Max(DrieRegels.Langste, Short(v.Second).Length), false))];

    private static string[] Lines(DrieRegels regels) => [regels.Wie, regels.Leren, regels.Helpt];

    private static string Short(string text) =>
        text.Length <= LongestTyped ? text : text[..(LongestTyped - (char.IsHighSurrogate(text[LongestTyped - 1]) ? 1 : 0))];

    private static RenderedCard Kort(string id, string titel, string tekst) => Blad.Render(
        new BladView
        {
            Kop = Kop, Titel = titel, Vernieuwing = Vernieuwing.Of(Kennismaken.Kaart, id), Alineas = [tekst],
            Knoppen = [Chatknop.Of("Begeleidingsteam", Woorden.Begeleidingsteam)],
        },
        titel);
}

/// <summary>What the buttons of these cards send.</summary>
internal static class KennismakingVerbs
{
    public const string Regels = "begeleidingsteam.regels";
    public const string RegelsStuur = "begeleidingsteam.regels.stuur";
}
