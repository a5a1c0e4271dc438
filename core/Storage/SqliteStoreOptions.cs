namespace Isop.Core.Storage;

/// <summary>How <see cref="SqliteStore"/> uses its file.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>How long to wait for a lock that another process holds on the file.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The file does not grow beyond this (rounded up to a page of 4 KiB); null is as far as the disk goes.</summary>
    public long? MaxFileBytes { get; init; }

    /// <summary>
    /// About this many bytes of documents that were read by their row are kept for the next reader, parsed; at most twice as
    /// many while newer ones replace them.
    /// </summary>
    public int CacheBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Read connections kept open for reuse. More are opened when more reads run at once.</summary>
    public int IdleReaders { get; init; } = 16;
}
