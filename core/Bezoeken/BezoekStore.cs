using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Bezoeken;

/// <summary>
/// Where visits are: a partition per visitor and study year ("{visitor}:{studiejaar}") with the row "jaar", and "bezet" for when the visitor's
/// own calendar is busy; what an opleider said in "opleider:{person}", row per study year; in "wissels:{studiejaar}" a row "{person}:{jaar}" for who has a part in a year that the
/// register of now does not lead to (a former visitor's, a waarneming).
/// </summary>
public sealed class BezoekStore(IDocumentStore store, Outbox outbox, Kaartmoment kaartmoment)
{
    internal const string Table = "bezoeken";
    internal const string JaarRow = "jaar";
    internal const string BezetRow = "bezet";
    private const int Attempts = 500;

    public static Partition PartitionOf(string jaar) => new(Table, jaar);

    public async ValueTask<Bezoekjaar?> FindAsync(string id, CancellationToken ct) => (await ReadAsync(id, ct))?.Value;

    public ValueTask<Bezoekjaar?> FindAsync(PersonId bezoeker, string studiejaar, CancellationToken ct) => FindAsync(Bezoekjaar.IdOf(bezoeker, studiejaar), ct);

    /// <summary>Loads, decides, commits; again when somebody else was first. Null when there is no such year.</summary>
    /// <param name="id">The year.</param>
    /// <param name="opdracht">What is asked of it.</param>
    /// <param name="register">The register of now.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Bezoekbesluit?> DecideAsync(string id, Bezoekopdracht opdracht, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadAsync(id, ct) is not { } stored)
            {
                return null;
            }

            var om = await OmgevingAsync(stored.Value, register, now, ct);
            var besluit = Bezoekregels.Decide(stored.Value, opdracht, om);
            if (opdracht is Bezoekopdracht.Volg volg)
            {
                // Made and not told of yet, by who visits the student no more: she keeps a part in this year, and her new visitor finds it.
                var gone = stored.Value.Bezoeken.Where(b => Bezoekregels.WentBy(b, om.Vandaag) && volg.Wensen.All(w => w.Id != b.Id));
                await KeepAsync(gone.Select(b => b.Student), stored.Value, ct);
            }

            if (besluit is not Bezoekbesluit.Gewijzigd change)
            {
                return besluit;
            }

