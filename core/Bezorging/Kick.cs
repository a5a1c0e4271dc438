using System.Threading.Channels;

namespace Isop.Core.Bezorging;

/// <summary>
/// Tells the worker of this process that something became due. Only a hint: the due index is the truth, so that a lost
/// kick costs seconds and never a message.
/// </summary>
public sealed class Kick
{
    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for a kick, at most <paramref name="longest"/>.</summary>
    public async ValueTask WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The longest wait is over: look at the index without a kick.
        }
    }
}
