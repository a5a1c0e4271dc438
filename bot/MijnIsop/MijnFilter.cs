using System.Globalization;
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

    /// <summary>Each list turns its own pages: who turns one finds the others where they were.</summary>
    public int Studentenpagina { get; init; } = 1;
    public int Bestuurpagina { get; init; } = 1;
    public int Inzagepagina { get; init; } = 1;

    public bool IsLeeg => Organisatie is null && Zoek is null;

    /// <summary>Without what was searched for.</summary>
    public MijnFilter Alles => this with { Organisatie = null, Zoek = null, Studentenpagina = 1 };

    public static MijnFilter Read(IQueryCollection query) => new()
    {
        Jaar = Text(query, "jaar"), Organisatie = Text(query, "organisatie"), Zoek = Text(query, "zoek"),
        Studentenpagina = Paging.Asked(query["studentenpagina"]), Bestuurpagina = Paging.Asked(query["bestuurpagina"]), Inzagepagina = Paging.Asked(query["inzagepagina"]),
    };

    /// <summary>The page as this filter asks for it, at a part of it.</summary>
    public string Href(string? anker = null) => QueryHelpers.AddQueryString(
        MijnEndpoints.Path,
        new Dictionary<string, string?>
        {
            ["jaar"] = Jaar, ["organisatie"] = Organisatie, ["zoek"] = Zoek,
            ["studentenpagina"] = Page(Studentenpagina), ["bestuurpagina"] = Page(Bestuurpagina), ["inzagepagina"] = Page(Inzagepagina),
        }.Where(p => p.Value is not null)) + (anker is null ? "" : $"#{anker}");

    private static string? Page(int page) => page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null;

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 } text ? text.Length <= Longest ? text : text[..Longest] : null;
}
