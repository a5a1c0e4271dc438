using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Instrumenten;
using Isop.Core.Inzage;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Webhooks;

namespace Isop.Bot.Bureau.Logboek;

/// <summary>Who did what and when, with the register, the links, the sending, the instruments and the vragenlijsten.</summary>
internal static class LogboekEndpoints
{
    private const int PerPage = 100;

    /// <summary>A study year and a summer.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromDays(400);

    public static void MapLogboek(this RouteGroupBuilder group) => group.MapGet("/inzage", Show);

    private static async Task<IResult> Show(
        string? soort, string? pagina, RegisterStore registers, PersonLinks links, Sturing sturing, InstrumentStore instrumenten,
        VragenlijstStore vragenlijsten, GolfStore golven, BevoegdheidStore bevoegdheden, AbonnementStore webhooks,
        ImpulsStore impulsen, TimeProvider clock, CancellationToken cancellationToken)
    {
        var from = clock.GetUtcNow() - Shown;
        IAsyncEnumerable<InzageRegel> History(string of) => of switch
        {
            LogboekSoorten.Register => registers.HistoryAsync(from, cancellationToken),
            LogboekSoorten.Koppelingen => links.HistoryAsync(from, cancellationToken),
            LogboekSoorten.Verzending => sturing.HistoryAsync(from, cancellationToken),
            LogboekSoorten.Vragenlijsten => vragenlijsten.HistoryAsync(from, cancellationToken),
            LogboekSoorten.Beoordelaars => bevoegdheden.HistoryAsync(from, cancellationToken),
            LogboekSoorten.StageEvaluaties => golven.HistoryAsync(from, cancellationToken),
            LogboekSoorten.Webhooks => webhooks.HistoryAsync(from, cancellationToken),
            LogboekSoorten.Kwaliteitsimpulsen => impulsen.HistoryAsync(from, cancellationToken),
            _ => instrumenten.HistoryAsync(from, cancellationToken),
        };
        var chosen = LogboekSoorten.All.Contains(soort) ? soort : null;
        var lines = new List<InzageRegel>();
        foreach (var of in chosen is null ? LogboekSoorten.All : [chosen])
        {
            lines.AddRange(await History(of).ToListAsync(cancellationToken));
        }

        return Pages.Show<LogboekScreen>(new
        {
            Soort = chosen,
            Register = await registers.CurrentAsync(cancellationToken),
            Page = Paging.Take([.. lines.OrderByDescending(l => l.At)], Paging.Asked(pagina), PerPage),
        });
    }
}

internal static class LogboekSoorten
{
    public const string Register = "register";
    public const string Koppelingen = "koppelingen";
    public const string Verzending = "verzending";
    public const string Instrumenten = "instrumenten";
    public const string Vragenlijsten = "vragenlijsten";
    public const string StageEvaluaties = "stage-evaluaties";
    public const string Beoordelaars = "beoordelaars";
    public const string Webhooks = "webhooks";
    public const string Kwaliteitsimpulsen = "kwaliteitsimpulsen";

    public static IReadOnlyList<string> All { get; } = [Register, Koppelingen, Verzending, Instrumenten, Vragenlijsten, StageEvaluaties, Beoordelaars, Webhooks, Kwaliteitsimpulsen];
}
