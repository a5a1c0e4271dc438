using System.Text.Encodings.Web;
using System.Text.Json;
using Isop.Bot.Cards;

namespace Isop.Tests.Cards;

/// <summary>
/// Holds every card of a capability to its approved JSON, <c>tests/Isop.Tests/{capability}/Approved/{name}.json</c>. What differs is
/// written to <c>artifacts/kaarten/{capability}</c>; with ISOP_APPROVE=1 in the environment the approved files are written anew.
/// </summary>
internal static class ApprovedCards
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Check(string capability, IReadOnlyDictionary<string, RenderedCard> cards)
    {
        var approved = Directory.CreateDirectory(Path.Combine(Root(), "tests", "Isop.Tests", capability, "Approved"));
        if (Environment.GetEnvironmentVariable("ISOP_APPROVE") == "1")
        {
            foreach (var file in approved.GetFiles("*.json"))
            {
                file.Delete();
            }

            Write(approved, cards);
        }

        var differs = cards.Where(c => !IsApproved(approved, c.Key, Text(c.Value))).ToDictionary();
        var stale = approved.GetFiles("*.json").Select(f => Path.GetFileNameWithoutExtension(f.Name)).Except(cards.Keys).ToList();
        var received = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "kaarten", capability));
        Write(received, differs);
        Assert.True(
            differs.Count == 0 && stale.Count == 0,
            $"Not as approved: {string.Join(", ", differs.Keys)}; approved but never shown: {string.Join(", ", stale)}. Look at {received.FullName}.");
    }

    private static bool IsApproved(DirectoryInfo approved, string name, string card)
    {
        var file = Path.Combine(approved.FullName, $"{name}.json");
        return File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == card;
    }

    private static void Write(DirectoryInfo folder, IReadOnlyDictionary<string, RenderedCard> cards)
    {
        foreach (var (name, card) in cards)
        {
            File.WriteAllText(Path.Combine(folder.FullName, $"{name}.json"), Text(card));
        }
    }

    private static string Text(RenderedCard card) => JsonSerializer.Serialize(JsonElement.Parse(card.Json.Span), Indented).ReplaceLineEndings("\n") + "\n";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ISOP.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
