using Isop.Tests.Cards;

namespace Isop.Tests.Pdf;

/// <summary>A piece of a structure tree: a role with what is under it, or a text.</summary>
public sealed record PdfjsNode(string? Role, string? Alt, string? Text, PdfjsNode[]? Children)
{
    public IEnumerable<PdfjsNode> All() => (Children ?? []).SelectMany(c => c.All()).Prepend(this);

    /// <summary>All text under it, in the order of the tree; pdf.js guesses at white between pieces, so any white is one space.</summary>
    public string Said() => string.Join(' ', string.Concat(All().Select(n => n.Text + " ")).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

public sealed record PdfjsPage(PdfjsNode Tree, string Outside);

public sealed record PdfjsDocument(string Title, string Language, bool Marked, PdfjsPage[] Pages)
{
    public IEnumerable<PdfjsNode> All(string role) => Pages.SelectMany(p => p.Tree.All()).Where(n => n.Role == role);

    /// <summary>Reads with the library that Firefox shows PDF with.</summary>
    public static async Task<PdfjsDocument> ReadAsync(byte[] file) =>
        await Oracle.RunAsync<PdfjsDocument>("pdf-structure.cjs", new { File = Convert.ToBase64String(file) });
}
