using System.Diagnostics;

namespace Isop.Tests.Storage;

/// <summary>Another process on the same file (tests/Isop.StorageWriter).</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process process;

    public WriterProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Isop.StorageWriter.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("The writer did not start.");
    }

    /// <summary>The next line it printed; null at its end.</summary>
    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => process.StandardOutput.ReadLineAsync(cancellationToken);

    public async Task<string> ErrorsAsync(CancellationToken cancellationToken) => await process.StandardError.ReadToEndAsync(cancellationToken);

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        process.Dispose();
    }
}
