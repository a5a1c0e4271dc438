using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Isop.Core.Instrumenten;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What one student answered: a step for a stelling, or nothing (geen mening and skipped are the same), and words for an open vraag. It says
/// nothing about who or when. Immutable, equal by content.
/// </summary>
public sealed partial class StageAntwoorden : IEquatable<StageAntwoorden>
{
    private readonly ImmutableSortedDictionary<string, int> _stappen;
    private readonly ImmutableSortedDictionary<string, string> _teksten;

    private StageAntwoorden(ImmutableSortedDictionary<string, int> stappen, ImmutableSortedDictionary<string, string> teksten) =>
        (_stappen, _teksten) = (stappen, teksten);

    public static StageAntwoorden Leeg { get; } = new(
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public bool IsLeeg => _stappen.IsEmpty && _teksten.IsEmpty;

    /// <summary>The chosen steps by the id of the stelling; 1 is the lowest, 0 something that is no step.</summary>
    public IEnumerable<KeyValuePair<string, int>> Stappen => _stappen;

    public IEnumerable<KeyValuePair<string, string>> Teksten => _teksten;

    /// <summary>1 to 5; null for geen mening.</summary>
    public int? Stap(string stelling) => _stappen.TryGetValue(stelling, out var stap) ? stap : null;

    /// <summary>Null when nothing was written.</summary>
    public string? Tekst(string vraag) => _teksten.GetValueOrDefault(vraag);

    /// <summary>As it comes from a form: null or empty is geen mening. What is no number is kept as 0, which the check refuses.</summary>
    public StageAntwoorden MetStap(string stelling, string? gekozen) => string.IsNullOrWhiteSpace(gekozen)
        ? new(_stappen.Remove(stelling), _teksten)
        : new(_stappen.SetItem(stelling, int.TryParse(gekozen, NumberStyles.None, CultureInfo.InvariantCulture, out var stap) ? stap : 0), _teksten);

    /// <summary>As it comes from a form, cleaned as a toelichting is; however long, nothing is cut off.</summary>
    public StageAntwoorden MetTekst(string vraag, string? tekst) => Antwoord.Clean(tekst) is { } clean
        ? new(_stappen, _teksten.SetItem(vraag, WellFormed(clean)))
        : new(_stappen, _teksten.Remove(vraag));

    public bool Equals(StageAntwoorden? other) =>
        other is not null && _stappen.SequenceEqual(other._stappen) && _teksten.SequenceEqual(other._teksten);

    public override bool Equals(object? obj) => Equals(obj as StageAntwoorden);

    public override int GetHashCode() => _teksten.Aggregate(_stappen.Aggregate(0, HashCode.Combine), HashCode.Combine);

    /// <summary>Half a surrogate pair becomes the replacement character, which is as long.</summary>
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
