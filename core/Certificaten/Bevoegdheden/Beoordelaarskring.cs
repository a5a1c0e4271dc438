using Isop.Core.Register;

namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>Of whom it is kept whether they may assess, from the register. Pure.</summary>
public static class Beoordelaarskring
{
    public static IReadOnlyList<RolSoort> Rollen { get; } =
        [RolSoort.Praktijkbeoordelaar, RolSoort.Schoolopleider, RolSoort.AspirantOpleider, RolSoort.CoordinerendSchoolopleider];

    /// <summary>Everybody in one of these roles on a day, each once.</summary>
    public static IReadOnlyList<PersonId> Op(RegisterSnapshot register, DateOnly day) =>
        [.. Rollen.SelectMany(r => register.HoldersOf(r, day)).Select(r => r.Persoon).Distinct().Where(p => register.Find(p) is { Beeindigd: null })];

    /// <summary>The roles of a person on a day that count here.</summary>
    public static IReadOnlyList<Rol> Van(RegisterSnapshot register, PersonId person, DateOnly day) =>
        register.Find(person) is { Beeindigd: null } ? [.. register.RollenOf(person).Where(r => r.Holds(day) && Rollen.Contains(r.Soort))] : [];
}
