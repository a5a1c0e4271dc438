using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Closes a wave: no more answers, the answers opened and counted, the counts kept, everything else destroyed, the key last. It may be cut off
/// at every write and done again, by two at once: counts are added, sealed
/// (<see cref="Telkluis"/>), and never changed, and nothing is destroyed before all of them are there.
/// </summary>
public sealed partial class Golfsluiting(
    IDocumentStore store, GolfStore golven, Golfrooster rooster, Golfgeheimen geheimen, Telkluis kluizen, VragenlijstStore lijsten,
    BezorgStore bezorgingen, ILogger<Golfsluiting>? logger = null)
{
    /// <summary>Shards under way: some wait for the storage while others are opened.</summary>
    private static readonly int AtOnce = 4 * Environment.ProcessorCount;

    private const string TellingPartition = "telling:";
    private const string OpleidingPartition = "opleiding:";
    private const string OpmerkingPartition = "opmerking:";

    private readonly ILogger _logger = logger ?? NullLogger<Golfsluiting>.Instance;

    /// <summary>As far as it can come; the wave as it is then.</summary>
    public async ValueTask<Golf?> RondAfAsync(string id, RegisterSnapshot register, CancellationToken ct)
    {
        if (await golven.FindAsync(id, ct) is { Staat: Golfstaat.Sluit } closing)
        {
            await TelAsync(closing, register, ct);
        }

        if (await golven.FindAsync(id, ct) is { Staat: Golfstaat.Geteld } counted)
        {
            await VernietigAsync(counted, ct);
        }

        return await golven.FindAsync(id, ct);
    }

    /// <summary>The counts of every eenheid in these waves.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not open them.</exception>
    public ValueTask<IReadOnlyList<Celtelling>> TellingenAsync(IEnumerable<Golf> van, CancellationToken ct) =>
        OpenAsync(TellingPartition, van, CoreJson.Default.Celtelling, ct);

    /// <summary>The counts per opleiding, as far as they were kept.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not open them.</exception>
    public ValueTask<IReadOnlyList<Opleidingtelling>> OpleidingenAsync(IEnumerable<Golf> van, CancellationToken ct) =>
        OpenAsync(OpleidingPartition, van, CoreJson.Default.Opleidingtelling, ct);

    /// <summary>What was written about every eenheid in these waves.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not open them.</exception>
    public ValueTask<IReadOnlyList<Opmerkingenblad>> OpmerkingenAsync(IEnumerable<Golf> van, CancellationToken ct) =>
        OpenAsync(OpmerkingPartition, van, CoreJson.Default.Opmerkingenblad, ct);

    /// <summary>Remarks that were kept back lose their words under the seal too.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not open them.</exception>
    public async ValueTask WisOpmerkingenAsync(IEnumerable<Golf> van, IReadOnlySet<string> ids, CancellationToken ct)
    {
        foreach (var golf in ids.Count == 0 ? [] : van)
        {
            Kluis? kluis = null;
            await foreach (var (row, sealedSheet) in store.ReadRangeAsync(Of(OpmerkingPartition, golf.Id), RowRange.All, CoreJson.Default.Verzegeld, ct))
            {
                kluis ??= await kluizen.OpenAsync(golf.Id, ct);
                var sheet = kluis.Open(sealedSheet.Value, CoreJson.Default.Opmerkingenblad);
                Opmerking[] left = [.. sheet.Opmerkingen.Where(o => !ids.Contains(o.Id))];
                if (left.Length < sheet.Opmerkingen.Count)
                {
                    // A conflict is another round doing the same.
                    var closed = kluis.Sluit(sheet with { Opmerkingen = left }, CoreJson.Default.Opmerkingenblad);
                    await store.CommitAsync(Of(OpmerkingPartition, golf.Id), [Documents.Save(row, closed, sealedSheet, CoreJson.Default.Verzegeld)], ct);
                }
            }
        }
    }

    private async ValueTask<IReadOnlyList<T>> OpenAsync<T>(string prefix, IEnumerable<Golf> van, JsonTypeInfo<T> type, CancellationToken ct)
    {
        List<T> all = [];
        foreach (var golf in van)
        {
            // Of a wave that was lost there is nothing to open.
            Kluis? kluis = null;
            await foreach (var (_, closed) in store.ReadRangeAsync(Of(prefix, golf.Id), RowRange.All, CoreJson.Default.Verzegeld, ct))
            {
                kluis ??= await kluizen.OpenAsync(golf.Id, ct);
                all.Add(kluis.Open(closed.Value, type));
            }
        }

        return all;
    }

    private async ValueTask TelAsync(Golf golf, RegisterSnapshot register, CancellationToken ct)
    {
        var pinned = await LijstenAsync(golf, ct);
        var telling = new Golftelling(golf, pinned);
        foreach (var genodigde in await rooster.AlleAsync(golf.Id, ct))
        {
            telling.Nodig(genodigde.Value.Eenheid, genodigde.Value.Opleiding);
        }

        if (await geheimen.OpenAsync(golf.Id, ct) is not { } secret)
        {
            // A restore from before the closing day: its answers are in no backup, and counting none would be a lie.
            await golven.WijzigAsync(golf.Id, g => g.Staat == Golfstaat.Sluit ? Golfregels.Verloren(g) : null, ct);
            return;
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(1, golf.Scherven), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (scherf, token) =>
            {
                var opened = Open(secret, golf, await rooster.SluitScherfAsync(golf.Id, scherf, token), pinned);
                lock (telling)
                {
                    opened.ForEach(telling.Tel);
                }
            });
        CryptographicOperations.ZeroMemory(secret);

        // Another process may have counted, and destroyed the answers, while this one was reading: then what it read is worth nothing.
        if (await golven.FindAsync(golf.Id, ct) is not { Staat: Golfstaat.Sluit })
        {
            return;
        }

        var kluis = await kluizen.MaakAsync(golf.Id, ct);
        var uitslag = telling.Uitslag(register, golven.Regels, kluis.Merk);
        await AddAsync(OpmerkingPartition, golf, kluis, uitslag.Opmerkingen, b => b.Eenheid, CoreJson.Default.Opmerkingenblad, ct);
        await AddAsync(OpleidingPartition, golf, kluis, uitslag.Opleidingen, o => $"{o.Eenheid}:{o.Opleiding}", CoreJson.Default.Opleidingtelling, ct);
        await AddAsync(TellingPartition, golf, kluis, uitslag.Eenheden, c => c.Eenheid, CoreJson.Default.Celtelling, ct);
        await golven.WijzigAsync(
            golf.Id,
            g => g.Staat == Golfstaat.Sluit ? Golfregels.Geteld(g, uitslag.Eenheden.Sum(c => c.Uitgenodigd), uitslag.Eenheden.Sum(c => c.Ingevuld)) : null, ct);
    }

    private async ValueTask VernietigAsync(Golf golf, CancellationToken ct)
    {
        var students = (await rooster.AlleAsync(golf.Id, ct)).Select(g => g.Value.Student).Distinct().ToList();
        await VergeetAsync(golf, students, ct);
        await rooster.WisAsync(golf, ct);

        // A planner that still took it for open may have sent something before its list was gone.
        await VergeetAsync(golf, students, ct);
        await geheimen.VernietigAsync(golf.Id, ct);

        // What was deleted may still stand in the file until it is written anew; when somebody is in the way, tomorrow's round does it.
        if (await store.Whole().ShredAsync(ct))
        {
            await golven.WijzigAsync(golf.Id, g => g.Staat == Golfstaat.Geteld ? Golfregels.Gesloten(g) : null, ct);
        }
    }

    /// <summary>Who was reminded had not answered by then: nobody can read that afterwards, nor what became of an invitation.</summary>
    private async ValueTask VergeetAsync(Golf golf, IReadOnlyList<PersonId> students, CancellationToken ct) => await Bulk.EachAsync(
        students,
        (student, token) => bezorgingen.VergeetAsync(student, r => r.Kind == Evaluatiekaarten.Uitnodiging && Evaluatiekaarten.IsVan(r.Case, golf.Id), token),
        ct);

    private async ValueTask<IReadOnlyDictionary<string, Vragenlijst>> LijstenAsync(Golf golf, CancellationToken ct)
    {
        var catalog = await lijsten.CurrentAsync(ct);
        return golf.Vragenlijsten.ToDictionary(
            l => l.Key, l => catalog.Find(l.Value) ?? throw new InvalidOperationException($"The wave {golf.Id} was opened with {l.Value}, which is not there."));
    }

    /// <summary>What cannot be opened, somebody who can write in the store put there: it must not keep everybody else's answers closed.</summary>
    private List<Antwoordvel> Open(byte[] secret, Golf golf, IReadOnlyList<byte[]> gesloten, IReadOnlyDictionary<string, Vragenlijst> lijsten)
    {
        if (gesloten.Count == 0)
        {
            return [];
        }

        using var key = Antwoordzegel.Sleutel(secret);
        List<Antwoordvel> opened = [];
        foreach (var closed in gesloten)
        {
            try
            {
                if (Antwoordvel.Lees(Antwoordzegel.Open(key, golf.Sleutel, closed), lijsten) is { } vel)
                {
                    opened.Add(vel);
                    continue;
                }
            }
            catch (CryptographicException)
            {
                // Told below, like one that can be opened and is none.
            }

            Log.Unreadable(_logger, golf.Id);
        }

        return opened;
    }

    private ValueTask AddAsync<T>(string prefix, Golf golf, Kluis kluis, IEnumerable<T> values, Func<T, string> row, JsonTypeInfo<T> type, CancellationToken ct) =>
        store.AddIfAbsentAsync(Of(prefix, golf.Id), values.Select(v => Documents.Add(row(v), kluis.Sluit(v, type), CoreJson.Default.Verzegeld)), ct);

    private static Partition Of(string prefix, string golf) => new(GolfStore.Table, prefix + golf);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An answer of wave {Golf} cannot be read; it is not counted.")]
        public static partial void Unreadable(ILogger logger, string golf);
    }
}
