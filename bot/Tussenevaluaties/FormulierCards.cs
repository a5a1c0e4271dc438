using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Instrumenten;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>The form as cards: the way in, a page, the overview before handing in, and what stands after it. Pure: view in, card out.</summary>
internal static class FormulierCards
{
    private const int MostNotes = 5;
    private const int LongestNote = 300;
    private const int Beginning = 200;
    private const int ShortMessage = 1000;

    private static readonly CardTemplate Bericht = CardTemplate.Load("Tussenevaluaties/bericht");
    private static readonly CardTemplate Pagina = CardTemplate.Load("Tussenevaluaties/pagina");
    private static readonly CardTemplate Overzicht = CardTemplate.Load("Tussenevaluaties/overzicht");

    /// <summary>The first card, and the one a reminder brings: what it is, how far I am, one button to go on.</summary>
    public static RenderedCard WayIn(ZaakView z, Formulier formulier, string occasion)
    {
        var begun = formulier.Revisie > 0;
        var page = Math.Clamp(formulier.Pagina, 0, Math.Max(0, z.Paginas.Count - 1));
        var titel = occasion.StartsWith("opening", StringComparison.Ordinal) || !begun ? "Vul de tussenevaluatie in" : "Ga verder met de tussenevaluatie";
        var view = new BerichtView
        {
            Kop = z.Kop,
            Titel = titel,
            Alineas = begun ? [HowFar(z, formulier)] : Introduction(z),
            Feiten = [StandTekst.IsLate(z) ? new Feit("Einddatum", $"{z.Deadline}; invullen kan nog") : new Feit("Tot en met", z.Deadline), new Feit("Tijd", "ongeveer een kwartier, mag in stukjes")],
            Knoppen =
            [
                Knop.Primary(begun ? $"Verder op bladzijde {page + 1}" : "Beginnen", Verbs.Blader, Turn(z, formulier, null, page)),
            ],
            Meer = Zijwegen.Of(z, Kaarten.Formulier, asks: true),
            Vernieuwing = z.Vernieuwing(Kaarten.Formulier),
        };
        return Bericht.Render(view, CardJson.Default.BerichtView, Summary(z, occasion));
    }

    /// <summary>One page to fill in.</summary>
    /// <param name="z">The case as the reader sees it.</param>
    /// <param name="formulier">The reader's own form.</param>
    /// <param name="pagina">Which page; not the overview.</param>
    /// <param name="notities">The reader's own notes.</param>
    /// <param name="melding">Something to say at the top.</param>
    /// <param name="fouten">What is wrong, by the id of the question.</param>
    /// <param name="corrigeert">Whether a submitted form is being corrected, as a new version.</param>
    /// <param name="alleen">The one question to show, when its text is too long to stand among the others.</param>
    public static RenderedCard Page(
        ZaakView z, Formulier formulier, Pagina pagina, IReadOnlyList<Notitie> notities, string? melding = null,
        IReadOnlyDictionary<string, string>? fouten = null, bool corrigeert = false, string? alleen = null)
    {
        var texts = pagina.Vragen.Select(v => v.Id).Where(id => id != alleen && formulier.Antwoorden[id]?.Toelichting is not null).ToList();
        var shown = alleen is null ? pagina : pagina with { Vragen = [.. pagina.Vragen.Where(v => v.Id == alleen)] };
        return Kaartmaat.Fit(texts.Count + 3, level => Page(
            z, formulier, shown,
            level > texts.Count ? [] : notities,
            level > texts.Count + 1 && melding is not null ? Shorten(melding, ShortMessage) : melding,
            fouten, corrigeert, alleen is not null,
            level == 0 ? [] : [.. texts.OrderByDescending(id => Kaartmaat.Weight(formulier.Antwoorden[id]!.Toelichting!)).Take(level)]));
    }

