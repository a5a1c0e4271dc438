using Isop.Bot.MijnIsop;
using Isop.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.MijnIsop;

/// <summary>Counts that take long are remembered; those that do not are made anew.</summary>
public sealed class BewaardTests
{
    private readonly FakeTimeProvider _clock = new(WebHost.Start);
    private int _made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_made_quickly_is_made_every_time()
    {
        var kept = Kept(TimeSpan.Zero);

        foreach (var expected in new[] { 1, 2, 3 })
        {
            Assert.Equal(expected, await ReadAsync(kept));
        }
    }

    [Fact]
    public async Task What_takes_long_is_answered_from_memory_and_renewed_beside_the_reader()
    {
        var kept = Kept(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await ReadAsync(kept));
        Assert.Equal(1, await ReadAsync(kept));

        _clock.Advance(Bewaard<string, int>.Vers);
        Assert.Equal(1, await ReadAsync(kept));
        await kept.RenewedAsync("");
        Assert.Equal(2, await ReadAsync(kept));

        _clock.Advance(Bewaard<string, int>.Oud);
        Assert.Equal(3, await ReadAsync(kept));
    }

    [Fact]
    public async Task Readers_at_the_same_time_wait_for_one_count()
    {
        var gate = new TaskCompletionSource();
        var kept = new Bewaard<string, int>(
            async (_, _, _) =>
            {
                await gate.Task;
                _clock.Advance(TimeSpan.FromSeconds(2));
                return Interlocked.Increment(ref _made);
            },
            _clock, NullLogger<Bewaard<string, int>>.Instance);
        var readers = Enumerable.Range(0, 5).Select(_ => ReadAsync(kept)).ToList();
        using var impatient = new CancellationTokenSource();
        var leaves = kept.ReadAsync("", _clock.GetUtcNow(), impatient.Token).AsTask();
        await impatient.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.All(await Task.WhenAll(readers), value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task A_count_that_failed_is_tried_again_by_the_next_reader()
    {
        var fails = true;
        var kept = new Bewaard<string, int>(
            (_, _, _) => fails ? Task.FromException<int>(new IOException()) : Task.FromResult(1), _clock, NullLogger<Bewaard<string, int>>.Instance);
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(kept));

        fails = false;

        Assert.Equal(1, await ReadAsync(kept));
    }

    private Bewaard<string, int> Kept(TimeSpan takes) => new(
        (_, _, _) =>
        {
            _clock.Advance(takes);
            return Task.FromResult(Interlocked.Increment(ref _made));
        },
        _clock, NullLogger<Bewaard<string, int>>.Instance);

    private async Task<int> ReadAsync(Bewaard<string, int> kept) => (await kept.ReadAsync("", _clock.GetUtcNow(), Ct)).Waarde;
}
