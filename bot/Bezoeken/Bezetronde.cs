using Isop.Bot.Agenda;
using Isop.Bot.Bezorging;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Agenda;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>
/// Reads when visitors who said that they can visit are busy by their own Outlook, as the leading instance: soon after a plan is asked for and
/// once a night. Where that may not be, or not now, nothing waits for it: the plan is made with what was known or entered.
/// </summary>
internal sealed partial class Bezetronde(
    Agendas agendas, BezoekStore bezoeken, GraphAgenda graph, PersonLinks links, CurrentRegister register, Verzendpoort poort,
    ILogger<Bezetronde> logger)
{
    public const string Naam = "bezet";

    /// <summary>Sooner than the planner comes by, mostly.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>Graph counts hours, and when winter time begins there is one more.</summary>
    public const int DagenPerKeer = GraphAgenda.MeesteDagen - 1;

    /// <summary>Visitors in one run; the next run goes on.</summary>
    private const int AtATime = 50;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    public async ValueTask RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = await agendas.Bezet.DueAsync(now, cancellationToken).Take(AtATime).ToListAsync(cancellationToken);
        foreach (var same in due.GroupBy(i => (i.Entry.Target, i.Entry.About)))
        {
            if (await poort.AskAsync(Outlookronde.Pauze, cancellationToken) is not PoortStand.Open)
            {
                return;
            }

            var attempts = same.Max(i => i.Entry.Attempts);
            if (await TryAsync(same.Key.Target, same.Key.About, attempts, now, cancellationToken) is { } wait)
            {
                await agendas.Bezet.AddAsync([same.First().Entry with { Due = now + wait, Attempts = attempts + 1 }], now, cancellationToken);
            }

            await agendas.Bezet.RemoveAsync(same, cancellationToken);
        }
    }

    /// <summary>Asks for a look at the calendar of every visitor; answers how many there are.</summary>
    public async ValueTask<int> LookAtAllAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var studiejaar = (await register(cancellationToken)).Kalender.Studiejaar(AmsterdamTime.DateOf(now));
        var entries = (await bezoeken.BezoekersAsync(studiejaar, cancellationToken)).Select(v => (Bezoeker: v, Jaar: Bezoekjaar.IdOf(v, studiejaar)))
            .Select(y => new DueEntry { Due = now, Target = y.Bezoeker.ToString(), Tag = $"nacht:{y.Jaar}", About = y.Jaar }).ToList();
        await agendas.Bezet.AddAsync(entries, now, cancellationToken);
        return entries.Count;
    }

    /// <summary>How long to wait for another look; null when this one is done.</summary>
    private async ValueTask<TimeSpan?> TryAsync(string target, string? jaar, int attempts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return PersonId.TryParse(target, out var person) && jaar is not null && await LookAsync(person, jaar, now, cancellationToken) is { } asked
                ? Longest(asked, attempts)
                : null;
        }
#pragma warning disable CA1031 // The boundary of one calendar: the others go on.
        catch (Exception trouble) when (trouble is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failed(logger, target, trouble);
            return Longest(TimeSpan.Zero, attempts);
        }
    }

    private async ValueTask<TimeSpan?> LookAsync(PersonId id, string jaarId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (current, today) = (await register(cancellationToken), AmsterdamTime.DateOf(now));
        if (current.FindLiving(id) is not { } person || await bezoeken.FindAsync(jaarId, cancellationToken) is not { Beschikbaarheid: not null } jaar
            || jaar.Bezoeker != id || jaar.Bezoeken.All(b => !b.Open))
        {
            return null;
        }

        var days = new Dagen(today, AmsterdamTime.DateOf(jaar.Eindigt).AddDays(-1));
        var uitkomst = await ReadAsync(person, days, cancellationToken);
        Log.Read(logger, id, uitkomst.GetType().Name);
        switch (uitkomst)
        {
            case BezetUitkomst.Gelezen read:
                var own = await EigenAsync(id, current, days, cancellationToken);
                await bezoeken.ZetBezettingAsync(jaarId, Bezetting.Van(id, days, read.Tijden, own, now), current, now, cancellationToken);
                return null;
            case BezetUitkomst.Later later:
                if (later.Reden is { } reason)
                {
                    await poort.PauseAsync(Outlookronde.Pauze, later.Lengte, reason, cancellationToken);
                }

                return later.Lengte;
            default:
                // Who leaves the group takes the calendar along; the night looks whether it is open again.
                await bezoeken.ZetBezettingAsync(jaarId, null, current, now, cancellationToken);
                return null;
        }
    }

    /// <summary>All of the days, or what stood in the way of the first that could not be read.</summary>
    private async ValueTask<BezetUitkomst> ReadAsync(Persoon person, Dagen days, CancellationToken cancellationToken)
    {
        var postbus = (await links.FindAsync(person.Id, cancellationToken))?.Account.ObjectId ?? person.Email;
        List<Bezet> all = [];
        for (var from = days.Van; from <= days.Tot; from = from.AddDays(DagenPerKeer))
        {
            if (!poort.Leads)
            {
                return new BezetUitkomst.Later(TimeSpan.Zero, null);
            }

            var until = from.AddDays(DagenPerKeer) <= days.Tot ? from.AddDays(DagenPerKeer) : days.Tot.AddDays(1);
            var part = await graph.BezetAsync(
                postbus, person.Email, from.ToDateTime(TimeOnly.MinValue), until.ToDateTime(TimeOnly.MinValue), cancellationToken);
            if (part is not BezetUitkomst.Gelezen read)
            {
                return part;
            }

            all.AddRange(read.Tijden);
        }

        return new BezetUitkomst.Gelezen(all);
    }

    /// <summary>The visits that this person makes, which we put into the same Outlook.</summary>
    private async ValueTask<List<Bezet>> EigenAsync(PersonId person, RegisterSnapshot current, Dagen days, CancellationToken cancellationToken) =>
    [
        .. (await bezoeken.VanPersoonAsync(person, current, [days.Van, days.Tot], cancellationToken))
            .SelectMany(j => j.Bezoeken.Where(b => b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest && (b.Waarnemer ?? j.Bezoeker) == person))
            .Select(b => Bezoektijd.Op(b.Moment!.Value, b.Plek)),
    ];

    private static TimeSpan Longest(TimeSpan asked, int attempts)
    {
        var own = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempts, 9)));
        return asked > own ? asked : own < LongestWait ? own : LongestWait;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "When visitor {Person} is busy by Outlook: {Outcome}.")]
        public static partial void Read(ILogger logger, PersonId person, string outcome);

        [LoggerMessage(Level = LogLevel.Error, Message = "Reading when visitor {Person} is busy failed; it is tried again.")]
        public static partial void Failed(ILogger logger, string person, Exception trouble);
    }
}
