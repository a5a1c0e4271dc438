using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>What somebody may see of a case's content.</summary>
public enum Leesrecht
{
    Niets,

    /// <summary>The date and the agreements of the gesprek.</summary>
    Afspraken,

    /// <summary>Both forms and the gesprek.</summary>
    Inhoud,
}

/// <summary>When opleider and studiecoach may read along.</summary>
public enum Meelezen
{
    Direct,
    NaHetGesprek,
    AlleenAfspraken,
}

/// <summary>Settings under Isop:Leesrecht.</summary>
public sealed class LeesrechtOptions
{
    /// <summary>For every opleiding not named in <see cref="PerOpleiding"/>.</summary>
    public Meelezen Standaard { get; set; } = Meelezen.NaHetGesprek;

    /// <summary>By the code of the opleiding, e.g. "pabo-vt".</summary>
    public Dictionary<string, Meelezen> PerOpleiding { get; set; } = [];

    public Meelezen For(Opleiding opleiding) => PerOpleiding.TryGetValue(opleiding.Code, out var value) ? value : Standaard;
}

/// <summary>
/// Who sees the content: student and mentor once both are visible; their opleider and studiecoach once the gesprek is recorded
/// (a setting per opleiding); nobody else, the bureau included.
/// </summary>
public static class Leesrechten
{
    public static Leesrecht Of(Zaak zaak, PersonId lezer, LeesrechtOptions options)
    {
        if (zaak.ZichtbaarSinds is null)
        {
            return Leesrecht.Niets;
        }

        if (zaak.ZijdeVan(lezer) is not null)
        {
            return Leesrecht.Inhoud;
        }

        if (lezer != zaak.Deelnemers.Opleider && lezer != zaak.Deelnemers.Studiecoach)
        {
            return Leesrecht.Niets;
        }

        return (options.For(zaak.Deelnemers.Opleiding), zaak.Gesprek.Verslag) switch
        {
            (Meelezen.Direct, _) => Leesrecht.Inhoud,
            (_, null) => Leesrecht.Niets,
            (Meelezen.NaHetGesprek, _) => Leesrecht.Inhoud,
            _ => Leesrecht.Afspraken,
        };
    }
}
