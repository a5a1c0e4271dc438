using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>A training as one person looks at it.</summary>
public sealed record Trainingzicht(Training Training, Trainingsomgeving Om, PersonId Lezer)
{
    /// <summary>So many names fit on one card.</summary>
    public const int Bladzijde = 40;

    public bool IsOrganisator => Doelgroep.IsOrganisator(Training, Lezer, Om.Register, Om.Vandaag);

    public Deelnemer? AlsDeelnemer => Training.Find(Lezer);

    /// <summary>Whether this person has anything to do with it.</summary>
    public bool Hoort => IsOrganisator || AlsDeelnemer is not null;

    public Trainingssoort Soort => Training.Wat;

    public string Kop => $"ISOP · {Soort.Kort}";

    public (string, string) Stand => ("training", Training.Id);

    public Vernieuwing Vernieuw(string kind) => Vernieuwing.Of(kind, Training.Id);

    public string Naam(Deelnemer d) => d.Persoon is { } p ? Naam(p) : d.Naam;

    /// <summary>Who organises it, also when that person was erased.</summary>
    public string Organisator => Training.Organisator == PersonId.Gewist ? "De organisator" : Naam(Training.Organisator);

    public string Naam(PersonId person) => Om.Register.Find(person)?.Naam ?? "onbekend";

    /// <summary>"Opfriscursus op dinsdag 14 oktober"</summary>
    public string Titel => Training.Eerste is { } day ? $"{Hoofdletter(Soort.Kort)} op {Dutch.Day(day)}" : Hoofdletter(Soort.Kort);

    /// <summary>"Basisschool De Linde, Ulft", or the board and how many organisations.</summary>
    public string VoorWie => Trainingsplaats.Van(Training, Om.Register);

    public string Waar => Trainingsplaats.Waar(Training, Om.Register);

    /// <summary>"di 14 okt, 15.30 tot 17.00 uur"</summary>
    public static string Wanneer(Trainingsdeel deel) =>
        deel.Datum is { } day ? $"{Dutch.ShortDay(day)}, {Dutch.Hour(deel.Begin)} tot {Dutch.Time(deel.Einde)}" : "nog geen dag";

    /// <summary>The part of which it is to be said who was there; -1 when there is none.</summary>
    public int TeMelden => Training.Afgezegd is not null ? -1 : Training.Delen.Index().Where(d => !Training.IsGemeldVan(d.Item) && Trainingsregels.IsBegonnen(d.Item, Om.Now)).Select(d => (int?)d.Index).FirstOrDefault() ?? -1;

    public IReadOnlyList<Deelnemer> OpNaam => [.. Training.Deelnemers.OrderBy(Naam, Bureau.BureauText.Names)];

    /// <summary>Those of the register who may be expected: whom it is for, and whoever is on the list already.</summary>
    public IReadOnlyList<PersonId> Kandidaten =>
    [
        .. Doelgroep.Van(Om.Register, Soort, [.. Training.Organisaties], Training.Eerste ?? Om.Vandaag).Concat(Training.Deelnemers.Select(d => d.Persoon).OfType<PersonId>())
            .Distinct().OrderBy(Naam, Bureau.BureauText.Names),
    ];

    /// <summary>What is still missing before certificates come, as sentences for who organises it; empty when that is nothing.</summary>
    public IReadOnlyList<string> Mist
    {
        get
        {
            var t = Training;
            List<string> missing = [];
            if (t.Afgezegd is not null || t.Verstrekking is not null)
            {
                return missing;
            }

            foreach (var deel in t.Delen.Where(d => d.Datum is null))
            {
                missing.Add($"Kies een dag voor: {deel.Naam.ToLowerInvariant()}.");
            }

            missing.AddRange(t.Delen.Where(d => !t.IsGemeldVan(d) && Trainingsregels.IsBegonnen(d, Om.Now)).Select(d => $"Vul in wie er was op {Dutch.Day(d.Datum!.Value)}."));
            if (t.Inhoud is null && (t.Ronde is not null || TeMelden >= 0))
            {
                missing.Add("Vul in waar het over ging.");
            }

            if (t.Ronde is { Gesloten: null } open)
            {
                missing.Add($"De evaluaties lopen nog tot en met {Dutch.Day(open.Sluit)}, of tot iedereen heeft geantwoord. Daar hoef je niets voor te doen.");
            }
            else if (t.Ronde is { Gesloten: not null, Doorgegeven: null })
            {
                missing.Add("Geef de evaluaties door aan het onderwijsbureau.");
            }

            return missing;
        }
    }

