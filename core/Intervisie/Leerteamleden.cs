using Isop.Core.Register;

namespace Isop.Core.Intervisie;

/// <summary>A student of a leerteam, with the stages that make her one: at a koppel there may be two.</summary>
public sealed record Lid(PersonId Persoon, Opleiding Opleiding, IReadOnlyList<Stage> Stages)
{
    public bool IsErOp(DayOfWeek dag) => Stages.Any(s => s.Dagen.Contains(dag));

    public bool Loopt(DateOnly day) => Stages.Any(s => s.Runs(day));
}

/// <summary>
/// Who belongs to a leerteam: all students who have their stage at its locations, of every opleiding, guests of other opleidingen too
/// (opleidingsplan §2.2.1, Tabel 4). Pure.
/// </summary>
public static class Leerteamleden
{
    /// <summary>The students on a day, each once, in a fixed order.</summary>
    public static IReadOnlyList<Lid> Op(RegisterSnapshot register, IEnumerable<string> organisaties, DateOnly day) =>
        [.. Tussen(register, organisaties, day, day)];

    /// <summary>The students who have a stage there on any of these days, each once.</summary>
    public static IReadOnlyList<Lid> Tussen(RegisterSnapshot register, IEnumerable<string> organisaties, DateOnly from, DateOnly to) =>
    [
        .. organisaties.SelectMany(register.StagesAt)
            .Where(s => s.Van <= to && from <= s.Tot && (s.Beeindigd is not { } end || from < end) && register.Find(s.Student) is { Beeindigd: null })
            .GroupBy(s => s.Student)
            .Select(g => register.FindStudent(g.Key) is { } student
                ? new Lid(g.Key, student.Opleiding, [.. g.OrderBy(s => s.Van).ThenBy(s => s.Id, StringComparer.Ordinal)])
                : null).OfType<Lid>()
            .OrderBy(l => l.Persoon.ToString(), StringComparer.Ordinal),
    ];

    public static bool IsStagedag(RegisterSnapshot register, Lid lid, DateOnly day) => lid.Stages.Any(s => register.Kalender.IsStagedag(s, lid.Opleiding, day));

    /// <summary>The opleiders of the students of each location; where none is named on their stages, who has that role there.</summary>
    public static IReadOnlyList<PersonId> Opleiders(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly day) =>
        [.. organisaties.SelectMany(o => OpleidersAt(register, o, day)).Distinct().Where(p => register.Find(p) is { Beeindigd: null })];

    /// <summary>Professionals who may come along: who guides, assesses or coaches these students.</summary>
    public static IReadOnlyList<PersonId> Professionals(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly day) =>
    [
        .. Op(register, organisaties, day)
            .SelectMany(l => l.Stages.SelectMany(s => s.Werkplekbegeleiders).Concat(l.Stages.Select(s => s.Opleider).OfType<PersonId>())
                .Concat(new[] { register.FindStudent(l.Persoon)?.Studiecoach, register.FindStudent(l.Persoon)?.Mwb }.OfType<PersonId>()))
            .Distinct().Where(p => register.Find(p) is { Beeindigd: null }),
    ];

    private static IEnumerable<PersonId> OpleidersAt(RegisterSnapshot register, string organisatie, DateOnly day)
    {
        var named = register.StagesAt(organisatie).Where(s => s.Runs(day)).Select(s => s.Opleider).OfType<PersonId>().Distinct().ToList();
        return named.Count > 0 ? named : register.HoldersOf(RolSoort.Schoolopleider, day).Where(r => r.Organisatie == organisatie).Select(r => r.Persoon);
    }
}
