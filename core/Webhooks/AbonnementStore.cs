using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Webhooks;

/// <summary>
/// Where subscriptions are: all in the partition "alle" ("abonnement:{id}", "van:{person}", the audit), so that who passes an event on reads
/// one range; in "abonnement:{id}" the row "stand" and what is on its way ("b:…"); in "token:…" which token ends which.
/// </summary>
public sealed class AbonnementStore(IDocumentStore store)
{
    /// <summary>Living subscriptions of one person.</summary>
    public const int MeestePerPersoon = 50;

    internal const string Table = "webhooks";
    internal const string AfleveringPrefix = "b:";
    private const string AbonnementPrefix = "abonnement:";
    private const string StandRow = "stand";

    private static readonly Partition Alle = new(Table, "alle");

    /// <summary>Every subscription there is, also those that ended not long ago.</summary>
    public async ValueTask<IReadOnlyList<Abonnement>> AlleAsync(CancellationToken ct)
    {
        List<Abonnement> all = [];
        await foreach (var (_, document) in store.ReadRangeAsync(Alle, RowRange.Prefix(AbonnementPrefix), CoreJson.Default.Abonnement, ct))
        {
            all.Add(document.Value);
        }

        return all;
    }

    public async ValueTask<Abonnement?> FindAsync(string id, CancellationToken ct) => (await ReadAsync(id, ct))?.Value;

    /// <summary>Adds it; false when the person has as many as one may have.</summary>
    public async ValueTask<bool> AddAsync(Abonnement abonnement, CancellationToken ct)
    {
        // First what can end it: what a program was told to call must be there.
        var token = new Abonnementtoken(abonnement.Id, abonnement.Persoon);
        await store.CommitAsync(TokenPartition(abonnement.Token), [Documents.Add(abonnement.Token, token, CoreJson.Default.Abonnementtoken)], ct);
        while (true)
        {
            var counted = await store.ReadAsync(Alle, CountRow(abonnement.Persoon), CoreJson.Default.Abonnementtelling, ct);
            if ((await AlleAsync(ct)).Count(a => a.Persoon == abonnement.Persoon && a.Gestopt is null) >= MeestePerPersoon)
            {
                await ForgetTokenAsync(abonnement.Token, ct);
                return false;
            }

            Write[] writes =
            [
                Documents.Add(AbonnementPrefix + abonnement.Id, abonnement, CoreJson.Default.Abonnement),
                Documents.Save(
                    CountRow(abonnement.Persoon), new Abonnementtelling(abonnement.Persoon, (counted?.Value.Ooit ?? 0) + 1), counted, CoreJson.Default.Abonnementtelling),
            ];
            if (await store.CommitAsync(Alle, writes, ct) is CommitResult.Committed)
            {
                return true;
            }
        }
    }

    /// <summary>Which subscription the token with this hash ends; null when it ends none (any more).</summary>
    public async ValueTask<string?> FindByTokenAsync(string hash, CancellationToken ct) =>
        (await store.ReadAsync(TokenPartition(hash), hash, CoreJson.Default.Abonnementtoken, ct))?.Value.Abonnement;

