using System.Globalization;
using System.Runtime.CompilerServices;
using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Bezorging;

public sealed class DueIndexTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 9, 20, 0, TimeSpan.Zero);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_due_is_found_and_what_is_later_is_not()
    {
        await using var store = TestStores.Memory();
        var index = new DueIndex(store, "proef");
        await index.AddAsync([Entry("a", Now.AddDays(-3)), Entry("b", Now), Entry("c", Now.AddTicks(1)), Entry("d", Now.AddHours(30))], Now, Token);

        Assert.Equal(["a", "b"], await TagsAsync(index, Now));
        Assert.Equal(["a", "b", "c"], await TagsAsync(index, Now.AddMinutes(1)));
        Assert.Equal(["a", "b", "c", "d"], await TagsAsync(index, Now.AddHours(31)));
    }

    [Fact]
    public async Task Adding_the_same_entry_twice_and_removing_it_twice_is_harmless()
    {
        await using var store = TestStores.Memory();
        var (one, other) = (new DueIndex(store, "proef"), new DueIndex(store, "proef"));
        await one.AddAsync([Entry("a", Now)], Now, Token);
        await other.AddAsync([Entry("a", Now), Entry("b", Now)], Now, Token);
        var (seenByOne, seenByOther) = (await DueAsync(one, Now), await DueAsync(other, Now));
        Assert.Equal(2, seenByOne.Count);

        await Task.WhenAll(one.RemoveAsync(seenByOne, Token).AsTask(), other.RemoveAsync(seenByOther, Token).AsTask());

        Assert.Empty(await TagsAsync(one, Now));
    }

    [Fact]
    public async Task A_run_with_nothing_due_reads_only_the_directory()
    {
        await using var inner = TestStores.Memory();
        var index = new DueIndex(inner, "proef");
        await index.AddAsync([.. Enumerable.Range(0, 500).Select(i => Entry($"t{i}", Now.AddHours(1 + (i % 48))))], Now, Token);
        var counting = new CountingStore(inner);

        Assert.Empty(await TagsAsync(new DueIndex(counting, "proef"), Now));

        Assert.Equal(1, counting.Queries);
        Assert.Equal(0, counting.Documents);
    }

    [Fact]
    public async Task An_empty_bucket_leaves_the_directory_after_the_grace_and_not_before()
    {
        await using var inner = TestStores.Memory();
        var index = new DueIndex(inner, "proef");
        await index.AddAsync([Entry("a", Now)], Now, Token);
        await index.RemoveAsync(await DueAsync(index, Now), Token);

        Assert.Empty(await TagsAsync(index, Now.AddHours(2)));
        Assert.Equal(1, await DirectoryAsync(inner));
        Assert.Empty(await TagsAsync(index, Now.AddHours(4)));
        Assert.Equal(0, await DirectoryAsync(inner));
    }

    [Fact]
    public async Task After_a_clock_is_set_back_entries_are_found_again()
    {
        await using var store = TestStores.Memory();
        var index = new DueIndex(store, "proef");
        await index.AddAsync([Entry("a", Now)], Now, Token);
        await index.RemoveAsync(await DueAsync(index, Now), Token);
        Assert.Empty(await TagsAsync(index, Now.AddDays(7)));
        await index.AddAsync([Entry("b", Now.AddDays(7))], Now.AddDays(7), Token);

        await index.AddAsync([Entry("c", Now)], Now, Token);

        Assert.Equal(["c"], await TagsAsync(new DueIndex(store, "proef"), Now));
    }

    [Fact]
    public async Task Both_hours_of_the_autumn_night_are_their_own()
    {
        await using var store = TestStores.Memory();
        var index = new DueIndex(store, "proef");
        var first = new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2));
        var second = new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(1));
        await index.AddAsync([Entry("zomer", first), Entry("winter", second)], Now.AddDays(-60), Token);

        Assert.Equal(["zomer"], await TagsAsync(index, first));
        Assert.Equal(["winter", "zomer"], (await TagsAsync(index, second)).Order());
    }

    private static DueEntry Entry(string tag, DateTimeOffset due) => new() { Due = due, Target = tag, Tag = tag };

    private static async Task<int> DirectoryAsync(TemporaryStore store)
    {
        var count = 0;
        await foreach (var _ in store.QueryAsync(new Partition("agenda", "proef"), RowRange.All, Token))
        {
            count++;
        }

        return count;
    }

    private static async Task<IEnumerable<string>> TagsAsync(DueIndex index, DateTimeOffset now) =>
        (await DueAsync(index, now)).Select(i => i.Entry.Tag).Order(StringComparer.Ordinal);

    private static async Task<List<DueItem>> DueAsync(DueIndex index, DateTimeOffset now)
    {
        var due = new List<DueItem>();
        await foreach (var item in index.DueAsync(now, Token))
        {
            due.Add(item);
        }

        return due;
    }

    private sealed class CountingStore(IDocumentStore inner) : IDocumentStore
    {
        public int Queries { get; private set; }

        public int Documents { get; private set; }

        public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"An unexpected read of {row}."));

        public async IAsyncEnumerable<Document> QueryAsync(
            Partition partition, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Queries++;
            await foreach (var document in inner.QueryAsync(partition, range, cancellationToken))
            {
                Documents++;
                yield return document;
            }
        }

        public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("An unexpected write.");
    }
}
