using Isop.Core.Register;

namespace Isop.Core.StageEvaluaties;

/// <summary>An organisation, or the two locations of a koppel, which count as one (opleidingsplan §2.3.3).</summary>
public static class Eenheden
{
    private const char Join = '+';

    /// <summary>"O0001", or "O0001+O0002" whichever of the two locations is asked for.</summary>
    public static string Van(RegisterSnapshot register, string organisatie) =>
        register.FindOrganisatie(organisatie)?.Koppel is { } other && register.FindOrganisatie(other) is not null
            ? string.CompareOrdinal(organisatie, other) < 0 ? $"{organisatie}{Join}{other}" : $"{other}{Join}{organisatie}"
            : organisatie;

    public static IReadOnlyList<string> Locaties(string eenheid) => eenheid.Split(Join);

    /// <summary>Whether they have a location in common: a koppel that was made or broken meanwhile.</summary>
    public static bool Raken(string een, string ander) => een == ander || Locaties(een).Intersect(Locaties(ander)).Any();

    /// <summary>"De Regenboog", "De Regenboog en De Vlieger".</summary>
    public static string Naam(RegisterSnapshot register, string eenheid) =>
        string.Join(" en ", Locaties(eenheid).Select(code => register.FindOrganisatie(code)?.Naam ?? code));

    /// <summary>The board's code; empty when the register no longer knows the organisation.</summary>
    public static string Bestuur(RegisterSnapshot register, string eenheid) =>
        Locaties(eenheid).Select(code => register.FindOrganisatie(code)?.Bestuur).FirstOrDefault(b => b is not null) ?? "";
}
