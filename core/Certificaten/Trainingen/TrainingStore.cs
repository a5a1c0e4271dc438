using System.Collections.Concurrent;
using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>
/// Where trainings are: a partition per training ("training:{id}") with the row "training", what people answered in "evaluatie:{deelnemer}" and
/// "scan:{deelnemer}", and which number a certificate got in "certificaat:{deelnemer}"; in "persoon:{id}" in which trainings somebody has a part,
/// in "jaar:{studiejaar}" which there are.
/// </summary>
public sealed class TrainingStore(IDocumentStore store, Outbox outbox, Kaartmoment kaartmoment, IOptions<CertificaatOptions> options)
{
    internal const string Table = "trainingen";
    internal const string TrainingRow = "training";
    private const int Attempts = 500;
    private const int LongestText = 600;

    public static Partition PartitionOf(string training) => new(Table, $"training:{training}");

    public Trainingsomgeving Omgeving(RegisterSnapshot register, DateTimeOffset now) =>
        new() { Register = register, Kaartmoment = kaartmoment, Now = now, AanwezigheidVereist = options.Value.AanwezigheidVereist };

    public async ValueTask<Training?> FindAsync(string id, CancellationToken ct) => FormId.IsOne(id) ? (await ReadAsync(id, ct))?.Value : null;

    /// <summary>Registers it; the one that is there already when this form was sent before.</summary>
    public async ValueTask<Trainingsbesluit> MaakAsync(Trainingsaanmelding aanmelding, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var there = await FindAsync(aanmelding.Id, ct);
        if (!FormId.IsOne(aanmelding.Id) || there is not null)
        {
            return there?.Organisator == aanmelding.Van ? new Trainingsbesluit.AlGedaan(there) : new Trainingsbesluit.Geweigerd(Trainingsweigering.NietVanJou);
        }

        var besluit = Trainingsregels.Maak(aanmelding, Omgeving(register, now));
        if (besluit is not Trainingsbesluit.Gewijzigd made)
        {
            return besluit;
        }

        await ListAsync(null, made.Training, ct);
        return await CommitAsync(null, made, [], now, ct) is { } done ? done : new Trainingsbesluit.AlGedaan((await FindAsync(aanmelding.Id, ct))!);
    }

    /// <summary>Loads, decides, commits; again when somebody else was first. Null when there is no such training.</summary>
    public ValueTask<Trainingsbesluit?> DecideAsync(string id, Trainingsopdracht opdracht, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct) =>
        DecideAsync(id, opdracht, static (_, _) => ValueTask.FromResult<Write?>(null), register, now, ct);

    /// <summary>Keeps what somebody answered, in the commit that counts it. What was skipped is left out; steps that are none are refused by leaving them out.</summary>
    public ValueTask<Trainingsbesluit?> AntwoordAsync(
        string id, PersonId persoon, IReadOnlyDictionary<string, int> stappen, IReadOnlyDictionary<string, string> teksten, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var vragen = Trainingsvragen.Huidig;
        var antwoord = new Trainingsantwoord
        {
            Persoon = persoon, Versie = vragen.Versie, Plaats = RandomNumberGenerator.GetInt32(int.MaxValue), Eindigt = now,
            Stappen = stappen.Where(s => vragen.Evaluatie.Stellingen.Any(v => v.Id == s.Key) && s.Value >= 1 && s.Value <= vragen.Evaluatie.Stappen.Count).ToDictionary(),
            Teksten = teksten.Where(t => vragen.Evaluatie.Open.Any(v => v.Id == t.Key) && t.Value.Trim().Length > 0).ToDictionary(t => t.Key, t => Cut(t.Value)),
        };
        return DecideAsync(
            id, new Trainingsopdracht.Antwoord(persoon),
            async (training, token) =>
            {
                var row = $"evaluatie:{training.Find(persoon)!.Id}";
                var was = await store.ReadAsync(PartitionOf(id), row, CoreJson.Default.Trainingsantwoord, token);
                return Documents.Save(row, antwoord with { Eindigt = training.Eindigt, Plaats = was?.Value.Plaats ?? antwoord.Plaats }, was, CoreJson.Default.Trainingsantwoord);
            },
            register, now, ct);
    }

