using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Isop.Tests.Pdf;

/// <summary>
/// Our own list of what PDF/A-2b (ISO 19005-2) asks, held against the bytes and not against the writer: it finds the objects by the table and reads on
/// from there. No replacement of veraPDF, which has the last word.
/// </summary>
public sealed partial class PdfControle
{
    private static readonly string[] Forbidden =
    [
        "/Encrypt", "/JavaScript", "/JS", "/AA", "/OpenAction", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/EmbeddedFile", "/Filespec", "/SMask", "/CA ", "/ca ",
        "/BM", "/Group", "/ExtGState", "/LZWDecode", "/XFA", "/AcroForm", "/Annots", "/DeviceCMYK", "/Type1", "/Movie", "/Sound", "pdfaid",
    ];

    private readonly string _text;

    public PdfControle(byte[] file)
    {
        // Every byte one character, so that places in the text are places in the file.
        _text = Encoding.Latin1.GetString(file);
        Objects = ReadTable();
    }

    /// <summary>What stands between "obj" and "endobj", by number.</summary>
    public IReadOnlyDictionary<int, string> Objects { get; }

    public static void Check(byte[] file)
    {
        var controle = new PdfControle(file);
        controle.CheckFrame();
        controle.CheckStreams();
        controle.CheckReferences();
        controle.CheckFonts();
        controle.CheckColours();
        controle.CheckMetadata();
    }

    /// <summary>The content of a stream, decompressed by the runtime.</summary>
    public static byte[] Content(string body)
    {
        var start = body.IndexOf("stream\n", StringComparison.Ordinal) + 7;
        var bytes = Encoding.Latin1.GetBytes(body.Substring(start, int.Parse(Length().Match(body[..start]).Groups[1].Value, CultureInfo.InvariantCulture)));
        if (!body[..start].Contains("/FlateDecode"))
        {
            return bytes;
        }

        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        return inflated.ToArray();
    }

    public string Only(string marker) => Assert.Single(Objects.Values, o => Dictionary(o).Contains(marker));

    private Dictionary<int, string> ReadTable()
    {
        var start = int.Parse(Regex.Match(_text, @"startxref\n(\d+)\n%%EOF\n\z").Groups[1].Value, CultureInfo.InvariantCulture);
        var head = Regex.Match(_text[start..], @"\Axref\n0 (\d+)\n0000000000 65535 f \n");
        Assert.True(head.Success, "The table does not stand where the file says.");
        var objects = new Dictionary<int, string>();
        for (var number = 1; number < int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture); number++)
        {
            var entry = _text.Substring(start + head.Length + 20 * (number - 1), 20);
            Assert.Matches(@"\A\d{10} 00000 n \n\z", entry);
            var at = int.Parse(entry[..10], CultureInfo.InvariantCulture);
            var opening = $"{number} 0 obj\n";
            Assert.Equal(opening, _text.Substring(at, opening.Length));
            var end = _text.IndexOf("\nendobj\n", at, StringComparison.Ordinal);
            objects[number] = _text[(at + opening.Length)..end];
        }

