using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Webhooks;

namespace Isop.Bot.Webhooks.Beheer;

/// <summary>Which programs are told what happens and how that goes, and ending one.</summary>
internal static class WebhookBeheerEndpoints
{
    public const string Path = "/bureau/webhooks";
    private const int PerPage = 50;

    public static void MapWebhookBeheer(this RouteGroupBuilder group)
    {
        group.MapGet("/webhooks", Show);
        group.MapPost("/webhooks/stop", Stop);
    }

    private static async Task<IResult> Show(string? pagina, AbonnementStore store, RegisterStore registers, CancellationToken cancellationToken)
    {
        // A flow that was switched off is in order, and says so at every save.
        var all = (await store.AlleAsync(cancellationToken)).Where(a => a.Reden != Stopreden.Afgemeld)
            .OrderBy(a => a.Gestopt is not null).ThenByDescending(a => a.Gestopt ?? a.Sinds).ThenBy(a => a.Id, StringComparer.Ordinal).ToList();
        var page = Paging.Take(all, Paging.Asked(pagina), PerPage);
        var standen = new Dictionary<string, Abonnementstand>();
        foreach (var abonnement in page.Items)
        {
            if (await store.StandAsync(abonnement.Id, cancellationToken) is { } stand)
            {
                standen.Add(abonnement.Id, stand.Value);
            }
        }

        return Pages.Show<WebhooksScreen>(new { Register = await registers.CurrentAsync(cancellationToken), Page = page, Standen = standen });
    }

    private static async Task<IResult> Stop(
        HttpContext context, AbonnementStore store, IKick kick, TimeProvider clock, CancellationToken cancellationToken)
    {
        var id = (await context.Request.ReadFormAsync(cancellationToken))["id"].ToString();
        var stopped = Guid.TryParseExact(id, "N", out _)
            && await store.StopAsync(id, Stopreden.DoorBureau, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken);
        kick.Ring();
        return Gedaan.At(Path, stopped ? Gedaan.WebhookGestopt : Gedaan.WebhookWasGestopt);
    }
}
