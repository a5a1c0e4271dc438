using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Isop.Bot.Web;
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
/// <param name="Sleutel">Text that says where an item stands.</param>
internal sealed record Sortering<T>(string Veld, Func<T, string> Sleutel, IComparer<string> Volgorde);

/// <summary>
/// Pages by where the last one ended, not by number: nothing is skipped or seen twice when something is added or goes in between, and page
/// ten thousand costs no more than the first.
/// </summary>
internal sealed class Bladeren<T>(Func<T, string> id, params IReadOnlyList<Sortering<T>> sorteringen)
{
    /// <summary>The page that was asked for; a problem when the question cannot be read.</summary>
    /// <param name="hier">The address of this list as it was asked, for the next link.</param>
    public Results<Ok<Lijst<TUit>>, ProblemHttpResult> Neem<TUit>(IEnumerable<T> alle, Lijstvraag vraag, Func<T, TUit> maak, HttpRequest hier, Uri site)
    {
        var aantal = vraag.Aantal ?? Lijstvraag.Standaard;
        if (aantal is < 1 or > Lijstvraag.Grootst)
        {
            return Onleesbaar($"aantal is een getal van 1 tot en met {Lijstvraag.Grootst}.");
        }

        var andersom = vraag.Sorteer?.StartsWith('-') == true;
        var veld = vraag.Sorteer?.TrimStart('-');
        if ((veld is null ? sorteringen[0] : sorteringen.FirstOrDefault(s => s.Veld == veld)) is not { } sortering)
        {
            return Onleesbaar($"sorteer is een van deze velden, met of zonder een min ervoor: {string.Join(", ", sorteringen.Select(s => s.Veld))}.");
        }

        var volgorde = Comparer<(string Sleutel, string Id)>.Create((a, b) =>
            (sortering.Volgorde.Compare(a.Sleutel, b.Sleutel) is not 0 and var op ? op : string.CompareOrdinal(a.Id, b.Id)) * (andersom ? -1 : 1));
        var plaatsen = alle.Select(item => (Plaats: (sortering.Sleutel(item), id(item)), Item: item));
        if (vraag.Na is { } na)
        {
            if (!Plek.TryParse(na, out var einde))
            {
                return Onleesbaar("na is niet van deze lijst: neem het over uit nextLink.");
            }

            plaatsen = plaatsen.Where(p => volgorde.Compare(p.Plaats, einde) > 0);
        }

        var gevonden = plaatsen.OrderBy(p => p.Plaats, volgorde).Take(aantal + 1).ToList();
        var meer = gevonden.Count > aantal;
        var blad = gevonden.Take(aantal).ToList();
        return TypedResults.Ok(new Lijst<TUit> { Value = [.. blad.Select(p => maak(p.Item))], NextLink = meer ? Volgende(hier, site, blad[^1].Plaats) : null });
    }

    private static string Volgende(HttpRequest hier, Uri site, (string, string) einde) => QueryHelpers.AddQueryString(
        new Uri(site, hier.Path.ToString()).AbsoluteUri,
        hier.Query.Where(q => q.Key != "na").SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v)).Append(KeyValuePair.Create("na", (string?)Plek.Write(einde))));

    private static ProblemHttpResult Onleesbaar(string waarom) => ErrorPages.Problem(StatusCodes.Status400BadRequest, new ErrorText("De vraag klopt niet", waarom));
}

/// <summary>Where a page ended, as text for an address.</summary>
internal static class Plek
{
    private const int Langst = 2_000;

    public static string Write((string Sleutel, string Id) plek) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes([plek.Sleutel, plek.Id], ApiJson.Default.StringArray));

    public static bool TryParse(string text, [NotNullWhen(true)] out (string Sleutel, string Id) plek)
    {
        plek = ("", "");
        if (text.Length is 0 or > Langst || !Base64Url.IsValid(text))
        {
            return false;
        }

        try
        {
            if (JsonSerializer.Deserialize(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)), ApiJson.Default.StringArray) is not [{ } sleutel, { } id])
            {
                return false;
            }

            plek = (sleutel, id);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
