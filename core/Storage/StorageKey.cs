using System.Buffers;
using System.Globalization;
using System.Text;

namespace Isop.Core.Storage;

/// <summary>
/// Keys as both storages hold them: ASCII that sorts as the Unicode code points of the text do and that is legal in
/// an Azure Table key (which refuses / \ # ? and control characters, and trips over % and ').
/// <list type="bullet">
/// <item>letters, digits and - . : = @ _ stand for themselves;</item>
/// <item>what sorts below "-" is "!" and two hex digits ("!20" is a space);</item>
/// <item>other ASCII is the nearest such character below it, "~" and two hex digits (".~2F" is a slash);</item>
/// <item>the rest is "}" and its UTF-8 bytes in hex ("}C3AB" is ë);</item>
/// <item>the empty text is "!".</item>
/// </list>
/// "~" sorts after every first character of a code, so ".~2F" comes after "." with anything behind it; the
/// length of a UTF-8 sequence follows from its first byte, so no separator is needed.
/// </summary>
public static class StorageKey
{
    /// <summary>Sorts after every encoded key.</summary>
    internal const string End = "\u007F";

    private const string Empty = "!";
    private const string ReadableCharacters = "-.0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Readable = SearchValues.Create(ReadableCharacters);
    private static readonly SearchValues<char> Marks = SearchValues.Create("!~}");

    /// <exception cref="ArgumentException">Half a surrogate pair, or longer than 512 characters once encoded.</exception>
    public static string Encode(string key)
    {
        var encoded = EncodeBound(key);
        return encoded.Length switch
        {
            0 => Empty,
            > StorageLimits.EncodedKeyLength => throw new ArgumentException(
                $"A key of {encoded.Length} characters once encoded; the most is {StorageLimits.EncodedKeyLength}.", nameof(key)),
            _ => encoded,
        };
    }

    /// <exception cref="FormatException">Not something <see cref="Encode"/> writes.</exception>
    public static string Decode(string encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        if (encoded == Empty)
        {
            return "";
        }

        return encoded.AsSpan().ContainsAny(Marks) ? DecodeMarks(encoded) : encoded;
    }

    /// <summary>An end of a range: compared with keys but never one itself, so it may be longer or empty.</summary>
    internal static string EncodeBound(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.AsSpan().ContainsAnyExcept(Readable) ? EncodeMarks(key) : key;
    }

    /// <summary>A bound above this encoded key and below every next one, because no code starts below "!" and none is "!!".</summary>
    internal static string JustAfter(string encoded) => encoded + "!";

    private static string EncodeMarks(string key)
    {
        var encoded = new StringBuilder(key.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        for (var rest = key.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != OperationStatus.Done)
            {
                throw new ArgumentException("A key holds half a surrogate pair.", nameof(key));
            }

            rest = rest[consumed..];
            if (!rune.IsAscii)
            {
                encoded.Append('}').Append(Convert.ToHexString(utf8[..rune.EncodeToUtf8(utf8)]));
            }
            else if (Readable.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                AppendAscii(encoded, (char)rune.Value);
            }
        }

        return encoded.ToString();
    }

    private static void AppendAscii(StringBuilder encoded, char character)
    {
        var below = ReadableCharacters.AsSpan().LastIndexOfAnyInRange('\0', character);
        if (below < 0)
        {
            encoded.Append('!');
        }
        else
        {
            encoded.Append(ReadableCharacters[below]).Append('~');
        }

        encoded.Append(CultureInfo.InvariantCulture, $"{(int)character:X2}");
    }

    private static string DecodeMarks(string encoded)
    {
        var utf8 = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length;)
        {
            if (encoded[i] == '!')
            {
                utf8.Add(HexAt(encoded, i + 1));
                i += 3;
            }
            else if (i + 1 < encoded.Length && encoded[i + 1] == '~')
            {
                utf8.Add(HexAt(encoded, i + 2));
                i += 4;
            }
            else if (encoded[i] == '}')
            {
                i = DecodeSequence(encoded, i + 1, utf8);
            }
            else
            {
                utf8.Add((byte)encoded[i++]);
            }
        }

        return Encoding.UTF8.GetString([.. utf8]);
    }

    private static int DecodeSequence(string encoded, int at, List<byte> utf8)
    {
        var first = HexAt(encoded, at);
        var length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        for (var i = 0; i < length; i++)
        {
            utf8.Add(HexAt(encoded, at + (2 * i)));
        }

        return at + (2 * length);
    }

    private static byte HexAt(string encoded, int at) =>
        at + 2 <= encoded.Length
            && byte.TryParse(encoded.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException("Not an encoded storage key.");
}
