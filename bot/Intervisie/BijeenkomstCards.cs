using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Intervisie;

/// <summary>One bijeenkomst, changing it, and who was there. Pure: view in, card out.</summary>
internal static class BijeenkomstCards
{
    private const int MostDays = 20;
    private const int MostPeople = 40;
    private const int WeeksAhead = 8;

    private static readonly string[] Leidraad =
    [
        "1. Maak een rondje: waar zit je mee? Kies samen één vraag.",
        "2. Wie de vraag heeft, vertelt. De anderen luisteren.",
        "3. Stel open vragen. Geef nog geen tips.",
        "4. Ieder zegt wat hij hoort en wat hij zou proberen.",
        "5. Wie de vraag had, kiest een volgende stap.",
        "Wat hier verteld wordt, blijft hier.",
    ];

    public static RenderedCard Bijeenkomst(Intervisiezicht z, Bijeenkomst b, string? melding = null)
    {
        var leads = b.Leider == z.Lezer && b.Staat == Bijeenkomststaat.Gepland && !z.IsBegonnen(b);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = Titel(z, b),
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Bijeenkomst, b.Id),
                Melding = melding,
                Alineas = Alineas(z, b, leads),
                Feiten = b.Staat == Bijeenkomststaat.Overgeslagen ? [] : [.. Feiten(z, b)],
                Delen = [.. leads ? [new BladDeel("Zo leid je een intervisie", Leidraad)] : Array.Empty<BladDeel>(), .. Verslag(z, b)],
                Teksten = leads ? [new BladTekst("thema", "Waar gaat het over?", "Bijvoorbeeld: grenzen stellen", b.Thema, Intervisieregels.LangsteTekst, false)] : [],
                Knoppen = [.. Knoppen(z, b, leads)],
                Meer = [Knop.Of("Alle data", IntervisieVerbs.Reeks, z.Stand)],
            },
            b.Staat == Bijeenkomststaat.Gepland ? $"{Titel(z, b)}, {Dutch.Time(b.Tijd)}" : Titel(z, b));
    }

    /// <summary>About what, where, who leads and who comes along.</summary>
    public static RenderedCard Aanpassen(Intervisiezicht z, Bijeenkomst b, string? melding = null, string? thema = null, string? plaats = null)
    {
        var leden = z.LedenOp(b.Datum).Where(l => !b.Afgemeld.Contains(l.Persoon)).Take(MostPeople).ToList();
        var known = Leerteamleden.Professionals(z.Om.Register, z.Reeks.Organisaties, b.Datum).Where(p => p != z.Lezer).Union(b.Gasten).OrderBy(z.Naam, StringComparer.CurrentCulture).Take(MostPeople).ToList();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Intervisie van {Dutch.Day(b.Datum)}",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Bijeenkomst, b.Id),
                Melding = melding,
                Teksten =
                [
                    new BladTekst("thema", "Waar gaat het over?", "Bijvoorbeeld: omgaan met druk gedrag", thema ?? b.Thema, Intervisieregels.LangsteTekst, false),
                    new BladTekst("plaats", "Waar? (mag leeg)", "Bijvoorbeeld: het leerplein", plaats ?? b.Plaats, Intervisieregels.LangstePlaats, false),
                ],
                Keuzes =
                [
                    .. leden.Count == 0 ? Array.Empty<BladKeuze>() :
                        [new BladKeuze("leider", "Wie is gespreksleider?", b.Leider?.ToString() ?? "", false, "compact", [.. leden.Select(l => new Keuze(Met(z, l, b.Datum), l.Persoon.ToString()))])],
                    .. z.Locatiekeuze(b.Locatie) is { } locatie ? [locatie] : Array.Empty<BladKeuze>(),
                    .. known.Count == 0 ? Array.Empty<BladKeuze>() :
                        [new BladKeuze("gasten", "Wie komt deze keer ook mee?", string.Join(',', b.Gasten), true, "expanded", [.. known.Select(p => new Keuze(z.Naam(p), p.ToString()))])],
                ],
                Knoppen = [Knop.Primary("Bewaar", IntervisieVerbs.PasAanStuur, z.Stand, ("keer", b.Id), ("revisie", $"{z.Reeks.Revisie}")), Terug(z, b)],
            },
            $"Intervisie van {Dutch.Day(b.Datum)} aanpassen");
    }

    /// <summary>Another day, from tomorrow for eight weeks.</summary>
    public static RenderedCard Verzetten(Intervisiezicht z, Bijeenkomst b, string? melding = null)
    {
        var taken = z.Reeks.Bijeenkomsten.Where(o => o.Id != b.Id && o.Staat != Bijeenkomststaat.Overgeslagen).Select(o => o.Datum).ToHashSet();
        var first = z.Vandaag.AddDays(1) > b.Datum.AddDays(-21) ? z.Vandaag.AddDays(1) : b.Datum.AddDays(-21);
        var free = Enumerable.Range(0, WeeksAhead * 7).Select(first.AddDays)
            .Where(d => d <= z.Reeks.Tot && !taken.Contains(d) && (d != b.Datum || b.Staat == Bijeenkomststaat.Gepland) && Intervisiedagen.Past(z.Om.Register, z.Reeks.Organisaties, d)).ToList();
        // The days on which most students are there, so that the list is short and the best is on it.
        var offered = free.OrderByDescending(d => Present(z, d)).ThenBy(d => Math.Abs(d.DayNumber - b.Datum.DayNumber)).Take(MostDays).Order().ToList();
        var best = free.Where(d => d != b.Datum && d > b.Datum).OrderByDescending(d => Present(z, d)).ThenBy(d => d).Cast<DateOnly?>().FirstOrDefault() ?? offered.Cast<DateOnly?>().FirstOrDefault();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Intervisie van {Dutch.Day(b.Datum)} verzetten",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Bijeenkomst, b.Id),
                Melding = melding,
                Alineas = offered.Count == 0 ? ["Er is in de komende weken geen dag meer die past."] : ["Achter elke dag staat hoeveel studenten dan stage hebben. Iedereen die erbij hoort krijgt bericht."],
                Keuzes = offered.Count == 0 ? [] :
                [
                    new BladKeuze("datum", "Naar welke dag?", Datumtekst.Iso(best!.Value), false, "compact", [.. offered.Select(d => new Keuze($"{Dutch.ShortDay(d)} · {z.Aanwezigen(d)}", Datumtekst.Iso(d)))]),
                    ReeksCards.Tijden(b.Tijd),
                    new BladKeuze("voortaan", "En de keren daarna?", "nee", false, "compact", [new Keuze("Alleen deze keer", "nee"), new Keuze("Voortaan steeds op deze weekdag en tijd", "ja")]),
                ],
                Knoppen = [.. offered.Count == 0 ? Array.Empty<Knop>() : [Knop.Primary("Verzet", IntervisieVerbs.VerzetStuur, z.Stand, ("keer", b.Id))], Terug(z, b)],
            },
            $"Intervisie van {Dutch.Day(b.Datum)} verzetten");
    }

    public static RenderedCard Overslaan(Intervisiezicht z, Bijeenkomst b)
    {
        var next = z.Reeks.Open.FirstOrDefault(o => o.Datum > b.Datum);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Intervisie van {Dutch.Day(b.Datum)} overslaan?",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Bijeenkomst, b.Id),
                Alineas =
                [
                    "Iedereen die erbij hoort krijgt bericht.",
                    next is null ? "Hierna staat niets meer gepland. Verzetten kan ook."
                        : $"Thema en gespreksleider schuiven door naar {Dutch.Day(next.Datum)}, en zo verder. Zo raakt niemand zijn beurt kwijt.",
                ],
                Knoppen = [Knop.Primary("Sla over", IntervisieVerbs.SlaOverStuur, z.Stand, ("keer", b.Id)), Knop.Of("Liever verzetten", IntervisieVerbs.Verzet, z.Stand, ("keer", b.Id)), Terug(z, b)],
            },
            $"Intervisie van {Dutch.Day(b.Datum)} overslaan?");
    }

    /// <summary>Who was there, and one line.</summary>
    public static RenderedCard Geweest(Intervisiezicht z, Bijeenkomst b, string? melding = null, IReadOnlyList<PersonId>? aanwezig = null, string? regel = null)
    {
        var invited = Intervisieregels.Genodigden(z.Reeks, b, z.Om.Register).Where(p => p != z.Lezer).OrderBy(z.Naam, StringComparer.CurrentCulture).Take(MostPeople).ToList();
        var leden = z.LedenOp(b.Datum).ToDictionary(l => l.Persoon);
        var there = aanwezig ?? b.Verslag?.Aanwezig
            ?? [.. invited.Where(p => !b.Afgemeld.Contains(p) && (!leden.TryGetValue(p, out var lid) || Leerteamleden.IsStagedag(z.Om.Register, lid, b.Datum)))];
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Wie was er op {Dutch.Day(b.Datum)}?",
                Vernieuwing = z.Vernieuw(Intervisiekaarten.Bijeenkomst, b.Id),
                Melding = melding,
                Alineas = ["Wie er was, zien alleen jij en de opleider. De regel leest het hele leerteam: schrijf niet op wat iemand vertelde."],
                Keuzes = invited.Count == 0 ? [] : [new BladKeuze("aanwezig", "Aanwezig", string.Join(',', there), true, "expanded", [.. invited.Select(p => new Keuze(z.Naam(p), p.ToString()))])],
                Teksten = [new BladTekst("regel", "In één regel: waar ging het over? (mag leeg)", "Bijvoorbeeld: oefenen met open vragen", regel ?? b.Verslag?.Regel ?? "", Intervisieregels.LangsteTekst, false)],
                Knoppen = [Knop.Primary("Bewaar", IntervisieVerbs.GeweestStuur, z.Stand, ("keer", b.Id)), .. b.Staat == Bijeenkomststaat.Gepland ? [Knop.Of("Ging niet door", IntervisieVerbs.SlaOverStuur, z.Stand, ("keer", b.Id))] : Array.Empty<Knop>(), Terug(z, b)],
            },
            $"Wie was er bij de intervisie van {Dutch.Day(b.Datum)}?");
    }

    public static string Titel(Intervisiezicht z, Bijeenkomst b) => b.Staat switch
    {
        Bijeenkomststaat.Overgeslagen => $"Intervisie van {Dutch.Day(b.Datum)} gaat niet door",
        Bijeenkomststaat.Geweest => $"Intervisie van {Dutch.Day(b.Datum)}",
        _ when z.IsBegonnen(b) => $"Intervisie van {Dutch.Day(b.Datum)}",
        _ => b.Datum == z.Vandaag ? "Vandaag intervisie" : b.Datum == z.Vandaag.AddDays(1) ? "Morgen intervisie" : $"Intervisie op {Dutch.Day(b.Datum)}",
    };

    private static string[] Alineas(Intervisiezicht z, Bijeenkomst b, bool leads) => b.Staat switch
    {
        Bijeenkomststaat.Overgeslagen =>
        [
            $"De reden: {ReeksCards.Waarom(z, b)}.",
            .. z.Reeks.Open.FirstOrDefault(o => o.Datum > b.Datum && o.Datum >= z.Vandaag && z.Hoort(o)) is { } next ? [$"De volgende keer is {Intervisiezicht.Voluit(next)}."] : Array.Empty<string>(),
            .. z.IsBegeleider && b.Thema.Length > 0 ? [$"Dit thema blijft liggen: {b.Thema}."] : Array.Empty<string>(),
        ],
        Bijeenkomststaat.Gepland when b.NietMeer.Contains(z.Lezer) => ["Je hoeft hier niet meer bij te zijn."],
        Bijeenkomststaat.Gepland when leads => ["Jij bent deze keer gespreksleider. Kies zelf het thema, of vraag het aan je leerteam."],
        Bijeenkomststaat.Gepland when b.Afgemeld.Contains(z.Lezer) => [$"Je hebt je afgemeld. {z.Begeleider} ziet dat."],
        Bijeenkomststaat.Gepland when !z.IsBegonnen(b) && z.LedenOp(b.Datum).FirstOrDefault(l => l.Persoon == z.Lezer) is { } me && !Leerteamleden.IsStagedag(z.Om.Register, me, b.Datum) =>
            ["Dit is niet je stagedag. Je bent wel welkom; overleg met je begeleider of het kan."],
        _ => [],
    };

    private static IEnumerable<Feit> Feiten(Intervisiezicht z, Bijeenkomst b)
    {
        yield return new Feit("Wanneer", Intervisiezicht.Voluit(b));
        yield return new Feit("Waar", z.Plek(b.Locatie, b.Plaats));
        if (b.Thema.Length > 0)
        {
            yield return new Feit("Thema", b.Thema);
        }

        if (b.Leider is { } leider)
        {
            yield return new Feit("Gespreksleider", leider == z.Lezer ? "Jij" : z.Naam(leider));
        }

        if (!z.IsBegeleider)
        {
            yield return new Feit("Begeleider", z.Begeleider);
        }

        if (b.Gasten.Count > 0)
        {
            yield return new Feit("Komt ook mee", Dutch.List([.. b.Gasten.Select(z.Naam)]));
        }

        if (b.Staat == Bijeenkomststaat.Gepland && z.IsBegeleider)
        {
            yield return new Feit("Stage die dag", z.Aanwezigen(b.Datum));
            if (b.Afgemeld.Count > 0)
            {
                yield return new Feit("Afgemeld", Dutch.List([.. b.Afgemeld.Select(z.Naam)]));
            }
        }
    }

    private static IEnumerable<BladDeel> Verslag(Intervisiezicht z, Bijeenkomst b)
    {
        if (b.Verslag is not { } v)
        {
            yield break;
        }

        if (v.Regel.Length > 0)
        {
            yield return new BladDeel("Waar ging het over", [v.Regel]);
        }

        if (z.IsBegeleider || z.IsOpleider)
        {
            yield return new BladDeel("Aanwezig", [v.Aanwezig.Count == 0 ? "Niemand ingevuld." : Dutch.List([.. v.Aanwezig.Select(z.Naam).Order(StringComparer.CurrentCulture)])]);
        }
    }

    private static IEnumerable<Knop> Knoppen(Intervisiezicht z, Bijeenkomst b, bool leads)
    {
        Knop On(string titel, string verb) => Knop.Of(titel, verb, z.Stand, ("keer", b.Id));

        var ahead = b.Staat == Bijeenkomststaat.Gepland && !z.IsBegonnen(b);
        if (leads)
        {
            yield return Knop.Primary("Bewaar het thema", IntervisieVerbs.Thema, z.Stand, ("keer", b.Id));
            yield return On("Laat iemand anders leiden", IntervisieVerbs.GeefDoor);
        }

        if (z.IsBegeleider && !z.Reeks.Gestopt)
        {
            if (b.Staat == Bijeenkomststaat.Gepland && z.IsBegonnen(b))
            {
                yield return Knop.Primary("Wie was er?", IntervisieVerbs.Geweest, z.Stand, ("keer", b.Id));
            }
            else if (b.Staat == Bijeenkomststaat.Geweest)
            {
                yield return On("Wijzig", IntervisieVerbs.Geweest);
            }
            else
            {
                if (ahead)
                {
                    yield return On("Aanpassen", IntervisieVerbs.PasAan);
                }

                yield return On(ahead ? "Verzetten" : "Toch op een andere dag", IntervisieVerbs.Verzet);
                if (ahead)
                {
                    yield return On("Overslaan", IntervisieVerbs.SlaOver);
                }
            }
        }
        else if (ahead && Intervisieregels.Genodigden(z.Reeks, b, z.Om.Register).Contains(z.Lezer))
        {
            yield return b.Afgemeld.Contains(z.Lezer) ? On("Ik kan toch wel", IntervisieVerbs.MeldAan) : On("Ik kan niet", IntervisieVerbs.MeldAf);
        }

        if (ahead)
        {
            yield return On("In mijn agenda", IntervisieVerbs.Agenda);
        }
    }

    private static string Met(Intervisiezicht z, Lid lid, DateOnly day) =>
        $"{z.Naam(lid.Persoon)}{(Leerteamleden.IsStagedag(z.Om.Register, lid, day) ? "" : " (geen stagedag)")}";

    private static int Present(Intervisiezicht z, DateOnly day) => z.LedenOp(day).Count(l => Leerteamleden.IsStagedag(z.Om.Register, l, day));

    private static Knop Terug(Intervisiezicht z, Bijeenkomst b) => Chatknop.Open("Terug", Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(z.Reeks.Id, b.Id));
}
