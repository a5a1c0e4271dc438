using Isop.Core.Bezorging;

namespace Isop.Bot.Bezorging;

/// <summary>
/// Work beside the deliveries that only the leading instance does, at the beginning of its lead and every so often after that. A run
/// that is cut off when the lead goes is made up for by the next leader.
/// </summary>
/// <param name="Name">For the log.</param>
public sealed record LeaderJob(string Name, TimeSpan Every, Func<DateTimeOffset, CancellationToken, ValueTask> Run);

/// <summary>
/// Work beside the deliveries that lasts as long as the lead does. Its bell rings when something may have become due; when it ends before the
/// lead does it is begun again.
/// </summary>
/// <param name="Name">For the log.</param>
public sealed record LeaderLane(string Name, Func<Kick, CancellationToken, Task> Run);
