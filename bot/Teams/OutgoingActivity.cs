using System.Buffers;
using System.Text.Json;
using Isop.Bot.Cards;

namespace Isop.Bot.Teams;

/// <summary>A message to send: a card with its summary, or a sentence.</summary>
public sealed record OutgoingActivity
{
    /// <summary>The media type of a card, in an attachment as well as in an invoke answer.</summary>
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    private OutgoingActivity()
    {
    }

    public string? Text { get; private init; }

    public RenderedCard? Card { get; private init; }

    /// <summary>Whether the person's device announces it. A message that answers what they just did need not.</summary>
    public bool Alert { get; init; } = true;

    public static OutgoingActivity OfCard(RenderedCard card) => new() { Card = card };

    public static OutgoingActivity OfText(string text) => new() { Text = text, Alert = false };

    /// <summary>The body of the REST call, UTF-8.</summary>
    internal ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(Card is null ? 512 : Card.Json.Length + 512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("locale", "nl-NL");
        if (Text is not null)
        {
            json.WriteString("text", Text);
            json.WriteString("textFormat", "plain");
        }

        if (Card is not null)
        {
            // Without a summary phones and lists say no more than "sent a card".
            json.WriteString("summary", Card.Summary);
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("contentType", CardType);
            json.WritePropertyName("content");
            json.WriteRawValue(Card.Json.Span);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (Alert)
        {
            json.WriteStartObject("channelData");
            json.WriteStartObject("notification");
            json.WriteBoolean("alert", true);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
