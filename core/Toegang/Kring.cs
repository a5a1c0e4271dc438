using Isop.Core.Register;

namespace Isop.Core.Toegang;

/// <summary>Whom a case is about and who stands round it: what rights are measured against.</summary>
public sealed record Kring
{
    public required PersonId Student { get; init; }
    public required string Organisatie { get; init; }

    /// <summary>The organisation's board; empty when the register no longer knows the organisation.</summary>
    public required string Bestuur { get; init; }
    public IReadOnlyList<PersonId> Werkplekbegeleiders { get; init; } = [];
    public PersonId? Opleider { get; init; }

    /// <summary>hbo: the studiecoach; mbo: the studieloopbaanbegeleider.</summary>
    public PersonId? Studiecoach { get; init; }
    public PersonId? Mwb { get; init; }

    /// <summary>Of a stage, as the register has it now.</summary>
    public static Kring Van(Stage stage, RegisterSnapshot register) => new()
    {
        Student = stage.Student, Organisatie = stage.Organisatie, Bestuur = register.FindOrganisatie(stage.Organisatie)?.Bestuur ?? "",
        Werkplekbegeleiders = stage.Werkplekbegeleiders, Opleider = stage.Opleider,
        Studiecoach = register.FindStudent(stage.Student)?.Studiecoach, Mwb = register.FindStudent(stage.Student)?.Mwb,
    };

    /// <summary>Whether this person stands in it, as whatever.</summary>
    public bool Noemt(PersonId person) =>
        Student == person || Werkplekbegeleiders.Contains(person) || Opleider == person || Studiecoach == person || Mwb == person;

    /// <summary>Whether the case names this person in this role.</summary>
    internal bool Names(PersonId person, RolSoort rol) => rol switch
    {
        RolSoort.Werkplekbegeleider => Werkplekbegeleiders.Contains(person),
        RolSoort.Schoolopleider or RolSoort.AspirantOpleider => Opleider == person,
        RolSoort.Studiecoach or RolSoort.Slb => Studiecoach == person,
        RolSoort.Mwb => Mwb == person,
        _ => false,
    };
}
