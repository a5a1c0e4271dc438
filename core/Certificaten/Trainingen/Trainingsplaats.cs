using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>How people name the place of a training.</summary>
public static class Trainingsplaats
{
    private const int MeesteNamen = 2;

    /// <summary>In characters: what fits on a certificate.</summary>
    private const int Langste = 120;

    /// <summary>"Basisschool De Linde, Ulft", two of them, the board's name, or how many organisations.</summary>
    public static string Van(Training training, RegisterSnapshot register) =>
        training.Bestuur is { } code ? register.Data.Besturen.FirstOrDefault(b => b.Code == code)?.Naam ?? code
        : training.Organisaties.Count <= MeesteNamen && Dutch.List([.. training.Organisaties.Select(o => Organisatie(register, o))]) is { Length: <= Langste } names ? names
        : training.Organisaties.Count == register.Data.Organisaties.Count ? "alle organisaties"
        : Dutch.Count(training.Organisaties.Count, "organisatie", "organisaties");

    /// <summary>Where it was, with for whom: "Basisschool De Linde, Ulft (teamkamer)", "Kulturhus Gendringen (Stichting De Bongerd)".</summary>
    public static string Waar(Training training, RegisterSnapshot register)
    {
        var voor = Van(training, register);
        var both = training.Organisaties.Count == 1 ? $"{voor} ({training.Plaats})" : $"{training.Plaats} ({voor})";
        return training.Plaats.Length == 0 ? voor : both.Length <= Langste ? both : training.Plaats;
    }

    /// <summary>The place is left out where the name says it.</summary>
    private static string Organisatie(RegisterSnapshot register, string code) => register.FindOrganisatie(code) is { } o
        ? o.Naam.Contains(o.Plaats, StringComparison.OrdinalIgnoreCase) ? o.Naam : $"{o.Naam}, {o.Plaats}"
        : code;
}