    /// <summary>Keeps what somebody wants it to be about; false when that person is not expected, or it is over.</summary>
    public async ValueTask<bool> ScanAsync(string id, PersonId persoon, IReadOnlyList<string> onderwerpen, string tekst, DateTimeOffset now, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { Afgezegd: null, MetScan: true } training || training.Find(persoon) is not { } deelnemer || Trainingsregels.IsBegonnen(training.Delen[0], now))
        {
            return false;
        }

        var vragen = Trainingsvragen.Huidig;
        var scan = new Scanantwoord(persoon, vragen.Versie, [.. onderwerpen.Where(o => vragen.Scan.Onderwerpen.Any(v => v.Id == o)).Distinct()], Cut(tekst), training.Eindigt);
        var row = $"scan:{deelnemer.Id}";
        while (true)
        {
            var was = await store.ReadAsync(PartitionOf(id), row, CoreJson.Default.Scanantwoord, ct);
            if (await store.CommitAsync(PartitionOf(id), [Documents.Save(row, scan, was, CoreJson.Default.Scanantwoord)], ct) is CommitResult.Committed)
            {
                return true;
            }
        }
    }

    public async ValueTask<Trainingsantwoord?> AntwoordVanAsync(Training training, PersonId persoon, CancellationToken ct) =>
        training.Find(persoon) is { } d ? (await store.ReadAsync(PartitionOf(training.Id), $"evaluatie:{d.Id}", CoreJson.Default.Trainingsantwoord, ct))?.Value : null;

    public async ValueTask<Scanantwoord?> ScanVanAsync(Training training, PersonId persoon, CancellationToken ct) =>
        training.Find(persoon) is { } d ? (await store.ReadAsync(PartitionOf(training.Id), $"scan:{d.Id}", CoreJson.Default.Scanantwoord, ct))?.Value : null;

    /// <summary>
    /// The evaluations, without a name and without the reader's own; only of a round that is closed, so that nobody sees one come in. Who
    /// reads them stands in the audit.
    /// </summary>
    /// <param name="training">Which.</param>
    /// <param name="lezer">A person's id, or "bureau".</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Evaluatiebeeld?> EvaluatieAsync(Training training, string lezer, DateTimeOffset now, CancellationToken ct)
    {
        if (training.Ronde?.Gesloten is null)
        {
            return null;
        }

        List<Trainingsantwoord> answers = [];
        await foreach (var (_, answer) in store.ReadRangeAsync(PartitionOf(training.Id), RowRange.Prefix("evaluatie:"), CoreJson.Default.Trainingsantwoord, ct))
        {
            if (answer.Value.Persoon.ToString() != lezer)
            {
                answers.Add(answer.Value);
            }
        }

        await store.CommitAsync(
            PartitionOf(training.Id), [InzageRijen.Row(new InzageRegel { At = now, By = lezer, Soort = InzageSoort.EvaluatiesGelezen, Case = training.Id })], ct);
        return Evaluatiebeeld.Van(answers, Math.Max(answers.Count, training.Ronde.Gevraagd.Count));
    }

    public async ValueTask<Scanbeeld> ScanbeeldAsync(Training training, CancellationToken ct)
    {
        List<Scanantwoord> answers = [];
        await foreach (var (_, answer) in store.ReadRangeAsync(PartitionOf(training.Id), RowRange.Prefix("scan:"), CoreJson.Default.Scanantwoord, ct))
        {
            answers.Add(answer.Value);
        }

        return Scanbeeld.Van(answers);
    }

    /// <summary>The trainings in which a person has a part, by first day.</summary>
    public ValueTask<IReadOnlyList<Training>> VanPersoonAsync(PersonId persoon, CancellationToken ct) => ListedAsync(PersonPartition(persoon), ct);

    /// <summary>All of a study year, by first day.</summary>
    public ValueTask<IReadOnlyList<Training>> VanJaarAsync(string studiejaar, CancellationToken ct) => ListedAsync(YearPartition(studiejaar), ct);

    /// <summary>Sends on what did not fit in the commit of its decision.</summary>
    public async ValueTask TellAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        while (await ReadAsync(id, ct) is { Value.TeVertellen.Count: > 0 } stored)
        {
            await CommitAsync(stored, new Trainingsbesluit.Gewijzigd(stored.Value with { Revisie = stored.Value.Revisie + 1 }, []), [], now, ct);
        }
    }

    private async ValueTask<Trainingsbesluit?> DecideAsync(
        string id, Trainingsopdracht opdracht, Func<Training, CancellationToken, ValueTask<Write?>> along, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!FormId.IsOne(id) || await ReadAsync(id, ct) is not { } stored)
            {
                return null;
            }

            var besluit = Trainingsregels.Decide(stored.Value, opdracht, Omgeving(register, now));
            var write = besluit is Trainingsbesluit.Geweigerd ? null : await along(stored.Value, ct);
            if (besluit is not Trainingsbesluit.Gewijzigd change)
            {
                // With the training as it was: a round that is closing meanwhile takes no more changes.
                if (write is null || await store.CommitAsync(PartitionOf(id), [Documents.Save(TrainingRow, stored.Value, stored, CoreJson.Default.Training), write], ct) is CommitResult.Committed)
                {
                    return besluit;
                }

                continue;
            }

            await ListAsync(stored.Value, change.Training, ct);
            if (await CommitAsync(stored, change, write is null ? [] : [write], now, ct) is { } done)
            {
                await TellAsync(id, now, ct);
                return done;
            }
        }

        throw new StorageUnavailableException("A training was busy for too long.");
    }

    private async ValueTask<Trainingsbesluit.Gewijzigd?> CommitAsync(
        Stored<Training>? was, Trainingsbesluit.Gewijzigd change, IReadOnlyList<Write> along, DateTimeOffset now, CancellationToken ct)
    {
        var (nu, later) = Porties.Of(
            [.. change.Training.TeVertellen, .. change.Intents], () => new WakeIntent { Capability = Trainingskaarten.Capability, Case = change.Training.Id, Due = now });
        var training = change.Training with { TeVertellen = later };
        Write[] writes = [Documents.Save(TrainingRow, training, was, CoreJson.Default.Training), .. along];
        return await outbox.CommitAsync(PartitionOf(training.Id), writes, nu, ct) is CommitResult.Committed ? new Trainingsbesluit.Gewijzigd(training, change.Intents) : null;
    }

    /// <summary>Before the commit: who cannot find the training again would have been told of nothing. A line too many leads to a training that does not name the person.</summary>
    private async ValueTask ListAsync(Training? was, Training becomes, CancellationToken ct)
    {
        if (was is null)
        {
            await AddLineAsync(YearPartition(becomes.Studiejaar), null, becomes, ct);
        }

        if (was?.Organisator != becomes.Organisator)
        {
            await AddLineAsync(PersonPartition(becomes.Organisator), becomes.Organisator, becomes, ct);
        }

        var fresh = becomes.Deelnemers.Except(was?.Deelnemers ?? []).Select(d => d.Persoon).OfType<PersonId>();
        await Bulk.EachAsync(fresh, (person, token) => AddLineAsync(PersonPartition(person), person, becomes, token), ct);
    }

    private ValueTask AddLineAsync(Partition list, PersonId? persoon, Training training, CancellationToken ct) =>
        store.AddIfAbsentAsync(list, [Documents.Add(training.Id, new Trainingsregel(training.Id, persoon, training.Eindigt), CoreJson.Default.Trainingsregel)], ct);

    private async ValueTask<IReadOnlyList<Training>> ListedAsync(Partition list, CancellationToken ct)
    {
        List<string> ids = [];
        await foreach (var document in store.QueryAsync(list, RowRange.All, ct))
        {
            ids.Add(document.Row);
        }

        ConcurrentBag<Training> found = [];
        await Bulk.EachAsync(
            ids,
            async (id, token) =>
            {
                if (await FindAsync(id, token) is { } training)
                {
                    found.Add(training);
                }
            },
            ct);
        return [.. found.OrderBy(t => t.Eerste).ThenBy(t => t.Id, StringComparer.Ordinal)];
    }

    private static string Cut(string text) => text.Trim() is { Length: <= LongestText } fits ? fits : text.Trim()[..LongestText];

    private static Partition PersonPartition(PersonId persoon) => new(Table, $"persoon:{persoon}");

    private static Partition YearPartition(string studiejaar) => new(Table, $"jaar:{studiejaar}");

    private ValueTask<Stored<Training>?> ReadAsync(string id, CancellationToken ct) => store.ReadAsync(PartitionOf(id), TrainingRow, CoreJson.Default.Training, ct);
}

/// <summary>Points to a training from a list.</summary>
public sealed record Trainingsregel(string Training, PersonId? Persoon, DateTimeOffset Eindigt);
