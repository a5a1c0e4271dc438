using System.Text;
using Isop.Core.Storage;

namespace Isop.Tests.Storage;

/// <summary>What every adapter must do; the facts run once for each.</summary>
public abstract class DocumentStoreContract
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IDocumentStore Store { get; }

    /// <summary>A partition that no other test uses.</summary>
    protected static Partition NewPartition() => new("contract", Guid.NewGuid().ToString("N"));

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(Document? document) => Encoding.UTF8.GetString(Assert.IsType<Document>(document).Body.Span);

    protected async Task<string[]> CommittedAsync(Partition partition, params Write[] writes) =>
        [.. Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(partition, writes, Cancel)).Versions];

    protected async Task ConflictAsync(string row, Partition partition, params Write[] writes) =>
        Assert.Equal(new CommitResult.Conflict(row), await Store.CommitAsync(partition, writes, Cancel));

    protected async Task<List<string>> RowsAsync(Partition partition, RowRange range)
    {
        var rows = new List<string>();
        await foreach (var document in Store.QueryAsync(partition, range, Cancel))
        {
            rows.Add(document.Row);
        }

        return rows;
    }

    [Fact]
    public async Task A_whole_table_is_read_partition_by_partition_however_many_pages_it_takes()
    {
        var table = $"geheel{Guid.NewGuid():N}";
        var expected = new List<(Partition, string, string)>();
        foreach (var key in new[] { "a", "a b/ë", "" })
        {
            var partition = new Partition(table, key);
            foreach (var rows in Enumerable.Range(0, 400).Select(i => $"r{i:D4}").Chunk(100))
            {
                await CommittedAsync(partition, [.. rows.Select(r => new Write.Add(r, Utf8(key + r)))]);
            }

            expected.AddRange(Enumerable.Range(0, 400).Select(i => (partition, $"r{i:D4}", $"{key}r{i:D4}")));
        }

        var read = new List<(Partition, string, string)>();
        await foreach (var (partition, document) in Store.Whole().ReadTableAsync(table, Cancel))
        {
            read.Add((partition, document.Row, Text(document)));
        }

        Assert.Equal(expected.OrderBy(e => e.Item1.Key.Length == 0 ? "!" : e.Item1.Key, StringComparer.Ordinal).ThenBy(e => e.Item2, StringComparer.Ordinal), read);
        Assert.Contains(table, await Store.Whole().TablesAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_table_that_is_not_there_has_no_documents() =>
        Assert.Empty(await Store.Whole().ReadTableAsync("nergens", Cancel).ToListAsync(Cancel));

    [Fact]
    public async Task A_row_that_was_never_written_is_not_found() =>
        Assert.Null(await Store.FindAsync(NewPartition(), "niets", Cancel));

    [Fact]
    public async Task An_empty_partition_has_no_rows() => Assert.Empty(await RowsAsync(NewPartition(), RowRange.All));

    [Fact]
    public async Task What_is_committed_is_read_at_once_with_the_version_that_the_commit_told()
    {
        var partition = NewPartition();
        var versions = await CommittedAsync(partition, new Write.Add("a", Utf8("""{"n":1}""")));
        var found = await Store.FindAsync(partition, "a", Cancel);
        Assert.Equal("""{"n":1}""", Text(found));
        Assert.Equal(Assert.Single(versions), found!.Version);
        Assert.Equal("a", found.Row);
    }

    [Theory]
    [InlineData("zoë@school.nl")]
    [InlineData("Ĳsselstroom/De Bongerd #3?")]
    [InlineData(@"back\slash % 'quote' ""double"" + & <tag> | {}~!")]
    [InlineData("control\u0001\u0000\u007F\u0085\t\r\n")]
    [InlineData("emoji 👩🏽‍🏫 en 🏳️‍🌈")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("\U0010FFFF\uFFFF\uE000")]
    public async Task Any_text_is_a_key_and_comes_back_as_it_was(string key)
    {
        var partition = new Partition("contract", Guid.NewGuid().ToString("N") + key);
        var versions = await CommittedAsync(partition, new Write.Add(key, Utf8("\"één 🐝\"")), new Write.Add(key + "x", Utf8("2")));
        Assert.Equal("\"één 🐝\"", Text(await Store.FindAsync(partition, key, Cancel)));
        Assert.Equal([key, key + "x"], await RowsAsync(partition, RowRange.All));
        await CommittedAsync(partition, new Write.Replace(key, Utf8("3"), versions[0]));
        Assert.Equal("3", Text(await Store.FindAsync(partition, key, Cancel)));
        await CommittedAsync(partition, new Write.Delete(key + "x", versions[1]));
        Assert.Equal([key], await RowsAsync(partition, RowRange.All));
    }

    [Fact]
    public async Task Keys_that_differ_only_in_case_or_in_the_form_of_an_accent_are_different()
    {
        var partition = NewPartition();
        string[] rows = ["A", "a", "\u00E9", "e\u0301"];
        await CommittedAsync(partition, [.. rows.Select(r => new Write.Add(r, Utf8($"\"{r}\"")))]);
        foreach (var row in rows)
        {
            Assert.Equal($"\"{row}\"", Text(await Store.FindAsync(partition, row, Cancel)));
        }
    }

    [Fact]
    public async Task Tables_and_partitions_are_apart()
    {
        var here = NewPartition();
        await CommittedAsync(here, new Write.Add("a", Utf8("1")));
        Assert.Null(await Store.FindAsync(here with { Table = "contract2" }, "a", Cancel));
        Assert.Null(await Store.FindAsync(here with { Key = here.Key + "x" }, "a", Cancel));
        Assert.Empty(await RowsAsync(here with { Key = here.Key[..^1] }, RowRange.All));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(500_000)]
    [InlineData(StorageLimits.BytesPerDocument)]
    public async Task A_document_of_any_allowed_size_comes_back_byte_for_byte(int size)
    {
        var partition = NewPartition();
        var body = Body(size);
        var versions = await CommittedAsync(partition, new Write.Add("groot", body));
        Assert.Equal(body, (await Store.FindAsync(partition, "groot", Cancel))!.Body.ToArray());
        await CommittedAsync(partition, new Write.Replace("groot", body.AsMemory(0, size / 3), versions[0]));
        Assert.Equal(body[..(size / 3)], (await Store.FindAsync(partition, "groot", Cancel))!.Body.ToArray());
    }

    [Fact]
    public async Task A_commit_of_a_hundred_writes_is_done_whole()
    {
        var partition = NewPartition();
        var versions = await CommittedAsync(partition, Adds(100));
        Assert.Equal(100, versions.Length);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:D4}"), await RowsAsync(partition, RowRange.All));
        var mixed = Enumerable.Range(0, 100).Select(i => (Write)(i % 2 == 0
            ? new Write.Replace($"{i:D4}", Utf8("9"), versions[i])
            : new Write.Delete($"{i:D4}", versions[i])));
        var after = await CommittedAsync(partition, [.. mixed]);
        Assert.Equal("", after[1]);
        Assert.Equal(50, (await RowsAsync(partition, RowRange.All)).Count);
        Assert.Equal(after[98], (await Store.FindAsync(partition, "0098", Cancel))!.Version);
    }

    [Fact]
    public async Task Commits_beyond_a_limit_are_refused_and_write_nothing()
    {
        var partition = NewPartition();
        var tooBig = new byte[StorageLimits.BytesPerDocument + 1];
        var big = new byte[700 * 1024];
        await RefusedAsync(partition);
        await RefusedAsync(partition, Adds(101));
        await RefusedAsync(partition, new Write.Add("a", Utf8("1")), new Write.Delete("a", "1"));
        await RefusedAsync(partition, new Write.Add("a", tooBig));
        await RefusedAsync(partition, [.. Enumerable.Range(0, 5).Select(i => new Write.Add($"{i}", big))]);
        await RefusedAsync(partition, new Write.Add(new string('ë', 103), Utf8("1")));
        await RefusedAsync(partition, new Write.Add("half \uD83D pair", Utf8("1")));
        await RefusedAsync(partition with { Key = new string('a', 513) }, Adds(1));
        foreach (var table in (string[])["", "ab", "Hoofd", "met-streep", "1abc", "tables", new string('a', 64)])
        {
            await RefusedAsync(partition with { Table = table }, Adds(1));
        }

        Assert.Empty(await RowsAsync(partition, RowRange.All));
    }

    [Fact]
    public async Task The_largest_commits_that_the_limits_allow_are_done()
    {
        foreach (var (partition, adds) in LargestCommits())
        {
            var versions = await CommittedAsync(partition, adds);
            await CommittedAsync(partition, [.. adds.OfType<Write.Add>().Zip(versions, (a, v) => new Write.Replace(a.Row, a.Body, v))]);
            Assert.Equal(adds.Length, (await RowsAsync(partition, RowRange.All)).Count);
        }
    }

    [Fact]
    public async Task A_commit_just_over_the_limit_is_refused()
    {
        foreach (var (partition, adds) in LargestCommits(bytesMore: 6))
        {
            await RefusedAsync(partition, adds);
        }
    }

    [Fact]
    public async Task Adding_what_exists_is_a_conflict()
    {
        var partition = NewPartition();
        await CommittedAsync(partition, new Write.Add("a", Utf8("1")));
        await ConflictAsync("a", partition, new Write.Add("a", Utf8("2")));
        Assert.Equal("1", Text(await Store.FindAsync(partition, "a", Cancel)));
    }

    [Fact]
    public async Task Replacing_or_deleting_with_a_stale_version_is_a_conflict()
    {
        var partition = NewPartition();
        var first = await CommittedAsync(partition, new Write.Add("a", Utf8("1")));
        await CommittedAsync(partition, new Write.Replace("a", Utf8("2"), first[0]));
        await ConflictAsync("a", partition, new Write.Replace("a", Utf8("3"), first[0]));
        await ConflictAsync("a", partition, new Write.Delete("a", first[0]));
        Assert.Equal("2", Text(await Store.FindAsync(partition, "a", Cancel)));
    }

    [Fact]
    public async Task Replacing_or_deleting_what_is_gone_is_a_conflict()
    {
        var partition = NewPartition();
        var versions = await CommittedAsync(partition, new Write.Add("a", Utf8("1")));
        await ConflictAsync("b", partition, new Write.Replace("b", Utf8("2"), versions[0]));
        await ConflictAsync("b", partition, new Write.Delete("b", versions[0]));
        await CommittedAsync(partition, new Write.Delete("a", versions[0]));
        await ConflictAsync("a", partition, new Write.Replace("a", Utf8("2"), versions[0]));
        await ConflictAsync("a", partition, new Write.Delete("a", versions[0]));
        Assert.Empty(await RowsAsync(partition, RowRange.All));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("W/\"*\"")]
    [InlineData("-1")]
    [InlineData("geen versie")]
    public async Task A_version_that_the_store_never_gave_is_a_conflict(string version)
    {
        var partition = NewPartition();
        await CommittedAsync(partition, new Write.Add("a", Utf8("1")), new Write.Add("b", Utf8("1")));
        await ConflictAsync("a", partition, new Write.Replace("a", Utf8("2"), version));
        await ConflictAsync("a", partition, new Write.Delete("a", version));
        await ConflictAsync("b", partition, new Write.Add("c", Utf8("1")), new Write.Delete("b", version));
        Assert.Equal(["a", "b"], await RowsAsync(partition, RowRange.All));
    }

    [Fact]
    public async Task A_version_does_not_come_back_when_a_row_is_deleted_and_added_again()
    {
        var partition = NewPartition();
        var seen = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var added = (await CommittedAsync(partition, new Write.Add("a", Utf8("1"))))[0];
            Assert.True(seen.Add(added));
            await CommittedAsync(partition, new Write.Delete("a", added));
        }

        await CommittedAsync(partition, new Write.Add("a", Utf8("2")));
        await ConflictAsync("a", partition, new Write.Replace("a", Utf8("3"), seen.Last()));
    }

    [Fact]
    public async Task One_write_that_conflicts_leaves_all_others_undone_and_is_named()
    {
        var partition = NewPartition();
        var versions = await CommittedAsync(
            partition, new Write.Add("bestaat", Utf8("1")), new Write.Add("weg", Utf8("1")), new Write.Add("anders", Utf8("1")));
        await CommittedAsync(partition, new Write.Replace("anders", Utf8("2"), versions[2]), new Write.Delete("weg", versions[1]));

        Write[] fine = [new Write.Add("nieuw", Utf8("1")), new Write.Replace("bestaat", Utf8("9"), versions[0])];
        await ConflictAsync("anders", partition, [.. fine, new Write.Replace("anders", Utf8("9"), versions[2]), new Write.Add("na", Utf8("1"))]);
        await ConflictAsync("anders", partition, [.. fine, new Write.Delete("anders", versions[2])]);
        await ConflictAsync("anders", partition, [.. fine, new Write.Add("anders", Utf8("9"))]);
        await ConflictAsync("weg", partition, [.. fine, new Write.Replace("weg", Utf8("9"), versions[1])]);
        await ConflictAsync("weg", partition, [.. fine, new Write.Delete("weg", versions[1])]);

        Assert.Equal(["anders", "bestaat"], await RowsAsync(partition, RowRange.All));
        Assert.Equal("1", Text(await Store.FindAsync(partition, "bestaat", Cancel)));
        Assert.Equal("2", Text(await Store.FindAsync(partition, "anders", Cancel)));
    }

    [Fact]
    public async Task More_than_a_thousand_rows_come_in_order_each_once()
    {
        var partition = NewPartition();
        for (var from = 0; from < 1_250; from += 100)
        {
            await CommittedAsync(partition, Adds(Math.Min(100, 1_250 - from), from));
        }

        Assert.Equal(Enumerable.Range(0, 1_250).Select(i => $"{i:D4}"), await RowsAsync(partition, RowRange.All));
        Assert.Equal(
            Enumerable.Range(17, 1_101).Select(i => $"{i:D4}"), await RowsAsync(partition, new RowRange("0017", "1118")));
    }

    [Fact]
    public async Task Many_large_documents_come_whole_in_one_range()
    {
        var partition = NewPartition();
        var body = Body(500_000);
        for (var i = 0; i < 7; i++)
        {
            await CommittedAsync(partition, new Write.Add($"{i}", body));
        }

        var count = 0;
        await foreach (var document in Store.QueryAsync(partition, RowRange.All, Cancel))
        {
            Assert.Equal($"{count++}", document.Row);
            Assert.True(document.Body.Span.SequenceEqual(body));
        }

        Assert.Equal(7, count);
    }

    [Fact]
    public async Task A_range_has_its_start_and_not_its_end()
    {
        var partition = NewPartition();
        await CommittedAsync(partition, [.. new[] { "", "a", "a/b", "a0", "b", "ë", "🐝" }.Select(r => new Write.Add(r, Utf8("1")))]);
        Assert.Equal(["a", "a/b", "a0"], await RowsAsync(partition, new RowRange("a", "b")));
        Assert.Equal(["b", "ë", "🐝"], await RowsAsync(partition, new RowRange("b", null)));
        Assert.Equal(["", "a"], await RowsAsync(partition, new RowRange("", "a/")));
        Assert.Empty(await RowsAsync(partition, new RowRange("b", "b")));
        Assert.Empty(await RowsAsync(partition, new RowRange("c", "b")));
    }

    [Fact]
    public async Task A_prefix_finds_every_row_that_starts_with_it_and_no_other()
    {
        string[] rows =
        [
            "uit:", "uit:1", "uit:\u00FF", "uit:\uD7FF", "uit:\uFFFF", "uit:\U0010FFFF", "uit:\U0010FFFFz", "uit;", "uit", "uiu",
            "z", "zz", "z~", "\uD7FFa", "\uE000", "\U0010FFFF", "\U0010FFFF\U0010FFFF",
        ];
        var partition = NewPartition();
        await CommittedAsync(partition, [.. rows.Select(r => new Write.Add(r, Utf8("1")))]);
        foreach (var prefix in rows.Append(""))
        {
            Assert.Equal(
                rows.Where(r => r.StartsWith(prefix, StringComparison.Ordinal)).Order(CodePoints.Comparer),
                await RowsAsync(partition, RowRange.Prefix(prefix)));
        }
    }

    [Fact]
    public async Task A_caller_may_write_while_it_reads_a_range()
    {
        var partition = NewPartition();
        await CommittedAsync(partition, Adds(100));
        await foreach (var document in Store.QueryAsync(partition, RowRange.All, Cancel))
        {
            await CommittedAsync(partition, new Write.Delete(document.Row, document.Version));
        }

        Assert.Empty(await RowsAsync(partition, RowRange.All));
    }

    [Fact]
    public async Task Fifty_writers_of_one_counter_lose_no_update()
    {
        var partition = NewPartition();
        await CommittedAsync(partition, new Write.Add("teller", Utf8("0")));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => IncrementAsync(partition), Cancel)));
        Assert.Equal("50", Text(await Store.FindAsync(partition, "teller", Cancel)));
    }

    [Fact]
    public async Task Whoever_committed_reads_it_back_however_many_do_so_at_once()
    {
        var partition = NewPartition();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(
            async () =>
            {
                var version = (await CommittedAsync(partition, new Write.Add($"{caller}", Utf8("-1"))))[0];
                for (var i = 0; i < 20; i++)
                {
                    version = (await CommittedAsync(partition, new Write.Replace($"{caller}", Utf8($"{i}"), version)))[0];
                    var found = await Store.FindAsync(partition, $"{caller}", Cancel);
                    Assert.Equal((version, $"{i}"), (found!.Version, Text(found)));
                }
            },
            Cancel)));
    }

    [Fact]
    public async Task Of_many_who_add_the_same_row_exactly_one_succeeds()
    {
        var partition = NewPartition();
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            () => Store.CommitAsync(partition, [new Write.Add($"eigen{i}", Utf8("1")), new Write.Add("een", Utf8($"{i}"))], Cancel).AsTask(),
            Cancel)));
        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.Equal(49, results.Count(r => r == new CommitResult.Conflict("een")));
        Assert.Equal(2, (await RowsAsync(partition, RowRange.All)).Count);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_does_nothing()
    {
        var partition = NewPartition();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CommitAsync(partition, Adds(1), cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync(partition, "0000", cancelled).AsTask());
        Assert.Empty(await RowsAsync(partition, RowRange.All));
    }

    private async Task IncrementAsync(Partition partition)
    {
        CommitResult result;
        do
        {
            var was = await Store.FindAsync(partition, "teller", Cancel);
            var next = int.Parse(Text(was), System.Globalization.CultureInfo.InvariantCulture) + 1;
            result = await Store.CommitAsync(partition, [new Write.Replace("teller", Utf8($"{next}"), was!.Version)], Cancel);
        }
        while (result is CommitResult.Conflict);
    }

    private async Task RefusedAsync(Partition partition, params Write[] writes) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CommitAsync(partition, writes, Cancel).AsTask());

    /// <summary>Few large documents, and a hundred with the longest keys of what an address spends most on.</summary>
    internal static (Partition Partition, Write[] Adds)[] LargestCommits(int bytesMore = 0)
    {
        var few = Body(785_181 + bytesMore);
        var many = Body(27_231 + bytesMore);
        var longest = new string('@', 508);
        return
        [
            (NewPartition(), [.. Enumerable.Range(0, 4).Select(i => new Write.Add($"{i}", few))]),
            (new Partition("contract", Guid.NewGuid().ToString("N").PadRight(512, '@')),
                [.. Enumerable.Range(0, 100).Select(i => new Write.Add($"{longest}{i:D4}", many))]),
        ];
    }

    private static byte[] Body(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        return body;
    }

    private static Write[] Adds(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => new Write.Add($"{i:D4}", Utf8("1")))];
}
