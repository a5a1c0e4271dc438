namespace Isop.Benchmarks;

/// <summary>A folder for the store of one run, removed at its end.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("isop-benchmark-");

    public string Database => Path.Combine(_folder.FullName, "isop.db");

    /// <summary>The root of the repository, found from where this program stands.</summary>
    public static string Root { get; } = FindRoot();

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ISOP.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("This program does not stand inside the repository.");
    }
}
