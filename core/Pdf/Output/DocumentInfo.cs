namespace Isop.Core.Pdf.Output;

/// <summary>What a file says about itself, in its information dictionary and in its XMP alike.</summary>
internal sealed record DocumentInfo(string Title, string Author, string Language, DateTimeOffset Created)
{
    public const string Producer = "ISOP core/Pdf";
}
