using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Intervisie;

/// <summary>The cards of a series: choosing how often, the dates, how it stands. Pure: view in, card out.</summary>
internal static class ReeksCards
{
    private const int MostLines = 24;
    private const int MostHeld = 8;
    private const int MostTeams = 8;

    private static readonly (Hoevaak Hoevaak, string Tekst)[] Ritmes =
    [
        (Hoevaak.ElkeTweeWeken, "elke 2 weken"), (Hoevaak.ElkeDrieWeken, "elke 3 weken"), (Hoevaak.ElkeVierWeken, "elke 4 weken"),
        (Hoevaak.DriePerBlok, "3 keer per blok"), (Hoevaak.TweePerBlok, "2 keer per blok"),
    ];

    /// <summary>Minutes.</summary>
    private static readonly int[] Duren = [45, 60, 75, 90, 120];

    /// <summary>The series as it stands for this reader: the questions, the dates to agree with, or what is planned.</summary>
    public static RenderedCard Reeks(Intervisiezicht z, string? melding = null) =>
        z.Reeks.Gestopt || !z.IsBegeleider ? Overzicht(z, melding)
        : z.Reeks.Voorstel is not null ? Voorstel(z, melding)
        : z.Reeks.IsGepland || z.Reeks.Bijeenkomsten.Count > 0 ? Overzicht(z, melding)
        : Vragen(z, melding);

