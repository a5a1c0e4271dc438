using System.Text.Json.Serialization;
using Isop.Core.Register;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>
/// One thing that an organisation or a board wants to do better: plan, do, check and act in plain words (opleidingsplan §2.4.3). It says
/// who carries it out as a role; people are in it only as who made it and who changed it last.
/// </summary>
public sealed record Kwaliteitsimpuls
{
    /// <summary>Drawn with the form that makes it.</summary>
    public required string Id { get; init; }
    public required Impulsplek Plek { get; init; }

    /// <summary>What in a report led to it; null when it was made in own words.</summary>
    public Aanleiding? Aanleiding { get; init; }

    public required Impulsplan Plan { get; init; }
    public Impulsstaat Staat { get; init; }

    /// <summary>In the order in which they were looked back at; one that goes on has several.</summary>
    public IReadOnlyList<Impulsterugblik> Terugblikken { get; init; } = [];

    /// <summary>Why it was withdrawn.</summary>
    public string? Reden { get; init; }

    /// <summary>1 and up, with every change: a form says which one it was made with.</summary>
    public required int Versie { get; init; }

    public required PersonId Maker { get; init; }
    public required DateTimeOffset Gemaakt { get; init; }
    public required PersonId Wijziger { get; init; }

    /// <summary>The last change (UTC); from here it is kept for its retention period.</summary>
    public required DateTimeOffset Gewijzigd { get; init; }

    /// <summary>The case of its card and its alarm: "organisatie:O0001/0123456789abcdef".</summary>
    [JsonIgnore]
    public string Zaak => $"{Plek}{Scheiding}{Id}";

    /// <summary>Whether the day to look back has come.</summary>
    public bool IsTerugTeKijken(DateOnly today) => Staat == Impulsstaat.Loopt && Plan.Kijkdatum <= today;

    private const char Scheiding = '/';

    /// <summary>Undoes <see cref="Zaak"/>; null when it is something else.</summary>
    public static (Impulsplek Plek, string Id)? LeesZaak(string zaak)
    {
        ArgumentNullException.ThrowIfNull(zaak);
        var at = zaak.LastIndexOf(Scheiding);
        return at > 0 && Impulsplek.TryParse(zaak[..at], out var plek) ? (plek, zaak[(at + 1)..]) : null;
    }
}

/// <summary>A point of a released report of the stage-evaluatie.</summary>
/// <param name="Studiejaar">Of the report.</param>
/// <param name="Rapport">Which report of that year.</param>
/// <param name="Item">The question that it is about.</param>
/// <param name="Zin">
/// As the report said it to who made the kwaliteitsimpuls. Not everybody who reads that may read this point: it is shown to who
/// finds the item in the report as well.
/// </param>
public sealed record Aanleiding(string Studiejaar, string Rapport, string Item, string Zin);

/// <summary>What is agreed: plan and do.</summary>
/// <param name="Doel">What is to be better.</param>
/// <param name="Maatregel">What is done for it.</param>
/// <param name="Norm">How one sees that it worked.</param>
/// <param name="Kijkdatum">The day on which one looks back.</param>
/// <param name="Uitvoerder">Who carries it out.</param>
public sealed record Impulsplan(string Doel, string Maatregel, string Norm, DateOnly Kijkdatum, Uitvoerder Uitvoerder);

/// <summary>A role, never a name.</summary>
public enum Uitvoerder
{
    Directeur,
    Opleider,
    Bestuurder,
    Programmaleider,

    /// <summary>Both who agreed on it.</summary>
    Samen,
}

public enum Impulsstaat
{
    Loopt,
    Gelukt,
    DeelsGelukt,
    NietGelukt,
    Ingetrokken,
}

/// <summary>Check and act: how it stood on a day.</summary>
/// <param name="Op">The day.</param>
/// <param name="Uitkomst"><see cref="Impulsstaat.Loopt"/> when it goes on, with another day to look back.</param>
/// <param name="Tekst">In own words.</param>
public sealed record Impulsterugblik(DateOnly Op, Impulsstaat Uitkomst, string Tekst);
