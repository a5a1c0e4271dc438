using Isop.Bot.Bureau;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>Everybody in a role that assesses or will, with how that stands today.</summary>
internal sealed class Beoordelaarslijst(BevoegdheidStore store)
{
    /// <summary>By name.</summary>
    public async ValueTask<IReadOnlyList<Beoordelaarregel>> ReadAsync(RegisterSnapshot register, DateOnly today, CancellationToken ct)
    {
        var kring = register.Once(today, Kring.Van);
        var known = await store.VanAsync(kring.Personen, ct);
        return [.. kring.Regels.Select(r => known[r.Persoon] is var dossier && dossier.IsLeeg ? r : r with { Oordeel = Beoordelaar.Op(dossier, today, register.Kalender) })];
    }

    /// <summary>What the register says of them on a day, worked out once; as long as nothing was recorded of anybody.</summary>
    private sealed record Kring(IReadOnlyList<PersonId> Personen, IReadOnlyList<Beoordelaarregel> Regels)
    {
        public static Kring Van(RegisterSnapshot register, DateOnly today)
        {
            var people = Beoordelaarskring.Op(register, today);
            var regels = people.Select(p => Beoordelaarregel.Of(register, p, Beoordelaarsdossier.Leeg, today)).OrderBy(r => r.Persoon.ToString(), StringComparer.Ordinal);
            return new Kring(people, BureauText.OpNaam(regels, r => r.Naam));
        }
    }
}

/// <summary>One person on the list.</summary>
public sealed record Beoordelaarregel
{
    public required PersonId Persoon { get; init; }
    public required string Naam { get; init; }

    /// <summary>Of the roles that count here; empty when these are for the whole partnership.</summary>
    public required string Organisaties { get; init; }
    public required string Besturen { get; init; }
    public required string Rollen { get; init; }
    public required Beoordelaarsoordeel Oordeel { get; init; }

    /// <summary>The names, to search in.</summary>
    public required string Zoektekst { get; init; }

    internal static Beoordelaarregel Of(RegisterSnapshot register, PersonId person, Beoordelaarsdossier dossier, DateOnly today)
    {
        var rollen = Beoordelaarskring.Van(register, person, today);
        var organisaties = rollen.Select(r => r.Organisatie).OfType<string>().Distinct().ToList();
        var besturen = rollen.Select(r => r.Bestuur).Concat(organisaties.Select(o => register.FindOrganisatie(o)?.Bestuur)).OfType<string>().Distinct();
        var (naam, waar, onder) = (
            BureauText.Name(person, register), Sorted(organisaties.Select(o => register.FindOrganisatie(o)?.Naam ?? o)),
            Sorted(besturen.Select(b => register.Data.Besturen.FirstOrDefault(x => x.Code == b)?.Naam ?? b)));
        return new Beoordelaarregel
        {
            Persoon = person,
            Naam = naam,
            Organisaties = waar,
            Besturen = onder,
            Zoektekst = BureauText.ToSearch($"{naam} {waar} {onder}"),
            Rollen = string.Join(", ", rollen.Select(r => r.Soort).Distinct().Order().Select(RegisterWords.Word)),
            Oordeel = Beoordelaar.Op(dossier, today, register.Kalender),
        };
    }

    private static string Sorted(IEnumerable<string> names) => string.Join(", ", names.Distinct().Order(BureauText.Names));
}

/// <summary>What part of the list is shown.</summary>
/// <param name="Toon">A code of <see cref="Keuzes"/>.</param>
/// <param name="Naam">What was searched for.</param>
public sealed record Beoordelaarfilter(string Toon, string Naam)
{
    public const string Alle = "alle";
    public const string Mag = "mag";
    public const string MagNiet = "mag-niet";
    public const string KalibratieMist = "kalibratie-mist";

    private const int LongestSearch = 100;

    internal static IReadOnlyList<(string Code, string Woord)> Keuzes { get; } =
        [(Alle, "Alle"), (Mag, "Mag beoordelen"), (MagNiet, "Mag niet"), (KalibratieMist, "Kalibratie mist")];

    internal static Beoordelaarfilter Read(IQueryCollection query) => new(
        Keuzes.Select(k => k.Code).FirstOrDefault(c => c == query["toon"]) ?? Alle,
        query["naam"].ToString().Trim() is { Length: <= LongestSearch } naam ? naam : query["naam"].ToString().Trim()[..LongestSearch]);

    internal static bool Passes(string toon, Beoordelaarregel regel) => toon switch
    {
        Mag => regel.Oordeel.MagBeoordelen,
        MagNiet => !regel.Oordeel.MagBeoordelen,
        KalibratieMist => regel.Oordeel.Waarschuwingen.Count > 0,
        _ => true,
    };

    /// <summary>Those with the name that was searched for, whatever their state: what the counts are about.</summary>
    internal IEnumerable<Beoordelaarregel> Named(IEnumerable<Beoordelaarregel> all)
    {
        var naam = BureauText.ToSearch(Naam);
        return all.Where(r => r.Zoektekst.Contains(naam, StringComparison.Ordinal));
    }

    internal string Href(string path, int page = 1)
    {
        List<KeyValuePair<string, string?>> parts = [];
        if (Toon != Alle)
        {
            parts.Add(new("toon", Toon));
        }

        if (Naam.Length > 0)
        {
            parts.Add(new("naam", Naam));
        }

        if (page > 1)
        {
            parts.Add(new("pagina", page.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return QueryHelpers.AddQueryString(path, parts);
    }
}
