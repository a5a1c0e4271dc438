using System.Buffers;
using System.Globalization;
using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>Text as JavaScript handles it where that differs from .NET: white space, letter case, conversion of other values.</summary>
internal static class JsText
{
    // ECMA-262 WhiteSpace and LineTerminator: not what char.IsWhiteSpace says (it has U+0085 and lacks U+FEFF).
    private static readonly SearchValues<char> Spaces = SearchValues.Create(
        "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff");

    public static bool IsSpace(char c) => Spaces.Contains(c);

    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(Spaces);
        return start < 0 ? default : text[start..];
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = TrimStart(text);
        return text[..(text.LastIndexOfAnyExcept(Spaces) + 1)];
    }

    /// <summary>JavaScript's <c>String(value)</c>.</summary>
    public static string Of(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                return value.Text;
            case ValueKind.Number:
                return JsNumber.ToText(value.Number);
            case ValueKind.Boolean:
                return value.Boolean ? "true" : "false";
            case ValueKind.Null:
                return "null";
            case ValueKind.Undefined:
                return "undefined";
            default:
                var text = new StringBuilder();
                Append(text, value);
                return text.ToString();
        }
    }

    /// <summary>Appends <c>String(value)</c>.</summary>
    public static void Append(StringBuilder text, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                text.Append(value.Text);
                break;
            case ValueKind.Number:
                Span<char> digits = stackalloc char[JsNumber.MaxLength];
                text.Append(digits[..JsNumber.Format(value.Number, digits)]);
                break;
            case ValueKind.List:
                Join(text, value.Items, ",");
                break;
            case ValueKind.Bytes:
                text.AppendJoin(',', value.Bytes);
                break;
            case ValueKind.Record:
                text.Append("[object Object]");
                break;
            default:
                text.Append(Of(value));
                break;
        }
    }

    /// <summary>JavaScript's <c>Array.join</c>: null and absent are empty.</summary>
    public static void Join(StringBuilder text, ReadOnlySpan<Value> items, string separator)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                text.Append(separator);
            }

            if (!items[i].IsNothing)
            {
                Append(text, items[i]);
            }
        }
    }

    /// <summary>JavaScript's <c>Number(value)</c>.</summary>
    public static double ToNumber(in Value value) => value.Kind switch
    {
        ValueKind.Number or ValueKind.Boolean => value.Number,
        ValueKind.Null => 0,
        ValueKind.Undefined or ValueKind.Error => double.NaN,
        _ => JsNumber.FromText(Of(value)),
    };

    /// <summary>JavaScript's <c>a &gt; b</c>.</summary>
    public static bool IsGreater(in Value a, in Value b)
    {
        if (a.Kind >= ValueKind.Text && b.Kind >= ValueKind.Text)
        {
            return string.CompareOrdinal(Of(a), Of(b)) > 0;
        }

        return ToNumber(a) > ToNumber(b);
    }

    public static string ToUpper(string text)
    {
        var upper = text.ToUpperInvariant();
        if (Ascii.IsValid(upper))
        {
            return upper;
        }

        var result = new StringBuilder(text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            if (SpecialCasing.Upper(text[i]) is { } special)
            {
                result.Append(special);
            }
            else
            {
                result.Append(upper[i]);
            }
        }

        return result.ToString();
    }

    public static string ToLower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (Ascii.IsValid(text) || text.AsSpan().IndexOfAny('İ', 'Σ') < 0)
        {
            return lower;
        }

        var result = new StringBuilder(lower);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == 'Σ' && SpecialCasing.IsFinalSigma(text, i))
            {
                result[i] = 'ς';
            }
            else if (text[i] == 'İ')
            {
                result.Remove(i, 1).Insert(i, "i̇");
            }
        }

        return result.ToString();
    }

    /// <summary>A capital at the start, the rest in small letters.</summary>
    public static string Capitalised(string text) =>
        text.Length == 0 ? text : string.Concat(ToUpper(text[..1]), text.AsSpan(1));

    /// <summary>Each run of word character and what follows it up to white space gets a capital.</summary>
    public static string TitleCased(string text)
    {
        var result = new StringBuilder(text.Length);
        var i = 0;
        while (i < text.Length)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_')
            {
                result.Append(ToUpper(text.Substring(i, 1)));
                i++;
                while (i < text.Length && !IsSpace(text[i]))
                {
                    result.Append(text[i++]);
                }
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    /// <summary>How many pieces splitting on white space gives: one for an empty text.</summary>
    public static int CountWords(string text)
    {
        var trimmed = Trim(text);
        var words = 1;
        for (var i = 1; i < trimmed.Length; i++)
        {
            if (IsSpace(trimmed[i]) && !IsSpace(trimmed[i - 1]))
            {
                words++;
            }
        }

        return words;
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Decodes base64 the lenient way of Node: both alphabets, anything else skipped, ends at padding.</summary>
    public static byte[] FromBase64(string text)
    {
        var bytes = new List<byte>(text.Length * 3 / 4);
        var bits = 0;
        var count = 0;
        foreach (var c in text)
        {
            if (c == '=')
            {
                break;
            }

            var digit = Digit(c);
            if (digit < 0)
            {
                continue;
            }

            bits = ((bits << 6) | digit) & 0xffffff;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
            }
        }

        return [.. bytes];

        static int Digit(char c) => c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '+' or '-' => 62,
            '/' or '_' => 63,
            _ => -1,
        };
    }

    /// <summary>JavaScript's <c>encodeURIComponent</c>; null for half a surrogate pair.</summary>
    public static string? EncodeUriComponent(string text)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != OperationStatus.Done)
            {
                return null;
            }

            i += used;
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "-_.!~*'()".Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                result.Append((char)rune.Value);
                continue;
            }

            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            {
                result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return result.ToString();
    }

    /// <summary>JavaScript's <c>decodeURIComponent</c>; null for a malformed escape.</summary>
    public static string? DecodeUriComponent(string text)
    {
        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }

            bytes.Clear();
            for (; i < text.Length && text[i] == '%'; i += 3)
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
                {
                    return null;
                }

                bytes.Add(b);
            }

            i--;
            try
            {
                result.Append(Strict.GetString([.. bytes]));
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }

        return result.ToString();
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
