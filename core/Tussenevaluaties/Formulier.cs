using Isop.Core.Instrumenten;
using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// One side's form: a document of its own, read only through its own side until both are visible. Two mentors of one group
/// share one form.
/// </summary>
public sealed record Formulier
{
    public Antwoorden Antwoorden { get; init; } = Antwoorden.Empty;

    /// <summary>Rises with every saved page; a card carries the one it was made from.</summary>
    public int Revisie { get; init; }

    /// <summary>The revision in which each page (index) was last saved.</summary>
    public IReadOnlyDictionary<int, int> PaginaRevisies { get; init; } = new Dictionary<int, int>();

    /// <summary>The page somebody was last on.</summary>
    public int Pagina { get; init; }

    public bool Ingediend { get; init; }

    /// <summary>Who wrote in it.</summary>
    public IReadOnlyList<PersonId> Schrijvers { get; init; } = [];

    /// <summary>
    /// Who may write in it since the werkplekbegeleiders changed; null as long as they did not. It changes in the same commit as
    /// the case, so a page of somebody who has just left is never saved.
    /// </summary>
    public IReadOnlyList<PersonId>? Voor { get; init; }

    public bool IsVoor(PersonId person) => Voor is null || Voor.Contains(person);

    /// <summary>
    /// A submitted form with a page of it corrected, on a card made from revision <paramref name="seen"/>. Null when that page was
    /// corrected elsewhere since, with other answers.
    /// </summary>
    public Formulier? Corrigeer(Pagina pagina, IReadOnlyDictionary<string, Antwoord> given, int seen)
    {
        var becomes = Antwoorden.With(given);
        return becomes.Equals(Antwoorden) ? this
            : PaginaRevisies.GetValueOrDefault(pagina.Index) > seen ? null
            : this with
            {
                Antwoorden = becomes,
                Revisie = Revisie + 1,
                PaginaRevisies = new Dictionary<int, int>(PaginaRevisies) { [pagina.Index] = Revisie + 1 },
            };
    }

    /// <summary>
    /// Saves a page as it was filled in on a card made from revision <paramref name="seen"/>. When that page was saved elsewhere
    /// since, what stands stays, gaps are filled, and what was typed differently is handed back.
    /// </summary>
    /// <param name="pagina">The page.</param>
    /// <param name="given">What the card holds, by the id of the question; a question the card does not hold keeps its answer.</param>
    /// <param name="seen">The revision the card was made from.</param>
    /// <param name="door">Who saves.</param>
    /// <param name="next">The page to go on with.</param>
    public Paginabesluit Bewaar(Pagina pagina, IReadOnlyDictionary<string, Antwoord> given, int seen, PersonId door, int next)
    {
        if (Ingediend)
        {
            return new Paginabesluit.AlIngediend();
        }

        var relevant = pagina.Vragen.Where(v => given.ContainsKey(v.Id)).Select(v => KeyValuePair.Create(v.Id, given[v.Id])).ToList();
        var stale = PaginaRevisies.GetValueOrDefault(pagina.Index) > seen;
        var clashes = stale ? relevant.Where(g => Antwoorden[g.Key] is { } stands && stands != g.Value && !g.Value.IsEmpty).ToList() : [];
        var kept = stale ? relevant.Where(g => Antwoorden[g.Key] is null) : relevant;
        var becomes = Antwoorden.With(kept);
        if (becomes.Equals(Antwoorden) && Pagina == next)
        {
            return clashes.Count == 0 ? new Paginabesluit.Ongewijzigd(this) : new Paginabesluit.Botsing(this, clashes);
        }

        var changed = !becomes.Equals(Antwoorden);
        var saved = this with
        {
            Antwoorden = becomes,
            Revisie = changed ? Revisie + 1 : Revisie,
            PaginaRevisies = changed ? new Dictionary<int, int>(PaginaRevisies) { [pagina.Index] = Revisie + 1 } : PaginaRevisies,
            Pagina = clashes.Count == 0 ? next : pagina.Index,
            Schrijvers = Schrijvers.Contains(door) ? Schrijvers : [.. Schrijvers, door],
        };
        return clashes.Count == 0 ? new Paginabesluit.Bewaard(saved) : new Paginabesluit.Botsing(saved, clashes);
    }
}

/// <summary>What came of saving a page.</summary>
public abstract record Paginabesluit
{
    private Paginabesluit()
    {
    }

    public sealed record Bewaard(Formulier Formulier) : Paginabesluit;

    public sealed record Ongewijzigd(Formulier Formulier) : Paginabesluit;

    /// <summary>The page was saved elsewhere meanwhile: the form as it stands, and what was typed here and differs.</summary>
    public sealed record Botsing(Formulier Formulier, IReadOnlyList<KeyValuePair<string, Antwoord>> Getypt) : Paginabesluit;

    public sealed record AlIngediend : Paginabesluit;
}

/// <summary>A person's own note about a case, for nobody else; erased after the gesprek.</summary>
public sealed record Notitie(string Tekst, DateTimeOffset Op);

/// <summary>A submitted version, frozen.</summary>
public sealed record Versie(int Nummer, PersonId Auteur, DateTimeOffset Op, Antwoorden Antwoorden);
