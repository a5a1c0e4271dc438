using System.Text.Encodings.Web;
using Isop.Bot.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Web.Links;

/// <summary>The mail that answers a request for a new link.</summary>
internal static class NewLinkMail
{
    public static Mail Compose(Persoon person, Uri link)
    {
        var name = HtmlEncoder.Default.Encode(person.Roepnaam);
        var href = HtmlEncoder.Default.Encode(link.AbsoluteUri);
        return new Mail
        {
            To = person.Email,
            Subject = "Je link naar ISOP",
            MessageId = $"link-{Guid.NewGuid():N}",
            Text = $"""
                Dag {person.Roepnaam},

                Met deze link open je jouw ISOP-postvak. Hij werkt één keer en zeven dagen lang:

                {link.AbsoluteUri}

                Heb je hier niet om gevraagd? Dan hoef je niets te doen. Stuur deze mail niet door: wie de link heeft, kan in jouw postvak.

                Partnerschap ISOP
                """,
            Html = $"""
                <!DOCTYPE html>
                <html lang="nl"><head><meta charset="utf-8"><title>Je link naar ISOP</title></head>
                <body style="margin:0;padding:24px;background:#f3f6f7;font-family:Segoe UI,Helvetica,Arial,sans-serif;color:#16262b;font-size:16px;line-height:1.5">
                <div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:12px;padding:28px">
                <p style="margin:0 0 16px">Dag {name},</p>
                <p style="margin:0 0 24px">Met deze knop open je jouw ISOP-postvak. De link werkt één keer en zeven dagen lang.</p>
                <p style="margin:0 0 24px"><a href="{href}" style="display:inline-block;background:#0b5a6b;color:#ffffff;text-decoration:none;font-weight:600;padding:14px 22px;border-radius:10px">Open mijn postvak</a></p>
                <p style="margin:0 0 16px;color:#4a5c62;font-size:14px">Heb je hier niet om gevraagd? Dan hoef je niets te doen. Stuur deze mail niet door: wie de link heeft, kan in jouw postvak.</p>
                <p style="margin:0;color:#4a5c62;font-size:14px">Partnerschap ISOP</p>
                </div></body></html>
                """,
        };
    }
}