    /// <summary>Day, time, how often, where and about what.</summary>
    /// <param name="z">The series and its begeleider.</param>
    /// <param name="melding">What was wrong.</param>
    /// <param name="getypt">What was chosen and typed, when something in it was wrong.</param>
    public static RenderedCard Vragen(Intervisiezicht z, string? melding = null, CardAction? getypt = null)
    {
        var known = z.Reeks.Voorstel?.Ritme ?? z.Reeks.Ritme;
        var leden = Leerteamleden.Tussen(z.Om.Register, z.Reeks.Organisaties, z.Vandaag, z.Vandaag.AddDays(60));
        var days = Intervisiedagen.Weekdagen(leden);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = "Intervisie plannen",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Reeks),
                Melding = melding,
                Alineas =
                [
                    $"Je begeleidt {z.Reeks.Naam}: {Dutch.Count(leden.Count, "student", "studenten")}{Samenstelling(leden)}, {z.Locaties}.",
                    "Kies één keer hoe vaak en wanneer. Je krijgt data voor het hele studiejaar, om vakanties en studiedagen heen. Pas als jij akkoord bent, krijgen de studenten bericht.",
                    "Achter elke dag staat hoeveel studenten dan stage hebben.",
                ],
                Keuzes =
                [
                    new BladKeuze("dag", "Op welke dag?", getypt?.Text("dag") ?? $"{(int)(known?.Dag ?? days[0].Dag)}", false, "compact",
                        [.. days.Select(d => new Keuze($"{Dutch.Weekday(d.Dag)} · {d.Aanwezig} van {Dutch.Count(leden.Count, "student", "studenten")}", $"{(int)d.Dag}"))]),
                    Tijden(Intervisiezicht.LeesTijd(getypt?.Text("tijd")) ?? known?.Tijd ?? new TimeOnly(14, 30)),
                    new BladKeuze("duur", "Hoe lang?", getypt?.Text("duur") ?? $"{known?.Minuten ?? 60}", false, "compact", [.. Duren.Select(m => new Keuze($"{m} minuten", $"{m}"))]),
                    new BladKeuze("ritme", "Hoe vaak?", getypt?.Text("ritme") ?? $"{known?.Hoevaak ?? Hoevaak.ElkeDrieWeken}", false, "compact", [.. Ritmes.Select(r => new Keuze(r.Tekst, $"{r.Hoevaak}"))]),
                    .. z.Locatiekeuze(getypt?.Text("locatie") ?? known?.Locatie) is { } locatie ? [locatie] : Array.Empty<BladKeuze>(),
                ],
                Teksten =
                [
                    new BladTekst("plaats", "Waar? (mag leeg)", "Bijvoorbeeld: het leerplein", getypt?.Text("plaats") ?? known?.Plaats ?? "", Intervisieregels.LangstePlaats, false),
                    new BladTekst("themas", "Thema's, één per regel (mag leeg)", "Bijvoorbeeld: omgaan met druk gedrag", getypt?.Text("themas") ?? string.Join('\n', z.Reeks.Voorstel?.Themas ?? []), 2000, true),
                ],
                Knoppen =
                [
                    Knop.Primary("Bekijk de data", IntervisieVerbs.PlanBekijk, z.Stand),
                    .. z.Reeks.IsGepland ? [Knop.Of("Laat het zoals het was", IntervisieVerbs.LaatVallen, z.Stand)] : Array.Empty<Knop>(),
                ],
            },
            $"Plan de intervisie van {z.Reeks.Naam}");
    }

    public static BladKeuze Tijden(TimeOnly chosen)
    {
        var times = Enumerable.Range(0, 37).Select(i => new TimeOnly(8, 0).AddMinutes(15 * i)).ToList();
        return new BladKeuze(
            "tijd", "Hoe laat?", Intervisiezicht.Sleutel(chosen), false, "compact",
            [.. times.Append(chosen).Distinct().Order().Select(t => new Keuze(Dutch.Time(t), Intervisiezicht.Sleutel(t)))]);
    }

    public static Intervisieritme? LeesRitme(CardAction a) =>
        int.TryParse(a.Text("dag"), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 5
        && Intervisiezicht.LeesTijd(a.Text("tijd")) is { } time
        && int.TryParse(a.Text("duur"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && Array.Find(Ritmes, r => $"{r.Hoevaak}" == a.Text("ritme")) is { Tekst: not null } ritme
            ? new Intervisieritme { Dag = (DayOfWeek)day, Tijd = time, Minuten = minutes, Hoevaak = ritme.Hoevaak, Plaats = a.Text("plaats") ?? "", Locatie = a.Text("locatie") }
            : null;

    /// <summary>The dates, before anybody hears of them.</summary>
    private static RenderedCard Voorstel(Intervisiezicht z, string? melding)
    {
        var voorstel = z.Reeks.Voorstel!;
        var days = voorstel.Dagen.Where(d => d > z.Vandaag).ToList();
        var gone = z.Reeks.Open.Where(b => b.Datum > z.Vandaag && !days.Contains(b.Datum)).ToList();
        var few = days.Count(d => z.LedenOp(d).Any(l => Leerteamleden.IsStagedag(z.Om.Register, l, d))) * 2 < days.Count;
        var lines = voorstel.Dagen.Index().Where(x => x.Item > z.Vandaag)
            .Select(x => $"{Dutch.ShortDay(x.Item)} · {z.Aanwezigen(x.Item)}{(x.Index < voorstel.Themas.Count ? $" · {voorstel.Themas[x.Index]}" : "")}").ToList();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"{days.Count} keer intervisie",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Reeks),
                Melding = melding,
                Alineas =
                [
                    $"Op {Dutch.Weekday(voorstel.Ritme.Dag)} om {Dutch.Time(voorstel.Ritme.Tijd)}, {Woord(voorstel.Ritme.Hoevaak)}. Achter elke dag staat hoeveel studenten dan stage hebben.",
                    $"Waar: {z.Plek(voorstel.Ritme.Locatie, voorstel.Ritme.Plaats)}.",
                    .. few ? ["Let op: op de meeste van deze dagen heeft niemand van je leerteam stage."] : Array.Empty<string>(),
                    z.Reeks.IsGepland ? "Dit komt in de plaats van wat er nog gepland staat. Iedereen krijgt één bericht." : "Klopt het? Dan krijgen de studenten één bericht met alle data. Een week en een dag van tevoren krijgen ze een herinnering.",
                ],
                Delen = [.. Lines("Data", lines, Intervisiedagen.Meeste), .. Lines("Verandert of vervalt", gone.Select(b => Regel(z, b)), MostLines)],
                Knoppen =
                [
                    Knop.Primary("Zo plannen", IntervisieVerbs.PlanStuur, z.Stand), Knop.Of("Andere keuzes", IntervisieVerbs.Plan, z.Stand),
                    .. z.Reeks.IsGepland ? [Knop.Of("Laat het zoals het was", IntervisieVerbs.LaatVallen, z.Stand)] : Array.Empty<Knop>(),
                ],
            },
            $"De data voor de intervisie van {z.Reeks.Naam}");
    }

    /// <summary>What is planned, what was held, and whose turn it is.</summary>
    private static RenderedCard Overzicht(Intervisiezicht z, string? melding)
    {
        var reeks = z.Reeks;
        var seen = reeks.Bijeenkomsten.Where(z.Hoort).ToList();
        var ahead = seen.Where(b => b.Staat == Bijeenkomststaat.Gepland && !z.IsBegonnen(b)).ToList();
        var ask = z.IsBegeleider ? seen.Where(b => b.Staat == Bijeenkomststaat.Gepland && z.IsBegonnen(b)).ToList() : [];
        var held = seen.Where(b => b.Staat == Bijeenkomststaat.Geweest).OrderByDescending(b => b.Datum).ToList();
        var off = seen.Where(b => b.Staat == Bijeenkomststaat.Overgeslagen && b.Datum >= z.Vandaag && b.Reden != Overslaanreden.Herplanning).ToList();
        var can = z.IsBegeleider && !reeks.Gestopt;
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = ahead.Count > 0 ? $"Eerstvolgende intervisie: {Dutch.ShortDay(ahead[0].Datum)}" : "De intervisie van je leerteam",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Reeks),
                Melding = melding,
                Alineas =
                [
                    .. reeks.Gestopt ? ["Dit leerteam is gestopt. Er is geen intervisie meer."]
                        : ahead.Count == 0 ? [z.IsBegeleider ? "Er staat niets gepland." : $"{z.Begeleider} plant de intervisie. Je krijgt dan bericht."]
                        : Array.Empty<string>(),
                    .. z is { IsBegeleider: false, IsOpleider: true } && Stilte(z) is { } stil ? [stil] : Array.Empty<string>(),
                ],
                Feiten = [.. z.IsBegeleider ? Array.Empty<Feit>() : [new Feit("Begeleider", Bereik(z, reeks.Begeleider))], new Feit("Waar", ahead.Count > 0 ? z.Plek(ahead[0].Locatie, ahead[0].Plaats) : z.Locaties)],
                Delen =
                [
                    .. Lines("Komt nog", ahead.Select(b => Regel(z, b)), MostLines),
                    .. Lines("Gaat niet door", off.Select(b => $"{Dutch.ShortDay(b.Datum)} · {Waarom(z, b)}"), MostHeld),
                    .. Lines("Geweest", held.Select(b => Verslagregel(z, b)), MostHeld),
                ],
                Keuzes = can && ahead.Count > 0 ? [new BladKeuze("bijeenkomst", "Welke keer wil je bekijken of aanpassen?", ahead[0].Id, false, "compact", [.. ahead.Concat(off).Take(MostLines).Select(b => new Keuze($"{Intervisiezicht.Kort(b)}{(b.Staat == Bijeenkomststaat.Overgeslagen ? " (gaat niet door)" : "")}", b.Id))])] : [],
                Knoppen =
                [
                    .. ask.Take(3).Select(b => Knop.Primary($"Wie was er op {Dutch.ShortDay(b.Datum)}?", IntervisieVerbs.Geweest, z.Stand, ("keer", b.Id))),
                    .. can && ahead.Count > 0 ? [Knop.Of("Bekijk deze keer", IntervisieVerbs.Kies, z.Stand)] : Array.Empty<Knop>(),
                    .. !z.IsBegeleider && ahead.Count > 0 ? [Chatknop.Open("Bekijk de eerstvolgende", Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(reeks.Id, ahead[0].Id))] : Array.Empty<Knop>(),
                ],
                Meer =
                [
                    .. can ? [Knop.Of(reeks.IsGepland ? "Opnieuw plannen" : "Intervisie plannen", IntervisieVerbs.Plan, z.Stand), Knop.Of("Extra keer", IntervisieVerbs.Extra, z.Stand)] : Array.Empty<Knop>(),
                    Chatknop.Of("In mijn agenda", Woorden.Agenda),
                ],
            },
            ahead.Count > 0 ? $"Intervisie van {reeks.Naam}: {Dutch.Count(ahead.Count, "keer", "keer")} gepland" : $"Intervisie van {reeks.Naam}");
    }

    /// <summary>One besides the rhythm, also one that was held without being planned.</summary>
    public static RenderedCard Extra(Intervisiezicht z, string? melding = null, CardAction? getypt = null) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = "Een extra keer",
            Vernieuwing = z.Vernieuw(Intervisiekaarten.Reeks),
            Melding = melding,
            Alineas = ["Een keer erbij plannen? Of was er intervisie die niet gepland stond? Vul de dag in. Ligt die al achter je, dan vragen we wie er was."],
            Teksten = [new BladTekst("datum", "Welke dag?", "Bijvoorbeeld: 12-10", getypt?.Text("datum") ?? "", 40, false)],
            Keuzes = [Tijden(Intervisiezicht.LeesTijd(getypt?.Text("tijd")) ?? z.Reeks.Ritme?.Tijd ?? new TimeOnly(14, 30))],
            Knoppen = [Knop.Primary("Voeg toe", IntervisieVerbs.ExtraStuur, z.Stand), Knop.Of("Terug", IntervisieVerbs.Reeks, z.Stand)],
        },
        "Een extra keer intervisie");

    /// <summary>Several leerteams of one person, each with a line and a button.</summary>
    public static RenderedCard Lijst(PersonId lezer, IReadOnlyList<Intervisiezicht> alle) => Blad.Render(
        new BladView
        {
            Kop = "ISOP · intervisie",
            Titel = alle.Count == 0 ? "Intervisie" : "Je leerteams",
            Vernieuwing = Vernieuwing.Of(IntervisieActions.Lijst, lezer.ToString()),
            Alineas = alle.Count == 0 ? ["Je hoort nu niet bij een leerteam met studenten. Klopt dat niet? Vraag het onderwijsbureau."] : [],
            Delen =
            [
                .. alle.Take(MostTeams).Select(z => new BladDeel(z.Reeks.Naam, [Stand(z), .. (z.IsBegeleider || z.IsOpleider) && Stilte(z) is { } stil ? [stil] : Array.Empty<string>()])),
                .. alle.Count > MostTeams ? [new BladDeel($"En nog {alle.Count - MostTeams} leerteams", ["Vraag het onderwijsbureau om de hele lijst."])] : Array.Empty<BladDeel>(),
            ],
            Knoppen = [.. alle.Take(MostTeams).Select(z => Chatknop.Open(z.Reeks.Naam, Intervisiekaarten.Reeks, z.Reeks.Id)), .. alle.Count == 0 ? [Chatknop.Of("Vraag het onderwijsbureau", Woorden.Vraag)] : Array.Empty<Knop>()],
        },
        "Je leerteams");

    /// <summary>For the opleider: a leerteam in which it has been still for too long.</summary>
    public static RenderedCard Zonder(Intervisiezicht z) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = $"{z.Reeks.Naam} heeft al een tijd geen intervisie",
            Vernieuwing = z.Vernieuw(Intervisiekaarten.Zonder),
            Alineas =
            [
                Stilte(z) ?? "Er is ondertussen weer intervisie geweest.",
                .. z.Reeks.Open.Count(z.IsBegonnen) is > 0 and var open ? [$"Er {(open == 1 ? "stond 1 keer" : $"stonden {open} keren")} gepland waarvan niet is ingevuld wie er was. We weten dus niet of {(open == 1 ? "die" : "ze")} doorging{(open == 1 ? "" : "en")}."] : Array.Empty<string>(),
                z.Reeks.Open.FirstOrDefault(b => !z.IsBegonnen(b)) is { } next ? $"De eerstvolgende staat gepland op {Dutch.Day(next.Datum)}." : "Er staat niets gepland.",
                z.IsBegeleider ? "Plan een nieuwe datum, of vul in wie er was als het wel doorging."
                    : $"Vraag {z.Roepnaam(z.Reeks.Begeleider)} wat er nodig is. Ging het wel door? Dan kan {z.Roepnaam(z.Reeks.Begeleider)} dat nog invullen.",
            ],
            Feiten = [new Feit("Begeleider", Bereik(z, z.Reeks.Begeleider)), new Feit("Studenten", $"{z.LedenOp(z.Vandaag).Count}")],
            Knoppen = [Knop.Of(z.IsBegeleider ? "Naar de planning" : "Bekijk de planning", IntervisieVerbs.Reeks, z.Stand)],
        },
        $"{z.Reeks.Naam}: al een tijd geen intervisie");

    /// <summary>How long it has been still, when that is long; null otherwise.</summary>
    public static string? Stilte(Intervisiezicht z)
    {
        var since = z.Reeks.Laatste;
        var weeks = Intervisiedagen.Schoolweken(z.Om.Register, z.Reeks.Organisaties, since ?? z.Reeks.Van.AddDays(-7), z.Vandaag);
        return weeks < Intervisieregels.SchoolwekenZonder || z.LedenOp(z.Vandaag).Count < Intervisieregels.MinsteLeden ? null
            : since is { } day ? $"De laatste intervisie die is ingevuld, was op {Dutch.Day(day)}. Dat is {weeks} schoolweken geleden."
            : $"Er is in {weeks} schoolweken nog geen intervisie ingevuld.";
    }

    private static string Stand(Intervisiezicht z) =>
        z.Reeks.Open.FirstOrDefault(b => !z.IsBegonnen(b) && z.Hoort(b)) is { } next ? $"Eerstvolgende: {Intervisiezicht.Kort(next)}."
        : z.Reeks.IsGepland ? "Er staat niets meer gepland." : "Er is nog niets gepland.";

    private static string Regel(Intervisiezicht z, Bijeenkomst b)
    {
        var leider = b.Leider is not { } who ? "" : who == z.Lezer ? " · jij bent gespreksleider" : $" · gespreksleider: {z.Roepnaam(who)}";
        var afgemeld = z.IsBegeleider && b.Afgemeld.Count > 0 ? $" · {b.Afgemeld.Count} afgemeld" : "";
        return $"{Intervisiezicht.Kort(b)}{leider}{(b.Thema.Length > 0 ? $" · {b.Thema}" : "")}{afgemeld}";
    }

    private static string Verslagregel(Intervisiezicht z, Bijeenkomst b)
    {
        var who = z.IsBegeleider || z.IsOpleider ? $" · {b.Verslag!.Aanwezig.Count} aanwezig" : "";
        return $"{Dutch.ShortDay(b.Datum)}{who}{(b.Thema.Length > 0 ? $" · {b.Thema}" : "")}{(b.Verslag!.Regel.Length > 0 ? $" · {b.Verslag.Regel}" : "")}";
    }

    public static string Waarom(Intervisiezicht z, Bijeenkomst b) => b.Reden switch
    {
        Overslaanreden.DagDicht => "de locatie is dan dicht",
        Overslaanreden.Veldcontactdag => "dan is er een veldcontactdag",
        Overslaanreden.Gestopt => "het leerteam is gestopt",
        Overslaanreden.Herplanning => "de reeks is opnieuw gepland",
        _ => z.IsBegeleider ? "overgeslagen" : $"{z.Roepnaam(z.Reeks.Begeleider)} slaat deze keer over",
    };

    private static IEnumerable<BladDeel> Lines(string title, IEnumerable<string> lines, int most)
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : [new BladDeel(title, [.. all.Take(most), .. all.Count > most ? [$"En nog {all.Count - most}."] : Array.Empty<string>()])];
    }

    private static string Bereik(Intervisiezicht z, PersonId person) => z.Om.Register.Find(person) is { Email.Length: > 0 } p
        ? $"{p.Naam} · {p.Email}{(p.Telefoon is { Length: > 0 } number ? $" · {number}" : "")}"
        : z.Naam(person);

    private static string Woord(Hoevaak hoevaak) => Array.Find(Ritmes, r => r.Hoevaak == hoevaak).Tekst;

    /// <summary>" (4 pabo, 2 mbo, 1 Ad)"</summary>
    private static string Samenstelling(IReadOnlyList<Lid> leden)
    {
        (string Naam, int Aantal)[] groups =
        [
            ("pabo", leden.Count(l => l.Opleiding.IsPabo)), ("Ad", leden.Count(l => l.Opleiding.IsAd)), ("mbo", leden.Count(l => l.Opleiding.IsMbo)),
            ("gast", leden.Count(l => l.Opleiding.IsGast)),
        ];
        return groups.Count(g => g.Aantal > 0) < 2 ? "" : $" ({string.Join(", ", groups.Where(g => g.Aantal > 0).Select(g => $"{g.Aantal} {g.Naam}"))})";
    }
}
