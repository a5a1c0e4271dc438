using System.Threading.Channels;

namespace Isop.Core.Bezorging;

/// <summary>
/// Tells the worker that something became due. Only a hint: the due index is the truth, so that a lost kick costs seconds and
/// never a message, and a kick too many costs one look.
/// </summary>
public interface IKick
{
    /// <summary>Rings without waiting; rings that come close together may arrive as one.</summary>
    void Ring();

    /// <summary>Waits until what was rung before is where a waiting worker finds it. Trouble on the way is logged, not thrown.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Waits for a kick, at most <paramref name="longest"/>; whether there was one.</summary>
    ValueTask<bool> WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken);
}

/// <summary>The bell of one process.</summary>
public sealed class Kick : IKick
{
    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<bool> WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (_bell.Reader.TryRead(out var rung))
        {
            return rung;
        }

        using var limit = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The longest wait is over: look at the index without a kick.
            return false;
        }
    }
}
