using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Web.Mailing;

/// <summary>Settings for sending mail with Microsoft Graph, section "Isop:Mail". Without a sender mails stay in the development postvak.</summary>
public sealed class MailOptions
{
    public const string Section = "Isop:Mail";

    /// <summary>The mailbox that sends, e.g. isop@example.nl; the app needs Mail.Send and Mail.Read for it (RBAC for Applications, this mailbox only).</summary>
    [EmailAddress]
    public string? Sender { get; set; }

    /// <summary>Graph's address; other clouds have their own.</summary>
    [Required]
    public Uri Graph { get; set; } = new("https://graph.microsoft.com/");
}
