using FsCheck.Xunit;
using Isop.Core.Storage;

namespace Isop.Tests.Storage;

public sealed class AdapterOrderTests(AzuriteFixture azurite)
{
    [Property(Arbitrary = [typeof(Keys)], MaxTest = 60)]
    public async Task A_range_is_the_same_on_both_adapters_and_in_code_point_order(Key[] keys, Key from, Key until)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var sqlite = TestStores.Memory();
        IDocumentStore[] stores = [sqlite, await azurite.StoreAsync()];
        var partition = new Partition("order", Guid.NewGuid().ToString("N"));
        string[] rows = [.. keys.Append(from).Select(k => k.Text).Distinct().Take(100)];
        RowRange[] ranges = [RowRange.All, new(from.Text, until.Text), new(from.Text, null), RowRange.Prefix(from.Text)];
        foreach (var store in stores)
        {
            Assert.IsType<CommitResult.Committed>(
                await store.CommitAsync(partition, [.. rows.Select(r => new Write.Add(r, "1"u8.ToArray()))], cancel));
            foreach (var range in ranges)
            {
                var expected = rows
                    .Where(r => CodePoints.Compare(r, range.From) >= 0 && (range.Until is null || CodePoints.Compare(r, range.Until) < 0))
                    .Order(CodePoints.Comparer);
                Assert.Equal(expected, await store.QueryAsync(partition, range, cancel).Select(d => d.Row).ToListAsync(cancel));
            }
        }
    }
}
