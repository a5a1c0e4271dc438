using Isop.Bot.Bureau.Voortgang;

namespace Isop.Bot.MijnIsop;

/// <summary>The study years to choose from for the counts on the page.</summary>
/// <param name="Gekozen">Null when the address names a year that the kalender does not have.</param>
/// <param name="IsNu">Whether that is the year of today.</param>
public sealed record Jaarkeuze(IReadOnlyList<(string Jaar, string Href)> Jaren, string? Gekozen, bool IsNu)
{
    /// <summary>Parts that count a study year; the others are about now, whatever year is chosen.</summary>
    private static readonly Onderdeel[] Geteld = [Onderdeel.Bestuur, Onderdeel.Onderwijsbureau, Onderdeel.Partnerschap, Onderdeel.Jaar];

    /// <summary>Null where there is nothing to choose.</summary>
    internal static Jaarkeuze? Van(Kijker k, IReadOnlyList<Onderdeel> onderdelen, MijnFilter filter, string? gekozen)
    {
        var jaren = Voortgangslijst.Jaren(k.Register);
        return jaren.Count < 2 || !onderdelen.Any(Geteld.Contains) ? null : new Jaarkeuze(
            [.. jaren.Select(j => (j, (filter with { Jaar = j, Bestuurpagina = 1 }).Href()))], gekozen, gekozen == Voortgangslijst.JaarVan(k.Register, k.Vandaag));
    }
}
