using Isop.Core.Pdf;
using Isop.Core.Pdf.Fonts;
using Isop.Core.Pdf.Layout;

namespace Isop.Tests.Pdf;

public sealed class PdfTextTests
{
    private static readonly TrueTypeFont Font = Typeface.BuiltIn.Regular;

    [Theory]
    [InlineData("Ayşegül Yıldız, İstanbul, ğüşöç ĞÜŞÖÇ")]
    [InlineData("Łukasz Święciński, zażółć gęślą jaźń ĄĆĘŁŃÓŚŹŻ")]
    [InlineData("financiële IJssel ijs Ĳ ĳ coördinatie één “aan” ‘uit’ – … €")]
    [InlineData("Nguyễn Thị Hồng, Ștefan Țîrlea, Ærøskøbing, Þórr")]
    [InlineData("Γιώργος Παπαδόπουλος, Иван Петров")]
    public void A_name_is_read_back_as_it_was_written(string name)
    {
        var bestand = Alinea(name);
        Assert.Empty(bestand.Vervangen);
        Assert.Contains(name, Assert.Single(PdfTools.Pages(bestand.Bytes)));
    }

    [Theory]
    [InlineData("e\u0301e\u0301n", "één")]
    [InlineData("I\u0307stanbul", "İstanbul")]
    [InlineData("g\u0306", "ğ")]
    [InlineData("q\u0302", "q\u0302")] // composes to nothing, and is drawn as letter and mark
    public void Marks_are_composed_with_their_letter(string given, string read)
    {
        var intake = new TextIntake(Typeface.BuiltIn);
        Assert.Equal(read, intake.Take(given));
        Assert.Empty(intake.Replaced);
    }

    [Theory]
    [InlineData("Klaar 👩🏽‍🏫!", "Klaar \uFFFD!", "👩🏽‍🏫")]
    [InlineData("漢字", "\uFFFD\uFFFD", "字 漢")]
    [InlineData("👍👍🏿", "\uFFFD\uFFFD", "👍 👍🏿")]
    public void What_the_typeface_lacks_is_replaced_once_and_told(string given, string set, string told)
    {
        var intake = new TextIntake(Typeface.BuiltIn);
        Assert.Equal(set, intake.Take(given));
        Assert.Equal(told.Split(' ').Order(StringComparer.Ordinal), intake.Replaced);
        Assert.Equal(intake.Replaced, Alinea(given).Vervangen);
    }

    [Fact]
    public void Half_a_character_is_replaced_and_told()
    {
        var intake = new TextIntake(Typeface.BuiltIn);
        Assert.Equal("half \uFFFD gebroken \uFFFD", intake.Take("half \uD83D gebroken \uDE00"));
        Assert.Equal(["\uFFFD"], intake.Replaced);
    }

    [Fact]
    public void A_replacement_is_seen_and_is_no_missing_glyph()
    {
        var bestand = Alinea("😀");
        PdfControle.Check(bestand.Bytes);
        Assert.Contains('\uFFFD', Assert.Single(PdfTools.Pages(bestand.Bytes)));
        Assert.NotEqual(0, FontSubset.GlyphOf(Font, FontSubset.Replacement));
    }

    [Theory]
    [InlineData("a\u200Db\uFE0Fc\u200E\u0007", "abc")]
    [InlineData(" \t tab\tin\r\nregel\u2028nog ", "tab in\nregel\nnog")]
    [InlineData("af\u00ADbreken\u00A0niet", "af\u00ADbreken\u00A0niet")]
    public void Controls_and_marks_without_a_look_are_dropped(string given, string set) => Assert.Equal(set, new TextIntake(Typeface.BuiltIn).Take(given));

    [Theory]
    [InlineData("een twee drie", 6, "een |twee |drie")]
    [InlineData("10\u00A0km ver", 5, "10\u00A0km |ver")]
    [InlineData("werk\u00ADplek\u00ADbegeleider", 7, "werk-|plek-|begeleid|er")]
    [InlineData("mwb-er of slb'er", 5, "mwb-|er of |slb'er")]
    [InlineData("Wolvenschaapherder", 4, "Wolv|ensc|haa|pher|der")]
    [InlineData("een\n\ntwee", 20, "een||twee")]
    [InlineData("a  b", 2, "a |b")]
    [InlineData("", 5, "")]
    public void Lines_break_where_they_may(string text, int letters, string expected)
    {
        var lines = new List<TextLine>();
        TextLines.Break(text, Font, 10, letters * 5.2, lines);
        Assert.Equal(expected, string.Join('|', lines.Select(l => text[l.Start..l.End].Replace("\u00AD", "") + (l.Tail == '\u00AD' ? "-" : l.Tail == ' ' ? " " : ""))));
        Assert.All(lines, l => Assert.InRange(l.Width, 0, letters * 5.2 + 0.01));
    }

    [Fact]
    public void A_soft_hyphen_shows_only_at_the_end_of_a_line()
    {
        var document = Voorbeelden.Leeg();
        var pagina = document.Pagina(PdfFormaat.A4);
        pagina.Alinea(new(50, 50, 60, 100), "werkplek\u00ADbegeleider", new(12));
        pagina.Alinea(new(50, 200, 300, 100), "werkplek\u00ADbegeleider", new(12));
        var words = PdfTools.Pages(document.Maak().Bytes)[0].ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["werkplek\u00AD", "begeleider", "werkplekbegeleider"], words);
    }

    [Fact]
    public void A_name_of_120_letters_fits_the_certificate_whole()
    {
        const string naam = "Maria Wilhelmina Johanna Antonia Catharina Elisabeth van Bönninghausen tot Herinckhave-Święciński de Kroes van der Heijden";
        Assert.InRange(naam.Length, 118, 124);
        var page = PdfTools.Pages(Voorbeelden.Certificaat(naam).Maak().Bytes)[0];
        // A line may end after the hyphen of a surname.
        Assert.Contains(naam, page.ReplaceLineEndings(" ").Replace("  ", " ").Replace("- ", "-"));
        var document = Voorbeelden.Leeg();
        var pagina = document.Pagina(PdfFormaat.A4Liggend);
        Assert.Equal(34, pagina.Alinea(new(96, 200, 650, 80), "Jan Smit", new(34), kleinste: 12));
        Assert.InRange(pagina.Alinea(new(96, 200, 650, 80), naam, new(34), kleinste: 12), 18, 30);
    }

    [Fact]
    public void Centred_lines_are_about_equally_long()
    {
        var document = Voorbeelden.Leeg();
        document.Pagina(PdfFormaat.A4).Alinea(new(50, 50, 400, 100), "Maria Wilhelmina Johanna Antonia van der Heijden te Water", new(20), PdfUitlijning.Midden);
        var page = PdfTools.Pages(document.Maak().Bytes)[0].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, page.Length);
        Assert.InRange(page[1].Length, 20, 35);
    }

    private static PdfBestand Alinea(string text)
    {
        var document = Voorbeelden.Leeg();
        document.Alinea(text);
        return document.Maak();
    }
}
