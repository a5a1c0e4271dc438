using Isop.Bot.Graph;
using Isop.Core.Agenda;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Agenda;

/// <summary>
/// Appointments in people's Outlook, through Graph as the application itself. Every step first looks at what is there, so that doing it
/// twice, or after an answer that got lost, does nothing twice.
/// </summary>
internal sealed class GraphAgenda(GraphClient graph, IOptions<AgendaOptions> options)
{
    /// <summary>Graph tells of no longer a time at once.</summary>
    public const int MeesteDagen = 62;

    private const string Fields = "id,subject,start,end,isAllDay,isCancelled,location,attendees";

    private static readonly (string, string) InOurZone = ("Prefer", $"outlook.timezone=\"{GraphAfspraak.Zone}\"");

    /// <summary>Sees to it that the appointment is in this calendar as it is now.</summary>
    /// <param name="postbus">Whose: an object id or an address.</param>
    /// <param name="afspraak">How it should be.</param>
    /// <param name="bekend">The event it was; null when it was never there, or is wanted anew.</param>
    /// <param name="ronde">How often it was wanted anew after its person took it out.</param>
    /// <param name="metTekst">Whether the description may have changed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<GraphUitkomst> ZetAsync(
        string postbus, Afspraak afspraak, string? bekend, int ronde, bool metTekst, CancellationToken cancellationToken)
    {
        var (found, trouble) = await FindAsync(postbus, afspraak.Uid, bekend, cancellationToken);
        return trouble is not null ? trouble
            : found is not null ? await ChangeAsync(postbus, found, afspraak, metTekst, cancellationToken)
            : bekend is not null ? new GraphUitkomst.Verdwenen()
            : await CreateAsync(postbus, afspraak, ronde, cancellationToken);
    }

    /// <summary>Sees to it that the appointment is not there; Outlook tells who was invited, when there are such.</summary>
    public async ValueTask<GraphUitkomst> VerwijderAsync(string postbus, string uid, string? bekend, CancellationToken cancellationToken)
    {
        var (found, trouble) = await FindAsync(postbus, uid, bekend, cancellationToken);
        if (found is null)
        {
            return trouble ?? new GraphUitkomst.Weg();
        }

        return await graph.SendAsync(HttpMethod.Delete, EventOf(postbus, found.Id!), null, [], cancellationToken) switch
        {
            GraphAnswer.Success => new GraphUitkomst.Weg(),
            GraphAnswer.Refused { Status: 404 } => new GraphUitkomst.Weg(),
            var answer => GraphUitkomst.Of(answer),
        };
    }

    /// <summary>When somebody is busy between two wall times in Amsterdam; tentative counts as busy, working elsewhere does not.</summary>
    public async ValueTask<BezetUitkomst> BezetAsync(
        string postbus, string email, DateTime van, DateTime tot, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((tot - van).TotalDays, MeesteDagen);
        var question = new BezetVraag([email], GraphMoment.Of(van), GraphMoment.Of(tot), 30);
        var answer = await graph.SendAsync(
            HttpMethod.Post, graph.AddressOf($"users/{Uri.EscapeDataString(postbus)}/calendar/getSchedule"),
            JsonContent.Create(question, BotJson.Default.BezetVraag), [InOurZone], cancellationToken);
        if (answer is not GraphAnswer.Success success)
        {
            return GraphUitkomst.Of(answer) switch
            {
                GraphUitkomst.Wacht wait => new BezetUitkomst.Later(wait.Lengte, wait.Reden),
                GraphUitkomst.Onzeker doubt => new BezetUitkomst.Later(doubt.Pauze?.Lengte ?? TimeSpan.FromMinutes(1), doubt.Pauze?.Reden),
                _ => new BezetUitkomst.MagNiet(),
            };
        }

        // A calendar that may not be seen is told inside an answer that succeeded.
        return success.Read(BotJson.Default.BezetAntwoord) is { Value: [{ Error: null, ScheduleItems: { } items }] }
            ? new BezetUitkomst.Gelezen([.. items.Where(i => i.Status is "busy" or "oof" or "tentative")
                .Select(i => (Van: i.Start?.Wall, Tot: i.End?.Wall)).Where(t => t.Van < t.Tot)
                .Select(t => new Bezet(t.Van!.Value, t.Tot!.Value)).OrderBy(b => b.Van).ThenBy(b => b.Tot)])
            : new BezetUitkomst.MagNiet();
    }

    /// <summary>
    /// The event by its id, else by our own mark: an event that was moved to another calendar, or made by a call whose answer got lost,
    /// has another id than we know. Neither when it is not there.
    /// </summary>
    private async ValueTask<(GraphAfspraak? Found, GraphUitkomst? Trouble)> FindAsync(
        string postbus, string uid, string? bekend, CancellationToken cancellationToken)
    {
        if (bekend is not null)
        {
            var (found, trouble) = Read(
                await graph.SendAsync(HttpMethod.Get, new Uri($"{EventOf(postbus, bekend)}?$select={Fields}"), null, [InOurZone], cancellationToken),
                success => success.Read(BotJson.Default.GraphAfspraak));
            if (found is not null || trouble is not null)
            {
                return (found, trouble);
            }
        }

        var filter = $"singleValueExtendedProperties/Any(ep: ep/id eq '{GraphAfspraak.UidProperty}' and ep/value eq '{uid.Replace("'", "''", StringComparison.Ordinal)}')";
        var address = graph.AddressOf($"users/{Uri.EscapeDataString(postbus)}/events?$filter={Uri.EscapeDataString(filter)}&$select={Fields}&$top=2");
        return Read(
            await graph.SendAsync(HttpMethod.Get, address, null, [InOurZone], cancellationToken),
            success => success.Read(BotJson.Default.GraphPageGraphAfspraak)?.Value?.FirstOrDefault(e => e.Id is { Length: > 0 }));
    }

    private static (GraphAfspraak? Found, GraphUitkomst? Trouble) Read(GraphAnswer answer, Func<GraphAnswer.Success, GraphAfspraak?> read) => answer switch
    {
        GraphAnswer.Success success => (read(success) is { IsCancelled: not true, Id.Length: > 0 } found ? found : null, null),
        GraphAnswer.Refused { Status: 404 } when GraphUitkomst.Of(answer) is not GraphUitkomst.GeenPostbus => (null, null),
        _ => (null, GraphUitkomst.Of(answer)),
    };

    private async ValueTask<GraphUitkomst> CreateAsync(string postbus, Afspraak afspraak, int ronde, CancellationToken cancellationToken)
    {
        var body = GraphAfspraak.Nieuw(afspraak, ronde, options.Value.Herinnering);
        var answer = await graph.SendAsync(
            HttpMethod.Post, graph.AddressOf($"users/{Uri.EscapeDataString(postbus)}/events"), JsonContent.Create(body, BotJson.Default.GraphAfspraak),
            [InOurZone], cancellationToken);
        return answer switch
        {
            GraphAnswer.Success success when success.Read(BotJson.Default.GraphAfspraak) is { Id: { Length: > 0 } id } => new GraphUitkomst.Staat(id),
            GraphAnswer.Success => new GraphUitkomst.Onzeker(null),
            GraphAnswer.Refused { Status: 404 } => new GraphUitkomst.GeenPostbus(),
            _ => GraphUitkomst.Of(answer),
        };
    }

    /// <summary>On the version that was looked at: what somebody changes meanwhile is looked at again.</summary>
    private async ValueTask<GraphUitkomst> ChangeAsync(
        string postbus, GraphAfspraak found, Afspraak afspraak, bool metTekst, CancellationToken cancellationToken)
    {
        var etag = found.ETag;
        foreach (var change in found.Naar(afspraak, metTekst))
        {
            var answer = await graph.SendAsync(
                HttpMethod.Patch, EventOf(postbus, found.Id!), JsonContent.Create(change, BotJson.Default.GraphAfspraak),
                etag is null ? [InOurZone] : [InOurZone, ("If-Match", etag)], cancellationToken);
            if (answer is not GraphAnswer.Success success)
            {
                return answer is GraphAnswer.Refused { Status: 404 } ? new GraphUitkomst.Onzeker(null) : GraphUitkomst.Of(answer);
            }

            etag = success.Read(BotJson.Default.GraphAfspraak)?.ETag;
        }

        return new GraphUitkomst.Staat(found.Id!);
    }

    private Uri EventOf(string postbus, string id) =>
        graph.AddressOf($"users/{Uri.EscapeDataString(postbus)}/events/{Uri.EscapeDataString(id)}");
}
