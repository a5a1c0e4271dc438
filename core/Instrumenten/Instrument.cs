namespace Isop.Core.Instrumenten;

/// <summary>
/// What mentor and student fill in at a tussenevaluatie: models 1 and 2 with their groups of criteria (opleidingsplan
/// §2.2.4). It is data: a version never changes, and a filled-in form keeps the version it was made with.
/// </summary>
public sealed record Instrument
{
    /// <summary>Lower-case letters, digits and hyphens; the same over versions.</summary>
    public required string Id { get; init; }

    public required int Versie { get; init; }

    public required string Naam { get; init; }

    /// <summary>A default that comes with the product and that the institute replaces by its own.</summary>
    public required bool Standaard { get; init; }

    /// <summary>The codes of the opleidingen it is for, as the register writes them.</summary>
    public required IReadOnlyList<string> Opleidingen { get; init; }

    public required IReadOnlyList<int> Leerjaren { get; init; }

    /// <summary>The steps that an inschatting is chosen from, in the order in which they are shown.</summary>
    public required IReadOnlyList<Schaalstap> Schaal { get; init; }

    public required IReadOnlyList<Model> Modellen { get; init; }

    /// <summary>Three questions to open the gesprek with.</summary>
    public IReadOnlyList<string> Openingsvragen { get; init; } = [];

    public InstrumentRef Ref() => new(Id, Versie);

    /// <summary>Every criterium in the order of the form.</summary>
    public IEnumerable<Criterium> Criteria() => Modellen.SelectMany(m => m.Groepen).SelectMany(g => g.Criteria);
}

/// <summary>Names one version of an instrument.</summary>
public sealed record InstrumentRef(string Id, int Versie)
{
    public override string ToString() => $"{Id} versie {Versie}";
}

/// <summary>One step of the scale, in words; there are no marks.</summary>
public sealed record Schaalstap
{
    public required string Id { get; init; }

    public required string Tekst { get; init; }

    /// <summary>Only for ordering the steps from low to high; null means that nothing was seen.</summary>
    public int? Waarde { get; init; }

    /// <summary>Whoever chooses this step says why.</summary>
    public bool ToelichtingNodig { get; init; }
}

/// <summary>Model 1 is about the whole stageproces, model 2 about the beroepshouding.</summary>
public sealed record Model
{
    public required int Nummer { get; init; }

    public required string Naam { get; init; }

    public required string Uitleg { get; init; }

    public required IReadOnlyList<Groep> Groepen { get; init; }
}

/// <summary>Criteria that belong together: one page of the form.</summary>
public sealed record Groep
{
    public required string Id { get; init; }

    public required string Naam { get; init; }

    public string? Uitleg { get; init; }

    public required IReadOnlyList<Criterium> Criteria { get; init; }
}

public sealed record Criterium
{
    /// <summary>The same over versions and years as long as it is about the same thing.</summary>
    public required string Id { get; init; }

    /// <summary>As the mentor reads it: "De student …".</summary>
    public required string Tekst { get; init; }

    /// <summary>As the student reads it: "Ik …".</summary>
    public required string TekstIk { get; init; }

    /// <summary>What it can look like in the group.</summary>
    public string? Kijkwijzer { get; init; }
}
