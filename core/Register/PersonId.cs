using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isop.Core.Register;

/// <summary>
/// Who a person is, whatever the address: 32 lower-case hex digits, drawn at random when the register first names the
/// person. It stays when the e-mail address changes and is not given to the next owner of an address.
/// </summary>
[JsonConverter(typeof(PersonIdJson))]
public readonly record struct PersonId
{
    private readonly string? _value;

    private PersonId(string value) => _value = value;

    public static PersonId From(Guid value) => new(value.ToString("N"));

    public static PersonId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a person id.");

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id)
    {
        var ok = Guid.TryParseExact(text, "N", out var value);
        id = ok ? From(value) : default;
        return ok;
    }

    public override string ToString() => _value ?? "";
}

public sealed class PersonIdJson : JsonConverter<PersonId>
{
    public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PersonId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a person id.");

    public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override PersonId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
