using Isop.Core.Register;

namespace Isop.Core.Personen;

/// <summary>By what a person can be recognised in what is stored.</summary>
public sealed record Identiteit
{
    public required PersonId Id { get; init; }

    /// <summary>The addresses of now and before, in any register version.</summary>
    public IReadOnlyList<string> Adressen { get; init; } = [];

    /// <summary>Full names; the roepnaam is a word that anybody may use, so texts are not searched for it.</summary>
    public IReadOnlyList<string> Namen { get; init; } = [];
    public IReadOnlyList<string> Telefoons { get; init; } = [];
    public IReadOnlyList<string> Studentnummers { get; init; } = [];

    /// <summary>Object ids of the person's accounts in Teams.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>The person's conversations with the bot.</summary>
    public IReadOnlyList<string> Gesprekken { get; init; } = [];

    /// <summary>The cases about this person as the student.</summary>
    public IReadOnlyList<string> Zaken { get; init; } = [];

    /// <summary>With what this register version knows about the person besides.</summary>
    public Identiteit Met(RegisterSnapshot register) => register.Find(Id) is not { } person ? this : this with
    {
        Adressen = Samen(Adressen, [person.Email, .. person.EerdereAdressen ?? []]),
        Namen = Samen(Namen, [person.Naam]),
        Telefoons = Samen(Telefoons, person.Telefoon is { } telefoon ? [telefoon] : []),
        Studentnummers = Samen(Studentnummers, register.FindStudent(Id) is { } student ? [student.Studentnummer] : []),
    };

    /// <summary>Without the addresses that are another person's by now: what is found by them is of that person.</summary>
    public Identiteit Zonder(RegisterSnapshot current) => this with
    {
        Adressen = [.. Adressen.Where(a => current.FindByEmail(a) is not { } owner || owner.Id == Id)],
    };

    internal static IReadOnlyList<string> Samen(IEnumerable<string> known, IEnumerable<string> more) =>
        [.. known.Concat(more).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
