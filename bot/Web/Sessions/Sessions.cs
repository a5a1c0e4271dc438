using Isop.Bot.Teams;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Web.Sessions;

/// <summary>The devices people are signed in on: table "sessies", a partition per person, row "s:{hash of the cookie's secret}".</summary>
public sealed class Sessions(IDocumentStore store, CurrentRegister register)
{
    private const string RowPrefix = "s:";

    public ValueTask<SessionCookie> StartAsync(PersonId person, string device, DateTimeOffset now, CancellationToken cancellationToken) =>
        StartAsync(person, null, SessionPlace.Browser, device, now, cancellationToken);

    /// <param name="account">The account the person signed in with: the session ends with its link.</param>
    public async ValueTask<SessionCookie> StartAsync(
        PersonId person, TeamsAccount? account, SessionPlace place, string device, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cookie = SessionCookie.Draw(person);
        var address = (await register(cancellationToken)).Find(person) is { } known ? AddressMark.Of(known) : null;
        var session = new Session
        {
            Id = cookie.Id, Person = person, Device = device, Started = now, LastUsed = now, Address = address, Account = account, Place = place,
        };
        var result = await store.CommitAsync(
            PartitionOf(person), [Documents.Add(RowPrefix + session.Id, session, BotJson.Default.Session)], cancellationToken);
        return result is CommitResult.Committed
            ? cookie
            : throw new StorageUnavailableException("A new session's row existed already.");
    }

    /// <summary>The session of this cookie while it lives; its last use is kept to the day, so that most requests write nothing.</summary>
    public async ValueTask<Session?> FindAsync(SessionCookie cookie, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(cookie.Person);
        var row = RowPrefix + cookie.Id;
        var stored = await store.ReadAsync(partition, row, BotJson.Default.Session, cancellationToken);
        if (stored is null || !stored.Value.IsAlive(now))
        {
            return null;
        }

        if (now - stored.Value.LastUsed >= TimeSpan.FromDays(1))
        {
            // A conflict means another request did the same or the session was ended just now: the next request sees which.
            await store.CommitAsync(
                partition, [Documents.Save(row, stored.Value with { LastUsed = now }, stored, BotJson.Default.Session)], cancellationToken);
        }

        return stored.Value;
    }

    /// <summary>Living sessions, last used first.</summary>
    public async ValueTask<IReadOnlyList<Session>> ListAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sessions = new List<Session>();
        await foreach (var (_, document) in ReadAsync(person, cancellationToken))
        {
            if (document.Value.IsAlive(now))
            {
                sessions.Add(document.Value);
            }
        }

        return [.. sessions.OrderByDescending(s => s.LastUsed).ThenBy(s => s.Id, StringComparer.Ordinal)];
    }

    /// <summary>Ends one session of this person; false when the person has no such session.</summary>
    public async ValueTask<bool> EndAsync(PersonId person, string id, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(person);
        while (await store.FindAsync(partition, RowPrefix + id, cancellationToken) is { } document)
        {
            if (await store.CommitAsync(partition, [new Write.Delete(document.Row, document.Version)], cancellationToken) is CommitResult.Committed)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends every session of this person, also the expired ones.</summary>
    public async ValueTask EndAllAsync(PersonId person, CancellationToken cancellationToken)
    {
        await foreach (var (_, document) in ReadAsync(person, cancellationToken))
        {
            await EndAsync(person, document.Value.Id, cancellationToken);
        }
    }

    /// <summary>Removes the sessions that expired, of everybody in the register; how many.</summary>
    public async ValueTask<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var person in (await register(cancellationToken)).Data.Personen)
        {
            await foreach (var (row, session) in ReadAsync(person.Id, cancellationToken))
            {
                if (!session.Value.IsAlive(now)
                    && await store.CommitAsync(PartitionOf(person.Id), [new Write.Delete(row, session.Version)], cancellationToken) is CommitResult.Committed)
                {
                    removed++;
                }
            }
        }

        return removed;
    }

    private IAsyncEnumerable<(string Row, Stored<Session> Document)> ReadAsync(PersonId person, CancellationToken cancellationToken) =>
        store.ReadRangeAsync(PartitionOf(person), RowRange.Prefix(RowPrefix), BotJson.Default.Session, cancellationToken);

    private static Partition PartitionOf(PersonId person) => new("sessies", person.ToString());
}
