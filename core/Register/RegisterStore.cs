using System.Globalization;
using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Personen;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Register;

/// <summary>
/// The register as immutable versions and one pointer. Whoever reads gets the version that the pointer names, whole; applying and
/// undoing flip the pointer, and the same commit wakes the capabilities and writes the audit.
/// </summary>
/// <param name="newId">Draws the id of a person seen for the first time; tests give their own.</param>
public sealed class RegisterStore(IDocumentStore store, Outbox outbox, TimeProvider time, Func<PersonId>? newId = null)
{
    /// <summary>Who brings a demo register: the first real one takes its place as if nothing had been there.</summary>
    public const string DemoActor = "demo";

    public static readonly TimeSpan UndoPeriod = TimeSpan.FromHours(24);

    /// <summary>Holds the pointer, its intents and the audit of the register.</summary>
    public static readonly Partition Partition = new("register", "register");

    /// <summary>The capabilities that bring their cases in line with every new version.</summary>
    private static readonly string[] Followers = ["tussenevaluaties", "bezoeken", "intervisie", "begeleidingsteam", "stageevaluaties", "trainingen"];

    /// <summary>The pointer, which every turn asks for: another process decides at most a second on the register before.</summary>
    public static readonly Recent Recent = new(Partition, PointerRow, TimeSpan.FromSeconds(1), Absence: true);

    /// <summary>How long a preview that nobody applies is kept.</summary>
    public static readonly TimeSpan PreviewPeriod = TimeSpan.FromHours(24);

    private const string PointerRow = "huidig";
    private const string PreviewPrefix = "voorbeeld:";

    /// <summary>Somebody else may win the pointer this often before a change by hand gives up.</summary>
    private const int Attempts = 10;

    private readonly RegisterVersions _versions = new(store);
    private readonly Wismerken _wismerken = new(store);
    private readonly RegisterCache _cache = new(new RegisterVersions(store));
    private readonly Func<PersonId> _newId = newId ?? (() => PersonId.From(Guid.NewGuid()));

