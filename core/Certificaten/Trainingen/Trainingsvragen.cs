using System.Text.Json;
using Isop.Core.Instrumenten;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>What is asked before and after a training, as data: trainingsvragen.json. The partnership's own words of bijlage 12 go in there.</summary>
public sealed record Trainingsvragen
{
    public required int Versie { get; init; }

    public required Mentorscan Scan { get; init; }

    public required Evaluatievragen Evaluatie { get; init; }

    public static Trainingsvragen Huidig { get; } = JsonSerializer.Deserialize(
        InstrumentJson.Embedded("Isop.Core.Certificaten.Trainingen").Single(f => f.Name.Contains("trainingsvragen", StringComparison.Ordinal)).Json,
        CoreJson.Default.Trainingsvragen)!;
}

/// <summary>Which subjects somebody wants, and one line: it sets the content (opleidingsplan §2.3.4).</summary>
public sealed record Mentorscan(string Vraag, IReadOnlyList<Trainingsvraag> Onderwerpen, string Open);

/// <summary>Sentences with steps, and questions in words.</summary>
public sealed record Evaluatievragen(IReadOnlyList<string> Stappen, IReadOnlyList<Trainingsvraag> Stellingen, IReadOnlyList<Trainingsvraag> Open);

public sealed record Trainingsvraag(string Id, string Tekst);
