using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Isop.Core.Bezorging;
using Isop.Core.Storage;

namespace Isop.Tests.Storage;

/// <summary>What only Table Storage does to us: lost answers, refusals, a limit on what is sent.</summary>
public sealed class AzureTableStoreTests(AzuriteFixture azurite)
{
    private readonly Partition partition = new("azure", Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_add_whose_answer_was_lost_is_ours()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        line.LoseNextAnswer();
        var versions = Committed(await store.CommitAsync(partition, [Add("a")], Cancel));
        Assert.Equal(2, line.Writes);
        Assert.Equal((await store.FindAsync(partition, "a", Cancel))!.Version, versions[0]);
    }

    [Fact]
    public async Task A_replace_whose_answer_was_lost_is_ours()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        var first = Committed(await store.CommitAsync(partition, [Add("a")], Cancel));
        line.LoseNextAnswer();
        var second = Committed(await store.CommitAsync(partition, [new Write.Replace("a", "2"u8.ToArray(), first[0])], Cancel));
        Assert.Equal((await store.FindAsync(partition, "a", Cancel))!.Version, second[0]);
        Assert.NotEqual(first[0], second[0]);
    }

    [Fact]
    public async Task A_commit_of_several_writes_whose_answer_was_lost_is_ours()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        var first = Committed(await store.CommitAsync(partition, [Add("a"), Add("b")], Cancel));
        line.LoseNextAnswer();
        var second = Committed(await store.CommitAsync(
            partition, [new Write.Delete("a", first[0]), new Write.Replace("b", "2"u8.ToArray(), first[1]), Add("c")], Cancel));
        Assert.Null(await store.FindAsync(partition, "a", Cancel));
        Assert.Equal("", second[0]);
        Assert.Equal((await store.FindAsync(partition, "b", Cancel))!.Version, second[1]);
        Assert.Equal((await store.FindAsync(partition, "c", Cancel))!.Version, second[2]);
    }

    [Fact]
    public async Task A_conflict_with_somebody_else_stays_one_when_an_answer_was_lost()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        Committed(await store.CommitAsync(partition, [Add("a")], Cancel));
        line.LoseNextAnswer();
        Assert.Equal(new CommitResult.Conflict("a"), await store.CommitAsync(partition, [Add("a")], Cancel));
        line.LoseNextAnswer();
        Assert.Equal(new CommitResult.Conflict("a"), await store.CommitAsync(partition, [Add("b"), Add("a")], Cancel));
        Assert.Null(await store.FindAsync(partition, "b", Cancel));
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_is_neither_called_done_nor_a_conflict()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        var versions = Committed(await store.CommitAsync(partition, [Add("a"), Add("b"), Add("c")], Cancel));
        line.LoseNextAnswer();
        await Assert.ThrowsAsync<DeleteInDoubtException>(
            () => store.CommitAsync(partition, [new Write.Delete("a", versions[0])], Cancel).AsTask());
        line.LoseNextAnswer();
        await Assert.ThrowsAsync<DeleteInDoubtException>(
            () => store.CommitAsync(partition, [new Write.Delete("b", versions[1]), new Write.Delete("c", versions[2])], Cancel).AsTask());
        Assert.Empty(await store.QueryAsync(partition, RowRange.All, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task What_only_has_to_be_gone_is_gone_although_an_answer_was_lost()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        var now = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        var due = new DueIndex(store, Guid.NewGuid().ToString("N"));
        DueEntry[] entries = [.. from target in (string[])["een", "twee", "drie"] select new DueEntry { Due = now, Target = target, Tag = target }];
        await due.AddAsync(entries, now, Cancel);
        var items = await due.DueAsync(now, Cancel).ToListAsync(Cancel);
        line.LoseNextAnswer();
        await due.RemoveAsync(items, Cancel);
        Assert.Empty(await due.DueAsync(now, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_sent_again()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        line.AnswerNext(_ => throw new HttpRequestException("The line is down."));
        Committed(await store.CommitAsync(partition, [Add("a")], Cancel));
        line.AnswerNext(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        Committed(await store.CommitAsync(partition, [Add("b"), Add("c")], Cancel));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_nothing_is_done_twice()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        line.AnswerNext(_ => Busy());
        var first = Committed(await store.CommitAsync(partition, [Add("a")], Cancel));
        line.AnswerNext(_ => Busy());
        Committed(await store.CommitAsync(partition, [new Write.Replace("a", "2"u8.ToArray(), first[0]), Add("b")], Cancel));
        Assert.Equal(4, line.Writes);
        Assert.Equal(["a", "b"], await store.QueryAsync(partition, RowRange.All, Cancel).Select(d => d.Row).ToListAsync(Cancel));

        static HttpResponseMessage Busy() => new(HttpStatusCode.ServiceUnavailable)
        {
            Content = new StringContent(
                """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}""", Encoding.UTF8, "application/json"),
        };
    }

    [Fact]
    public async Task An_empty_page_that_says_where_to_go_on_is_not_the_end()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        Committed(await store.CommitAsync(partition, [Add("a"), Add("b"), Add("c")], Cancel));
        var asked = new List<string>();
        line.AnswerAll(request =>
        {
            asked.Add(request.RequestUri!.Query);
            if (asked.Count > 1)
            {
                line.AnswerAll(null);
            }

            // A partition that moved to another server: no rows yet, and where to go on.
            var page = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"value":[]}""", Encoding.UTF8, "application/json") };
            page.Headers.Add("x-ms-continuation-NextPartitionKey", "token");
            page.Headers.Add("x-ms-continuation-NextRowKey", "token");
            return page;
        });

        // The emulator does not know a token that we made up: for it this is the first page.
        line.Change = request => request.RequestUri = new Uri(Regex.Replace(request.RequestUri!.AbsoluteUri, "&Next[A-Za-z]+=token", ""));

        Assert.Equal(["a", "b", "c"], await store.QueryAsync(partition, RowRange.All, Cancel).Select(d => d.Row).ToListAsync(Cancel));
        Assert.Contains("NextRowKey", asked[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    public async Task Any_other_refusal_says_that_the_storage_is_unavailable(HttpStatusCode status)
    {
        var line = new Line();
        var store = await StoreAsync(line);
        line.AnswerAll(_ => new HttpResponseMessage(status));
        await UnavailableAsync(store);
        line.AnswerAll(null);
        Committed(await store.CommitAsync(partition, [Add("a")], Cancel));
    }

    [Fact]
    public async Task A_storage_that_does_not_let_us_in_says_which_role_is_missing()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        line.AnswerAll(_ => new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            Content = new StringContent(
                """{"odata.error":{"code":"AuthorizationPermissionMismatch","message":{"lang":"en-US","value":"No."}}}""", Encoding.UTF8, "application/json"),
        });
        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.FindAsync(partition, "a", Cancel).AsTask());
        Assert.Contains("AuthorizationPermissionMismatch", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Storage Table Data Contributor", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_cannot_be_reached_or_does_not_answer_is_unavailable()
    {
        var line = new Line();
        var store = await StoreAsync(line, options => options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(20));
        line.AnswerAll(_ => throw new HttpRequestException("The line is down."));
        await UnavailableAsync(store);
        line.AnswerAll(request => null);
        await UnavailableAsync(store);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        using var impatient = new CancellationTokenSource();
        line.AnswerAll(_ =>
        {
            impatient.Cancel();
            return null;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.FindAsync(partition, "a", impatient.Token).AsTask());
    }

    [Fact]
    public async Task A_table_that_was_never_written_is_empty()
    {
        var store = await azurite.StoreAsync();
        var nowhere = new Partition("nowhere" + Guid.NewGuid().ToString("N"), "p");
        Assert.Null(await store.FindAsync(nowhere, "a", Cancel));
        Assert.Empty(await store.QueryAsync(nowhere, RowRange.All, Cancel).ToListAsync(Cancel));
        Assert.Equal(
            new CommitResult.Conflict("a"),
            await store.CommitAsync(nowhere, [new Write.Delete("a", "W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"")], Cancel));
    }

    [Fact]
    public async Task A_table_that_somebody_removed_is_made_again_for_the_commit_after_the_one_that_found_out()
    {
        var store = await azurite.StoreAsync();
        var here = new Partition("removed" + Guid.NewGuid().ToString("N"), "p");
        Committed(await store.CommitAsync(here, [Add("a")], Cancel));
        await new TableServiceClient(await azurite.ConnectionStringAsync()).DeleteTableAsync(here.Table, Cancel);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.CommitAsync(here, [Add("a")], Cancel).AsTask());
        Committed(await store.CommitAsync(here, [Add("a")], Cancel));
    }

    [Fact]
    public async Task Who_may_not_make_tables_writes_in_those_that_are_there()
    {
        var here = new Partition("gemaakt" + Guid.NewGuid().ToString("N"), "p");
        var refusing = await azurite.StoreAsync(options => options.Transport = new HttpClientTransport(new HttpClient(new NoTablesMade())));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => refusing.CommitAsync(here, [Add("a")], Cancel).AsTask());

        await new TableServiceClient(await azurite.ConnectionStringAsync()).CreateTableAsync(here.Table, Cancel);

        Committed(await refusing.CommitAsync(here, [Add("a")], Cancel));
    }

    [Fact]
    public async Task The_largest_commits_are_sent_within_the_four_mebibytes_that_table_storage_takes()
    {
        var line = new Line();
        var store = await StoreAsync(line);
        foreach (var (where, adds) in DocumentStoreContract.LargestCommits())
        {
            var versions = Committed(await store.CommitAsync(where, adds, Cancel));
            Assert.InRange(line.LargestRequest, 3_000_000, 4 * 1024 * 1024);
            Committed(await store.CommitAsync(
                where, [.. adds.OfType<Write.Add>().Zip(versions, (a, v) => new Write.Replace(a.Row, a.Body, v))], Cancel));
            Assert.InRange(line.LargestRequest, 3_000_000, 4 * 1024 * 1024);
        }
    }

    private static Write.Add Add(string row) => new(row, "1"u8.ToArray());

    private static IReadOnlyList<string> Committed(CommitResult result) => Assert.IsType<CommitResult.Committed>(result).Versions;

    private async Task UnavailableAsync(AzureTableStore store)
    {
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.FindAsync(partition, "a", Cancel).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.CommitAsync(partition, [Add("x")], Cancel).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.CommitAsync(partition, [Add("x"), Add("y")], Cancel).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => store.QueryAsync(partition, RowRange.All, Cancel).ToListAsync(Cancel).AsTask());
    }

    private Task<AzureTableStore> StoreAsync(Line line, Action<TableClientOptions>? configure = null) => azurite.StoreAsync(options =>
    {
        options.Transport = new HttpClientTransport(new HttpClient(line));
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        configure?.Invoke(options);
    });

    /// <summary>The network between the store and the emulator, with its troubles.</summary>
    private sealed class Line() : DelegatingHandler(new SocketsHttpHandler())
    {
        private Func<HttpRequestMessage, HttpResponseMessage?>? all;
        private Func<HttpRequestMessage, HttpResponseMessage?>? next;
        private bool loseNext;

        /// <summary>Requests that change entities, those whose answer got lost included.</summary>
        public int Writes { get; private set; }

        public long LargestRequest { get; private set; }

        /// <summary>Changes what goes on to the emulator.</summary>
        public Action<HttpRequestMessage> Change { get; set; } = _ => { };

        public void LoseNextAnswer() => loseNext = true;

        /// <summary>Answers the next change itself; null is silence.</summary>
        public void AnswerNext(Func<HttpRequestMessage, HttpResponseMessage?> answer) => next = answer;

        public void AnswerAll(Func<HttpRequestMessage, HttpResponseMessage?>? answer) => all = answer;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isWrite = request.Method != HttpMethod.Get && !request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal);
            var answer = all;
            if (isWrite)
            {
                Writes++;
                LargestRequest = Math.Max(LargestRequest, request.Content?.Headers.ContentLength ?? 0);
                answer = next ?? all;
                next = null;
            }

            if (answer is not null)
            {
                return answer(request) ?? await SilenceAsync(cancellationToken);
            }

            Change(request);
            var response = await base.SendAsync(request, cancellationToken);
            if (isWrite && loseNext)
            {
                loseNext = false;
                response.Dispose();
                throw new HttpRequestException("The answer got lost.");
            }

            return response;
        }

        private static async Task<HttpResponseMessage> SilenceAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Silence does not end.");
        }
    }

    /// <summary>Table Storage as an identity meets it whose rights end at the tables themselves.</summary>
    private sealed class NoTablesMade() : DelegatingHandler(new HttpClientHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal)
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { RequestMessage = request, Content = new StringContent("") })
                : base.SendAsync(request, cancellationToken);
    }
}
