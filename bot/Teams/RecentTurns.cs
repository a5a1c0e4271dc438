namespace Isop.Bot.Teams;

/// <summary>
/// The activities of the last minutes and what became of them: a slow answer makes the channel deliver an activity again
/// (rule A2033: receivers may drop duplicates by id). Bounded; the oldest go first. Only in memory: a duplicate that
/// reaches another instance runs again, which every handler allows.
/// </summary>
public sealed class RecentTurns<T>(int capacity, TimeSpan remembered, TimeProvider time)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byId = new(StringComparer.Ordinal);
    private readonly Queue<Entry> _oldestFirst = new();

    /// <summary>What stands under this id; when nothing does, <paramref name="fresh"/> from now on.</summary>
    public T GetOrAdd(string id, T fresh)
    {
        lock (_lock)
        {
            RemoveOld();
            if (_byId.TryGetValue(id, out var known))
            {
                return known.Value;
            }

            var entry = new Entry(id, fresh, time.GetTimestamp());
            _byId.Add(id, entry);
            _oldestFirst.Enqueue(entry);
            return fresh;
        }
    }

    /// <summary>Takes a turn back that came to nothing, so that a repetition runs again.</summary>
    public void Forget(string id)
    {
        lock (_lock)
        {
            _byId.Remove(id);
        }
    }

    private void RemoveOld()
    {
        while (_oldestFirst.TryPeek(out var oldest)
            && (_oldestFirst.Count >= capacity || time.GetElapsedTime(oldest.At) > remembered))
        {
            _oldestFirst.Dequeue();
            // It may have been forgotten and come back since.
            if (_byId.TryGetValue(oldest.Id, out var standing) && ReferenceEquals(standing, oldest))
            {
                _byId.Remove(oldest.Id);
            }
        }
    }

    private sealed record Entry(string Id, T Value, long At);
}
