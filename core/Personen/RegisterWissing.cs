using System.Security.Cryptography;
using System.Text;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Personen;

/// <summary>
/// Takes a person out of every version of the register. A version never changes, so each gets a successor without the person, under an
/// id that follows from its own; what points at the old one then points at the new one, and the old one goes.
/// </summary>
internal sealed class RegisterWissing(IDocumentStore store, RegisterStore registers)
{
    /// <summary>Longer than anybody writes at a version.</summary>
    private static readonly TimeSpan Unfinished = TimeSpan.FromHours(1);

    private static readonly Partition Followed = new(TussenevaluatiePlanning.Capability, "gevolgd");

    private readonly RegisterVersions _versions = new(store);

    /// <summary>How many versions name the person.</summary>
    public async ValueTask<int> CountAsync(PersonId person, CancellationToken cancellationToken) =>
        (await AffectedAsync(person, cancellationToken)).Count;

    /// <summary>Makes the successors and points at them. Answers per old version its successor; the old ones are still there.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="lease">Of the one erasure there is; held again before anything goes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<IReadOnlyDictionary<string, string>> ReplaceAsync(PersonId person, Lease lease, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>();
        while (true)
        {
            var affected = await AffectedAsync(person, cancellationToken);
            foreach (var version in affected)
            {
                all[version] = SuccessorOf(version);
            }

            foreach (var version in affected)
            {
                await WriteAsync(version, person, all, lease, cancellationToken);
            }

            await RebaseAsync(all, cancellationToken);
            if (await PointAsync(all, cancellationToken))
            {
                return all;
            }

            // Somebody applied a version meanwhile: it may name the person too.
        }
    }

    /// <summary>Removes versions that have a successor, and what is left of versions that were never finished or half removed.</summary>
    public async ValueTask RemoveAsync(IEnumerable<string> versions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var version in versions)
        {
            await _versions.RemoveAsync(version, cancellationToken);
        }

        foreach (var version in await _versions.UnfinishedAsync(cancellationToken))
        {
            if (!(RegisterVersions.MadeAt(version) > now - Unfinished) || await _versions.FindManifestAsync(SuccessorOf(version), cancellationToken) is not null)
            {
                await _versions.RemoveAsync(version, cancellationToken);
            }
        }
    }

    /// <summary>Begins with the same moment, as retention reads it, and is the same whoever works it out.</summary>
    private static string SuccessorOf(string version) =>
        $"{version.Split('-')[0]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"gewist|{version}")))[..8]}";

    private async ValueTask<List<string>> AffectedAsync(PersonId person, CancellationToken cancellationToken)
    {
        var affected = new List<string>();
        foreach (var version in await _versions.AllAsync(cancellationToken))
        {
            if (await _versions.ReadIfPresentAsync(version, cancellationToken) is { } data && Names(data, person))
            {
                affected.Add(version);
            }
        }

        return affected;
    }

    private static bool Names(RegisterData data, PersonId person) =>
        data.Personen.Any(p => p.Id == person) || data.Rollen.Any(r => r.Persoon == person)
        || data.Studenten.Any(s => s.Persoon == person || s.Studiecoach == person || s.Mwb == person)
        || data.Stages.Any(s => s.Student == person || s.Opleider == person || s.Werkplekbegeleiders.Contains(person))
        || data.Leerteams.Any(l => l.Begeleider == person);

    private async ValueTask WriteAsync(
        string version, PersonId person, Dictionary<string, string> all, Lease lease, CancellationToken cancellationToken)
    {
        var successor = all[version];
        if (!await lease.TryHoldAsync(cancellationToken))
        {
            throw new InvalidOperationException("Another erasure began while this one stood still; begin again.");
        }

        if (await _versions.FindManifestAsync(successor, cancellationToken) is not null)
        {
            return;
        }

        // What a run that was cut off left of it.
        await _versions.RemoveAsync(successor, cancellationToken);
        var was = (await _versions.FindManifestAsync(version, cancellationToken))!;
        var data = await _versions.ReadAsync(version, cancellationToken);
        var stages = data.Stages.Where(s => s.Student == person).Select(s => s.Id).ToHashSet();
        await _versions.WriteAsync(
            successor, data.Without(person),
            (chunks, hash) => was with
            {
                Base = all.GetValueOrDefault(was.Base, was.Base), Chunks = chunks, Hash = hash, Stagewijzigingen = was.Stagewijzigingen?.Zonder(stages),
            },
            cancellationToken);
    }

    /// <summary>A preview made on a version that is replaced is as good on its successor.</summary>
    private async ValueTask RebaseAsync(Dictionary<string, string> all, CancellationToken cancellationToken)
    {
        foreach (var version in (await _versions.AllAsync(cancellationToken)).Where(v => !all.ContainsKey(v)))
        {
            await _versions.RebaseAsync(version, all, cancellationToken);
        }
    }

    /// <summary>False when the register or what follows it moved meanwhile.</summary>
    private async ValueTask<bool> PointAsync(Dictionary<string, string> all, CancellationToken cancellationToken) =>
        await registers.ReplaceVersionsAsync(all, cancellationToken) && await FollowAsync(all, cancellationToken);

    private async ValueTask<bool> FollowAsync(Dictionary<string, string> all, CancellationToken cancellationToken) =>
        await store.ReadAsync(Followed, "register", CoreJson.Default.GevolgdRegister, cancellationToken) is not { } followed
        || !all.TryGetValue(followed.Value.Version, out var successor)
        || await store.CommitAsync(
            Followed, [Documents.Save("register", followed.Value with { Version = successor }, followed, CoreJson.Default.GevolgdRegister)], cancellationToken)
            is CommitResult.Committed;
}
