using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// The data of one expansion as it came: UTF-8 JSON with an index of its tokens. Values read from it only when an expression asks for them,
/// and text goes to the card without being decoded. Text and records that were decoded are kept, so that they stay the same object.
/// </summary>
internal sealed class DataTape
{
    private byte[] _json = [];
    private JsonToken[] _tokens = new JsonToken[8];
    private object?[] _decoded = new object?[8];
    private int _count;
    private int _length;

    /// <exception cref="JsonException">It is not JSON.</exception>
    public Value Read(ReadOnlySpan<byte> utf8)
    {
        if (_json.Length < utf8.Length)
        {
            _json = new byte[utf8.Length];
        }

        utf8.CopyTo(_json);
        _length = utf8.Length;
        _count = new JsonIndex(_json.AsSpan(0, utf8.Length), ref _tokens).Read();
        if (_decoded.Length < _tokens.Length)
        {
            _decoded = new object?[_tokens.Length];
        }

        return At(0);
    }

    /// <summary>Lets go of what was decoded and makes the text unreadable, so that a kept tape holds no one's data.</summary>
    public void Clear()
    {
        Array.Clear(_decoded, 0, _count);
        Array.Clear(_json, 0, _length);
        _count = 0;
        _length = 0;
    }

    /// <summary>The value as JSON, when it stands there as it would be written.</summary>
    public bool TryGetJson(int index, out ReadOnlySpan<byte> json)
    {
        ref readonly var token = ref _tokens[index];
        json = token.Kind == ValueKind.Text ? QuotedText(index) : _json.AsSpan(token.Start, token.Length);
        return token.IsWritten;
    }

    private Value At(int index)
    {
        ref readonly var token = ref _tokens[index];
        switch (token.Kind)
        {
            case ValueKind.Text:
                return Value.Of(this, ValueKind.Text, index);
            case ValueKind.Record:
                return Value.Of(this, ValueKind.Record, index);
            case ValueKind.List:
                return Value.Of(this, ValueKind.List, index);
            case ValueKind.Number:
                return Utf8Parser.TryParse(_json.AsSpan(token.Start, token.Length), out double number, out _) ? Value.Of(number) : Value.Null;
            case ValueKind.Boolean:
                return Value.Of(_json[token.Start] == (byte)'t');
            default:
                return Value.Null;
        }
    }

    /// <summary>The text between its quotes, when it stands in the JSON as it would be written (a \u might be half a character).</summary>
    public bool TryGetRawText(int index, out ReadOnlySpan<byte> json)
    {
        json = RawText(index);
        return _tokens[index].IsWritten;
    }

    private ReadOnlySpan<byte> RawText(int index) => _json.AsSpan(_tokens[index].Start, _tokens[index].Length);

    /// <summary>The text with its quotes as it stands in the JSON.</summary>
    private ReadOnlySpan<byte> QuotedText(int index) => _json.AsSpan(_tokens[index].Start - 1, _tokens[index].Length + 2);

    public string Text(int index)
    {
        ref var decoded = ref _decoded[index];
        return (string)(decoded ??= Decode(index));
    }

    public Value[] Items(int index)
    {
        ref var decoded = ref _decoded[index];
        if (decoded is not Value[] items)
        {
            var count = 0;
            for (var i = index + 1; i < _tokens[index].Next; i = _tokens[i].Next)
            {
                count++;
            }

            items = new Value[count];
            for (int i = index + 1, n = 0; n < count; i = _tokens[i].Next)
            {
                items[n++] = At(i);
            }

            decoded = items;
        }

        return items;
    }

    public ValueRecord Record(int index)
    {
        ref var decoded = ref _decoded[index];
        return (ValueRecord)(decoded ??= DecodeRecord(index));
    }

    /// <summary>The first property whose name is equal ignoring case; absent when there is none.</summary>
    public Value Find(int index, string name)
    {
        var end = _tokens[index].Next;
        var isAscii = Ascii.IsValid(name);
        for (var i = index + 1; i < end; i = _tokens[i + 1].Next)
        {
            ref readonly var token = ref _tokens[i];
            if (isAscii && !token.IsEscaped
                ? token.Length == name.Length && Ascii.EqualsIgnoreCase(_json.AsSpan(token.Start, token.Length), name)
                : string.Equals(Text(i), name, StringComparison.OrdinalIgnoreCase))
            {
                return At(i + 1);
            }
        }

        return Value.Undefined;
    }

    private ValueRecord DecodeRecord(int index)
    {
        var names = new List<string>();
        var values = new List<Value>();
        var end = _tokens[index].Next;
        for (var i = index + 1; i < end; i = _tokens[i + 1].Next)
        {
            var name = Text(i);
            var known = names.IndexOf(name);
            if (known >= 0)
            {
                // A name given twice keeps its first place and its last value.
                values[known] = At(i + 1);
                continue;
            }

            names.Add(name);
            values.Add(At(i + 1));
        }

        return ValueRecord.Ordered([.. names], [.. values], names.Count);
    }

    private string Decode(int index)
    {
        if (!_tokens[index].IsEscaped)
        {
            return Encoding.UTF8.GetString(RawText(index));
        }

        return Unescape(Encoding.UTF8.GetString(RawText(index)));
    }

    /// <summary>Takes the escapes out; the JSON was found valid, so each is whole. Half a surrogate pair stays what it is.</summary>
    private static string Unescape(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            var c = json[++i];
            text.Append(c switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)ushort.Parse(json.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => c,
            });
            i += c == 'u' ? 4 : 0;
        }

        return text.ToString();
    }
}
