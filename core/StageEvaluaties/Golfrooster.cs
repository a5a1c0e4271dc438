using System.Globalization;
using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Who is invited in an open wave, her place, and the closed answers. A table of its own that no backup holds: partition "rooster:{golf}",
/// a row for each invitation; "scherf:{golf}:{n}", the answers and the places of some thirty people; "link:{hh}", a row for each link drawn,
/// under its hash. All of it is gone once the wave is closed.
/// </summary>
public sealed class Golfrooster(IDocumentStore store, Outbox outbox)
{
    /// <summary>So many people share a shard: enough to be lost in, and few enough to write it with every answer.</summary>
    public const int PerScherf = 32;

    /// <summary>Whoever opens the form more often than this is a machine.</summary>
    public const int MeesteLinks = 50;

    internal const string Table = "evaluatiebuffers";

    private const string BufferRow = "buffer";
    private const string PlekPrefix = "plek:";

    /// <summary>Links lie in 256 partitions by the first digits of their hash.</summary>
    private const int LinkPartitions = 256;

    /// <summary>Null when nobody invited this student for this eenheid.</summary>
    public async ValueTask<Genodigde?> FindAsync(string golf, PersonId student, string eenheid, CancellationToken ct) =>
        (await VanAsync(golf, student, ct)).FirstOrDefault(g => g.Eenheid == eenheid);

    /// <summary>For what this student is invited.</summary>
    public async ValueTask<IReadOnlyList<Genodigde>> VanAsync(string golf, PersonId student, CancellationToken ct)
    {
        List<Genodigde> all = [];
        await foreach (var (_, document) in store.ReadRangeAsync(RoosterVan(golf), RowRange.Prefix($"{student}:"), CoreJson.Default.Genodigde, ct))
        {
            all.Add(document.Value);
        }

        return Eigen(all);
    }

    /// <summary>Two planners with different registers may both have made a place at one eenheid: the first counts.</summary>
    private static List<Genodigde> Eigen(IEnumerable<Genodigde> student)
    {
        List<Genodigde> own = [];
        foreach (var genodigde in student.OrderBy(g => g.Zetel))
        {
            if (!own.Exists(o => Eenheden.Raken(o.Eenheid, genodigde.Eenheid)))
            {
                own.Add(genodigde);
            }
        }

        return own;
    }

    /// <summary>Everybody who is invited.</summary>
    internal async ValueTask<IReadOnlyList<Stored<Genodigde>>> AlleAsync(string golf, CancellationToken ct)
    {
        List<Stored<Genodigde>> all = [];
        await foreach (var document in store.QueryAsync(RoosterVan(golf), RowRange.All, ct))
        {
            if (!document.Row.StartsWith(Relay.RowPrefix, StringComparison.Ordinal))
            {
                all.Add(Documents.Parse(document, CoreJson.Default.Genodigde));
            }
        }

        var own = all.GroupBy(g => g.Value.Student).SelectMany(s => Eigen(s.Select(g => g.Value))).Select(g => g.Row).ToHashSet();
        return [.. all.Where(g => own.Contains(g.Value.Row))];
    }

    /// <summary>Whether this student answered: for herself, and to know whom to remind.</summary>
    public async ValueTask<bool> IsIngevuldAsync(string golf, Genodigde genodigde, CancellationToken ct) =>
        await store.ReadAsync(ScherfVan(golf, genodigde.Scherf), PlekPrefix + genodigde.Plek, CoreJson.Default.Plek, ct) is { Value.Gebruikt: true };

    /// <summary>The places that are spent, over the whole wave.</summary>
    internal async ValueTask<IReadOnlySet<string>> GebruiktAsync(Golf golf, CancellationToken ct)
    {
        HashSet<string> spent = [];
        for (var scherf = 1; scherf <= golf.Scherven; scherf++)
        {
            await foreach (var (row, plek) in store.ReadRangeAsync(ScherfVan(golf.Id, scherf), RowRange.Prefix(PlekPrefix), CoreJson.Default.Plek, ct))
            {
                if (plek.Value.Gebruikt)
                {
                    spent.Add(row[PlekPrefix.Length..]);
                }
            }
        }

        return spent;
    }

    /// <summary>How many are invited and how many answered, in the whole partnership.</summary>
    public async ValueTask<(int Uitgenodigd, int Ingevuld)> ResponsAsync(Golf golf, CancellationToken ct) =>
        ((await AlleAsync(golf.Id, ct)).Count, (await GebruiktAsync(golf, ct)).Count);

    /// <summary>Remembers "niet meer herinneren"; false when the student was not invited.</summary>
    public ValueTask<bool> NietMeerAsync(string golf, PersonId student, string eenheid, CancellationToken ct) =>
        ChangeAsync(golf, student, eenheid, g => g with { NietMeer = true }, ct);

