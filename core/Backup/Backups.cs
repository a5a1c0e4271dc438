using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Intervisie;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Backup;

/// <summary>Writes everything that is stored into one sealed file, and puts such a file back into an empty store.</summary>
public sealed class Backups(IDocumentStore store)
{
    /// <summary>Who leads at this moment: of no use to anybody later.</summary>
    private const string Leases = "leases";

    /// <summary>Never put back: a link that was used or withdrawn since, or a device that was signed out, would open the door again.</summary>
    private static readonly string[] Withdrawn = ["agendalinks", "links", "sessies"];

    /// <summary>
    /// Never in a backup: closed answers and the keys that open them. A backup that held both could be opened when the wave is long closed.
    /// </summary>
    private static readonly string[] Anonymous = [Golfrooster.Table, Golfgeheimen.Table];

    /// <summary>
    /// Read first, in this order. An erasure takes a person out of the register, then out of everything else, and is called done at the
    /// end: a backup that knows it as done holds nothing of her, and one that does not finds her in the register, or in the mark.
    /// </summary>
    private static readonly string[] First = ["gewist", "register"];

    /// <summary>
    /// Read last, in this order. What happens while the others are read is then met in a later table at most as something that is
    /// known twice, and that is harmless; see <see cref="Restart"/> for what would be known nowhere.
    /// </summary>
    private static readonly string[] Last = ["relais", "bezorgingen", "agenda", "webhooks"];

    /// <summary>Answers how many documents it holds. The file is complete only when this returns.</summary>
    public ValueTask<long> MakeAsync(Stream into, BackupKey key, DateTimeOffset now, CancellationToken cancellationToken) =>
        BackupFile.WriteAsync(into, key, now, AllAsync(cancellationToken), cancellationToken);

    /// <summary>Reads the whole file before the first document is written, so that a damaged one changes nothing.</summary>
    /// <param name="open">Opens the backup from its start; called twice.</param>
    /// <param name="key">The key that made it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Cancels; a restore that is cut off is begun again with an empty store.</param>
    public async ValueTask<RestoreOutcome> RestoreAsync(
        Func<CancellationToken, ValueTask<Stream>> open, BackupKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await Lease.IsHeldAsync(store, Lease.Bezorging, now, cancellationToken))
        {
            return new RestoreOutcome.Running();
        }

        await foreach (var table in store.Whole().TablesAsync(cancellationToken))
        {
            if (table != Leases && await store.Whole().ReadTableAsync(table, cancellationToken).AnyAsync(cancellationToken))
            {
                return new RestoreOutcome.NotEmpty();
            }
        }

