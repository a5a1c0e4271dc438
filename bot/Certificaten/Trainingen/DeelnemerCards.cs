using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>A training for who comes: when it is, the mentorscan, the evaluation, and why there is no certificate. Pure: view in, card out.</summary>
internal static class DeelnemerCards
{
    private const int LangsteTekst = 600;

    public static RenderedCard Uitnodiging(Trainingzicht z, Scanantwoord? scan, string? melding = null)
    {
        var t = z.Training;
        var vragen = Trainingsvragen.Huidig.Scan;
        var expected = t.Afgezegd is null && z.AlsDeelnemer is not null;
        var asks = expected && t.MetScan && !Trainingsregels.IsBegonnen(t.Delen[0], z.Om.Now);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = t.Afgezegd is not null ? $"{z.Titel} gaat niet door" : z.Titel,
                Vernieuwing = z.Vernieuw(Trainingskaarten.Uitnodiging),
                Melding = melding,
                Alineas =
                [
                    t.Afgezegd is { } off ? $"De reden: {off.Reden}"
                        : !expected ? "Je staat niet meer op de lijst voor deze training."
                        : $"{z.Organisator} verwacht je bij de {z.Soort.Kort}. Kun je niet? Laat het dan even weten.",
                ],
                Feiten = expected
                    ? [.. t.Delen.Select(d => new Feit(t.Delen.Count == 1 ? "Wanneer" : d.Naam, Trainingzicht.Wanneer(d))), new Feit("Waar", z.Waar)]
                    : [],
                Keuzes = asks ? [new BladKeuze("onderwerpen", vragen.Vraag, string.Join(',', scan?.Onderwerpen ?? []), true, "expanded", [.. vragen.Onderwerpen.Select(o => new Keuze(o.Tekst, o.Id))])] : [],
                Teksten = asks ? [new BladTekst("tekst", $"{vragen.Open} (mag leeg)", "Bijvoorbeeld: hoe bespreek ik dat iets niet goed gaat?", scan?.Tekst ?? "", LangsteTekst, true)] : [],
                Knoppen =
                [
                    .. asks ? [Knop.Primary(scan is null ? "Verstuur" : "Bewaar", TrainingVerbs.Scan, z.Stand)] : Array.Empty<Knop>(),
                    .. expected && t.Delen.Any(d => d.Datum >= z.Om.Vandaag) ? [Knop.Of("In mijn agenda", TrainingVerbs.Agenda, z.Stand)] : Array.Empty<Knop>(),
                ],
            },
            t.Afgezegd is not null ? $"{z.Titel} gaat niet door" : z.Titel);
    }

    public static RenderedCard Evaluatie(Trainingzicht z, Trainingsantwoord? antwoord, string? melding = null)
    {
        var (t, vragen) = (z.Training, Trainingsvragen.Huidig.Evaluatie);
        var open = t is { Afgezegd: null, Ronde.Gesloten: null };
        var answered = antwoord is not null;
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = answered ? "Dank je wel voor je evaluatie" : !open ? "Deze evaluatie is gesloten" : $"Hoe was de {z.Soort.Kort}{(t.Laatste is { } last ? $" van {Dutch.Day(last)}" : "")}?",
                Vernieuwing = z.Vernieuw(Trainingskaarten.Evaluatie),
                Melding = melding,
                Alineas = open
                    ?
                    [
                        answered ? $"Je kunt je antwoord nog veranderen tot en met {Dutch.Day(t.Ronde!.Sluit)}." : "Het kost je een minuut. Sla over waar je niets van vindt.",
                        $"Dit is vertrouwelijk: het onderwijsbureau leest de antwoorden. Wie de training gaf ziet ze pas als het er {Evaluatiebeeld.VanafTrainer} of meer zijn, door elkaar en zonder naam. Je certificaat hangt er niet van af.",
                    ]
                    : ["Invullen kan niet meer. Voor je certificaat maakt dat niet uit."],
                Keuzes = open
                    ? [.. vragen.Stellingen.Select(s => new BladKeuze(Stap + s.Id, s.Tekst, antwoord?.Stappen.TryGetValue(s.Id, out var stap) == true ? $"{stap}" : "", false, "expanded", [.. vragen.Stappen.Select((w, i) => new Keuze(w, $"{i + 1}"))]))]
                    : [],
                Teksten = open ? [.. vragen.Open.Select(v => new BladTekst(Tekst + v.Id, $"{v.Tekst} (mag leeg)", "Schrijf geen namen van studenten of kinderen", antwoord?.Teksten.GetValueOrDefault(v.Id) ?? "", LangsteTekst, true))] : [],
                Knoppen = open ? [answered ? Knop.Of("Bewaar", TrainingVerbs.Evaluatie, z.Stand) : Knop.Primary("Verstuur", TrainingVerbs.Evaluatie, z.Stand)] : [],
                Meer = open ? [] : [Chatknop.Of("Mijn certificaten", Woorden.Certificaten)],
            },
            open ? $"Hoe was de {z.Soort.Kort}?" : "Deze evaluatie is gesloten");
    }

    /// <summary>Why somebody gets none, and what can be done about it.</summary>
    public static RenderedCard Zonder(Trainingzicht z)
    {
        var missed = z.AlsDeelnemer is { } me ? Trainingsvoorwaarden.Gemist(z.Training, me, z.Om.AanwezigheidVereist) : [];
        var slot = z.Soort.Slot is not null && missed.Contains(z.Training.Delen[^1]);
        return Blad.Render(
            new BladView
            {
                Kop = z.Kop,
                Titel = $"Nog geen certificaat voor de {z.Soort.Kort}",
                Vernieuwing = z.Vernieuw(Trainingskaarten.Zonder),
                Alineas =
                [
                    "De certificaten zijn verstrekt aan wie erbij was.",
                    missed.Count == 0 ? "Je krijgt er ook een. Dat komt er zo aan."
                        : slot && missed.Count == 1 ? "Het assessment is nog niet behaald."
                        : $"Jij stond niet op de lijst van aanwezigen {Dutch.List([.. missed.Where(d => d.Datum is not null).Select(d => $"op {Dutch.Day(d.Datum!.Value)}")])}.",
                    .. missed.Count > 0 ? [$"Klopt dat niet? Vraag {z.Organisator} om je aanwezigheid alsnog in te vullen. Was je er niet, vraag dan wanneer de volgende keer is."] : Array.Empty<string>(),
                ],
                Knoppen = [Chatknop.Of("Mijn certificaten", Woorden.Certificaten), Chatknop.Of("Vraag het onderwijsbureau", Woorden.Vraag)],
            },
            $"Nog geen certificaat voor de {z.Soort.Kort}");
    }

    /// <summary>How the fields of the evaluation begin.</summary>
    public const string Stap = "stap-", Tekst = "tekst-";
}
