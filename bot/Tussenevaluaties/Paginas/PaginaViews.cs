namespace Isop.Bot.Tussenevaluaties.Paginas;

// What the pages to read and print are filled with: text as people read it.

/// <summary>A whole case to read, print and keep.</summary>
public sealed record ZaakPagina
{
    public required string Titel { get; init; }

    /// <summary>Stands on top of every printed page: student, period, location.</summary>
    public required string Kop { get; init; }
    public required IReadOnlyList<(string Naam, string Waarde)> Gegevens { get; init; }

    /// <summary>Things a reader must know first: one form only, corrections.</summary>
    public IReadOnlyList<string> Opmerkingen { get; init; } = [];
    public required IReadOnlyList<PaginaModel> Modellen { get; init; }

    /// <summary>Null on the page of one's own form.</summary>
    public GesprekDeel? Gesprek { get; init; }

    /// <summary>The columns: student and mentor, or one's own only.</summary>
    public required IReadOnlyList<string> Namen { get; init; }
}

public sealed record PaginaModel(string Naam, string? Uitleg, IReadOnlyList<PaginaGroep> Groepen);

public sealed record PaginaGroep(string Titel, IReadOnlyList<PaginaVraag> Vragen);

/// <summary>A question and what each wrote, in the order of <see cref="ZaakPagina.Namen"/>.</summary>
public sealed record PaginaVraag(string Tekst, IReadOnlyList<PaginaAntwoord> Antwoorden);

/// <summary>An answer as it is now, with what stood there in earlier versions, newest first.</summary>
public sealed record PaginaAntwoord(string Naam, string Stap, string? Toelichting, IReadOnlyList<EerderAntwoord> Eerder);

public sealed record EerderAntwoord(string Versie, string Stap, string? Toelichting);

public sealed record GesprekDeel(IReadOnlyList<string> Regels, string? Afspraken, IReadOnlyList<TerugblikDeel> Terugblikken);

public sealed record TerugblikDeel(string Naam, string Keuze, string? Tekst);
