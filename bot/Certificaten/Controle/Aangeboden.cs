using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>What came with the form. Read part by part, because the framework's own reading lays a larger file on the disk for a while.</summary>
internal abstract record Aangeboden
{
    /// <summary>Of a file. No certificate is this large: a document of the store is not.</summary>
    public const int MeesteBytes = 2 * 1024 * 1024;

    /// <summary>What the form puts around it.</summary>
    private const int Omslag = 8 * 1024;
    private const int LangsteGrens = 70;

    private Aangeboden()
    {
    }

    public sealed record Bestand(ReadOnlyMemory<byte> Inhoud) : Aangeboden;

    public sealed record Leeg : Aangeboden;

    public sealed record TeGroot : Aangeboden;

    public sealed record Onleesbaar : Aangeboden;

    public static async ValueTask<Aangeboden> LeesAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MeesteBytes + Omslag)
        {
            return new TeGroot();
        }

        // A browser says how long it is.
        if (request.ContentLength is null || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= LangsteGrens } grens)
        {
            return new Onleesbaar();
        }

        try
        {
            return await LeesDelenAsync(new MultipartReader(grens.ToString(), request.Body), ct);
        }
        catch (Exception torn) when (torn is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return new Onleesbaar();
        }
    }

    private static async Task<Aangeboden> LeesDelenAsync(MultipartReader parts, CancellationToken ct)
    {
        while (await parts.ReadNextSectionAsync(ct) is { } part)
        {
            if (part.GetContentDispositionHeader()?.IsFileDisposition() == true)
            {
                return await LeesBestandAsync(part.Body, ct);
            }
        }

        return new Leeg();
    }

    private static async Task<Aangeboden> LeesBestandAsync(Stream body, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
            {
                if (content.Length + read > MeesteBytes)
                {
                    return new TeGroot();
                }

                content.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return content.Length == 0 ? new Leeg() : new Bestand(content.ToArray());
    }
}
