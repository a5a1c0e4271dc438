namespace Isop.Core.Pdf.Fonts;

/// <summary>
/// Source Sans 3 in two weights. What nearly all documents need is subset and compressed once per process: the letters of Dutch and its
/// neighbours, then those of Europe, then all of Latin. A document with more (Greek, Cyrillic) gets a subset of its own, which is not kept, so
/// memory stays flat.
/// </summary>
internal sealed class Typeface
{
    private static readonly Lazy<Typeface> Embedded = new(() => new(Load("Pdf/Regular.ttf"), Load("Pdf/Bold.ttf")));

    /// <summary>What each level adds to the one before.</summary>
    private static readonly (int First, int Last)[][] Ranges =
    [
        [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2026), (0x20AC, 0x20AC), (0x2212, 0x2212)],
        [(0x100, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E)],
        [(0x180, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x22FF)],
    ];

    private readonly SortedSet<int>[] _levels;
    private readonly Lazy<FontSubset>[] _subsets;

    private Typeface(TrueTypeFont regular, TrueTypeFont bold)
    {
        (Regular, Bold) = (regular, bold);
        _levels = [.. Ranges.Select((_, level) => Present(Ranges.Take(level + 1)))];
        _subsets = [.. _levels.SelectMany(codes => new Lazy<FontSubset>[] { new(() => new(Regular, codes)), new(() => new(Bold, codes)) })];
    }

    /// <summary>Never changes once read.</summary>
    public static Typeface BuiltIn => Embedded.Value;

    public static int Levels => Ranges.Length;

    public TrueTypeFont Regular { get; }
    public TrueTypeFont Bold { get; }

    public TrueTypeFont Font(bool bold) => bold ? Bold : Regular;

    public bool Has(int codePoint) => Regular.Glyph(codePoint) != 0 && Bold.Glyph(codePoint) != 0;

    /// <summary>The lowest level with a character; as many as there are levels when none has it.</summary>
    public int Level(int codePoint)
    {
        var level = 0;
        while (level < _levels.Length && !_levels[level].Contains(codePoint))
        {
            level++;
        }

        return level;
    }

    /// <param name="level">The highest that the document needs.</param>
    /// <param name="others">What it uses beyond all levels.</param>
    public FontSubset Subset(bool bold, int level, SortedSet<int>? others) =>
        others is null ? _subsets[2 * level + (bold ? 1 : 0)].Value : new(Font(bold), [.. _levels[level], .. others]);

    private SortedSet<int> Present(IEnumerable<(int First, int Last)[]> ranges) =>
        [.. ranges.SelectMany(r => r).SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Where(Has)];

    private static TrueTypeFont Load(string resource)
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The typeface '{resource}' is not in the assembly.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new(file);
    }
}
