using System.Security.Cryptography;
using System.Threading.Channels;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Api;

/// <summary>
/// Reads registers in that programs hand in, one after the other and in the background: who handed in asks how far it is. The file itself is
/// kept nowhere, so what a stop of the process cuts off is handed in again; until it is applied nothing has changed.
/// </summary>
internal sealed partial class Importtaken(
    IDocumentStore store, RegisterStore registers, Planning planning, TimeProvider clock, ILogger<Importtaken> logger) : BackgroundService
{
    internal const string Table = "apiimports";

    /// <summary>Faults that are told; a file with more is faulty enough.</summary>
    public const int MeesteFouten = 200;

    private const int MeesteWachtend = 4;

    /// <summary>Another instance may be at it; longer than this takes no import.</summary>
    private static readonly TimeSpan Afgebroken = TimeSpan.FromMinutes(15);

    private static readonly Partition Taken = new(Table, "alle");

    /// <summary>This process: what another one began and did not end was cut off with it.</summary>
    private readonly string _proces = Guid.NewGuid().ToString("N");

    private readonly Channel<(string Id, byte[] Bestand, bool Bevestigd)> _wachtend =
        Channel.CreateBounded<(string, byte[], bool)>(new BoundedChannelOptions(MeesteWachtend) { SingleReader = true });

    /// <summary>Begins one; the one there is when this person asked the same with the same key before.</summary>
    public async ValueTask<Importbegin> BeginAsync(PersonId door, byte[] bestand, bool bevestigd, string? sleutel, CancellationToken ct)
    {
        var id = sleutel is null
            ? RandomNumberGenerator.GetHexString(32, lowercase: true)
            : Eenmalig.IdVan(door, sleutel, bytes: 16);
        var taak = new Importtaak { Id = id, Door = door, Op = clock.GetUtcNow(), Proces = _proces, Vraag = VraagOf(bestand, bevestigd) };
        var was = await ReadAsync(id, ct);
        while (was is null || Nu(was.Value).Staat == Importstaat.Afgebroken)
        {
            if (await SaveAsync(taak, was, ct) is CommitResult.Committed)
            {
                return await QueueAsync(taak, bestand, bevestigd);
            }

            was = await ReadAsync(id, ct);
        }

        return was.Value.Vraag == taak.Vraag ? new Importbegin.Loopt(Nu(was.Value)) : new Importbegin.AndereVraag();
    }

    private async ValueTask<Importbegin> QueueAsync(Importtaak taak, byte[] bestand, bool bevestigd)
    {
        if (_wachtend.Writer.TryWrite((taak.Id, bestand, bevestigd)))
        {
            return new Importbegin.Loopt(taak);
        }

        await EndAsync(taak.Id, t => t with { Staat = Importstaat.Afgebroken });
        return new Importbegin.TeDruk();
    }

    private static string VraagOf(byte[] bestand, bool bevestigd) => $"{Convert.ToHexStringLower(SHA256.HashData(bestand))} {bevestigd}";

    /// <summary>How far it is; null when there is none.</summary>
    public async ValueTask<Importtaak?> FindAsync(string id, CancellationToken ct) => (await ReadAsync(id, ct))?.Value is { } taak ? Nu(taak) : null;

    /// <summary>What nobody can be at any more was cut off.</summary>
    private Importtaak Nu(Importtaak taak) =>
        taak.Staat == Importstaat.Bezig && taak.Proces != _proces && clock.GetUtcNow() - taak.Op > Afgebroken ? taak with { Staat = Importstaat.Afgebroken } : taak;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (id, bestand, bevestigd) in _wachtend.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RunAsync(id, bestand, bevestigd, stoppingToken);
            }
