using System.Diagnostics.CodeAnalysis;

namespace Isop.Bot.Cards.Templating;

internal enum ValueKind : byte
{
    /// <summary>Absent: a property with this value is left out, as in JavaScript.</summary>
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    List,
    Record,
    Bytes,

    /// <summary>The evaluation failed; the text says why.</summary>
    Error,
}

/// <summary>
/// A value of the expression language. It follows the JavaScript engine, the reference for the language: numbers are doubles, absent
/// and null are two things, lists and records are compared by identity where that engine does so. Never changed once made.
/// </summary>
internal readonly struct Value
{
    private readonly object? _object;
    private readonly double _number;

    private Value(ValueKind kind, object? obj, double number)
    {
        Kind = kind;
        _object = obj;
        _number = number;
    }

    public ValueKind Kind { get; }

    public static Value Undefined => default;

    public static Value Null => new(ValueKind.Null, null, 0);

    public static Value True => new(ValueKind.Boolean, null, 1);

    public static Value False => new(ValueKind.Boolean, null, 0);

    public static Value Of(bool value) => new(ValueKind.Boolean, null, value ? 1 : 0);

    public static Value Of(double value) => new(ValueKind.Number, null, value);

    public static Value Of(string value) => new(ValueKind.Text, value, 0);

    public static Value Of(Value[] items) => new(ValueKind.List, items, 0);

    public static Value Of(ValueRecord record) => new(ValueKind.Record, record, 0);

    /// <summary>A text, list or record that still stands in the data.</summary>
    public static Value Of(DataTape data, ValueKind kind, int index) => new(kind, data, index);

    public static Value Of(byte[] bytes) => new(ValueKind.Bytes, bytes, 0);

    public static Value Error(string reason) => new(ValueKind.Error, reason, double.PositiveInfinity);

    /// <summary>A failure that leaves a half-done result behind, which the last operand of <c>||</c> shows in the JavaScript engine.</summary>
    public static Value ErrorLeaving(string reason, bool result) => new(ValueKind.Error, reason, result ? 1 : 0);

    /// <summary>What a failure leaves behind: mostly nothing.</summary>
    public Value Leftover => double.IsFinite(_number) ? Of(Boolean) : Undefined;

    public bool IsError => Kind == ValueKind.Error;

    public bool IsUndefined => Kind == ValueKind.Undefined;

    /// <summary>Null or absent.</summary>
    public bool IsNothing => Kind <= ValueKind.Null;

    public bool IsText => Kind == ValueKind.Text;

    public bool IsList => Kind == ValueKind.List;

    public bool IsRecord => Kind == ValueKind.Record;

    /// <summary>A number other than NaN, which the language does not count as one.</summary>
    public bool IsNumber => Kind == ValueKind.Number && !double.IsNaN(_number);

    public bool IsInteger => Kind == ValueKind.Number && double.IsInteger(_number);

    /// <summary>What <c>typeof x === 'object'</c> says in JavaScript.</summary>
    public bool IsObjectType => Kind is ValueKind.Null or ValueKind.List or ValueKind.Record or ValueKind.Bytes;

    public bool Boolean => _number != 0;

    public double Number => _number;

    public string Text => _object is DataTape data ? data.Text((int)_number) : (string)_object!;

    public Value[] Items => _object is DataTape data ? data.Items((int)_number) : (Value[])_object!;

    public ValueRecord Record => _object is DataTape data ? data.Record((int)_number) : (ValueRecord)_object!;

    /// <summary>A record's first property whose name is equal ignoring case; absent when there is none.</summary>
    public Value Find(string name) => _object is DataTape data ? data.Find((int)_number, name) : ((ValueRecord)_object!).Find(name);

    /// <summary>The value as it stands in the data, when that is how it would be written.</summary>
    public bool TryGetJson(out ReadOnlySpan<byte> json)
    {
        json = default;
        return _object is DataTape data && data.TryGetJson((int)_number, out json);
    }

    /// <summary>A text between its quotes as it stands in the data, when that is how it would be written.</summary>
    public bool TryGetRawText(out ReadOnlySpan<byte> json)
    {
        json = default;
        return Kind == ValueKind.Text && _object is DataTape data && data.TryGetRawText((int)_number, out json);
    }

    public byte[] Bytes => (byte[])_object!;

    public string Reason => (string)_object!;

    /// <summary>What counts as true in <c>if</c>, <c>and</c>, <c>where</c>: everything but false, null and absent.</summary>
    public bool IsLogicTrue => Kind switch
    {
        ValueKind.Boolean => Boolean,
        ValueKind.Undefined or ValueKind.Null or ValueKind.Error => false,
        _ => true,
    };

    /// <summary>What JavaScript itself counts as true.</summary>
    public bool IsTruthy => Kind switch
    {
        ValueKind.Boolean => Boolean,
        ValueKind.Number => _number != 0 && !double.IsNaN(_number),
        ValueKind.Text => Text.Length > 0,
        ValueKind.Undefined or ValueKind.Null or ValueKind.Error => false,
        _ => true,
    };

    /// <summary>The <c>===</c> of JavaScript.</summary>
    public static bool StrictEquals(in Value a, in Value b)
    {
        if (a.Kind != b.Kind)
        {
            return false;
        }

        return a.Kind switch
        {
            ValueKind.Undefined or ValueKind.Null => true,
            ValueKind.Boolean or ValueKind.Number => a._number == b._number,
            ValueKind.Text => string.Equals(a.Text, b.Text, StringComparison.Ordinal),
            _ => ReferenceEquals(a._object, b._object) && a._number == b._number,
        };
    }

    /// <summary>Equality of a JavaScript <c>Set</c>: as <c>===</c>, but NaN equals itself.</summary>
    public sealed class SetComparer : IEqualityComparer<Value>
    {
        public static SetComparer Instance { get; } = new();

        public bool Equals(Value a, Value b) =>
            StrictEquals(a, b) || (a.Kind == ValueKind.Number && b.Kind == ValueKind.Number && double.IsNaN(a._number) && double.IsNaN(b._number));

        public int GetHashCode([DisallowNull] Value value) => value.Kind switch
        {
            ValueKind.Undefined or ValueKind.Null => (int)value.Kind,
            ValueKind.Boolean or ValueKind.Number => value._number == 0 ? 0 : value._number.GetHashCode(),
            ValueKind.Text => string.GetHashCode(value.Text, StringComparison.Ordinal),
            _ => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value._object), value._number),
        };
    }
}

