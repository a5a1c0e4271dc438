using Isop.Core.Register;

namespace Isop.Core.Certificaten;

/// <summary>Which of the trainings of a werkplekbegeleider somebody has (opleidingsplan §2.3.4: the basistraining once, an opfriscursus every year after it).</summary>
/// <param name="Persoon">Who.</param>
/// <param name="Basis">When the basistraining was got; null when it was not.</param>
/// <param name="Opfris">When the opfriscursus of this study year was got; null when it was not.</param>
public sealed record Trainingsstand(PersonId Persoon, DateOnly? Basis, DateOnly? Opfris)
{
    public const string Basistraining = "basistraining", Opfriscursus = "opfriscursus";

    /// <summary>What is to be followed now: first the basistraining; the year of the basistraining needs no opfriscursus. Null when nothing is missing.</summary>
    public string? Mist(Kalender.Kalender kalender, string studiejaar) =>
        Basis is not { } day ? Basistraining : Opfris is null && kalender.Studiejaar(day) != studiejaar ? Opfriscursus : null;

    public static Trainingsstand Van(PersonId persoon, IEnumerable<Certificaatregel> certificaten, string studiejaar)
    {
        var held = certificaten.Where(c => !c.Vervallen).ToList();
        return held.Count == 0 ? new Trainingsstand(persoon, null, null) : new Trainingsstand(
            persoon, held.Where(c => c.Soort == Basistraining).Select(c => (DateOnly?)c.Dag).Max(),
            held.Where(c => c.Soort == Opfriscursus && c.Studiejaar == studiejaar).Select(c => (DateOnly?)c.Dag).Max());
    }
}
