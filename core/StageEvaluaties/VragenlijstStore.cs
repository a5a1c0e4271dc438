using System.Security.Cryptography;
using System.Text.Json;
using Isop.Core.Instrumenten;
using Isop.Core.Inzage;
using Isop.Core.Storage;

namespace Isop.Core.StageEvaluaties;

/// <summary>What reading an uploaded vragenlijst came to.</summary>
public abstract record VragenlijstPreview
{
    private VragenlijstPreview()
    {
    }

    /// <summary>It can be applied by its <paramref name="Kenmerk"/>; nothing has changed yet.</summary>
    public sealed record Ready(string Kenmerk, Vragenlijst Vragenlijst, VragenlijstVerschil Verschil) : VragenlijstPreview;

    public sealed record Faulty(IReadOnlyList<InstrumentFault> Faults) : VragenlijstPreview;
}

/// <summary>What applying came to.</summary>
public abstract record VragenlijstApplied
{
    private VragenlijstApplied()
    {
    }

    /// <summary>The next wave opens with this version.</summary>
    public sealed record Done(VragenlijstRef Versie) : VragenlijstApplied;

    /// <summary>The same content was applied before: a button pressed twice.</summary>
    public sealed record AlreadyDone(VragenlijstRef Versie) : VragenlijstApplied;

    /// <summary>A Dutch sentence says why not.</summary>
    public sealed record Refused(string Reden) : VragenlijstApplied;
}

/// <summary>
/// The vragenlijsten that the institute brought, beside the defaults. Everything is in one partition: a list of versions in the order in which
/// they were applied, each version under its own row (written once), and one preview that waits.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="isOpen">
/// Asked before a version is taken into use. A wave that opens between the answer and the commit keeps the versions it was opened with.
/// </param>
public sealed class VragenlijstStore(IDocumentStore store, GolfIsOpen isOpen)
{
    public const string Table = "vragenlijsten";

    /// <summary>Ids of the defaults start with this, so that a later release never meets a version of the institute.</summary>
    public const string DefaultPrefix = "standaard-";

    public const string Loopt =
        "Er loopt nu een stage-evaluatie. Neem de nieuwe vragenlijst in gebruik als die gesloten is: zo krijgt iedereen dezelfde vragen.";

    private const string ListRow = "lijst";
    private const string PreviewRow = "voorbeeld";

    private static readonly Partition Partition = new(Table, "alle");

    private volatile Known _known = new(null, VragenlijstCatalog.Defaults);

    /// <summary>The catalogue as it is now, also when another instance applied a version: one small read.</summary>
    public async ValueTask<VragenlijstCatalog> CurrentAsync(CancellationToken cancellationToken) =>
        (await ReadKnownAsync(cancellationToken)).Catalog;

    /// <summary>The version that a wave was opened with: from memory, because a version never changes.</summary>
    /// <exception cref="KeyNotFoundException">There never was such a version.</exception>
    public async ValueTask<Vragenlijst> GetAsync(VragenlijstRef version, CancellationToken cancellationToken) =>
        _known.Catalog.Find(version)
        ?? (await CurrentAsync(cancellationToken)).Find(version)
        ?? throw new KeyNotFoundException($"No vragenlijst {version}.");

    /// <summary>Checks an upload and keeps it ready to apply; an earlier preview that waits gives way.</summary>
    public async ValueTask<VragenlijstPreview> PreviewAsync(Stream json, CancellationToken cancellationToken)
    {
        var reading = await VragenlijstReader.ReadAsync(json, cancellationToken);
        if (reading is not VragenlijstReading.Good { Vragenlijst: var vragenlijst })
        {
            return new VragenlijstPreview.Faulty(((VragenlijstReading.Faulty)reading).Faults);
        }

        var catalog = await CurrentAsync(cancellationToken);
        var faults = CheckAgainst(catalog, vragenlijst);
        if (faults.Count > 0)
        {
            return new VragenlijstPreview.Faulty(faults);
        }

        var stored = new StoredVragenlijst(KenmerkOf(vragenlijst), vragenlijst);
        CommitResult result;
        do
        {
            var was = await ReadAsync(PreviewRow, cancellationToken);
            var write = Documents.Save(PreviewRow, stored, was, CoreJson.Default.StoredVragenlijst);
            result = await store.CommitAsync(Partition, [write], cancellationToken);
        }
        while (result is CommitResult.Conflict);

        return Ready(catalog, stored);
    }

    /// <summary>The preview that waits, to show it again; null when it is gone.</summary>
    public async ValueTask<VragenlijstPreview.Ready?> FindPreviewAsync(string kenmerk, CancellationToken cancellationToken)
    {
        var waiting = await ReadAsync(PreviewRow, cancellationToken);
        return waiting?.Value.Kenmerk == kenmerk ? Ready(await CurrentAsync(cancellationToken), waiting.Value) : null;
    }

    /// <summary>Which versions were taken into use, by whom and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
        InzageRijen.ReadAsync(store, Partition, from, cancellationToken);

