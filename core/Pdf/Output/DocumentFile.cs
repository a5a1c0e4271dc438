using System.Globalization;
using Isop.Core.Pdf.Fonts;
using Isop.Core.Pdf.Layout;

namespace Isop.Core.Pdf.Output;

/// <summary>What comes around the pages: footers, resources, the page tree, metadata, the output intent and the catalog.</summary>
internal static class DocumentFile
{
    public static void Write(PdfObjects objects, Typesetter setter, FontSet fonts, DocumentInfo about)
    {
        var (catalog, tree, resources) = (objects.Reserve(), objects.Reserve(), objects.Reserve());
        var footers = Footers(objects, setter);
        Pages(objects, setter, footers, tree, resources);
        fonts.Write(objects, resources);
        var structure = StructureTree.Write(objects, setter);
        var metadata = objects.Reserve();
        objects.Stream(metadata, "/Type /Metadata /Subtype /XML "u8, Xmp.Make(about));
        var profile = objects.Reserve();
        objects.Stream(profile, "/N 3 "u8, SrgbProfile.Bytes);
        var info = Info(objects, about);
        objects.Begin(catalog);
        var target = objects.Out;
        target.Write($"<< /Type /Catalog /Version /1.7 /Pages {tree} 0 R /Lang ({about.Language}) /MarkInfo << /Marked true >> ");
        target.Write($"/ViewerPreferences << /DisplayDocTitle true >> /StructTreeRoot {structure} 0 R /Metadata {metadata} 0 R ");
        target.Ascii("/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) ");
        target.Write($"/DestOutputProfile {profile} 0 R >>] >>");
        objects.End();
        objects.Finish(catalog, info);
    }

    /// <summary>Only after the last page is set is it known how many there are, so a footer is a content stream of its own.</summary>
    private static int[] Footers(PdfObjects objects, Typesetter setter)
    {
        var (numbers, count, letter) = (new int[setter.Pages.Count], setter.Pages.Count, PdfHuisstijl.Klein);
        for (var i = 0; i < count; i++)
        {
            var (page, content) = (setter.Pages[i], setter.Content);
            if (!page.Flows)
            {
                continue;
            }

            content.Start(page.Size.Hoogte);
            content.BeginArtifact(pagination: true);
            var (baseline, right) = (page.Size.Hoogte - 40, page.Size.Breedte - Typesetter.Left);
            content.Line(Typesetter.Left, baseline - 16, right, baseline - 16, PdfHuisstijl.Lijn, 0.6);
            var number = string.Create(CultureInfo.InvariantCulture, $"Pagina {i + 1} van {count}");
            var width = setter.Measure(number, letter);
            content.Text(right - width, baseline, number, '\0', letter);
            var title = setter.FirstLine(setter.FooterTitle, letter, right - width - 24 - Typesetter.Left);
            content.Text(Typesetter.Left, baseline, title, '\0', letter);
            content.End();
            numbers[i] = objects.Reserve();
            objects.Stream(numbers[i], content.Out.Written);
        }

        return numbers;
    }

    private static void Pages(PdfObjects objects, Typesetter setter, int[] footers, int tree, int resources)
    {
        var target = objects.Out;
        for (var i = 0; i < setter.Pages.Count; i++)
        {
            var page = setter.Pages[i];
            objects.Begin(page.Number);
            target.Write($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 ");
            target.Number(page.Size.Breedte);
            target.Number(page.Size.Hoogte);
            target.Write($"] /Resources {resources} 0 R /StructParents {i} /Tabs /S /Contents ");
            target.Ascii(footers[i] == 0 ? $"{page.Content} 0 R >>" : $"[{page.Content} 0 R {footers[i]} 0 R] >>");
            objects.End();
        }

        objects.Begin(tree);
        target.Write($"<< /Type /Pages /Count {setter.Pages.Count} /Kids [");
        foreach (var page in setter.Pages)
        {
            target.Reference(page.Number);
            target.Add((byte)' ');
        }

        target.Add("] >>"u8);
        objects.End();
    }

    private static int Info(PdfObjects objects, DocumentInfo about)
    {
        var number = objects.Reserve();
        var zone = about.Created.Offset;
        var created = about.Created.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
            + string.Create(CultureInfo.InvariantCulture, $"{(zone < TimeSpan.Zero ? '-' : '+')}{Math.Abs(zone.Hours):00}'{Math.Abs(zone.Minutes):00}'");
        objects.Begin(number);
        objects.Out.Add("<< /Title "u8);
        objects.Out.Text(about.Title);
        objects.Out.Add(" /Author "u8);
        objects.Out.Text(about.Author);
        objects.Out.Write($" /Producer ({DocumentInfo.Producer}) /CreationDate (D:{created}) /ModDate (D:{created}) >>");
        objects.End();
        return number;
    }
}
