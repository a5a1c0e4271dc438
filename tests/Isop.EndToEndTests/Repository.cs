namespace Isop.EndToEndTests;

/// <summary>Where the checkout and the artifacts folder are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Artifacts { get; } =
        Directory.CreateDirectory(Environment.GetEnvironmentVariable("ISOP_ARTIFACTS") ?? Path.Combine(Root, "artifacts")).FullName;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ISOP.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not stand in a checkout.");
    }
}
