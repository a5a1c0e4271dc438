using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Storage;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The remarks that reports may show: "opmerkingen:{jaar}", a row for each eenheid, written with the release of that year and only of
/// eenheden of which its report may show them. All others stay sealed.
/// </summary>
public sealed class Leesbladen(IDocumentStore store)
{
    public ValueTask<Stored<Leesblad>?> FindAsync(string studiejaar, string eenheid, CancellationToken ct) =>
        store.ReadAsync(Of(studiejaar), eenheid, CoreJson.Default.Leesblad, ct);

    /// <summary>Every sheet of these years.</summary>
    public async ValueTask<IReadOnlyList<Leesblad>> AlleAsync(IEnumerable<string> studiejaren, CancellationToken ct)
    {
        List<Leesblad> all = [];
        foreach (var jaar in studiejaren)
        {
            await foreach (var document in store.QueryAsync(Of(jaar), RowRange.All, ct))
            {
                if (!document.Row.StartsWith(InzageRijen.RowPrefix, StringComparison.Ordinal))
                {
                    all.Add(Documents.Parse(document, CoreJson.Default.Leesblad).Value);
                }
            }
        }

        return all;
    }

    /// <summary>What was read already stays as it is.</summary>
    public ValueTask VoegToeAsync(string studiejaar, IEnumerable<Leesblad> bladen, CancellationToken ct) =>
        store.AddIfAbsentAsync(Of(studiejaar), bladen.Select(b => Documents.Add(b.Eenheid, b, CoreJson.Default.Leesblad)), ct);

    /// <summary>False when somebody else read one of them at the same time.</summary>
    public async ValueTask<bool> BewaarAsync(Stored<Leesblad> was, Leesblad nu, Write? regel, CancellationToken ct)
    {
        var sheet = Documents.Save(nu.Eenheid, nu, was, CoreJson.Default.Leesblad);
        return await store.CommitAsync(Of(nu.Studiejaar), regel is null ? [sheet] : [sheet, regel], ct) is CommitResult.Committed;
    }

    /// <summary>What was overwritten may still stand in the file too; false when somebody is in the way, then the next time takes it along.</summary>
    internal ValueTask<bool> VersnipperAsync(CancellationToken ct) => store.Whole().ShredAsync(ct);

    private static Partition Of(string studiejaar) => new(GolfStore.Table, $"opmerkingen:{studiejaar}");
}

/// <summary>What was written about one eenheid in the years that its report of a study year may show, mixed.</summary>
public sealed record Leesblad
{
    /// <summary>Of the report: "2026-2027".</summary>
    public required string Studiejaar { get; init; }
    public required string Eenheid { get; init; }

    /// <summary>In an order that says nothing of wave or writer.</summary>
    public required IReadOnlyList<Opmerking> Opmerkingen { get; init; }

    /// <summary>The ids of what was kept back, for this report or an earlier one: that is never shown again, and its words are not here.</summary>
    public IReadOnlyList<string> Achtergehouden { get; init; } = [];

    /// <summary>What somebody read for an earlier report stays read: released, or kept back.</summary>
    /// <param name="studiejaar">Of the report.</param>
    /// <param name="eenheid">Whose it is.</param>
    /// <param name="geschreven">What was written in the years that it may show.</param>
    /// <param name="eerder">The sheets of earlier reports of this eenheid.</param>
    public static Leesblad Van(string studiejaar, string eenheid, IEnumerable<Opmerking> geschreven, IReadOnlyCollection<Leesblad> eerder)
    {
        var back = eerder.SelectMany(b => b.Achtergehouden).ToHashSet(StringComparer.Ordinal);
        var free = eerder.SelectMany(b => b.Opmerkingen).Where(o => o.Staat == Opmerkingstaat.Vrijgegeven).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        return new Leesblad
        {
            Studiejaar = studiejaar, Eenheid = eenheid,
            Opmerkingen =
            [
                .. geschreven.Where(o => !back.Contains(o.Id)).Select(o => free.Contains(o.Id) ? o with { Staat = Opmerkingstaat.Vrijgegeven } : o)
                    .OrderBy(o => o.Id, StringComparer.Ordinal),
            ],
            Achtergehouden = [.. back.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Released, or without its words; null when nothing changes.</summary>
    public Leesblad? Beoordeel(string id, bool vrij) => Opmerkingen.FirstOrDefault(o => o.Id == id) switch
    {
        null => null,
        { Staat: Opmerkingstaat.Vrijgegeven } when vrij => null,
        var remark when vrij => this with { Opmerkingen = [.. Opmerkingen.Select(o => o == remark ? remark with { Staat = Opmerkingstaat.Vrijgegeven } : o)] },
        var remark => this with { Opmerkingen = [.. Opmerkingen.Where(o => o != remark)], Achtergehouden = [.. Achtergehouden.Append(id).Order(StringComparer.Ordinal)] },
    };
}
