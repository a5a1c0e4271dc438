namespace Isop.Bot.Teams;

/// <summary>The sentences of the channel itself, level B1.</summary>
internal static class TurnTexts
{
    public const string NotSaved = "Even niet gelukt, je antwoord staat nog op je scherm. Probeer het zo nog eens.";
    public const string WentWrong = "Er ging iets mis. Dat ligt aan ons, niet aan jou. Probeer het zo nog eens.";
    public const string OldCard = "Deze knop werkt niet meer. Typ \"taken\", dan krijg je de kaarten zoals ze nu zijn.";
    public const string NotUnderstood = "Dit begrijp ik niet. Typ \"taken\" om te zien wat je kunt doen.";
    public const string NotSupported = "Dit kan ISOP niet.";
    public const string NotHere = "Ik laat dit alleen zien in ons eigen gesprek. Open de chat met ISOP en probeer het daar.";
    public const string TryLater = "Ik kan nu even niet opzoeken wie je bent. Probeer het over een paar minuten nog eens.";

    public static string Unknown(LinkProblem problem, string contact) => problem switch
    {
        LinkProblem.NotInRegister =>
            $"Hoi! Ik ben ISOP, de assistent van Partnerschap ISOP. Ik ken je e-mailadres nog niet. Vraag het aan {contact}: zij kunnen je toevoegen.",
        LinkProblem.DomainNotOwned or LinkProblem.NoAddress =>
            $"Hoi! Ik ben ISOP, de assistent van Partnerschap ISOP. Ik kan niet zien wie je bent met dit account. Vraag het aan {contact}. Je kunt ook werken via de link in je mail.",
        _ =>
            $"Hoi! Ik ben ISOP, de assistent van Partnerschap ISOP. Ik weet nog niet zeker wie je bent. Daar kijkt iemand naar. Duurt het lang? Vraag het aan {contact}.",
    };
}
