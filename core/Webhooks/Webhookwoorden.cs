using System.Globalization;

namespace Isop.Core.Webhooks;

/// <summary>Why things went wrong, in plain Dutch.</summary>
public static class Webhookwoorden
{
    public static string Reden(Webhookantwoord antwoord) => antwoord switch
    {
        Webhookantwoord.Aangenomen => "Aangenomen.",
        Webhookantwoord.Weg => "De ontvanger heeft opgezegd.",
        Webhookantwoord.Geweigerd { Status: 401 or 403 } w => Met("De ontvanger laat ISOP niet binnen", w),
        Webhookantwoord.Geweigerd { Status: 404 } w => Met("De ontvanger kent dit adres niet", w),
        Webhookantwoord.Geweigerd { Status: 429 } w => Met("De ontvanger heeft het te druk", w),
        Webhookantwoord.Geweigerd { Status: >= 300 and < 400 } w => Met("De ontvanger stuurt door naar een ander adres, en dat volgt ISOP niet", w),
        Webhookantwoord.Geweigerd { Status: >= 500 } w => Met("Er is een storing bij de ontvanger", w),
        Webhookantwoord.Geweigerd w => Met("De ontvanger weigert het bericht", w),
        Webhookantwoord.Geen { Hinder: Webhookhinder.TeTraag } => "De ontvanger antwoordde niet binnen 10 seconden.",
        Webhookantwoord.Geen { Hinder: Webhookhinder.OnveiligAdres } => "De naam van de ontvanger leidt naar een adres waar ISOP niets naartoe stuurt.",
        Webhookantwoord.Geen { Hinder: Webhookhinder.GeenVeiligeVerbinding } => "Er kwam geen veilige verbinding met de ontvanger.",
        _ => "De ontvanger is niet bereikbaar.",
    };

    public static string Reden(Stopreden reden) => reden switch
    {
        Stopreden.Afgemeld => "De flow is uitgezet of verwijderd.",
        Stopreden.OntvangerWeg => "De ontvanger heeft opgezegd.",
        Stopreden.TeVaakMislukt => $"Het bezorgen mislukte {Afleverregels.MeesteFouten} keer achter elkaar.",
        Stopreden.GaatRond => "Deze flow lijkt rond te gaan: wat hij doet, roept hem steeds opnieuw op.",
        Stopreden.NietMeerInRegister => "De maker staat niet meer in het register.",
        Stopreden.AccountLos => "Het account waarmee deze flow is gemaakt, is niet meer aan de maker gekoppeld.",
        Stopreden.DoorBureau => "Het onderwijsbureau heeft deze koppeling gestopt.",
        Stopreden.Onleesbaar => "Het adres is niet meer te lezen. Zet de flow uit en weer aan.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    private static string Met(string zin, Webhookantwoord.Geweigerd antwoord) => string.Create(CultureInfo.InvariantCulture, $"{zin} (antwoord {antwoord.Status}).");
}
