using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Api;

/// <summary>One page of a list, as the Power Platform pages.</summary>
public sealed record Lijst<T>
{
    [Description("De bladzijde, in de gevraagde volgorde.")]
    public required IReadOnlyList<T> Value { get; init; }

    /// <summary>Absent at the last.</summary>
    [Description("Het adres van de volgende bladzijde."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextLink { get; init; }
}

/// <summary>What part of a list is asked for, and in what order.</summary>
public sealed record Lijstvraag
{
    public const int Grootst = 500;
    public const int Standaard = 100;

    [FromQuery(Name = "aantal"), Description("Hoeveel er op een bladzijde staan: 1 tot en met 500. Standaard 100.")]
    public int? Aantal { get; init; }

    [FromQuery(Name = "sorteer"), Description("Het veld waarop de lijst staat; met een min ervoor andersom.")]
    public string? Sorteer { get; init; }

    [FromQuery(Name = "na"), Description("Waar de vorige bladzijde ophield; staat in nextLink.")]
    public string? Na { get; init; }
}

/// <summary>A field that a list can be put in order by.</summary>
internal sealed record Sortering<T>(string Veld, Comparison<T> Volgorde);

/// <summary>
/// Pages by the item that the last one ended with, not by number: nothing is skipped or seen twice when something is added or goes in
/// between, as long as that item keeps its place, and page ten thousand costs no more than the first. The address of a page holds an id, never a name.
/// </summary>
internal sealed class Bladeren<T>(Func<T, string> id, params IReadOnlyList<Sortering<T>> sorteringen)
{
    /// <summary>What a list can be put in order by.</summary>
    public IReadOnlyList<string> Velden { get; } = [.. sorteringen.Select(s => s.Veld)];

    /// <summary>The page that was asked for; a problem when the question cannot be read.</summary>
    /// <param name="zichtbaar">All that may be seen, also what does not pass: the item a page ended with may have changed since.</param>
    /// <param name="hier">The address of this list as it was asked, for the next link.</param>
    public Results<Ok<Lijst<TUit>>, ProblemHttpResult> Neem<TUit>(
        IReadOnlyCollection<T> zichtbaar, Func<T, bool> past, Lijstvraag vraag, Func<T, TUit> maak, HttpRequest hier, Uri site)
    {
        var aantal = vraag.Aantal ?? Lijstvraag.Standaard;
        if (aantal is < 1 or > Lijstvraag.Grootst)
        {
            return ApiProblemen.Onleesbaar($"aantal is een getal van 1 tot en met {Lijstvraag.Grootst}.");
        }

        if (Volgorde(vraag.Sorteer) is not { } volgorde)
        {
            return ApiProblemen.Onleesbaar($"sorteer is een van deze velden, met of zonder een min ervoor: {string.Join(", ", Velden)}.");
        }

        var passend = zichtbaar.Where(past);
        if (vraag.Na is { } na)
        {
            if (zichtbaar.FirstOrDefault(item => id(item) == na) is not { } einde)
            {
                return ApiProblemen.Onleesbaar("na is niet (meer) van deze lijst: neem het over uit nextLink, of begin bij het begin.");
            }

            passend = passend.Where(item => volgorde.Compare(item, einde) > 0);
        }

        var gevonden = InVolgorde(passend.ToList(), volgorde).Take(aantal + 1).ToList();
        var blad = gevonden.Take(aantal).ToList();
        return TypedResults.Ok(new Lijst<TUit> { Value = [.. blad.Select(maak)], NextLink = gevonden.Count > aantal ? Volgende(hier, site, id(blad[^1])) : null });
    }

    /// <summary>Most lists are kept in the order that is asked for most: looking is cheaper than sorting.</summary>
    private static IEnumerable<T> InVolgorde(List<T> items, Comparer<T> volgorde)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (volgorde.Compare(items[i - 1], items[i]) > 0)
            {
                return items.Order(volgorde);
            }
        }

        return items;
    }

    /// <summary>By the field that was asked for, and then by id; null when there is no such field.</summary>
    private Comparer<T>? Volgorde(string? gevraagd)
    {
        var andersom = gevraagd?.StartsWith('-') == true ? -1 : 1;
        var veld = gevraagd?.TrimStart('-') ?? sorteringen[0].Veld;
        return sorteringen.FirstOrDefault(s => s.Veld == veld) is { } sortering
            ? Comparer<T>.Create((a, b) => andersom * (sortering.Volgorde(a, b) is not 0 and var op ? op : string.CompareOrdinal(id(a), id(b))))
            : null;
    }

    private static string Volgende(HttpRequest hier, Uri site, string na) => QueryHelpers.AddQueryString(
        new Uri(site, hier.Path.ToString()).AbsoluteUri,
        hier.Query.Where(q => q.Key != "na").SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v)).Append(KeyValuePair.Create("na", (string?)na)));
}

internal static class Lijsten
{
    /// <summary>On an operation that answers a page of a list.</summary>
    public static RouteHandlerBuilder AsLijst<T>(this RouteHandlerBuilder operation, Bladeren<T> bladeren) =>
        operation.WithMetadata(new Sorteervelden(bladeren.Velden)).ProducesProblem(StatusCodes.Status400BadRequest);
}

/// <summary>On an endpoint: what its list can be put in order by.</summary>
internal sealed record Sorteervelden(IReadOnlyList<string> Velden);
