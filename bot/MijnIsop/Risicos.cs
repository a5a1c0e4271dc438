using Isop.Bot.Bureau;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>The risks of opleidingsplan Tabel 9 that ISOP can count: of organisations as they are, of people through <see cref="Kleinaantal"/>.</summary>
public sealed record RisicosView(IReadOnlyList<Risico> Risicos);

/// <param name="Vraag">"Zijn er genoeg studenten?"</param>
public sealed record Risico(string Vraag, IReadOnlyList<Signaal> Signalen);

/// <param name="Waarde">As it is shown.</param>
/// <param name="LetOp">It asks to be talked about; said in words too.</param>
public sealed record Signaal(string Wat, string Waarde, bool LetOp = false, string? Uitleg = null);

internal sealed class RisicosLader(Bevoegdheidstelling bevoegd)
{
    /// <summary>The leerteams there were when the goal of 100 was set (opleidingsplan §1.2.3).</summary>
    private const int LeerteamsToen = 45;
    private const string NietGetoond = "niet getoond";

    public async ValueTask<RisicosView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var (c, p) = (k.Register.Once(k.Vandaag, Risicocijfers.Van), k.Register.Once(k.Vandaag, Partnerschapcijfers.Van));
        var mag = (await bevoegd.ReadAsync(k.Now, ct)).Mag;
        var without = c.OpleidersPerOrganisatie.Count(opleiders => !opleiders.Any(mag.Contains));
        return new RisicosView(
        [
            new("Zijn er genoeg organisaties en plekken?",
            [
                Van("opleidingsorganisaties zonder student", c.ZonderStudent, c.Organisaties),
                Van($"opleidingsorganisaties met minder dan {Risicocijfers.KleinLeerteam} studenten", c.Klein, c.Organisaties, "afgesproken is: een leerteam met plek voor ten minste 4 pabo- en 2 mbo-studenten"),
                .. c.Koppels == 0 ? Array.Empty<Signaal>() : [Van($"koppels met een locatie met minder dan {Risicocijfers.PerKoppellocatie} studenten", c.DunneKoppels, c.Koppels)],
            ]),
            new("Zijn er genoeg studenten?", [Studenten(c)]),
            new("Zijn er genoeg opleiders die mogen beoordelen?",
            [
                Van("organisaties met studenten, zonder opleider die mag beoordelen", without, c.OpleidersPerOrganisatie.Count, "met BKE en een aanstelling door de examencommissie"),
                Beoordelaars(mag.Count, c.Beoordelaars),
            ]),
            new("Komen er interprofessionele leerteams bij?",
            [
                new("interprofessionele leerteams", BureauText.Number(p.Interprofessioneel), p.Interprofessioneel < LeerteamsToen, $"van {LeerteamsToen} in 2025 naar ten minste {Partnerschapcijfers.Doel}"),
            ]),
        ]);
    }

    private static Signaal Van(string wat, int aantal, int totaal, string? uitleg = null) =>
        new(wat, $"{BureauText.Number(aantal)} van {BureauText.Number(totaal)}", aantal > 0, uitleg);

    private static Signaal Studenten(Risicocijfers c) => new(
        "studenten met een stage vandaag", BureauText.Mensen(c.Studenten),
        // Only where both are told: a warning would tell of the one that is not.
        Kleinaantal.Tel(c.Studenten) is { } now && c.StudentenVorigJaar is { } ago && Kleinaantal.Tel(ago) is { } was && now < was,
        c.StudentenVorigJaar is { } before ? $"een jaar geleden: {BureauText.Mensen(before)}" : "van een jaar geleden weten we het niet");

    private static Signaal Beoordelaars(int mag, int totaal) => new(
        "opleiders en beoordelaars die mogen beoordelen",
        Kleinaantal.Tel(totaal) is { } all && Kleinaantal.Verdeel([mag, totaal - mag])[0] is { } told ? $"{BureauText.Number(told)} van {BureauText.Number(all)}" : NietGetoond);
}
