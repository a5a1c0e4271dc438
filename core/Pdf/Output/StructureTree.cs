using Isop.Core.Pdf.Layout;

namespace Isop.Core.Pdf.Output;

/// <summary>Writes the elements, and the way back from a marked piece of a page to its element.</summary>
internal static class StructureTree
{
    public static int Write(PdfObjects objects, Typesetter setter)
    {
        var (root, parents) = (objects.Reserve(), objects.Reserve());
        Number(setter.Root, objects);
        WriteElement(objects, setter, setter.Root, root);
        var target = objects.Out;
        objects.Begin(root);
        target.Write($"<< /Type /StructTreeRoot /K {setter.Root.Number} 0 R /ParentTree {parents} 0 R /ParentTreeNextKey {setter.Pages.Count} >>");
        objects.End();
        objects.Begin(parents);
        target.Add("<< /Nums ["u8);
        for (var i = 0; i < setter.Pages.Count; i++)
        {
            target.Integer(i);
            target.Add(" ["u8);
            foreach (var tag in setter.Pages[i].Marks)
            {
                target.Reference(tag.Number);
                target.Add((byte)' ');
            }

            target.Add("]\n"u8);
        }

        target.Add("] >>"u8);
        objects.End();
        return root;
    }

    private static void Number(Tag tag, PdfObjects objects)
    {
        tag.Number = objects.Reserve();
        foreach (var child in tag.Children)
        {
            Number(child, objects);
        }
    }

    private static void WriteElement(PdfObjects objects, Typesetter setter, Tag tag, int parent)
    {
        var target = objects.Out;
        objects.Begin(tag.Number);
        target.Add("<< /Type /StructElem /S /"u8);
        target.Ascii(tag.Role);
        target.Add(" /P "u8);
        target.Reference(parent);
        if (tag.Alt is not null)
        {
            target.Add(" /Alt "u8);
            target.Text(tag.Alt);
        }

        if (tag.Attributes is not null)
        {
            target.Add(" /A "u8);
            target.Ascii(tag.Attributes);
        }

        Kids(target, setter, tag);
        target.Add(" >>"u8);
        objects.End();
        foreach (var child in tag.Children)
        {
            WriteElement(objects, setter, child, tag.Number);
        }
    }

    /// <summary>Its children, or its marked pieces; those on another page than its first say which.</summary>
    private static void Kids(PdfBuffer target, Typesetter setter, Tag tag)
    {
        if (tag.Marks.Count > 0)
        {
            target.Add(" /Pg "u8);
            target.Reference(setter.Pages[tag.Marks[0].Page].Number);
        }

        target.Add(" /K ["u8);
        foreach (var child in tag.Children)
        {
            target.Reference(child.Number);
            target.Add((byte)' ');
        }

        foreach (var (page, mark) in tag.Marks)
        {
            if (page == tag.Marks[0].Page)
            {
                target.Integer(mark);
            }
            else
            {
                target.Add("<< /Type /MCR /Pg "u8);
                target.Reference(setter.Pages[page].Number);
                target.Add(" /MCID "u8);
                target.Integer(mark);
                target.Add(" >>"u8);
            }

            target.Add((byte)' ');
        }

        target.Add((byte)']');
    }
}
