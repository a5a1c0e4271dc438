using System.Text.Encodings.Web;
using System.Text.Json;

namespace Isop.Bot.Cards.Templating;

/// <summary>Writes values as JSON the way JavaScript's <c>JSON.stringify</c> does.</summary>
internal static class ValueWriter
{
    /// <summary>Cards travel as application/json, never inside HTML, so only what JSON itself demands is escaped.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes the value; what is absent becomes null, as inside a JavaScript array.</summary>
    public static void Write(Utf8JsonWriter writer, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case ValueKind.Number:
                WriteNumber(writer, value.Number);
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.Boolean);
                break;
            case ValueKind.List:
                writer.WriteStartArray();
                foreach (ref readonly var item in value.Items.AsSpan())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Record:
                WriteRecord(writer, value.Record);
                break;
            case ValueKind.Bytes:
                WriteBytes(writer, value.Bytes);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (number == Math.Truncate(number) && Math.Abs(number) < 1e15)
        {
            writer.WriteNumberValue((long)number);
        }
        else if (double.IsFinite(number))
        {
            Span<char> digits = stackalloc char[JsNumber.MaxLength];
            writer.WriteRawValue(digits[..JsNumber.Format(number, digits)], skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteRecord(Utf8JsonWriter writer, ValueRecord record)
    {
        writer.WriteStartObject();
        var names = record.Names;
        var values = record.Values;
        for (var i = 0; i < names.Length; i++)
        {
            if (!values[i].IsUndefined)
            {
                writer.WritePropertyName(names[i]);
                Write(writer, values[i]);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>A byte array is an object with a property per byte there.</summary>
    private static void WriteBytes(Utf8JsonWriter writer, byte[] bytes)
    {
        writer.WriteStartObject();
        for (var i = 0; i < bytes.Length; i++)
        {
            writer.WriteNumber(i.ToString(System.Globalization.CultureInfo.InvariantCulture), bytes[i]);
        }

        writer.WriteEndObject();
    }
}
