using System.Collections.Frozen;
using Isop.Bot.Web.Components;

namespace Isop.Bot.Bureau;

/// <summary>
/// What the last button did, told on the page it leads to. The address carries a code of this closed list and never a text, so
/// that nobody can put words on our pages.
/// </summary>
internal static class Gedaan
{
    public const string Toegepast = "toegepast";
    public const string AlToegepast = "al-toegepast";
    public const string GeenVerschil = "geen-verschil";
    public const string Verouderd = "verouderd";
    public const string Teruggedraaid = "teruggedraaid";
    public const string NietMeerTerug = "niet-meer-terug";
    public const string AlVeranderd = "al-veranderd";
    public const string Gewijzigd = "gewijzigd";
    public const string WasAlZo = "was-al-zo";
    public const string Opnieuw = "opnieuw";
    public const string AlOnderweg = "al-onderweg";
    public const string NietsTeSturen = "niets-te-sturen";
    public const string Gestopt = "gestopt";
    public const string Hervat = "hervat";
    public const string Beantwoord = "beantwoord";
    public const string AlBeantwoord = "al-beantwoord";
    public const string GaatVerder = "gaat-verder";
    public const string Gekoppeld = "gekoppeld";
    public const string Afgewezen = "afgewezen";
    public const string Losgemaakt = "losgemaakt";
    public const string NietMeerDaar = "niet-meer-daar";
    public const string InGebruik = "in-gebruik";
    public const string Golf = "golf";
    public const string OpmerkingVrij = "opmerking-vrij";
    public const string OpmerkingAchter = "opmerking-achter";
    public const string Teruggekoppeld = "teruggekoppeld";
    public const string OuderRapport = "ouder-rapport";
    public const string BevoegdheidVastgelegd = "bevoegdheid-vastgelegd";
    public const string BevoegdheidStondEr = "bevoegdheid-stond-er";
    public const string BevoegdheidIngetrokken = "bevoegdheid-ingetrokken";
    public const string Kalibreersessie = "kalibreersessie";
    public const string VragenlijstInGebruik = "vragenlijst-in-gebruik";
    public const string Verstrekt = "verstrekt";
    public const string Opgehaald = "opgehaald";
    public const string Herinnerd = "herinnerd";
    public const string NiemandGekozen = "niemand-gekozen";
    public const string Ingetrokken = "ingetrokken";
    public const string Vervangen = "vervangen";
    public const string NaamVerwijderd = "naam-verwijderd";
    public const string WebhookGestopt = "webhook-gestopt";
    public const string WebhookWasGestopt = "webhook-was-gestopt";
    public const string ImpulsGemaakt = "impuls-gemaakt";
    public const string ImpulsBewaard = "impuls-bewaard";
    public const string ImpulsStondEr = "impuls-stond-er";

