namespace Isop.Core.Register;

/// <summary>
/// Keeps the versions that were read last. Callers that want the same version at the same time share one load, which goes on when
/// one of them is cancelled; a load that failed is forgotten, so that the next caller tries again.
/// </summary>
internal sealed class RegisterCache(RegisterVersions versions)
{
    /// <summary>The current version, the one before it, and one that is looked at.</summary>
    private const int Size = 3;

    private const int ManyPeople = 20_000;

    private readonly Lock _gate = new();
    private readonly List<(string Version, Task<RegisterSnapshot> Load)> _loads = [];

    public async ValueTask<RegisterSnapshot> GetAsync(string version, CancellationToken cancellationToken)
    {
        if (version.Length == 0)
        {
            return RegisterSnapshot.Empty;
        }

        var load = Find(version);
        return load.IsCompletedSuccessfully ? await load : await load.WaitAsync(cancellationToken);
    }

    private Task<RegisterSnapshot> Find(string version)
    {
        lock (_gate)
        {
            _loads.RemoveAll(l => l.Load.IsFaulted);
            var index = _loads.FindIndex(l => l.Version == version);
            var found = index < 0 ? (version, Task.Run(() => LoadAsync(version))) : _loads[index];
            if (index < 0 || index < _loads.Count - 1)
            {
                _loads.RemoveAll(l => l.Version == version);
                _loads.Add(found);
            }

            if (_loads.Count > Size)
            {
                _loads.RemoveAt(0);
            }

            return found.Item2;
        }
    }

    private async Task<RegisterSnapshot> LoadAsync(string version)
    {
        var snapshot = new RegisterSnapshot(version, await versions.ReadAsync(version, CancellationToken.None));
        if (snapshot.Data.Personen.Count > ManyPeople)
        {
            // Reading left about as much garbage as the register takes. It happens once per version, and the collector, which sees
            // no hurry, would let it stand beside the register for hours.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return snapshot;
    }
}
