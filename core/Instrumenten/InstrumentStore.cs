using System.Security.Cryptography;
using System.Text.Json;
using Isop.Core.Inzage;
using Isop.Core.Storage;

namespace Isop.Core.Instrumenten;

/// <summary>What reading an uploaded instrument came to.</summary>
public abstract record InstrumentPreview
{
    private InstrumentPreview()
    {
    }

    /// <summary>It can be applied by its <paramref name="Kenmerk"/>; nothing has changed yet.</summary>
    public sealed record Ready(string Kenmerk, Instrument Instrument, InstrumentVerschil Verschil) : InstrumentPreview;

    public sealed record Faulty(IReadOnlyList<InstrumentFault> Faults) : InstrumentPreview;
}

/// <summary>What applying came to.</summary>
public abstract record InstrumentApplied
{
    private InstrumentApplied()
    {
    }

    /// <summary>New cases use this version from now on; open ones keep theirs.</summary>
    public sealed record Done(InstrumentRef Versie) : InstrumentApplied;

    /// <summary>The same content was applied before: a button pressed twice.</summary>
    public sealed record AlreadyDone(InstrumentRef Versie) : InstrumentApplied;

    /// <summary>A Dutch sentence says why not.</summary>
    public sealed record Refused(string Reden) : InstrumentApplied;
}

/// <summary>
/// The instruments that the institute brought, beside the defaults. Everything is in one partition: a list of versions in
/// the order in which they were applied, each version under its own row (written once), and one preview that waits.
/// </summary>
public sealed class InstrumentStore(IDocumentStore store)
{
    /// <summary>Ids of the defaults start with this, so that a later release never meets a version of the institute.</summary>
    public const string DefaultPrefix = "standaard-";

    private const string ListRow = "lijst";
    private const string PreviewRow = "voorbeeld";

    private static readonly Partition Partition = new("instrumenten", "alle");

    /// <summary>The list of versions, which every turn asks for.</summary>
    public static readonly Recent Recent = new(Partition, ListRow, TimeSpan.FromSeconds(1), Absence: true);

    private volatile Known _known = new(null, InstrumentCatalog.Defaults);

    /// <summary>The catalogue as it is now, also when another instance applied a version: one small read.</summary>
    public async ValueTask<InstrumentCatalog> CurrentAsync(CancellationToken cancellationToken) =>
        (await ReadKnownAsync(cancellationToken)).Catalog;

    /// <summary>The version that a case was made with: from memory, because a version never changes.</summary>
    /// <exception cref="KeyNotFoundException">There never was such a version.</exception>
    public async ValueTask<Instrument> GetAsync(InstrumentRef version, CancellationToken cancellationToken) =>
        _known.Catalog.Find(version)
        ?? (await CurrentAsync(cancellationToken)).Find(version)
        ?? throw new KeyNotFoundException($"No instrument {version}.");

    /// <summary>Checks an upload and keeps it ready to apply; an earlier preview that waits gives way.</summary>
    public async ValueTask<InstrumentPreview> PreviewAsync(Stream json, CancellationToken cancellationToken)
    {
        var reading = await InstrumentReader.ReadAsync(json, cancellationToken);
        if (reading is not InstrumentReading.Good { Instrument: var instrument })
        {
            return new InstrumentPreview.Faulty(((InstrumentReading.Faulty)reading).Faults);
        }

        var catalog = await CurrentAsync(cancellationToken);
        var faults = CheckAgainst(catalog, instrument);
        if (faults.Count > 0)
        {
            return new InstrumentPreview.Faulty(faults);
        }

        var stored = new StoredInstrument(KenmerkOf(instrument), instrument);
        CommitResult result;
        do
        {
            var was = await ReadAsync(PreviewRow, cancellationToken);
            var write = Documents.Save(PreviewRow, stored, was, CoreJson.Default.StoredInstrument);
            result = await store.CommitAsync(Partition, [write], cancellationToken);
        }
        while (result is CommitResult.Conflict);

        return Ready(catalog, stored);
    }

    /// <summary>The preview that waits, to show it again; null when it is gone.</summary>
    public async ValueTask<InstrumentPreview.Ready?> FindPreviewAsync(string kenmerk, CancellationToken cancellationToken)
    {
        var waiting = await ReadAsync(PreviewRow, cancellationToken);
        return waiting?.Value.Kenmerk == kenmerk ? Ready(await CurrentAsync(cancellationToken), waiting.Value) : null;
    }

    /// <summary>Which versions were taken into use, by whom and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
        InzageRijen.ReadAsync(store, Partition, from, cancellationToken);

