using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Bot.MijnIsop;

/// <summary>
/// What the register says of the risks of opleidingsplan Tabel 9, on a day. The two locations of a koppel count as one. It holds people only to
/// ask whether they may assess, and is shown as counts.
/// </summary>
internal sealed record Risicocijfers
{
    /// <summary>"Plek voor ten minste 4 pabo- en 2 mbo-studenten" (opleidingsplan §2.3.3).</summary>
    public const int KleinLeerteam = 6;

    /// <summary>In a koppel, for each location (opleidingsplan §2.3.3).</summary>
    public const int PerKoppellocatie = 2;

    public required int Organisaties { get; init; }

    /// <summary>Opleidingsorganisaties where nobody has a stage.</summary>
    public required int ZonderStudent { get; init; }

    /// <summary>With students, but fewer than <see cref="KleinLeerteam"/>.</summary>
    public required int Klein { get; init; }

    public required int Koppels { get; init; }

    /// <summary>Koppels with a location with fewer than <see cref="PerKoppellocatie"/> students.</summary>
    public required int DunneKoppels { get; init; }

    public required int Studenten { get; init; }

    /// <summary>On the same day a year ago; null when the register does not go back so far.</summary>
    public required int? StudentenVorigJaar { get; init; }

    /// <summary>In a role that assesses or will.</summary>
    public required int Beoordelaars { get; init; }

    /// <summary>For each organisation with students: its opleiders and who is named as that on its stages.</summary>
    public required IReadOnlyList<IReadOnlyList<PersonId>> OpleidersPerOrganisatie { get; init; }

    public static Risicocijfers Van(RegisterSnapshot register, DateOnly today)
    {
        var eenheden = register.Data.Organisaties.Where(o => o.Opleidingsorganisatie).GroupBy(o => Eenheden.Van(register, o.Code)).Select(g => Eenheden.Locaties(g.Key)).ToList();
        var perOrganisatie = eenheden.Select(codes => codes.Select(c => register.StagesAt(c).Where(s => s.Runs(today)).ToList()).ToList()).ToList();
        var students = perOrganisatie.Select(locaties => locaties.Select(Aantal).ToList()).ToList();
        var roles = Beoordelaarskring.Rollen.SelectMany(soort => register.HoldersOf(soort, today)).Where(r => r.Organisatie is not null).ToLookup(r => r.Organisatie!, r => r.Persoon);
        var ago = today.AddYears(-1);
        return new Risicocijfers
        {
            Organisaties = eenheden.Count,
            ZonderStudent = students.Count(s => s.Sum() == 0),
            Klein = students.Count(s => s.Sum() is > 0 and < KleinLeerteam),
            Koppels = students.Count(s => s.Count > 1),
            DunneKoppels = students.Count(s => s.Count > 1 && s.Exists(n => n < PerKoppellocatie)),
            Studenten = Aantal(register.Data.Stages.Where(s => s.Runs(today))),
            StudentenVorigJaar = Aantal(register.Data.Stages.Where(s => s.Runs(ago))) is > 0 and var then ? then : null,
            Beoordelaars = Beoordelaarskring.Op(register, today).Count,
            OpleidersPerOrganisatie =
            [
                .. eenheden.Zip(perOrganisatie).Where(e => e.Second.Exists(s => s.Count > 0))
                    .Select(e => (IReadOnlyList<PersonId>)[.. e.First.SelectMany(c => roles[c]).Concat(e.Second.SelectMany(s => s).Select(s => s.Opleider).OfType<PersonId>()).Distinct()]),
            ],
        };
    }

    private static int Aantal(IEnumerable<Stage> stages) => stages.Select(s => s.Student).Distinct().Count();
}
