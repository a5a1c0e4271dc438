using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Certificaten;

/// <summary>
/// Where certificates are: a partition per number ("nummer:{nummer}") with the rows "certificaat", "stand", "houder", "pdf" and "badge"; in
/// "persoon:{id}" which are a person's, in "jaar:{studiejaar}" which were issued in a study year. The last three rows and those lists go with
/// the name; certificate and stand stay.
/// </summary>
public sealed class CertificaatStore(IDocumentStore store, Outbox outbox)
{
    internal const string Table = "certificaten";
    internal const string FactsRow = "certificaat";
    internal const string StandRow = "stand";
    internal const string HolderRow = "houder";
    internal const string FileRow = "pdf";
    internal const string BadgeRow = "badge";

    public static Partition PartitionOf(Certificaatnummer nummer) => new(Table, $"nummer:{nummer}");

    /// <summary>Null when there is none.</summary>
    public async ValueTask<Certificaatblad?> FindAsync(Certificaatnummer nummer, CancellationToken ct)
    {
        // All three at once: over the wire that takes as long as one.
        var partition = PartitionOf(nummer);
        var facts = store.ReadAsync(partition, FactsRow, CoreJson.Default.Certificaat, ct).AsTask();
        var stand = ReadStandAsync(nummer, ct).AsTask();
        var holder = store.ReadAsync(partition, HolderRow, CoreJson.Default.Certificaathouder, ct).AsTask();
        await Task.WhenAll(facts, stand, holder);
        return await facts is { } found && await stand is { } since ? new Certificaatblad(found.Value, since.Value, (await holder)?.Value) : null;
    }

    /// <summary>The file as it was issued; null when it was removed with the name, or there is none.</summary>
    public async ValueTask<byte[]?> BestandAsync(Certificaatnummer nummer, CancellationToken ct) =>
        (await store.ReadAsync(PartitionOf(nummer), FileRow, CoreJson.Default.Certificaatbestand, ct))?.Value.Inhoud;

    /// <summary>The credential as a JWT; null when it was removed with the name, or there is none.</summary>
    public async ValueTask<string?> BadgeAsync(Certificaatnummer nummer, CancellationToken ct) =>
        (await store.ReadAsync(PartitionOf(nummer), BadgeRow, CoreJson.Default.Certificaatbadge, ct))?.Value.Jwt;

    /// <summary>A person's, newest first.</summary>
    public ValueTask<IReadOnlyList<Certificaatblad>> VanPersoonAsync(PersonId persoon, CancellationToken ct) => ListedAsync(PersonPartition(persoon), ct);

    /// <summary>Those of a study year, newest first; without those whose name was removed.</summary>
    public ValueTask<IReadOnlyList<Certificaatblad>> VanJaarAsync(string studiejaar, CancellationToken ct) => ListedAsync(YearPartition(studiejaar), ct);

    /// <summary>Adds it with all that belongs to it; false when it was there already, whatever became of it since.</summary>
    /// <param name="uitgifte">What is issued.</param>
    /// <param name="intents">What is told of it, in the same commit.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<bool> GeefUitAsync(Uitgifte uitgifte, IReadOnlyList<Intent> intents, CancellationToken ct)
    {
        var (facts, holder) = (uitgifte.Certificaat, uitgifte.Houder);
        // The lists come first: what is not in them would not be found again by its holder.
        var line = Documents.Add(facts.Nummer.ToString(), new Certificaatregel(facts.Nummer, holder.Persoon), CoreJson.Default.Certificaatregel);
        await store.AddIfAbsentAsync(YearPartition(facts.Studiejaar), [line], ct);
        if (holder.Persoon is { } person)
        {
            await store.AddIfAbsentAsync(PersonPartition(person), [line], ct);
        }

        var stand = new Certificaatstand { Nummer = facts.Nummer, Pdf = Convert.ToHexStringLower(SHA256.HashData(uitgifte.Pdf)) };
        Write[] rows =
        [
            Documents.Add(FactsRow, facts, CoreJson.Default.Certificaat),
            Documents.Add(StandRow, stand, CoreJson.Default.Certificaatstand),
            Documents.Add(HolderRow, holder, CoreJson.Default.Certificaathouder),
            Documents.Add(FileRow, new Certificaatbestand(holder.Persoon, uitgifte.Pdf), CoreJson.Default.Certificaatbestand),
            Documents.Add(BadgeRow, new Certificaatbadge(holder.Persoon, uitgifte.Badge), CoreJson.Default.Certificaatbadge),
        ];
        return await outbox.CommitAsync(PartitionOf(facts.Nummer), rows, intents, ct) is CommitResult.Committed;
    }

