using Isop.Bot.Cards;

namespace Isop.Bot.Bezorging;

/// <summary>The card that carries several tasks: a line per task, each with its own button.</summary>
public static class Takenlijst
{
    /// <summary>Lines on one card; keeps it readable and under 25 KB.</summary>
    public const int MaxRegels = 20;

    private static readonly CardTemplate Template = CardTemplate.Load("Bezorging/takenlijst");

    /// <summary>The card of these tasks, at least one: one is its own card, several are a list.</summary>
    public static RenderedCard CardOf(IReadOnlyList<Taak> taken) => taken.Count == 1 ? taken[0].Card.Card : Render(taken);

    public static RenderedCard Render(IReadOnlyList<Taak> taken)
    {
        var asks = taken.Count(t => t.Card.IsTask);
        var titel = asks switch
        {
            0 => $"{taken.Count} berichten voor jou",
            _ when asks == taken.Count => $"{taken.Count} taken voor jou",
            _ => $"{taken.Count} taken en berichten voor jou",
        };
        var shown = taken.Take(MaxRegels).Select(t => new TakenlijstRegel(t.Card.Title, t.Card.Detail, t.Kind, t.Case)).ToList();
        var view = new TakenlijstView
        {
            Titel = titel,
            Regels = shown,
            Meer = taken.Count > MaxRegels
                ? $"En nog {taken.Count - MaxRegels}. Rond er een paar af en typ dan 'taken', dan zie je de rest."
                : null,
        };
        return Template.Render(view, CardJson.Default.TakenlijstView, $"{titel}: {Summary(taken)}");
    }

    private static string Summary(IReadOnlyList<Taak> taken)
    {
        var groups = taken.GroupBy(t => t.Card.Title).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()})").ToList();
        return groups.Count <= 3 ? string.Join(", ", groups) : $"{string.Join(", ", groups.Take(3))} en meer";
    }
}

/// <summary>What the list shows, in words that are ready to read.</summary>
public sealed record TakenlijstView
{
    public required string Titel { get; init; }
    public required IReadOnlyList<TakenlijstRegel> Regels { get; init; }
    public required string? Meer { get; init; }
}

public sealed record TakenlijstRegel(string Titel, string Detail, string Kind, string Case);
