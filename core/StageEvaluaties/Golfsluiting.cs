using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Closes a wave: no more answers, the answers opened and counted, the counts kept, everything else destroyed, the key last. It may be cut off
/// at every write and done again, by two at once: counts are added and never changed, and nothing is destroyed before all of them are there.
/// </summary>
public sealed partial class Golfsluiting(
    IDocumentStore store, GolfStore golven, Golfrooster rooster, Golfgeheimen geheimen, VragenlijstStore lijsten, BezorgStore bezorgingen,
    ILogger<Golfsluiting>? logger = null)
{
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

    /// <summary>The counts of every closed wave of these years.</summary>
    public async ValueTask<IReadOnlyList<Celtelling>> TellingenAsync(IEnumerable<Golf> van, CancellationToken ct)
    {
        List<Celtelling> all = [];
        foreach (var golf in van)
        {
            await foreach (var (_, cel) in store.ReadRangeAsync(Of(TellingPartition, golf.Id), RowRange.All, CoreJson.Default.Celtelling, ct))
            {
                all.Add(cel.Value);
            }
        }

        return all;
    }

    /// <summary>The counts per opleiding, as far as they were kept.</summary>
    public async ValueTask<IReadOnlyList<Opleidingtelling>> OpleidingenAsync(IEnumerable<Golf> van, CancellationToken ct)
    {
        List<Opleidingtelling> all = [];
        foreach (var golf in van)
        {
            await foreach (var (_, opleiding) in store.ReadRangeAsync(Of(OpleidingPartition, golf.Id), RowRange.All, CoreJson.Default.Opleidingtelling, ct))
            {
                all.Add(opleiding.Value);
            }
        }

        return all;
    }

    /// <summary>What was written about an eenheid in one wave; null when nothing was.</summary>
    public ValueTask<Stored<Opmerkingenblad>?> OpmerkingenAsync(string golf, string eenheid, CancellationToken ct) =>
        store.ReadAsync(Of(OpmerkingPartition, golf), eenheid, CoreJson.Default.Opmerkingenblad, ct);

    /// <summary>False when somebody else read one of them at the same time.</summary>
    public async ValueTask<bool> BewaarAsync(Stored<Opmerkingenblad> was, Opmerkingenblad nu, Write regel, CancellationToken ct) =>
        await store.CommitAsync(
            Of(OpmerkingPartition, nu.Golf), [Documents.Save(nu.Eenheid, nu, was, CoreJson.Default.Opmerkingenblad), regel], ct) is CommitResult.Committed;

    /// <summary>What was overwritten may still stand in the file too; false when somebody is in the way, then the next time takes it along.</summary>
    internal ValueTask<bool> VersnipperAsync(CancellationToken ct) => store.Whole().ShredAsync(ct);

    private async ValueTask TelAsync(Golf golf, RegisterSnapshot register, CancellationToken ct)
    {
        var pinned = await LijstenAsync(golf, ct);
        var telling = new Golftelling(golf, pinned);
        foreach (var genodigde in await rooster.AlleAsync(golf.Id, ct))
        {
            telling.Nodig(genodigde.Value.Eenheid, genodigde.Value.Opleiding);
        }

        using var key = await geheimen.OpenAsync(golf.Id, ct);
        for (var scherf = 1; scherf <= golf.Scherven; scherf++)
        {
            foreach (var closed in await rooster.SluitScherfAsync(golf.Id, scherf, ct))
            {
                if (Open(key, golf, closed, pinned) is { } vel)
                {
                    telling.Tel(vel);
                }
                else
                {
                    Log.Unreadable(_logger, golf.Id);
                }
            }
        }

        // Another process may have counted, and destroyed the answers, while this one was reading: then what it read is worth nothing.
        if (await golven.FindAsync(golf.Id, ct) is not { Staat: Golfstaat.Sluit })
        {
            return;
        }

        var uitslag = telling.Uitslag(register, golven.Regels);
        await AddAsync(Of(OpmerkingPartition, golf.Id), uitslag.Opmerkingen.Select(b => Documents.Add(b.Eenheid, b, CoreJson.Default.Opmerkingenblad)), ct);
        await AddAsync(Of(OpleidingPartition, golf.Id), uitslag.Opleidingen.Select(o => Documents.Add($"{o.Eenheid}:{o.Opleiding}", o, CoreJson.Default.Opleidingtelling)), ct);
        await AddAsync(Of(TellingPartition, golf.Id), uitslag.Eenheden.Select(c => Documents.Add(c.Eenheid, c, CoreJson.Default.Celtelling)), ct);
        await golven.WijzigAsync(
            golf.Id,
            g => g.Staat == Golfstaat.Sluit ? Golfregels.Geteld(g, uitslag.Eenheden.Sum(c => c.Uitgenodigd), uitslag.Eenheden.Sum(c => c.Ingevuld)) : null, ct);
    }

    private async ValueTask VernietigAsync(Golf golf, CancellationToken ct)
    {
        await VergeetHerinneringenAsync(golf, ct);
        await rooster.WisAsync(golf, ct);
        await geheimen.VernietigAsync(golf.Id, ct);

        // What was deleted may still stand in the file until it is written anew; when somebody is in the way, tomorrow's round does it.
        if (await store.Whole().ShredAsync(ct))
        {
            await golven.WijzigAsync(golf.Id, g => g.Staat == Golfstaat.Geteld ? Golfregels.Gesloten(g) : null, ct);
        }
    }

    /// <summary>Who was reminded had not answered by then: nobody can read that afterwards.</summary>
    private async ValueTask VergeetHerinneringenAsync(Golf golf, CancellationToken ct)
    {
        var students = (await rooster.AlleAsync(golf.Id, ct)).Select(g => g.Value.Student).Distinct();
        await Bulk.EachAsync(
            students,
            (student, token) => bezorgingen.VergeetAsync(
                student, r => r.Kind == Evaluatiekaarten.Uitnodiging && Evaluatiekaarten.IsVan(r.Case, golf.Id) && r.Occasion.StartsWith(Evaluatiekaarten.Herinnering, StringComparison.Ordinal), token),
            ct);
    }

    private async ValueTask<IReadOnlyDictionary<string, Vragenlijst>> LijstenAsync(Golf golf, CancellationToken ct)
    {
        var catalog = await lijsten.CurrentAsync(ct);
        return golf.Vragenlijsten.ToDictionary(
            l => l.Key, l => catalog.Find(l.Value) ?? throw new InvalidOperationException($"The wave {golf.Id} was opened with {l.Value}, which is not there."));
    }

    private static Antwoordvel? Open(ECDiffieHellman? key, Golf golf, byte[] closed, IReadOnlyDictionary<string, Vragenlijst> lijsten)
    {
        try
        {
            return key is null ? null : Antwoordvel.Lees(Antwoordzegel.Open(key, golf.Sleutel, closed), lijsten);
        }
        catch (CryptographicException)
        {
            // Somebody who can write in the store put it there: it must not keep everybody else's answers closed.
            return null;
        }
    }

    private ValueTask AddAsync(Partition partition, IEnumerable<Write> adds, CancellationToken ct) => store.AddIfAbsentAsync(partition, adds, ct);

    private static Partition Of(string prefix, string golf) => new(GolfStore.Table, prefix + golf);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An answer of wave {Golf} cannot be read; it is not counted.")]
        public static partial void Unreadable(ILogger logger, string golf);
    }
}
