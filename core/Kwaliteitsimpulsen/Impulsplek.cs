using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>Who agrees on it: opleider and directeur, or bestuurder and programmaleider (opleidingsplan, tabel 10).</summary>
public enum Impulsniveau
{
    Organisatie,
    Bestuur,
}

/// <summary>Whose a kwaliteitsimpuls is: "organisatie:O0001", "bestuur:B003".</summary>
/// <param name="Niveau">An organisation or a board.</param>
/// <param name="Code">As the register has it. Of a koppel either location: they act as one.</param>
public readonly record struct Impulsplek(Impulsniveau Niveau, string Code)
{
    private const string Organisatiesoort = "organisatie";
    private const string Bestuursoort = "bestuur";

    public static Impulsplek Bestuur(string code) => new(Impulsniveau.Bestuur, code);

    /// <summary>One and the same for both locations of a koppel.</summary>
    public static Impulsplek Organisatie(RegisterSnapshot register, string code) =>
        new(Impulsniveau.Organisatie, Eenheden.Locaties(Eenheden.Van(register, code))[0]);

    /// <summary>As the register of now has it: a koppel that was made since is one.</summary>
    public Impulsplek Op(RegisterSnapshot register) => IsBestuur ? this : Organisatie(register, Code);

    [JsonIgnore]
    public bool IsBestuur => Niveau == Impulsniveau.Bestuur;

    /// <summary>As people know it: "De Linde", "De Els en De Iep", "Stichting Noord".</summary>
    public string Naam(RegisterSnapshot register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var code = Code;
        return IsBestuur
            ? register.Data.Besturen.FirstOrDefault(b => b.Code == code)?.Naam ?? code
            : Eenheden.Naam(register, Eenheden.Van(register, code));
    }

    public override string ToString() => $"{(IsBestuur ? Bestuursoort : Organisatiesoort)}:{Code}";

    public static bool TryParse([NotNullWhen(true)] string? text, out Impulsplek plek)
    {
        plek = text?.Split(':', 2) switch
        {
            [Organisatiesoort, { Length: > 0 } code] => new Impulsplek(Impulsniveau.Organisatie, code),
            [Bestuursoort, { Length: > 0 } code] => new Impulsplek(Impulsniveau.Bestuur, code),
            _ => default,
        };
        return plek != default;
    }
}