        try
        {
            await using (var check = await open(cancellationToken))
            {
                await foreach (var _ in BackupFile.ReadAsync(check, key, cancellationToken))
                {
                    // Every piece is looked at; nothing is kept.
                }
            }

            await using var stream = await open(cancellationToken);
            return await PutBackAsync(BackupFile.ReadAsync(stream, key, cancellationToken), now, cancellationToken);
        }
        catch (BackupException unreadable)
        {
            return new RestoreOutcome.Unreadable(unreadable.Fault);
        }
    }

    private async IAsyncEnumerable<BackupRecord> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tables = await store.Whole().TablesAsync(cancellationToken).ToListAsync(cancellationToken);
        foreach (var table in tables.Where(t => t != Leases && !Anonymous.Contains(t)).OrderBy(Place).ThenBy(t => t, StringComparer.Ordinal))
        {
            await foreach (var (partition, document) in store.Whole().ReadTableAsync(table, cancellationToken))
            {
                // It is forgotten when its wave closes, and a backup would keep it.
                if (Verzwegen.Zonder(partition, document) is { } kept)
                {
                    yield return new BackupRecord(partition, kept.Row, kept.Body);
                }
            }
        }
    }

    private static int Place(string table) =>
        Array.IndexOf(First, table) is var first and >= 0 ? first : First.Length + 1 + Array.IndexOf(Last, table);

    private async ValueTask<RestoreOutcome> PutBackAsync(IAsyncEnumerable<BackupRecord> records, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var restart = new Restart(store, now);
        var batch = new List<BackupRecord>();
        long count = 0;
        long bytes = 0;
        await foreach (var record in records.Where(r => !Withdrawn.Contains(r.Partition.Table)))
        {
            if (batch.Count == StorageLimits.WritesPerCommit || bytes + record.Body.Length > StorageLimits.BytesPerCommit / 2
                || (batch.Count > 0 && batch[0].Partition != record.Partition))
            {
                if (!await AddAsync(batch, restart, cancellationToken))
                {
                    return new RestoreOutcome.Half();
                }

                bytes = 0;
            }

            batch.Add(record);
            bytes += record.Body.Length;
            count++;
        }

        if (batch.Count > 0 && !await AddAsync(batch, restart, cancellationToken))
        {
            return new RestoreOutcome.Half();
        }

        await restart.FinishAsync(cancellationToken);
        return new RestoreOutcome.Restored(count);
    }

    /// <summary>False when a row is there already: somebody writes in this store.</summary>
    private async ValueTask<bool> AddAsync(List<BackupRecord> batch, Restart restart, CancellationToken cancellationToken)
    {
        var writes = batch.Select(r => new Write.Add(r.Row, r.Body)).ToList();
        if (await store.CommitAsync(batch[0].Partition, writes, cancellationToken) is not CommitResult.Committed)
        {
            return false;
        }

        foreach (var record in batch)
        {
            await restart.MeetAsync(record, cancellationToken);
        }

        batch.Clear();
        return true;
    }

    /// <summary>
    /// A backup is not of one moment. What was moved between two tables while it was made may be in neither: an intent whose hint was
    /// gone already, a delivery or a case whose entry in the due index was. They are announced again, and once too often is harmless.
    /// </summary>
    private sealed class Restart(IDocumentStore store, DateTimeOffset now)
    {
        private const int Batch = 1000;

        private readonly Agendas _agendas = new(store);
        private readonly HashSet<Partition> _origins = [];
        private readonly List<DueEntry> _persons = [];
        private readonly List<DueEntry> _wakes = [];

        public async ValueTask MeetAsync(BackupRecord record, CancellationToken cancellationToken)
        {
            if (record.Row.StartsWith(Relay.RowPrefix, StringComparison.Ordinal))
            {
                _origins.Add(record.Partition);
            }
            else if (record.Partition.Table == BezorgRows.Table)
            {
                Meet(new Document(record.Row, record.Body, ""), record.Partition.Key);
            }
            else if (record is { Partition.Table: TussenevaluatiePlanning.Capability, Row: "zaak" }
                && Documents.Parse(new Document(record.Row, record.Body, ""), CoreJson.Default.Zaak).Value is { Verloop.Wek: { } wake } zaak)
            {
                var intent = new WakeIntent { Due = wake, Capability = TussenevaluatiePlanning.Capability, Case = zaak.Id };
                _wakes.Add(new DueEntry { Due = wake, Target = zaak.Id, Tag = intent.Id, About = intent.Capability });
            }
            else if (record is { Partition.Table: Bezoekkaarten.Capability, Row: "jaar" }
                && Documents.Parse(new Document(record.Row, record.Body, ""), CoreJson.Default.Bezoekjaar).Value is { } jaar)
            {
                // At once: it may wait for its planner as well as for its alarm.
                var intent = new WakeIntent { Due = jaar.Rekent ? now : jaar.Wekker ?? now, Capability = Bezoekkaarten.Capability, Case = jaar.Id };
                _wakes.Add(new DueEntry { Due = intent.Due, Target = jaar.Id, Tag = intent.Id, About = intent.Capability });
            }
            else if (record is { Partition.Table: BegeleidingsteamPlanning.Capability, Row: "register" })
            {
                // Once, for all of them: it follows the register again, and sets its own next alarm.
                var intent = new WakeIntent { Due = now, Capability = BegeleidingsteamPlanning.Capability, Case = TussenevaluatiePlanning.RegisterWake };
                _wakes.Add(new DueEntry { Due = now, Target = intent.Case, Tag = intent.Id, About = intent.Capability });
            }
            else if (record.Partition == GolfStore.Golven && record.Row.Length > 0 && char.IsAsciiDigit(record.Row[0]))
            {
                // At once: an open one has lost its answers and begins anew.
                var intent = new WakeIntent { Due = now, Capability = GolfStore.Capability, Case = record.Row };
                _wakes.Add(new DueEntry { Due = now, Target = intent.Case, Tag = intent.Id, About = intent.Capability });
            }
            else if (record is { Partition.Table: Intervisiekaarten.Capability, Row: "reeks" }
                && Documents.Parse(new Document(record.Row, record.Body, ""), CoreJson.Default.Intervisiereeks).Value is { } reeks)
            {
                var intent = new WakeIntent { Due = reeks.TeVertellen.Count > 0 ? now : reeks.Wekker ?? now, Capability = Intervisiekaarten.Capability, Case = reeks.Id };
                _wakes.Add(new DueEntry { Due = intent.Due, Target = reeks.Id, Tag = intent.Id, About = intent.Capability });
            }
            else if (record.Partition == ImpulsStore.Alle && record.Row.StartsWith(ImpulsStore.Prefix, StringComparison.Ordinal)
                && Documents.Parse(new Document(record.Row, record.Body, ""), CoreJson.Default.Kwaliteitsimpuls).Value is { Staat: Impulsstaat.Loopt } impuls)
            {
                var intent = ImpulsStore.AlarmOf(impuls);
                _wakes.Add(new DueEntry { Due = intent.Due, Target = impuls.Zaak, Tag = intent.Id, About = intent.Capability });
            }

            if (_persons.Count + _wakes.Count >= Batch)
            {
                await EmptyAsync(cancellationToken);
            }
        }

        public async ValueTask FinishAsync(CancellationToken cancellationToken)
        {
            await EmptyAsync(cancellationToken);
            await new Relay(store, _agendas).HintAsync(_origins, now, cancellationToken);
        }

        private void Meet(Document document, string person)
        {
            if (document.Row.StartsWith(BezorgRows.BezorgingPrefix, StringComparison.Ordinal))
            {
                var bezorging = Documents.Parse(document, CoreJson.Default.Bezorging).Value;
                Add(person, bezorging.Id, bezorging.State, bezorging.Due);
            }
            else if (document.Row.StartsWith(BezorgRows.BerichtPrefix, StringComparison.Ordinal))
            {
                var bericht = Documents.Parse(document, CoreJson.Default.Bericht).Value;
                Add(person, bericht.Id, bericht.State, bericht.Due);
            }
        }

        private void Add(string person, string tag, BezorgStaat state, DateTimeOffset due)
        {
            if (state.IsOpen())
            {
                _persons.Add(new DueEntry { Due = due > now ? due : now, Target = person, Tag = tag });
            }
        }

        private async ValueTask EmptyAsync(CancellationToken cancellationToken)
        {
            await _agendas.Teams.Normal.AddAsync(_persons, now, cancellationToken);
            await _agendas.Wekkers.AddAsync(_wakes, now, cancellationToken);
            _persons.Clear();
            _wakes.Clear();
        }
    }
}

/// <summary>What restoring comes to.</summary>
public abstract record RestoreOutcome
{
    private RestoreOutcome()
    {
    }

    public sealed record Restored(long Documents) : RestoreOutcome;

    /// <summary>Somebody works on this store. Nothing was put back.</summary>
    public sealed record Running : RestoreOutcome;

    /// <summary>Somebody began to work on this store meanwhile: it holds a part of the backup.</summary>
    public sealed record Half : RestoreOutcome;

    public sealed record NotEmpty : RestoreOutcome;

    public sealed record Unreadable(BackupFault Fault) : RestoreOutcome;
}
