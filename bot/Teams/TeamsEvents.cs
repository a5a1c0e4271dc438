using Isop.Core.Register;

namespace Isop.Bot.Teams;

/// <summary>What others want to hear about; set once while the application is built.</summary>
public sealed class TeamsEvents
{
    /// <summary>A person can be reached in Teams from now on: what waits for that can go out.</summary>
    public Func<PersonId, CancellationToken, ValueTask> InstalledAsync { get; set; } = (_, _) => ValueTask.CompletedTask;

    /// <summary>A person has read the chat up to this message id (a number in text; messages with a lower number are read).</summary>
    public Func<PersonId, string, CancellationToken, ValueTask> SeenAsync { get; set; } = (_, _, _) => ValueTask.CompletedTask;
}
