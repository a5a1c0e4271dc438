using System.Globalization;
using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>JSON as text inside text, to the letter what JavaScript's <c>JSON.stringify</c> gives.</summary>
internal static class JsonText
{
    public static string Of(in Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                AppendQuoted(text, value.Text);
                break;
            case ValueKind.Number when double.IsFinite(value.Number):
            case ValueKind.Boolean:
                JsText.Append(text, value);
                break;
            case ValueKind.List:
                text.Append('[');
                for (var i = 0; i < value.Items.Length; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Append(text, value.Items[i]);
                }

                text.Append(']');
                break;
            case ValueKind.Record:
                AppendRecord(text, value.Record);
                break;
            case ValueKind.Bytes:
                var bytes = value.Bytes.Select((b, i) => string.Create(CultureInfo.InvariantCulture, $"\"{i}\":{b}"));
                text.Append('{').AppendJoin(',', bytes).Append('}');
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void AppendRecord(StringBuilder text, ValueRecord record)
    {
        text.Append('{');
        var isFirst = true;
        for (var i = 0; i < record.Count; i++)
        {
            if (record.Values[i].IsUndefined)
            {
                continue;
            }

            text.Append(isFirst ? "" : ",");
            isFirst = false;
            AppendQuoted(text, record.Names[i]);
            text.Append(':');
            Append(text, record.Values[i]);
        }

        text.Append('}');
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            if (isPair)
            {
                text.Append(c).Append(value[++i]);
            }
            else if (c < ' ' || char.IsSurrogate(c))
            {
                text.Append(c switch
                {
                    '\b' => "\\b",
                    '\f' => "\\f",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                });
            }
            else
            {
                text.Append(c is '"' or '\\' ? "\\" : "").Append(c);
            }
        }

        text.Append('"');
    }
}
