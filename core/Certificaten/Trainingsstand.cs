using Isop.Core.Register;

namespace Isop.Core.Certificaten;

/// <summary>Which of the trainings of a werkplekbegeleider somebody has (opleidingsplan §2.3.4: the basistraining once, an opfriscursus every year after it).</summary>
/// <param name="Persoon">Who.</param>
/// <param name="Basis">When the basistraining was got; null when it was not.</param>
/// <param name="Opfris">When the opfriscursus of this study year was got; null when it was not.</param>
public sealed record Trainingsstand(PersonId Persoon, DateOnly? Basis, DateOnly? Opfris)
{
    public const string Basistraining = "basistraining", Opfriscursus = "opfriscursus";

    /// <summary>Nothing is missing: the year of the basistraining needs no opfriscursus.</summary>
    public bool IsBij(Kalender.Kalender kalender, string studiejaar) => Opfris is not null || (Basis is { } day && kalender.Studiejaar(day) == studiejaar);

    public static Trainingsstand Van(PersonId persoon, IEnumerable<Certificaatregel> certificaten, string studiejaar)
    {
        var held = certificaten.Where(c => !c.Vervallen).ToList();
        return new Trainingsstand(
            persoon, held.Where(c => c.Soort == Basistraining).Select(c => (DateOnly?)c.Dag).Max(),
            held.Where(c => c.Soort == Opfriscursus && c.Studiejaar == studiejaar).Select(c => (DateOnly?)c.Dag).Max());
    }
}
