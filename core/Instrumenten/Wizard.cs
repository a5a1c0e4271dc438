namespace Isop.Core.Instrumenten;

/// <summary>An item of the student's own, which stands in both forms (opleidingsplan §2.2.4: formatieve items).</summary>
/// <param name="Id">"leervraag-1" and on.</param>
/// <param name="Tekst">In the student's own words.</param>
public sealed record Leervraag(string Id, string Tekst)
{
    /// <summary>The student's texts as leervragen, numbered from 1; blank ones fall away.</summary>
    public static IReadOnlyList<Leervraag> From(IEnumerable<string> teksten) =>
        [.. teksten.Where(t => !string.IsNullOrWhiteSpace(t)).Select((t, i) => new Leervraag($"{InstrumentCheck.LeervraagPrefix}{i + 1}", t.Trim()))];
}

public enum PaginaSoort
{
    /// <summary>The criteria of one groep.</summary>
    Groep,

    /// <summary>The student's own items.</summary>
    Leervragen,

    /// <summary>What was filled in, and the button that hands it in.</summary>
    Overzicht,
}

/// <summary>Something to answer: a criterium or a leervraag.</summary>
/// <param name="Tekst">As the mentor reads it.</param>
/// <param name="TekstIk">As the student reads it.</param>
public sealed record Vraag(string Id, string Tekst, string TekstIk, string? Kijkwijzer, bool IsLeervraag);

/// <summary>One page of the form. <see cref="Index"/> counts from 0; the overzicht asks nothing.</summary>
public sealed record Pagina
{
    public required int Index { get; init; }

    public required PaginaSoort Soort { get; init; }

    public required string Titel { get; init; }

    public string? Uitleg { get; init; }

    /// <summary>The model it belongs to: leervragen are of model 1; null for the overzicht.</summary>
    public Model? Model { get; init; }

    public IReadOnlyList<Vraag> Vragen { get; init; } = [];
}

/// <summary>The pages of a form, in order: model 1, the leervragen when there are any, model 2, the overzicht.</summary>
public static class Wizard
{
    public static IReadOnlyList<Pagina> Pages(Instrument instrument, IReadOnlyList<Leervraag> leervragen)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(leervragen);
        var pages = instrument.Modellen
            .SelectMany(m => m.Groepen.Select(g => GroepPage(m, g)).Concat(m.Nummer == 1 ? LeervragenPages(m, leervragen) : []))
            .Append(new Pagina { Index = 0, Soort = PaginaSoort.Overzicht, Titel = "Overzicht" });
        return [.. pages.Select((page, index) => page with { Index = index })];
    }

    /// <summary>The page that asks this; null when no page does.</summary>
    public static Pagina? PageOf(IReadOnlyList<Pagina> pages, string id) =>
        pages.FirstOrDefault(p => p.Vragen.Any(v => v.Id == id));

    /// <summary>Where somebody goes on: the first page with something unanswered, else the overzicht.</summary>
    public static Pagina Resume(IReadOnlyList<Pagina> pages, Antwoorden antwoorden) =>
        pages.FirstOrDefault(p => p.Vragen.Any(v => antwoorden[v.Id] is not { } a || !AntwoordCheck.IsAnswered(v, a))) ?? pages[^1];

    /// <summary>Everything that the form asks, in order.</summary>
    public static IEnumerable<Vraag> Vragen(Instrument instrument, IReadOnlyList<Leervraag> leervragen) =>
        Pages(instrument, leervragen).SelectMany(p => p.Vragen);

    private static Pagina GroepPage(Model model, Groep groep) => new()
    {
        Index = 0,
        Soort = PaginaSoort.Groep,
        Titel = groep.Naam,
        Uitleg = groep.Uitleg,
        Model = model,
        Vragen = [.. groep.Criteria.Select(c => new Vraag(c.Id, c.Tekst, c.TekstIk, c.Kijkwijzer, false))],
    };

    private static IEnumerable<Pagina> LeervragenPages(Model model, IReadOnlyList<Leervraag> leervragen) => leervragen.Count == 0 ? [] :
    [
        new()
        {
            Index = 0,
            Soort = PaginaSoort.Leervragen,
            Titel = "Leervragen",
            Uitleg = "Eigen vragen van de student, bijvoorbeeld over het leerteam. Kies een inschatting, schrijf iets op, of doe allebei.",
            Model = model,
            Vragen = [.. leervragen.Select(l => new Vraag(l.Id, l.Tekst, l.Tekst, null, true))],
        },
    ];
}
