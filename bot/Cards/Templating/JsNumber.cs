using System.Globalization;

namespace Isop.Bot.Cards.Templating;

/// <summary>Numbers as JavaScript writes and reads them (ECMA-262 §6.1.6.1.20, §19.2.4, §19.2.5).</summary>
internal static class JsNumber
{
    /// <summary>Enough for every number that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 40;

    private const double MaxExactInteger = 9007199254740992;

    public static string ToText(double value)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return new string(buffer[..Format(value, buffer)]);
    }

    /// <summary>Writes the number and answers how many characters that took.</summary>
    public static int Format(double value, Span<char> destination)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < MaxExactInteger)
        {
            ((long)value).TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }

        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
            word.CopyTo(destination);
            return word.Length;
        }

        return FormatDigits(value, destination);
    }

    private static int FormatDigits(double value, Span<char> destination)
    {
        // "E16" would round; the shortest form that reads back is what both runtimes agree on, only its layout differs.
        Span<char> shortest = stackalloc char[MaxLength];
        value.TryFormat(shortest, out var written, "R", CultureInfo.InvariantCulture);
        var (digits, point) = Take(shortest[..written], stackalloc char[MaxLength]);
        var position = 0;
        if (value < 0)
        {
            destination[position++] = '-';
        }

        if (point is > 0 and <= 21)
        {
            position += Positional(digits, point, destination[position..]);
        }
        else if (point is > -6 and <= 0)
        {
            "0.".CopyTo(destination[position..]);
            position += 2;
            destination.Slice(position, -point).Fill('0');
            position += -point;
            digits.CopyTo(destination[position..]);
            position += digits.Length;
        }
        else
        {
            position += Scientific(digits, point - 1, destination[position..]);
        }

        return position;
    }

    private static int Positional(ReadOnlySpan<char> digits, int point, Span<char> destination)
    {
        if (digits.Length <= point)
        {
            digits.CopyTo(destination);
            destination[digits.Length..point].Fill('0');
            return point;
        }

        digits[..point].CopyTo(destination);
        destination[point] = '.';
        digits[point..].CopyTo(destination[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int Scientific(ReadOnlySpan<char> digits, int exponent, Span<char> destination)
    {
        var position = 0;
        destination[position++] = digits[0];
        if (digits.Length > 1)
        {
            destination[position++] = '.';
            digits[1..].CopyTo(destination[position..]);
            position += digits.Length - 1;
        }

        destination[position++] = 'e';
        destination[position++] = exponent < 0 ? '-' : '+';
        Math.Abs(exponent).TryFormat(destination[position..], out var length, default, CultureInfo.InvariantCulture);
        return position + length;
    }

    /// <summary>The significant digits, and where the decimal point stands counted from their start.</summary>
    private static (string Digits, int Point) Take(ReadOnlySpan<char> text, Span<char> digits)
    {
        var count = 0;
        var point = 0;
        var seenPoint = false;
        var exponent = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == 'E')
            {
                exponent = int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }

            if (c == '.')
            {
                seenPoint = true;
            }
            else if (char.IsAsciiDigit(c) && (c != '0' || count > 0))
            {
                digits[count++] = c;
                point += seenPoint ? 0 : 1;
            }
            else if (c == '0' && seenPoint)
            {
                point--;
            }
        }

        return (digits[..count].TrimEnd('0').ToString(), point + exponent);
    }

    /// <summary>JavaScript's <c>parseInt(text, 10)</c>; NaN when the text does not start with a whole number.</summary>
    public static double ParseInt(ReadOnlySpan<char> text)
    {
        text = JsText.TrimStart(text);
        var length = SignLength(text);
        var start = length;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return length == start ? double.NaN : double.Parse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>JavaScript's <c>parseFloat(text)</c>; NaN when the text does not start with a number.</summary>
    public static double ParseFloat(ReadOnlySpan<char> text)
    {
        text = JsText.TrimStart(text);
        var sign = SignLength(text);
        if (text[sign..].StartsWith("Infinity", StringComparison.Ordinal))
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var length = NumberLength(text, sign);
        return length == 0
            ? double.NaN
            : double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>JavaScript's <c>Number(text)</c>.</summary>
    public static double FromText(ReadOnlySpan<char> text)
    {
        text = JsText.Trim(text);
        if (text.IsEmpty)
        {
            return 0;
        }

        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X')
        {
            return long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : double.NaN;
        }

        var sign = SignLength(text);
        if (text[sign..].SequenceEqual("Infinity"))
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        return NumberLength(text, sign) == text.Length
            ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : double.NaN;
    }

    /// <summary>JavaScript's <c>Math.round</c>: halves go up.</summary>
    public static double Round(double value)
    {
        var floor = Math.Floor(value);
        return value - floor >= 0.5 ? floor + 1 : floor;
    }

    /// <summary>
    /// The English notation with thousands separators and as many decimals as the number has, which is what the JavaScript engine's
    /// <c>string(number)</c> gives on a machine without a locale of its own.
    /// </summary>
    public static string Grouped(double value)
    {
        var text = ToText(value);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (double.IsFinite(value) && Math.Abs(value) < 1e21)
        {
            text = value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        // The formatter there writes a real minus sign, and none for what rounds to zero.
        return text.StartsWith('-') && text.AsSpan().IndexOfAnyExcept("-0.") < 0 ? text[1..]
            : text.StartsWith('-') ? "\u2212" + text[1..] : text;
    }

    private static int SignLength(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;

    /// <summary>How long the decimal number at the start is, sign included; 0 when there is none.</summary>
    private static int NumberLength(ReadOnlySpan<char> text, int sign)
    {
        var position = sign;
        var digits = 0;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
            digits++;
        }

        if (position < text.Length && text[position] == '.')
        {
            position++;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
                digits++;
            }

            if (digits == 0)
            {
                return 0;
            }
        }

        if (digits == 0)
        {
            return 0;
        }

        if (position < text.Length && text[position] is 'e' or 'E')
        {
            var exponent = position + 1;
            exponent += exponent < text.Length ? SignLength(text[exponent..]) : 0;
            var start = exponent;
            while (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                exponent++;
            }

            position = exponent > start ? exponent : position;
        }

        return position;
    }
}
