using Isop.Bot.Cards;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>Loads years of visits for a reader, and carries out what the reader asks of one.</summary>
internal sealed class Bezoekjaren(BezoekStore store, RegisterStore registers)
{
    public const string NietMeer = "Deze kaart hoort bij iets dat er niet meer is. Typ 'bezoeken' om te zien hoe het nu is.";

    public BezoekStore Store => store;

    public ValueTask<RegisterSnapshot> RegisterAsync(CancellationToken ct) => registers.CurrentAsync(ct);

    public async ValueTask<Bezoekzicht?> OpenAsync(string? id, PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        if (id is not { Length: > 0 and <= 100 } || await store.FindAsync(id, ct) is not { } jaar)
        {
            return null;
        }

        return new Bezoekzicht(jaar, await store.OmgevingVanAsync(jaar, await registers.CurrentAsync(ct), now, ct), lezer);
    }

    /// <summary>The years in which a person has a part today.</summary>
    public async ValueTask<IReadOnlyList<Bezoekzicht>> VanAsync(PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        List<Bezoekzicht> found = [];
        foreach (var jaar in await store.VanPersoonAsync(lezer, register, [AmsterdamTime.DateOf(now)], ct))
        {
            found.Add(new Bezoekzicht(jaar, await store.OmgevingVanAsync(jaar, register, now, ct), lezer));
        }

        return found;
    }

    /// <summary>Carries it out and answers the year as it is then, with the sentence of the refusal when it was refused.</summary>
    public async ValueTask<(Bezoekzicht Zicht, string? Refused)> DoAsync(Bezoekzicht z, Bezoekopdracht opdracht, CancellationToken ct)
    {
        var besluit = await store.DecideAsync(z.Jaar.Id, opdracht, z.Om.Register, z.Om.Now, ct);
        var fresh = await OpenAsync(z.Jaar.Id, z.Lezer, z.Om.Now, ct) ?? z;
        return (fresh, besluit is Bezoekbesluit.Geweigerd no ? Bezoekweigeringen.Zin(no.Reden, fresh) : null);
    }

    public static CardAnswer Unknown() => new CardAnswer.Say(NietMeer);
}

internal static class Bezoekweigeringen
{
    public static string Zin(Bezoekweigering reden, Bezoekzicht z) => reden switch
    {
        Bezoekweigering.NietVanJou => "Dit bezoek hoort niet (meer) bij jou. Typ 'bezoeken' om je eigen bezoeken te zien.",
        Bezoekweigering.BestaatNiet => "Dit bezoek is er niet meer. Typ 'bezoeken' om te zien hoe het nu is.",
        Bezoekweigering.GeenDagdelen => "Kies minstens één dagdeel waarop je kunt.",
        Bezoekweigering.NietMeerGevraagd => "Dit wordt niet meer gevraagd: het is ondertussen verzet, ingetrokken of al afgesproken.",
        Bezoekweigering.Vol => $"Net bezet: dit dagdeel van {z.Bezoeker} is vol. Kies een ander moment.",
        Bezoekweigering.AndereOrganisatie => $"Net bezet: {z.Bezoeker} is dan op een andere locatie. Kies een ander moment.",
        Bezoekweigering.TeDichtbij => "Tussen de twee bezoeken in een blok zitten minstens drie weken. Kies een ander moment.",
        Bezoekweigering.GeenStagedag => "Op die dag is de student er niet, of is de locatie dicht. Kies een ander moment.",
        Bezoekweigering.BezoekerNietVrij when z.IsBezoeker => "Je werkt dan niet. Kies een ander moment.",
        Bezoekweigering.AgendaBezet when z.IsBezoeker =>
            "Je agenda is dan bezet. Kies een ander moment, of maak die tijd eerst vrij in Outlook. We lezen je agenda elke nacht.",
        // In the same words, so that nobody else learns what comes from a calendar.
        Bezoekweigering.BezoekerNietVrij or Bezoekweigering.AgendaBezet => $"{z.Bezoeker} kan dan niet. Kies een ander moment.",
        Bezoekweigering.OpleiderNooit => "De opleider heeft aangegeven dat bezoek dan niet uitkomt. Kies een ander moment.",
        Bezoekweigering.BuitenVenster => "Die dag ligt buiten de weken voor dit bezoek. Kies een ander moment.",
        Bezoekweigering.Voorbij => "Dat moment is al voorbij. Kies een dag die nog komt.",
        Bezoekweigering.BelElkaar => $"Jullie hebben nu twee keer een ander moment voorgesteld. Bel elkaar even: {Bellen(z)}.",
        Bezoekweigering.TeLaatVoorKanNiet => $"Afzeggen kan hier tot drie werkdagen van tevoren. Bel nu {z.Bezoeker}{Nummer(z, z.Jaar.Bezoeker)}.",
        Bezoekweigering.NogNietGeweest => "Dit bezoek is nog niet geweest.",
        Bezoekweigering.TekstOntbreekt => "Schrijf kort op hoe het gaat.",
        Bezoekweigering.TeLang => $"Deze tekst is te lang. Gebruik ten hoogste 1.000 tekens, en bij extra begeleiding {Bezoekregels.LangsteExtra}.",
        Bezoekweigering.OngeldigeDagen => "Deze dagen kan ik niet gebruiken. Schrijf ze bijvoorbeeld zo: 12-10 tot 16-10.",
        Bezoekweigering.NietsTeWaarnemen => "Er zijn geen bezoeken meer die op een waarnemer wachten.",
        Bezoekweigering.WaarnemerBezet => "Deze collega heeft op al die momenten zelf een bezoek. Kies iemand anders.",
        Bezoekweigering.RekentNog => "We rekenen je rooster nog uit. Kijk over een minuut nog eens.",
        Bezoekweigering.NietsVoorgesteld => "Er staat nog geen moment in je voorstel.",
        Bezoekweigering.KaartIsOud => "Er is ondertussen iets veranderd. Kijk even of het zo nog klopt.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    private static string Bellen(Bezoekzicht z)
    {
        var people = z.IsBezoeker
            ? z.Jaar.Bezoeken.Where(b => b.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel).Select(b => b.Opleider).OfType<PersonId>().Distinct().Take(3).ToList()
            : [z.Jaar.Bezoeker];
        return people.Count == 0 ? "dat gaat sneller" : Dutch.List([.. people.Select(p => $"{z.Naam(p)}{Nummer(z, p)}")]);
    }

    private static string Nummer(Bezoekzicht z, PersonId person) => z.Om.Register.Find(person)?.Telefoon is { Length: > 0 } number ? $" ({number})" : "";
}
