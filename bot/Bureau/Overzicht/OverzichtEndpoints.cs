using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bureau.Overzicht;

/// <summary>The first page: what asks for attention now.</summary>
internal static class OverzichtEndpoints
{
    public static void MapOverzicht(this RouteGroupBuilder group) => group.MapGet("", Show);

    private static async Task<IResult> Show(
        Voortgangslijst lijst, RegisterStore registers, Probleemlijst problemen, MeldingStore meldingen, PersonLinks links, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = AmsterdamTime.DateOf(now);
        var register = await registers.CurrentAsync(cancellationToken);
        var jaar = Voortgangslijst.JaarVan(register, today);
        var regels = jaar is null ? [] : await lijst.ReadAsync(jaar, now, cancellationToken);
        var periode = Voortgangslijst.PeriodeVan(regels, today);
        var counts = regels.Where(r => periode is null || r.Periode == periode).CountBy(r => r.Staat).ToDictionary();
        return Pages.Show<OverzichtScreen>(new
        {
            Filter = new VoortgangFilter { Jaar = jaar, Periode = periode ?? VoortgangFilter.AllePerioden },
            Counts = VoortgangStaten.All.Select(s => (s, counts.GetValueOrDefault(s))).ToList(),
            Berichten = await problemen.ReadAsync(cancellationToken).CountAsync(cancellationToken),
            Meldingen = await meldingen.OpenAsync(cancellationToken).CountAsync(cancellationToken),
            Koppelingen = await links.ListToCheckAsync(cancellationToken).CountAsync(l => !l.IsClosed, cancellationToken),
            HeeftRegister = register.Version.Length > 0,
        });
    }
}
