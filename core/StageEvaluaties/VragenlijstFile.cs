using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Isop.Core.StageEvaluaties;

/// <summary>The file that the institute downloads, changes and uploads again.</summary>
public static class VragenlijstFile
{
    private static readonly CoreJson Readable = new(new JsonSerializerOptions(CoreJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>
    /// This list as UTF-8 JSON to start from, ready to upload: of a default the institute's own, of an own one the next version.
    /// </summary>
    public static byte[] NextVersion(VragenlijstCatalog catalog, Vragenlijst vragenlijst)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(vragenlijst);
        var id = vragenlijst.Standaard ? vragenlijst.Id[VragenlijstStore.DefaultPrefix.Length..] : vragenlijst.Id;
        var next = vragenlijst with { Id = id, Versie = (catalog.Latest(id)?.Versie ?? 0) + 1, Standaard = false };
        return JsonSerializer.SerializeToUtf8Bytes(next, Readable.Vragenlijst);
    }
}
