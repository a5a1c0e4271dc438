using System.Globalization;

namespace Isop.Core.Bezorging;

/// <summary>Spreads keys over a fixed number of partitions.</summary>
internal static class Shard
{
    public const int Count = 16;

    public static string Of(string key)
    {
        return (StableHash.Of(key) % Count).ToString("D2", CultureInfo.InvariantCulture);
    }

    public static IEnumerable<string> All => Enumerable.Range(0, Count).Select(i => i.ToString("D2", CultureInfo.InvariantCulture));
}

/// <summary>FNV-1a, because the answer must be the same in every process; it keeps no secret.</summary>
internal static class StableHash
{
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash;
    }
}
