using System.Globalization;
using System.Security;
using System.Text;

namespace Isop.Core.Pdf.Output;

/// <summary>The metadata packet, in step with the information dictionary.</summary>
/// <remarks>
/// No <c>pdfaid:part</c> stands in it. Everything that PDF/A-2b asks is done and checked by our own tests, but a claim of conformity is only made
/// after a run of veraPDF, which has not taken place (docs/pdf.md).
/// </remarks>
internal static class Xmp
{
    public static byte[] Make(DocumentInfo about)
    {
        var (title, author) = (SecurityElement.Escape(about.Title), SecurityElement.Escape(about.Author));
        var created = about.Created.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>{about.Language}</rdf:li></rdf:Bag></dc:language>
            <pdf:Producer>{DocumentInfo.Producer}</pdf:Producer>
            <xmp:CreateDate>{created}</xmp:CreateDate>
            <xmp:ModifyDate>{created}</xmp:ModifyDate>
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """.ReplaceLineEndings("\n"));
    }
}
