using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>The due indexes there are: which cases to wake, and which persons to look at, per lane.</summary>
public sealed class Agendas(IDocumentStore store)
{
    /// <summary>Cases that want to be woken (<see cref="WakeIntent"/>).</summary>
    public DueIndex Wekkers { get; } = new(store, "wekkers");

    /// <summary>Appointments to look at in the calendar of who organises them (<see cref="AgendaIntent"/>).</summary>
    public DueIndex Outlook { get; } = new(store, "outlook");

    /// <summary>Persons whose own calendar is to be read, and for which plan (<see cref="BezetIntent"/>).</summary>
    public DueIndex Bezet { get; } = new(store, "bezet");

    /// <summary>What happened and was not passed on yet to the programs that asked for it (<see cref="GebeurtenisIntent"/>).</summary>
    public DueIndex Gebeurtenissen { get; } = new(store, "gebeurtenissen");

    /// <summary>Where every delivery starts, and the queue of the Teams lane.</summary>
    public LaneAgenda Teams { get; } = new(new DueIndex(store, "teams-direct"), new DueIndex(store, "teams"));

    /// <summary>Persons who are reached by mail, waiting for the slower lane.</summary>
    public LaneAgenda Mail { get; } = new(new DueIndex(store, "mail-direct"), new DueIndex(store, "mail"));
}

/// <summary>The two queues of a lane: what answers somebody now goes before what can wait.</summary>
public sealed record LaneAgenda(DueIndex Direct, DueIndex Normal);
