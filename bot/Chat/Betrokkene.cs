using Isop.Core.Register;

namespace Isop.Bot.Chat;

/// <summary>What a person is in the partnership today, as the register has it; one person may be several.</summary>
internal sealed record Betrokkene(PersonId Id, RegisterSnapshot Register, DateOnly Vandaag)
{
    /// <summary>After its last day a stage stays in view this long: the gesprek may still have to come.</summary>
    private const int DagenErna = 28;

    public Student? AlsStudent { get; } = Register.FindStudent(Id);

    public IReadOnlyList<Stage> EigenStages { get; } = [.. Recent(Register.StagesOf(Id), Vandaag)];

    /// <summary>As werkplekbegeleider.</summary>
    public IReadOnlyList<Stage> Begeleidt { get; } = [.. Recent(Register.StagesGuidedBy(Id), Vandaag)];

    public IReadOnlyList<Stage> AlsOpleider { get; } = [.. Recent(Register.StagesUnder(Id), Vandaag)];

    /// <summary>As studiecoach, slb'er or mwb-er.</summary>
    public IReadOnlyList<Student> VanInstituut { get; } =
        [.. Register.StudentenOf(Id).Concat(Register.StudentenMetMwb(Id)).Distinct().Where(s => Living(Register, s))];

    public string Roepnaam => Register.Find(Id)?.Roepnaam ?? "";

    public bool HeeftStudenten => Begeleidt.Count + AlsOpleider.Count + VanInstituut.Count > 0;

    /// <summary>As student, opleider or begeleider of one.</summary>
    public bool HeeftLeerteam =>
        Register.LeerteamsGuidedBy(Id).Any() || EigenStages.Concat(AlsOpleider).Any(s => Register.LeerteamsAt(s.Organisatie).Any());

    /// <summary>The students this person may ask after, each once.</summary>
    public IEnumerable<PersonId> Studenten =>
        Begeleidt.Concat(AlsOpleider).Select(s => s.Student).Concat(VanInstituut.Select(s => s.Persoon)).Distinct();

    /// <summary>Whether the register gives this person a part in the guidance of the student: the state of a case may be shown.</summary>
    public bool Volgt(PersonId student) => Studenten.Contains(student);

    private static IEnumerable<Stage> Recent(IEnumerable<Stage> stages, DateOnly today) => stages
        .Where(s => s.Tot.AddDays(DagenErna) >= today && (s.Beeindigd is not { } end || end.AddDays(DagenErna) >= today))
        .OrderBy(s => s.Van);

    private static bool Living(RegisterSnapshot register, Student student) => register.Find(student.Persoon) is { Beeindigd: null };
}