    private static readonly FrozenDictionary<string, Melding> Meldingen = new Dictionary<string, Melding>
    {
        [Toegepast] = new(Tone.Ok, "Het register is toegepast. Open kaarten zijn meteen meeverhuisd. Je kunt dit 24 uur lang terugdraaien."),
        [AlToegepast] = new(Tone.Info, "Dit register was al toegepast. Er is niets veranderd."),
        [GeenVerschil] = new(Tone.Ok, "Dit bestand is goed en precies gelijk aan het register van nu. Er valt niets toe te passen."),
        [Verouderd] = new(Tone.Warn, "Het register is veranderd nadat je dit bestand inlas. Lees het bestand nog eens in; dan zie je wat er nu verandert."),
        [Teruggedraaid] = new(Tone.Ok, "Het vorige register is weer van kracht. Open kaarten zijn meteen meeverhuisd."),
        [NietMeerTerug] = new(Tone.Warn, "Terugdraaien kan niet meer: de laatste wijziging is langer dan 24 uur geleden."),
        [AlVeranderd] = new(Tone.Info, "Het register was al veranderd voordat je op de knop drukte. Kijk of het nu klopt."),
        [Gewijzigd] = new(Tone.Ok, "De wijziging is opgeslagen. Open kaarten zijn meteen meeverhuisd."),
        [WasAlZo] = new(Tone.Info, "Zo stond het al in het register. Er is niets veranderd."),
        [Opnieuw] = new(Tone.Ok, "Het bericht gaat opnieuw op weg."),
        [AlOnderweg] = new(Tone.Info, "Dit bericht is al opnieuw op weg."),
        [NietsTeSturen] = new(Tone.Info, "Dit bericht is al aangekomen of niet meer nodig."),
        [Gestopt] = new(Tone.Warn, "Er wordt niets meer verstuurd. Wat klaarstaat, blijft klaarstaan."),
        [Hervat] = new(Tone.Ok, "Er wordt weer verstuurd. Wat klaarstond, gaat nu op weg."),
        [Beantwoord] = new(Tone.Ok, "Je antwoord is op weg."),
        [AlBeantwoord] = new(Tone.Info, "Deze melding was al beantwoord. Je nieuwe antwoord is niet verstuurd."),
        [GaatVerder] = new(Tone.Ok, "De tussenevaluatie gaat weer verder. Herinneringen komen weer."),
        [Gekoppeld] = new(Tone.Ok, "Het account is gekoppeld."),
        [Afgewezen] = new(Tone.Ok, "De koppeling is afgewezen. Dit account wordt niet meer vanzelf gekoppeld."),
        [Losgemaakt] = new(Tone.Ok, "De koppeling is verbroken. Alleen jij kunt dit account weer koppelen."),
        [NietMeerDaar] = new(Tone.Info, "Dit account staat hier niet meer. Misschien is het al gedaan."),
        [InGebruik] = new(Tone.Ok, "De nieuwe versie is in gebruik. Tussenevaluaties die al open zijn, houden hun eigen versie."),
        [Golf] = new(Tone.Ok, "Gedaan. Zo staat de stage-evaluatie er nu voor."),
        [OpmerkingVrij] = new(Tone.Ok, "De opmerking is vrijgegeven. De opleider en de directeur zien hem in hun rapport."),
        [OpmerkingAchter] = new(Tone.Ok, "De opmerking is achtergehouden. De tekst is gewist."),
        [Teruggekoppeld] = new(Tone.Ok, "De tekst is bewaard. Wie hem nog niet had, krijgt er bericht van."),
        [OuderRapport] = new(Tone.Ok, "Het oudere rapport staat bij de organisatie."),
        [BevoegdheidVastgelegd] = new(Tone.Ok, "Het is vastgelegd."),
        [BevoegdheidStondEr] = new(Tone.Info, "Dit stond er al. Er is niets veranderd."),
        [BevoegdheidIngetrokken] = new(Tone.Ok, "De regel is ingetrokken en telt niet meer mee."),
        [Kalibreersessie] = new(Tone.Ok, "De kalibreersessie staat bij iedereen die je aankruiste."),
        [VragenlijstInGebruik] = new(Tone.Ok, "De nieuwe vragenlijst is in gebruik. Studenten krijgen hem bij de volgende stage-evaluatie."),
        [Verstrekt] = new(Tone.Ok, "De certificaten worden verstrekt. Wie er een krijgt, krijgt bericht."),
        [Opgehaald] = new(Tone.Ok, "De evaluaties zijn binnen."),
        [Herinnerd] = new(Tone.Ok, "De herinneringen gaan mee met het volgende bericht van ieder. Wie deze maand al een herinnering kreeg, krijgt er geen tweede."),
        [NiemandGekozen] = new(Tone.Info, "Er was niemand aangevinkt. Er is niets verstuurd."),
        [Ingetrokken] = new(Tone.Ok, "Het certificaat is ingetrokken. Wie het controleert, ziet dat en de reden."),
        [Vervangen] = new(Tone.Ok, "Het nieuwe certificaat wordt gemaakt. De link van dit certificaat zegt dat het vervangen is."),
        [NaamVerwijderd] = new(Tone.Ok, "De naam is verwijderd, met de pdf en de badge."),
        [WebhookGestopt] = new(Tone.Ok, "De koppeling is gestopt. Dit programma krijgt geen bericht meer."),
        [WebhookWasGestopt] = new(Tone.Info, "Deze koppeling was al gestopt."),
        [ImpulsGemaakt] = new(Tone.Ok, "De kwaliteitsimpuls is gemaakt. Op de dag die jullie kozen, krijg je bericht om terug te kijken."),
        [ImpulsBewaard] = new(Tone.Ok, "Het is bewaard."),
        [ImpulsStondEr] = new(Tone.Info, "Zo stond het er al. Er is niets veranderd."),
    }.ToFrozenDictionary();

    public static Melding? Of(string? code) => code is not null && Meldingen.TryGetValue(code, out var melding) ? melding : null;

    /// <summary>The address to go to, with the code.</summary>
    public static Web.SeeOther At(string path, string code) =>
        new($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}gedaan={code}");

    internal sealed record Melding(Tone Tone, string Text);
}
