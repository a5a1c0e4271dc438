using System.Text;

namespace Isop.Tests.Storage;

/// <summary>The order that the port promises, computed in the plainest way: by the UTF-32 values one by one.</summary>
internal static class CodePoints
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string? left, string? right)
    {
        var (a, b) = (left!.EnumerateRunes().ToArray(), right!.EnumerateRunes().ToArray());
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i].Value != b[i].Value)
            {
                return a[i].Value.CompareTo(b[i].Value);
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
