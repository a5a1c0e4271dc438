using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>One visit, a day of visits, and what came of one. Pure: view in, card out.</summary>
internal static class BezoekCards
{
    private const int Most = 30;

    /// <summary>The visit as somebody who has a part in it sees it.</summary>
    public static RenderedCard Bezoek(Bezoekzicht z, Bezoek b, string? melding = null)
    {
        var visitor = z.Naam(b.Waarnemer ?? z.Jaar.Bezoeker);
        var own = b.Student == z.Lezer;
        var titel = (b.Staat, own) switch
        {
            (Bezoekstaat.Bevestigd, true) => $"{visitor} komt bij je op bezoek",
            (Bezoekstaat.Bevestigd, _) => $"{visitor} bezoekt {z.Naam(b.Student)}",
            (Bezoekstaat.Geweest, true) => $"Het bezoek van {visitor}",
            (Bezoekstaat.Geweest, _) => $"Het bezoek aan {z.Naam(b.Student)}",
            (Bezoekstaat.Vervallen, _) => "Dit bezoek gaat niet door",
            _ when b.LaatsteMoment is not null => "Dit bezoek wordt verzet",
            _ => $"Bezoek aan {z.Naam(b.Student)}",
        };
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = titel,
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Bezoek, b.Id),
                Melding = melding,
                Alineas = Alineas(z, b, visitor),
                Feiten = b is { Moment: not null, Staat: Bezoekstaat.Bevestigd or Bezoekstaat.Geweest or Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel }
                    ? [new Feit("Wanneer", Bezoekzicht.Voluit(b)), .. Waar(z, b)]
                    : [.. Waar(z, b)],
                Delen = [.. Verslag(z, b)],
                Knoppen = Knoppen(z, b),
                Meer = [Chatknop.Of("Al mijn bezoeken", Woorden.Bezoeken)],
            },
            b.Moment is { } m && b.Staat == Bezoekstaat.Bevestigd ? $"{titel}: {Dutch.Day(m.Datum)}" : titel);
    }

    public static RenderedCard KanNiet(Bezoekzicht z, Bezoek b) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = "Kun je dan niet?",
            Vernieuwing = z.Vernieuw(Bezoekkaarten.Bezoek, b.Id),
            Alineas = [$"Het bezoek op {Bezoekzicht.Voluit(b)} gaat dan niet door. {z.Naam(b.Waarnemer ?? z.Jaar.Bezoeker)} kiest een nieuw moment. Iedereen die erbij hoort krijgt bericht."],
            Knoppen = [Knop.Primary("Ik kan echt niet", BezoekVerbs.KanNietStuur, z.Stand, ("bezoek", b.Id)), Chatknop.Open("Toch wel", Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(z.Jaar.Id, b.Id))],
        },
        "Kun je niet op het moment van het bezoek?");

    /// <summary>What came of a visit: how it goes, agreements, and extra guidance where that was agreed.</summary>
    public static RenderedCard Verslagformulier(Bezoekzicht z, Bezoek b, string? melding = null, string? hoe = null, string? afspraken = null, string? extra = null) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = $"Hoe was het bij {z.Roepnaam(b.Student)}?",
            Vernieuwing = z.Vernieuw(Bezoekkaarten.Bezoek, b.Id),
            Melding = melding,
            Alineas =
            [
                $"{z.Roepnaam(b.Student)}, de begeleider en de opleider lezen dit. Schrijf dus alleen op wat jullie samen hebben besproken.",
                "Extra begeleiding afgesproken? Schrijf dan niets over gezondheid of privézaken. De student leest het eerst; daarna pas de anderen.",
            ],
            Teksten =
            [
                new BladTekst("hoe", "Hoe gaat het?", "Bijvoorbeeld: de kring loopt goed, het overzicht groeit", hoe ?? "", Bezoekregels.LangsteTekst, true),
                new BladTekst("afspraken", "Afspraken", "Wat doet wie, en wanneer?", afspraken ?? "", Bezoekregels.LangsteTekst, true),
                new BladTekst("extra", "Extra begeleiding (alleen als jullie dat hebben afgesproken)", "Bijvoorbeeld: elke week samen de les voorbereiden", extra ?? "", Bezoekregels.LangsteExtra, true),
            ],
            Keuzes =
            [
                new BladKeuze("driehoek", "Is bij extra begeleiding een driehoeksgesprek nodig?", "nee", false, "compact", [new Keuze("Nee", "nee"), new Keuze("Ja, met student, begeleider of opleider, en mij", "ja")]),
            ],
            Knoppen = [Knop.Primary("Geweest", BezoekVerbs.VerslagStuur, z.Stand, ("bezoek", b.Id)), Knop.Of("Terug", BezoekVerbs.Jaar, z.Stand)],
        },
        $"Hoe was het bezoek aan {z.Naam(b.Student)}?");

    /// <summary>One sheet for the phone: who is where, in which group, and what was agreed last time.</summary>
    public static RenderedCard Dag(Bezoekzicht z, DateOnly day, IReadOnlyList<Bezoekzicht> alle, string? melding = null)
    {
        var visits = VanDag(alle, day, z.Lezer).ToList();
        var done = visits.Where(v => v.B is { Staat: Bezoekstaat.Bevestigd, Wacht: false } && day <= z.Vandaag && MagVerslag(v.Z, v.B)).ToList();
        return Blad.Render(
            new BladView
            {
                Kop = "ISOP · mijn dag",
                Titel = Dutch.Day(day)[..1].ToUpperInvariant() + Dutch.Day(day)[1..],
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Dag, Datumtekst.Iso(day)),
                Melding = melding,
                Alineas = visits.Count == 0 ? ["Er staan geen bezoeken op deze dag."] : [Dutch.Count(visits.Count, "bezoek.", "bezoeken.")],
                Delen = [.. visits.GroupBy(v => (v.B.Organisatie, v.B.Moment!.Value)).Select(g => new BladDeel(Adres(z, g.Key.Organisatie), [.. Ingang(g.First().Z, g.First().B) is { } ingang ? [$"Ingang: {ingang}"] : Array.Empty<string>(), .. g.Take(Most).SelectMany(v => Regels(v.Z, v.B))]))],
                Knoppen = [.. done.Take(7).Select(v => Knop.Of($"Geweest: {v.Z.Roepnaam(v.B.Student)}", BezoekVerbs.Verslag, v.Z.Stand, ("bezoek", v.B.Id)))],
                Meer = [Chatknop.Of("Al mijn bezoeken", Woorden.Bezoeken)],
            },
            $"{Dutch.Day(day)}: {Dutch.Count(visits.Count, "bezoek", "bezoeken")}");
    }

    public static IEnumerable<(Bezoekzicht Z, Bezoek B)> VanDag(IReadOnlyList<Bezoekzicht> alle, DateOnly day, PersonId lezer) => alle
        .SelectMany(z => z.Jaar.Bezoeken.Where(b => b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest && b.Moment!.Value.Datum == day && Hoort(z, b, lezer)).Select(b => (z, b)))
        .OrderBy(v => v.b.Moment).ThenBy(v => v.b.Plek);

    /// <summary>The visits of several years that a person has a part in, for who is no visitor.</summary>
    public static RenderedCard Lijst(PersonId lezer, IReadOnlyList<Bezoekzicht> alle, DateOnly today)
    {
        var mine = alle.SelectMany(z => z.Jaar.Bezoeken.Where(b => Hoort(z, b, lezer) && b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest).Select(b => (Z: z, B: b))).ToList();
        var ahead = mine.Where(v => v.B.Staat == Bezoekstaat.Bevestigd && v.B.Moment!.Value.Datum >= today).OrderBy(v => v.B.Moment).ThenBy(v => v.B.Plek).ToList();
        var done = mine.Where(v => v.B.Staat == Bezoekstaat.Geweest).OrderByDescending(v => v.B.Moment).Take(6).ToList();
        var asked = alle.Where(z => z.Jaar.Bezoeken.Any(b => b.Opleider == lezer && b.Staat == Bezoekstaat.Gevraagd)).ToList();
        var off = alle.SelectMany(z => z.Jaar.Bezoeken.Where(b => Hoort(z, b, lezer) && b is { Staat: Bezoekstaat.Ongepland, LaatsteMoment: { } m } && m.Datum >= today).Select(b => (Z: z, B: b)))
            .OrderBy(v => v.B.LaatsteMoment).ToList();
        var first = alle.Count > 0 ? alle[0] : null;
        return Blad.Render(
            new BladView
            {
                Kop = "ISOP · bezoeken",
                Titel = "Je bezoeken",
                Vernieuwing = Vernieuwing.Of(BezoekActions.Lijst, lezer.ToString()),
                Alineas = mine.Count == 0 && asked.Count == 0 && off.Count == 0 ? ["Er zijn nog geen bezoeken afgesproken. Je krijgt vanzelf bericht."] : [],
                Delen =
                [
                    .. asked.Select(z => new BladDeel($"{z.Bezoeker} vraagt momenten", [$"{Dutch.Count(Bezoekzicht.Ritten(z.Jaar.Bezoeken.Where(b => b.Opleider == lezer && b.Staat == Bezoekstaat.Gevraagd)).Count(), "moment", "momenten")} om te bekijken."])),
                    .. off.Count == 0 ? Array.Empty<BladDeel>() : [new BladDeel("Gaat niet door", [.. off.Take(Most).Select(v => $"{Dutch.ShortDay(v.B.LaatsteMoment!.Value.Datum)} · {v.Z.Naam(v.B.Student)}. {JaarCards.Reden(v.Z, v.B)} {v.Z.Roepnaam(v.Z.Jaar.Bezoeker)} kiest een nieuw moment.")])],
                    .. ahead.Count == 0 ? Array.Empty<BladDeel>() : [new BladDeel("Afgesproken", [.. ahead.Take(Most).Select(v => Regel(v.Z, v.B, lezer)), .. ahead.Count > Most ? [$"En nog {ahead.Count - Most}."] : Array.Empty<string>()])],
                    .. done.Count == 0 ? Array.Empty<BladDeel>() : [new BladDeel("Geweest", [.. done.Select(v => Regel(v.Z, v.B, lezer))])],
                ],
                Knoppen =
                [
                    .. asked.Take(3).Select(z => Chatknop.Open($"Bekijk: {z.Bezoeker}", Bezoekkaarten.Aanvraag, z.Jaar.Id)),
                    .. ahead.Take(1).Select(v => Chatknop.Open("Eerstvolgende bezoek", Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(v.Z.Jaar.Id, v.B.Id))),
                    .. done.Take(1).Select(v => Chatknop.Open("Laatste verslag", Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(v.Z.Jaar.Id, v.B.Id))),
                ],
                Meer = first is null ? [] : [Chatknop.Of("In mijn agenda", Woorden.Agenda)],
            },
            "Je bezoeken");
    }

    /// <summary>Whose visits wait for a waarnemer, and who can be asked.</summary>
    public static RenderedCard Waarneming(Bezoekzicht z, string? melding = null)
    {
        var waits = z.Jaar.Bezoeken.Where(b => b.Wacht).ToList();
        var colleagues = z.Om.Register.HoldersOf(RolSoort.Studiecoach, z.Vandaag).Select(r => r.Persoon).Distinct()
            .Where(p => p != z.Jaar.Bezoeker && z.Om.Register.Find(p) is { Beeindigd: null }).Select(p => (Id: p, Naam: z.Naam(p))).OrderBy(p => p.Naam, StringComparer.CurrentCulture).ToList();
        var ask = waits.Count > 0 && colleagues.Count > 0;
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"{z.Bezoeker} is afwezig",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Waarneming),
                Melding = melding,
                Alineas =
                [
                    waits.Count == 0 ? "Er wachten geen bezoeken meer op een waarnemer."
                        : $"{Dutch.Count(waits.Count, "bezoek wacht", "bezoeken wachten")} op een waarnemer. Zonder waarnemer vervalt een bezoek om 12.00 uur op de werkdag ervoor; dan krijgt iedereen bericht.",
                ],
                Delen = waits.Count == 0 ? [] : [new BladDeel("Wanneer en waar", [.. Bezoekzicht.Ritten(waits).Take(Most).Select(g => $"{Bezoekzicht.Kort(g.Key.Moment)} · {z.Locatie(g.Key.Organisatie)}: {Dutch.Count(g.Count(), "student", "studenten")}")])],
                Keuzes = !ask ? [] : [new BladKeuze("waarnemer", "Wie neemt waar?", colleagues[0].Id.ToString(), false, "compact", [.. colleagues.Take(80).Select(c => new Keuze(c.Naam, c.Id.ToString()))])],
                Knoppen = !ask ? [] : [Knop.Primary("Laat waarnemen", BezoekVerbs.Waarnemen, z.Stand)],
            },
            $"{z.Bezoeker} is afwezig: wie neemt de bezoeken waar?");
    }

    public static bool MagVerslag(Bezoekzicht z, Bezoek b) => z.Lezer == z.Jaar.Bezoeker || z.Lezer == b.Waarnemer;

    private static bool Hoort(Bezoekzicht z, Bezoek b, PersonId lezer) =>
        b.Waarnemer is { } other ? other == lezer || Bezoekregels.Betrokkenen(b, z.Om.Register).Contains(lezer) : Bezoekregels.IsBetrokken(z.Jaar, b, lezer, z.Om.Register);

    private static string[] Alineas(Bezoekzicht z, Bezoek b, string visitor) => b switch
    {
        { Staat: Bezoekstaat.Vervallen } => ["Je hoeft niets te doen."],
        { Staat: Bezoekstaat.Ongepland, LaatsteMoment: { } was } =>
        [
            $"Het bezoek van {Dutch.Day(was.Datum)} gaat niet door. {JaarCards.Reden(z, b)}",
            z.IsBezoeker ? "Kies een nieuw moment." : $"{visitor} kiest een nieuw moment. Je krijgt dan bericht.",
        ],
        { Staat: Bezoekstaat.Ongepland or Bezoekstaat.Voorgesteld } => [$"{b.Periode}, bezoek {b.Nummer}. Er is nog geen moment afgesproken."],
        { Staat: Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel } => ["Dit moment is nog niet zeker: de opleider kijkt of het past."],
        { Staat: Bezoekstaat.Bevestigd, Wacht: true } => [$"{visitor} is dan afwezig. We zoeken iemand die het bezoek overneemt."],
        { Staat: Bezoekstaat.Bevestigd } when b.Student == z.Lezer => ["Jullie praten over hoe het gaat op je stage. Bedenk vooraf wat je wilt laten zien of vragen."],
        _ => [],
    };

    private static IEnumerable<Feit> Waar(Bezoekzicht z, Bezoek b)
    {
        yield return new Feit("Waar", Adres(z, b.Organisatie));
        if (MagVerslag(z, b) && Ingang(z, b) is { } ingang)
        {
            yield return new Feit("Ingang", ingang);
        }

        yield return new Feit("Groep", z.Groep(b));
        if (b.Student != z.Lezer)
        {
            yield return new Feit("Student", z.Naam(b.Student));
        }

        if (Begeleiders(z, b) is { Length: > 0 } guides)
        {
            yield return new Feit("Begeleider", guides);
        }

        if (b.Opleider is { } opleider)
        {
            yield return new Feit("Opleider", z.Naam(opleider));
        }
    }

    private static string Begeleiders(Bezoekzicht z, Bezoek b) => Dutch.List([.. (z.Om.Register.FindStage(b.Stage)?.Werkplekbegeleiders ?? []).Select(z.Naam)]);

    private static IEnumerable<BladDeel> Verslag(Bezoekzicht z, Bezoek b)
    {
        if (b.Verslag is not { } v)
        {
            yield break;
        }

        yield return new BladDeel("Hoe gaat het", [v.HoeGaatHet]);
        if (v.Afspraken.Length > 0)
        {
            yield return new BladDeel("Afspraken", [v.Afspraken]);
        }

        if (v.Extra is { } extra && (v.Gelezen is not null || z.Lezer == b.Student || z.Lezer == v.Door))
        {
            yield return new BladDeel("Extra begeleiding afgesproken",
            [
                extra,
                .. v.Driehoeksgesprek ? ["Er komt een driehoeksgesprek: student, begeleider of opleider, en studiecoach."] : Array.Empty<string>(),
                .. v.Gelezen is null ? ["De begeleider en de opleider zien dit pas als de student het heeft gelezen."] : Array.Empty<string>(),
            ]);
        }
    }

    private static IReadOnlyList<Knop> Knoppen(Bezoekzicht z, Bezoek b)
    {
        List<Knop> knoppen = [];
        if (b is { Staat: Bezoekstaat.Geweest, Verslag: { Extra: not null, Gelezen: null } } && b.Student == z.Lezer)
        {
            knoppen.Add(Knop.Primary("Ik heb het gelezen", BezoekVerbs.ExtraGelezen, z.Stand, ("bezoek", b.Id)));
        }

        if (b.Staat == Bezoekstaat.Bevestigd)
        {
            if (MagVerslag(z, b) && b.Moment!.Value.Datum <= z.Vandaag)
            {
                knoppen.Add(Knop.Primary("Geweest", BezoekVerbs.Verslag, z.Stand, ("bezoek", b.Id)));
            }

            knoppen.Add(Knop.Of("In mijn agenda", BezoekVerbs.Agenda, z.Stand, ("bezoek", b.Id)));
            if (!MagVerslag(z, b) && z.Vandaag <= Bezoekregels.LaatsteDagVoorKanNiet(b, b.Moment!.Value.Datum, z.Om.Register))
            {
                knoppen.Add(Knop.Of("Ik kan niet", BezoekVerbs.KanNiet, z.Stand, ("bezoek", b.Id)));
            }
        }

        if (z.IsBezoeker && b.Open)
        {
            knoppen.Add(Knop.Of(b.Houdt ? "Ander moment" : "Kies een moment", BezoekVerbs.Kies, z.Stand, ("bezoek", b.Id)));
        }

        return knoppen;
    }

    /// <summary>As the opleider said it, for who comes by.</summary>
    private static string? Ingang(Bezoekzicht z, Bezoek b) =>
        b.Opleider is { } opleider && z.Om.Opleiders.GetValueOrDefault(opleider) is { Ingang: { Length: > 0 } ingang } ? ingang : null;

    private static string Adres(Bezoekzicht z, string organisatie) =>
        z.Om.Register.FindOrganisatie(organisatie) is { } o ? $"{o.Naam}, {o.Postcode} {o.Plaats}" : organisatie;

    private static IEnumerable<string> Regels(Bezoekzicht z, Bezoek b)
    {
        yield return $"{Bezoekzicht.Tijd(b)} · {z.Naam(b.Student)}, {z.Groep(b)}{(Begeleiders(z, b) is { Length: > 0 } g ? $" · bij {g}" : "")}{(b.Staat == Bezoekstaat.Geweest ? " · geweest" : "")}{(b.Wacht ? " · wacht op een waarnemer" : "")}";
        var last = z.Jaar.Bezoeken.Where(o => o.Student == b.Student && o.Verslag is { Afspraken.Length: > 0 } && o.Moment < b.Moment).MaxBy(o => o.Moment);
        if (last?.Verslag is { } verslag)
        {
            yield return $"Vorige keer afgesproken: {(verslag.Afspraken.Length <= 160 ? verslag.Afspraken : $"{verslag.Afspraken[..157]}...")}";
        }
    }

    private static string Regel(Bezoekzicht z, Bezoek b, PersonId lezer) => b.Student == lezer
        ? $"{Dutch.ShortDay(b.Moment!.Value.Datum)} {Bezoekzicht.Tijd(b)} · {z.Naam(b.Waarnemer ?? z.Jaar.Bezoeker)}"
        : $"{Dutch.ShortDay(b.Moment!.Value.Datum)} {Bezoekzicht.Tijd(b)} · {z.Naam(b.Student)} ({z.Naam(b.Waarnemer ?? z.Jaar.Bezoeker)})";
}