    /// <summary>Keeps a link to the form under its hash. Before the form is shown, so that nobody sees a form that cannot be sent.</summary>
    /// <param name="golf">The wave.</param>
    /// <param name="genodigde">Whose place it leads to.</param>
    /// <param name="hash">Of 128 random bits that only the link holds.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when this student drew too many, or is not invited any more.</returns>
    public async ValueTask<bool> KoppelAsync(string golf, Genodigde genodigde, string hash, CancellationToken ct)
    {
        if (!await ChangeAsync(golf, genodigde.Student, genodigde.Eenheid, g => g.Links < MeesteLinks ? g with { Links = g.Links + 1 } : null, ct))
        {
            return false;
        }

        var link = Documents.Add(hash, new Antwoordlink(golf, genodigde.Scherf, genodigde.Plek), CoreJson.Default.Antwoordlink);
        return await store.CommitAsync(LinksVan(hash), [link], ct) is CommitResult.Committed;
    }

    /// <summary>Where a link leads; null for one that was never drawn, or whose wave is closed.</summary>
    public async ValueTask<Antwoordlink?> VolgAsync(string hash, CancellationToken ct) =>
        (await store.ReadAsync(LinksVan(hash), hash, CoreJson.Default.Antwoordlink, ct))?.Value;

    /// <summary>The cell of a place, and whether it is spent.</summary>
    public async ValueTask<Plek?> PlekAsync(Antwoordlink link, CancellationToken ct) =>
        (await store.ReadAsync(ScherfVan(link.Golf, link.Scherf), PlekPrefix + link.Plek, CoreJson.Default.Plek, ct))?.Value;

    /// <summary>
    /// Takes an answer in, once: the place is spent and the closed answer laid among the others, in one commit. What was sent twice counts
    /// once, and after closing nothing counts.
    /// </summary>
    /// <param name="golf">The wave, open.</param>
    /// <param name="link">Where the link leads.</param>
    /// <param name="lijst">The vragenlijst of the place's opleiding in this wave.</param>
    /// <param name="antwoorden">Without faults.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Antwoorduitkomst> StuurAsync(Golf golf, Antwoordlink link, Vragenlijst lijst, StageAntwoorden antwoorden, CancellationToken ct)
    {
        var partition = ScherfVan(golf.Id, link.Scherf);
        byte[]? closed = null;
        while (true)
        {
            var buffer = await store.ReadAsync(partition, BufferRow, CoreJson.Default.Antwoordbuffer, ct);
            if (await store.ReadAsync(partition, PlekPrefix + link.Plek, CoreJson.Default.Plek, ct) is not { } plek || buffer is not { Value.Dicht: false })
            {
                return Antwoorduitkomst.Gesloten;
            }

            if (plek.Value.Gebruikt)
            {
                return Antwoorduitkomst.AlGedaan;
            }

            closed ??= Antwoordzegel.Sluit(golf.Sleutel, new Antwoordvel(plek.Value.Eenheid, plek.Value.Opleiding, antwoorden).Schrijf(lijst));
            List<byte[]> answers = [.. buffer.Value.Antwoorden];
            answers.Insert(RandomNumberGenerator.GetInt32(answers.Count + 1), closed);
            Write[] writes =
            [
                Documents.Save(PlekPrefix + link.Plek, plek.Value with { Gebruikt = true }, plek, CoreJson.Default.Plek),
                Documents.Save(BufferRow, buffer.Value with { Antwoorden = answers }, buffer, CoreJson.Default.Antwoordbuffer),
            ];
            if (await store.CommitAsync(partition, writes, ct) is CommitResult.Committed)
            {
                return Antwoorduitkomst.Gelukt;
            }
        }
    }

    /// <summary>Makes places for who has none yet. A place that nobody came to sit in is only a place.</summary>
    /// <param name="golf">With as many shards as <paramref name="scherven"/> reaches.</param>
    /// <param name="scherven">The shard of each; at most <see cref="PerScherf"/> in one commit.</param>
    /// <param name="ct">Cancels.</param>
    internal async ValueTask NodigAsync(Golf golf, IEnumerable<Zitplaats> scherven, CancellationToken ct)
    {
        foreach (var scherf in scherven.GroupBy(s => s.Scherf))
        {
            var news = scherf.Select(s => new Genodigde
            {
                Student = s.Uitnodiging.Student, Eenheid = s.Uitnodiging.Eenheid, Opleiding = s.Uitnodiging.Opleiding, Vanaf = s.Uitnodiging.Vanaf,
                Zetel = s.Zetel, Scherf = scherf.Key,
                Plek = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            }).ToList();

            // In an order that says nothing of who sits where.
            var places = news.OrderBy(n => n.Plek, StringComparer.Ordinal)
                .Select(n => Documents.Add(PlekPrefix + n.Plek, new Plek { Eenheid = n.Eenheid, Opleiding = n.Opleiding }, CoreJson.Default.Plek));
            var buffer = Documents.Add(BufferRow, new Antwoordbuffer(), CoreJson.Default.Antwoordbuffer);
            await store.AddIfAbsentAsync(ScherfVan(golf.Id, scherf.Key), [buffer, .. places], ct);
            await store.AddIfAbsentAsync(RoosterVan(golf.Id), news.Select(n => Documents.Add(n.Row, n, CoreJson.Default.Genodigde)), ct);
        }
    }