    private static RenderedCard Page(
        ZaakView z, Formulier formulier, Pagina pagina, IReadOnlyList<Notitie> notities, string? melding,
        IReadOnlyDictionary<string, string>? fouten, bool corrigeert, bool alleen, IReadOnlyList<string> zonder)
    {
        var pages = z.Paginas;
        var view = new PaginaView
        {
            Kop = z.Kop,
            Titel = pagina.Titel,
            Voortgang = $"Bladzijde {pagina.Index + 1} van {pages.Count}{(pagina.Model is { } model ? $" · {model.Naam}" : "")}",
            Melding = melding,
            Uitleg = pagina.Uitleg,
            Notities = [.. notities.TakeLast(MostNotes).Select(n => $"{Dutch.Day(AmsterdamTime.DateOf(n.Op))}: {Shorten(n.Tekst, LongestNote)}")],
            Vragen =
            [
                .. pagina.Vragen.Select(v => Question(z, v, formulier.Antwoorden[v.Id], fouten?.GetValueOrDefault(v.Id)) is var question && zonder.Contains(v.Id)
                    ? question with
                    {
                        Begin = Shorten(question.Toelichting, Beginning),
                        Toelichting = "",
                        Alleen = [Holding(Alone(z, formulier, pagina, v, corrigeert), zonder)],
                    }
                    : question),
            ],
            Keuzes = [.. z.Instrument!.Schaal.Select(s => new Keuze(s.Tekst, s.Id))],
            Knoppen = [.. (corrigeert ? CorrectButtons(z, formulier, pagina) : alleen ? BackButtons(z, formulier, pagina) : TurnButtons(z, formulier, pagina)).Select(k => Holding(k, zonder))],
            Meer = corrigeert ? [] : [.. AsideButtons(z, formulier, pagina).Select(k => Holding(k, zonder))],
        };
        return Pagina.Render(view, CardJson.Default.PaginaView, $"Tussenevaluatie, bladzijde {pagina.Index + 1} van {pages.Count}: {pagina.Titel}");
    }

    /// <summary>A button of a card that lacks the inputs of some texts says so: what is not on the card is not emptied.</summary>
    private static Knop Holding(Knop knop, IReadOnlyList<string> zonder) => zonder.Count == 0
        ? knop
        : knop with { Data = new Dictionary<string, string>(knop.Data) { ["zonder"] = string.Join(',', zonder) } };

    private static IReadOnlyList<Knop> TurnButtons(ZaakView z, Formulier formulier, Pagina pagina) =>
    [
        Knop.Primary(pagina.Index + 2 == z.Paginas.Count ? "Naar het overzicht" : "Verder", Verbs.Blader, Turn(z, formulier, pagina.Index, pagina.Index + 1)),
        .. pagina.Index > 0 ? [Knop.Of("Terug", Verbs.Blader, Turn(z, formulier, pagina.Index, pagina.Index - 1))] : Array.Empty<Knop>(),
    ];

    private static IReadOnlyList<Knop> AsideButtons(ZaakView z, Formulier formulier, Pagina pagina) =>
    [
        Zijwegen.Straks("Bewaar en straks verder", z, Kaarten.Formulier, Turn(z, formulier, pagina.Index, pagina.Index)),
        .. Zijwegen.KloptNiet(z, Kaarten.Formulier, Turn(z, formulier, pagina.Index, pagina.Index)),
    ];

    private static IReadOnlyList<Knop> BackButtons(ZaakView z, Formulier formulier, Pagina pagina) =>
        [Knop.Primary($"Bewaar en terug naar bladzijde {pagina.Index + 1}", Verbs.Blader, Turn(z, formulier, pagina.Index, pagina.Index))];

    private static Knop Alone(ZaakView z, Formulier formulier, Pagina pagina, Vraag vraag, bool corrigeert) => Knop.Of(
        "Deze toelichting lezen of aanpassen", corrigeert ? Verbs.Aanpassen : Verbs.Blader,
        [("alleen", vraag.Id), .. Turn(z, formulier, pagina.Index, pagina.Index)]);

    private static IReadOnlyList<Knop> CorrectButtons(ZaakView z, Formulier formulier, Pagina pagina) =>
    [
        Knop.Primary("Bewaar als nieuwe versie", Verbs.AanpassenStuur, ("zaak", z.Zaak.Id), ("revisie", Number(formulier.Revisie)), ("pagina", Number(pagina.Index))),
        .. pagina.Index + 2 < z.Paginas.Count ? [Knop.Of("Volgende bladzijde", Verbs.Aanpassen, ("zaak", z.Zaak.Id), ("naar", Number(pagina.Index + 1)))] : Array.Empty<Knop>(),
        .. pagina.Index > 0 ? [Knop.Of("Vorige bladzijde", Verbs.Aanpassen, ("zaak", z.Zaak.Id), ("naar", Number(pagina.Index - 1)))] : Array.Empty<Knop>(),
        Knop.Of("Terug naar de vergelijking", "open", ("kind", Kaarten.Vergelijking), ("case", z.Zaak.Id)),
    ];

