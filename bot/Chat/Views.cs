using Isop.Bot.Cards;

namespace Isop.Bot.Chat;

// What the card templates of this folder are filled with: text as people read it, and buttons.

/// <summary>A card to read: parts with a heading of their own, and buttons.</summary>
public sealed record TekstView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required IReadOnlyList<DeelView> Delen { get; init; }
    public IReadOnlyList<Knop> Knoppen { get; init; } = [];
}

public sealed record DeelView(string? Titel, params IReadOnlyList<string> Alineas);

/// <summary>A message to the onderwijsbureau, to look over and send.</summary>
public sealed record BureauVraagView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public string? Melding { get; init; }
    public required IReadOnlyList<string> Alineas { get; init; }
    public required string Tekst { get; init; }
    public required IReadOnlyList<Knop> Knoppen { get; init; }
}

public sealed record PlanningView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required IReadOnlyList<StageregelView> Stages { get; init; }
    public required IReadOnlyList<WeekView> Weken { get; init; }
    public string? Meer { get; init; }
    public IReadOnlyList<Knop> Knoppen { get; init; } = [];
}

/// <summary>"De Linde, groep 5" and " · dinsdag en woensdag · tot en met 29 januari 2027"</summary>
public sealed record StageregelView(string Wat, string Detail);

public sealed record WeekView(string Titel, IReadOnlyList<DagregelView> Regels);

public sealed record DagregelView(string Dag, string Tekst, string? Wie);

public sealed record StudentenView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required string Uitleg { get; init; }
    public required IReadOnlyList<StudentregelView> Regels { get; init; }
    public IReadOnlyList<Knop> Knoppen { get; init; } = [];
}

public sealed record StudentregelView(string Naam, string? Waar, string Stand, IReadOnlyList<Knop> Knoppen);
