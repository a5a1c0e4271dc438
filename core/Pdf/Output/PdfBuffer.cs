using System.Buffers;
using System.Buffers.Text;

namespace Isop.Core.Pdf.Output;

/// <summary>Bytes that grow in rented memory, with the few notations of PDF. Nothing here looks at the culture.</summary>
internal sealed class PdfBuffer : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(8192);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Add(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Room(values.Length));
        Length += values.Length;
    }

    /// <summary>Text of which the caller knows that it is ASCII.</summary>
    public void Ascii(string text)
    {
        var room = Room(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            room[i] = (byte)text[i];
        }

        Length += text.Length;
    }

    /// <summary>The same for a text with numbers in it: some cultures write a minus of their own.</summary>
    public void Write(FormattableString text) => Ascii(FormattableString.Invariant(text));

    public void Integer(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        Length += written;
    }

    /// <summary>Two decimals are a four-thousandth of an inch; a space follows.</summary>
    public void Number(double value) => Fixed((long)Math.Round(value * 100), 100);

    /// <summary>A colour channel, 0 to 1 in three decimals; a space follows.</summary>
    public void Channel(byte value) => Fixed((value * 1000 + 127) / 255, 1000);

    public void Reference(int number)
    {
        Integer(number);
        Add(" 0 R"u8);
    }

    public void Hex(int value)
    {
        var room = Room(4);
        for (var i = 0; i < 4; i++)
        {
            room[i] = "0123456789ABCDEF"u8[(value >> (12 - 4 * i)) & 15];
        }

        Length += 4;
    }

    /// <summary>A text string: as it is when printable ASCII, else UTF-16 with its mark.</summary>
    public void Text(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            Add("<FEFF"u8);
            foreach (var unit in text)
            {
                Hex(unit);
            }

            Add((byte)'>');
            return;
        }

        Add((byte)'(');
        foreach (var letter in text)
        {
            if (letter is '(' or ')' or '\\')
            {
                Add((byte)'\\');
            }

            Add((byte)letter);
        }

        Add((byte)')');
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Fixed(long value, int scale)
    {
        if (value < 0)
        {
            Add((byte)'-');
            value = -value;
        }

        Integer(value / scale);
        var rest = value % scale;
        if (rest > 0)
        {
            Add((byte)'.');
            for (var digit = scale / 10; rest > 0; digit /= 10)
            {
                Add((byte)('0' + rest / digit));
                rest %= digit;
            }
        }

        Add((byte)' ');
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }
}