        return objects;
    }

    private void CheckFrame()
    {
        Assert.Matches(@"\A%PDF-1\.7\n%[\x80-\xFF]{4}\n", _text);
        var trailer = _text[_text.LastIndexOf("trailer\n", StringComparison.Ordinal)..];
        Assert.Matches(@"/ID \[<([0-9A-F]{32})> <\1>\]", trailer);
        Assert.Contains($"/Size {Objects.Count + 1} ", trailer);
        Assert.All(Objects.Values, o => Assert.All(Forbidden, word => Assert.DoesNotContain(word, Dictionary(o))));
        var catalog = Only("/Type /Catalog");
        Assert.Contains("/MarkInfo << /Marked true >>", catalog);
        Assert.Contains("/DisplayDocTitle true", catalog);
        Assert.Matches(@"/Lang \([a-z]{2}(-[A-Z]{2})?\)", catalog);
    }

    private void CheckStreams()
    {
        foreach (var body in Objects.Values.Where(o => o.Contains("stream\n") && o.EndsWith("endstream", StringComparison.Ordinal)))
        {
            var start = body.IndexOf("stream\n", StringComparison.Ordinal) + 7;
            var length = int.Parse(Length().Match(body[..start]).Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.Equal("\nendstream", body[(start + length)..]);
            Assert.DoesNotContain("/F ", body[..start]);
        }
    }

    private void CheckReferences() =>
        Assert.All(Objects.Values, o => Assert.All(Reference().Matches(Dictionary(o)),
            r => Assert.True(Objects.ContainsKey(int.Parse(r.Groups[1].Value, CultureInfo.InvariantCulture)), $"{r.Value} leads nowhere.")));

    private void CheckFonts()
    {
        var fonts = Objects.Values.Where(o => o.Contains("/Subtype /Type0")).ToArray();
        foreach (var font in fonts)
        {
            Assert.Matches(@"/BaseFont /[A-Z]{6}\+SourceSans3-(Regular|Bold) /Encoding /Identity-H", font);
            Assert.Contains("/CMapType 2", Encoding.ASCII.GetString(Content(Followed(font, "/ToUnicode"))));
            var descendant = Followed(font, "/DescendantFonts [");
            Assert.Contains("/CIDToGIDMap /Identity", descendant);
            var file = Content(Followed(Followed(descendant, "/FontDescriptor"), "/FontFile2"));
            FontControle.Check(file, descendant);
        }
    }

    private void CheckColours()
    {
        var profile = Content(Followed(Only("/Type /Catalog"), "/DestOutputProfile"));
        Assert.Equal("mntrRGB XYZ ", Encoding.ASCII.GetString(profile, 12, 12));
        var pages = Objects.Values.Where(o => o.Contains("/Type /Page ")).SelectMany(o => Regex.Matches(o[o.IndexOf("/Contents", StringComparison.Ordinal)..], @"(\d+) 0 R"));
        foreach (var content in pages.Select(p => Encoding.ASCII.GetString(Content(Objects[int.Parse(p.Groups[1].Value, CultureInfo.InvariantCulture)]))))
        {
            Assert.All(content.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(t => char.IsLetter(t[0])),
                t => Assert.Contains(t, (string[])["rg", "RG", "w", "re", "f", "m", "l", "S", "BT", "ET", "Tf", "Td", "Tj", "BDC", "BMC", "EMC"]));
            Assert.Equal(Regex.Count(content, @"\bB[DM]C\b"), Regex.Count(content, @"\bEMC\b"));
            Assert.DoesNotContain("<0000", content);
        }
    }

    /// <summary>Every text lies in a file twice; a reader may show either.</summary>
    private void CheckMetadata()
    {
        var xmp = XDocument.Parse(Encoding.UTF8.GetString(Content(Only("/Subtype /XML"))));
        string Xmp(string name) => string.Concat(xmp.Descendants().Single(e => e.Name.LocalName == name).DescendantNodes().OfType<XText>().Select(t => t.Value)).Trim('\n');
        var info = Only("/CreationDate");
        Assert.Equal(Text(info, "/Title"), Xmp("title"));
        Assert.Equal(Text(info, "/Author"), Xmp("creator"));
        Assert.Equal(Text(info, "/Producer"), Xmp("Producer"));
        var created = Regex.Match(info, @"/CreationDate \(D:(\d{14}[+-]\d\d)'(\d\d)'\)");
        Assert.Equal(
            DateTimeOffset.ParseExact($"{created.Groups[1].Value}:{created.Groups[2].Value}", "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(Xmp("CreateDate"), CultureInfo.InvariantCulture));
    }

    private string Followed(string body, string key) =>
        Objects[int.Parse(Regex.Match(body, Regex.Escape(key) + @" ?(\d+) 0 R").Groups[1].Value, CultureInfo.InvariantCulture)];

    private static string Text(string body, string key)
    {
        var match = Regex.Match(body, Regex.Escape(key) + @" (?:<FEFF([0-9A-F]*)>|\(((?:\\.|[^\\)])*)\))");
        return match.Groups[2].Success ? Regex.Replace(match.Groups[2].Value, @"\\(.)", "$1") : Encoding.BigEndianUnicode.GetString(Convert.FromHexString(match.Groups[1].Value));
    }

    /// <summary>An object without its stream and without what its texts say.</summary>
    private static string Dictionary(string body)
    {
        var stream = body.EndsWith("endstream", StringComparison.Ordinal) ? body.IndexOf("stream\n", StringComparison.Ordinal) : -1;
        var entries = stream < 0 ? body : body[..stream];
        return entries.Contains("/CreationDate") || entries.Contains("/Alt") ? Literal().Replace(entries, "()") : entries;
    }

    [GeneratedRegex(@"/Length (\d+) ")]
    private static partial Regex Length();

    [GeneratedRegex(@"\b(\d+) 0 R\b")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\((?:\\.|[^\\)])*\)", RegexOptions.Singleline)]
    private static partial Regex Literal();
}
