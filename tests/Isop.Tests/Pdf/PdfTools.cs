using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Isop.Tests.Pdf;

/// <summary>Other people's readers. One that is missing fails the test: a file that nobody looked at is not known to be right.</summary>
public static class PdfTools
{
    /// <summary>What a program of poppler-utils says about a file.</summary>
    public static async Task<string> PopplerAsync(string tool, byte[] file, params string[] options) =>
        Encoding.UTF8.GetString(await RunAsync(tool, file, options));

    /// <summary>The first page as PNG.</summary>
    public static Task<byte[]> PictureAsync(byte[] file, int dpi, params string[] options) =>
        RunAsync("pdftoppm", file, ["-png", "-singlefile", "-r", dpi.ToString(CultureInfo.InvariantCulture), .. options]);

    private static async Task<byte[]> RunAsync(string tool, byte[] file, string[] options)
    {
        var work = Directory.CreateTempSubdirectory("isop-pdf-");
        try
        {
            var path = Path.Combine(work.FullName, "document.pdf");
            await File.WriteAllBytesAsync(path, file);
            using var process = Start(new ProcessStartInfo(tool, [.. options, path]) { RedirectStandardOutput = true, RedirectStandardError = true });
            using var output = new MemoryStream();
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.BaseStream.CopyToAsync(output);
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0 && (await errors).Length == 0, $"{tool} is not content (exit code {process.ExitCode}): {await errors}");
            return output.ToArray();
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>The text of every page as PdfPig finds it in the content.</summary>
    public static string[] Pages(byte[] file)
    {
        using var document = PdfDocument.Open(file);
        return [.. document.GetPages().Select(p => ContentOrderTextExtractor.GetText(p))];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"'{start.FileName}' is missing. Install poppler-utils.");
        }
    }
}
