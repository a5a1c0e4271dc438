using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isop.Core.Certificaten;

/// <summary>
/// What a certificate is found by: 128 random bits as 22 characters of base64url. Whoever has it may see what is printed; nobody can guess
/// one, and there is no list of them.
/// </summary>
[JsonConverter(typeof(CertificaatnummerJson))]
public readonly record struct Certificaatnummer
{
    public const int Lengte = 22;

    private const int Bytes = 16;
    private readonly string? _text;

    private Certificaatnummer(string text) => _text = text;

    public static Certificaatnummer Trek() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <exception cref="FormatException">It is none.</exception>
    public static Certificaatnummer Parse(string text) => TryParse(text, out var nummer) ? nummer : throw new FormatException("Not the number of a certificate.");

    /// <summary>Only as it was written: another text for the same bits is another number, so that a page has one address.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Certificaatnummer nummer)
    {
        nummer = default;
        Span<byte> bits = stackalloc byte[Bytes + 2];
        if (text?.Length != Lengte || Base64Url.DecodeFromChars(text, bits, out _, out var length) != OperationStatus.Done || length != Bytes || Base64Url.EncodeToString(bits[..Bytes]) != text)
        {
            return false;
        }

        nummer = new Certificaatnummer(text);
        return true;
    }

    /// <summary>Empty for the default value, which is no number.</summary>
    public override string ToString() => _text ?? "";
}

public sealed class CertificaatnummerJson : JsonConverter<Certificaatnummer>
{
    public override Certificaatnummer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Certificaatnummer.TryParse(reader.GetString(), out var nummer) ? nummer : throw new JsonException("Not the number of a certificate.");

    public override void Write(Utf8JsonWriter writer, Certificaatnummer value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
