using Isop.Bot.Cards;

namespace Isop.Bot.Tussenevaluaties;

// What the card templates of this folder are filled with: text as people read it, buttons, and the ids of the inputs.

public sealed record BerichtView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public string? Melding { get; init; }
    public IReadOnlyList<string> Alineas { get; init; } = [];
    public IReadOnlyList<Feit> Feiten { get; init; } = [];
    public string? Link { get; init; }
    public string LinkTitel { get; init; } = "";
    public IReadOnlyList<Knop> Knoppen { get; init; } = [];

    /// <summary>The buttons beside its own (<see cref="Zijwegen"/>), on a line of their own.</summary>
    public IReadOnlyList<Knop> Meer { get; init; } = [];
    public required Vernieuwing Vernieuwing { get; init; }
}

public sealed record PaginaView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required string Voortgang { get; init; }
    public string? Melding { get; init; }
    public string? Uitleg { get; init; }
    public required IReadOnlyList<string> Notities { get; init; }
    public required IReadOnlyList<VraagView> Vragen { get; init; }
    public required IReadOnlyList<Keuze> Keuzes { get; init; }
    public required IReadOnlyList<Knop> Knoppen { get; init; }
    public IReadOnlyList<Knop> Meer { get; init; } = [];
}

public sealed record VraagView
{
    public required string Tekst { get; init; }
    public string? Kijkwijzer { get; init; }
    public string? Fout { get; init; }
    public required string StapId { get; init; }
    public required string Stap { get; init; }
    public required string ToelichtingId { get; init; }
    public required string ToelichtingTekst { get; init; }
    public required string Toelichting { get; init; }

    /// <summary>The beginning of a text that is too long for this card together with the others; then there is no input for it.</summary>
    public string? Begin { get; init; }

    /// <summary>Opens this question alone, when <see cref="Begin"/> is set.</summary>
    public IReadOnlyList<Knop> Alleen { get; init; } = [];
}

public sealed record OverzichtView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required string Voortgang { get; init; }
    public string? Melding { get; init; }
    public required string Uitleg { get; init; }
    public required IReadOnlyList<string> Ontbreekt { get; init; }
    public required IReadOnlyList<GroepView> Groepen { get; init; }
    public required IReadOnlyList<Knop> Knoppen { get; init; }
    public IReadOnlyList<Knop> Meer { get; init; } = [];
}

public sealed record GroepView(string Titel, IReadOnlyList<RegelView> Regels);

public sealed record RegelView(string Tekst, string Stap);

public sealed record LeervragenView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public string? Melding { get; init; }
    public required IReadOnlyList<string> Alineas { get; init; }
    public required IReadOnlyList<LeervraagView> Vragen { get; init; }
    public required IReadOnlyList<Knop> Knoppen { get; init; }
    public IReadOnlyList<Knop> Meer { get; init; } = [];
}

public sealed record LeervraagView(string Id, string Tekst, string Voorbeeld, string Waarde);

/// <summary>A card that asks one thing: a choice, moments, a text, each only when set.</summary>
public sealed record VragenView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public string? Melding { get; init; }
    public IReadOnlyList<string> Alineas { get; init; } = [];
    public KeuzeVraag? Keuze { get; init; }
    public IReadOnlyList<MomentVraag> Momenten { get; init; } = [];
    public TekstVraag? Tekst { get; init; }
    public required IReadOnlyList<Knop> Knoppen { get; init; }
    public IReadOnlyList<Knop> Meer { get; init; } = [];
}

public sealed record KeuzeVraag(string Tekst, string Waarde, IReadOnlyList<Keuze> Keuzes);

/// <summary>A day (yyyy-MM-dd) between two days, with a time (HH:mm) when <paramref name="TijdId"/> is set.</summary>
public sealed record MomentVraag(
    string Tekst, string DatumId, string Datum, string Min, string Max, string? TijdId = null, string? TijdTekst = null, string? Tijd = null);

public sealed record TekstVraag(string Tekst, string Voorbeeld, string Waarde);

public sealed record VergelijkingView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public string? Melding { get; init; }
    public required IReadOnlyList<string> Alineas { get; init; }
    public required IReadOnlyList<string> Sterk { get; init; }
    public required IReadOnlyList<BlokView> Blokken { get; init; }
    public required IReadOnlyList<string> Openingsvragen { get; init; }
    public required IReadOnlyList<string> Gesprek { get; init; }

    /// <summary>Once there are moments or a verslag it stands on top, with its buttons: what is to be done now, and then what was agreed.</summary>
    public required bool GesprekEerst { get; init; }
    public string? Link { get; init; }
    public string LinkTitel { get; init; } = "";
    public required IReadOnlyList<Knop> Knoppen { get; init; }
    public IReadOnlyList<Knop> Meer { get; init; } = [];
    public required Vernieuwing Vernieuwing { get; init; }
}

public sealed record BlokView(string Titel, string? Uitleg, IReadOnlyList<VergelijkregelView> Regels);

public sealed record VergelijkregelView
{
    public required string Tekst { get; init; }
    public required string NaamStudent { get; init; }
    public required string StapStudent { get; init; }
    public string? ToelichtingStudent { get; init; }
    public required string NaamMentor { get; init; }
    public required string StapMentor { get; init; }
    public string? ToelichtingMentor { get; init; }
}
