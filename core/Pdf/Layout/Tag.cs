namespace Isop.Core.Pdf.Layout;

/// <summary>An element of the structure tree (ISO 32000-1 §14.7): what a piece of a page is, in reading order.</summary>
internal sealed class Tag(string role)
{
    public string Role => role;

    /// <summary>Attributes, as PDF writes them.</summary>
    public string? Attributes { get; set; }

    public string? Alt { get; init; }

    public Tag? Parent { get; private set; }

    public List<Tag> Children { get; } = [];

    /// <summary>The marked pieces: on which page, and their number there. More than one where it runs on over a page.</summary>
    public List<(int Page, int Mark)> Marks { get; } = [];

    /// <summary>The number of its object, once it has one.</summary>
    public int Number { get; set; }

    public Tag Add(Tag child)
    {
        child.Parent = this;
        Children.Add(child);
        return child;
    }

    public Tag Add(string childRole) => Add(new Tag(childRole));
}
