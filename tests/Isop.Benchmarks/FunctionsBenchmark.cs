using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Isop.Benchmarks;

/// <summary>Start of the custom handler to the answer of its first planning call, on a store with a register; and its memory then.</summary>
internal static class FunctionsBenchmark
{
    private const int Students = 1_000;
    private const string Tick = """{"Data":{"klok":{"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"Planning"}}}""";

    public static async Task<bool> RunAsync(Options options)
    {
        using var work = new Workplace();
        await TurnPlayer.PrepareAsync(work.Database, Students, 1);
        var report = new Report($"Functions: a register of {Students:N0} students, best start and highest memory of the rounds with nothing due");
        var (seconds, memory) = (double.MaxValue, 0d);
        for (var round = 0; round <= options.Number("rounds", 3); round++)
        {
            var began = Stopwatch.GetTimestamp();
            using var process = Launch(work.Database, options.Text("program", ""), out var address);
            try
            {
                await AnswerAsync(process, address);
                var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
                var peak = ProcMemory.Read(process.Id, "VmHWM");
                Console.WriteLine($"  first planning answered after {took:F2} s, highest {peak:F0} MB (load {Report.LoadAverage()})");
                if (round == 0)
                {
                    report.Tell("round that opens every case", string.Create(CultureInfo.InvariantCulture, $"{took:F1} s, {peak:F0} MB"));
                    continue;
                }

                (seconds, memory) = (Math.Min(seconds, took), Math.Max(memory, peak));
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        report.AtMost("start to first answer", seconds, 1.5, "s");
        report.AtMost("highest memory", memory, 120, "MB");
        return report.Print();
    }

    internal static Process Launch(string database, string program, out Uri address)
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var built = Path.Combine(Workplace.Root, "functions", "bin", ours.Parent!.Name, ours.Name, "Isop.Functions.dll");
        var start = program.Length > 0 ? new ProcessStartInfo(program) : new ProcessStartInfo("dotnet", [built]);
        var port = BotProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        address = new Uri($"http://127.0.0.1:{port}/");
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        start.Environment["Isop__Storage"] = $"Data Source={database}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return Process.Start(start) ?? throw new InvalidOperationException("The functions did not start.");
    }

    /// <summary>As the host does: polls until the port answers, then calls.</summary>
    internal static async Task AnswerAsync(Process process, Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        while (true)
        {
            try
            {
                using var ready = await http.GetAsync(address);
                break;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }
        }

        using var body = new StringContent(Tick, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(address, "/Planning"), body);
        answer.EnsureSuccessStatusCode();
    }
}
