using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Agenda;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Bot.Agenda;

/// <summary>
/// Brings appointments into the Outlook of who organises them, out of it and up to date, as the leading instance. What is due says only
/// which appointment to look at: how it is, is read at that moment, so that of ten changes in a minute people hear of one.
/// </summary>
internal sealed partial class Outlookronde(
    Agendas agendas, OutlookStore standen, Persoonsagenda agenda, GraphAgenda graph, PersonLinks links, CurrentRegister register,
    Verzendpoort poort, ILogger<Outlookronde> logger)
{
    public const string Naam = "outlook";
    public const string Pauze = Installateur.PausePrefix + Naam;

    /// <summary>How soon a change is in Outlook.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan DropEvery = TimeSpan.FromHours(6);

    /// <summary>Appointments in one run; the next run goes on.</summary>
    private const int AtATime = 200;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>Who have appointments of their own with people.</summary>
    private static readonly HashSet<RolSoort> Organisatoren =
        [RolSoort.Studiecoach, RolSoort.Slb, RolSoort.Mwb, RolSoort.Leerteambegeleider, RolSoort.Schoolopleider, RolSoort.CoordinerendSchoolopleider];

    /// <summary>Forgets what is due, where nothing is kept in Outlook and nothing read from it.</summary>
    public static async ValueTask DropAsync(Agendas agendas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var index in new[] { agendas.Outlook, agendas.Bezet })
        {
            await index.RemoveAsync(await index.DueAsync(now, cancellationToken).ToListAsync(cancellationToken), cancellationToken);
        }
    }

    public async ValueTask RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = await agendas.Outlook.DueAsync(now, cancellationToken).Take(AtATime).ToListAsync(cancellationToken);
        foreach (var same in due.GroupBy(i => (i.Entry.Target, i.Entry.About)))
        {
            if (await poort.AskAsync(Pauze, cancellationToken) is not PoortStand.Open)
            {
                return;
            }

            var attempts = same.Max(i => i.Entry.Attempts);
            if (await TryAsync(same.Key.Target, same.Key.About, attempts, now, cancellationToken) is { } wait)
            {
                await agendas.Outlook.AddAsync([same.First().Entry with { Due = now + wait, Attempts = attempts + 1 }], now, cancellationToken);
            }

            await agendas.Outlook.RemoveAsync(same, cancellationToken);
        }
    }

    /// <summary>
    /// Asks for a look at every appointment that is not as it should be: what was made before this was switched on, what was refused
    /// until a mailbox joined the group, and what no longer exists. Answers how many.
    /// </summary>
    public async ValueTask<int> LookAtAllAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (current, today, asked) = (await register(cancellationToken), AmsterdamTime.DateOf(now), 0);
        var persons = current.Data.Rollen.Where(r => Organisatoren.Contains(r.Soort) && r.Holds(today)).Select(r => r.Persoon).Distinct();
        foreach (var person in persons.Select(current.FindLiving).OfType<Persoon>())
        {
            var afspraken = (await agenda.RondAsync(person.Id, today, cancellationToken)).DistinctBy(a => a.Uid).ToDictionary(a => a.Uid);
            var known = await standen.AllOfAsync(person.Id, cancellationToken);
            var news = afspraken.Keys.Union(known.Keys)
                .Where(uid => OutlookStand.Volgende(known.GetValueOrDefault(uid), afspraken.GetValueOrDefault(uid), person.Email, today) is not null)
                .Select(uid => new DueEntry { Due = now, Target = person.Id.ToString(), Tag = $"nacht:{uid}", About = uid }).ToList();
            await agendas.Outlook.AddAsync(news, now, cancellationToken);
            asked += news.Count;
        }

        return asked;
    }

    /// <summary>How long to wait for another look; null when this one is done.</summary>
    private async ValueTask<TimeSpan?> TryAsync(string target, string? uid, int attempts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return PersonId.TryParse(target, out var person) && uid is not null
                && await LookAsync(person, uid, now, cancellationToken) is { } asked
                ? Longest(asked, TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempts, 9))))
                : null;
        }
#pragma warning disable CA1031 // The boundary of one appointment: the others go on.
        catch (Exception trouble) when (trouble is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failed(logger, target, trouble);
            return Longest(TimeSpan.Zero, TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempts, 9))));
        }
    }

    private async ValueTask<TimeSpan?> LookAsync(PersonId id, string uid, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = AmsterdamTime.DateOf(now);
        if ((await register(cancellationToken)).FindLiving(id) is not { } person)
        {
            return null;
        }

        var afspraak = await agenda.FindAsync(id, uid, today, cancellationToken);
        var was = await standen.FindAsync(id, uid, cancellationToken);
        if (OutlookStand.Volgende(was?.Value, afspraak, person.Email, today) is not { } stap)
        {
            return null;
        }

        // Kept before the call: what is called off while an answer is lost must be looked for.
        var text = afspraak is null ? null : OutlookStand.TekstVan(afspraak);
        was ??= await standen.SaveAsync(id, new OutlookStand { Uid = uid, Tekst = text, Sinds = now }, null, cancellationToken);
        if (was is null || !poort.Leads)
        {
            return TimeSpan.Zero;
        }

        var postbus = (await links.FindAsync(id, cancellationToken))?.Account.ObjectId ?? person.Email;
        var uitkomst = stap == Outlookstap.Zet
            ? await graph.ZetAsync(postbus, afspraak!, was.Value.EventId, was.Value.Ronde, was.Value.Tekst != text, cancellationToken)
            : await graph.VerwijderAsync(postbus, uid, was.Value.EventId, cancellationToken);
        Log.Tried(logger, stap, id, uitkomst.GetType().Name);
        if (was.Value.Na(uitkomst, afspraak, now) is { } next)
        {
            return await standen.SaveAsync(id, next, was, cancellationToken) is null ? TimeSpan.Zero : null;
        }

        return await RestAsync(uitkomst, cancellationToken);
    }

    /// <summary>Leaves Outlook alone, for every instance, when that was asked.</summary>
    private async ValueTask<TimeSpan> RestAsync(GraphUitkomst uitkomst, CancellationToken cancellationToken)
    {
        var pause = uitkomst switch
        {
            GraphUitkomst.Wacht wait => (wait.Lengte, wait.Reden),
            GraphUitkomst.Onzeker doubt => doubt.Pauze,
            _ => null,
        };
        if (pause is not var (length, reason))
        {
            return TimeSpan.Zero;
        }

        await poort.PauseAsync(Pauze, length, reason, cancellationToken);
        return length;
    }

    private static TimeSpan Longest(TimeSpan asked, TimeSpan own) => asked > own ? asked : own < LongestWait ? own : LongestWait;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Outlook: {Step} for person {Person}: {Outcome}.")]
        public static partial void Tried(ILogger logger, Outlookstap step, PersonId person, string outcome);

        [LoggerMessage(Level = LogLevel.Error, Message = "Keeping an appointment of person {Person} in Outlook failed; it is tried again.")]
        public static partial void Failed(ILogger logger, string person, Exception trouble);
    }
}
