namespace Isop.Bot.Bezorging;

public enum ConnectorCall
{
    /// <summary>Makes or finds a conversation: may be repeated freely.</summary>
    Create,

    /// <summary>Sends an activity: a repeat may be a double, because Teams has no key to tell.</summary>
    Send,

    /// <summary>Puts a card in the place of another: may be repeated freely.</summary>
    Update,
}

/// <summary>What to do after a call to the connector.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    public sealed record Delivered(string Id) : NextStep;

    /// <summary>The person does not have the app (any more): forget the conversation and wait for an installation, or take the mail.</summary>
    /// <param name="ByThem">Removed or blocked on their side, so that it is not installed again by itself.</param>
    public sealed record WaitForInstall(string Reason, bool ByThem = false) : NextStep;

    public sealed record Permanent(string Reason) : NextStep;

    public sealed record Retry(TimeSpan? After, string Reason) : NextStep;

    /// <summary>429: not accepted, because of how much we ask.</summary>
    public sealed record Throttled(TimeSpan? After) : NextStep;

    /// <summary>May have been accepted.</summary>
    public sealed record Doubt(string Reason) : NextStep;

    /// <summary>The conversation is gone: forget it and make it again from the object id.</summary>
    public sealed record RecreateConversation : NextStep;

    /// <summary>The message to update is gone: post a new one.</summary>
    public sealed record PostAgain : NextStep;

    /// <summary>Nothing gets through for the whole tenant: park every message and tell the administrator.</summary>
    public sealed record PauseAll(string Reason) : NextStep;
}

/// <summary>
/// The one place that turns (status, code, subcode, Retry-After, time-out, empty id) into what to do next, after the
/// connector's table of status codes: only 412, 429, 502, 503 and 504 are ever tried again.
/// </summary>
public static class SendClassifier
{
    public static NextStep Classify(
        ConnectorCall call, int? status, string? code, string? subCode, TimeSpan? retryAfter, bool timedOut, string? id) => status switch
        {
            null => Unanswered(call, code, timedOut),
            >= 200 and < 300 when !string.IsNullOrEmpty(id) => new NextStep.Delivered(id),
            >= 200 and < 300 => call switch
            {
                ConnectorCall.Create => new NextStep.Retry(retryAfter, "Teams gaf geen gesprek terug."),
                ConnectorCall.Update => new NextStep.Delivered(""),
                _ => new NextStep.Doubt("Teams bevestigde het bericht niet; waarschijnlijk aangekomen."),
            },
            401 => new NextStep.PauseAll("Teams herkent ISOP niet. De beheerder moet de registratie nakijken."),
            403 => Forbidden(code, subCode),
            404 => NotFound(call, code),
            408 => Perhaps(call, retryAfter, "Teams antwoordde niet op tijd"),
            412 => new NextStep.Retry(retryAfter, "Teams was met hetzelfde gesprek bezig."),
            413 => new NextStep.Permanent("Het bericht is te groot voor Teams."),
            429 => new NextStep.Throttled(retryAfter),
            500 => new NextStep.Permanent("Teams meldde een interne fout. Stuur het bericht later opnieuw."),
            > 500 => Perhaps(call, retryAfter, $"Teams was niet goed bereikbaar ({status})"),
            _ => new NextStep.Permanent($"Teams nam het bericht niet aan (fout {status}). Dit is een fout in ISOP."),
        };

    private static NextStep Unanswered(ConnectorCall call, string? code, bool timedOut) => code switch
    {
        _ when timedOut => Perhaps(call, null, "Teams antwoordde niet op tijd"),
        "ConnectionBroken" => Perhaps(call, null, "De verbinding met Teams brak af"),
        "ServiceUrlRefused" => new NextStep.Permanent("Het adres dat Teams opgaf, staat niet op de lijst van toegestane adressen."),
        "NoToken" => new NextStep.Retry(TimeSpan.FromMinutes(1), "ISOP kon zich niet aanmelden bij Teams."),
        "NotConnected" => new NextStep.Retry(null, "Er kwam geen verbinding met Teams."),
        _ => Perhaps(call, null, "Teams antwoordde niet"),
    };

    private static NextStep Perhaps(ConnectorCall call, TimeSpan? retryAfter, string what) => call == ConnectorCall.Send
        ? new NextStep.Doubt($"{what}; waarschijnlijk aangekomen.")
        : new NextStep.Retry(retryAfter, $"{what}.");

    private static NextStep Forbidden(string? code, string? subCode) => (code, subCode) switch
    {
        (_, "MessageWritesBlocked") => new NextStep.WaitForInstall("Deze persoon heeft ISOP in Teams geblokkeerd of verwijderd.", ByThem: true),
        ("BotDisabledByAdmin", _) => new NextStep.PauseAll("De beheerder van Teams heeft ISOP uitgezet."),
        ("BotNotInConversationRoster", _) => new NextStep.WaitForInstall("ISOP staat nog niet in Teams bij deze persoon."),
        ("ConversationBlockedByUser", _) => new NextStep.WaitForInstall("Deze persoon heeft ISOP in Teams geblokkeerd.", ByThem: true),
        ("ForbiddenOperationException", _) => new NextStep.WaitForInstall("ISOP is in Teams niet geïnstalleerd bij deze persoon."),
        ("InvalidBotApiHost", _) => new NextStep.Permanent("ISOP gebruikt een verkeerd adres van Teams. De beheerder moet dit nakijken."),
        ("NotEnoughPermissions", _) => new NextStep.Permanent("ISOP mist een recht in Teams. De beheerder moet dit nakijken."),
        _ => new NextStep.Permanent("Teams weigert berichten van ISOP aan deze persoon."),
    };

    private static NextStep NotFound(ConnectorCall call, string? code) => (call, code) switch
    {
        (ConnectorCall.Update, _) => new NextStep.PostAgain(),
        (ConnectorCall.Create, _) => new NextStep.WaitForInstall("Teams kent deze persoon niet."),
        _ => new NextStep.RecreateConversation(),
    };
}
