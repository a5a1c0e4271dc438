using System.Globalization;
using System.Text;

namespace Isop.Core.Bezorging;

/// <summary>Spreads keys over a fixed number of partitions. FNV-1a, because the answer must be the same in every process.</summary>
internal static class Shard
{
    public const int Count = 16;

    public static string Of(string key)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (hash % Count).ToString("D2", CultureInfo.InvariantCulture);
    }

    public static IEnumerable<string> All => Enumerable.Range(0, Count).Select(i => i.ToString("D2", CultureInfo.InvariantCulture));
}