    /// <summary>Everything that was filled in, what is missing, and the button that hands it in.</summary>
    public static RenderedCard Overview(ZaakView z, Formulier formulier, string? melding = null)
    {
        var pages = z.Paginas;
        var faults = AntwoordCheck.CheckComplete(z.Instrument!, z.Leervragen, formulier.Antwoorden);
        var first = faults.Count > 0 ? faults.Min(f => f.Pagina) : 0;
        var view = new OverzichtView
        {
            Kop = z.Kop,
            Titel = "Overzicht",
            Voortgang = $"Bladzijde {pages.Count} van {pages.Count}",
            Melding = melding,
            Uitleg = faults.Count > 0
                ? "Vul eerst aan wat hieronder staat. Wat je al hebt ingevuld, blijft bewaard."
                : $"Alles is ingevuld. Na het indienen kun je niets meer veranderen. {z.Ander} {z.DeAnder("ziet", "zien")} jouw antwoorden pas als jullie allebei hebben ingediend.",
            Ontbreekt = [.. faults.Select(f => $"Bladzijde {f.Pagina + 1}, {Named(z, f.Id)}: {InShort(f)}")],
            Groepen = [.. pages.Where(p => p.Soort != PaginaSoort.Overzicht).Select(p => new GroepView(p.Titel, [.. p.Vragen.Select(v => Line(z, v, formulier))]))],
            Knoppen = faults.Count > 0
                ? [Knop.Primary($"Naar bladzijde {first + 1}", Verbs.Blader, Turn(z, formulier, null, first))]
                :
                [
                    Knop.Primary("Indienen", Verbs.DienIn, ("zaak", z.Zaak.Id), ("revisie", Number(formulier.Revisie))),
                    Knop.Of("Terug", Verbs.Blader, Turn(z, formulier, null, pages.Count - 2)),
                ],
            Meer = Zijwegen.Of(z, Kaarten.Formulier, asks: true),
        };
        return Overzicht.Render(view, CardJson.Default.OverzichtView, "Tussenevaluatie: overzicht van wat je hebt ingevuld");
    }

    /// <summary>After one's own submission, while the other has not submitted: nothing about the other but that we wait.</summary>
    public static RenderedCard Submitted(ZaakView z)
    {
        var own = z.Zaak.InzendingVan(z.Zijde!.Value)!;
        var byMe = own.Auteur == z.Lezer;
        var view = new BerichtView
        {
            Kop = z.Kop,
            Titel = "Ingediend. Dank je wel!",
            Alineas =
            [
                byMe
                    ? $"Je hebt de tussenevaluatie ingediend op {Dutch.Moment(AmsterdamTime.WallTimeOf(own.Op))}."
                    : $"{z.Roepnaam(own.Auteur)} heeft jullie formulier ingediend op {Dutch.Moment(AmsterdamTime.WallTimeOf(own.Op))}.",
                $"We wachten op {z.Ander}. Zodra jullie allebei hebben ingediend, zien jullie elkaars antwoorden naast elkaar.",
            ],
            Knoppen = [Knop.Of("Mijn antwoorden lezen", Verbs.Mijn, ("zaak", z.Zaak.Id)), Zijwegen.Taken],
            Meer = Zijwegen.Of(z, Kaarten.Formulier, asks: false),
            Vernieuwing = z.Vernieuwing(Kaarten.Formulier),
        };
        return Bericht.Render(view, CardJson.Default.BerichtView, "Je tussenevaluatie is ingediend");
    }

    /// <summary>A card that only tells something.</summary>
    /// <param name="asks">Whether it asks something of the reader, who may then say "Straks".</param>
    public static RenderedCard Tell(
        ZaakView z, string titel, IReadOnlyList<string> alineas, string kind, IReadOnlyList<Knop>? knoppen = null, bool asks = false) => Bericht.Render(
        new BerichtView
        {
            Kop = z.Kop,
            Titel = titel,
            Alineas = alineas,
            Knoppen = knoppen ?? [],
            Meer = Zijwegen.Of(z, kind, asks),
            Vernieuwing = z.Vernieuwing(kind),
        },
        CardJson.Default.BerichtView,
        titel);

    /// <summary>The same, with one link to a page and the way back.</summary>
    public static RenderedCard TellWithLink(ZaakView z, string titel, IReadOnlyList<string> alineas, string kind, string linkTitel, Uri link) => Bericht.Render(
        new BerichtView
        {
            Kop = z.Kop,
            Titel = titel,
            Alineas = alineas,
            Link = link.AbsoluteUri,
            LinkTitel = linkTitel,
            Knoppen = [Knop.Of("Terug", "open", ("kind", kind), ("case", z.Zaak.Id))],
            Vernieuwing = z.Vernieuwing(kind),
        },
        CardJson.Default.BerichtView,
        titel);

    public static string StapInput(string vraag) => $"s_{vraag}";

    public static string ToelichtingInput(string vraag) => $"t_{vraag}";