    /// <summary>In one line how far it is.</summary>
    public string Stap => Training switch
    {
        { Afgezegd: { } off } => $"Afgezegd: {off.Reden}",
        { Verstrekt: not null } t => $"{Dutch.Count(t.Verstrekking!.Deelnemers.Count, "certificaat", "certificaten")} verstrekt.",
        { Verstrekking: not null } => "De certificaten worden gemaakt.",
        _ when Trainingsvoorwaarden.IsCompleet(Training) => "Alles is compleet. Het onderwijsbureau verstrekt de certificaten.",
        _ => Mist is [var first, ..] ? first : "Gepland.",
    };

    public static string Hoofdletter(string text) => string.Concat(char.ToUpper(text[0], CultureInfo.InvariantCulture).ToString(), text.AsSpan(1));
}

internal static class Trainingsweigeringen
{
    public static string Zin(Trainingsweigering reden) => reden switch
    {
        Trainingsweigering.NietVanJou => "Dit kan alleen wie de training organiseert, of het onderwijsbureau.",
        Trainingsweigering.OnbekendeSoort => "Kies welke training het is.",
        Trainingsweigering.GeenOrganisatie => "Kies voor welke organisatie of welk bestuur de training is.",
        Trainingsweigering.GeenDatum => "Schrijf een dag, bijvoorbeeld zo: 14-10.",
        Trainingsweigering.TeVeelDatums => "Dat zijn te veel dagen voor deze training.",
        Trainingsweigering.DatumsDoorElkaar => "Zet de dagen op volgorde: het eerste deel eerst.",
        Trainingsweigering.DatumTeVer => "Die dag ligt te ver weg. Kies een dag in dit studiejaar, het vorige of het volgende.",
        Trainingsweigering.TijdGaatNiet => "Kies een eindtijd na de begintijd. Een bijeenkomst duurt minstens een kwartier.",
        Trainingsweigering.TeLang => $"Deze tekst is te lang. Voor de inhoud passen {Trainingsregels.LangsteInhoud} tekens, voor de plek {Trainingsregels.LangstePlaats}.",
        Trainingsweigering.OnbekendDeel => "Dat deel hoort niet bij deze training.",
        Trainingsweigering.AlGemeld => "Er is al ingevuld wie er was. Dit kan nu niet meer veranderen.",
        Trainingsweigering.NogNietGeweest => "Dit deel is nog niet geweest.",
        Trainingsweigering.OnbekendePersoon => "Deze persoon staat niet (meer) in het register. Voeg iemand van buiten toe als gast.",
        Trainingsweigering.NaamOntbreekt => "Schrijf de naam van de gast.",
        Trainingsweigering.EmailKlopNiet => "Dit e-mailadres klopt niet. Laat het anders leeg.",
        Trainingsweigering.WasErbij => "Wie erbij was, kan niet van de lijst af.",
        Trainingsweigering.Vol => $"Er passen hooguit {Trainingsregels.MeesteDeelnemers} mensen op de lijst. Kies een organisatie of een bestuur.",
        Trainingsweigering.TekstOntbreekt => "Schrijf in een paar zinnen waar het over ging.",
        Trainingsweigering.NietErbij => "Deze evaluatie is voor wie bij de training was.",
        Trainingsweigering.RondeNogNietOpen => "Evalueren kan zodra de training geweest is.",
        Trainingsweigering.RondeGesloten => "De evaluatie is gesloten. Je antwoord verandert niets aan je certificaat.",
        Trainingsweigering.RondeNogOpen => "De evaluaties lopen nog. Doorgeven kan als iedereen heeft geantwoord of de tijd om is.",
        Trainingsweigering.NietCompleet => "Er mist nog iets. Daarom kunnen de certificaten nog niet worden verstrekt.",
        Trainingsweigering.Organiseert => "Wie de training geeft, kan geen deelnemer zijn.",
        Trainingsweigering.StaatErAl => "Iemand met deze naam staat al op de lijst. Is het iemand anders? Vul dan het e-mailadres in.",
        Trainingsweigering.AlVerstrekt => "De certificaten zijn al verstrekt. Klopt er iets niet? Vraag het onderwijsbureau.",
        Trainingsweigering.Afgezegd => "Deze training is afgezegd.",
        Trainingsweigering.RedenOntbreekt => "Schrijf waarom het niet doorgaat.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };
}
