using System.Buffers;
using System.Globalization;
using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// Writes the JSON of a card. It puts the commas, and otherwise takes whole pieces that are JSON already: most of a card is a constant
/// part of its template or a text that comes escaped from the data.
/// </summary>
internal sealed class JsonOutput
{
    // What JSON demands. Cards travel as application/json, never inside HTML.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    private byte[] _buffer = new byte[8192];
    private int _length;
    private bool _needsComma;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear()
    {
        Array.Clear(_buffer, 0, _length);
        _length = 0;
        _needsComma = false;
    }

    public void StartObject() => Open((byte)'{');

    public void EndObject() => Close((byte)'}');

    public void StartArray() => Open((byte)'[');

    public void EndArray() => Close((byte)']');

    /// <summary>A property's name as JSON, quotes and colon included.</summary>
    public void Name(ReadOnlySpan<byte> json)
    {
        Raw(json);
        _needsComma = false;
    }

    public void PropertyName(string name)
    {
        Text(name);
        Continue(":"u8);
        _needsComma = false;
    }

    /// <summary>One or more values or properties that are JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        var destination = Reserve(json.Length + 1);
        if (_needsComma)
        {
            destination[0] = (byte)',';
            destination = destination[1..];
            _length++;
        }

        json.CopyTo(destination);
        _length += json.Length;
        _needsComma = true;
    }

    /// <summary>More of the value that was written last.</summary>
    public void Continue(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Reserve(json.Length));
        _length += json.Length;
    }

    public void Text(ReadOnlySpan<char> text)
    {
        Raw("\""u8);
        ContinueText(text);
        Continue("\""u8);
    }

    /// <summary>More of the text that was written last, escaped. Half a surrogate pair becomes U+FFFD, as UTF-8 cannot carry it.</summary>
    public void ContinueText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            var run = plain < 0 ? text : text[..plain];
            _length += Encoding.UTF8.GetBytes(run, Reserve(Encoding.UTF8.GetMaxByteCount(run.Length)));
            if (plain < 0)
            {
                return;
            }

            Escape(text[plain]);
            text = text[(plain + 1)..];
        }
    }

    public void Number(double number)
    {
        if (!double.IsFinite(number))
        {
            Raw("null"u8);
            return;
        }

        Raw(default);
        ContinueNumber(number);
    }

    /// <summary>The number as more of the text or value that was written last.</summary>
    public void ContinueNumber(double number)
    {
        if (number == Math.Truncate(number) && Math.Abs(number) < 1e15)
        {
            ((long)number).TryFormat(Reserve(JsNumber.MaxLength), out var written, default, CultureInfo.InvariantCulture);
            _length += written;
            return;
        }

        Span<char> digits = stackalloc char[JsNumber.MaxLength];
        var length = JsNumber.Format(number, digits);
        _length += Encoding.ASCII.GetBytes(digits[..length], Reserve(length));
    }

    private void Escape(char c)
    {
        Continue(c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        });
        if (c is not ('"' or '\\' or '\n' or '\r' or '\t'))
        {
            Continue("\\u00"u8);
            ((int)c).TryFormat(Reserve(2), out var written, "x2", CultureInfo.InvariantCulture);
            _length += written;
        }
    }

    private void Open(byte bracket)
    {
        Raw([bracket]);
        _needsComma = false;
    }

    private void Close(byte bracket)
    {
        Reserve(1)[0] = bracket;
        _length++;
        _needsComma = true;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        return _buffer.AsSpan(_length);
    }
}