    /// <summary>The register as it is now. Reads the pointer; the tables only when it moved.</summary>
    public async ValueTask<RegisterSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        var pointer = await ReadPointerAsync(cancellationToken);
        return await _cache.GetAsync(pointer?.Value.Current ?? "", cancellationToken);
    }

    /// <summary>Which version is current since when and by whom; null before the first import.</summary>
    public async ValueTask<RegisterPointer?> PointerAsync(CancellationToken cancellationToken) =>
        (await ReadPointerAsync(cancellationToken))?.Value;

    /// <summary>The register as it was at a version, by <see cref="RegisterSnapshot.Version"/>; also a preview. Null when there is none.</summary>
    public async ValueTask<RegisterSnapshot?> LoadAsync(string version, CancellationToken cancellationToken) =>
        version.Length == 0 || await _versions.FindManifestAsync(version, cancellationToken) is not null
            ? await _cache.GetAsync(version, cancellationToken)
            : null;

    /// <summary>A version beside the one it was made from, to show a preview again; null when there is none.</summary>
    public async ValueTask<PreviewOutcome.Preview?> ShowAsync(string version, CancellationToken cancellationToken)
    {
        if (await _versions.FindManifestAsync(version, cancellationToken) is not { } manifest)
        {
            return null;
        }

        var was = await _cache.GetAsync(manifest.Base, cancellationToken);
        var becomes = await _cache.GetAsync(version, cancellationToken);
        return new PreviewOutcome.Preview(version, RegisterDiff.Compare(was, becomes, AmsterdamTime.DateOf(manifest.CreatedAt)))
        {
            Gewist = await _wismerken.BackInAsync(was, becomes, cancellationToken),
        };
    }

    /// <summary>What a version and those before it changed in the stages, the latest first; versions that changed nothing in them are left out.</summary>
    /// <param name="version">Where to begin: as a rule the current one.</param>
    /// <param name="sinds">Not of versions that were made before.</param>
    /// <param name="meeste">How many versions are looked at.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<IReadOnlyList<Stagewijzigingsronde>> StagewijzigingenAsync(
        string version, DateTimeOffset sinds, int meeste, CancellationToken cancellationToken)
    {
        List<Stagewijzigingsronde> rondes = [];
        for (var read = 0; read < meeste && version.Length > 0; read++)
        {
            if (await _versions.FindManifestAsync(version, cancellationToken) is not { } manifest || manifest.CreatedAt < sinds)
            {
                break;
            }

            if (manifest.Stagewijzigingen is { } wijzigingen)
            {
                rondes.Add(new Stagewijzigingsronde(manifest.CreatedAt, wijzigingen));
            }

            version = manifest.Base;
        }

        return rondes;
    }

    /// <summary>Checks a file and keeps what the register would become; nobody reads that until it is applied.</summary>
    public async ValueTask<PreviewOutcome> PreviewAsync(Stream file, string by, CancellationToken cancellationToken)
    {
        var tables = await RegisterReader.ReadAsync(file, cancellationToken);
        await RemoveOldPreviewsAsync(cancellationToken);
        var current = await CurrentAsync(cancellationToken);
        var basis = await PointerAsync(cancellationToken) is { By: DemoActor } ? RegisterSnapshot.Empty : current;
        return RegisterImport.Check(tables, basis, _newId, Today()) switch
        {
            ImportOutcome.Valid(var data) => await PreviewAsync(current, data, by, cancellationToken),
            ImportOutcome.Refused(var faults) => new PreviewOutcome.Refused(faults),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>A preview of tables that were made elsewhere and are known to be sound: a generated or a demonstration register.</summary>
    public async ValueTask<PreviewOutcome.Preview> PreviewAsync(RegisterData data, string by, CancellationToken cancellationToken) =>
        await PreviewAsync(await CurrentAsync(cancellationToken), data, by, cancellationToken);

    public async ValueTask<ApplyOutcome> ApplyAsync(string version, string by, bool confirmed, CancellationToken cancellationToken)
    {
        var manifest = await _versions.FindManifestAsync(version, cancellationToken);
        if (manifest is null)
        {
            return version.Length == 0 ? new ApplyOutcome.AlreadyApplied(version) : new ApplyOutcome.UnknownPreview();
        }

        return await FlipAsync(version, manifest, InzageSoort.RegisterToegepast, by, confirmed, null, cancellationToken);
    }

    /// <summary>Makes the version before current again, within 24 hours of the last flip.</summary>
    public ValueTask<UndoOutcome> UndoAsync(string by, CancellationToken cancellationToken) => UndoAsync(null, by, cancellationToken);

    /// <summary>The same, only while <paramref name="current"/> is the current version: a button pressed twice undoes once.</summary>
    public async ValueTask<UndoOutcome> UndoAsync(string? current, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var attempt = 0; ; attempt++)
        {
            var was = await ReadPointerAsync(cancellationToken);
            if (was is null)
            {
                return new UndoOutcome.NothingToUndo();
            }

            if (current is not null && was.Value.Current != current)
            {
                return new UndoOutcome.AlreadyMoved();
            }

            if (now - was.Value.AppliedAt > UndoPeriod)
            {
                return new UndoOutcome.TooLate(was.Value.AppliedAt);
            }

            var back = was.Value.Previous;
            var regel = new InzageRegel { At = now, By = by, Soort = InzageSoort.RegisterTeruggezet, Detail = $"{was.Value.Current} → {back}" };
            if (await CommitAsync(was, back, regel, attempt, cancellationToken))
            {
                return new UndoOutcome.Undone(back);
            }
        }
    }

    /// <summary>A change by hand between imports: makes a new version and flips to it.</summary>
    public async ValueTask<ChangeOutcome> ChangeAsync(RegisterChange change, string by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var current = await CurrentAsync(cancellationToken);
            switch (RegisterChanges.Decide(current, change, _newId, Today()))
            {
                case ChangeDecision.Refused(var reason):
                    return new ChangeOutcome.Refused(reason);
                case ChangeDecision.Unchanged:
                    return new ChangeOutcome.Unchanged();
                case ChangeDecision.Change(var data, var about, var summary):
                    var (version, manifest, _) = await WriteAsync(current, data, by, summary, cancellationToken);
                    var outcome = await FlipAsync(version, manifest, InzageSoort.RegisterGewijzigd, by, true, about, cancellationToken);
                    if (outcome is ApplyOutcome.Applied)
                    {
                        return new ChangeOutcome.Changed(version);
                    }

                    break;
            }
        }

        return new ChangeOutcome.Refused("Het register verandert op dit moment. Probeer het zo nog eens.");
    }

    /// <summary>
    /// Points at the successors of versions that are about to go, with what they say about anybody else unchanged: nothing is applied,
    /// nobody is woken, and undo stays what it was. False when the register moved meanwhile.
    /// </summary>
    internal async ValueTask<bool> ReplaceVersionsAsync(IReadOnlyDictionary<string, string> successors, CancellationToken cancellationToken)
    {
        await foreach (var (row, preview) in store.ReadRangeAsync(
            Partition, RowRange.Prefix(PreviewPrefix), CoreJson.Default.RegisterVoorbeeld, cancellationToken))
        {
            if (successors.TryGetValue(row[PreviewPrefix.Length..], out var successor))
            {
                var renamed = Documents.Add(PreviewPrefix + successor, preview.Value, CoreJson.Default.RegisterVoorbeeld);
                await store.CommitAsync(Partition, [new Write.Delete(row, preview.Version), renamed], cancellationToken);
            }
        }

        if (await ReadPointerAsync(cancellationToken) is not { } was)
        {
            return true;
        }

        var becomes = was.Value with
        {
            Current = successors.GetValueOrDefault(was.Value.Current, was.Value.Current),
            Previous = successors.GetValueOrDefault(was.Value.Previous, was.Value.Previous),
        };
        return becomes == was.Value || await store.CommitAsync(
            Partition, [Documents.Save(PointerRow, becomes, was, CoreJson.Default.RegisterPointer)], cancellationToken) is CommitResult.Committed;
    }

    /// <summary>What happened to the register, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
        InzageRijen.ReadAsync(store, Partition, from, cancellationToken);

    private async ValueTask<PreviewOutcome.Preview> PreviewAsync(
        RegisterSnapshot current, RegisterData data, string by, CancellationToken cancellationToken)
    {
        var today = Today();
        if (RegisterVersions.Compress(data).AsSpan().SequenceEqual(RegisterVersions.Compress(current.Data)))
        {
            return new PreviewOutcome.Preview(current.Version, RegisterDiff.Compare(current, current, today));
        }

        var (version, _, diff) = await WriteAsync(current, data, by, null, cancellationToken);
        return new PreviewOutcome.Preview(version, diff)
        {
            Gewist = await _wismerken.BackInAsync(current, new RegisterSnapshot(version, data), cancellationToken),
        };
    }

    private async ValueTask<(string Version, RegisterManifest Manifest, RegisterDiff Diff)> WriteAsync(
        RegisterSnapshot current, RegisterData data, string by, string? summary, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var version = string.Create(CultureInfo.InvariantCulture,
            $"{now.UtcDateTime:yyyyMMdd'T'HHmmss}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var becomes = new RegisterSnapshot(version, data);
        var diff = RegisterDiff.Compare(current, becomes, Today());
        // Known before it is written: also what a crash leaves half-done is found and removed.
        await store.CommitAsync(Partition,
            [Documents.Add(PreviewPrefix + version, new RegisterVoorbeeld { CreatedAt = now }, CoreJson.Default.RegisterVoorbeeld)], cancellationToken);
        RegisterManifest? manifest = null;
        await _versions.WriteAsync(version, data, (chunks, hash) => manifest = new RegisterManifest
        {
            Base = current.Version, CreatedAt = now, By = by, Chunks = chunks, Hash = hash,
            PeopleEnded = diff.PeopleEnded, People = diff.People, StagesEnded = diff.StagesEnded, Stages = diff.Stages,
            NeedsConfirmation = diff.NeedsConfirmation,
            Stagewijzigingen = Stagewijzigingen.Tussen(current, becomes, Today()),
            Summary = summary ?? string.Join(", ", diff.Tables.Where(t => t.New.Count + t.Changed.Count + t.Ended.Count > 0)
                .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Sheet} +{t.New.Count} ~{t.Changed.Count} -{t.Ended.Count}"))),
        }, cancellationToken);
        return (version, manifest!, diff);
    }

    private async ValueTask<ApplyOutcome> FlipAsync(
        string version, RegisterManifest manifest, InzageSoort soort, string by, bool confirmed, PersonId? about,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var was = await ReadPointerAsync(cancellationToken);
            var current = was?.Value.Current ?? "";
            if (current == version)
            {
                return new ApplyOutcome.AlreadyApplied(version);
            }

            if (manifest.Base != current)
            {
                return new ApplyOutcome.BaseChanged();
            }

            if (manifest.NeedsConfirmation && !confirmed)
            {
                return new ApplyOutcome.ConfirmationNeeded(manifest.PeopleEnded, manifest.People, manifest.StagesEnded, manifest.Stages);
            }

            var preview = await ReadPreviewAsync(version, cancellationToken);
            if (preview is { Value.Removing: true })
            {
                return new ApplyOutcome.UnknownPreview();
            }

            var regel = new InzageRegel { At = time.GetUtcNow(), By = by, Soort = soort, About = about, Detail = manifest.Summary };
            // Without such a row it was applied before and undone.
            Write[] applied = preview is null ? [] : [new Write.Delete(PreviewPrefix + version, preview.Version)];
            if (await CommitAsync(was, version, regel, attempt, cancellationToken, applied))
            {
                return new ApplyOutcome.Applied(version);
            }
        }
    }

    /// <summary>Flips the pointer; false when it moved meanwhile.</summary>
    private async ValueTask<bool> CommitAsync(
        Stored<RegisterPointer>? was, string version, InzageRegel regel, int attempt, CancellationToken cancellationToken,
        params IReadOnlyList<Write> others)
    {
        var pointer = new RegisterPointer { Current = version, Previous = was?.Value.Current ?? "", AppliedAt = regel.At, By = regel.By };
        // Two flips within one tick of the clock would wake by the same id, and the second would fail on it for ever.
        var wakes = Followers.Select(capability => new WakeIntent { Capability = capability, Case = "register", Due = regel.At.AddTicks(attempt) });
        var result = await outbox.CommitAsync(
            Partition, [Documents.Save(PointerRow, pointer, was, CoreJson.Default.RegisterPointer), InzageRijen.Row(regel), .. others], [.. wakes], cancellationToken);
        return result is CommitResult.Committed;
    }

    /// <summary>Marks, removes, forgets: cut off halfway, the next round goes on, and a marked one is never applied.</summary>
    private async ValueTask RemoveOldPreviewsAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - PreviewPeriod;
        await foreach (var (row, preview) in store.ReadRangeAsync(
            Partition, RowRange.Prefix(PreviewPrefix), CoreJson.Default.RegisterVoorbeeld, cancellationToken))
        {
            if (preview.Value.CreatedAt > before)
            {
                continue;
            }

            var marked = await store.CommitAsync(Partition, [Documents.Save(
                row, preview.Value with { Removing = true }, preview, CoreJson.Default.RegisterVoorbeeld)], cancellationToken);
            if (marked is CommitResult.Committed([var version]))
            {
                await _versions.RemoveAsync(row[PreviewPrefix.Length..], cancellationToken);
                await store.CommitAsync(Partition, [new Write.Delete(row, version)], cancellationToken);
            }
        }
    }

    private ValueTask<Stored<RegisterVoorbeeld>?> ReadPreviewAsync(string version, CancellationToken cancellationToken) =>
        store.ReadAsync(Partition, PreviewPrefix + version, CoreJson.Default.RegisterVoorbeeld, cancellationToken);

    private ValueTask<Stored<RegisterPointer>?> ReadPointerAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(Partition, PointerRow, CoreJson.Default.RegisterPointer, cancellationToken);

    private DateOnly Today() => AmsterdamTime.DateOf(time.GetUtcNow());
}
