using Isop.Core.Personen;

namespace Isop.Core.Register;

/// <summary>What handing in a register comes to, before anything is applied.</summary>
public abstract record PreviewOutcome
{
    private PreviewOutcome()
    {
    }

    /// <summary>It can be applied by this id. With an empty <paramref name="Diff"/> the id is that of the current version.</summary>
    public sealed record Preview(string Version, RegisterDiff Diff) : PreviewOutcome
    {
        /// <summary>Who was erased and is in the file again.</summary>
        public IReadOnlyList<GewistInBestand> Gewist { get; init; } = [];
    }

    /// <summary>Refused as a whole, with every fault.</summary>
    public sealed record Refused(IReadOnlyList<RegisterFault> Faults) : PreviewOutcome;
}

/// <summary>What "toepassen" comes to.</summary>
public abstract record ApplyOutcome
{
    private ApplyOutcome()
    {
    }

    public sealed record Applied(string Version) : ApplyOutcome;

    /// <summary>It is the current version already: the click came twice, or nothing was new.</summary>
    public sealed record AlreadyApplied(string Version) : ApplyOutcome;

    /// <summary>The register changed since the preview was made: make a new preview.</summary>
    public sealed record BaseChanged : ApplyOutcome;

    /// <summary>More than 2 % ends: ask once more and apply with <c>confirmed</c>.</summary>
    public sealed record ConfirmationNeeded(int PeopleEnded, int People, int StagesEnded, int Stages) : ApplyOutcome;

    /// <summary>There is no preview of this id.</summary>
    public sealed record UnknownPreview : ApplyOutcome;
}

/// <summary>What undo comes to.</summary>
public abstract record UndoOutcome
{
    private UndoOutcome()
    {
    }

    /// <summary>The version before is current again; undoing once more returns to the one that was undone.</summary>
    public sealed record Undone(string Version) : UndoOutcome;

    /// <summary>Nothing was ever applied.</summary>
    public sealed record NothingToUndo : UndoOutcome;

    /// <summary>Another version is current than the one to undo: the click came twice, or somebody changed the register.</summary>
    public sealed record AlreadyMoved : UndoOutcome;

    /// <summary>More than 24 hours ago.</summary>
    public sealed record TooLate(DateTimeOffset AppliedAt) : UndoOutcome;
}

/// <summary>What a change by hand comes to.</summary>
public abstract record ChangeOutcome
{
    private ChangeOutcome()
    {
    }

    /// <summary>Done, and current from now on.</summary>
    public sealed record Changed(string Version) : ChangeOutcome;

    /// <summary>It was so already.</summary>
    public sealed record Unchanged : ChangeOutcome;

    /// <summary>Not done; why, for the person who asked (Dutch).</summary>
    public sealed record Refused(string Reason) : ChangeOutcome;
}
