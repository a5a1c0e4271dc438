using System.Collections.Concurrent;

namespace Isop.Bot.MijnIsop;

/// <summary>
/// Remembers counts that take long to make, so that no page waits for them twice. What is made quickly is made anew each time. Else what
/// there is, is answered at once and made again beside it when it is older than <see cref="Vers"/>; older than <see cref="Oud"/> it is waited for.
/// </summary>
internal sealed partial class Bewaard<TKey, T>(
    Func<TKey, DateTimeOffset, CancellationToken, Task<T>> make, TimeProvider clock, ILogger<Bewaard<TKey, T>> logger)
    where TKey : notnull
{
    public static readonly TimeSpan Snel = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan Vers = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Oud = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<TKey, Gemaakt> _kept = new();
    private readonly ConcurrentDictionary<TKey, Lazy<Task<Gemaakt>>> _making = new();
    private readonly ConcurrentDictionary<TKey, Task> _renewing = new();

    /// <summary>What it is, and of when.</summary>
    public async ValueTask<(T Waarde, DateTimeOffset Van)> ReadAsync(TKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(key, out var kept) && clock.GetElapsedTime(kept.At) is var age && age < Oud)
        {
            if (age >= Vers)
            {
                Renew(key, now);
            }

            return (kept.Waarde, kept.Van);
        }

        // Everybody who asks meanwhile waits for the same; nobody's leaving calls it off for the others.
        var making = _making.GetOrAdd(key, k => new Lazy<Task<Gemaakt>>(() => MakeOnceAsync(k, now)));
        var made = await making.Value.WaitAsync(cancellationToken);
        return (made.Waarde, made.Van);
    }

    /// <summary>Done when what is being made again is there; at once when nothing is.</summary>
    internal Task RenewedAsync(TKey key) => _renewing.GetValueOrDefault(key, Task.CompletedTask);

    /// <summary>One at a time for each.</summary>
    private void Renew(TKey key, DateTimeOffset now)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_renewing.TryAdd(key, done.Task))
        {
            _ = Task.Run(() => RenewAsync(key, now, done), CancellationToken.None);
        }
    }

    private async Task RenewAsync(TKey key, DateTimeOffset now, TaskCompletionSource done)
    {
        try
        {
            await MakeAsync(key, now);
        }
#pragma warning disable CA1031 // The boundary of work that nobody waits for: what there was stays, and the next reader tries again.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.Failed(logger, trouble);
        }
        finally
        {
            _renewing.TryRemove(key, out _);
            done.SetResult();
        }
    }

    private async Task<Gemaakt> MakeOnceAsync(TKey key, DateTimeOffset now)
    {
        try
        {
            return await MakeAsync(key, now);
        }
        finally
        {
            _making.TryRemove(key, out _);
        }
    }

    private async Task<Gemaakt> MakeAsync(TKey key, DateTimeOffset now)
    {
        var began = clock.GetTimestamp();
        var made = new Gemaakt(await make(key, now, CancellationToken.None), now, clock.GetTimestamp());
        if (clock.GetElapsedTime(began) >= Snel)
        {
            _kept[key] = made;
        }
        else
        {
            _kept.TryRemove(key, out _);
        }

        return made;
    }

    private sealed record Gemaakt(T Waarde, DateTimeOffset Van, long At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Counts that are older than a minute could not be made again")]
        public static partial void Failed(ILogger logger, Exception trouble);
    }
}
