using System.Security.Cryptography;
using System.Text;
using Isop.Core.Storage;

namespace Isop.Bot.Retourmail;

/// <summary>How far the mailbox was read for mails that came back, and what came of it. Holds nothing of a mail.</summary>
public sealed record Retourstand
{
    /// <summary>Everything that was received up to here was looked at.</summary>
    public required DateTimeOffset UpTo { get; init; }

    /// <summary>When the mailbox was last read to its end.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Not before this, because Graph asks so.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Why it cannot be read (Dutch); null when it can.</summary>
    public string? Trouble { get; init; }

    /// <summary>Reports about a message of ours, since the first look.</summary>
    public int Matched { get; init; }

    /// <summary>Reports that belong to no message of ours that is still kept, since the first look.</summary>
    public int Unmatched { get; init; }

    public DateTimeOffset? LastUnmatched { get; init; }

    /// <summary>Reports that were dealt with and that the next look meets again.</summary>
    public IReadOnlyList<Retourspoor> Seen { get; init; } = [];

    /// <summary>A mail that could not be read lately, and how often.</summary>
    public Retourhaper? Stuck { get; init; }

    /// <summary>A mail in a few letters that do not tell which it was.</summary>
    public static string MarkOf(string mail) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail)), 0, 12);
}

public sealed record Retourspoor(string Mark, DateTimeOffset Received);

public sealed record Retourhaper(string Mark, int Times);

/// <summary>Keeps the one <see cref="Retourstand"/>: table "taken", partition "retourmail".</summary>
public sealed class Retourstanden(IDocumentStore store)
{
    private const string Row = "stand";

    private static readonly Partition Where = new("taken", "retourmail");

    /// <summary>Null before the first look.</summary>
    public ValueTask<Stored<Retourstand>?> ReadAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(Where, Row, BotJson.Default.Retourstand, cancellationToken);

    /// <summary>Null when another instance wrote meanwhile: it leads by now.</summary>
    public async ValueTask<Stored<Retourstand>?> KeepAsync(Retourstand stand, Stored<Retourstand>? was, CancellationToken cancellationToken) =>
        await store.CommitAsync(Where, [Documents.Save(Row, stand, was, BotJson.Default.Retourstand)], cancellationToken) is CommitResult.Committed done
            ? new Stored<Retourstand>(stand, done.Versions[0])
            : null;
}
