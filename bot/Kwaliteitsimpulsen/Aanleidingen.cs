using Isop.Bot.StageEvaluaties.Rapporten;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>Points of released reports, always read from the report as this reader may open it at this moment.</summary>
internal sealed class Aanleidingen(Rapportlade lade)
{
    /// <summary>Null when this reader has no such report, or it says nothing there that asks for attention.</summary>
    public async ValueTask<Aanleiding?> LeesAsync(PersonId lezer, Impulsbron bron, DateTimeOffset now, CancellationToken ct) =>
        await lade.BeeldAsync(lezer, bron.Jaar, bron.Rapport, now, ct) is { } beeld && beeld.Opvallend.FirstOrDefault(o => !o.Goed && o.Item == bron.Punt) is { } punt
            ? new Aanleiding(beeld.Studiejaar, bron.Rapport, punt.Item, punt.Zin)
            : null;

    /// <summary>Whether this reader finds it in the report too: what is about an opleider is not for everybody who reads kwaliteitsimpulsen.</summary>
    public async ValueTask<bool> ZietAsync(PersonId lezer, Aanleiding aanleiding, DateTimeOffset now, CancellationToken ct) =>
        await lade.BeeldAsync(lezer, aanleiding.Studiejaar, aanleiding.Rapport, now, ct) is { } beeld
        && beeld.Onderdelen.Any(o => o.Getoond.Any(i => i.Item == aanleiding.Item));
}

/// <summary>Where a point is, as an address or a form names it: trusted for nothing but to look there.</summary>
/// <param name="Jaar">The study year of the report.</param>
/// <param name="Rapport">Which report.</param>
/// <param name="Punt">The question that it is about.</param>
public sealed record Impulsbron(string Jaar, string Rapport, string Punt)
{
    private const int Longest = 200;

    /// <summary>Null when nothing is named.</summary>
    internal static Impulsbron? Read(Func<string, string?> value) =>
        (Short(value("jaar")), Short(value("rapport")), Short(value("punt"))) is ({ Length: > 0 } jaar, { Length: > 0 } rapport, { Length: > 0 } punt) ? new(jaar, rapport, punt) : null;

    private static string Short(string? text) => text is null or { Length: > Longest } ? "" : text;
}