    /// <summary>Takes the previewed version into use and keeps in the audit who did it. Doing it twice is doing it once.</summary>
    public async ValueTask<InstrumentApplied> ApplyAsync(string kenmerk, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In this order: who finds no preview any more finds in the list what became of it.
            var waiting = await ReadAsync(PreviewRow, cancellationToken);
            var known = await ReadKnownAsync(cancellationToken);
            if (known.List?.Value.Versies.FirstOrDefault(v => v.Kenmerk == kenmerk) is { } applied)
            {
                return new InstrumentApplied.AlreadyDone(applied.Versie);
            }

            if (waiting?.Value.Kenmerk != kenmerk)
            {
                return new InstrumentApplied.Refused("Dit voorbeeld is er niet meer. Lees het bestand opnieuw in.");
            }

            if (CheckAgainst(known.Catalog, waiting.Value.Instrument) is [var fault, ..])
            {
                return new InstrumentApplied.Refused(fault.Reden);
            }

            // A conflict means that somebody else applied or previewed something: look again.
            var applying = waiting.Value.Instrument.Ref();
            var inzage = InzageRijen.Row(new InzageRegel { At = now, By = by, Soort = InzageSoort.InstrumentVervangen, Detail = applying.ToString() });
            if (await store.CommitAsync(Partition, [.. WritesFor(known.List, waiting), inzage], cancellationToken) is CommitResult.Committed)
            {
                return new InstrumentApplied.Done(applying);
            }
        }
    }

    private static InstrumentPreview.Ready Ready(InstrumentCatalog catalog, StoredInstrument stored) =>
        new(stored.Kenmerk, stored.Instrument, InstrumentVerschil.Make(catalog, stored.Instrument));

    private static IReadOnlyList<InstrumentFault> CheckAgainst(InstrumentCatalog catalog, Instrument instrument)
    {
        var latest = catalog.Latest(instrument.Id)?.Versie ?? 0;
        return (instrument.Standaard, instrument.Id.StartsWith(DefaultPrefix, StringComparison.Ordinal)) switch
        {
            (true, _) => [new("$.standaard", "Zet dit op false: dit instrument komt in de plaats van de standaard.")],
            (_, true) => [new("$.id", $"Een id die met ‘{DefaultPrefix}’ begint, is van de standaard. Kies een eigen id.")],
            _ when instrument.Versie <= latest =>
                [new("$.versie", $"Versie {latest} van ‘{instrument.Id}’ is er al, en een versie verandert nooit meer. Geef deze versie {latest + 1}.")],
            _ => [],
        };
    }

    private static Write[] WritesFor(Stored<InstrumentList>? list, Stored<StoredInstrument> waiting)
    {
        var (kenmerk, instrument) = waiting.Value;
        var longer = new InstrumentList([.. list?.Value.Versies ?? [], new AppliedVersion(instrument.Ref(), kenmerk)]);
        return
        [
            Documents.Add(RowOf(instrument.Ref()), waiting.Value, CoreJson.Default.StoredInstrument),
            Documents.Save(ListRow, longer, list, CoreJson.Default.InstrumentList),
            new Write.Delete(PreviewRow, waiting.Version),
        ];
    }

    private async ValueTask<Known> ReadKnownAsync(CancellationToken cancellationToken)
    {
        var known = _known;
        var list = await store.ReadAsync(Partition, ListRow, CoreJson.Default.InstrumentList, cancellationToken);
        if (list?.Version == known.List?.Version)
        {
            return known;
        }

        var brought = new List<Instrument>();
        foreach (var (version, _) in list?.Value.Versies ?? [])
        {
            brought.Add(known.Catalog.Find(version) ?? await ReadVersionAsync(version, cancellationToken));
        }

        return _known = new Known(list, InstrumentCatalog.Defaults.With(brought));
    }

    private async ValueTask<Instrument> ReadVersionAsync(InstrumentRef version, CancellationToken cancellationToken) =>
        (await ReadAsync(RowOf(version), cancellationToken))?.Value.Instrument
        ?? throw new InvalidOperationException($"The list names {version}, and it is not there.");

    private ValueTask<Stored<StoredInstrument>?> ReadAsync(string row, CancellationToken cancellationToken) =>
        store.ReadAsync(Partition, row, CoreJson.Default.StoredInstrument, cancellationToken);

    private static string RowOf(InstrumentRef version) => $"versie:{version.Id}:{version.Versie:D4}";

    /// <summary>The same content has the same kenmerk, however the file was laid out.</summary>
    private static string KenmerkOf(Instrument instrument) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(instrument, CoreJson.Default.Instrument)).AsSpan(0, 16));

    private sealed record Known(Stored<InstrumentList>? List, InstrumentCatalog Catalog);
}
