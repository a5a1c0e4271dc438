using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Agenda;

/// <summary>
/// The personal feeds: a random 128-bit token of which only the hash is stored. Table "agendalinks": in the person's partition the row
/// "link" says which hash opens the feed, and decides; in a partition by the first two digits of the hash "h:{hash}" says whose it is.
/// </summary>
public sealed class Agendalinks(IDocumentStore store, CurrentRegister register)
{
    private const string Table = "agendalinks";
    private const string Row = "link";
    private const string HashPrefix = "h:";
    private const int Bits = 128;

    /// <summary>The feed of this person; null when there is none.</summary>
    public async ValueTask<Agendalink?> FindAsync(PersonId person, CancellationToken cancellationToken) =>
        (await ReadAsync(person, cancellationToken))?.Value;

    /// <summary>Makes the person's feed, or gives it a new token: the one before opens nothing any more. Answers the token, once.</summary>
    public async ValueTask<string> MakeAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = Secret.Draw(Bits);
        var hash = Secret.Hash(token);
        var key = Documents.Add(HashPrefix + hash, new Agendasleutel(person), BotJson.Default.Agendasleutel);
        if (await store.CommitAsync(PartitionOf(hash), [key], cancellationToken) is not CommitResult.Committed)
        {
            throw new StorageUnavailableException("The row of a new feed existed already.");
        }

        Stored<Agendalink>? was;
        CommitResult result;
        do
        {
            was = await ReadAsync(person, cancellationToken);
            var link = new Agendalink { Hash = hash, Gemaakt = now };
            result = await store.CommitAsync(PartitionOf(person), [Documents.Save(Row, link, was, BotJson.Default.Agendalink)], cancellationToken);
        }
        while (result is CommitResult.Conflict);

        await ForgetAsync(was?.Value.Hash, cancellationToken);
        return token;
    }

    /// <summary>Ends the person's feed; nothing when there is none.</summary>
    public async ValueTask RevokeAsync(PersonId person, CancellationToken cancellationToken)
    {
        while (await ReadAsync(person, cancellationToken) is { } link)
        {
            if (await store.CommitAsync(PartitionOf(person), [new Write.Delete(Row, link.Version)], cancellationToken) is CommitResult.Committed)
            {
                await ForgetAsync(link.Value.Hash, cancellationToken);
                return;
            }
        }
    }

    /// <summary>
    /// Whose feed this token opens; null for an unknown or revoked one and for who left. Both documents are read whatever the first
    /// one says, so that an answer takes as long for a token that never was as for one that was revoked.
    /// </summary>
    public async ValueTask<Persoon?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        if (!Secret.IsShaped(token, Bits))
        {
            return null;
        }

        var hash = Secret.Hash(token);
        var key = await store.ReadAsync(PartitionOf(hash), HashPrefix + hash, BotJson.Default.Agendasleutel, cancellationToken);
        var person = key?.Value.Persoon ?? PersonId.Gewist;
        var link = await ReadAsync(person, cancellationToken);
        var living = (await register(cancellationToken)).FindLiving(person);
        return key is not null && link?.Value.Hash == hash ? living : null;
    }

    private ValueTask<Stored<Agendalink>?> ReadAsync(PersonId person, CancellationToken cancellationToken) =>
        store.ReadAsync(PartitionOf(person), Row, BotJson.Default.Agendalink, cancellationToken);

    /// <summary>What a crash leaves here opens nothing, and goes with its person.</summary>
    private async ValueTask ForgetAsync(string? hash, CancellationToken cancellationToken)
    {
        if (hash is not null && await store.FindAsync(PartitionOf(hash), HashPrefix + hash, cancellationToken) is { } document)
        {
            await store.CommitAsync(PartitionOf(hash), [new Write.Delete(document.Row, document.Version)], cancellationToken);
        }
    }

    private static Partition PartitionOf(PersonId person) => new(Table, person.ToString());

    private static Partition PartitionOf(string hash) => new(Table, hash[..2]);
}
