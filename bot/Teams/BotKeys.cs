using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Bot.Teams;

/// <summary>A key that signs tokens of the channel, and the channels it is endorsed for.</summary>
public sealed record BotKey(RsaSecurityKey Key, FrozenSet<string> Endorsements);

/// <summary>
/// The signing keys the channel announces. They are read again every 24 hours, beside the turns, which go on with the keys there
/// are, and once more when a token names a key that is not known, but never more than once a minute, so that forged key ids
/// cannot make us hammer the channel. When reading fails the last keys stay in use for at most five days.
/// </summary>
public sealed partial class BotKeys(
    IHttpClientFactory http, IOptions<BotOptions> options, TimeProvider time, ILogger<BotKeys> logger) : IDisposable
{
    public const string HttpName = "isop-bot-keys";

    public static readonly TimeSpan RefreshEvery = TimeSpan.FromHours(24);
    public static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan UsableFor = TimeSpan.FromDays(5);

    /// <summary>Both readings together: a channel that does not answer must not hold up who waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private int _beside;
    private volatile KeySet _keys = KeySet.None;
    private long _triedAt = long.MinValue;

    /// <summary>Grows each time the keys are read: what was concluded with older keys is to be concluded anew.</summary>
    public int Generation => _keys.Generation;

    public void Dispose() => _refreshing.Dispose();

    /// <summary>The reading that goes on beside the turns, or the last one.</summary>
    internal Task Beside { get; private set; } = Task.CompletedTask;

    /// <summary>Makes sure the keys are not older than allowed; waits only when the ones there are may not be used.</summary>
    public ValueTask KeepFreshAsync(CancellationToken cancellationToken)
    {
        var keys = _keys;
        var age = Age(keys);
        if (age >= UsableFor)
        {
            return new ValueTask(RefreshAsync(keys, cancellationToken));
        }

        if (age >= RefreshEvery && !TriedLately && Interlocked.CompareExchange(ref _beside, 1, 0) == 0)
        {
            Beside = RefreshBesideAsync(keys);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The key with this id; null when the channel does not announce it.</summary>
    public async ValueTask<BotKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        await KeepFreshAsync(cancellationToken);
        var keys = _keys;
        if (!keys.ById.ContainsKey(keyId))
        {
            await RefreshAsync(keys, cancellationToken);
            keys = _keys;
        }

        return Age(keys) < UsableFor ? keys.ById.GetValueOrDefault(keyId) : null;
    }

    private TimeSpan Age(KeySet keys) => keys == KeySet.None ? TimeSpan.MaxValue : time.GetElapsedTime(keys.ReadAt);

    private bool TriedLately => Volatile.Read(ref _triedAt) is var at && at != long.MinValue && time.GetElapsedTime(at) < AtMostEvery;

    private async Task RefreshBesideAsync(KeySet known)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await RefreshAsync(known, CancellationToken.None);
        }
        finally
        {
            Volatile.Write(ref _beside, 0);
        }
    }

    private async Task RefreshAsync(KeySet known, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (_keys != known || TriedLately)
            {
                return;
            }

            Volatile.Write(ref _triedAt, time.GetTimestamp());
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            _keys = new KeySet(await ReadAsync(either.Token), time.GetTimestamp(), known.Generation + 1);
            Log.KeysRead(logger, _keys.ById.Count);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The keys we have stay in use until they are too old; tokens signed with others are refused meanwhile.
            Log.KeysNotRead(logger, e);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task<FrozenDictionary<string, BotKey>> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(HttpName);
        var metadata = options.Value.OpenIdMetadata;
        using var announced = JsonDocument.Parse(await client.GetByteArrayAsync(metadata, cancellationToken));
        if (!Uri.TryCreate(announced.RootElement.Text("jwks_uri"), UriKind.Absolute, out var keysAddress)
            || keysAddress.Scheme != metadata.Scheme)
        {
            throw new FormatException("The metadata names no usable jwks_uri.");
        }

        using var keys = JsonDocument.Parse(await client.GetByteArrayAsync(keysAddress, cancellationToken));
        return keys.RootElement.GetProperty("keys").EnumerateArray()
            .Select(ReadKey).OfType<BotKey>()
            .DistinctBy(k => k.Key.KeyId)
            .ToFrozenDictionary(k => k.Key.KeyId);
    }

    private static BotKey? ReadKey(JsonElement key)
    {
        if (key.Text("kty") != "RSA" || key.Text("use") is not (null or "sig") || key.Text("kid") is not { } id
            || key.Member("n").GetString() is not { } modulus || key.Member("e").GetString() is not { } exponent)
        {
            return null;
        }

        var parameters = new System.Security.Cryptography.RSAParameters
        {
            Modulus = Base64UrlEncoder.DecodeBytes(modulus),
            Exponent = Base64UrlEncoder.DecodeBytes(exponent),
        };
        var endorsements = key.Member("endorsements") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)
            : [];
        return new BotKey(new RsaSecurityKey(parameters) { KeyId = id }, endorsements.ToFrozenSet(StringComparer.Ordinal));
    }

    private sealed record KeySet(FrozenDictionary<string, BotKey> ById, long ReadAt, int Generation)
    {
        public static KeySet None { get; } = new(FrozenDictionary<string, BotKey>.Empty, 0, 0);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Read {Count} signing keys of the channel.")]
        public static partial void KeysRead(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The signing keys of the channel could not be read.")]
        public static partial void KeysNotRead(ILogger logger, Exception exception);
    }
}
