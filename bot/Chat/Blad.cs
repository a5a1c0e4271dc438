using Isop.Bot.Cards;

namespace Isop.Bot.Chat;

/// <summary>
/// The one card that most of a capability can be said on: a title, paragraphs, facts, parts, questions and buttons, in that order. What is
/// not there takes no room.
/// </summary>
internal static class Blad
{
    private const int LongestSummary = 200;

    private static readonly CardTemplate Template = CardTemplate.Load("Chat/blad");

    public static RenderedCard Render(BladView view, string summary) => Template.Render(
        view, CardJson.Default.BladView, summary.Length <= LongestSummary ? summary : $"{summary[..(LongestSummary - 3)]}...");
}

/// <summary>What a <see cref="Blad"/> is filled with.</summary>
public sealed record BladView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required Vernieuwing Vernieuwing { get; init; }

    /// <summary>Something went wrong, or something the reader should see first.</summary>
    public string? Melding { get; init; }
    public IReadOnlyList<string> Alineas { get; init; } = [];
    public IReadOnlyList<Feit> Feiten { get; init; } = [];
    public IReadOnlyList<BladDeel> Delen { get; init; } = [];
    public IReadOnlyList<BladKeuze> Keuzes { get; init; } = [];
    public IReadOnlyList<BladTekst> Teksten { get; init; } = [];
    public string? Link { get; init; }
    public string LinkTitel { get; init; } = "";

    /// <summary>The link is the one next thing to do.</summary>
    public bool LinkVoorop { get; init; }
    public IReadOnlyList<Knop> Knoppen { get; init; } = [];
    public IReadOnlyList<Knop> Meer { get; init; } = [];
}

public sealed record BladDeel(string Titel, IReadOnlyList<string> Regels);

/// <summary>A question with choices.</summary>
public sealed record BladKeuze(string Id, string Tekst, string Waarde, bool Meer, string Stijl, IReadOnlyList<Keuze> Keuzes);

/// <summary>A question that is answered in words.</summary>
public sealed record BladTekst(string Id, string Tekst, string Voorbeeld, string Waarde, int Langste, bool Ruim);
