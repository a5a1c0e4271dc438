namespace Isop.Core.Register;

/// <summary>
/// A change by hand between two imports. The next import is the truth again: what it says about these people and stages counts,
/// and its preview shows the difference.
/// </summary>
public abstract record RegisterChange
{
    private RegisterChange()
    {
    }

    /// <summary>Other werkplekbegeleiders (one or two) from a day on. In the future: the stage goes on as a new one from that day.</summary>
    public sealed record AndereWerkplekbegeleiders(string Stage, IReadOnlyList<PersonId> Werkplekbegeleiders, DateOnly Vanaf) : RegisterChange;

    /// <summary>Another opleider, or none.</summary>
    public sealed record AndereOpleider(string Stage, PersonId? Opleider) : RegisterChange;

    /// <summary>The stage stops, and another begins at another organisation on the same day.</summary>
    public sealed record AndereOrganisatie(
        string Stage, string Organisatie, string Groep, IReadOnlyList<PersonId> Werkplekbegeleiders, PersonId? Opleider, DateOnly Vanaf,
        IReadOnlyList<DayOfWeek> Dagen) : RegisterChange;

    /// <summary>The first day that the stage no longer runs.</summary>
    public sealed record StageStopt(string Stage, DateOnly Per) : RegisterChange;

    public sealed record AnderAdres(PersonId Person, string Email) : RegisterChange;

    /// <summary>A new person under the bron of the bureau, as werkplekbegeleider of an organisation.</summary>
    public sealed record NieuweWerkplekbegeleider(string Email, string Naam, string Roepnaam, string? Telefoon, string Organisatie) : RegisterChange;

    /// <summary>The person leaves; a student's stages stop.</summary>
    public sealed record PersoonStopt(PersonId Person) : RegisterChange;
}

/// <summary>What a change by hand would make of the register.</summary>
public abstract record ChangeDecision
{
    private ChangeDecision()
    {
    }

    /// <param name="Data">The register after the change.</param>
    /// <param name="About">Whom it is about, for the audit.</param>
    /// <param name="Summary">What was changed, by ids, for the audit.</param>
    public sealed record Change(RegisterData Data, PersonId About, string Summary) : ChangeDecision;

    public sealed record Unchanged : ChangeDecision;

    /// <summary>Why not (Dutch).</summary>
    public sealed record Refused(string Reason) : ChangeDecision;
}
