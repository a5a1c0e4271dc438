using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Isop.Core.Certificaten;
using Isop.Tests.Certificaten;

namespace Isop.Benchmarks;

/// <summary>
/// Certificates per second on one core, ours and those of pdfkit, in turns on the same core. Both make the same page with another number and so
/// another QR code each time, which each computes with its own library. Ours also writes XMP and a colour profile, which pdfkit is spared.
/// </summary>
internal static class CertificatenPdfBenchmark
{
    /// <summary>Our side, in the child process: answers "what count" lines.</summary>
    public const string Step = "certificaten-pdf-step";

    private const int Few = 1_000, Many = 10_000;

    /// <summary>Short enough to need no other size, which pdfkit would not find by itself.</summary>
    private static readonly string[] Namen = ["Jan Smit", "Fatima el Idrissi", "Anne-Fleur van den Heuvel", "Şule Yıldız-Öztürk", "Łukasz Wójcik"];

    public static async Task<bool> RunAsync(Options options)
    {
        var (rounds, count) = (options.Number("rounds", 5), options.Number("count", 300));
        var report = new Report($"Certificates as PDF, one core, {rounds} rounds of {count} in turns");
        using var work = new Workplace();
        var folder = Path.GetDirectoryName(work.Database)!;
        var input = Path.Combine(folder, "certificaat.json");
        var kept = options.Text("keep", Path.Combine(folder, "pdfkit.pdf"));
        await File.WriteAllTextAsync(input, Input(kept));
        using var ours = Side.Start("dotnet", typeof(CertificatenPdfBenchmark).Assembly.Location, Step);
        using var theirs = Side.Start("node", Script(), input);
        var sides = new[] { (Name: "ours", Side: ours), (Name: "pdfkit", Side: theirs) };
        foreach (var (_, side) in sides)
        {
            await side.AskAsync("pdf", count);
            await side.AskAsync("qr", count);
        }

        var found = sides.ToDictionary(s => s.Name, _ => new List<(Answer Pdf, Answer Qr)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, side) in sides)
            {
                found[name].Add((await side.AskAsync("pdf", count), await side.AskAsync("qr", count)));
                var (pdf, qr) = found[name][^1];
                Console.WriteLine(FormattableString.Invariant($"  round {round + 1}, {name}: {count / pdf.Seconds:0} per second, {pdf.Processor / count * 1000:0.00} ms, code {qr.Processor / count * 1000:0.00} ms (load {Report.LoadAverage()})"));
            }
        }

        var (us, them) = (Median(found["ours"], count), Median(found["pdfkit"], count));
        foreach (var (name, m) in new[] { ("ours", us), ("pdfkit", them) })
        {
            report.Tell($"{name}: per second", Say(m.PerSecond));
            report.Tell($"{name}: per second of the processor", Say(1000 / m.Milliseconds));
            report.Tell($"{name}: the same without computing the code", Say(1000 / (m.Milliseconds - m.Code)));
            report.Tell($"{name}: processor time, and of that the code", FormattableString.Invariant($"{m.Milliseconds:0.00} ms, {m.Code:0.00} ms"));
            report.Tell($"{name}: a file", $"{found[name][0].Pdf.Bytes:N0} bytes");
        }

        report.AtLeast("ours against pdfkit, by processor time", them.Milliseconds / us.Milliseconds, 3, "times");
        report.AtLeast("ours against pdfkit, without the code", (them.Milliseconds - them.Code) / (us.Milliseconds - us.Code), 3, "times");
        await MemoryAsync(report);
        return report.Print();
    }

    /// <summary>In the child process. What is "pdf", "qr" or "geheugen", which answers heap and working set in MB.</summary>
    public static async Task<bool> RunStepAsync(Options _)
    {
        while (await Console.In.ReadLineAsync() is { } asked)
        {
            var (what, count) = (asked.Split(' ')[0], int.Parse(asked.Split(' ')[1], CultureInfo.InvariantCulture));
            var (began, used, bytes) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);
            for (var i = 0; i < count; i++)
            {
                var nummer = Certificaatnummer.Trek();
                var adres = new Uri(Adres + nummer);
                bytes = what == "qr" ? Qrcode.Modules(adres.AbsoluteUri).Length
                    : Certificaatpdf.Maak(Papier.Gewoon with { Nummer = nummer, Adres = adres }, Namen[i % Namen.Length]).Bytes.Length;
            }

            var (first, second) = (Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
            if (what == "geheugen")
            {
                var working = ProcMemory.Read(Environment.ProcessId, "VmRSS");
                (first, second) = (GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, working);
            }

            Console.WriteLine(FormattableString.Invariant($"{first} {second} {bytes}"));
        }

        return true;
    }

    private static string Adres => Papier.Gewoon.Adres.AbsoluteUri[..^Certificaatnummer.Lengte];

    private static async Task MemoryAsync(Report report)
    {
        using var side = Side.Start("dotnet", typeof(CertificatenPdfBenchmark).Assembly.Location, Step);
        var few = await side.AskAsync("geheugen", Few);
        var many = await side.AskAsync("geheugen", Many - Few);
        report.Tell($"managed heap at {Few:N0} and {Many:N0}", FormattableString.Invariant($"{few.Seconds:0.00} and {many.Seconds:0.00} MB"));
        report.Tell($"working set at {Few:N0} and {Many:N0}", FormattableString.Invariant($"{few.Processor:0} and {many.Processor:0} MB"));
        report.AtMost("growth of the managed heap", many.Seconds - few.Seconds, 1, "MB");
        report.AtMost("growth of the working set", many.Processor - few.Processor, 16, "MB");
    }

    private static string Input(string kept)
    {
        var c = Papier.Gewoon;
        var fonts = Path.Combine(Workplace.Root, "core", "node_modules", "@expo-google-fonts", "source-sans-3");
        return JsonSerializer.Serialize(new
        {
            texts = new
            {
                titel = c.Titel, omschrijving = c.Omschrijving, uitgever = c.Uitgever, wanneer = "op 14 oktober 2026, 2,5 uur", waar = c.Waar, inhoud = c.Inhoud,
                ondertekenaar = c.Ondertekenaar, functie = c.Functie, verstrekt = "Verstrekt op 18 november 2026", geldig = $"Geldig tot en met 31 juli 2028 · studiejaar {c.Studiejaar}",
            },
            names = Namen,
            fonts = (string[])[Path.Combine(fonts, "400Regular", "SourceSans3_400Regular.ttf"), Path.Combine(fonts, "700Bold", "SourceSans3_700Bold.ttf")],
            address = Adres,
            kept,
        });
    }

    private static string Script() => Path.Combine(Workplace.Root, "tests", "Isop.Benchmarks", "certificaten-pdf.cjs");

    private static (double PerSecond, double Milliseconds, double Code) Median(List<(Answer Pdf, Answer Qr)> rounds, int count) =>
        (Middle(rounds.Select(r => count / r.Pdf.Seconds)), Middle(rounds.Select(r => 1000 * r.Pdf.Processor / count)), Middle(rounds.Select(r => 1000 * r.Qr.Processor / count)));

    private static double Middle(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static string Say(double perSecond) => perSecond.ToString("N0", CultureInfo.InvariantCulture);

    private readonly record struct Answer(double Seconds, double Processor, int Bytes);

    /// <summary>A process on the first core that does as it is asked.</summary>
    private sealed class Side(Process process) : IDisposable
    {
        public static Side Start(string program, params string[] arguments) =>
            new(Process.Start(new ProcessStartInfo("taskset", ["-c", "0", program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })
                ?? throw new InvalidOperationException($"'{program}' did not start."));

        public async Task<Answer> AskAsync(string what, int count)
        {
            await process.StandardInput.WriteLineAsync($"{what} {count.ToString(CultureInfo.InvariantCulture)}");
            await process.StandardInput.FlushAsync();
            var answer = (await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A side stopped.")).Split(' ');
            return new(double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture), int.Parse(answer[2], CultureInfo.InvariantCulture));
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
