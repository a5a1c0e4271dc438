using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>A training for who organises it: registering, who comes, who was there, what it was about, what is missing. Pure: view in, card out.</summary>
internal static class BeheerCards
{
    private const int MeesteKeuzes = 150;
    private const int MeesteTeksten = 40;
    private static readonly TimeOnly Begin = new(15, 30), Einde = new(17, 0);

    /// <summary>Registering one, also one that was held already.</summary>
    public static RenderedCard Nieuw(PersonId lezer, RegisterSnapshot register, DateOnly today, string id, string? melding = null, CardAction? getypt = null)
    {
        var soorten = Doelgroep.Soorten(register, lezer, today);
        var soort = soorten.FirstOrDefault(s => s.Code == getypt?.Text("soort")) ?? soorten.FirstOrDefault(s => s.Mentorscan) ?? soorten[0];
        var keuzes = Trainingsdoel.Keuzes(register, lezer, soort, today);
        return Blad.Render(
            new BladView
            {
                Kop = "ISOP · training",
                Titel = "Een training aanmelden",
                Vernieuwing = Vernieuwing.Of(TrainingActions.Lijst, lezer.ToString()),
                Melding = melding,
                Alineas = ["Is de training al geweest? Meld hem dan ook hier aan. Daarna vul je in wie er was."],
                Keuzes =
                [
                    .. soorten.Count < 2 ? Array.Empty<BladKeuze>() : [new BladKeuze("soort", "Welke training?", soort.Code, false, "compact", [.. soorten.Select(s => new Keuze(s.Naam, s.Code))])],
                    new BladKeuze("voor", "Voor wie?", getypt?.Text("voor") ?? (keuzes is [var only] ? only.Value : ""), false, "compact", [.. keuzes.Take(MeesteKeuzes)]),
                    Tijd("begin", "Van hoe laat?", Lees(getypt, "begin") ?? Begin),
                    Tijd("einde", "Tot hoe laat?", Lees(getypt, "einde") ?? Einde),
                    .. soorten.Any(s => s.Mentorscan)
                        ? [new BladKeuze("scan", "Vraag je de deelnemers vooraf waar het over moet gaan? (mentorscan, bij een opfriscursus)", getypt?.Text("scan") ?? "ja", false, "compact", [new Keuze("Ja", "ja"), new Keuze("Nee", "nee")])]
                        : Array.Empty<BladKeuze>(),
                ],
                Teksten =
                [
                    new BladTekst("datums", "Op welke dag? Heeft de training meer delen, schrijf dan alle dagen die je weet.", "Bijvoorbeeld: 14-10", getypt?.Text("datums") ?? "", 200, false),
                    new BladTekst("plaats", "Waar? (mag leeg)", "Bijvoorbeeld: Kulturhus Gendringen", getypt?.Text("plaats") ?? "", Trainingsregels.LangstePlaats, false),
                ],
                Knoppen = [Knop.Primary("Meld aan", TrainingVerbs.NieuwStuur, ("training", id)), Chatknop.Of("Terug", Woorden.Training)],
            },
            "Een training aanmelden");
    }

