namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What students of some opleidingen are asked after a stageperiode (opleidingsplan §2.4.1, bijlage 14). It is data: a version never changes,
/// and a wave keeps the versions that it was opened with. Questions with the same id in several lists are counted together.
/// </summary>
public sealed record Vragenlijst
{
    /// <summary>Every question has five steps, so that what is counted together means the same.</summary>
    public const int AantalStappen = 5;

    /// <summary>Filling in takes two minutes; the default has twenty.</summary>
    public const int MaxStellingen = 30;

    public const int MaxOpenVragen = 2;

    /// <summary>Lower-case letters, digits and hyphens; the same over versions.</summary>
    public required string Id { get; init; }

    public required int Versie { get; init; }

    public required string Naam { get; init; }

    /// <summary>A default that comes with the product and that the institute replaces by its own.</summary>
    public required bool Standaard { get; init; }

    /// <summary>The codes of the opleidingen it is for, as the register writes them.</summary>
    public required IReadOnlyList<string> Opleidingen { get; init; }

    /// <summary>The words of the five steps, from the lowest to the highest.</summary>
    public required IReadOnlyList<string> Stappen { get; init; }

    public required IReadOnlyList<Onderdeel> Onderdelen { get; init; }

    public required IReadOnlyList<OpenVraag> OpenVragen { get; init; }

    public VragenlijstRef Ref() => new(Id, Versie);

    /// <summary>Every question with steps, in the order of the form.</summary>
    public IEnumerable<Stelling> Stellingen() => Onderdelen.SelectMany(o => o.Stellingen);
}

/// <summary>Names one version of a vragenlijst.</summary>
public sealed record VragenlijstRef(string Id, int Versie)
{
    public override string ToString() => $"{Id} versie {Versie}";
}

/// <summary>What a part of the form is about; it decides who sees what came of it (opleidingsplan, tabel 10).</summary>
public enum Onderwerp
{
    Organisatie,
    Werkplekbegeleider,

    /// <summary>The (school-)opleider: for her and her directeur only, and for a board over three eenheden or more.</summary>
    Opleider,

    /// <summary>Learning in the (interprofessioneel) leerteam.</summary>
    Leerteam,
}

/// <summary>Questions about one thing, under one heading.</summary>
public sealed record Onderdeel
{
    public required string Id { get; init; }

    public required string Naam { get; init; }

    public required Onderwerp Over { get; init; }

    public string? Uitleg { get; init; }

    public required IReadOnlyList<Stelling> Stellingen { get; init; }
}

/// <summary>A sentence to agree or disagree with, or to have no opinion on.</summary>
public sealed record Stelling
{
    /// <summary>The same over versions, years and lists as long as it is about the same thing.</summary>
    public required string Id { get; init; }

    /// <summary>As the student reads it, in the words of her opleiding (mentor, praktijkbegeleider, praktijkopleider).</summary>
    public required string Tekst { get; init; }

    /// <summary>As a report names it, in the words of everybody (werkplekbegeleider); the same in every list.</summary>
    public required string Kort { get; init; }

    /// <summary>The mean (1 to 5) below which a report marks it; null where the partnership has no norm.</summary>
    public double? Norm { get; init; }
}

/// <summary>A question that is answered in the student's own words, or skipped.</summary>
public sealed record OpenVraag
{
    /// <summary>The most that an answer may hold, in UTF-16 characters as a browser counts them.</summary>
    public const int MaxTekens = 600;

    public required string Id { get; init; }

    public required string Tekst { get; init; }

    public string? Uitleg { get; init; }
}
