using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Isop.Bot.Cards.Templating;

/// <summary>A token of JSON: a value, or a property's name (a text). For texts, start and length leave the quotes out.</summary>
internal struct JsonToken
{
    public int Start;
    public int Length;

    /// <summary>The index of the token after the whole value.</summary>
    public int Next;
    public ValueKind Kind;
    public bool IsEscaped;

    /// <summary>Whether the value stands in the JSON as it would be written: a number in its one form, names in their order.</summary>
    public bool IsWritten;
}

/// <summary>
/// Checks JSON (RFC 8259) and notes where its tokens stand, in one pass. Most of the time of a small card goes here, which is why it is
/// not the general reader.
/// </summary>
internal ref struct JsonIndex(ReadOnlySpan<byte> json, ref JsonToken[] tokens)
{
    private const int MaxDepth = 64;
    private const int MaxWrittenDigits = 15;

    private static readonly SearchValues<byte> TextEnds = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ref JsonToken[] _tokens = ref tokens;
    private int _position;
    private int _count;

    /// <summary>Answers the number of tokens; the first is the whole value.</summary>
    /// <exception cref="JsonException">It is not JSON, or nested more than 64 deep.</exception>
    public int Read()
    {
        if (!Utf8.IsValid(_json))
        {
            throw new JsonException("The data is not UTF-8.");
        }

        ReadValue(0);
        SkipSpace();
        return _position == _json.Length ? _count : throw Fault();
    }

    /// <summary>Answers whether the value stands as it would be written.</summary>
    private bool ReadValue(int depth)
    {
        switch (Peek())
        {
            case (byte)'"':
                return ReadText();
            case (byte)'{':
                return ReadRecord(depth);
            case (byte)'[':
                return ReadList(depth);
            case (byte)'t':
                return ReadWord("true"u8, ValueKind.Boolean);
            case (byte)'f':
                return ReadWord("false"u8, ValueKind.Boolean);
            case (byte)'n':
                return ReadWord("null"u8, ValueKind.Null);
            default:
                return ReadNumber();
        }
    }

    private bool ReadRecord(int depth)
    {
        var index = Add(ValueKind.Record, _position++, depth);
        var isWritten = true;
        if (Peek() != '}')
        {
            while (true)
            {
                if (Peek() != '"')
                {
                    throw Fault();
                }

                // JavaScript puts names that are numbers first.
                isWritten &= !char.IsAsciiDigit((char)At(_position + 1));
                isWritten &= ReadText();
                Expect((byte)':');
                isWritten &= ReadValue(depth + 1);
                if (Peek() != ',')
                {
                    break;
                }

                _position++;
            }
        }

        Expect((byte)'}');
        return Close(index, isWritten);
    }

    private bool ReadList(int depth)
    {
        var index = Add(ValueKind.List, _position++, depth);
        var isWritten = true;
        if (Peek() != ']')
        {
            while (true)
            {
                isWritten &= ReadValue(depth + 1);
                if (Peek() != ',')
                {
                    break;
                }

                _position++;
            }
        }

        Expect((byte)']');
        return Close(index, isWritten);
    }

    private bool ReadText()
    {
        var index = Add(ValueKind.Text, _position + 1, 0);
        ref var token = ref _tokens[index];
        token.IsWritten = true;
        _position++;
        while (true)
        {
            var length = _json[_position..].IndexOfAny(TextEnds);
            if (length < 0)
            {
                throw Fault();
            }

            _position += length;
            if (_json[_position] == '"')
            {
                token.Length = _position++ - token.Start;
                return token.IsWritten;
            }

            token.IsEscaped = true;

            // A \u might be half a character, which must not be copied.
            token.IsWritten &= ReadEscape() != 'u';
        }
    }

    private byte ReadEscape()
    {
        var escape = At(_position + 1);
        if (_json[_position] != '\\' || !"\"\\/bfnrtu"u8.Contains(escape))
        {
            throw Fault();
        }

        _position += 2;
        for (var i = 0; escape == 'u' && i < 4; i++)
        {
            if (!char.IsAsciiHexDigit((char)At(_position++)))
            {
                throw Fault();
            }
        }

        return escape;
    }

    private bool ReadNumber()
    {
        var index = Add(ValueKind.Number, _position, 0);
        var start = _position;
        var isWritten = At(_position) != '-';
        _position += isWritten ? 0 : 1;
        var first = At(_position);
        var digits = ReadDigits();
        if (first == '0' && digits > 1)
        {
            throw Fault();
        }

        if (At(_position) == '.')
        {
            isWritten = false;
            _position++;
            ReadDigits();
        }

        if (At(_position) is (byte)'e' or (byte)'E')
        {
            isWritten = false;
            _position++;
            _position += At(_position) is (byte)'+' or (byte)'-' ? 1 : 0;
            ReadDigits();
        }

        ref var token = ref _tokens[index];
        token.Length = _position - start;
        token.IsWritten = isWritten && digits <= MaxWrittenDigits;
        return token.IsWritten;
    }

    private int ReadDigits()
    {
        var start = _position;
        while (_position < _json.Length && (uint)(_json[_position] - '0') <= 9)
        {
            _position++;
        }

        return _position > start ? _position - start : throw Fault();
    }

    private bool ReadWord(ReadOnlySpan<byte> word, ValueKind kind)
    {
        if (!_json[_position..].StartsWith(word))
        {
            throw Fault();
        }

        var index = Add(kind, _position, 0);
        ref var token = ref _tokens[index];
        token.Length = word.Length;
        token.IsWritten = true;
        _position += word.Length;
        return true;
    }

    private int Add(ValueKind kind, int start, int depth)
    {
        if (depth >= MaxDepth)
        {
            throw new JsonException($"The data is nested more than {MaxDepth} deep.");
        }

        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        ref var token = ref _tokens[_count];
        token = default;
        token.Kind = kind;
        token.Start = start;
        token.Next = _count + 1;
        return _count++;
    }

    private readonly bool Close(int index, bool isWritten)
    {
        ref var token = ref _tokens[index];
        token.Length = _position - token.Start;
        token.Next = _count;
        token.IsWritten = isWritten;
        return isWritten;
    }

    private void Expect(byte symbol)
    {
        if (Peek() != symbol)
        {
            throw Fault();
        }

        _position++;
    }

    /// <summary>The next byte that is not white space; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Peek()
    {
        if (_position < _json.Length && _json[_position] > ' ')
        {
            return _json[_position];
        }

        SkipSpace();
        return At(_position);
    }

    private void SkipSpace()
    {
        while (_position < _json.Length && _json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private readonly byte At(int position) => position < _json.Length ? _json[position] : (byte)0;

    private readonly JsonException Fault() => new($"The data is not JSON at byte {_position}.");
}
