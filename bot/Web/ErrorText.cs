using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Web;

/// <summary>What a visitor reads when something is refused or failed: what happened and what to do.</summary>
public sealed record ErrorText(string Title, string Explanation)
{
    public static ErrorText StaleForm { get; } = new(
        "Deze pagina stond te lang open", "Er is niets opgeslagen. Ga terug, laad de pagina opnieuw en probeer het nog eens.");

    public static ErrorText Of(int status) => status switch
    {
        400 => new("Dit konden we niet lezen", "Er is niets opgeslagen. Ga terug en probeer het nog eens."),
        401 => new("Je bent niet ingelogd", "Open de link in je laatste mail van ISOP, of vraag hieronder een nieuwe link aan."),
        403 => new("Dit is niet voor jou", "Je hebt geen toegang tot deze pagina, of je kwam er via een andere site."),
        404 => new("Deze pagina is er niet", "Misschien is het adres niet helemaal overgenomen, of is de pagina verhuisd."),
        405 => new("Dat kan hier niet", "Ga terug en gebruik de knoppen op de pagina."),
        413 => new("Dit is te groot", "Er is niets opgeslagen. Maak je tekst korter of kies een kleiner bestand, en probeer het nog eens."),
        415 => new("Dit konden we niet lezen", "Er is niets opgeslagen. Ga terug en gebruik het formulier op de pagina."),
        429 => new("Even rustig aan", "Er kwamen te veel verzoeken achter elkaar. Wacht een paar minuten en probeer het nog eens."),
        503 => new("Even niet gelukt", "We kunnen nu niet bij onze gegevens. Probeer het over een paar minuten nog eens."),
        >= 500 => new("Er ging iets mis bij ons", "Dit ligt niet aan jou. Probeer het zo nog eens."),
        _ => new("Dat lukte niet", $"{ReasonPhrases.GetReasonPhrase(status)} ({status})."),
    };
}
