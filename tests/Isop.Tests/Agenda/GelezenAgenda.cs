using System.Text;
using Isop.Tests.Cards;

namespace Isop.Tests.Agenda;

/// <summary>An iCalendar file as a program that is not ours reads it.</summary>
public sealed record GelezenAgenda(
    string? Method, string? Product, string? Version, string? Name, IReadOnlyList<string> Zones, IReadOnlyList<GelezenAfspraak> Events)
{
    public static async Task<GelezenAgenda> ReadAsync(byte[] file) =>
        (await Oracle.RunAsync<GelezenAgenda[]>("ical.cjs", new[] { new { File = Convert.ToBase64String(file) } })).Single();

    /// <summary>The lines as they travel: RFC 5545 §3.1, at most 75 octets without the line end, each whole UTF-8.</summary>
    public static void MustBeWellFolded(byte[] file)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var start = 0;
        for (var i = 0; i < file.Length; i++)
        {
            Assert.False(file[i] == '\n' && (i == 0 || file[i - 1] != '\r'), $"A bare line feed at {i}.");
            if (file[i] == '\n')
            {
                var line = file.AsSpan(start, i - 1 - start);
                Assert.True(line.Length <= 75, $"{line.Length} octets: {Encoding.UTF8.GetString(line)}");
                Assert.DoesNotContain('\r', strict.GetString(line));
                start = i + 1;
            }
        }

        Assert.Equal(file.Length, start);
    }
}

public sealed record GelezenAfspraak
{
    public required string Uid { get; init; }
    public int Sequence { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Place { get; init; }
    public string? Status { get; init; }
    public string? Zone { get; init; }
    public long? Start { get; init; }
    public long? End { get; init; }
    public string? Day { get; init; }
    public string? NextDay { get; init; }
    public long Stamp { get; init; }
    public string? Organizer { get; init; }
    public required IReadOnlyList<string> Attendees { get; init; }
}
