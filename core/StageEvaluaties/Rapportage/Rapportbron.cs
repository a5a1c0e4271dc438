namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>What a report is made from: released figures, and the words for them.</summary>
public sealed record Rapportbron
{
    public required Rapportonderwerp Onderwerp { get; init; }

    public required Lezer Lezer { get; init; }

    public required Rapport Eigen { get; init; }

    /// <summary>Of the same study year; null for the partnership's own report.</summary>
    public Rapport? Partnerschap { get; init; }

    /// <summary>The report before, of the same subject.</summary>
    public Rapport? Vorige { get; init; }

    /// <summary>
    /// The most recent first, older versions after. A question gets the name, place and norm of the first that knows it, so one that is no
    /// longer asked keeps its last name; what none knows is left out.
    /// </summary>
    public required IReadOnlyList<Vragenlijst> Lijsten { get; init; }

    /// <summary>Released comments by the id of the open question, mixed. Not shown when the report does not allow it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Opmerkingen { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>"Wat deden we met jullie antwoorden", in the words of whoever did it.</summary>
    public string? Gedaan { get; init; }

    /// <summary>Reports of before ISOP, such as of the HBOspiegel.</summary>
    public IReadOnlyList<OuderRapport> Ouder { get; init; } = [];
}

public sealed record OuderRapport(string Titel, DateOnly Datum, Uri Link);
