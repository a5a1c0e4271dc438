using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Isop.Core.Bezorging;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The keys that counts and remarks of closed waves are sealed with, one for each wave and for good: table "stageevaluaties", partition
/// "kluis". With a vault each is wrapped by the key that only the identity of the clock may use: the process that answers people cannot
/// read the counts of a small eenheid, nor what was written there. Without one they lie beside what they close.
/// </summary>
public sealed class Telkluis(IDocumentStore store, IOptions<StageEvaluatieOptions> options, OpenVaultKey vault)
{
    private static readonly Partition Kluizen = new(GolfStore.Table, "kluis");

    /// <summary>With what was stored, so that after a restore no other key is taken for it.</summary>
    private readonly ConcurrentDictionary<string, (byte[] Bewaard, Kluis Kluis)> _open = new(StringComparer.Ordinal);

    /// <summary>The wave's key; makes it when there is none yet. Two at once get the same.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not use the vault's key, or the vault does not answer.</exception>
    public async ValueTask<Kluis> MaakAsync(string golf, CancellationToken ct)
    {
        while (true)
        {
            if (await FindAsync(golf, ct) is { } known)
            {
                return known;
            }

            var sleutel = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
            var kept = options.Value.Sleutel is { } key
                ? new Kluissleutel { Omslag = await vault(key).WrapAsync(sleutel, ct) }
                : new Kluissleutel { Sleutel = sleutel };
            await store.AddIfAbsentAsync(Kluizen, [Documents.Add(golf, kept, CoreJson.Default.Kluissleutel)], ct);
        }
    }

    /// <summary>The key of a wave that was counted.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not use the vault's key, or the vault does not answer.</exception>
    public async ValueTask<Kluis> OpenAsync(string golf, CancellationToken ct) =>
        await FindAsync(golf, ct) ?? throw new InvalidOperationException($"The key that the counts of {golf} are sealed with is not there.");

    private async ValueTask<Kluis?> FindAsync(string golf, CancellationToken ct)
    {
        if (await store.ReadAsync(Kluizen, golf, CoreJson.Default.Kluissleutel, ct) is not { Value: var kept })
        {
            return null;
        }

        if (_open.TryGetValue(golf, out var known) && known.Bewaard.AsSpan().SequenceEqual(kept.Bewaard))
        {
            return known.Kluis;
        }

        var kluis = new Kluis(await UnwrapAsync(kept, ct));
        _open[golf] = (kept.Bewaard, kluis);
        return kluis;
    }

    private async ValueTask<byte[]> UnwrapAsync(Kluissleutel kept, CancellationToken ct) => kept.Omslag is { } wrapped
        ? await vault(options.Value.Sleutel ?? throw new InvalidOperationException("The key of counts is wrapped and no vault is set.")).UnwrapAsync(wrapped, ct)
        : kept.Sleutel ?? throw new InvalidOperationException("A key of counts is empty.");
}

/// <summary>The opened key of one wave.</summary>
public sealed class Kluis
{
    /// <summary>Sealed things are of a length in steps of this, so that it tells little of how much was answered or written.</summary>
    private const int Stap = 2048;

    private readonly byte[] _sleutel;

    internal Kluis(byte[] sleutel) => _sleutel = sleutel;

    public Verzegeld Sluit<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);

        // Spaces behind JSON are nothing to who reads it.
        var padded = new byte[(json.Length + Stap - 1) / Stap * Stap];
        json.CopyTo(padded, 0);
        padded.AsSpan(json.Length).Fill((byte)' ');
        return new Verzegeld(Envelope.Seal(_sleutel, padded));
    }

    /// <exception cref="CryptographicException">It was changed, or sealed for another wave.</exception>
    public T Open<T>(Verzegeld closed, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(Envelope.Open(_sleutel, closed.Inhoud), type) ?? throw new JsonException("A sealed document is JSON null.");

    /// <summary>The same for the same words, and without the key no words can be tried for it. 32 hexadecimal digits.</summary>
    public string Merk(string woorden) => Convert.ToHexStringLower(HMACSHA256.HashData(_sleutel, Encoding.UTF8.GetBytes(woorden)).AsSpan(0, 16));
}

/// <summary>A document of which only who has the key of its wave can tell what is in it.</summary>
public sealed record Verzegeld(byte[] Inhoud);

/// <summary>The key of a wave's counts as it is stored: wrapped when there is a vault.</summary>
public sealed record Kluissleutel
{
    /// <summary>Without a vault.</summary>
    public byte[]? Sleutel { get; init; }

    public WrappedKey? Omslag { get; init; }

    internal byte[] Bewaard => Omslag?.Bytes ?? Sleutel ?? [];
}
