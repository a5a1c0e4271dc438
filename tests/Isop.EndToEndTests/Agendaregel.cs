using System.Diagnostics;
using System.Text.Json;

namespace Isop.EndToEndTests;

/// <summary>An appointment of a feed, as ical.js reads it.</summary>
internal sealed record Agendaregel(string Uid, int Sequence, string Title, string Status, string? Zone, long Start)
{
    /// <summary>Those of a personal feed that have a time.</summary>
    /// <param name="bot">Whose feed it is.</param>
    /// <param name="path">The feed's path.</param>
    /// <param name="title">How the titles begin that are looked for.</param>
    public static async Task<IReadOnlyList<Agendaregel>> ReadAsync(Bot bot, string path, string title)
    {
        var ct = TestContext.Current.CancellationToken;
        var file = await bot.Http.GetByteArrayAsync(path, ct);
        var folder = Directory.CreateTempSubdirectory("isop-ics-");
        try
        {
            var (input, output) = (Path.Combine(folder.FullName, "in.json"), Path.Combine(folder.FullName, "out.json"));
            await File.WriteAllTextAsync(input, JsonSerializer.Serialize(new[] { new { file = Convert.ToBase64String(file) } }), ct);
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "oracle", "ical.cjs"), input, output]))!;
            await node.WaitForExitAsync(ct);
            Assert.Equal(0, node.ExitCode);
            using var read = JsonDocument.Parse(await File.ReadAllBytesAsync(output, ct));
            return
            [
                .. read.RootElement[0].GetProperty("events").EnumerateArray().Where(e => e.GetProperty("start").ValueKind == JsonValueKind.Number).Select(e => new Agendaregel(
                    e.GetProperty("uid").GetString()!, e.GetProperty("sequence").GetInt32(), e.GetProperty("title").GetString()!, e.GetProperty("status").GetString()!,
                    e.GetProperty("zone").GetString(), e.GetProperty("start").GetInt64())).Where(e => e.Title.StartsWith(title, StringComparison.Ordinal)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
