using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Bezorging;

/// <summary>
/// Drains what is due, lane by lane. An entry leaves the index only after a turn that began after it was read has come to
/// rest, so that a worker that dies loses nothing.
/// </summary>
public sealed partial class Bezorgdienst(
    Agendas agendas, PersonTurn turn, RefreshTurn refresh, Verzendpoort poort, Lease lease, IOptions<BezorgOptions> options,
    TimeProvider clock, ILogger<Bezorgdienst> logger) : IDisposable
{
    /// <summary>Persons read at a time: many where reading must not cost pace, few where a direct mail must not wait.</summary>
    private const int PersonsAtATime = 200;

    private const int MailsAtATime = 8;

    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim[] _persons = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly SemaphoreSlim[] _rounds = [.. Enum.GetValues<Ronde>().Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Rings when work was moved to the mail lane.</summary>
    internal Kick MailKick { get; } = new();

    /// <summary>Handles everything due at or before <paramref name="now"/>, in both lanes; waits until this process leads.</summary>
    public async ValueTask<Uitslag> DrainAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (!lease.IsHeld && !await lease.TryHoldAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
        }

        using var drained = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync(drained.Token);
        var uitslag = new Uitslag();
        try
        {
            int handled;
            do
            {
                handled = 0;
                foreach (var ronde in Enum.GetValues<Ronde>())
                {
                    handled += await RoundAsync(ronde, uitslag, () => now, cancellationToken);
                }
            }
            while (handled > 0);
        }
        finally
        {
            await drained.CancelAsync();
            await renewal;
        }

        return uitslag;
    }

    public void Dispose()
    {
        Array.ForEach(_rounds, r => r.Dispose());
        Array.ForEach(_persons, p => p.Dispose());
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await lease.TryHoldAsync(cancellationToken))
            {
                await Task.Delay(Lease.RenewEvery, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The drain is over.
        }
        catch (StorageUnavailableException trouble)
        {
            Log.StorageUnavailable(logger, trouble);
        }
    }

    /// <summary>Everything that is due in one lane, and becomes due meanwhile; how often something was done for a person.</summary>
    public async ValueTask<int> RoundAsync(
        Ronde ronde, Uitslag uitslag, Func<DateTimeOffset> moment, CancellationToken cancellationToken)
    {
        var guard = _rounds[(int)ronde];
        await guard.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(ronde, uitslag, moment, cancellationToken);
        }
        finally
        {
            guard.Release();
        }
    }

    private async ValueTask<int> RunAsync(Ronde ronde, Uitslag uitslag, Func<DateTimeOffset> moment, CancellationToken cancellationToken)
    {
        var lane = ronde == Ronde.Mail ? Kanaal.Mail : Kanaal.Teams;
        var concurrency = lane == Kanaal.Teams ? options.Value.TeamsConcurrency : options.Value.MailConcurrency;
        var taken = new ConcurrentDictionary<string, byte>();
        var handled = 0;
        await Parallel.ForEachAsync(
            WorkAsync(ronde, taken, moment, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (person, token) =>
            {
                if (await TakeTurnAsync(person.Key, person.Value, lane, uitslag, moment, token))
                {
                    Interlocked.Increment(ref handled);
                    taken.TryRemove(person.Key, out _);
                }
            });
        return handled;
    }

    /// <summary>
    /// The persons of a round, read a portion at a time while earlier ones are being handled: the pace never waits for the last of
    /// a portion, and a message that has to be tried again comes in between instead of after all the others. Who is being handled,
    /// or could not be, is not taken twice.
    /// </summary>
    private async IAsyncEnumerable<KeyValuePair<string, List<Werk>>> WorkAsync(
        Ronde ronde, ConcurrentDictionary<string, byte> taken, Func<DateTimeOffset> moment,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await poort.AskAsync(null, cancellationToken) is PoortStand.Open)
        {
            var portion = new Portie(ronde == Ronde.Mail ? MailsAtATime : PersonsAtATime, taken);
            foreach (var (index, direct) in QueuesOf(ronde))
            {
                await portion.ReadAsync(index.DueAsync(moment(), cancellationToken), direct);
            }

            if (portion.Persons.Count == 0)
            {
                yield break;
            }

            foreach (var person in portion.Persons)
            {
                taken.TryAdd(person.Key, 0);
                yield return person;
            }
        }
    }

    private (DueIndex Index, bool Direct)[] QueuesOf(Ronde ronde) => ronde switch
    {
        Ronde.TeamsDirect => [(agendas.Teams.Direct, true)],
        Ronde.Teams => [(agendas.Teams.Normal, false)],
        _ => [(agendas.Mail.Direct, true), (agendas.Mail.Normal, false)],
    };

    private async ValueTask<bool> TakeTurnAsync(
        string target, List<Werk> work, Kanaal lane, Uitslag uitslag, Func<DateTimeOffset> moment, CancellationToken cancellationToken)
    {
        if (!PersonId.TryParse(target, out var person))
        {
            Log.NoPerson(logger, target);
            await RemoveAsync(work, cancellationToken);
            return true;
        }

        var own = _persons[(uint)target.GetHashCode(StringComparison.Ordinal) % _persons.Length];
        await own.WaitAsync(cancellationToken);
        try
        {
            var result = await turn.RunAsync(person, lane, uitslag, moment, cancellationToken);
            if (result is TurnResult.Done && work.Any(w => w.Item.Entry.About is not null))
            {
                result = await RefreshAsync(person, work, lane, moment(), cancellationToken);
            }

            return await SettleAsync(work, result, moment(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The boundary of one person's deliveries: the others go on.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.TurnFailed(logger, target, trouble);
            await PutOffAsync(work, moment() + AfterTrouble, cancellationToken);
            return false;
        }
        finally
        {
            own.Release();
        }
    }

    private async ValueTask<TurnResult> RefreshAsync(
        PersonId person, List<Werk> work, Kanaal lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (lane != Kanaal.Teams)
        {
            return new TurnResult.Done();
        }

        foreach (var asked in work.Where(w => w.Item.Entry.About is not null).GroupBy(w => w.Item.Entry.About!))
        {
            var result = await refresh.RunAsync(person, asked.Key, asked.Max(w => w.Item.Entry.Attempts), now, cancellationToken);
            if (result is not TurnResult.Done)
            {
                return result;
            }
        }

        return new TurnResult.Done();
    }

    private async ValueTask<bool> SettleAsync(List<Werk> work, TurnResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case TurnResult.Done:
                await RemoveAsync(work, cancellationToken);
                return true;
            case TurnResult.OtherLane other:
                var queue = other.Lane == Kanaal.Teams ? agendas.Teams : agendas.Mail;
                await AddAsync(queue, work, w => w, now, cancellationToken);
                await RemoveAsync(work, cancellationToken);
                MailKick.Ring();
                return true;
            case TurnResult.Later later:
                return await PutOffAsync(work, later.Until > now ? later.Until : now.AddSeconds(1), cancellationToken);
            default:
                return false;
        }
    }

    /// <summary>Moves entries to a later moment in the lane where everything begins.</summary>
    private async ValueTask<bool> PutOffAsync(List<Werk> work, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            await AddAsync(agendas.Teams, work, e => e with { Due = until, Attempts = e.Attempts + 1 }, until, cancellationToken);
            await RemoveAsync(work, cancellationToken);
            return true;
        }
        catch (StorageUnavailableException trouble)
        {
            // The entries are where they were; the next cycle finds them.
            Log.StorageUnavailable(logger, trouble);
            return false;
        }
    }

    private static async ValueTask AddAsync(
        LaneAgenda agenda, List<Werk> work, Func<DueEntry, DueEntry> change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var urgency in work.GroupBy(w => w.Direct))
        {
            var index = urgency.Key ? agenda.Direct : agenda.Normal;
            await index.AddAsync([.. urgency.Select(w => change(w.Item.Entry))], now, cancellationToken);
        }
    }

    private async ValueTask RemoveAsync(List<Werk> work, CancellationToken cancellationToken) =>
        await agendas.Teams.Normal.RemoveAsync(work.Select(w => w.Item), cancellationToken);

    /// <summary>A due entry, and whether it came from a queue of direct answers.</summary>
    private sealed record Werk(DueItem Item, bool Direct);

    /// <summary>Due entries of at most so many persons that are not taken, per person.</summary>
    private sealed class Portie(int most, ConcurrentDictionary<string, byte> taken)
    {
        public Dictionary<string, List<Werk>> Persons { get; } = [];

        public async ValueTask ReadAsync(IAsyncEnumerable<DueItem> due, bool direct)
        {
            await foreach (var item in due)
            {
                if (Persons.TryGetValue(item.Entry.Target, out var known))
                {
                    known.Add(new Werk(item, direct));
                }
                else if (taken.ContainsKey(item.Entry.Target))
                {
                    continue;
                }
                else if (Persons.Count < most)
                {
                    Persons.Add(item.Entry.Target, [new Werk(item, direct)]);
                }
                else
                {
                    return;
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A due entry names no person: {Target}")]
        public static partial void NoPerson(ILogger logger, string target);

        [LoggerMessage(Level = LogLevel.Error, Message = "Delivering to person {Person} failed; it is tried again in a minute.")]
        public static partial void TurnFailed(ILogger logger, string person, Exception trouble);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The storage is not available; what is due stays due.")]
        public static partial void StorageUnavailable(ILogger logger, Exception trouble);
    }
}

/// <summary>What is drained by itself: a direct answer does not wait for an opening day, nor Teams for the slower mail.</summary>
public enum Ronde
{
    TeamsDirect,
    Teams,
    Mail,
}