#pragma warning disable CA1031 // The boundary of one import: it must not end the others, and who handed in reads that it was cut off.
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Failed(logger, trouble);
                await TryEndAsync(id);
            }
        }
    }

    private async Task RunAsync(string id, byte[] bestand, bool bevestigd, CancellationToken ct)
    {
        var door = (await ReadAsync(id, ct))!.Value.Door.ToString();
        while (true)
        {
            using var file = new MemoryStream(bestand, writable: false);
            var preview = await registers.PreviewAsync(file, door, ct);
            if (preview is PreviewOutcome.Refused(var faults))
            {
                await EndAsync(id, t => t with
                {
                    Staat = Importstaat.Geweigerd, AantalFouten = faults.Count, Fouten = [.. faults.Take(MeesteFouten).Select(f => f with { Value = "" })],
                });
                return;
            }

            switch (await ApplyAsync((PreviewOutcome.Preview)preview, door, bevestigd, ct))
            {
                case ApplyOutcome.Applied:
                    await EndAsync(id, t => t with { Staat = Importstaat.Toegepast });
                    await planning.RunAsync(clock.GetUtcNow(), ct);
                    return;
                case ApplyOutcome.AlreadyApplied:
                    await EndAsync(id, t => t with { Staat = Importstaat.GeenVerschil });
                    return;
                case ApplyOutcome.ConfirmationNeeded ask:
                    await EndAsync(id, t => t with { Staat = Importstaat.BevestigingNodig, PersonenEindigen = ask.PeopleEnded, StagesEindigen = ask.StagesEnded });
                    return;
                default:
                    // The register changed since: once more, against what it is now.
                    continue;
            }
        }
    }

    private async ValueTask<ApplyOutcome> ApplyAsync(PreviewOutcome.Preview preview, string door, bool bevestigd, CancellationToken ct) => preview.Diff.IsEmpty
        ? new ApplyOutcome.AlreadyApplied(preview.Version)
        : await registers.ApplyAsync(preview.Version, door, bevestigd, ct);

    private async Task TryEndAsync(string id)
    {
        try
        {
            await EndAsync(id, t => t with { Staat = Importstaat.Afgebroken });
        }
        catch (StorageUnavailableException trouble)
        {
            Log.Failed(logger, trouble);
        }
    }

    private async ValueTask EndAsync(string id, Func<Importtaak, Importtaak> change)
    {
        // What came of it is kept also when the process is stopping.
        while (await ReadAsync(id, CancellationToken.None) is { } was && await SaveAsync(change(was.Value), was, CancellationToken.None) is CommitResult.Conflict)
        {
        }
    }

    private ValueTask<Stored<Importtaak>?> ReadAsync(string id, CancellationToken ct) => store.ReadAsync(Taken, id, BotJson.Default.Importtaak, ct);

    private ValueTask<CommitResult> SaveAsync(Importtaak taak, Stored<Importtaak>? was, CancellationToken ct) =>
        store.CommitAsync(Taken, [Documents.Save(taak.Id, taak, was, BotJson.Default.Importtaak)], ct);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An import by the API failed; nothing of it was applied after this.")]
        public static partial void Failed(ILogger logger, Exception trouble);
    }
}

/// <summary>What came of handing in a register.</summary>
internal abstract record Importbegin
{
    private Importbegin()
    {
    }

    public sealed record Loopt(Importtaak Taak) : Importbegin;

    /// <summary>Another file, or another answer about what would end, had this key before.</summary>
    public sealed record AndereVraag : Importbegin;

    /// <summary>Too many wait.</summary>
    public sealed record TeDruk : Importbegin;
}

/// <summary>A register that a program handed in, and what came of it; never the file.</summary>
public sealed record Importtaak
{
    public required string Id { get; init; }
    public required PersonId Door { get; init; }
    public required DateTimeOffset Op { get; init; }

    /// <summary>Which process reads it in.</summary>
    public required string Proces { get; init; }

    /// <summary>SHA-256 of the file, and whether what would end was confirmed.</summary>
    public string? Vraag { get; init; }
    public Importstaat Staat { get; init; }
    public int AantalFouten { get; init; }

    /// <summary>The first of them, without what the cells hold.</summary>
    public IReadOnlyList<RegisterFault> Fouten { get; init; } = [];
    public int PersonenEindigen { get; init; }
    public int StagesEindigen { get; init; }
}

public enum Importstaat
{
    Bezig,
    Toegepast,

    /// <summary>Nothing in it is new.</summary>
    GeenVerschil,

    /// <summary>It is faulty: nothing changed.</summary>
    Geweigerd,

    /// <summary>More than 2 % would end: hand it in again, confirmed.</summary>
    BevestigingNodig,

    /// <summary>The process stopped or something failed before it was applied: hand it in again.</summary>
    Afgebroken,
}
