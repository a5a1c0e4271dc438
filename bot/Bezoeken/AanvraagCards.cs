using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Bezoeken;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>What a visitor asks of an opleider, in one card. Pure: view in, card out.</summary>
internal static class AanvraagCards
{
    private const int MostTrips = 24;

    public static RenderedCard Aanvraag(Bezoekzicht z, string? melding = null)
    {
        var mine = z.Jaar.Bezoeken.Where(b => b.Opleider == z.Lezer && b.Houdt && b.Staat != Bezoekstaat.Voorgesteld).ToList();
        var asked = Bezoekzicht.Ritten(mine.Where(b => b.Staat == Bezoekstaat.Gevraagd && b.Moment!.Value.Datum >= z.Vandaag)).ToList();
        var offered = Bezoekzicht.Ritten(mine.Where(b => b.Staat == Bezoekstaat.Tegenvoorstel)).ToList();
        var agreed = Bezoekzicht.Ritten(mine.Where(b => b.Staat is Bezoekstaat.Bevestigd && b.Moment!.Value.Datum >= z.Vandaag)).ToList();
        var answered = z.Om.Opleiders.ContainsKey(z.Lezer);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = asked.Count > 0 ? $"{z.Bezoeker} wil op bezoek komen" : $"Bezoeken van {z.Bezoeker}",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Aanvraag),
                Melding = melding,
                Alineas =
                [
                    asked.Count > 0
                        ? $"{Dutch.Count(asked.Count, "moment", "momenten")} voor {z.Namen(asked.SelectMany(g => g))}. Past het zo?"
                        : mine.Count == 0 ? "Er wordt nu niets van je gevraagd." : "Je hoeft nu niets te doen.",
                    .. asked.Count > 0 && !answered ? ["Zijn er vaste dagen waarop je er bent, of weken die nooit passen? Geef het één keer door, dan houden we er rekening mee."] : Array.Empty<string>(),
                ],
                Delen =
                [
                    .. Deel("Gevraagd", z, asked),
                    .. Deel("Jij stelde een ander moment voor", z, offered),
                    .. Deel("Afgesproken", z, agreed),
                ],
                Keuzes = asked.Count < 2 ? [] :
                [
                    new BladKeuze("moment", "Past één moment niet? Kies het hier", Bezoekzicht.Sleutel(asked[0].Key.Moment), false, "compact", [.. asked.Select(g => new Keuze(Bezoekzicht.Kort(g.Key.Moment), Bezoekzicht.Sleutel(g.Key.Moment)))]),
                ],
                Knoppen = asked.Count == 0 ? [] :
                [
                    Knop.Primary(asked.Count == 1 ? "Dit past" : "Alles past", BezoekVerbs.Aanvaard, z.Stand),
                    asked.Count == 1
                        ? Knop.Of("Ander moment", BezoekVerbs.Anders, z.Stand, ("moment", Bezoekzicht.Sleutel(asked[0].Key.Moment)))
                        : Knop.Of("Ander moment", BezoekVerbs.Anders, z.Stand),
                ],
                Meer = [Knop.Of("Wanneer ik er ben", BezoekVerbs.Ambulant, z.Stand)],
            },
            asked.Count > 0 ? $"{z.Bezoeker} vraagt of {Dutch.Count(asked.Count, "bezoekmoment", "bezoekmomenten")} je passen" : $"De bezoeken van {z.Bezoeker}");
    }

    /// <summary>Other half-days for the visits of one, with what each means for the rest of the plan.</summary>
    public static RenderedCard Anders(Bezoekzicht z, Halfdag moment, string? melding = null)
    {
        var group = z.Jaar.Bezoeken.Where(b => b.Opleider == z.Lezer && b.Moment == moment && b.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel).ToList();
        var free = Passend(z, group).Where(h => h != moment).Take(16).ToList();
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Liever niet {Bezoekzicht.Kort(moment)}",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Aanvraag),
                Melding = melding,
                Alineas = free.Count == 0
                    ? [$"Er is geen ander moment waarop {z.Namen(group)} er {(group.Count == 1 ? "is" : "zijn")} en {z.Bezoeker} kan. Bel even met {z.Bezoeker}{Telefoon(z)}."]
                    : [$"Op deze momenten {(group.Count == 1 ? "is" : "zijn")} {z.Namen(group)} er en kan {z.Bezoeker} ook. Bij elk moment staat wat het betekent voor de rest van het plan."],
                Keuzes = free.Count == 0 ? [] :
                [
                    new BladKeuze("liever", "Welk moment past beter?", Bezoekzicht.Sleutel(free[0]), false, "expanded", [.. free.Select(h => new Keuze($"{Bezoekzicht.Kort(h)} · {Kort(z, group, h)}", Bezoekzicht.Sleutel(h)))]),
                ],
                Knoppen =
                [
                    .. free.Count == 0 ? Array.Empty<Knop>() : [Knop.Primary("Stel dit voor", BezoekVerbs.AndersStuur, z.Stand, ("van", Bezoekzicht.Sleutel(moment)))],
                    Knop.Of("Terug", BezoekVerbs.Jaar, z.Stand, ("als", "opleider")),
                ],
            },
            $"Kies een ander moment voor {z.Namen(group)}");
    }

    /// <summary>Half-days that suit all of them together.</summary>
    public static IEnumerable<Halfdag> Passend(Bezoekzicht z, IReadOnlyList<Bezoek> group)
    {
        if (group.Count == 0)
        {
            yield break;
        }

        foreach (var h in Bezoekdagen.Vrij(z.Jaar, group[0], z.Om))
        {
            var trial = z.Jaar;
            var fits = true;
            foreach (var b in group)
            {
                fits &= Bezoekdagen.Hinder(trial, b, h, z.Om) is null;
                trial = trial with { Bezoeken = [.. trial.Bezoeken.Select(o => o.Id == b.Id ? o with { Moment = h } : o)] };
            }

            if (fits)
            {
                yield return h;
            }
        }
    }

    /// <summary>When the opleider is there, and weeks that never suit; asked once.</summary>
    public static RenderedCard Ambulant(Bezoekzicht z, string? melding = null, CardAction? getypt = null)
    {
        var known = z.Om.Opleiders.GetValueOrDefault(z.Lezer) ?? Aanwezigheid.Onbekend;
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = "Wanneer ben je er?",
                Vernieuwing = z.Vernieuw(Bezoekkaarten.Aanvraag),
                Melding = melding,
                Alineas = ["Dit geldt voor alle studiecoaches die bij jou komen. Op je ambulante dagdelen leggen we de bezoeken het liefst."],
                Keuzes = [JaarCards.Halfdays("dagdelen", "Op welke dagdelen ben je vrij voor bezoek?", getypt is null ? known.Ambulant : JaarCards.ReadHalfdays(getypt.Text("dagdelen")))],
                Teksten =
                [
                    new BladTekst("nooit", "Welke dagen of weken passen nooit?", "Bijvoorbeeld: 30-11 tot 4-12; 18 maart", getypt?.Text("nooit") ?? JaarCards.Periodes(known.Nooit), 500, false),
                    new BladTekst("ingang", "Waar komt een bezoeker binnen? (mag leeg)", "Bijvoorbeeld: hoofdingang aan de Dorpsstraat, meld je bij de administratie", getypt?.Text("ingang") ?? known.Ingang, Aanwezigheid.LangsteIngang, false),
                ],
                Knoppen = [Knop.Primary("Bewaren", BezoekVerbs.AmbulantStuur, z.Stand), Knop.Of("Terug", BezoekVerbs.Jaar, z.Stand, ("als", "opleider"))],
            },
            "Wanneer ben je er voor bezoeken?");
    }

    private static string Kort(Bezoekzicht z, IReadOnlyList<Bezoek> group, Halfdag to)
    {
        var ids = group.Select(b => b.Id).ToHashSet();
        var stay = z.Jaar.Bezoeken.Where(b => !ids.Contains(b.Id) && b.Houdt).ToList();
        return stay.Any(b => b.Moment == to) ? "samen met andere bezoeken, scheelt een rit"
            : stay.Any(b => b.Moment == group[0].Moment) ? "een extra rit"
            : "zelfde aantal ritten";
    }

    private static string Telefoon(Bezoekzicht z) => z.Om.Register.Find(z.Jaar.Bezoeker)?.Telefoon is { Length: > 0 } number ? $" ({number})" : "";

    private static IEnumerable<BladDeel> Deel(string titel, Bezoekzicht z, IReadOnlyList<IGrouping<(Halfdag Moment, string Organisatie), Bezoek>> ritten)
    {
        if (ritten.Count > 0)
        {
            yield return new BladDeel(titel,
            [
                .. ritten.Take(MostTrips).Select(g => $"{Bezoekzicht.Kort(g.Key.Moment)}, vanaf {Bezoekzicht.Tijd(g.MinBy(b => b.Plek)!)} · {z.Locatie(g.Key.Organisatie)}: {z.Namen(g)}{Liever(g)}"),
                .. ritten.Count > MostTrips ? [$"En nog {ritten.Count - MostTrips} momenten."] : Array.Empty<string>(),
            ]);
        }
    }

    private static string Liever(IEnumerable<Bezoek> g) => g.First().Liever is { } liever ? $" → {Bezoekzicht.Kort(liever)}" : "";
}
