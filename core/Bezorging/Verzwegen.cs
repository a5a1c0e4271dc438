using System.Text.Json;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>
/// Messages of which only their own reader may know that they were sent: a reminder of an anonymous evaluation says that she had not answered.
/// They stand on no list of the bureau, also when they do not arrive; the invitation before them does.
/// </summary>
public static class Verzwegen
{
    public static bool Is(string kind, string occasion) =>
        kind == Evaluatiekaarten.Uitnodiging && occasion.StartsWith(Evaluatiekaarten.Herinnering, StringComparison.Ordinal);

    public static bool Is(BerichtRegel regel) => Is(regel.Kind, regel.Occasion);

    public static bool Is(Bezorging bezorging) => Is(bezorging.Kind, bezorging.Occasion);

    /// <summary>What others may see of a message; null when nothing.</summary>
    public static Bericht? Zonder(Bericht bericht)
    {
        var rest = bericht.Regels.Where(r => !Is(r)).ToList();
        return rest.Count == bericht.Regels.Count ? bericht : rest.Count == 0 ? null : bericht with { Regels = rest };
    }

    /// <summary>What may be kept of a document elsewhere than where it lies: in a backup, in an export. Null when nothing.</summary>
    internal static Document? Zonder(Partition partition, Document document)
    {
        if (IsNamedAfter(document.Row))
        {
            return null;
        }

        if (partition.Table != BezorgRows.Table
            || !(document.Row.StartsWith(BezorgRows.BerichtPrefix, StringComparison.Ordinal) || document.Row.StartsWith(BezorgRows.ColdBerichtPrefix, StringComparison.Ordinal)))
        {
            return document;
        }

        var bericht = Documents.Parse(document, CoreJson.Default.Bericht).Value;
        return Zonder(bericht) is not { } rest ? null
            : ReferenceEquals(rest, bericht) ? document
            : new Document(document.Row, JsonSerializer.SerializeToUtf8Bytes(rest, CoreJson.Default.Bericht), document.Version);
    }

    /// <summary>Deliveries, intents and entries of the due index have the delivery's id in their row.</summary>
    private static bool IsNamedAfter(string row) =>
        row.Contains($"{Evaluatiekaarten.Uitnodiging}:", StringComparison.Ordinal) && row.Contains($":{Evaluatiekaarten.Herinnering}", StringComparison.Ordinal);
}
