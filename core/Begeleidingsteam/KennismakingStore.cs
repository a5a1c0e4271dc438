using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Begeleidingsteam;

/// <summary>Where kennismakingen are: a partition per student and start of a stage ("{student}:{organisatie}:{first day}") with the row "begin".</summary>
public sealed class KennismakingStore(IDocumentStore store, Outbox outbox, Kaartmoment kaartmoment)
{
    internal const string Table = "begeleidingsteam";
    internal const string BeginRow = "begin";
    private const int LongestId = 200;
    private const int Attempts = 100;

    public static Partition PartitionOf(string id) => new(Table, id);

    public async ValueTask<Kennismaking?> FindAsync(string id, CancellationToken ct) => (await ReadAsync(id, ct))?.Value;

    /// <summary>
    /// Loads, decides, commits; again when somebody else was first. What is not there yet begins here. Null when there is none and no
    /// stage goes on.
    /// </summary>
    public async ValueTask<Kennismakingsbesluit?> DecideAsync(
        string id, Kennismakingsopdracht opdracht, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var om = new Kennismakingsomgeving(register, kaartmoment, now);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await ReadAsync(id, ct);
            if ((stored?.Value ?? await BeginAsync(id, om, ct)) is not { } was)
            {
                return null;
            }

            var besluit = Kennismaken.Decide(was, opdracht, om);
            if (besluit is not Kennismakingsbesluit.Gewijzigd change)
            {
                return besluit;
            }

            var write = Documents.Save(BeginRow, change.Kennismaking, stored, CoreJson.Default.Kennismaking);
            if (await outbox.CommitAsync(PartitionOf(id), [write], change.Intents, ct) is CommitResult.Committed)
            {
                return change;
            }
        }

        throw new StorageUnavailableException("A kennismaking was busy for too long.");
    }

    /// <summary>
    /// A start at the same place (the first day moved, or another werkplekbegeleider in the next stageperiode) takes over what the student
    /// told there before.
    /// </summary>
    private async ValueTask<Kennismaking?> BeginAsync(string id, Kennismakingsomgeving om, CancellationToken ct)
    {
        if (Kennismaken.Begin(om.Register, id, AmsterdamTime.DateOf(om.Now)) is not { } begin || om.Register.FindStage(begin.Stage) is not { } stage)
        {
            return null;
        }

        var before = om.Register.StagesOf(begin.Student).Where(s => s.Organisatie == stage.Organisatie).OrderByDescending(s => s.Van)
            .Select(s => Stagestart.IdVan(om.Register, s)).Distinct().Where(other => other != id);
        foreach (var other in before)
        {
            if (await FindAsync(other, ct) is { } known && known.Regels != DrieRegels.Leeg)
            {
                return begin with { Regels = known.Regels };
            }
        }

        return begin;
    }

    private async ValueTask<Stored<Kennismaking>?> ReadAsync(string id, CancellationToken ct) =>
        id.Length is 0 or > LongestId ? null : await store.ReadAsync(PartitionOf(id), BeginRow, CoreJson.Default.Kennismaking, ct);
}
