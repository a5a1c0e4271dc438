using System.Collections.Concurrent;
using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Certificaten;

/// <summary>
/// Where certificates are: a partition per number ("nummer:{nummer}") with the rows "certificaat", "stand", "houder", "pdf" and "badge"; in
/// "persoon:{id}" which are a person's, in "jaar:{studiejaar}" which were issued in a study year. The last three rows and those lists go with
/// the name; certificate and stand stay.
/// </summary>
public sealed class CertificaatStore(IDocumentStore store, Outbox outbox, TimeProvider? clock = null)
{
    internal const string Table = "certificaten";
    internal const string FactsRow = "certificaat";
    internal const string StandRow = "stand";
    internal const string HolderRow = "houder";
    internal const string FileRow = "pdf";
    internal const string BadgeRow = "badge";

    /// <summary>The study years of which there is a list.</summary>
    private static readonly Partition Jaren = new(Table, "jaren");

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

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

    /// <summary>What a person has, as lines: cheaper than the certificates themselves, and up to date when <see cref="VervalAsync"/> was done.</summary>
    public ValueTask<IReadOnlyList<Certificaatregel>> RegelsVanAsync(PersonId persoon, CancellationToken ct) => LinesAsync(PersonPartition(persoon), ct);

    /// <summary>The lines of a study year.</summary>
    public ValueTask<IReadOnlyList<Certificaatregel>> RegelsVanJaarAsync(string studiejaar, CancellationToken ct) => LinesAsync(YearPartition(studiejaar), ct);

    /// <summary>The lines of everything that was ever issued to somebody whose name stands.</summary>
    public async ValueTask<IReadOnlyList<Certificaatregel>> AlleRegelsAsync(CancellationToken ct)
    {
        List<Certificaatregel> all = [];
        await foreach (var (jaar, _) in store.ReadRangeAsync(Jaren, RowRange.All, CoreJson.Default.Certificaatjaar, ct))
        {
            all.AddRange(await LinesAsync(YearPartition(jaar), ct));
        }

        return all;
    }

    /// <summary>Lets the lists say that it was revoked or replaced. Again is as good as once.</summary>
    public async ValueTask VervalAsync(Certificaatblad blad, CancellationToken ct)
    {
        Partition?[] lists = [YearPartition(blad.Certificaat.Studiejaar), blad.Houder?.Persoon is { } who ? PersonPartition(who) : null];
        foreach (var list in lists.OfType<Partition>())
        {
            // A conflict: another process is writing the same.
            if (await store.ReadAsync(list, blad.Certificaat.Nummer.ToString(), CoreJson.Default.Certificaatregel, ct) is { Value.Vervallen: false } line)
            {
                await store.CommitAsync(list, [Documents.Save(line.Value.Nummer.ToString(), line.Value with { Vervallen = true }, line, CoreJson.Default.Certificaatregel)], ct);
            }
        }
    }

    /// <summary>Adds it with all that belongs to it; false when it was there already, whatever became of it since.</summary>
    /// <param name="uitgifte">What is issued.</param>
    /// <param name="intents">What is told of it, in the same commit.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<bool> GeefUitAsync(Uitgifte uitgifte, IReadOnlyList<Intent> intents, CancellationToken ct)
    {
        var (facts, holder) = (uitgifte.Certificaat, uitgifte.Houder);
        // The lists come first: what is not in them would not be found again by its holder.
        var line = Documents.Add(facts.Nummer.ToString(), Certificaatregel.Van(facts, holder.Persoon), CoreJson.Default.Certificaatregel);
        await store.AddIfAbsentAsync(Jaren, [Documents.Add(facts.Studiejaar, new Certificaatjaar(facts.Studiejaar), CoreJson.Default.Certificaatjaar)], ct);
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
        var told = GebeurtenisIntent.Van(Certificaatgebeurtenissen.Verstrekt(facts, holder, _clock.GetUtcNow()));
        return await outbox.CommitAsync(PartitionOf(facts.Nummer), rows, [.. intents, told], ct) is CommitResult.Committed;
    }

    /// <summary>Loads, decides, commits with a line in the audit; again when somebody else was first. Null when there is no such certificate.</summary>
    public async ValueTask<Certificaatbesluit?> DecideAsync(Certificaatnummer nummer, Certificaatopdracht opdracht, DateTimeOffset now, CancellationToken ct)
    {
        var partition = PartitionOf(nummer);
        while (true)
        {
            var holder = await store.ReadAsync(partition, HolderRow, CoreJson.Default.Certificaathouder, ct);
            if (await ReadStandAsync(nummer, ct) is not { } was)
            {
                return null;
            }

            var besluit = Certificaatregels.Decide(was.Value, holder?.Value, opdracht);
            if (besluit is not Certificaatbesluit.Gewijzigd change)
            {
                return besluit;
            }

            List<Write> writes = [Documents.Save(StandRow, change.Stand, was, CoreJson.Default.Certificaatstand)];
            if (change.Houder is null)
            {
                writes.AddRange(await ForgetAsync(nummer, holder, ct));
            }
            else if (change.Houder != holder!.Value)
            {
                writes.Add(Documents.Save(HolderRow, change.Houder, holder, CoreJson.Default.Certificaathouder));
            }

            if (Door(opdracht) is { } by)
            {
                writes.Add(InzageRijen.Row(new InzageRegel
                {
                    At = now, By = by, Soort = InzageSoort.CertificaatGewijzigd, About = change.Houder?.Persoon, Detail = opdracht.GetType().Name,
                }));
            }

            var told = Certificaatgebeurtenissen.Tussen(was.Value, change.Stand, holder?.Value, now).Select(GebeurtenisIntent.Van);
            if (await outbox.CommitAsync(partition, writes, [.. change.Intents, .. told], ct) is CommitResult.Committed)
            {
                return change;
            }
        }
    }

