using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Core.Storage;

namespace Isop.Core.StageEvaluaties;

/// <summary>Reports of before ISOP (HBOspiegel), attached to a subject: a title, a date and where it is. Partition "ouder", a row for each subject.</summary>
public sealed class OudereRapporten(IDocumentStore store)
{
    public const int Meeste = 20;
    public const int LangsteTitel = 100;

    private static readonly Partition Ouder = new(GolfStore.Table, "ouder");

    public async ValueTask<IReadOnlyList<OuderRapport>> VanAsync(Rapportsleutel sleutel, CancellationToken ct) => (await ReadAsync(sleutel, ct))?.Value ?? [];

    /// <summary>False when there are as many as can be.</summary>
    public ValueTask<bool> VoegToeAsync(Rapportsleutel sleutel, OuderRapport rapport, CancellationToken ct) =>
        ChangeAsync(sleutel, all => all.Contains(rapport) ? all : all.Count >= Meeste ? null : [.. all, rapport], ct);

    public ValueTask<bool> HaalWegAsync(Rapportsleutel sleutel, Uri link, CancellationToken ct) =>
        ChangeAsync(sleutel, all => [.. all.Where(r => r.Link != link)], ct);

    private async ValueTask<bool> ChangeAsync(Rapportsleutel sleutel, Func<List<OuderRapport>, List<OuderRapport>?> change, CancellationToken ct)
    {
        while (true)
        {
            var was = await ReadAsync(sleutel, ct);
            if (change(was?.Value ?? []) is not { } all)
            {
                return false;
            }

            if (await store.CommitAsync(Ouder, [Documents.Save(sleutel.ToString(), all, was, CoreJson.Default.ListOuderRapport)], ct) is CommitResult.Committed)
            {
                return true;
            }
        }
    }

    private ValueTask<Stored<List<OuderRapport>>?> ReadAsync(Rapportsleutel sleutel, CancellationToken ct) =>
        store.ReadAsync(Ouder, sleutel.ToString(), CoreJson.Default.ListOuderRapport, ct);
}
