namespace Isop.Bot.Aanmelden;

/// <summary>Why signing in with an account did not work: a code in the address, from this closed list, and the sentence on the page.</summary>
internal static class AanmeldFouten
{
    public const string Mislukt = "mislukt";
    public const string Organisatie = "organisatie";
    public const string Onbekend = "onbekend";

    public static string? Of(string? code) => code switch
    {
        Mislukt => "Inloggen met je account is niet gelukt. Probeer het nog eens, of vraag hieronder een link aan.",
        Organisatie => "Met een account van deze organisatie kun je hier niet inloggen. Vraag hieronder een link aan op het adres waarop je mail van ISOP krijgt.",
        Onbekend => "We weten nog niet van wie dit account is. Het onderwijsbureau ziet dat je het hebt geprobeerd. Vraag intussen hieronder een link aan.",
        _ => null,
    };

    public static string Page(string code) => $"/aanmelden?fout={code}";
}