    /// <summary>Removes the name from this certificate, those that it took the place of, and those that took its place.</summary>
    public async ValueTask<Certificaatbesluit?> VerwijderNaamAsync(Certificaatnummer nummer, string door, DateTimeOffset now, CancellationToken ct)
    {
        Queue<Certificaatnummer> open = new([nummer]);
        HashSet<Certificaatnummer> seen = [];
        Certificaatbesluit? asked = null;
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next) || await FindAsync(next, ct) is not { } blad)
            {
                continue;
            }

            var besluit = await DecideAsync(next, new Certificaatopdracht.VerwijderNaam(door, AmsterdamTime.DateOf(now)), now, ct);
            asked = next == nummer ? besluit : asked;
            foreach (var other in new[] { blad.Certificaat.Vervangt, blad.Stand.Vervangen?.Opvolger }.OfType<Certificaatnummer>())
            {
                open.Enqueue(other);
            }
        }

        return asked;
    }

    /// <summary>What goes with the name; the lists are emptied at once, since they only point here.</summary>
    private async ValueTask<IReadOnlyList<Write>> ForgetAsync(Certificaatnummer nummer, Stored<Certificaathouder>? holder, CancellationToken ct)
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
        Partition?[] lists = [studiejaar is null ? null : YearPartition(studiejaar), holder?.Value.Persoon is { } who ? PersonPartition(who) : null];
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
        ConcurrentBag<Certificaatblad> found = [];
        await Bulk.EachAsync(
            await LinesAsync(list, ct),
            async (line, token) =>
            {
                // A line comes before its certificate: the issuing may still be going on.
                if (await FindAsync(line.Nummer, token) is { } blad)
                {
                    found.Add(blad);
                }
            },
            ct);
        return [.. found.OrderByDescending(b => b.Certificaat.Verstrekt).ThenBy(b => b.Certificaat.Nummer.ToString(), StringComparer.Ordinal)];
    }

    private async ValueTask<IReadOnlyList<Certificaatregel>> LinesAsync(Partition list, CancellationToken ct)
    {
        List<Certificaatregel> lines = [];
        await foreach (var (_, line) in store.ReadRangeAsync(list, RowRange.All, CoreJson.Default.Certificaatregel, ct))
        {
            lines.Add(line.Value);
        }

        return lines;
    }

    private ValueTask<Stored<Certificaatstand>?> ReadStandAsync(Certificaatnummer nummer, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(nummer), StandRow, CoreJson.Default.Certificaatstand, ct);

    /// <summary>Whose doing it is; null for what only follows from another decision.</summary>
    private static string? Door(Certificaatopdracht opdracht) => opdracht switch
    {
        Certificaatopdracht.TrekIn o => o.Door,
        Certificaatopdracht.Vervang o => o.Door,
        Certificaatopdracht.VerwijderNaam o => o.Door,
        _ => null,
    };

    private static Partition PersonPartition(PersonId persoon) => new(Table, $"persoon:{persoon}");

    private static Partition YearPartition(string studiejaar) => new(Table, $"jaar:{studiejaar}");
}

/// <summary>That there is a list of a study year.</summary>
public sealed record Certificaatjaar(string Studiejaar);

/// <summary>All that is issued at once.</summary>
public sealed record Uitgifte(Certificaat Certificaat, Certificaathouder Houder, byte[] Pdf, string Badge);

/// <summary>Points to a certificate from a list, with what lists are made of.</summary>
/// <param name="Nummer">Which.</param>
/// <param name="Persoon">Whose; null for a guest.</param>
/// <param name="Soort">The kind of training.</param>
/// <param name="Studiejaar">When.</param>
/// <param name="Dag">The last day of the training.</param>
/// <param name="Vervallen">It was revoked or replaced.</param>
public sealed record Certificaatregel(Certificaatnummer Nummer, PersonId? Persoon, string Soort, string Studiejaar, DateOnly Dag, bool Vervallen = false)
{
    public static Certificaatregel Van(Certificaat c, PersonId? persoon) => new(c.Nummer, persoon, c.Soort, c.Studiejaar, c.Dagen.Count > 0 ? c.Dagen.Max() : c.Verstrekt);
}
