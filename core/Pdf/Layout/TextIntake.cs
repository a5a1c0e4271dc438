using System.Globalization;
using System.Text;
using Isop.Core.Pdf.Fonts;

namespace Isop.Core.Pdf.Layout;

/// <summary>Takes in all text of a document: composes it, replaces what the typeface lacks, and remembers which characters are used.</summary>
internal sealed class TextIntake(Typeface typeface)
{
    private const char SoftHyphen = '\u00AD';
    private readonly SortedSet<string> _replaced = new(StringComparer.Ordinal);
    private int _level;
    private SortedSet<int>? _others;

    public Typeface Typeface => typeface;

    /// <summary>What was asked and could not be drawn, as it was asked: whole emoji, not their halves.</summary>
    public IReadOnlyCollection<string> Replaced => _replaced;

    public FontSubset Subset(bool bold) => typeface.Subset(bold, _level, _others);

    /// <summary>The text as it will be set: NFC, no controls but line breaks, U+FFFD where the typeface has nothing.</summary>
    public string Take(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        return text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? TakeSlowly(Compose(text)) : text;
    }

    /// <summary>For a title and an alternative text, which no typeface touches: NFC on one line, without what XML forbids.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Compose(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                plain.Append(' ');
            }
            else if (rune.Value is not (0xFFFE or 0xFFFF))
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString().Trim();
    }

    private string TakeSlowly(string text)
    {
        var set = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var cluster = text.AsSpan(at, StringInfo.GetNextTextElementLength(text.AsSpan(at)));
            TakeCluster(cluster, set);
            at += cluster.Length;
        }

        return set.ToString();
    }

    private void TakeCluster(ReadOnlySpan<char> cluster, StringBuilder set)
    {
        var first = true;
        foreach (var rune in cluster.EnumerateRunes())
        {
            if (rune.Value is '\n' or 0x2028 or 0x2029 or 0x85)
            {
                set.Append('\n');
            }
            else if (rune.Value == '\t')
            {
                set.Append(' ');
            }
            else if (!IsInvisible(rune) && !TakeRune(rune, set))
            {
                _replaced.Add(cluster.ToString());
                set.Append((char)FontSubset.Replacement);
                if (first)
                {
                    // What follows belongs to what could not be drawn: a skin, a sex, a mark.
                    return;
                }
            }

            first = false;
        }
    }

    private bool TakeRune(Rune rune, StringBuilder set)
    {
        if (typeface.Has(rune.Value))
        {
            Use(rune.Value);
            set.Append(rune.ToString());
            return true;
        }

        var parts = rune.Value == FontSubset.Replacement ? "" : rune.ToString().Normalize(NormalizationForm.FormD);
        if (parts.Length <= rune.Utf16SequenceLength || !parts.EnumerateRunes().All(r => typeface.Has(r.Value)))
        {
            return false;
        }

        foreach (var part in parts.EnumerateRunes())
        {
            Use(part.Value);
        }

        set.Append(parts);
        return true;
    }

    private void Use(int codePoint)
    {
        var level = typeface.Level(codePoint);
        if (level < Fonts.Typeface.Levels)
        {
            _level = Math.Max(_level, level);
        }
        else
        {
            (_others ??= []).Add(codePoint);
        }
    }

    /// <summary>Controls, joiners, marks of direction and choices of form: they have no look of their own.</summary>
    private static bool IsInvisible(Rune rune) => rune.Value != SoftHyphen
        && (Rune.IsControl(rune) || rune.Value is >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F
            or >= 0xFE00 and <= 0xFE0F or 0xFEFF or >= 0xE0000 and <= 0xE0FFF);

    /// <summary>Half a surrogate pair has no composed form, so it is replaced first.</summary>
    private static string Compose(string text)
    {
        var units = text.AsSpan();
        var whole = true;
        while (whole && units.Length > 0)
        {
            whole = Rune.DecodeFromUtf16(units, out _, out var used) == System.Buffers.OperationStatus.Done;
            units = units[used..];
        }

        return (whole ? text : string.Concat(text.EnumerateRunes().Select(r => r.ToString()))).Normalize(NormalizationForm.FormC);
    }
}