/// <summary>A JSON object: names and values in JavaScript's order (whole numbers first, ascending; then as written).</summary>
internal sealed class ValueRecord(string[] names, Value[] values, int count)
{
    public static ValueRecord Empty { get; } = new([], [], 0);

    public int Count => count;

    public ReadOnlySpan<string> Names => names.AsSpan(0, count);

    public ReadOnlySpan<Value> Values => values.AsSpan(0, count);

    /// <summary>The first property whose name is equal ignoring case; absent when there is none.</summary>
    public Value Find(string name)
    {
        var all = names;
        for (var i = 0; i < count; i++)
        {
            var candidate = all[i];
            if (candidate.Length == name.Length
                && ((object)candidate == name || candidate.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return values[i];
            }
        }

        return Value.Undefined;
    }

    /// <summary>The property with exactly this name; absent when there is none.</summary>
    public Value FindExact(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? Value.Undefined : values[index];
    }

    public int IndexOf(string name) => Array.IndexOf(names, name, 0, count);

    /// <summary>A copy with this property set: in place when it was there, else at the end.</summary>
    public ValueRecord With(string name, Value value)
    {
        var index = IndexOf(name);
        var newCount = index < 0 ? count + 1 : count;
        var newNames = new string[newCount];
        var newValues = new Value[newCount];
        Names.CopyTo(newNames);
        Values.CopyTo(newValues);
        newNames[index < 0 ? count : index] = name;
        newValues[index < 0 ? count : index] = value;
        return Ordered(newNames, newValues, newCount);
    }

    public ValueRecord Without(string name)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            return this;
        }

        string[] newNames = [.. Names[..index], .. Names[(index + 1)..]];
        Value[] newValues = [.. Values[..index], .. Values[(index + 1)..]];
        return new ValueRecord(newNames, newValues, count - 1);
    }

    /// <summary>Makes a record of properties in the order they were written; the arrays become the record's own.</summary>
    public static ValueRecord Ordered(string[] names, Value[] values, int count)
    {
        var numbered = 0;
        for (var i = 0; i < count; i++)
        {
            if (IsIndex(names[i], out _))
            {
                numbered++;
            }
        }

        if (numbered == 0)
        {
            return new ValueRecord(names, values, count);
        }

        var order = Enumerable.Range(0, count)
            .OrderBy(i => IsIndex(names[i], out var index) ? index : long.MaxValue)
            .ToArray();
        return new ValueRecord([.. order.Select(i => names[i])], [.. order.Select(i => values[i])], count);
    }

    /// <summary>Whether JavaScript counts this property name as an array index.</summary>
    public static bool IsIndex(string name, out long index)
    {
        index = 0;
        if (name.Length is 0 or > 10 || !char.IsAsciiDigit(name[0]) || (name[0] == '0' && name.Length > 1))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            index = (index * 10) + (c - '0');
        }

        return index < uint.MaxValue;
    }
}
