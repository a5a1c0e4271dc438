namespace Isop.Core.Pdf.Fonts;

/// <summary>
/// Source Sans 3 in two weights. What nearly all documents need is subset and compressed once per process: first the letters of Dutch and its
/// neighbours, then all of Latin. A document with more (Greek, Cyrillic) gets a subset of its own, which is not kept, so memory stays flat.
/// </summary>
internal sealed class Typeface
{
    private static readonly Lazy<Typeface> Embedded = new(() => new(Load("Pdf/Regular.ttf"), Load("Pdf/Bold.ttf")));
    private static readonly (int First, int Last)[] WesternRanges = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2026), (0x20AC, 0x20AC), (0x2212, 0x2212)];
    private static readonly (int First, int Last)[] LatinRanges = [(0x100, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x22FF)];
    private readonly SortedSet<int> _western;
    private readonly SortedSet<int> _latin;
    private readonly Lazy<FontSubset>[] _subsets;

    private Typeface(TrueTypeFont regular, TrueTypeFont bold)
    {
        (Regular, Bold) = (regular, bold);
        _western = Present(WesternRanges);
        _latin = Present([.. WesternRanges, .. LatinRanges]);
        _subsets =
        [
            new(() => new(Regular, _western)), new(() => new(Bold, _western)), new(() => new(Regular, _latin)), new(() => new(Bold, _latin)),
        ];
    }

    /// <summary>Never changes once read.</summary>
    public static Typeface BuiltIn => Embedded.Value;

    public TrueTypeFont Regular { get; }
    public TrueTypeFont Bold { get; }

    public TrueTypeFont Font(bool bold) => bold ? Bold : Regular;

    public bool Has(int codePoint) => Regular.Glyph(codePoint) != 0 && Bold.Glyph(codePoint) != 0;

    public bool IsWestern(int codePoint) => _western.Contains(codePoint);

    public bool IsLatin(int codePoint) => _latin.Contains(codePoint);

    /// <param name="latin">Whether the document goes beyond the western letters.</param>
    /// <param name="others">What it uses beyond Latin.</param>
    public FontSubset Subset(bool bold, bool latin, SortedSet<int>? others)
    {
        if (others is not null)
        {
            var all = new SortedSet<int>(_latin);
            all.UnionWith(others);
            return new(Font(bold), all);
        }

        return _subsets[(latin ? 2 : 0) + (bold ? 1 : 0)].Value;
    }

    private SortedSet<int> Present((int First, int Last)[] ranges) =>
        [.. ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Where(Has)];

    private static TrueTypeFont Load(string resource)
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The typeface '{resource}' is not in the assembly.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new(file);
    }
}
