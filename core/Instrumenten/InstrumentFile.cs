using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Isop.Core.Instrumenten;

/// <summary>The file that the institute downloads, changes and uploads again.</summary>
public static class InstrumentFile
{
    private static readonly CoreJson Readable = new(new JsonSerializerOptions(CoreJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>
    /// This instrument as UTF-8 JSON to start from, ready to upload: of a default the institute's own, of an own one the next
    /// version.
    /// </summary>
    public static byte[] NextVersion(InstrumentCatalog catalog, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(instrument);
        var id = instrument.Standaard ? instrument.Id[InstrumentStore.DefaultPrefix.Length..] : instrument.Id;
        var next = instrument with { Id = id, Versie = (catalog.Latest(id)?.Versie ?? 0) + 1, Standaard = false };
        return JsonSerializer.SerializeToUtf8Bytes(next, Readable.Instrument);
    }
}
