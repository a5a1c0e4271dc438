using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.Bureau.Overzicht;

/// <summary>The first page: what asks for attention now, as far as the reader's rights go.</summary>
internal static class OverzichtEndpoints
{
    public static void MapOverzicht(this RouteGroupBuilder group) =>
        group.MapGet("", Show).Voor(Recht.Aantallen, Recht.Bereikbaarheid, Recht.Staat, Recht.Beheer);

    private static async Task<IResult> Show(
        HttpContext context, Voortgangslijst lijst, RegisterStore registers, Probleemlijst problemen, MeldingStore meldingen, PersonLinks links,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = AmsterdamTime.DateOf(now);
        var register = await registers.CurrentAsync(cancellationToken);
        var jaar = Voortgangslijst.JaarVan(register, today);
        var wie = BureauActor.RechtenOf(context);
        // Who may see numbers only gets those on Mijn ISOP, where small ones are hidden: another cut of the same people would tell them.
        var regels = jaar is null || !wie.Heeft(Recht.Staat) ? [] : await lijst.ReadAsync(jaar, wie, now, cancellationToken);
        var periode = Voortgangslijst.PeriodeVan(regels, today);
        return Pages.Show<OverzichtScreen>(new
        {
            Filter = new VoortgangFilter { Jaar = jaar, Periode = periode ?? VoortgangFilter.AllePerioden },
            Counts = VoortgangStaten.Tel(regels.Where(r => periode is null || r.Periode == periode)),
            Wie = wie,
            Berichten = wie.Heeft(Recht.Bereikbaarheid) ? await problemen.ReadAsync(cancellationToken).CountAsync(cancellationToken) : 0,
            Meldingen = wie.Heeft(Recht.Beheer) ? await meldingen.OpenAsync(cancellationToken).CountAsync(cancellationToken) : 0,
            Koppelingen = wie.Heeft(Recht.Beheer) ? await links.ListToCheckAsync(cancellationToken).CountAsync(l => !l.IsClosed, cancellationToken) : 0,
            HeeftRegister = register.Version.Length > 0,
        });
    }
}
