namespace Isop.Core.Register;

/// <summary>Which version is the register. The one document of the register that ever changes.</summary>
public sealed record RegisterPointer
{
    /// <summary>The version that everybody reads; empty for the empty register.</summary>
    public required string Current { get; init; }

    /// <summary>The version that undo goes back to.</summary>
    public required string Previous { get; init; }
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>A <see cref="PersonId"/>, "bureau" or "systeem".</summary>
    public required string By { get; init; }
}

/// <summary>Says that a version is whole: written last, after all its chunks.</summary>
public sealed record RegisterManifest
{
    /// <summary>The version that it was made from; it can only be applied while that one is current.</summary>
    public required string Base { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string By { get; init; }
    public required int Chunks { get; init; }

    /// <summary>SHA-256 of the compressed tables, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>How many people and stages this version ends, of how many; asked about when it is more than 2 %.</summary>
    public required int PeopleEnded { get; init; }
    public required int People { get; init; }
    public required int StagesEnded { get; init; }
    public required int Stages { get; init; }
    public required bool NeedsConfirmation { get; init; }

    /// <summary>What the audit says when it is applied: counts, or what was changed by hand; no names.</summary>
    public required string Summary { get; init; }

    /// <summary>What changes in the stages; null when nothing does, and of versions from before this was kept.</summary>
    public Stagewijzigingen? Stagewijzigingen { get; init; }
}

/// <summary>A version that was never applied (row "voorbeeld:{version}"). It holds people, so it goes when nobody applies it.</summary>
public sealed record RegisterVoorbeeld
{
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Is being removed: it can no longer be applied.</summary>
    public bool Removing { get; init; }
}

/// <summary>A piece of the gzipped JSON of <see cref="RegisterData"/>.</summary>
public sealed record RegisterChunk(byte[] Gzip);
