using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Bot.Graph;

/// <summary>The last time that ISOP tried to install itself for a person.</summary>
public sealed record Installatie
{
    public required DateTimeOffset At { get; init; }

    public bool Installed { get; init; }

    /// <summary>Why not (Dutch); null while it is under way and after it worked.</summary>
    public string? Reason { get; init; }
}

/// <summary>How far the round of a day got in a tenant: everybody up to here was looked at.</summary>
internal sealed record Installatieronde(DateOnly Day, string UpTo);

/// <summary>
/// What is known about installing (table "installaties"): partition "persoon:{person}" holds the last attempt, partition
/// "tenant:{tenant}" how far the round got.
/// </summary>
internal sealed class InstallatieStore(IDocumentStore store)
{
    private const string Table = "installaties";
    private const string AttemptRow = "poging";
    private const string RoundRow = "ronde";

    public async ValueTask<Installatie?> FindAsync(PersonId person, CancellationToken cancellationToken) =>
        (await ReadAsync(person, cancellationToken))?.Value;

    /// <summary>
    /// Begins the one attempt of this day (Amsterdam), before anything is asked of Teams; null when there was one, or another
    /// instance begins it now.
    /// </summary>
    public async ValueTask<Poging?> BeginAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var was = await ReadAsync(person, cancellationToken);
        if (was is { Value.At: var last } && AmsterdamTime.DateOf(last) == AmsterdamTime.DateOf(now))
        {
            return null;
        }

        var write = Documents.Save(AttemptRow, new Installatie { At = now }, was, BotJson.Default.Installatie);
        return await store.CommitAsync(PartitionOf(person), [write], cancellationToken) is CommitResult.Committed done
            ? new Poging(person, now, was?.Value, done.Versions[0])
            : null;
    }

    /// <summary>Keeps what came of an attempt. Where somebody else wrote meanwhile, theirs stands.</summary>
    public async ValueTask EndAsync(Poging poging, bool installed, string? reason, CancellationToken cancellationToken) =>
        await PutAsync(poging, new Installatie { At = poging.At, Installed = installed, Reason = reason }, cancellationToken);

    /// <summary>It was no attempt after all: nothing was asked about this person, so today is still free.</summary>
    public async ValueTask UndoAsync(Poging poging, CancellationToken cancellationToken)
    {
        if (poging.Before is { } before)
        {
            await PutAsync(poging, before, cancellationToken);
        }
        else
        {
            await store.CommitAsync(PartitionOf(poging.Person), [new Write.Delete(AttemptRow, poging.Version)], cancellationToken);
        }
    }

    /// <summary>Behind whom the round of this day goes on; empty at its beginning.</summary>
    public async ValueTask<string> RoundAsync(string tenant, DateOnly day, CancellationToken cancellationToken) =>
        await store.ReadAsync(RoundOf(tenant), RoundRow, BotJson.Default.Installatieronde, cancellationToken) is { Value: var ronde } && ronde.Day == day
            ? ronde.UpTo
            : "";

    /// <summary>Only the leader goes round; a conflict means that another leads by now, and its word stands.</summary>
    public async ValueTask KeepRoundAsync(string tenant, Installatieronde ronde, CancellationToken cancellationToken)
    {
        var was = await store.ReadAsync(RoundOf(tenant), RoundRow, BotJson.Default.Installatieronde, cancellationToken);
        await store.CommitAsync(RoundOf(tenant), [Documents.Save(RoundRow, ronde, was, BotJson.Default.Installatieronde)], cancellationToken);
    }

    private async ValueTask PutAsync(Poging poging, Installatie installatie, CancellationToken cancellationToken) =>
        await store.CommitAsync(
            PartitionOf(poging.Person),
            [Documents.Save(AttemptRow, installatie, new Stored<Installatie>(installatie, poging.Version), BotJson.Default.Installatie)],
            cancellationToken);

    private ValueTask<Stored<Installatie>?> ReadAsync(PersonId person, CancellationToken cancellationToken) =>
        store.ReadAsync(PartitionOf(person), AttemptRow, BotJson.Default.Installatie, cancellationToken);

    private static Partition PartitionOf(PersonId person) => new(Table, $"persoon:{person}");

    private static Partition RoundOf(string tenant) => new(Table, $"tenant:{tenant.ToLowerInvariant()}");
}

/// <summary>An attempt that was begun.</summary>
/// <param name="Before">The attempt of an earlier day.</param>
internal sealed record Poging(PersonId Person, DateTimeOffset At, Installatie? Before, string Version);
