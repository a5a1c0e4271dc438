using Isop.Core.Backup;
using Isop.Core.Storage;

namespace Isop.Tests.Backup;

/// <summary>Stores with something in them, and what lies in a store.</summary>
internal static class BackupWereld
{
    public static readonly DateTimeOffset Now = new(2026, 11, 16, 2, 0, 0, TimeSpan.Zero);

    public static readonly BackupKey Key = BackupKey.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Odd keys, large and empty bodies, several tables and partitions; enough for several pieces and pages.</summary>
    public static async Task FillAsync(IDocumentStore store)
    {
        var random = new Random(7);
        foreach (var key in new[] { "", "persoon", "a/b ë 👩🏽‍🏫" })
        {
            await store.CommitAsync(new Partition("bezorgingen", key), [new Write.Add("voorkeuren", "{}"u8.ToArray())], Token);
            await store.CommitAsync(new Partition("meldingen", key), [.. Enumerable.Range(0, 90).Select(i => new Write.Add($"open:{i}", Random(random, i * 50)))], Token);
        }

        await store.CommitAsync(new Partition("register", "versie:1"), [new Write.Add("deel:0000", Random(random, 700_000))], Token);
    }

    public static async Task<List<(Partition, string, string)>> AllAsync(IDocumentStore store)
    {
        var all = new List<(Partition, string, string)>();
        await foreach (var table in store.Whole().TablesAsync(Token))
        {
            await foreach (var (partition, document) in store.Whole().ReadTableAsync(table, Token))
            {
                all.Add((partition, document.Row, Convert.ToHexString(document.Body.Span)));
            }
        }

        return all;
    }

    public static async Task<byte[]> BytesAsync(IDocumentStore store)
    {
        using var file = new MemoryStream();
        await new Backups(store).MakeAsync(file, Key, Now, Token);
        return file.ToArray();
    }

    public static async Task<RestoreOutcome> RestoreAsync(IDocumentStore store, byte[] backup, BackupKey? key = null) =>
        await new Backups(store).RestoreAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream(backup)), key ?? Key, Now, Token);

    private static byte[] Random(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
