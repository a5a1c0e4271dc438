using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Cards;
using Isop.Core.Register;

namespace Isop.Tests.Tussenevaluaties;

internal sealed record Kaartknop(string Titel, string Verb, JsonObject Data);

/// <summary>A card as the person who got it looks at it: its words, its buttons, its inputs.</summary>
internal sealed class Kaart
{
    private readonly JsonElement _root;

    public Kaart(RenderedCard card, PersonId van)
    {
        (Card, Van) = (card, van);
        _root = JsonElement.Parse(card.Json.Span);
        Walk(_root);
    }

    public RenderedCard Card { get; }
    public PersonId Van { get; }
    public List<Kaartknop> Knoppen { get; } = [];
    public Dictionary<string, string> Inputs { get; } = [];
    public List<string> Teksten { get; } = [];
    public string Json => Encoding.UTF8.GetString(Card.Json.Span);
    public JsonElement Root => _root;

    /// <summary>Everything there is to read, a line per text.</summary>
    public string Tekst => string.Join('\n', Teksten);

    /// <summary>The ids of the questions that the card asks.</summary>
    public IReadOnlyList<string> Vragen => [.. Inputs.Keys.Where(k => k.StartsWith("s_", StringComparison.Ordinal)).Select(k => k[2..])];

    public bool Heeft(string titel) => Knoppen.Any(k => k.Titel == titel);

    public Kaartknop Knop(string titel) => Knoppen.FirstOrDefault(k => k.Titel == titel)
        ?? throw new InvalidOperationException($"No button '{titel}', but: {string.Join(", ", Knoppen.Select(k => k.Titel))}");

    private void Walk(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var type = Text(element, "type");
        if (type == "Action.Execute")
        {
            Knoppen.Add(new Kaartknop(Text(element, "title"), Text(element, "verb"), JsonNode.Parse(element.GetProperty("data").GetRawText())!.AsObject()));
            return;
        }

        if (type.StartsWith("Input.", StringComparison.Ordinal))
        {
            Inputs[Text(element, "id")] = Text(element, "value");
        }

        if (type == "RichTextBlock")
        {
            Teksten.Add(string.Concat(element.GetProperty("inlines").EnumerateArray().Select(run => Text(run, "text"))));
            return;
        }

        if (type == "TextBlock")
        {
            Teksten.Add(Text(element, "text"));
        }

        foreach (var property in element.EnumerateObject().Where(p => p.Name is not ("refresh" or "fallback" or "choices")))
        {
            Walk(property.Value);
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
