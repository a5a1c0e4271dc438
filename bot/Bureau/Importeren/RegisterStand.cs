using Isop.Core.Inzage;
using Isop.Core.Register;

namespace Isop.Bot.Bureau.Importeren;

/// <summary>What the page of the register shows.</summary>
public sealed record RegisterStand
{
    public required RegisterSnapshot Register { get; init; }

    /// <summary>Null before the first import.</summary>
    public required RegisterPointer? Applied { get; init; }

    /// <summary>Until when the last change can be undone; null when it cannot.</summary>
    public required DateTimeOffset? UndoUntil { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<InzageRegel> History { get; init; }
}
