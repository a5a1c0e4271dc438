using System.Globalization;

namespace Isop.Core.Storage;

/// <summary>Versions count every write ever done in the file, so none comes back after a delete or a restart.</summary>
internal static class SqliteVersion
{
    public static string Format(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text that is no version of ours equals no stored one.</summary>
    public static long Parse(string version) =>
        long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
}
