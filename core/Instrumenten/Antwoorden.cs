using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isop.Core.Instrumenten;

/// <summary>What one person says about one criterium: a step of the scale, and why.</summary>
public sealed record Antwoord
{
    /// <summary>The most that a toelichting may hold, in UTF-16 characters as a browser counts them.</summary>
    public const int MaxToelichting = 2000;

    public string? Stap { get; init; }

    public string? Toelichting { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Stap is null && Toelichting is null;

    /// <summary>
    /// As it comes from a form: nothing chosen or only spaces is null, line ends count once (a browser sends two characters
    /// for what it counted as one), characters that cannot be seen are left out.
    /// </summary>
    public static Antwoord From(string? stap, string? toelichting) => new()
    {
        Stap = string.IsNullOrWhiteSpace(stap) ? null : stap.Trim(),
        Toelichting = Clean(toelichting),
    };

    /// <summary>What somebody typed, as above; null when nothing is left.</summary>
    internal static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var lines = text.ReplaceLineEndings("\n");
        var clean = string.Concat(lines.Where(c => c is '\n' or '\t' || !char.IsControl(c))).Trim();
        return clean.Length == 0 ? null : clean;
    }
}

/// <summary>One person's answers by the id of the criterium or leervraag. Immutable, equal by content.</summary>
[JsonConverter(typeof(AntwoordenJson))]
public sealed class Antwoorden : IEquatable<Antwoorden>
{
    private readonly ImmutableSortedDictionary<string, Antwoord> _byId;

    private Antwoorden(ImmutableSortedDictionary<string, Antwoord> byId) => _byId = byId;

    public static Antwoorden Empty { get; } = new(ImmutableSortedDictionary.Create<string, Antwoord>(StringComparer.Ordinal));

    public int Count => _byId.Count;

    public IEnumerable<string> Ids => _byId.Keys;

    public IEnumerable<KeyValuePair<string, Antwoord>> All => _byId;

    /// <summary>The answer, or null when there is none yet.</summary>
    public Antwoord? this[string id] => _byId.GetValueOrDefault(id);

    /// <summary>With this answer in place of an earlier one; an empty answer takes it away.</summary>
    public Antwoorden With(string id, Antwoord antwoord)
    {
        ArgumentNullException.ThrowIfNull(antwoord);
        return new(antwoord.IsEmpty ? _byId.Remove(id) : _byId.SetItem(id, antwoord));
    }

    /// <summary>Made at once: a form is read in every turn, and one answer after another costs a new tree each.</summary>
    internal static Antwoorden Of(IEnumerable<KeyValuePair<string, Antwoord>> answers) =>
        new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, answers.Where(a => !a.Value.IsEmpty)));

    /// <summary>With a page of answers over the earlier ones.</summary>
    public Antwoorden With(IEnumerable<KeyValuePair<string, Antwoord>> page) =>
        _byId.IsEmpty ? Of(page) : page.Aggregate(this, (all, answer) => all.With(answer.Key, answer.Value));

    public bool Equals(Antwoorden? other) => other is not null && _byId.SequenceEqual(other._byId);

    public override bool Equals(object? obj) => Equals(obj as Antwoorden);

    public override int GetHashCode() => _byId.Aggregate(0, HashCode.Combine);
}

internal sealed class AntwoordenJson : JsonConverter<Antwoorden>
{
    public override Antwoorden Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var byId = JsonSerializer.Deserialize(ref reader, CoreJson.Default.DictionaryStringAntwoord);
        return byId is null ? throw new JsonException("Answers are an object.") : Antwoorden.Of(byId);
    }

    public override void Write(Utf8JsonWriter writer, Antwoorden value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.All.ToDictionary(), CoreJson.Default.DictionaryStringAntwoord);
}