    /// <summary>
    /// Takes the previewed version into use and keeps in the audit who did it. Doing it twice is doing it once. Refused while a wave is open;
    /// the preview then stays.
    /// </summary>
    public async ValueTask<VragenlijstApplied> ApplyAsync(string kenmerk, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In this order: who finds no preview any more finds in the list what became of it.
            var waiting = await ReadAsync(PreviewRow, cancellationToken);
            var known = await ReadKnownAsync(cancellationToken);
            if (known.List?.Value.Versies.FirstOrDefault(v => v.Kenmerk == kenmerk) is { } applied)
            {
                return new VragenlijstApplied.AlreadyDone(applied.Versie);
            }

            if (waiting?.Value.Kenmerk != kenmerk)
            {
                return new VragenlijstApplied.Refused("Dit voorbeeld is er niet meer. Lees het bestand opnieuw in.");
            }

            if (await isOpen(cancellationToken))
            {
                return new VragenlijstApplied.Refused(Loopt);
            }

            if (CheckAgainst(known.Catalog, waiting.Value.Vragenlijst) is [var fault, ..])
            {
                return new VragenlijstApplied.Refused(fault.Reden);
            }

            // A conflict means that somebody else applied or previewed something: look again.
            var applying = waiting.Value.Vragenlijst.Ref();
            var inzage = InzageRijen.Row(new InzageRegel { At = now, By = by, Soort = InzageSoort.VragenlijstVervangen, Detail = applying.ToString() });
            if (await store.CommitAsync(Partition, [.. WritesFor(known.List, waiting), inzage], cancellationToken) is CommitResult.Committed)
            {
                return new VragenlijstApplied.Done(applying);
            }
        }
    }

    private static VragenlijstPreview.Ready Ready(VragenlijstCatalog catalog, StoredVragenlijst stored) =>
        new(stored.Kenmerk, stored.Vragenlijst, VragenlijstVerschil.Make(catalog, stored.Vragenlijst));

    private static IReadOnlyList<InstrumentFault> CheckAgainst(VragenlijstCatalog catalog, Vragenlijst vragenlijst)
    {
        var latest = catalog.Latest(vragenlijst.Id)?.Versie ?? 0;
        return (vragenlijst.Standaard, vragenlijst.Id.StartsWith(DefaultPrefix, StringComparison.Ordinal)) switch
        {
            (true, _) => [new("$.standaard", "Zet dit op false: deze vragenlijst komt in de plaats van de standaard.")],
            (_, true) => [new("$.id", $"Een id die met ‘{DefaultPrefix}’ begint, is van de standaard. Kies een eigen id.")],
            _ when vragenlijst.Versie <= latest =>
                [new("$.versie", $"Versie {latest} van ‘{vragenlijst.Id}’ is er al, en een versie verandert nooit meer. Geef deze versie {latest + 1}.")],
            _ => VragenlijstCheck.CheckBeside(catalog, vragenlijst),
        };
    }

    private static Write[] WritesFor(Stored<VragenlijstLijst>? list, Stored<StoredVragenlijst> waiting)
    {
        var (kenmerk, vragenlijst) = waiting.Value;
        var longer = new VragenlijstLijst([.. list?.Value.Versies ?? [], new ToegepasteVragenlijst(vragenlijst.Ref(), kenmerk)]);
        return
        [
            Documents.Add(RowOf(vragenlijst.Ref()), waiting.Value, CoreJson.Default.StoredVragenlijst),
            Documents.Save(ListRow, longer, list, CoreJson.Default.VragenlijstLijst),
            new Write.Delete(PreviewRow, waiting.Version),
        ];
    }

    private async ValueTask<Known> ReadKnownAsync(CancellationToken cancellationToken)
    {
        var known = _known;
        var list = await store.ReadAsync(Partition, ListRow, CoreJson.Default.VragenlijstLijst, cancellationToken);
        if (list?.Version == known.List?.Version)
        {
            return known;
        }

        var brought = new List<Vragenlijst>();
        foreach (var (version, _) in list?.Value.Versies ?? [])
        {
            brought.Add(known.Catalog.Find(version) ?? await ReadVersionAsync(version, cancellationToken));
        }

        return _known = new Known(list, VragenlijstCatalog.Defaults.With(brought));
    }

    private async ValueTask<Vragenlijst> ReadVersionAsync(VragenlijstRef version, CancellationToken cancellationToken) =>
        (await ReadAsync(RowOf(version), cancellationToken))?.Value.Vragenlijst
        ?? throw new InvalidOperationException($"The list names {version}, and it is not there.");

    private ValueTask<Stored<StoredVragenlijst>?> ReadAsync(string row, CancellationToken cancellationToken) =>
        store.ReadAsync(Partition, row, CoreJson.Default.StoredVragenlijst, cancellationToken);

    private static string RowOf(VragenlijstRef version) => $"versie:{version.Id}:{version.Versie:D4}";

    /// <summary>The same content has the same kenmerk, however the file was laid out.</summary>
    private static string KenmerkOf(Vragenlijst vragenlijst) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(vragenlijst, CoreJson.Default.Vragenlijst)).AsSpan(0, 16));

    private sealed record Known(Stored<VragenlijstLijst>? List, VragenlijstCatalog Catalog);
}
