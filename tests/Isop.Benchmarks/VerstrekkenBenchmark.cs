using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Benchmarks;

/// <summary>
/// Certificates from the decision of the onderwijsbureau to the last file and badge: orders on a storage queue, two functions that share a
/// store, called as the Functions host does. One message in ten comes twice, as a queue may.
/// </summary>
internal static class VerstrekkenBenchmark
{
    private const int PerTraining = 20;
    private const int BatchSize = 16;
    private const int Twice = 10;
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(1);

    public static async Task<bool> RunAsync(Options options)
    {
        var report = new Report("Issuing certificates through a queue, two functions, SQLite with synchronous=FULL");
        var sizes = options.Text("certificaten", "1000,5000").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToList();
        List<double> each = [];
        foreach (var size in sizes)
        {
            var (seconds, issued, double_, memory) = await IssueAsync(size);
            each.Add(seconds / size);
            report.AtLeast($"{size:N0}: certificates that are there", issued, size, "");
            report.AtMost($"{size:N0}: people with two", double_, 0, "");
            report.Tell($"{size:N0}: time", string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s, {size / seconds:F0} a second, highest memory {memory:F0} MB"));
        }

        report.AtMost("time per certificate, of the most against the least", each[^1] / each[0], 1.3, "x");
        return report.Print();
    }

    private static async Task<(double Seconds, int Issued, int Double, double Memory)> IssueAsync(int size)
    {
        using var work = new Workplace();
        await using var azurite = await Azurite.StartQueueAsync();
        var bonnen = await DecideAsync(work.Database, size);
        var service = KickQueues.Open(azurite.ConnectionString);
        await new WachtrijVerstrekrij(service).StuurAsync(bonnen, CancellationToken.None);
        var queue = service.GetQueueClient(KickQueues.Certificaten);
        using var one = FunctionsBenchmark.Launch(work.Database, "", out var first);
        using var two = FunctionsBenchmark.Launch(work.Database, "", out var second);
        try
        {
            await FunctionsBenchmark.AnswerAsync(one, first);
            await FunctionsBenchmark.AnswerAsync(two, second);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(5) };
            var began = Stopwatch.GetTimestamp();
            await TakeAllAsync(queue, http, first, second);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var later = (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
            for (var left = later; left > 0; left = (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                await TakeAllAsync(queue, http, first, second);
            }

            Console.WriteLine($"  {size:N0} issued after {seconds:F1} s (load {Report.LoadAverage()}), {later} of them when the queue gave them again");
            var (issued, doubled) = await CountAsync(work.Database, size);
            return (seconds, issued, doubled, Math.Max(ProcMemory.Read(one.Id, "VmHWM"), ProcMemory.Read(two.Id, "VmHWM")));
        }
        finally
        {
            one.Kill();
            two.Kill();
            await Task.WhenAll(one.WaitForExitAsync(), two.WaitForExitAsync());
        }
    }

    /// <summary>
    /// Both functions until the queue gives nothing. Of an answer that was lost on the way the messages are hidden for a while; they come
    /// again, as on a real queue.
    /// </summary>
    private static async Task TakeAllAsync(QueueClient queue, HttpClient http, Uri first, Uri second)
    {
        var calls = 0;
        await Task.WhenAll(new[] { first, second }.Select(address => Task.Run(async () =>
        {
            while ((await queue.ReceiveMessagesAsync(BatchSize, Hidden)).Value is { Length: > 0 } batch)
            {
                await Task.WhenAll(batch.Select(async message =>
                {
                    var again = Interlocked.Increment(ref calls) % Twice == 0;
                    await CallAsync(http, address, message);
                    await (again ? CallAsync(http, address == first ? second : first, message) : Task.CompletedTask);
                    await DeleteAsync(queue, message);
                }));
            }
        })));
    }

    /// <summary>Azurite sometimes gives one message to both: who comes second finds it gone, as the Functions host does.</summary>
    private static async Task DeleteAsync(QueueClient queue, QueueMessage message)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
        catch (RequestFailedException gone) when (gone.Status == (int)HttpStatusCode.NotFound)
        {
            // The other one was first.
        }
    }

    /// <summary>Trainings of which the onderwijsbureau decided; everybody of the register follows one.</summary>
    private static async Task<IReadOnlyList<Verstrekbon>> DecideAsync(string database, int size)
    {
        await using var opstelling = Opstelling.Open(database);
        await opstelling.SetClockAsync(11, 18, 9, 15);
        await opstelling.ImportAsync(GeneratedRegister.Make(size));
        var people = (await opstelling.Get<RegisterStore>().CurrentAsync(CancellationToken.None)).Data.Personen.Take(size).Select(p => p.Id).ToList();
        var store = opstelling.Get<IDocumentStore>();
        List<Verstrekbon> bonnen = [];
        foreach (var (index, group) in people.Chunk(PerTraining).Index())
        {
            var training = Training(index, group);
            await store.CommitAsync(TrainingStore.PartitionOf(training.Id), [Documents.Add("training", training, CoreJson.Default.Training)], CancellationToken.None);
            bonnen.AddRange(training.Deelnemers.Select(d => new Verstrekbon.Nieuw(training.Id, d.Id)));
        }

        return bonnen;
    }

    private static Training Training(int index, IReadOnlyList<PersonId> people)
    {
        var (held, ids) = (new DateTimeOffset(2026, 11, 10, 16, 0, 0, TimeSpan.Zero), Enumerable.Range(1, people.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList());
        return new Training
        {
            Id = index.ToString("x16", CultureInfo.InvariantCulture), Soort = "opfriscursus", Studiejaar = "2026-2027", Organisator = people[0], Organisaties = ["O1"], Plaats = "Kulturhus",
            Delen = [new Trainingsdeel { Naam = "Opfriscursus", Datum = new DateOnly(2026, 11, 10), Begin = new TimeOnly(15, 30), Einde = new TimeOnly(17, 0), Aanwezig = ids, Gemeld = ids }],
            Deelnemers = [.. people.Select((p, i) => new Deelnemer(ids[i], p))], Uitgedeeld = people.Count, Inhoud = new Trainingsinhoud("Feedback geven waar een student verder mee kan.", "o", held),
            Ronde = new Evaluatieronde { Geopend = held, Sluit = new DateOnly(2026, 11, 24), Gesloten = held, Doorgegeven = held }, Verstrekking = new Verstrekbesluit(ids, "bureau", held),
            Eindigt = held.AddYears(1), Gewijzigd = held,
        };
    }

    private static async Task CallAsync(HttpClient http, Uri address, QueueMessage message)
    {
        using var body = new StringContent(
            $$$"""{"Data":{"bericht":{{{JsonSerializer.Serialize(message.Body.ToString())}}}},"Metadata":{"Id":"{{{message.MessageId}}}"}}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(address, "/Certificaten"), body);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<(int Issued, int Double)> CountAsync(string database, int size)
    {
        await using var opstelling = Opstelling.Open(database);
        var people = (await opstelling.Get<RegisterStore>().CurrentAsync(CancellationToken.None)).Data.Personen.Take(size).Select(p => p.Id);
        var (issued, doubled) = (0, 0);
        foreach (var person in people)
        {
            var held = (await opstelling.Get<Core.Certificaten.CertificaatStore>().VanPersoonAsync(person, CancellationToken.None)).Count;
            (issued, doubled) = (issued + Math.Min(held, 1), doubled + (held > 1 ? 1 : 0));
        }

        return (issued, doubled);
    }
}
