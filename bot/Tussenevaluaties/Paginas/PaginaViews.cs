namespace Isop.Bot.Tussenevaluaties.Paginas;

// What the pages to read and print are filled with: text as people read it.

/// <summary>A whole case to read, print and keep.</summary>
public sealed record ZaakPagina
{
    public required string Titel { get; init; }

    /// <summary>The title for who was not there when it was opened: whose it is, and who filled it in.</summary>
    public required string TitelOpPapier { get; init; }

    /// <summary>Stands on top of every printed page: student, period, location.</summary>
    public required string Kop { get; init; }

    /// <summary>The stageperiode with its study year.</summary>
    public required string Periode { get; init; }
    public required IReadOnlyList<(string Naam, string Waarde)> Gegevens { get; init; }

    /// <summary>Things a reader must know first: one form only, corrections.</summary>
    public IReadOnlyList<string> Opmerkingen { get; init; } = [];
    public required IReadOnlyList<PaginaModel> Modellen { get; init; }

    /// <summary>Null on the page of one's own form.</summary>
    public GesprekDeel? Gesprek { get; init; }

    /// <summary>Student and mentor, or one's own only.</summary>
    public required IReadOnlyList<PaginaKolom> Kolommen { get; init; }

    /// <summary>The last day on which something came that is shown. A file of it says this date, so that the same page is the same file.</summary>
    public required DateOnly Stand { get; init; }
}

/// <summary>Who filled in, and as what: "student", "mentor".</summary>
public sealed record PaginaKolom(string Naam, string Rol);

public sealed record PaginaModel(string Naam, string? Uitleg, IReadOnlyList<PaginaGroep> Groepen);

/// <param name="Soort">What its questions are called: "Criterium", "Leervraag".</param>
public sealed record PaginaGroep(string Titel, string Soort, IReadOnlyList<PaginaVraag> Vragen);

/// <summary>A question and what each wrote, in the order of <see cref="ZaakPagina.Kolommen"/>.</summary>
public sealed record PaginaVraag(string Tekst, IReadOnlyList<PaginaAntwoord> Antwoorden);

/// <summary>An answer as it is now, with what stood there in earlier versions, newest first.</summary>
public sealed record PaginaAntwoord(string Naam, string Stap, string? Toelichting, IReadOnlyList<EerderAntwoord> Eerder);

public sealed record EerderAntwoord(string Versie, string Stap, string? Toelichting);

public sealed record GesprekDeel(IReadOnlyList<string> Regels, string? Afspraken, IReadOnlyList<TerugblikDeel> Terugblikken)
{
    /// <summary>How far it is, for who keeps it: a page may ask its reader to do something, paper may not.</summary>
    public IReadOnlyList<string> OpPapier { get; init; } = Regels;
}

public sealed record TerugblikDeel(string Naam, string Keuze, string? Tekst);
