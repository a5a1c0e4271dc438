using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>What part of a study year's cases is shown: it stands in the address, so that a view can be kept and shared.</summary>
public sealed record VoortgangFilter
{
    /// <summary>The word for every period; without one it is the period of today.</summary>
    public const string AllePerioden = "alle";

    private const int LongestSearch = 100;

    /// <summary>The study year; null for the one of today.</summary>
    public string? Jaar { get; init; }
    public string? Periode { get; init; }
    public string? Organisatie { get; init; }
    public string? Bestuur { get; init; }
    public string? Opleiding { get; init; }
    public VoortgangStaat? Staat { get; init; }
    public string? Naam { get; init; }

    public static VoortgangFilter Read(IQueryCollection query) => new()
    {
        Jaar = Text(query, "jaar"),
        Periode = Text(query, "periode"),
        Organisatie = Text(query, "organisatie"),
        Bestuur = Text(query, "bestuur"),
        Opleiding = Text(query, "opleiding"),
        Staat = VoortgangStaten.Parse(Text(query, "staat")),
        Naam = Text(query, "naam"),
    };

    /// <summary>The cases that pass, whatever their state: what the counts are about.</summary>
    public IEnumerable<VoortgangRegel> Narrow(IEnumerable<VoortgangRegel> regels)
    {
        var naam = Naam is null ? null : BureauText.ToSearch(Naam);
        return regels.Where(r =>
            (Periode is null or AllePerioden || r.Periode == Periode)
            && (Organisatie is null || r.Organisatie == Organisatie)
            && (Bestuur is null || r.Bestuur == Bestuur)
            && (Opleiding is null || r.Opleiding == Opleiding)
            && (naam is null || r.Zoektekst.Contains(naam, StringComparison.Ordinal)));
    }

    public bool Passes(VoortgangRegel regel) => Staat is null || regel.Staat == Staat;

    public string Href(string path, int page = 1) => QueryHelpers.AddQueryString(path, Parts(page).Where(p => !string.IsNullOrEmpty(p.Value)));

    private IEnumerable<KeyValuePair<string, string?>> Parts(int page) =>
    [
        new("jaar", Jaar), new("periode", Periode), new("organisatie", Organisatie), new("bestuur", Bestuur), new("opleiding", Opleiding),
        new("staat", Staat?.Code()), new("naam", Naam), new("pagina", page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
    ];

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 } text ? text.Length <= LongestSearch ? text : text[..LongestSearch] : null;
}
