using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isop.Core.Register;

/// <summary>
/// Who a person is, whatever the address: 32 lower-case hex digits, drawn at random when the register first names the
/// person. It stays when the e-mail address changes and is not given to the next owner of an address.
/// </summary>
[JsonConverter(typeof(PersonIdJson))]
public readonly record struct PersonId : ISpanFormattable
{
    internal const int Length = 32;

    // Not as text: a register names its people hundreds of thousands of times.
    private readonly Guid _value;

    private PersonId(Guid value) => _value = value;

    /// <summary>Stands where somebody was named who was erased; nobody is drawn this id.</summary>
    public static PersonId Gewist { get; } = new(Guid.AllBitsSet);

    /// <exception cref="ArgumentException">The empty value names nobody.</exception>
    public static PersonId From(Guid value) => value == Guid.Empty ? throw new ArgumentException("The empty id names nobody.", nameof(value)) : new(value);

    public static PersonId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a person id.");

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id)
    {
        id = Guid.TryParseExact(text, "N", out var value) ? new PersonId(value) : default;
        return id != default;
    }

    /// <summary>Empty for the default value, which names nobody.</summary>
    public override string ToString() => _value == Guid.Empty ? "" : _value.ToString("N");

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        return _value == Guid.Empty || _value.TryFormat(destination, out charsWritten, "N");
    }

    internal static bool TryParse(ReadOnlySpan<byte> utf8, out PersonId id)
    {
        id = utf8.Length == Length && Utf8Parser.TryParse(utf8, out Guid value, out var read, 'N') && read == Length ? new PersonId(value) : default;
        return id != default;
    }

    internal void Format(Span<byte> utf8) => _value.TryFormat(utf8, out _, "N");
}

public sealed class PersonIdJson : JsonConverter<PersonId>
{
    public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.HasValueSequence || reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            ? PersonId.TryParse(reader.GetString(), out var id)
            : PersonId.TryParse(reader.ValueSpan, out id)) ? id : throw new JsonException("Not a person id.");

    public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[PersonId.Length];
        writer.WriteStringValue(utf8[..Format(value, utf8)]);
    }

    public override PersonId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[PersonId.Length];
        writer.WritePropertyName(utf8[..Format(value, utf8)]);
    }

    private static int Format(PersonId value, Span<byte> utf8)
    {
        if (value == default)
        {
            return 0;
        }

        value.Format(utf8);
        return PersonId.Length;
    }
}