    private static string[] Introduction(ZaakView z) => z.Zijde == Zijde.Student
        ?
        [
            $"Je bent halverwege je stageperiode. {z.Mentoren} en jij vullen nu los van elkaar hetzelfde formulier in. Daarna praten jullie erover.",
            $"{z.Mentoren} {z.Mentor("ziet", "zien")} pas iets van jou als jullie allebei hebben ingediend. Andersom ook.",
        ]
        :
        [
            $"{z.Student} is halverwege de stageperiode. Jullie vullen nu los van elkaar hetzelfde formulier in. Daarna praten jullie erover.",
            $"{z.Student} ziet pas iets van jou als jullie allebei hebben ingediend. Andersom ook."
                + (z.Zaak.Deelnemers.Werkplekbegeleiders.Count > 1 ? $" Je vult dit samen in met {Colleagues(z)}: jullie hebben één formulier." : ""),
        ];

    private static string Colleagues(ZaakView z) =>
        Dutch.List([.. z.Zaak.Deelnemers.Werkplekbegeleiders.Where(p => p != z.Lezer).Select(z.Roepnaam)]);

    private static string HowFar(ZaakView z, Formulier formulier)
    {
        var asked = z.Paginas.SelectMany(p => p.Vragen).ToList();
        var answered = asked.Count(v => formulier.Antwoorden[v.Id] is not null);
        return $"Je hebt {answered} van de {asked.Count} vragen ingevuld. Alles is bewaard; je kunt verder waar je was.";
    }

    private static string Summary(ZaakView z, string occasion) => (z.Zijde, occasion.StartsWith("opening", StringComparison.Ordinal)) switch
    {
        (Zijde.Student, true) => $"Je tussenevaluatie staat klaar, {StandTekst.Termijn(z)}",
        (Zijde.Student, _) => $"Vul je tussenevaluatie in, {StandTekst.Termijn(z)}",
        (_, true) => $"De tussenevaluatie van {z.Student} staat klaar, {StandTekst.Termijn(z)}",
        _ => $"Vul de tussenevaluatie van {z.Student} in, {StandTekst.Termijn(z)}",
    };

    private static VraagView Question(ZaakView z, Vraag vraag, Antwoord? antwoord, string? fout) => new()
    {
        Tekst = z.TekstVan(vraag),
        Kijkwijzer = vraag.Kijkwijzer,
        Fout = fout,
        StapId = StapInput(vraag.Id),
        Stap = antwoord?.Stap ?? "",
        ToelichtingId = ToelichtingInput(vraag.Id),
        ToelichtingTekst = vraag.IsLeervraag ? "Wat wil je hierover zeggen?" : "Toelichting (mag; nodig bij 'nog niet zichtbaar')",
        Toelichting = antwoord?.Toelichting ?? "",
    };

    private static RegelView Line(ZaakView z, Vraag vraag, Formulier formulier)
    {
        var antwoord = formulier.Antwoorden[vraag.Id];
        var stap = z.Instrument!.Schaal.FirstOrDefault(s => s.Id == antwoord?.Stap)?.Tekst;
        var toelichting = antwoord?.Toelichting is null ? "" : stap is null ? "met tekst" : ", met toelichting";
        return new RegelView(Shorten(z.TekstVan(vraag).TrimEnd('.'), 90), $"{stap}{toelichting}" is { Length: > 0 } text ? text : "nog leeg");
    }

    /// <summary>For a list that may be long; the page of the question says it in full.</summary>
    private static string InShort(AntwoordFault fault) => fault.Kind switch
    {
        AntwoordFaultKind.Missing => "nog leeg",
        AntwoordFaultKind.ToelichtingMissing => "toelichting nodig",
        _ => fault.Reden,
    };

    private static string Named(ZaakView z, string id) =>
        z.Paginas.SelectMany(p => p.Vragen).FirstOrDefault(v => v.Id == id) is { } vraag ? $"‘{Shorten(z.TekstVan(vraag), 60)}’" : "een onbekende vraag";

    /// <summary>Cuts a text at a word where there is one near, never inside a character, so that a card stays small.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', length) is var space && space > length / 2 ? space : length;
        return $"{text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)]} …";
    }

    /// <summary>From which page (whose inputs the card holds) to which, and the revision the card was made from.</summary>
    private static (string Name, string Value)[] Turn(ZaakView z, Formulier formulier, int? from, int to) =>
    [
        ("zaak", z.Zaak.Id),
        ("revisie", Number(formulier.Revisie)),
        ("pagina", from is { } page ? Number(page) : ""),
        ("naar", Number(to)),
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