    /// <summary>Ends it; false when there is none that lives. What was on its way is not delivered any more.</summary>
    /// <param name="id">Which.</param>
    /// <param name="reden">Why.</param>
    /// <param name="door">Who, for the audit; null when nobody of the bureau did it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<bool> StopAsync(string id, Stopreden reden, string? door, DateTimeOffset now, CancellationToken ct)
    {
        while (await ReadAsync(id, ct) is { Value.Gestopt: null } living)
        {
            List<Write> writes = [Documents.Save(AbonnementPrefix + id, living.Value with { Gestopt = now, Reden = reden }, living, CoreJson.Default.Abonnement)];
            if (door is not null)
            {
                writes.Add(InzageRijen.Row(new InzageRegel { At = now, By = door, Soort = InzageSoort.WebhookGestopt, About = living.Value.Persoon, Detail = id }));
            }

            if (await store.CommitAsync(Alle, writes, ct) is CommitResult.Committed)
            {
                await RuimOpAsync(living.Value with { Gestopt = now }, ct);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes away what an ended subscription leaves: its token and what was on its way. Again is as good as once.</summary>
    public async ValueTask RuimOpAsync(Abonnement gestopt, CancellationToken ct)
    {
        await ForgetTokenAsync(gestopt.Token, ct);
        List<Write> left = [];
        await foreach (var document in store.QueryAsync(PartitionOf(gestopt.Id), RowRange.Prefix(AfleveringPrefix), ct))
        {
            left.Add(new Write.Delete(document.Row, document.Version));
        }

        await store.DeleteIfPresentAsync(PartitionOf(gestopt.Id), left, ct);
        while (await StandAsync(gestopt.Id, ct) is { Value.Gestopt: null } stand
            && await store.CommitAsync(
                PartitionOf(gestopt.Id), [Documents.Save(StandRow, stand.Value with { Gestopt = gestopt.Gestopt }, stand, CoreJson.Default.Abonnementstand)], ct) is CommitResult.Conflict)
        {
            // Who delivers wrote a last count: again.
        }
    }

    /// <summary>Null until something was delivered or failed.</summary>
    public ValueTask<Stored<Abonnementstand>?> StandAsync(string id, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(id), StandRow, CoreJson.Default.Abonnementstand, ct);

    /// <summary>Plans deliveries; those that were planned before are left out of the answer.</summary>
    public async ValueTask<IReadOnlyList<Stored<Aflevering>>> PlanAsync(string id, IEnumerable<Aflevering> afleveringen, CancellationToken ct)
    {
        List<Stored<Aflevering>> planned = [];
        foreach (var chunk in afleveringen.DistinctBy(a => a.Row).Chunk(StorageLimits.WritesPerCommit))
        {
            var news = chunk.ToList();
            while (news.Count > 0)
            {
                var result = await store.CommitAsync(PartitionOf(id), [.. news.Select(a => Documents.Add(a.Row, a, CoreJson.Default.Aflevering))], ct);
                if (result is CommitResult.Committed done)
                {
                    planned.AddRange(news.Zip(done.Versions, (a, version) => new Stored<Aflevering>(a, version)));
                    break;
                }

                news.RemoveAll(a => a.Row == ((CommitResult.Conflict)result).Row);
            }
        }

        return planned;
    }

    /// <summary>What is on its way, the oldest first.</summary>
    public async IAsyncEnumerable<Stored<Aflevering>> OnderwegAsync(string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (_, document) in store.ReadRangeAsync(PartitionOf(id), RowRange.Prefix(AfleveringPrefix), CoreJson.Default.Aflevering, ct))
        {
            yield return document;
        }
    }

    /// <summary>Whether it is still on its way: neither delivered nor erased.</summary>
    public async ValueTask<bool> IsOnderwegAsync(string id, Aflevering aflevering, CancellationToken ct) =>
        await store.FindAsync(PartitionOf(id), aflevering.Row, ct) is not null;

    /// <summary>
    /// Stores what became of deliveries, with how it goes with the subscription, in as few commits as fit. What somebody took away
    /// meanwhile (an erasure) stays away. Answers the stand as stored, and the deliveries that go on.
    /// </summary>
    public async ValueTask<(Stored<Abonnementstand> Stand, IReadOnlyList<Stored<Aflevering>> Verder)> BewaarAsync(
        string id, Stored<Abonnementstand>? was, Abonnementstand stand, IReadOnlyCollection<(Stored<Aflevering> Was, Aflevering Wordt)> uitkomsten, CancellationToken ct)
    {
        List<Stored<Aflevering>> further = [];
        var current = was;
        foreach (var chunk in uitkomsten.Chunk(StorageLimits.WritesPerCommit - 1).DefaultIfEmpty([]))
        {
            var left = chunk.ToList();
            while (true)
            {
                Write[] writes = [Documents.Save(StandRow, stand, current, CoreJson.Default.Abonnementstand), .. left.Select(Write)];
                var result = await store.CommitAsync(PartitionOf(id), writes, ct);
                if (result is CommitResult.Committed done)
                {
                    current = new Stored<Abonnementstand>(stand, done.Versions[0]);
                    further.AddRange(left.Zip(done.Versions.Skip(1)).Where(p => GaatVerder(p.First.Wordt)).Select(p => new Stored<Aflevering>(p.First.Wordt, p.Second)));
                    break;
                }

                if (((CommitResult.Conflict)result).Row is var row && row == StandRow)
                {
                    var other = await StandAsync(id, ct);
                    if (other is null && current is not null)
                    {
                        // Erased with its person, and so is the rest.
                        return (current, further);
                    }

                    (current, stand) = (other, stand with { Gestopt = other?.Value.Gestopt });
                }
                else
                {
                    left.RemoveAll(u => u.Was.Value.Row == row);
                }
            }
        }

        return (current!, further);
    }

    /// <summary>Which subscriptions the bureau ended, and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken ct) => InzageRijen.ReadAsync(store, Alle, from, ct);

    private static bool GaatVerder(Aflevering aflevering) => aflevering.State.IsOpen();

    private static Write Write((Stored<Aflevering> Was, Aflevering Wordt) uitkomst) => GaatVerder(uitkomst.Wordt)
        ? Documents.Save(uitkomst.Was.Value.Row, uitkomst.Wordt, uitkomst.Was, CoreJson.Default.Aflevering)
        : new Write.Delete(uitkomst.Was.Value.Row, uitkomst.Was.Version);

    private async ValueTask ForgetTokenAsync(string hash, CancellationToken ct)
    {
        if (await store.FindAsync(TokenPartition(hash), hash, ct) is { } row)
        {
            await store.DeleteIfPresentAsync(TokenPartition(hash), [new Write.Delete(row.Row, row.Version)], ct);
        }
    }

    private ValueTask<Stored<Abonnement>?> ReadAsync(string id, CancellationToken ct) =>
        store.ReadAsync(Alle, AbonnementPrefix + id, CoreJson.Default.Abonnement, ct);

    private static string CountRow(PersonId persoon) => $"van:{persoon}";

    private static Partition PartitionOf(string id) => new(Table, AbonnementPrefix + id);

    private static Partition TokenPartition(string hash) => new(Table, $"token:{hash[..2]}");
}
