using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>The cards of the visitor's year. Pure: view in, card out.</summary>
internal static class JaarCards
{
    private const int MostPeople = 12;
    private const int MostTrips = 40;
    private const int MostReasons = 8;
    private const int MostButtons = 4;

    /// <summary>The year as it stands: the question when the visitor can, the plan, or how far its agreement is.</summary>
    /// <param name="z">The year and its visitor.</param>
    /// <param name="periode">Which blok is shown; the one of now when it is not known.</param>
    /// <param name="melding">What the visitor should see first.</param>
    public static RenderedCard Jaar(Bezoekzicht z, string? periode = null, string? melding = null) =>
        z.Jaar.Beschikbaarheid is null ? Dagdelen(z, melding) : z.Jaar.Rekent && !z.Jaar.IsVerstuurd ? Rekent(z) : Overzicht(z, periode, melding);

    /// <summary>Working days, days off, most visits a day; with who is visited.</summary>
    public static RenderedCard Dagdelen(Bezoekzicht z, string? melding = null, CardAction? getypt = null)
    {
        var known = z.Jaar.Beschikbaarheid;
        var open = z.Jaar.Bezoeken.Where(b => b.Open).ToList();
        var students = open.Select(b => b.Student).Distinct().Count();
        var organisations = open.GroupBy(b => b.Organisatie).OrderBy(g => z.Locatie(g.Key), StringComparer.CurrentCulture).ToList();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = "Wanneer kun jij op bezoek?",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Jaar),
                Melding = melding,
                Alineas =
                [
                    $"Je bezoekt dit studiejaar {Dutch.Count(students, "student", "studenten")} bij {Dutch.Count(organisations.Count, "organisatie", "organisaties")}: {Dutch.Count(open.Count, "bezoek", "bezoeken")}.",
                    "Vul één keer in wanneer je kunt. Daarna krijg je een voorstel voor het hele jaar, met weinig ritten. Je stuurt het pas door als jij akkoord bent.",
                ],
                Delen =
                [
                    .. organisations.Take(MostPeople).Select(g => new BladDeel(TitelVan(z, g), [$"Studenten: {z.Namen(g)}"])),
                    .. organisations.Count > MostPeople ? [new BladDeel($"En nog {Dutch.Count(organisations.Count - MostPeople, "organisatie", "organisaties")}", [])] : Array.Empty<BladDeel>(),
                ],
                Keuzes =
                [
                    Halfdays("dagdelen", "Op welke dagdelen werk je aan bezoeken?", getypt is null ? known?.Werkt ?? Weekdeel.Werkweek : ReadHalfdays(getypt.Text("dagdelen"))),
                    new BladKeuze(
                        "meeste", "Hoeveel bezoeken wil je op één dag hoogstens?",
                        getypt?.Text("meeste") ?? (known?.MeestePerDag ?? Beschikbaarheid.HoogstePerDag).ToString(CultureInfo.InvariantCulture), false, "compact",
                        [.. Enumerable.Range(1, Beschikbaarheid.HoogstePerDag).Select(n => new Keuze($"{n}", $"{n}"))]),
                ],
                Teksten =
                [
                    new BladTekst("vrij", "Welke dagen ben je vrij?", "Bijvoorbeeld: 12-10 tot 16-10; 4 mei", getypt?.Text("vrij") ?? Periodes(known?.Vrij ?? []), 500, false),
                ],
                Knoppen =
                [
                    Knop.Primary("Maak een voorstel", BezoekVerbs.DagdelenStuur, z.Stand),
                    .. known is null ? Array.Empty<Knop>() : [Knop.Of("Terug", BezoekVerbs.Jaar, z.Stand)],
                ],
            },
            "Wanneer kun jij op bezoek? Vul je dagdelen in voor het hele jaar");
    }

    public static BladKeuze Halfdays(string id, string tekst, IEnumerable<Weekdeel> chosen) => new(
        id, tekst, string.Join(',', chosen.Select(Key)), true, "expanded",
        [.. Weekdeel.Werkweek.Select(w => new Keuze($"{Dutch.Weekday(w.Dag)}{Bezoekzicht.Deel(w.Deel)}", Key(w)))]);

    public static IReadOnlyList<Weekdeel> ReadHalfdays(string? text) =>
        [.. Weekdeel.Werkweek.Where(w => (text ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(Key(w)))];

    public static string Periodes(IEnumerable<Dagen> dagen) => string.Join("; ", dagen.Select(d => d.Van == d.Tot ? Number(d.Van) : $"{Number(d.Van)} tot {Number(d.Tot)}"));

    private static string Number(DateOnly d) => d.ToString("d-M-yyyy", CultureInfo.InvariantCulture);

    private static string Key(Weekdeel w) => $"{(int)w.Dag}{(w.Deel == Dagdeel.Ochtend ? 'o' : 'm')}";

    private static string TitelVan(Bezoekzicht z, IGrouping<string, Bezoek> organisatie)
    {
        var opleiders = organisatie.Select(b => b.Opleider).OfType<PersonId>().Distinct().Select(z.Naam).ToList();
        var plaats = z.Om.Register.FindOrganisatie(organisatie.Key)?.Plaats;
        return $"{z.Locatie(organisatie.Key)}{(plaats is null ? "" : $", {plaats}")}{(opleiders.Count == 0 ? "" : $" · {Dutch.List(opleiders)}")}";
    }

    private static RenderedCard Rekent(Bezoekzicht z) => Blad.Render(
        new BladView
        {
            Kop = z.Kop,
            Titel = "We maken je voorstel",
            Vernieuwing = z.Vernieuw(Bezoekkaarten.Jaar),
            Alineas = ["We zoeken het rooster met de minste ritten. Je krijgt bericht als het klaar is. Je hoeft niet te wachten."],
            Knoppen = [Knop.Of("Kijk of het klaar is", BezoekVerbs.Jaar, z.Stand)],
        },
        "We maken je voorstel voor de bezoeken");

    private static RenderedCard Overzicht(Bezoekzicht z, string? periode, string? melding)
    {
        var jaar = z.Jaar;
        var bloks = jaar.Bezoeken.Where(b => b.Staat != Bezoekstaat.Vervallen).GroupBy(b => b.Periode).OrderBy(g => g.Min(b => b.Venster.Van)).ToList();
        var shown = bloks.FirstOrDefault(g => g.Key == periode) ?? bloks.FirstOrDefault(g => g.Max(b => b.Venster.Tot) >= z.Vandaag) ?? bloks.LastOrDefault();
        var trips = shown is null ? [] : Bezoekzicht.Ritten(shown.Where(b => b.Houdt)).ToList();
        var counters = jaar.Bezoeken.Where(b => b.Staat == Bezoekstaat.Tegenvoorstel).GroupBy(b => (Opleider: b.Opleider!.Value, Moment: b.Moment!.Value, Liever: b.Liever!.Value)).ToList();
        var missing = jaar.Bezoeken.Where(b => b.Staat == Bezoekstaat.Ongepland).ToList();
        var late = missing.Where(b => b.Terug is not null || Bezoekregels.Alarmdag(b) <= z.Vandaag).Where(b => b.Venster.Tot.AddDays(Bezoekdagen.DagenErna) >= z.Vandaag).ToList();
        var proposed = jaar.Bezoeken.Count(b => b.Staat == Bezoekstaat.Voorgesteld);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = jaar.IsVerstuurd ? "Je bezoeken" : "Je voorstel voor het jaar",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Jaar),
                Melding = melding,
                Alineas = [Tel(z), .. Gelezen(z, proposed), .. Stand(jaar, proposed)],
                Delen =
                [
                    .. Impossible(z, missing),
                    .. counters.Select(g => new BladDeel(
                        $"{z.Naam(g.Key.Opleider)} stelt een ander moment voor",
                        [$"Niet {Bezoekzicht.Kort(g.Key.Moment)}, maar {Bezoekzicht.Kort(g.Key.Liever)}: {z.Namen(g)}.", Gevolg(z, [.. g], g.Key.Liever)])),
                    .. shown is null ? Array.Empty<BladDeel>() : [new BladDeel(shown.Key, trips.Count == 0 ? ["Nog geen momenten in dit blok."] : [.. trips.Take(MostTrips).Select(g => Rit(z, g)), .. trips.Count > MostTrips ? [$"En nog {trips.Count - MostTrips} ritten."] : Array.Empty<string>()])],
                ],
                Knoppen =
                [
                    .. proposed > 0 ? [Knop.Primary("Zo afspreken", BezoekVerbs.SpreekAf, z.Stand)] : Array.Empty<Knop>(),
                    .. counters.Take(MostButtons).Select(g => Knop.Of(
                        $"Akkoord: {Bezoekzicht.Kort(g.Key.Liever)}", BezoekVerbs.NeemTegenvoorstel, z.Stand, ("opleider", g.Key.Opleider.ToString()), ("moment", Bezoekzicht.Sleutel(g.Key.Moment)))),
                    .. counters.Take(1).Select(g => Knop.Of($"Ander moment voor {z.Roepnaam(g.First().Student)}", BezoekVerbs.Kies, z.Stand, ("bezoek", g.First().Id))),
                    .. late.Take(MostButtons).Select(b => Knop.Of($"Kies een moment: {z.Roepnaam(b.Student)}", BezoekVerbs.Kies, z.Stand, ("bezoek", b.Id))),
                ],
                Meer =
                [
                    .. bloks.Where(g => g.Key != shown?.Key).Select(g => Knop.Of(g.Key, BezoekVerbs.Jaar, z.Stand, ("periode", g.Key))),
                    Knop.Of("Mijn dagdelen", BezoekVerbs.Dagdelen, z.Stand),
                    Chatknop.Of("Mijn dag", "dag"),
                ],
            },
            jaar.IsVerstuurd ? $"Je bezoeken dit jaar: {Tel(z)}" : "Je voorstel voor de bezoeken van dit jaar staat klaar");
    }

    private static IEnumerable<string> Stand(Bezoekjaar jaar, int proposed) => jaar.Rekent
        ? ["We rekenen nog aan nieuwe bezoeken."]
        : proposed > 0 && !jaar.Bewezen ? ["Dit is een goed rooster. Misschien kan het met nog een paar ritten minder; dat konden we niet op tijd nagaan."] : [];

    private static IEnumerable<string> Gelezen(Bezoekzicht z, int proposed) => proposed > 0 && z.Om.Agenda is { } agenda
        ? [$"We hebben rekening gehouden met je Outlook-agenda (gelezen op {Dutch.Day(agenda.Gelezen)})."]
        : [];

    /// <summary>What is not agreed though it should be by now, with whom it waits for, and the first free moments; null when nothing is.</summary>
    public static string? Ontbreekt(Bezoekzicht z)
    {
        var late = z.Jaar.Bezoeken.Where(b => b.Open && b.Staat != Bezoekstaat.Bevestigd && Bezoekregels.Alarmdag(b) <= z.Vandaag && z.Vandaag <= b.Venster.Tot.AddDays(Bezoekdagen.DagenErna)).ToList();
        if (late.Count == 0)
        {
            return null;
        }

        var asked = late.Where(b => b.Staat == Bezoekstaat.Gevraagd).Select(b => b.Opleider).OfType<PersonId>().Distinct().Select(z.Naam).ToList();
        var open = late.Where(b => b.Staat == Bezoekstaat.Ongepland).Select(b => (B: b, Free: Bezoekdagen.Vrij(z.Jaar, b, z.Om).Take(3).ToList())).ToList();
        var free = open.Find(x => x.Free.Count > 0);
        return $"Nog niet afgesproken: {z.Namen(late)}."
            + (asked.Count > 0 ? $" Wacht op antwoord van {Dutch.List(asked)}." : "")
            + (free.B is { } first ? $" Vrij voor {z.Roepnaam(first.Student)}: {Dutch.List([.. free.Free.Select(Bezoekzicht.Kort)])}."
                : open.Count > 0 ? " Er is geen vrij moment meer; overleg met de opleider." : "");
    }

    /// <summary>"112 bezoeken: 3 geweest, 40 afgesproken, 60 gevraagd, 9 zonder moment."</summary>
    private static string Tel(Bezoekzicht z)
    {
        var all = z.Jaar.Bezoeken.Where(b => b.Staat != Bezoekstaat.Vervallen).ToList();
        List<string> parts = [];
        void Add(string what, params ReadOnlySpan<Bezoekstaat> states)
        {
            var set = states.ToArray();
            if (all.Count(b => set.Contains(b.Staat)) is > 0 and var n)
            {
                parts.Add($"{n} {what}");
            }
        }

        Add("geweest", Bezoekstaat.Geweest);
        Add("afgesproken", Bezoekstaat.Bevestigd);
        Add("gevraagd", Bezoekstaat.Gevraagd, Bezoekstaat.Tegenvoorstel);
        Add("in je voorstel", Bezoekstaat.Voorgesteld);
        Add("zonder moment", Bezoekstaat.Ongepland);
        return $"{Dutch.Count(all.Count, "bezoek", "bezoeken")}: {Dutch.List(parts)}.";
    }

    /// <summary>What is impossible is said first, with the reason.</summary>
    private static IEnumerable<BladDeel> Impossible(Bezoekzicht z, IReadOnlyList<Bezoek> missing)
    {
        var lines = missing.Where(b => b.Waarom is not null || b.Terug is not null)
            .GroupBy(b => (Text: Reden(z, b), b.Periode)).Select(g => $"{g.Key.Periode}: {z.Namen(g)}. {g.Key.Text}").ToList();
        if (lines.Count > 0)
        {
            yield return new BladDeel("Zonder moment", [.. lines.Take(MostReasons), .. lines.Count > MostReasons ? [$"En nog {lines.Count - MostReasons}."] : Array.Empty<string>()]);
        }
    }

    public static string Reden(Bezoekzicht z, Bezoek b) => (b.Terug, b.Waarom) switch
    {
        (Terugreden.KanNiet, _) => $"{(b.Door is { } who ? z.Naam(who) : "Iemand")} kon niet.",
        (Terugreden.BezoekerAfwezig, _) => z.IsBezoeker ? "Jij bent dan afwezig." : $"{z.Bezoeker} is dan afwezig.",
        (Terugreden.GeenAntwoord, _) => "Er was op tijd geen afspraak.",
        (Terugreden.DagGaatNiet, _) => "De kalender of de stagedagen zijn veranderd.",
        (Terugreden.AndereSchool, _) => "De student is naar een andere locatie.",
        (Terugreden.Afgezegd, _) => "Afgezegd.",
        (_, Ongepland.GeenStagedag) => "Er is in die weken geen stagedag.",
        (_, Ongepland.BezoekerNietVrij or Ongepland.AgendaBezet) when !z.IsBezoeker => $"{z.Bezoeker} kan niet op de stagedagen.",
        (_, Ongepland.BezoekerNietVrij) => "Jij werkt niet op de stagedagen.",
        (_, Ongepland.AgendaBezet) => "Je agenda is dan bezet: op alle stagedagen waarop jij werkt.",
        (_, Ongepland.OpleiderNooit) => "De opleider kan op die dagen geen bezoek hebben.",
        (_, Ongepland.TeLaat) => "Die weken zijn al voorbij.",
        (_, Ongepland.Vol) => "De dagdelen die kunnen zijn vol, of te dicht op het andere bezoek.",
        _ => "Nog niet gepland.",
    };

    private static string Rit(Bezoekzicht z, IGrouping<(Halfdag Moment, string Organisatie), Bezoek> g)
    {
        var staat = g.All(b => b.Staat == Bezoekstaat.Geweest) ? " · geweest"
            : g.Any(b => b.Wacht) ? " · wacht op een waarnemer"
            : g.All(b => b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest) ? " · afgesproken"
            : g.Any(b => b.Staat == Bezoekstaat.Tegenvoorstel) ? " · ander moment voorgesteld"
            : g.Any(b => b.Staat == Bezoekstaat.Gevraagd) ? " · gevraagd"
            : "";
        var opleider = g.Select(b => b.Opleider).OfType<PersonId>().Any(o => z.Om.Opleiders.GetValueOrDefault(o)?.Is(g.Key.Moment) == true) ? " · opleider is er" : "";
        return $"{Bezoekzicht.Kort(g.Key.Moment)} · {z.Locatie(g.Key.Organisatie)}: {z.Namen(g)}{opleider}{staat}";
    }

    /// <summary>What another moment means for the trips: the rest of the plan stays where it is.</summary>
    public static string Gevolg(Bezoekzicht z, IReadOnlyList<Bezoek> group, Halfdag to)
    {
        var ids = group.Select(b => b.Id).ToHashSet();
        var stay = z.Jaar.Bezoeken.Where(b => !ids.Contains(b.Id) && b.Houdt).ToList();
        var joins = stay.Any(b => b.Moment == to);
        var leaves = stay.Any(b => b.Moment == group[0].Moment && b.Organisatie == group[0].Organisatie);
        return Bezoekdagen.Hinder(z.Jaar, group[0], to, z.Om) is { } hinder ? Bezoekweigeringen.Zin(hinder, z)
            : joins && !leaves ? "Dat scheelt een rit: er is dan al een bezoek op deze locatie."
            : !joins && leaves ? "Dat is een extra rit: de andere bezoeken blijven op het oude moment."
            : "Het aantal ritten blijft gelijk. De andere bezoeken blijven staan.";
    }

    /// <summary>Free moments for one visit, those in its own weeks first.</summary>
    public static RenderedCard Kies(Bezoekzicht z, Bezoek b, string? melding = null)
    {
        var free = Bezoekdagen.Vrij(z.Jaar, b, z.Om).ToList();
        var best = free.OrderBy(h => z.Jaar.Bezoeken.Any(o => o.Houdt && o.Moment == h) ? 0 : 1)
            .ThenBy(h => b.Opleider is { } o && z.Om.Opleiders.GetValueOrDefault(o)?.Is(h) == true ? 0 : 1).ThenBy(h => h).Take(3).ToList();
        var offered = best.Concat(free).Distinct().Take(24).Order().ToList();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Een moment voor {z.Roepnaam(b.Student)}",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Bezoek, b.Id),
                Melding = melding,
                Alineas =
                [
                    $"{z.Naam(b.Student)}, {z.Groep(b)} bij {z.Locatie(b.Organisatie)}. {b.Periode}, bezoek {b.Nummer}: {Dutch.ShortDay(b.Venster.Van)} tot en met {Dutch.ShortDay(b.Venster.Tot)}.",
                    .. offered.Count == 0 ? [$"Er is geen vrij moment meer. {Alternatief(z, b)}"] : Array.Empty<string>(),
                    .. best.Count > 0 ? [$"Handig: {Dutch.List([.. best.Select(Bezoekzicht.Kort)])}."] : Array.Empty<string>(),
                ],
                Keuzes = offered.Count == 0 ? [] :
                [
                    new BladKeuze("moment", "Kies een dagdeel", Bezoekzicht.Sleutel(best[0]), false, "compact", [.. offered.Select(h => new Keuze(Optie(z, b, h), Bezoekzicht.Sleutel(h)))]),
                ],
                Knoppen =
                [
                    .. offered.Count == 0 ? Array.Empty<Knop>() : [Knop.Primary("Dit moment", BezoekVerbs.KiesStuur, z.Stand, ("bezoek", b.Id))],
                    Knop.Of("Terug", BezoekVerbs.Jaar, z.Stand),
                ],
            },
            $"Kies een moment voor het bezoek aan {z.Naam(b.Student)}");
    }

    private static string Alternatief(Bezoekzicht z, Bezoek b) =>
        b.Opleider is { } o ? $"Bel {z.Naam(o)} om samen iets te vinden, of pas je dagdelen aan." : "Pas je dagdelen aan, of vraag het onderwijsbureau mee te denken.";

    private static string Optie(Bezoekzicht z, Bezoek b, Halfdag h)
    {
        var together = z.Jaar.Bezoeken.Any(o => o.Id != b.Id && o.Houdt && o.Moment == h);
        var present = b.Opleider is { } o && z.Om.Opleiders.GetValueOrDefault(o)?.Is(h) == true;
        return $"{Bezoekzicht.Kort(h)}{(together ? " · je bent er dan al" : "")}{(present ? " · opleider is er" : "")}";
    }
}
