using System.Globalization;
using Isop.Core.Register;

namespace Isop.Core.Agenda;

/// <summary>
/// The veldcontactdagen of the kalender, for those who meet there: opleiders and studiecoaches, with the regisseurs and the bureau
/// (opleidingsplan §2.3.3-C). Whole days, because the kalender knows no times.
/// </summary>
public sealed class Veldcontactdagen(CurrentRegister register) : IAgendaBron
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly HashSet<RolSoort> Genodigd =
    [
        RolSoort.Schoolopleider, RolSoort.AspirantOpleider, RolSoort.CoordinerendSchoolopleider, RolSoort.Studiecoach,
        RolSoort.Regisseur, RolSoort.RegisseurStudiecoaching, RolSoort.Onderwijsbureau,
    ];

    public async Task<IReadOnlyList<Afspraak>> AfsprakenVan(PersonId persoon, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var current = await register(cancellationToken);
        return current.Find(persoon) is { Beeindigd: null } ? [.. Of(current, persoon).Where(a => from <= a.Datum && a.Datum <= to)] : [];
    }

    /// <summary>
    /// A row has no history of its own: its number among the rows of that name in the study year stays when its day moves, and the
    /// version of the register tells calendars which is newer.
    /// </summary>
    private static IEnumerable<Afspraak> Of(RegisterSnapshot register, PersonId persoon)
    {
        var gewijzigd = RegisterVersions.MadeAt(register.Version) ?? Begin;
        var rows = register.Kalender.Rows(KalenderSoort.Veldcontactdag).GroupBy(r => (Jaar: register.Kalender.Studiejaar(r.Van), r.Naam));
        foreach (var same in rows)
        {
            foreach (var (nummer, row) in same.OrderBy(r => r.Van).Index().Where(p => IsFor(register, persoon, p.Item)))
            {
                for (var day = row.Van; day <= row.Tot; day = day.AddDays(1))
                {
                    yield return new Afspraak
                    {
                        Uid = string.Create(
                            CultureInfo.InvariantCulture,
                            $"veldcontactdag-{same.Key.Jaar}-{Bezorging.StableHash.Of(same.Key.Naam):x8}-{nummer}-{day.DayNumber - row.Van.DayNumber}@isop"),
                        Volgnummer = (int)(gewijzigd - Begin).TotalMinutes,
                        Titel = row.Naam,
                        Datum = day,
                        Gewijzigd = gewijzigd,
                    };
                }
            }
        }
    }

    private static bool IsFor(RegisterSnapshot register, PersonId persoon, KalenderRegel row) =>
        register.RollenOf(persoon).Any(rol => Genodigd.Contains(rol.Soort) && rol.Holds(row.Van)
            && (row.Organisatie is null || rol.Organisatie is null || row.Organisatie == rol.Organisatie)
            && (row.Regio is null || rol.Organisatie is null || register.FindOrganisatie(rol.Organisatie)?.Vakantieregio == row.Regio)
            && (row.Opleiding is null || rol.Soort != RolSoort.Studiecoach
                || register.StudentenOf(persoon).Any(s => s.Opleiding == row.Opleiding)));
}
