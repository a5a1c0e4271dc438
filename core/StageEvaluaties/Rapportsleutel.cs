using System.Diagnostics.CodeAnalysis;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Core.StageEvaluaties;

/// <summary>Which report of a study year: "eenheid:O0001", "bestuur:B003", "eenpitters", "partnerschap", "opleiding:pabo-vt".</summary>
public readonly record struct Rapportsleutel(string Soort, string Code)
{
    private const string Eenheidsoort = "eenheid";
    private const string Bestuursoort = "bestuur";
    private const string Opleidingsoort = "opleiding";

    public static Rapportsleutel Partnerschap { get; } = new("partnerschap", "");

    public static Rapportsleutel Eenpitters { get; } = new("eenpitters", "");

    public static Rapportsleutel Eenheid(string eenheid) => new(Eenheidsoort, eenheid);

    public static Rapportsleutel Bestuur(string bestuur) => new(Bestuursoort, bestuur);

    public static Rapportsleutel Opleiding(string opleiding) => new(Opleidingsoort, opleiding);

    public bool IsEenheid => Soort == Eenheidsoort;

    public override string ToString() => Code.Length == 0 ? Soort : $"{Soort}:{Code}";

    public static bool TryParse([NotNullWhen(true)] string? text, out Rapportsleutel sleutel)
    {
        sleutel = text?.Split(':') switch
        {
            [var soort] => new Rapportsleutel(soort, ""),
            [var soort, { Length: > 0 } code] => new Rapportsleutel(soort, code),
            _ => default,
        };
        return sleutel == Partnerschap || sleutel == Eenpitters || (sleutel.Code is { Length: > 0 } && sleutel.Soort is Eenheidsoort or Bestuursoort or Opleidingsoort);
    }

    /// <summary>As people name it.</summary>
    public Rapportonderwerp Onderwerp(RegisterSnapshot register)
    {
        var code = Code;
        return Soort switch
        {
            Eenheidsoort => new Rapportonderwerp(Eenheden.Naam(register, code), Eenheden.Locaties(code).Count > 1 ? Rapportsoort.Koppel : Rapportsoort.Organisatie),
            Bestuursoort => new Rapportonderwerp(register.Data.Besturen.FirstOrDefault(b => b.Code == code)?.Naam ?? code, Rapportsoort.Bestuur),
            Opleidingsoort => new Rapportonderwerp(code, Rapportsoort.Opleiding),
            "eenpitters" => new Rapportonderwerp("de éénpitters", Rapportsoort.Eenpitters),
            _ => new Rapportonderwerp("het hele partnerschap", Rapportsoort.Partnerschap),
        };
    }
}
