using Isop.Core.Bezorging;
using Isop.Core.Storage;

namespace Isop.Core.Certificaten.Badges;

/// <summary>
/// Every public key that credentials were ever signed with: table "sleutels", partition "certificaat", rows "openbaar:{kid}". Nothing is
/// ever removed: what an old key signed is checked with it years later.
/// </summary>
public sealed class Sleutelregister(IDocumentStore store)
{
    internal static readonly Partition Partition = new("sleutels", "certificaat");

    private const string Prefix = "openbaar:";

    /// <summary>The one added last: almost always the next one too.</summary>
    private volatile string? _known;

    /// <summary>Adds a key when it is not there. Before its first signature, so that nobody ever meets one he cannot check.</summary>
    public async ValueTask MeldAanAsync(Openbaresleutel sleutel, CancellationToken ct)
    {
        if (_known != sleutel.Kid)
        {
            await store.AddIfAbsentAsync(Partition, [Documents.Add(Prefix + sleutel.Kid, sleutel, CoreJson.Default.Openbaresleutel)], ct);
            _known = sleutel.Kid;
        }
    }

    /// <summary>Null when it is no key of ours.</summary>
    public async ValueTask<Openbaresleutel?> FindAsync(string kid, CancellationToken ct) => Openbaresleutel.IsKid(kid)
        ? (await store.ReadAsync(Partition, Prefix + kid, CoreJson.Default.Openbaresleutel, ct))?.Value
        : null;

    public async ValueTask<IReadOnlyList<Openbaresleutel>> AlleAsync(CancellationToken ct)
    {
        List<Openbaresleutel> all = [];
        await foreach (var (_, key) in store.ReadRangeAsync(Partition, RowRange.Prefix(Prefix), CoreJson.Default.Openbaresleutel, ct))
        {
            all.Add(key.Value);
        }

        return all;
    }
}
