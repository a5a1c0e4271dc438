using System.Globalization;
using Isop.Bot.Bureau;
using Isop.Core.Kwaliteitsimpulsen;
using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>What part of the list is shown: it stands in the address, so that a view can be kept.</summary>
/// <param name="Toon">A code of <see cref="Keuzes"/>.</param>
/// <param name="Zoek">A part of the goal, or of the name of the organisation or board.</param>
public sealed record ImpulsFilter(string Toon, string Zoek)
{
    public const string Lopend = "lopend";
    public const string Terugkijken = "terugkijken";
    public const string Alle = "alle";
    private const int LongestSearch = 100;

    internal static IReadOnlyList<(string Code, string Woord)> Keuzes { get; } =
    [
        (Lopend, "Lopend"), (Terugkijken, "Terugkijken"), (ImpulsText.Code(Impulsstaat.Gelukt), "Gelukt"), (ImpulsText.Code(Impulsstaat.DeelsGelukt), "Deels gelukt"),
        (ImpulsText.Code(Impulsstaat.NietGelukt), "Niet gelukt"), (ImpulsText.Code(Impulsstaat.Ingetrokken), "Ingetrokken"), (Alle, "Alle"),
    ];

    internal static ImpulsFilter Read(IQueryCollection query) => new(
        Keuzes.Select(k => k.Code).FirstOrDefault(c => c == query["toon"]) ?? Lopend,
        query["zoek"].ToString().Trim() is var text && text.Length <= LongestSearch ? text : text[..LongestSearch]);

    internal static bool Passes(string toon, Kwaliteitsimpuls impuls, DateOnly today) => toon switch
    {
        Alle => true,
        Lopend => impuls.Staat == Impulsstaat.Loopt,
        Terugkijken => impuls.IsTerugTeKijken(today),
        _ => ImpulsText.Code(impuls.Staat) == toon,
    };

    /// <summary>Those that were searched for, whatever their state: what the counts are about.</summary>
    internal IReadOnlyList<Impulsrij> Gezocht(IEnumerable<Impulsrij> all)
    {
        var zoek = BureauText.ToSearch(Zoek);
        return [.. all.Where(r => BureauText.ToSearch($"{r.Plaats} {r.Impuls.Plan.Doel}").Contains(zoek, StringComparison.Ordinal))];
    }

    internal string Href(int page = 1) => QueryHelpers.AddQueryString(
        ImpulsEndpoints.Path,
        new Dictionary<string, string?>
        {
            ["toon"] = Toon == Lopend ? null : Toon, ["zoek"] = Zoek.Length == 0 ? null : Zoek, ["pagina"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        }.Where(p => p.Value is not null));
}

/// <param name="Plaats">As people know it.</param>
public sealed record Impulsrij(Kwaliteitsimpuls Impuls, string Plaats);