    /// <summary>What became of invitations, with what it sends, in few commits; who drew a link meanwhile has her turn at the next round.</summary>
    /// <returns>How many messages that are.</returns>
    internal async ValueTask<int> BewaarAsync(string golf, IEnumerable<Beurt> beurten, CancellationToken ct)
    {
        var sent = 0;
        foreach (var chunk in beurten.Chunk(StorageLimits.WritesPerCommit / 2))
        {
            if (await CommitAsync(golf, chunk, ct))
            {
                sent += chunk.Count(b => b.Intent is not null);
                continue;
            }

            foreach (var beurt in chunk)
            {
                sent += await CommitAsync(golf, [beurt], ct) && beurt.Intent is not null ? 1 : 0;
            }
        }

        return sent;
    }

    private async ValueTask<bool> CommitAsync(string golf, Beurt[] beurten, CancellationToken ct) =>
        await outbox.CommitAsync(
            RoosterVan(golf),
            [.. beurten.Select(b => Documents.Save(b.Nu.Row, b.Nu, b.Was, CoreJson.Default.Genodigde))],
            [.. beurten.Select(b => b.Intent).OfType<BezorgIntent>()], ct) is CommitResult.Committed;

    /// <summary>From here on nothing is added to this shard.</summary>
    internal async ValueTask<IReadOnlyList<byte[]>> SluitScherfAsync(string golf, int scherf, CancellationToken ct)
    {
        while (true)
        {
            var buffer = await store.ReadAsync(ScherfVan(golf, scherf), BufferRow, CoreJson.Default.Antwoordbuffer, ct);
            if (buffer is { Value.Dicht: true })
            {
                return buffer.Value.Antwoorden;
            }

            var closed = (buffer?.Value ?? new Antwoordbuffer()) with { Dicht = true };
            if (await store.CommitAsync(ScherfVan(golf, scherf), [Documents.Save(BufferRow, closed, buffer, CoreJson.Default.Antwoordbuffer)], ct) is CommitResult.Committed)
            {
                return closed.Antwoorden;
            }
        }
    }

    /// <summary>Removes everything of a wave but its key: links, invitations, places, answers. May be cut off and done again.</summary>
    internal async ValueTask WisAsync(Golf golf, CancellationToken ct)
    {
        for (var i = 0; i < LinkPartitions; i++)
        {
            var partition = LinksVan(i.ToString("x2", CultureInfo.InvariantCulture));
            List<Write> links = [];
            await foreach (var (row, link) in store.ReadRangeAsync(partition, RowRange.All, CoreJson.Default.Antwoordlink, ct))
            {
                if (link.Value.Golf == golf.Id)
                {
                    links.Add(new Write.Delete(row, link.Version));
                }
            }

            await store.DeleteIfPresentAsync(partition, links, ct);
        }

        await EmptyAsync(RoosterVan(golf.Id), ct);
        for (var scherf = 1; scherf <= golf.Scherven; scherf++)
        {
            await EmptyAsync(ScherfVan(golf.Id, scherf), ct);
        }
    }

    private async ValueTask EmptyAsync(Partition partition, CancellationToken ct)
    {
        List<Write> all = [];
        await foreach (var document in store.QueryAsync(partition, RowRange.All, ct))
        {
            all.Add(new Write.Delete(document.Row, document.Version));
        }

        await store.DeleteIfPresentAsync(partition, all, ct);
    }

    private async ValueTask<bool> ChangeAsync(string golf, PersonId student, string eenheid, Func<Genodigde, Genodigde?> change, CancellationToken ct)
    {
        while (await FindAsync(golf, student, eenheid, ct) is { Row: var row } && await store.ReadAsync(RoosterVan(golf), row, CoreJson.Default.Genodigde, ct) is { } stored)
        {
            if (change(stored.Value) is not { } changed)
            {
                return false;
            }

            if (changed == stored.Value
                || await store.CommitAsync(RoosterVan(golf), [Documents.Save(row, changed, stored, CoreJson.Default.Genodigde)], ct) is CommitResult.Committed)
            {
                return true;
            }
        }

        return false;
    }

    internal static Partition RoosterVan(string golf) => new(Table, $"rooster:{golf}");

    private static Partition ScherfVan(string golf, int scherf) => new(Table, string.Create(CultureInfo.InvariantCulture, $"scherf:{golf}:{scherf}"));

    private static Partition LinksVan(string hash) => new(Table, $"link:{hash[..2]}");
}

/// <summary>Where somebody who is invited gets her place: the number it has among her own, and the shard.</summary>
internal sealed record Zitplaats(Uitnodiging Uitnodiging, int Zetel, int Scherf);

/// <summary>A turn of an invitation: the card, or one of two reminders; without a message when she answered or wants no more.</summary>
internal sealed record Beurt(Stored<Genodigde> Was, Genodigde Nu, BezorgIntent? Intent);

/// <summary>What became of sending.</summary>
public enum Antwoorduitkomst
{
    Gelukt,

    /// <summary>With this link, or another of the same student, it was sent before.</summary>
    AlGedaan,

    /// <summary>The wave is closed.</summary>
    Gesloten,
}
