using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isop.Core.Register;

/// <summary>
/// A programme by the code the register uses: pabo-vt, pabo-dt, zij-instroom, ad-pep, ad-dep, mbo3-pm, mbo4-gpm, mbo4-oa,
/// or "gast: name" for students of other programmes who join a leerteam (opleidingsplan §2.2.1, Tabel 1).
/// </summary>
[JsonConverter(typeof(OpleidingJson))]
public readonly record struct Opleiding
{
    private static readonly string[] Known = ["pabo-vt", "pabo-dt", "zij-instroom", "ad-pep", "ad-dep", "mbo3-pm", "mbo4-gpm", "mbo4-oa"];

    /// <summary>Every code there is, without guests.</summary>
    internal static IReadOnlyList<string> Codes => Known;

    private readonly string? _code;

    private Opleiding(string code) => _code = code;

    public string Code => _code ?? "";

    public bool IsPabo => Code is "pabo-vt" or "pabo-dt" or "zij-instroom";

    public bool IsAd => Code is "ad-pep" or "ad-dep";

    public bool IsHbo => IsPabo || IsAd;

    public bool IsMbo => Code.StartsWith("mbo", StringComparison.Ordinal);

    public bool IsGast => Code.StartsWith("gast:", StringComparison.Ordinal);

    /// <summary>As people name it: "pabo voltijd".</summary>
    public string Naam => Code switch
    {
        "pabo-vt" => "pabo voltijd",
        "pabo-dt" => "pabo deeltijd",
        "zij-instroom" => "zij-instroom",
        "ad-pep" => "Ad pedagogisch educatief professional",
        "ad-dep" => "Ad didactisch educatief professional",
        "mbo3-pm" => "mbo pedagogisch medewerker",
        "mbo4-gpm" => "mbo gespecialiseerd pedagogisch medewerker",
        "mbo4-oa" => "mbo onderwijsassistent",
        _ => IsGast ? Code["gast:".Length..].Trim() : Code,
    };

    public static Opleiding Parse(string text) =>
        TryParse(text, out var opleiding) ? opleiding : throw new FormatException($"Not an opleiding: {text}");

    public static bool TryParse([NotNullWhen(true)] string? text, out Opleiding opleiding)
    {
        var code = text?.Trim() ?? "";
        // One text for all: a register names the same few for every student.
        code = Known.FirstOrDefault(k => k == code) ?? code;
        var ok = Known.Contains(code) || (code.StartsWith("gast:", StringComparison.Ordinal) && code.Length > "gast:".Length + 1);
        opleiding = ok ? new Opleiding(code) : default;
        return ok;
    }

    public override string ToString() => Code;
}

public sealed class OpleidingJson : JsonConverter<Opleiding>
{
    public override Opleiding Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Opleiding.TryParse(reader.GetString(), out var opleiding) ? opleiding : throw new JsonException("Not an opleiding.");

    public override void Write(Utf8JsonWriter writer, Opleiding value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code);
}
