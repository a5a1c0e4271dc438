using Isop.Bot.Cards;

namespace Isop.Bot.Bezorging;

/// <summary>The card that carries several tasks: a line per task, each with its own button.</summary>
public static class Takenlijst
{
    /// <summary>Lines on one card; keeps it readable and under 25 KB.</summary>
    public const int MaxRegels = 20;

    /// <summary>From so many on they share a line.</summary>
    private const int VanafSamen = 3;

    private static readonly CardTemplate Template = CardTemplate.Load("Bezorging/takenlijst");

    /// <summary>The card of these tasks, at least one: one is its own card, several are a list.</summary>
    public static RenderedCard CardOf(IReadOnlyList<Taak> taken) => taken.Count == 1 ? taken[0].Card.Card : Render(taken);

    /// <summary>A line per task, and one for several that can be read together: of twenty visits people need one line.</summary>
    public static IReadOnlyList<TakenlijstRegel> Regels(IReadOnlyList<Taak> taken)
    {
        var together = taken.Where(t => t.Card is { Samen: not null, IsTask: false }).GroupBy(t => t.Card.Samen!).Where(g => g.Count() >= VanafSamen)
            .ToDictionary(g => g.Key, g => g.ToList());
        List<TakenlijstRegel> regels = [];
        foreach (var taak in taken)
        {
            if (taak.Card is not { Samen: { } samen, IsTask: false } || !together.TryGetValue(samen, out var all))
            {
                regels.Add(new TakenlijstRegel(taak.Card.Title, taak.Card.Detail, taak.Kind, taak.Case) { IsTaak = taak.Card.IsTask });
            }
            else if (ReferenceEquals(all[0], taak))
            {
                regels.Add(new TakenlijstRegel(samen.Titel, $"{all.Count} keer", samen.Kind, samen.Case));
            }
        }

        return regels;
    }

    public static RenderedCard Render(IReadOnlyList<Taak> taken)
    {
        var regels = Regels(taken);
        var asks = regels.Count(r => r.IsTaak);
        var titel = asks switch
        {
            _ when regels.Count == 1 => regels[0].Titel,
            0 => $"{regels.Count} berichten voor jou",
            _ when asks == regels.Count => $"{regels.Count} taken voor jou",
            _ => $"{regels.Count} taken en berichten voor jou",
        };
        var shown = regels.Take(MaxRegels).ToList();
        var view = new TakenlijstView
        {
            Titel = titel,
            Regels = shown,
            Meer = regels.Count > MaxRegels
                ? $"En nog {regels.Count - MaxRegels}. Rond er een paar af en typ dan 'taken', dan zie je de rest."
                : null,
        };
        return Template.Render(view, CardJson.Default.TakenlijstView, regels.Count == 1 ? $"{titel}: {regels[0].Detail}" : $"{titel}: {Summary(regels)}");
    }

    private static string Summary(IReadOnlyList<TakenlijstRegel> regels)
    {
        var groups = regels.GroupBy(t => t.Titel).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()})").ToList();
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

public sealed record TakenlijstRegel(string Titel, string Detail, string Kind, string Case)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsTaak { get; init; }
}
