namespace Isop.Core.StageEvaluaties;

public sealed record Opleidingtelling
{
    public required string Golf { get; init; }
    public required string Studiejaar { get; init; }
    public required int Halfjaar { get; init; }
    public required string Opleiding { get; init; }
    public required int Uitgenodigd { get; init; }
    public required int Ingevuld { get; init; }
    public required IReadOnlyList<Itemtelling> Items { get; init; }
    public required IReadOnlyList<string> Veilig { get; init; }
}

public static class Opleidingsplit
{
    public static bool Veilig(IEnumerable<(string Eenheid, string Opleiding, int Aantal)> cellen, Vrijgaveregels regels) => false;
}
