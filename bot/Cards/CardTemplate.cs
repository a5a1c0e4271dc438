using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Isop.Bot.Cards.Templating;

namespace Isop.Bot.Cards;

/// <summary>
/// The template of one card, <c>bot/&lt;Capability&gt;/Cards/&lt;name&gt;.card.json</c>, compiled once: keep it in a static field.
/// </summary>
public sealed class CardTemplate
{
    private const string Folder = "/Cards/";
    private const string Extension = ".card.json";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_view;

    // Only what JSON demands is escaped, so that text can go to the card as it is written here.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly AdaptiveCardTemplate _template;

    private CardTemplate(string name, AdaptiveCardTemplate template)
    {
        Name = name;
        _template = template;
    }

    /// <summary>The capability and the card: "Tussenevaluaties/formulier".</summary>
    public string Name { get; }

    /// <summary>Every card template of the product.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(CardTemplate).Assembly.GetManifestResourceNames()
            .Where(resource => resource.EndsWith(Extension, StringComparison.Ordinal))
            .Select(resource => resource[..^Extension.Length].Replace(Folder, "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="name">The capability and the card: "Tussenevaluaties/formulier".</param>
    /// <exception cref="AdaptiveTemplateException">The template cannot be compiled.</exception>
    public static CardTemplate Load(string name)
    {
        var resource = name.Replace("/", Folder, StringComparison.Ordinal) + Extension;
        using var stream = typeof(CardTemplate).Assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"There is no card template bot/{resource}.", nameof(name));
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return new CardTemplate(name, new AdaptiveCardTemplate(json));
    }

    /// <param name="view">What the card shows, in words and formats that are ready to read.</param>
    /// <param name="type">The view's line in <see cref="CardJson"/>.</param>
    /// <param name="summary">The sentence for notifications and screen readers.</param>
    /// <exception cref="AdaptiveTemplateException">An expression cannot be evaluated on this view.</exception>
    public RenderedCard Render<T>(T view, JsonTypeInfo<T> type, string summary)
    {
        if (type.Options.DefaultIgnoreCondition != JsonIgnoreCondition.Never)
        {
            throw new ArgumentException($"A view must write what is null; use {nameof(CardJson)}.", nameof(type));
        }

        var data = t_view ?? new ArrayBufferWriter<byte>(4096);
        t_view = null;
        using (var writer = new Utf8JsonWriter(data, Writing))
        {
            JsonSerializer.Serialize(writer, view, type);
        }

        var card = new ArrayBufferWriter<byte>(8192);
        _template.Expand(card, data.WrittenSpan);
        data.Clear();
        t_view = data;
        return new RenderedCard(card.WrittenMemory, summary);
    }
}
