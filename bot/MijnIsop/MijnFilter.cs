using Isop.Bot.Bureau;
using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.MijnIsop;

/// <summary>What part of the lists is shown: it stands in the address, so that a view can be kept.</summary>
public sealed record MijnFilter
{
    private const int Longest = 100;

    /// <summary>The study year of the counts; null for the one of today.</summary>
    public string? Jaar { get; init; }
    public string? Organisatie { get; init; }

    /// <summary>A part of a student's name.</summary>
    public string? Zoek { get; init; }
    public int Pagina { get; init; } = 1;

    public bool IsLeeg => Organisatie is null && Zoek is null;

    public static MijnFilter Read(IQueryCollection query) => new()
    {
        Jaar = Text(query, "jaar"), Organisatie = Text(query, "organisatie"), Zoek = Text(query, "zoek"), Pagina = Paging.Asked(query["pagina"]),
    };

    public string Href(int pagina, string anker) => QueryHelpers.AddQueryString(
        MijnEndpoints.Path,
        new Dictionary<string, string?>
        {
            ["jaar"] = Jaar, ["organisatie"] = Organisatie, ["zoek"] = Zoek, ["pagina"] = pagina > 1 ? pagina.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        }.Where(p => p.Value is not null)) + $"#{anker}";

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 } text ? text.Length <= Longest ? text : text[..Longest] : null;
}
