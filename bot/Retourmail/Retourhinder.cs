using Isop.Bot.Graph;

namespace Isop.Bot.Retourmail;

/// <summary>What keeps us from reading the mailbox, for who looks after the installation.</summary>
internal static class Retourhinder
{
    public static string Of(GraphAnswer trouble) => trouble switch
    {
        GraphAnswer.NoToken => "ISOP kan zich niet aanmelden bij Microsoft 365 en ziet niet welke mail terugkomt.",
        GraphAnswer.Refused { Status: 401 or 403 } =>
            "ISOP mag de mailbox niet lezen en ziet niet welke mail terugkomt. Geef het recht Mail.Read op die ene mailbox.",
        GraphAnswer.Refused { Status: 404 } => "De mailbox van ISOP bestaat niet (meer). ISOP ziet niet welke mail terugkomt.",
        _ => "Microsoft 365 gaf geen goed antwoord. ISOP kijkt straks weer welke mail terugkwam.",
    };
}
