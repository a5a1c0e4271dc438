using System.Text;
using System.Text.Encodings.Web;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezorging;

/// <summary>The mail of a message: a line per task and one button. No answers and no contents, those are behind the link.</summary>
public static class MailComposer
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(new TextEncoderSettings(System.Text.Unicode.UnicodeRanges.All));

    public static Mail Compose(Persoon persoon, string bericht, IReadOnlyList<Taak> taken, Uri link)
    {
        var asks = taken.Any(t => t.Card.IsTask);
        var regels = Takenlijst.Regels(taken);
        return new Mail
        {
            To = persoon.Email,
            // Text of the register and of cards stands on one line, so that it cannot add a header or a line of its own.
            Subject = regels.Count == 1 ? Dutch.OneLine(regels[0].Titel) : asks ? $"{regels.Count} taken voor jou in ISOP" : $"{regels.Count} berichten van ISOP",
            Html = AsHtml(persoon, regels, link, asks),
            Text = AsText(persoon, regels, link, asks),
            MessageId = $"{bericht}.{persoon.Id}",
        };
    }

    private static string Intro(int count, bool asks) => (count, asks) switch
    {
        (1, true) => "Er staat een taak voor je klaar:",
        (1, false) => "Er is een bericht voor je:",
        (_, true) => "Er staan taken voor je klaar:",
        (_, false) => "Er zijn berichten voor je:",
    };

    private static string Button(bool asks) => asks ? "Open je taken" : "Bekijk in ISOP";

    private static string AsText(Persoon persoon, IReadOnlyList<TakenlijstRegel> regels, Uri link, bool asks)
    {
        var text = new StringBuilder();
        text.Append("Dag ").Append(Dutch.OneLine(persoon.Roepnaam)).Append(",\n\n").Append(Intro(regels.Count, asks)).Append("\n\n");
        foreach (var regel in regels)
        {
            text.Append("- ").Append(Dutch.OneLine(regel.Titel)).Append(": ").Append(Dutch.OneLine(regel.Detail)).Append('\n');
        }

        return text.Append('\n').Append(Button(asks)).Append(": ").Append(link.AbsoluteUri).Append("\n\n").Append(Footer()).Append('\n').ToString();
    }

    private static string AsHtml(Persoon persoon, IReadOnlyList<TakenlijstRegel> regels, Uri link, bool asks)
    {
        var html = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ISOP</title></head>
            <body style="margin:0;padding:24px 12px;background:#f3f5f7;font-family:Segoe UI,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1b2733">
            <div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">

            """);
        html.Append("<p style=\"margin:0 0 12px\">Dag ").Append(Html.Encode(Dutch.OneLine(persoon.Roepnaam))).Append(",</p>\n<p style=\"margin:0 0 12px\">")
            .Append(Html.Encode(Intro(regels.Count, asks))).Append("</p>\n<ul style=\"margin:0 0 20px;padding-left:20px\">\n");
        foreach (var regel in regels)
        {
            html.Append("<li style=\"margin:0 0 8px\"><strong>").Append(Html.Encode(Dutch.OneLine(regel.Titel))).Append("</strong><br>")
                .Append(Html.Encode(Dutch.OneLine(regel.Detail))).Append("</li>\n");
        }

        html.Append("</ul>\n<p style=\"margin:0 0 20px\"><a href=\"").Append(Html.Encode(link.AbsoluteUri))
            .Append("\" style=\"display:inline-block;padding:14px 28px;background:#0b5a7a;color:#ffffff;text-decoration:none;border-radius:6px;font-weight:600\">")
            .Append(Html.Encode(Button(asks))).Append("</a></p>\n<p style=\"margin:0;font-size:13px;color:#56636f\">")
            .Append(Html.Encode(Footer())).Append("</p>\n</div></body></html>\n");
        return html.ToString();
    }

    private static string Footer() =>
        "De knop werkt een week en is alleen voor jou: stuur deze mail niet door. In je postvak kun je kiezen hoe vaak je mail krijgt.";
}