            if (await CommitAsync(stored, change, now, ct) is { } done)
            {
                await KeepChangesAsync(stored.Value, done.Jaar, ct);
                await TellAsync(id, now, ct);
                return done;
            }
        }

        throw new StorageUnavailableException("A year of visits was busy for too long.");
    }

    /// <summary>Begins a year; null when it was there already or nothing is to be visited.</summary>
    public async ValueTask<Bezoekbesluit.Gewijzigd?> StartAsync(
        PersonId bezoeker, string studiejaar, Dagen dagen, Bezoekopdracht.Volg volg, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var om = new Bezoekomgeving { Register = register, Kaartmoment = kaartmoment, Now = now };
        return Bezoekregels.Start(bezoeker, studiejaar, dagen, volg, om) is { } start && await CommitAsync(null, start, now, ct) is { } done ? done : null;
    }

    /// <summary>Sends on what did not fit in the commit of its decision.</summary>
    public async ValueTask TellAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        while (await ReadAsync(id, ct) is { Value.TeVertellen.Count: > 0 } stored)
        {
            await CommitAsync(stored, new Bezoekbesluit.Gewijzigd(stored.Value with { Revisie = stored.Value.Revisie + 1 }, []), now, ct);
        }
    }

    /// <summary>What this opleider said for a study year; null when she did not.</summary>
    public async ValueTask<Aanwezigheid?> AanwezigheidAsync(PersonId opleider, string studiejaar, CancellationToken ct) =>
        (await store.ReadAsync(OpleiderPartition(opleider), studiejaar, CoreJson.Default.OpleiderAntwoord, ct))?.Value.Aanwezigheid;

    public async ValueTask ZetAanwezigheidAsync(PersonId opleider, string studiejaar, Aanwezigheid aanwezigheid, DateTimeOffset now, CancellationToken ct)
    {
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(OpleiderPartition(opleider), studiejaar, CoreJson.Default.OpleiderAntwoord, ct);
            var row = Documents.Save(studiejaar, new OpleiderAntwoord(opleider, aanwezigheid, now), was, CoreJson.Default.OpleiderAntwoord);
            result = await store.CommitAsync(OpleiderPartition(opleider), [row], ct);
        }
        while (result is CommitResult.Conflict);
    }

    /// <summary>When this year's visitor is busy by her own calendar, however long ago it was read; null when it was not.</summary>
    public async ValueTask<Bezetting?> BezettingAsync(string jaar, CancellationToken ct) =>
        (await store.ReadAsync(PartitionOf(jaar), BezetRow, CoreJson.Default.Bezetting, ct))?.Value;

    /// <summary>
    /// Keeps when the visitor is busy and lets the year look at it; null forgets it, because it may not be read any more. Doing it
    /// again makes up for what was cut off between the two.
    /// </summary>
    public async ValueTask<Bezoekbesluit?> ZetBezettingAsync(string jaar, Bezetting? bezet, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        CommitResult? result;
        do
        {
            var was = await store.ReadAsync(PartitionOf(jaar), BezetRow, CoreJson.Default.Bezetting, ct);
            Write? write = bezet is not null ? Documents.Save(BezetRow, bezet, was, CoreJson.Default.Bezetting)
                : was is not null ? new Write.Delete(BezetRow, was.Version)
                : null;
            result = write is null ? null : await store.CommitAsync(PartitionOf(jaar), [write], ct);
        }
        while (result is CommitResult.Conflict);

        return await DecideAsync(jaar, new Bezoekopdracht.Herzie(), register, now, ct);
    }

    /// <summary>Who has a year of visits in this study year.</summary>
    public async ValueTask<IReadOnlyList<PersonId>> BezoekersAsync(string studiejaar, CancellationToken ct)
    {
        List<PersonId> visitors = [];
        await foreach (var document in store.QueryAsync(new Partition(Table, $"jaar:{studiejaar}"), RowRange.All, ct))
        {
            if (PersonId.TryParse(document.Row, out var visitor))
            {
                visitors.Add(visitor);
            }
        }

        return visitors;
    }

    /// <summary>
    /// The years in which a person has a part: as visitor, student, werkplekbegeleider or opleider, as the register leads to them, and
    /// those of former visitors and waarnemingen.
    /// </summary>
    /// <param name="persoon">Whose.</param>
    /// <param name="register">The register of now.</param>
    /// <param name="dagen">Days in the study years that are asked for.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<IReadOnlyList<Bezoekjaar>> VanPersoonAsync(
        PersonId persoon, RegisterSnapshot register, IEnumerable<DateOnly> dagen, CancellationToken ct)
    {
        List<Bezoekjaar> found = [];
        foreach (var studiejaar in dagen.Select(register.Kalender.Studiejaar).Distinct())
        {
            var students = register.StagesOf(persoon).Concat(register.StagesGuidedBy(persoon)).Concat(register.StagesUnder(persoon)).Select(s => s.Student).Distinct().ToList();
            var ids = students.Select(register.FindStudent).OfType<Student>().SelectMany(Bezoekers).Append(persoon).Distinct()
                .Select(v => Bezoekjaar.IdOf(v, studiejaar)).ToHashSet();
            foreach (var who in students.Append(persoon).Distinct().Take(100))
            {
                ids.UnionWith(await WisselsAsync(studiejaar, who, ct));
            }

            foreach (var id in ids.Order(StringComparer.Ordinal))
            {
                if (await FindAsync(id, ct) is { } jaar
                    && (jaar.Bezoeker == persoon || jaar.Bezoeken.Any(b => Bezoekregels.IsBetrokken(jaar, b, persoon, register))))
                {
                    found.Add(jaar);
                }
            }
        }

        return found;
    }

    /// <summary>The years of others in which a person has a part that the register of now does not lead to.</summary>
    internal async ValueTask<IReadOnlyList<string>> WisselsAsync(string studiejaar, PersonId? persoon, CancellationToken ct)
    {
        List<string> jaren = [];
        var range = persoon is { } who ? RowRange.Prefix($"{who}:") : RowRange.All;
        await foreach (var (_, document) in store.ReadRangeAsync(WisselPartition(studiejaar), range, CoreJson.Default.Bezoekwissel, ct))
        {
            jaren.Add(document.Value.Jaar);
        }

        return [.. jaren.Distinct()];
    }

    private static IEnumerable<PersonId> Bezoekers(Student student) => new[] { student.Studiecoach, student.Mwb }.OfType<PersonId>();

    private async ValueTask<Bezoekomgeving> OmgevingAsync(Bezoekjaar jaar, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var said = new Dictionary<PersonId, Aanwezigheid>();
        foreach (var opleider in jaar.Bezoeken.Where(b => b.Open).Select(b => b.Opleider).OfType<PersonId>().Distinct())
        {
            if (await AanwezigheidAsync(opleider, jaar.Studiejaar, ct) is { } known)
            {
                said[opleider] = known;
            }
        }

        var agenda = jaar.Beschikbaarheid is null ? null : await BezettingAsync(jaar.Id, ct);
        return new Bezoekomgeving
        {
            Register = register, Kaartmoment = kaartmoment, Now = now, Opleiders = said, Agenda = agenda?.Telt(now) == true ? agenda : null,
        };
    }

    /// <summary>What a decision of this year may know, for who shows what suits.</summary>
    public ValueTask<Bezoekomgeving> OmgevingVanAsync(Bezoekjaar jaar, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct) =>
        OmgevingAsync(jaar, register, now, ct);

    private async ValueTask<Bezoekbesluit.Gewijzigd?> CommitAsync(
        Stored<Bezoekjaar>? was, Bezoekbesluit.Gewijzigd change, DateTimeOffset now, CancellationToken ct)
    {
        var (nu, later) = Porties.Of(
            [.. change.Jaar.TeVertellen, .. change.Intents, .. Bezoekgebeurtenissen.Tussen(was?.Value, change.Jaar, now).Select(GebeurtenisIntent.Van)],
            () => new WakeIntent { Capability = Bezoekkaarten.Capability, Case = change.Jaar.Id, Due = now });
        var jaar = change.Jaar with { TeVertellen = later };
        var write = Documents.Save(JaarRow, jaar, was, CoreJson.Default.Bezoekjaar);
        return await outbox.CommitAsync(PartitionOf(jaar.Id), [write], nu, ct) is CommitResult.Committed
            ? new Bezoekbesluit.Gewijzigd(jaar, change.Intents)
            : null;
    }

    /// <summary>Who keeps a part in this year without the register saying so: students who went to another visitor, and waarnemers.</summary>
    private async ValueTask KeepChangesAsync(Bezoekjaar was, Bezoekjaar becomes, CancellationToken ct)
    {
        var before = was.Bezoeken.ToDictionary(b => b.Id);
        var left = becomes.Bezoeken
            .Where(b => b.Staat == Bezoekstaat.Vervallen && before.GetValueOrDefault(b.Id) is { Open: true }).Select(b => b.Student);
        var waarnemers = becomes.Bezoeken
            .Where(b => b.Waarnemer is not null && before.GetValueOrDefault(b.Id)?.Waarnemer != b.Waarnemer).Select(b => b.Waarnemer!.Value);
        await KeepAsync(left.Concat(waarnemers), becomes, ct);
    }

    private async ValueTask KeepAsync(IEnumerable<PersonId> people, Bezoekjaar jaar, CancellationToken ct)
    {
        foreach (var person in people.Distinct())
        {
            var row = Documents.Add($"{person}:{jaar.Id}", new Bezoekwissel(person, jaar.Id, jaar.Eindigt), CoreJson.Default.Bezoekwissel);
            await store.CommitAsync(WisselPartition(jaar.Studiejaar), [row], ct);
        }
    }

    private static Partition OpleiderPartition(PersonId opleider) => new(Table, $"opleider:{opleider}");

    private static Partition WisselPartition(string studiejaar) => new(Table, $"wissels:{studiejaar}");

    private ValueTask<Stored<Bezoekjaar>?> ReadAsync(string id, CancellationToken ct) => store.ReadAsync(PartitionOf(id), JaarRow, CoreJson.Default.Bezoekjaar, ct);
}

/// <summary>What an opleider said for a study year.</summary>
public sealed record OpleiderAntwoord(PersonId Opleider, Aanwezigheid Aanwezigheid, DateTimeOffset Op);

/// <summary>Somebody who has a part in a year that the register does not lead to.</summary>
public sealed record Bezoekwissel(PersonId Persoon, string Jaar, DateTimeOffset Eindigt);
