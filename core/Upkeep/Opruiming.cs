using System.Text.Json;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Upkeep;

/// <summary>
/// Removes what <see cref="Bewaartabel"/> says is over. Reads whole tables, at night; cut off halfway, the next night goes on. A document
/// that somebody changes meanwhile stays.
/// </summary>
public sealed class Opruiming(IDocumentStore store)
{
    public const string Name = "bewaartermijnen";

    private readonly RegisterVersions _versions = new(store);

    /// <summary>Answers how many documents were removed.</summary>
    public async ValueTask<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var table in Bewaartabel.Alle.Where(s => s.Termijn is not Bewaartermijn.Blijft).Select(s => s.Table).Distinct())
        {
            var partition = new List<Document>();
            Partition? at = null;
            await foreach (var (key, document) in store.Whole().ReadTableAsync(table, cancellationToken))
            {
                if (at is { } whole && whole != key)
                {
                    removed += await CleanAsync(whole, partition, now, cancellationToken);
                    partition.Clear();
                }

                at = key;
                // The tables of a register version are large, and its name tells all there is to know.
                partition.Add(key.Table == "register" && key != RegisterStore.Partition ? document with { Body = default } : document);
            }

            removed += at is { } last ? await CleanAsync(last, partition, now, cancellationToken) : 0;
        }

        return removed;
    }

    private async ValueTask<int> CleanAsync(Partition partition, List<Document> documents, DateTimeOffset now, CancellationToken cancellationToken) =>
        Bewaartabel.Find(partition, documents[0].Row)?.Termijn switch
        {
            Bewaartermijn.MetZaak kept => await CleanCaseAsync(partition, documents, kept, now, cancellationToken),
            Bewaartermijn.RegisterVersie kept => await CleanVersionAsync(partition, documents.Count, kept, now, cancellationToken),
            _ => await CleanRowsAsync(partition, documents, now, cancellationToken),
        };

    private async ValueTask<int> CleanRowsAsync(
        Partition partition, List<Document> documents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var over = documents.Where(d => Bewaartabel.Find(partition, d.Row)?.Termijn is Bewaartermijn.Na kept && IsOver(d, kept, now)).ToList();
        var deliveries = over.Where(d => partition.Table == BezorgRows.Table).Select(d => d.Row.Split("b:", 2)).Where(p => p is ["" or BezorgRows.Cold, _])
            .Select(p => BezorgRows.KnownPrefix + p[1]).ToHashSet();
        over.AddRange(documents.Where(d => deliveries.Contains(d.Row)));
        await store.DeleteIfPresentAsync(partition, over.Select(d => new Write.Delete(d.Row, d.Version)), cancellationToken);
        return over.Count;
    }

    private static bool IsOver(Document document, Bewaartermijn.Na kept, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(document.Body);
        return json.RootElement.TryGetProperty(kept.Moment, out var moment) && moment.GetDateTimeOffset() < now.AddDays(-kept.Dagen)
            && (!kept.Afgerond || (json.RootElement.TryGetProperty("state", out var state)
                && Enum.TryParse<BezorgStaat>(state.GetString(), out var staat) && !staat.IsOpen()));
    }

    /// <summary>First what leads to the case, then what is in it, the case itself last: until then the next night finds it.</summary>
    private async ValueTask<int> CleanCaseAsync(
        Partition partition, List<Document> documents, Bewaartermijn.MetZaak kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (documents.Find(d => d.Row == TussenevaluatieStore.ZaakRow) is not { } row
            || Documents.Parse(row, CoreJson.Default.Zaak).Value is not { } zaak
            || zaak.Deelnemers.StageTot.AddDays(kept.Dagen) >= AmsterdamTime.DateOf(now))
        {
            return 0;
        }

        var removed = documents.Count;
        foreach (var list in TussenevaluatieStore.ListsOf(zaak))
        {
            if (await store.FindAsync(list, zaak.Id, cancellationToken) is { } entry)
            {
                await store.DeleteIfPresentAsync(list, [new Write.Delete(entry.Row, entry.Version)], cancellationToken);
                removed++;
            }
        }

        var others = documents.Where(d => d != row).Select(d => new Write.Delete(d.Row, d.Version));
        await store.DeleteIfPresentAsync(partition, others, cancellationToken);
        await store.DeleteIfPresentAsync(partition, [new Write.Delete(row.Row, row.Version)], cancellationToken);
        return removed;
    }

    private async ValueTask<int> CleanVersionAsync(
        Partition partition, int documents, Bewaartermijn.RegisterVersie kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var version = partition.Key["versie:".Length..];
        if (RegisterVersions.MadeAt(version) is not { } made || made >= now.AddDays(-kept.Dagen) || await IsInUseAsync(version, cancellationToken))
        {
            return 0;
        }

        await _versions.RemoveAsync(version, cancellationToken);
        return documents;
    }

    private async ValueTask<bool> IsInUseAsync(string version, CancellationToken cancellationToken)
    {
        var pointer = await store.ReadAsync(RegisterStore.Partition, "huidig", CoreJson.Default.RegisterPointer, cancellationToken);
        var followed = await store.ReadAsync(
            new Partition(TussenevaluatiePlanning.Capability, "gevolgd"), "register", CoreJson.Default.GevolgdRegister, cancellationToken);
        return pointer?.Value.Current == version || pointer?.Value.Previous == version || followed?.Value.Version == version;
    }
}
