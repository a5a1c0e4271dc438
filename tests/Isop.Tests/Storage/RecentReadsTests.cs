using System.Text;
using Isop.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Storage;

public sealed class RecentReadsTests : IAsyncDisposable
{
    private static readonly Partition Place = new("register", "register");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Recent Pointer = new(Place, "huidig", Second, Absence: true);

    private readonly TemporaryStore _file = TestStores.Memory();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecentReads _memory;

    public RecentReadsTests() => _memory = new RecentReads(_file, _clock, Pointer);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task What_another_process_wrote_is_seen_within_the_span_and_its_absence_is_remembered_as_long()
    {
        Assert.Null(await TextAsync());
        await SaveAsync(_file, "een");
        Assert.Null(await TextAsync());

        _clock.Advance(Second);
        Assert.Equal("een", await TextAsync());
        await SaveAsync(_file, "twee");
        _clock.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.Equal("een", await TextAsync());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("twee", await TextAsync());
    }

    [Fact]
    public async Task What_was_written_here_is_seen_at_once()
    {
        Assert.Null(await TextAsync());
        await SaveAsync(_memory, "een");
        Assert.Equal("een", await TextAsync());
    }

    [Fact]
    public async Task Who_writes_on_an_old_answer_meets_a_conflict_and_then_reads_what_is_there()
    {
        await SaveAsync(_memory, "een");
        var old = (await _memory.FindAsync(Place, "huidig", Ct))!;
        await SaveAsync(_file, "twee");
        Assert.Equal(old, await _memory.FindAsync(Place, "huidig", Ct));

        Assert.IsType<CommitResult.Conflict>(await _memory.CommitAsync(Place, [new Write.Replace("huidig", Bytes("drie"), old.Version)], Ct));
        Assert.Equal("twee", await TextAsync());
    }

    [Fact]
    public async Task A_read_that_a_commit_overtook_is_not_kept()
    {
        await SaveAsync(_file, "een");
        var between = new BetweenStore(_file);
        var memory = new RecentReads(between, _clock, Pointer);
        between.AfterFind = () => SaveAsync(memory, "twee");
        Assert.Equal("een", Text(await memory.FindAsync(Place, "huidig", Ct)));
        Assert.Equal("twee", Text(await memory.FindAsync(Place, "huidig", Ct)));
    }

    [Fact]
    public async Task While_a_commit_is_under_way_nothing_old_is_found_here()
    {
        await SaveAsync(_file, "een");
        var between = new BetweenStore(_file);
        var memory = new RecentReads(between, _clock, Pointer);
        Assert.Equal("een", Text(await memory.FindAsync(Place, "huidig", Ct)));
        string? seen = null;
        between.BeforeCommit = async () =>
        {
            // Read by somebody else just before the commit, and asked for again while it is seen in the file already.
            await memory.FindAsync(Place, "huidig", Ct);
            await SaveAsync(_file, "twee");
            seen = Text(await memory.FindAsync(Place, "huidig", Ct));
        };
        await memory.CommitAsync(Place, [new Write.Replace("huidig", Bytes("twee"), (await _file.FindAsync(Place, "huidig", Ct))!.Version)], Ct);
        Assert.Equal("twee", seen);
    }

    [Fact]
    public async Task Other_documents_are_always_read()
    {
        Assert.Null(await _memory.FindAsync(Place, "ander", Ct));
        await _file.CommitAsync(Place, [new Write.Add("ander", Bytes("een"))], Ct);
        Assert.Equal("een", Text(await _memory.FindAsync(Place, "ander", Ct)));
    }

    [Fact]
    public async Task Where_absence_is_not_kept_what_another_process_added_is_there_at_once()
    {
        var memory = new RecentReads(_file, _clock, Pointer with { Absence = false });
        Assert.Null(await memory.FindAsync(Place, "huidig", Ct));
        await SaveAsync(_file, "een");
        Assert.Equal("een", Text(await memory.FindAsync(Place, "huidig", Ct)));
    }

    private static async Task SaveAsync(IDocumentStore store, string text)
    {
        var was = await store.FindAsync(Place, "huidig", Ct);
        Write write = was is null ? new Write.Add("huidig", Bytes(text)) : new Write.Replace("huidig", Bytes(text), was.Version);
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Place, [write], Ct));
    }

    private async Task<string?> TextAsync() => Text(await _memory.FindAsync(Place, "huidig", Ct));

    private static string? Text(Document? document) => document is null ? null : Encoding.UTF8.GetString(document.Body.Span);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
