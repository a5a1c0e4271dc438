namespace Isop.Bot.Retourmail;

/// <summary>Why a mail came back, for the bureau, from its enhanced status code (RFC 3463, and what Exchange Online adds to it).</summary>
internal static class Retourreden
{
    public static string Of(string? code)
    {
        var parts = code?.Split('.') ?? [];
        var (subject, detail) = parts is [_, var s, var d] ? (s, d) : ("", "");
        return "Bericht niet aangekomen: " + ((subject, detail) switch
        {
            // About the sender, not about the address: 7 and 8 by the RFC, 90 is our own limit at Exchange Online.
            ("1", "7" or "8" or "90") => "de mailserver weigerde onze mail.",
            // A domain that is not there, or a server that knows nobody by this name.
            ("1", _) or ("4", "1" or "4" or "310" or "312") => "het e-mailadres bestaat niet.",
            ("2", "2") => "het postvak is vol.",
            ("2", "1") => "het postvak is gesloten.",
            ("2", "3") or ("3", "4") => "de mail is te groot voor dit postvak.",
            ("4", "7" or "300") => "de mailserver van deze persoon was dagenlang niet bereikbaar.",
            ("7", _) => "de mailserver van deze persoon weigerde onze mail.",
            _ => "de mail kwam terug.",
        });
    }
}
