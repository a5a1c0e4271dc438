using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Bureau.Importeren;

/// <summary>
/// Keeps the faults of the last refused register: one document, which the next file takes the place of. A register that is
/// refused holds personal data, so nothing more of it stays.
/// </summary>
internal sealed class Foutenlijst(IDocumentStore store)
{
    private const string Row = "fouten";
    private const int Most = 10_000;
    private const int LongestValue = 200;
    private const int LongestName = 120;

    private static readonly Partition Partition = new("bureau", "register");

    /// <summary>Answers the id under which the list can be read.</summary>
    public async ValueTask<string> KeepAsync(string bestand, IReadOnlyList<RegisterFault> faults, CancellationToken cancellationToken)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var kept = new BewaardeFouten(id, Shorten(bestand, LongestName), faults.Count, Compress(faults));
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(Partition, Row, BotJson.Default.BewaardeFouten, cancellationToken);
            result = await store.CommitAsync(Partition, [Documents.Save(Row, kept, was, BotJson.Default.BewaardeFouten)], cancellationToken);
        }
        while (result is CommitResult.Conflict);
        return id;
    }

    /// <summary>Null when another file came after it.</summary>
    public async ValueTask<Fouten?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(Partition, Row, BotJson.Default.BewaardeFouten, cancellationToken);
        return stored?.Value is { } kept && kept.Id == id
            ? new Fouten { Id = id, Bestand = kept.Bestand, Aantal = kept.Aantal, Lijst = Decompress(kept.Gzip) }
            : null;
    }

    /// <summary>A good file came: what was wrong with the one before is of no use any more.</summary>
    public async ValueTask ForgetAsync(CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Partition, Row, cancellationToken) is { } document)
        {
            // A conflict means that somebody handed in another file just now; theirs stays.
            await store.CommitAsync(Partition, [new Write.Delete(Row, document.Version)], cancellationToken);
        }
    }

    /// <summary>As many as fit in a document; a file with more faults than that is wrong in another way.</summary>
    private static byte[] Compress(IReadOnlyList<RegisterFault> faults)
    {
        for (var count = Math.Min(faults.Count, Most); ; count /= 2)
        {
            var list = faults.Take(count).Select(f => f with { Value = Shorten(f.Value, LongestValue) }).ToList();
            using var bytes = new MemoryStream();
            using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            {
                JsonSerializer.Serialize(gzip, list, BotJson.Default.ListRegisterFault);
            }

            // Base64 in JSON takes a third more.
            if (bytes.Length < StorageLimits.BytesPerDocument / 2 || count <= 1)
            {
                return bytes.ToArray();
            }
        }
    }

    private static List<RegisterFault> Decompress(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(gzip, BotJson.Default.ListRegisterFault) ?? [];
    }

    private static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..end]}…";
    }
}
