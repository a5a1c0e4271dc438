using System.Text;
using System.Text.Json;

namespace Isop.Bot.Cards.Templating;

/// <summary>Reads JSON into values. One reader serves one expansion at a time; it keeps the names it has seen.</summary>
internal sealed class ValueReader
{
    private const int NameSlots = 512;
    private readonly string?[] _knownNames = new string?[NameSlots];
    private Value[] _values = new Value[64];
    private string[] _names = new string[64];
    private int _valueCount;
    private int _nameCount;

    public Value Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            if (reader.Read())
            {
                throw new JsonException("More than one value.");
            }

            return value;
        }
        finally
        {
            Array.Clear(_values);
            _valueCount = 0;
            _nameCount = 0;
        }
    }

    private Value ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Value.Of(reader.GetString()!),
        JsonTokenType.Number => Value.Of(reader.GetDouble()),
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.Null => Value.Null,
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => ReadRecord(ref reader),
    };

    private Value ReadList(ref Utf8JsonReader reader)
    {
        var start = _valueCount;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Push(ReadValue(ref reader));
        }

        var items = _values.AsSpan(start, _valueCount - start).ToArray();
        _valueCount = start;
        return Value.Of(items);
    }

    private Value ReadRecord(ref Utf8JsonReader reader)
    {
        var firstValue = _valueCount;
        var firstName = _nameCount;
        var duplicates = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ReadName(ref reader);
            duplicates |= Array.IndexOf(_names, name, firstName, _nameCount - firstName) >= 0;
            reader.Read();
            var value = ReadValue(ref reader);
            if (_nameCount == _names.Length)
            {
                Array.Resize(ref _names, _nameCount * 2);
            }

            _names[_nameCount++] = name;
            Push(value);
        }

        var names = _names.AsSpan(firstName, _nameCount - firstName).ToArray();
        var values = _values.AsSpan(firstValue, _valueCount - firstValue).ToArray();
        _nameCount = firstName;
        _valueCount = firstValue;
        return Value.Of(duplicates ? LastWins(names, values) : ValueRecord.Ordered(names, values, names.Length));
    }

    /// <summary>A name given twice keeps its first place and its last value.</summary>
    private static ValueRecord LastWins(string[] names, Value[] values)
    {
        var record = ValueRecord.Empty;
        for (var i = 0; i < names.Length; i++)
        {
            record = record.With(names[i], values[i]);
        }

        return record;
    }

    private void Push(in Value value)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _valueCount * 2);
        }

        _values[_valueCount++] = value;
    }

    /// <summary>The same names come back in every view; they are not made anew each time.</summary>
    private string ReadName(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence || reader.ValueSpan.Length > 64)
        {
            return reader.GetString()!;
        }

        var utf8 = reader.ValueSpan;
        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
        {
            hash = (hash * 31) + b;
        }

        ref var slot = ref _knownNames[hash % NameSlots];
        if (slot is not null && Ascii.Equals(utf8, slot))
        {
            return slot;
        }

        return slot = reader.GetString()!;
    }
}
