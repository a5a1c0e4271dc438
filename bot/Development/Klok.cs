using System.Globalization;
using System.Text;
using Isop.Core.Storage;

namespace Isop.Bot.Development;

/// <summary>A clock that Development can set; it then runs on. Where it stands is kept, so that a restart goes on from there.</summary>
/// <param name="open">The store, asked for when the clock is set or loaded: who builds the host wants to know the time before its settings are checked.</param>
internal sealed class Klok(Func<IDocumentStore> open) : TimeProvider
{
    private static readonly Partition Partition = new("ontwikkeling", "klok");

    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await open().FindAsync(Partition, "verschil", cancellationToken) is { } kept)
        {
            Interlocked.Exchange(ref _offset, long.Parse(Encoding.UTF8.GetString(kept.Body.Span), CultureInfo.InvariantCulture));
        }
    }

    public async Task SetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var offset = (now - base.GetUtcNow()).Ticks;
        Interlocked.Exchange(ref _offset, offset);
        var body = Encoding.UTF8.GetBytes(offset.ToString(CultureInfo.InvariantCulture));
        var store = open();
        var kept = await store.FindAsync(Partition, "verschil", cancellationToken);
        await store.CommitAsync(
            Partition, [kept is null ? new Write.Add("verschil", body) : new Write.Replace("verschil", body, kept.Version)], cancellationToken);
    }
}
