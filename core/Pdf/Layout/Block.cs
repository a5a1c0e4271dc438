namespace Isop.Core.Pdf.Layout;

/// <summary>Something that flows down the pages.</summary>
internal abstract class Block
{
    /// <summary>White above it, unless it stands at the top of a page.</summary>
    public abstract double Before { get; }

    /// <summary>How much of it must stand under a heading, or on the page at all.</summary>
    public abstract double Least(Typesetter setter);

    /// <summary>Whether it may not be the last on a page.</summary>
    public virtual bool StaysWithNext => false;

    public abstract void Set(Typesetter setter);
}