    /// <summary>Loads, decides, commits; again when somebody else was first. Null when there is no such certificate.</summary>
    public async ValueTask<Certificaatbesluit?> DecideAsync(Certificaatnummer nummer, Certificaatopdracht opdracht, CancellationToken ct)
    {
        while (true)
        {
            if (await ReadStandAsync(nummer, ct) is not { } was)
            {
                return null;
            }

            var besluit = Certificaatregels.Decide(was.Value, opdracht);
            if (besluit is not Certificaatbesluit.Gewijzigd change)
            {
                return besluit;
            }

            List<Write> writes = [Documents.Save(StandRow, change.Stand, was, CoreJson.Default.Certificaatstand)];
            if (change.Stand.NaamVerwijderd is not null && was.Value.NaamVerwijderd is null)
            {
                writes.AddRange(await ForgetAsync(nummer, ct));
            }

            if (await outbox.CommitAsync(PartitionOf(nummer), writes, change.Intents, ct) is CommitResult.Committed)
            {
                return change;
            }
        }
    }

    /// <summary>What goes with the name; the lists are emptied at once, since they only point here.</summary>
    private async ValueTask<IReadOnlyList<Write>> ForgetAsync(Certificaatnummer nummer, CancellationToken ct)
    {
        var partition = PartitionOf(nummer);
        List<Write> gone = [];
        foreach (var row in (string[])[HolderRow, FileRow, BadgeRow])
        {
            if (await store.FindAsync(partition, row, ct) is { } document)
            {
                gone.Add(new Write.Delete(row, document.Version));
            }
        }

        var studiejaar = (await store.ReadAsync(partition, FactsRow, CoreJson.Default.Certificaat, ct))?.Value.Studiejaar;
        var person = (await store.ReadAsync(partition, HolderRow, CoreJson.Default.Certificaathouder, ct))?.Value.Persoon;
        Partition?[] lists = [studiejaar is null ? null : YearPartition(studiejaar), person is { } who ? PersonPartition(who) : null];
        foreach (var list in lists.OfType<Partition>())
        {
            if (await store.FindAsync(list, nummer.ToString(), ct) is { } line)
            {
                await store.DeleteIfPresentAsync(list, [new Write.Delete(line.Row, line.Version)], ct);
            }
        }

        return gone;
    }

    private async ValueTask<IReadOnlyList<Certificaatblad>> ListedAsync(Partition list, CancellationToken ct)
    {
        List<Certificaatnummer> numbers = [];
        await foreach (var (_, line) in store.ReadRangeAsync(list, RowRange.All, CoreJson.Default.Certificaatregel, ct))
        {
            numbers.Add(line.Value.Nummer);
        }

        List<Certificaatblad> found = [];
        foreach (var number in numbers)
        {
            // A line comes before its certificate: the issuing may still be going on.
            if (await FindAsync(number, ct) is { } blad)
            {
                found.Add(blad);
            }
        }

        return [.. found.OrderByDescending(b => b.Certificaat.Verstrekt).ThenBy(b => b.Certificaat.Nummer.ToString(), StringComparer.Ordinal)];
    }

    private ValueTask<Stored<Certificaatstand>?> ReadStandAsync(Certificaatnummer nummer, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(nummer), StandRow, CoreJson.Default.Certificaatstand, ct);

    private static Partition PersonPartition(PersonId persoon) => new(Table, $"persoon:{persoon}");

    private static Partition YearPartition(string studiejaar) => new(Table, $"jaar:{studiejaar}");
}

/// <summary>All that is issued at once.</summary>
public sealed record Uitgifte(Certificaat Certificaat, Certificaathouder Houder, byte[] Pdf, string Badge);

/// <summary>Points to a certificate from a list.</summary>
public sealed record Certificaatregel(Certificaatnummer Nummer, PersonId? Persoon);
