namespace Isop.Bot.Cards.Templating;

/// <summary>Writes values as JSON the way JavaScript's <c>JSON.stringify</c> does.</summary>
internal static class ValueWriter
{
    /// <summary>Writes the value; what is absent becomes null, as inside a JavaScript array.</summary>
    public static void Write(JsonOutput output, in Value value)
    {
        if (value.TryGetJson(out var json))
        {
            output.Raw(json);
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Text:
                output.Text(value.Text);
                break;
            case ValueKind.Number:
                output.Number(value.Number);
                break;
            case ValueKind.Boolean:
                output.Raw(value.Boolean ? "true"u8 : "false"u8);
                break;
            case ValueKind.List:
                output.StartArray();
                foreach (ref readonly var item in value.Items.AsSpan())
                {
                    Write(output, item);
                }

                output.EndArray();
                break;
            case ValueKind.Record:
                WriteRecord(output, value.Record);
                break;
            case ValueKind.Bytes:
                WriteBytes(output, value.Bytes);
                break;
            default:
                output.Raw("null"u8);
                break;
        }
    }

    private static void WriteRecord(JsonOutput output, ValueRecord record)
    {
        output.StartObject();
        var names = record.Names;
        var values = record.Values;
        for (var i = 0; i < names.Length; i++)
        {
            if (!values[i].IsUndefined)
            {
                output.PropertyName(names[i]);
                Write(output, values[i]);
            }
        }

        output.EndObject();
    }

    /// <summary>A byte array is an object with a property per byte there.</summary>
    private static void WriteBytes(JsonOutput output, byte[] bytes)
    {
        output.StartObject();
        for (var i = 0; i < bytes.Length; i++)
        {
            output.PropertyName(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            output.Number(bytes[i]);
        }

        output.EndObject();
    }
}
