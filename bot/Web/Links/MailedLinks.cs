using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Web.Links;

/// <summary>
/// The links in mails: a random 128-bit token of which only the hash is stored. Table "links", 256 partitions by the hash's
/// first two digits so that old ones can be found and removed, row "l:{hash}".
/// </summary>
public sealed class MailedLinks(IDocumentStore store, IOptions<WebOptions> options, CurrentRegister register)
{
    public const string Inbox = "/postvak";

    /// <summary>Where somebody lands who asked for no page.</summary>
    public const string Home = "/mijn";
    private const string RowPrefix = "l:";
    private const int Bits = 128;

    /// <summary>How long a link that no longer works is remembered, so that its holder can ask for a new one.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(60);

    /// <summary>Issues a link for this person, to the inbox or to another page of the person's own.</summary>
    public async ValueTask<Uri> CreateAsync(PersonId person, string target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!IsOwnPage(target))
        {
            throw new ArgumentException("A link leads to the inbox or another page of the person's own.", nameof(target));
        }

        var token = Secret.Draw(Bits);
        var (partition, row) = KeyOf(token);
        var address = (await register(cancellationToken)).Find(person) is { } known ? AddressMark.Of(known) : null;
        var link = new MailedLink { Person = person, Target = target, Issued = now, Address = address };
        var result = await store.CommitAsync(partition, [Documents.Add(row, link, BotJson.Default.MailedLink)], cancellationToken);
        return result is CommitResult.Committed
            ? new Uri(options.Value.PublicUrl, $"/l/{token}")
            : throw new StorageUnavailableException("A new link's row existed already.");
    }

    /// <summary>What the token would bring; changes nothing.</summary>
    public async ValueTask<Redemption> LookAsync(string token, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ReadAsync(token, cancellationToken))?.Value.Redeem(now) ?? new Redemption.Unknown();

    /// <summary>Redeems the token; of any number at the same time one is granted.</summary>
    public async ValueTask<Redemption> RedeemAsync(string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await ReadAsync(token, cancellationToken) is { } stored)
        {
            var redemption = stored.Value.Redeem(now);
            if (redemption is not Redemption.Granted granted)
            {
                return redemption;
            }

            var (partition, row) = KeyOf(token);
            var write = Documents.Save(row, granted.Link, stored, BotJson.Default.MailedLink);
            if (await store.CommitAsync(partition, [write], cancellationToken) is CommitResult.Committed)
            {
                return granted;
            }
        }

        return new Redemption.Unknown();
    }

    /// <summary>Removes what expired long ago; how many.</summary>
    public async ValueTask<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        for (var shard = 0; shard <= byte.MaxValue; shard++)
        {
            var partition = PartitionOf(shard.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            await foreach (var (row, link) in store.ReadRangeAsync(
                partition, RowRange.Prefix(RowPrefix), BotJson.Default.MailedLink, cancellationToken))
            {
                if (now - link.Value.Expires >= Remembered
                    && await store.CommitAsync(partition, [new Write.Delete(row, link.Version)], cancellationToken) is CommitResult.Committed)
                {
                    removed++;
                }
            }
        }

        return removed;
    }

    /// <summary>
    /// A path; "//" and "/\" would be read as another site's name. Browsers drop a tab or a line end, which could make either of
    /// them, and a header takes nothing outside ASCII.
    /// </summary>
    internal static bool IsOwnPage(string target) =>
        target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal) && !target.Contains('\\', StringComparison.Ordinal)
        && target.All(c => char.IsAscii(c) && !char.IsControl(c));

    private async ValueTask<Stored<MailedLink>?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (!Secret.IsShaped(token, Bits))
        {
            return null;
        }

        var (partition, row) = KeyOf(token);
        var stored = await store.ReadAsync(partition, row, BotJson.Default.MailedLink, cancellationToken);
        return stored is { Value: var link } && AddressMark.Holds(link.Address, (await register(cancellationToken)).Find(link.Person)) ? stored : null;
    }

    private static (Partition Partition, string Row) KeyOf(string token)
    {
        var hash = Secret.Hash(token);
        return (PartitionOf(hash[..2]), RowPrefix + hash);
    }

    private static Partition PartitionOf(string shard) => new("links", shard);
}
