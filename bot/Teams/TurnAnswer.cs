using System.Buffers;
using System.Text.Json;
using Isop.Bot.Cards;

namespace Isop.Bot.Teams;

/// <summary>
/// What the person gets to see for one turn. An invoke takes it back in the HTTP response; for a message it is sent through
/// the connector.
/// </summary>
public abstract record TurnAnswer
{
    private TurnAnswer()
    {
    }

    public static TurnAnswer Silence { get; } = new Nothing();

    /// <summary>Nothing to say.</summary>
    public sealed record Nothing : TurnAnswer;

    public sealed record Card(RenderedCard Content) : TurnAnswer;

    public sealed record Say(string Text) : TurnAnswer;

    /// <summary>It did not work out: the card and what was typed stay as they are.</summary>
    /// <param name="Status">400: the activity is not as it should be; 500: trouble on our side.</param>
    public sealed record Failed(int Status, string Code, string Text) : TurnAnswer;

    public static TurnAnswer From(CardAnswer answer) => answer switch
    {
        CardAnswer.Show show => new Card(show.Card),
        CardAnswer.Say say => new Say(say.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>The body {statusCode,type,value} that answers an adaptiveCard/action invoke (teams-docs, universal actions).</summary>
    public ReadOnlyMemory<byte> ToInvokeBody()
    {
        var buffer = new ArrayBufferWriter<byte>(this is Card { Content.Json.Length: var length } ? length + 128 : 256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("statusCode", this is Failed failed ? failed.Status : 200);
        switch (this)
        {
            case Card card:
                json.WriteString("type", OutgoingActivity.CardType);
                json.WritePropertyName("value");
                // Composed by our own template engine a moment ago: checking it again would only cost time.
                json.WriteRawValue(card.Content.Json.Span, skipInputValidation: true);
                break;
            case Failed { Code: var code, Text: var message }:
                json.WriteString("type", "application/vnd.microsoft.error");
                json.WriteStartObject("value");
                json.WriteString("code", code);
                json.WriteString("message", message);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("type", "application/vnd.microsoft.activity.message");
                json.WriteString("value", this is Say say ? say.Text : "");
                break;
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
