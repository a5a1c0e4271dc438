using System.Diagnostics;
using Isop.Bot.Bezorging;

namespace Isop.Tests.Beheer;

/// <summary>The real program with wrong settings.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Every_wrong_setting_is_one_line_and_nothing_starts(string environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BezorgOptions).Assembly.Location])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Isop__Storage"] = "ergens";
        start.Environment["Isop__PublicUrl"] = "http://isop.example/met/pad";
        start.Environment["Isop__Backup"] = "https://isop.blob.core.windows.net/backups";
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("Een instelling klopt niet: ", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Isop:Storage", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Isop:BackupKey must be a key in a vault", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Isop:PublicUrl", StringComparison.Ordinal));
        Assert.Equal(environment == "Production", lines.Any(line => line.Contains("Isop:Mail:Sender", StringComparison.Ordinal)));
        Assert.Equal(4, process.ExitCode);
    }
}
