using Azure.Storage.Queues;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Gezondheid;

/// <summary>
/// Looks how every part is. What it finds stands for <see cref="Kept"/>, and one looks at a time, so that who asks often cannot make
/// us work.
/// </summary>
internal sealed partial class Gezondheid(
    IDocumentStore store, JobRuns runs, Levenstekens tekens, IOptions<IsopOptions> isop, IOptions<BotOptions> bot, IOptions<MailOptions> mail,
    TimeProvider clock, ILogger<Gezondheid> logger) : IDisposable
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>Without a planning run for this long, cards come too late.</summary>
    public static readonly TimeSpan ClockMayStandStill = TimeSpan.FromHours(1);

    /// <summary>How long one part may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Partition Probe = new("taken", "gezond");

    private readonly DateTimeOffset _started = clock.GetUtcNow();
    private readonly SemaphoreSlim _looking = new(1);
    private (long At, Gezondheidsbeeld Beeld)? _last;

    public async ValueTask<Gezondheidsbeeld> LookAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(last.At) < Kept)
            {
                return last.Beeld;
            }

            var opslag = await TryAsync("Opslag", StorageAsync);
            Bevinding[] rest =
            [
                await TryAsync("Klok", ClockAsync),
                .. string.IsNullOrWhiteSpace(isop.Value.Queue) ? [] : new[] { await TryAsync("Wachtrij", QueueAsync) },
                Heard("Teams bereikt ISOP", Levenstekens.Weg.VanTeams, bot.Value.AppId is { Length: > 0 }),
                Heard("ISOP bereikt Teams", Levenstekens.Weg.NaarTeams, bot.Value.AppId is { Length: > 0 }),
                Heard("Mail (Graph)", Levenstekens.Weg.Mail, mail.Value.Sender is { Length: > 0 }),
            ];
            var beeld = new Gezondheidsbeeld([opslag, .. rest], opslag.Stand != Gezondheidsstand.Fout);
            _last = (clock.GetTimestamp(), beeld);
            return beeld;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private async ValueTask<Bevinding> StorageAsync(string onderdeel, CancellationToken cancellationToken)
    {
        await store.FindAsync(Probe, "proef", cancellationToken);
        return new Bevinding(onderdeel, Gezondheidsstand.Goed, "De opslag antwoordt.", clock.GetUtcNow());
    }

    private async ValueTask<Bevinding> ClockAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var last = await runs.LastAsync(Planningsronde.Job, cancellationToken);
        var stillSince = last?.Finished ?? _started;
        return (last, now - stillSince < ClockMayStandStill) switch
        {
            (null, true) => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Er is nog geen planning gelopen."),
            (_, false) => new Bevinding(onderdeel, Gezondheidsstand.Fout, "De planning loopt niet: al meer dan een uur geen ronde.", last?.Finished),
            ({ Failed: > 0 }, _) => new Bevinding(
                onderdeel, Gezondheidsstand.LetOp, $"De laatste ronde liet {last.Failed} zaken liggen; de volgende probeert die weer.", last.Finished),
            _ => new Bevinding(onderdeel, Gezondheidsstand.Goed, "De planning loopt.", last!.Finished),
        };
    }

    private async ValueTask<Bevinding> QueueAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var queues = KickQueues.Open(isop.Value.Queue!);
        var waiting = (await queues.GetQueueClient(KickQueues.Kick).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        var poison = await CountAsync(queues.GetQueueClient(KickQueues.PoisonOf(KickQueues.Kick)), cancellationToken);
        return poison > 0
            ? new Bevinding(onderdeel, Gezondheidsstand.LetOp, $"{poison} berichten in de wachtrij konden niet worden gelezen.", clock.GetUtcNow())
            : new Bevinding(onderdeel, Gezondheidsstand.Goed, $"De wachtrij antwoordt; er wachten {waiting} berichten.", clock.GetUtcNow());
    }

    private static async ValueTask<int> CountAsync(QueueClient queue, CancellationToken cancellationToken) =>
        (await queue.ExistsAsync(cancellationToken)).Value
            ? (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount
            : 0;

    private Bevinding Heard(string onderdeel, Levenstekens.Weg weg, bool isSetUp) => (tekens.Last(weg), isSetUp) switch
    {
        ({ } teken, _) => new Bevinding(onderdeel, teken.Stand, teken.Uitleg, teken.At),
        (_, false) => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Niet ingesteld."),
        _ => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Sinds de start nog niets gebeurd."),
    };

    private async ValueTask<Bevinding> TryAsync(string onderdeel, Func<string, CancellationToken, ValueTask<Bevinding>> look)
    {
        // Not the visitor's token: what is found is for everybody who asks in the next seconds.
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return await look(onderdeel, patience.Token);
        }
#pragma warning disable CA1031 // The boundary of one part: whatever is wrong with it is what we came to see.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.Unwell(logger, onderdeel, trouble);
            return new Bevinding(onderdeel, Gezondheidsstand.Fout, $"Geen (goed) antwoord: {trouble.GetType().Name}.", clock.GetUtcNow());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Part} does not answer as it should.")]
        public static partial void Unwell(ILogger logger, string part, Exception trouble);
    }
}
