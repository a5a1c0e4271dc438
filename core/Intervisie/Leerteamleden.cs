using Isop.Core.Register;

namespace Isop.Core.Intervisie;

/// <summary>A student of a leerteam, with the stage that makes her one.</summary>
public sealed record Lid(PersonId Persoon, Opleiding Opleiding, Stage Stage);

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
            .OrderBy(s => s.Van).ThenBy(s => s.Id, StringComparer.Ordinal).DistinctBy(s => s.Student)
            .Select(s => register.FindStudent(s.Student) is { } student ? new Lid(s.Student, student.Opleiding, s) : null).OfType<Lid>()
            .OrderBy(l => l.Persoon.ToString(), StringComparer.Ordinal),
    ];

    public static bool IsStagedag(RegisterSnapshot register, Lid lid, DateOnly day) => register.Kalender.IsStagedag(lid.Stage, lid.Opleiding, day);

    /// <summary>The opleiders of these students; of a location without one named on its stages, who has that role there.</summary>
    public static IReadOnlyList<PersonId> Opleiders(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly day)
    {
        var named = Op(register, organisaties, day).Select(l => l.Stage.Opleider).OfType<PersonId>().Distinct().ToList();
        var found = named.Count > 0
            ? named
            : [.. register.HoldersOf(RolSoort.Schoolopleider, day).Where(r => r.Organisatie is { } at && organisaties.Contains(at)).Select(r => r.Persoon).Distinct()];
        return [.. found.Where(p => register.Find(p) is { Beeindigd: null })];
    }

    /// <summary>Professionals who may come along: who guides, assesses or coaches these students.</summary>
    public static IReadOnlyList<PersonId> Professionals(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly day) =>
    [
        .. Op(register, organisaties, day)
            .SelectMany(l => l.Stage.Werkplekbegeleiders
                .Concat(new[] { l.Stage.Opleider, register.FindStudent(l.Persoon)?.Studiecoach, register.FindStudent(l.Persoon)?.Mwb }.OfType<PersonId>()))
            .Distinct().Where(p => register.Find(p) is { Beeindigd: null }),
    ];
}