    /// <summary>How far it is and what is to be done.</summary>
    /// <param name="z">The training.</param>
    /// <param name="melding">What the reader should see first.</param>
    /// <param name="gasten">Where the certificates of guests are, who get no message: to be sent on.</param>
    public static RenderedCard Beheer(Trainingzicht z, string? melding = null, IReadOnlyList<(string Naam, Uri Adres)>? gasten = null)
    {
        var t = z.Training;
        var guests = t.Deelnemers.Count(d => d.Persoon is null);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = z.Titel,
                Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
                Melding = melding,
                Alineas = [z.Stap],
                Feiten =
                [
                    .. t.Delen.Select(d => new Feit(t.Delen.Count == 1 ? "Wanneer" : d.Naam, $"{Trainingzicht.Wanneer(d)}{(d.Aanwezig is { } there ? $" · {there.Count} aanwezig" : "")}")),
                    new Feit("Voor", z.VoorWie),
                    .. t.Plaats.Length > 0 ? [new Feit("Waar", t.Plaats)] : Array.Empty<Feit>(),
                    new Feit("Op de lijst", $"{Dutch.Count(t.Deelnemers.Count, "deelnemer", "deelnemers")}{(guests > 0 ? $", van wie {Dutch.Count(guests, "gast", "gasten")}" : "")}"),
                    .. t.Inhoud is { } about ? [new Feit("Inhoud", about.Tekst)] : Array.Empty<Feit>(),
                    .. t.Ronde is { } round ? [new Feit("Evaluaties", Ronde(round))] : Array.Empty<Feit>(),
                ],
                Delen =
                [
                    .. z.Mist.Count > 1 ? [new BladDeel("Nog te doen", z.Mist)] : Array.Empty<BladDeel>(),
                    .. gasten is { Count: > 0 } ? [new BladDeel("Stuur de gasten zelf hun link", [.. gasten.Take(MeesteTeksten).Select(g => $"{g.Naam}: {g.Adres.AbsoluteUri}")])] : Array.Empty<BladDeel>(),
                ],
                Knoppen = [.. Knoppen(z)],
                Meer = [.. Meer(z)],
            },
            $"{z.Titel}: {z.Stap}");
    }

    /// <summary>Who is expected, some forty names at a time.</summary>
    public static RenderedCard Deelnemers(Trainingzicht z, int bladzijde, string? melding = null)
    {
        var all = z.Kandidaten;
        var (shown, page, of) = Blader(all, bladzijde);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = of > 1 ? $"Wie komen er? Blad {page + 1} van {of}" : "Wie komen er?",
                Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
                Melding = melding,
                Alineas = all.Count == 0
                    ? ["Het register kent hier niemand voor deze training. Voeg mensen toe als gast, of vraag het onderwijsbureau."]
                    : ["Met een vinkje: verwacht. Wie je erbij zet of weghaalt, krijgt bericht als de training nog moet komen."],
                Keuzes = shown.Count == 0 ? [] : [new BladKeuze("deelnemers", "Verwacht", string.Join(',', shown.Where(p => z.Training.Find(p) is not null)), true, "expanded", [.. shown.Select(p => new Keuze(z.Naam(p), p.ToString()))])],
                Knoppen = [.. shown.Count == 0 ? Array.Empty<Knop>() : [Stuur(z, "Bewaar", TrainingVerbs.DeelnemersStuur, page, of)], Terug(z)],
            },
            "Wie komen er?");
    }

    /// <summary>Somebody who is not in the register.</summary>
    public static RenderedCard Gast(Trainingzicht z, string? melding = null, CardAction? getypt = null)
    {
        var guests = z.OpNaam.Where(d => d.Persoon is null).ToList();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = "Een gast erbij",
                Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
                Melding = melding,
                Alineas =
                [
                    "Een gast staat niet in het register. ISOP stuurt een gast geen berichten; het certificaat kun je zelf doorsturen.",
                    .. guests.Count > 0 ? [$"Nu op de lijst: {Dutch.List([.. guests.Select(g => g.Naam)])}."] : Array.Empty<string>(),
                ],
                Teksten =
                [
                    new BladTekst("naam", "Naam, zoals die op het certificaat komt", "Bijvoorbeeld: Noor Jansen", getypt?.Text("naam") ?? "", Certificaatregels.LangsteNaam, false),
                    new BladTekst("email", "E-mailadres (mag leeg)", "Bijvoorbeeld: noor@voorbeeld.nl", getypt?.Text("email") ?? "", 200, false),
                ],
                Keuzes = guests.Count == 0 ? [] : [new BladKeuze("weg", "Of een gast van de lijst halen", "", false, "compact", [.. guests.Take(MeesteKeuzes).Select(g => new Keuze(g.Naam, g.Id))])],
                Knoppen = [Knop.Primary("Zet op de lijst", TrainingVerbs.GastStuur, z.Stand), .. guests.Count > 0 ? [Knop.Of("Haal van de lijst", TrainingVerbs.GastWeg, z.Stand)] : Array.Empty<Knop>(), Terug(z)],
            },
            "Een gast erbij");
    }

    /// <summary>Who was there, some forty names at a time. Most people come, so the ticks stand there; not at an assessment.</summary>
    public static RenderedCard Aanwezig(Trainingzicht z, int deel, int bladzijde, string? melding = null)
    {
        var (d, slot) = (z.Training.Delen[deel], z.Soort.Slot is not null && deel == z.Training.Delen.Count - 1);
        var (shown, page, of) = Blader(z.OpNaam, bladzijde);
        var there = shown.Where(x => d.Gemeld.Contains(x.Id) ? d.Aanwezig!.Contains(x.Id) : !slot).Select(x => x.Id);
        var vraag = slot ? z.Soort.Slot! : $"Wie was er op {Dutch.Day(d.Datum!.Value)}?";
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = of > 1 ? $"{vraag} Blad {page + 1} van {of}" : vraag,
                Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
                Melding = melding,
                Alineas = shown.Count == 0 ? ["Er staat niemand op de lijst. Zet eerst deelnemers op de lijst."]
                    : [slot ? "Zet een vinkje bij wie het heeft behaald." : "Haal het vinkje weg bij wie er niet was. Wie er was, krijgt een korte evaluatie en later een certificaat."],
                Keuzes = shown.Count == 0 ? [] : [new BladKeuze("aanwezig", slot ? "Behaald" : "Aanwezig", string.Join(',', there), true, "expanded", [.. shown.Select(x => new Keuze(z.Naam(x), x.Id))])],
                Knoppen =
                [
                    shown.Count == 0 ? Knop.Of("Deelnemers", TrainingVerbs.Deelnemers, z.Stand) : Stuur(z, "Bewaar", TrainingVerbs.AanwezigStuur, page, of, ("deel", $"{deel}")),
                    Knop.Of("Iemand was er die niet op de lijst staat", TrainingVerbs.Gast, z.Stand), Terug(z),
                ],
            },
            vraag);
    }

    /// <summary>What it was about, with what people asked for beforehand.</summary>
    public static RenderedCard Inhoud(Trainingzicht z, Scanbeeld scan, string? melding = null, string? getypt = null) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = "Waar gaat het over?",
            Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
            Melding = melding,
            Alineas = ["Schrijf het in een paar zinnen. Dit komt op het certificaat, en het onderwijsbureau heeft het nodig."],
            Delen =
            [
                .. scan.Aantal > 0 ? [new BladDeel($"Hier vroegen mensen om ({Dutch.Count(scan.Aantal, "antwoord", "antwoorden")})", [.. scan.Onderwerpen.Select(o => $"{o.Aantal}× {o.Tekst}"), .. scan.Teksten.Take(10)])] : Array.Empty<BladDeel>(),
            ],
            Teksten = [new BladTekst("inhoud", "De inhoud", "Bijvoorbeeld: feedback geven waar een student verder mee kan, en het gesprek van de tussenevaluatie", getypt ?? z.Training.Inhoud?.Tekst ?? "", Trainingsregels.LangsteInhoud, true)],
            Knoppen = [Knop.Primary("Bewaar", TrainingVerbs.InhoudStuur, z.Stand), Terug(z)],
        },
        "Waar gaat het over?");

    /// <summary>The evaluations, without names, from three on.</summary>
    public static RenderedCard Evaluaties(Trainingzicht z, Evaluatiebeeld beeld, string? melding = null) => Kaartmaat.Fit(4, level => Evaluaties(z, beeld, melding, MeesteTeksten >> level));

    public static RenderedCard Verzetten(Trainingzicht z, int deel, string? melding = null, CardAction? getypt = null)
    {
        var d = z.Training.Delen[deel];
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = d.Datum is null ? $"Een dag voor: {d.Naam.ToLowerInvariant()}" : $"{Trainingzicht.Hoofdletter(z.Soort.Kort)} verzetten",
                Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
                Melding = melding,
                Alineas = ["Wie verwacht wordt, krijgt bericht."],
                Teksten =
                [
                    new BladTekst("datum", "Op welke dag?", "Bijvoorbeeld: 14-10", getypt?.Text("datum") ?? (d.Datum is { } day ? Dutch.Date(day) : ""), 40, false),
                    new BladTekst("plaats", "Waar? (mag leeg)", "Bijvoorbeeld: Kulturhus Gendringen", getypt?.Text("plaats") ?? z.Training.Plaats, Trainingsregels.LangstePlaats, false),
                ],
                Keuzes = [Tijd("begin", "Van hoe laat?", Lees(getypt, "begin") ?? d.Begin), Tijd("einde", "Tot hoe laat?", Lees(getypt, "einde") ?? d.Einde)],
                Knoppen = [Knop.Primary("Bewaar", TrainingVerbs.VerzetStuur, z.Stand, ("deel", $"{deel}")), Terug(z)],
            },
            "De training verzetten");
    }

    public static RenderedCard Afzeggen(Trainingzicht z, string? melding = null) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = "Gaat de training niet door?",
            Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
            Melding = melding,
            Alineas = ["Iedereen op de lijst krijgt bericht, met je reden erbij. Dit kun je niet terugdraaien. Wil je alleen een andere dag? Kies dan verzetten."],
            Teksten = [new BladTekst("reden", "Waarom niet?", "Bijvoorbeeld: te weinig deelnemers", "", Trainingsregels.LangsteReden, false)],
            Knoppen = [Knop.Of("Zeg af", TrainingVerbs.ZegAfStuur, z.Stand), Terug(z)],
        },
        "Gaat de training niet door?");

    public static TimeOnly? Lees(CardAction? a, string name) =>
        TimeOnly.TryParseExact(a?.Text(name), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static RenderedCard Evaluaties(Trainingzicht z, Evaluatiebeeld beeld, string? melding, int most)
    {
        var vragen = Trainingsvragen.Huidig.Evaluatie;
        var open = beeld.Aantal >= Evaluatiebeeld.VanafTrainer;
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"De evaluaties: {beeld.Aantal} van {beeld.Gevraagd}",
                Vernieuwing = z.Vernieuw(Trainingskaarten.Beheer),
                Melding = melding,
                Alineas =
                [
                    open ? "De antwoorden staan door elkaar en zonder naam."
                        : $"{(beeld.Aantal == 0 ? "Er zijn geen evaluaties." : beeld.Aantal == 1 ? "Er is 1 evaluatie." : $"Er zijn {beeld.Aantal} evaluaties.")} Vanaf {Evaluatiebeeld.VanafTrainer} zie je hier de antwoorden, zodat niemand te herkennen is. Het onderwijsbureau leest ze wel.",
                ],
                Feiten = open ? [.. vragen.Stellingen.Select(s => new Feit(s.Tekst, Verdeling(beeld.Stappen[s.Id], vragen.Stappen)))] : [],
                Delen = open ? [.. vragen.Open.Where(v => beeld.Teksten[v.Id].Count > 0).Select(v => new BladDeel(v.Tekst, [.. beeld.Teksten[v.Id].Take(most), .. beeld.Teksten[v.Id].Count > most ? [$"En nog {beeld.Teksten[v.Id].Count - most}."] : Array.Empty<string>()]))] : [],
                Knoppen = [.. z.Training.Ronde is { Doorgegeven: null } ? [Knop.Primary("Geef door aan het onderwijsbureau", TrainingVerbs.GeefDoor, z.Stand)] : Array.Empty<Knop>(), Terug(z)],
            },
            $"De evaluaties: {beeld.Aantal} van {beeld.Gevraagd}");
    }

    /// <summary>"5× eens, 2× neutraal", most first.</summary>
    public static string Verdeling(IReadOnlyList<int> stappen, IReadOnlyList<string> woorden)
    {
        var chosen = stappen.Index().Where(s => s.Item > 0).OrderByDescending(s => s.Index).Select(s => $"{s.Item}× {woorden[s.Index]}").ToList();
        return chosen.Count == 0 ? "geen antwoord" : string.Join(", ", chosen);
    }

    private static string Ronde(Evaluatieronde round) =>
        round.Doorgegeven is not null ? $"{round.Geantwoord.Count} binnen, doorgegeven"
        : round.Gesloten is not null ? $"{round.Geantwoord.Count} binnen, gesloten"
        : $"lopen tot en met {Dutch.Day(round.Sluit)}";

    private static IEnumerable<Knop> Knoppen(Trainingzicht z)
    {
        var t = z.Training;
        if (t.Afgezegd is not null)
        {
            yield break;
        }

        if (z.TeMelden is >= 0 and var deel)
        {
            yield return Knop.Primary(z.Soort.Slot is { } slot && deel == t.Delen.Count - 1 ? slot : $"Wie was er op {Dutch.ShortDay(t.Delen[deel].Datum!.Value)}?", TrainingVerbs.Aanwezig, z.Stand, ("deel", $"{deel}"));
        }

        if (t.Delen.Index().FirstOrDefault(d => d.Item.Datum is null) is { Item: not null } open)
        {
            yield return Knop.Of($"Kies een dag: {open.Item.Naam.ToLowerInvariant()}", TrainingVerbs.Verzet, z.Stand, ("deel", $"{open.Index}"));
        }

        if (t.Verstrekking is null)
        {
            yield return t.Inhoud is null && t.Ronde is not null ? Knop.Primary("Vul in waar het over ging", TrainingVerbs.Inhoud, z.Stand) : Knop.Of("Inhoud", TrainingVerbs.Inhoud, z.Stand);
        }

        if (t.Ronde is { Gesloten: not null, Doorgegeven: null })
        {
            yield return Knop.Primary("Geef de evaluaties door", TrainingVerbs.GeefDoor, z.Stand);
        }

        if (t.Ronde?.Gesloten is not null)
        {
            yield return Knop.Of("Lees de evaluaties", TrainingVerbs.Evaluaties, z.Stand);
        }

        yield return Knop.Of("Deelnemers", TrainingVerbs.Deelnemers, z.Stand);
    }

    private static IEnumerable<Knop> Meer(Trainingzicht z)
    {
        var t = z.Training;
        if (t.Afgezegd is null)
        {
            yield return Knop.Of("Gast erbij", TrainingVerbs.Gast, z.Stand);
            foreach (var (i, d) in t.Delen.Index().Where(d => d.Item is { Aanwezig: not null }).TakeLast(2))
            {
                yield return Knop.Of($"Verander wie er was op {Dutch.ShortDay(d.Datum!.Value)}", TrainingVerbs.Aanwezig, z.Stand, ("deel", $"{i}"));
            }

            if (t.Delen.Index().FirstOrDefault(d => d.Item is { Aanwezig: null, Datum: not null }) is { Item: not null } next)
            {
                yield return Knop.Of("Verzetten", TrainingVerbs.Verzet, z.Stand, ("deel", $"{next.Index}"));
            }

            if (t.Verstrekking is null && t.Delen.All(d => d.Aanwezig is not { Count: > 0 }))
            {
                yield return Knop.Of("Gaat niet door", TrainingVerbs.ZegAf, z.Stand);
            }
        }

        yield return Chatknop.Of("Al mijn trainingen", Woorden.Training);
    }

    private static Knop Stuur(Trainingzicht z, string titel, string verb, int page, int of, params ReadOnlySpan<(string, string)> more) =>
        Knop.Primary(page + 1 < of ? $"{titel} en ga verder" : titel, verb, [z.Stand, ("blad", $"{page}"), ("revisie", $"{z.Training.Revisie}"), .. more]);

    private static (IReadOnlyList<T> Shown, int Page, int Of) Blader<T>(IReadOnlyList<T> all, int page)
    {
        var of = Math.Max(1, (all.Count + Trainingzicht.Bladzijde - 1) / Trainingzicht.Bladzijde);
        var at = Math.Clamp(page, 0, of - 1);
        return ([.. all.Skip(at * Trainingzicht.Bladzijde).Take(Trainingzicht.Bladzijde)], at, of);
    }

    private static BladKeuze Tijd(string id, string vraag, TimeOnly chosen)
    {
        var times = Enumerable.Range(0, 55).Select(i => new TimeOnly(8, 0).AddMinutes(15 * i));
        return new BladKeuze(id, vraag, Sleutel(chosen), false, "compact", [.. times.Append(chosen).Distinct().Order().Select(t => new Keuze(Dutch.Time(t), Sleutel(t)))]);
    }

    private static string Sleutel(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static Knop Terug(Trainingzicht z) => Chatknop.Open("Terug", Trainingskaarten.Beheer, z.Training.Id);
}
