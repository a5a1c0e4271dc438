namespace Isop.Core.Bezorging;

/// <summary>Rings again when something has been due for more than a minute: its own kick was lost, or who sends was not there.</summary>
public sealed class Herkick(Agendas agendas, IKick kick)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Whether it rang.</summary>
    public async ValueTask<bool> RingAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        DueIndex[] queues = [agendas.Teams.Direct, agendas.Teams.Normal, agendas.Mail.Direct, agendas.Mail.Normal, agendas.Gebeurtenissen];
        foreach (var queue in queues)
        {
            await foreach (var _ in queue.DueAsync(now - Late, cancellationToken))
            {
                kick.Ring();
                return true;
            }
        }

        return false;
    }
}
