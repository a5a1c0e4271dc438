using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Isop.Core;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Benchmarks;

/// <summary>
/// Closing waves whose answers lie closed in the store: opened, counted, the counts kept, everything else destroyed. What lays them there is
/// not in the time.
/// </summary>
internal static class StageSluitenBenchmark
{
    private static readonly string[] Opleidingen = ["pabo-vt", "mbo3-pm", "ad-pep"];

    public static async Task<bool> RunAsync(Options options)
    {
        var (waves, answers, size) = (options.Number("golven", 1), options.Number("antwoorden", 100_000), options.Number("eenheden", 10_000));
        using var work = new Workplace();
        await using var services = Services(work.Database);
        var store = services.GetRequiredService<IDocumentStore>();
        var register = new RegisterSnapshot("bench", new RegisterData { Organisaties = [.. Enumerable.Range(0, size).Select(Organisatie)] });
        var (closing, processor, counted) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        var before = ProcMemory.Read(Environment.ProcessId, "VmHWM");
        for (var wave = 0; wave < waves; wave++)
        {
            var golf = await LayAsync(services, store, wave, answers, size);
            var (began, used) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            var closed = await services.GetRequiredService<Golfsluiting>().RondAfAsync(golf, register, CancellationToken.None);
            closing += Stopwatch.GetElapsedTime(began);
            processor += Process.GetCurrentProcess().TotalProcessorTime - used;
            counted += closed is { Staat: Golfstaat.Gesloten } ? closed.Ingevuld : throw new InvalidOperationException("The wave did not close.");
            Console.WriteLine($"  wave {wave + 1} closed, {closing.TotalSeconds:F1} s so far (load {Report.LoadAverage()})");
        }

        var report = new Report($"Closing {waves} wave(s) of {answers:N0} answers, {size:N0} eenheden: SQLite, synchronous=FULL");
        report.AtLeast("answers counted", counted, waves * answers, "");

        // With the five releases (stage-evaluaties) a wave and all reports stay under a minute; each wave closes on a day of its own.
        report.AtMost("closing them", closing.TotalSeconds, 40.0 * waves * answers / 100_000, "s");
        report.Tell("processor time of it", $"{processor.TotalSeconds:F1} s");
        report.Tell("memory before", $"{before:F0} MB");
        report.AtMost("highest memory, laying them there included", ProcMemory.Read(Environment.ProcessId, "VmHWM"), 1_000, "MB");
        return report.Print();
    }

    /// <summary>A wave that closes: its key, its shards with closed answers, its places and its invitations.</summary>
    private static async Task<string> LayAsync(IServiceProvider services, IDocumentStore store, int wave, int answers, int size)
    {
        var (year, half) = (2026 + (wave / 2), 1 + (wave % 2));
        var id = Golf.IdOf($"{year}-{year + 1}", half);
        var key = await services.GetRequiredService<Golfgeheimen>().MaakAsync(id, CancellationToken.None);
        var lists = VragenlijstCatalog.Defaults;
        var pinned = Opleidingen.ToDictionary(o => o, o => lists.For(Opleiding.Parse(o))!);
        var shards = (answers + Golfrooster.PerScherf - 1) / Golfrooster.PerScherf;
        await Parallel.ForEachAsync(Enumerable.Range(0, shards), async (shard, ct) =>
        {
            var random = new Random((wave * 1_000_003) + shard);
            var mine = Enumerable.Range(shard * Golfrooster.PerScherf, Math.Min(Golfrooster.PerScherf, answers - (shard * Golfrooster.PerScherf))).ToList();
            List<byte[]> closed = [];
            List<Write> places = [];
            List<Write> invited = [];
            foreach (var i in mine)
            {
                var (eenheid, opleiding) = (Code(i % size), Opleidingen[i % Opleidingen.Length]);
                var form = pinned[opleiding].Stellingen().Aggregate(
                    StageAntwoorden.Leeg, (all, s) => all.MetStap(s.Id, random.Next(6).ToString(CultureInfo.InvariantCulture) is var step && step == "0" ? null : step));
                closed.Add(Antwoordzegel.Sluit(key, new Antwoordvel(eenheid, opleiding, form.MetTekst("blijven", random.Next(4) == 0 ? "Het samen bespreken van de dag" : null).MetStap("welkom", "4")).Schrijf(pinned[opleiding])));
                var plek = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                places.Add(Documents.Add($"plek:{plek}", new Plek { Eenheid = eenheid, Opleiding = opleiding, Gebruikt = true }, CoreJson.Default.Plek));
                var student = PersonId.Parse((i + 1).ToString("x32", CultureInfo.InvariantCulture));
                var genodigde = new Genodigde { Student = student, Eenheid = eenheid, Opleiding = opleiding, Vanaf = new DateOnly(year, 2, 1), Zetel = 1, Scherf = shard + 1, Plek = plek, Beurten = 3 };
                invited.Add(Documents.Add(genodigde.Row, genodigde, CoreJson.Default.Genodigde));
            }

            await store.CommitAsync(
                new Partition("evaluatiebuffers", string.Create(CultureInfo.InvariantCulture, $"scherf:{id}:{shard + 1}")),
                [Documents.Add("buffer", new Antwoordbuffer { Antwoorden = closed }, CoreJson.Default.Antwoordbuffer), .. places], ct);
            await store.CommitAsync(new Partition("evaluatiebuffers", $"rooster:{id}"), invited, ct);
        });
        var golf = new Golf
        {
            Id = id, Studiejaar = $"{year}-{year + 1}", Halfjaar = half, Van = new DateOnly(year, 8, 31), Tot = new DateOnly(year + 1, 1, 29), Opent = new DateOnly(year, 12, 28),
            Sluit = new DateOnly(year + 1, 2, 16), Sleutel = key, Staat = Golfstaat.Sluit, Scherven = shards, Vragenlijsten = pinned.ToDictionary(p => p.Key, p => p.Value.Ref()),
        };
        await store.CommitAsync(new Partition("stageevaluaties", "golven"), [Documents.Add(id, golf, CoreJson.Default.Golf)], CancellationToken.None);
        return id;
    }

    internal static ServiceProvider Services(string database)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Isop:Storage", $"Data Source={database}")]).Build());
        services.AddLogging();
        services.AddIsopCore();
        return services.BuildServiceProvider();
    }

    private static Organisatie Organisatie(int number) => new()
    {
        Code = Code(number), Naam = $"Organisatie {number}", Bestuur = $"B{number / 6}", Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA",
        Vakantieregio = Vakantieregio.Midden, SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
    };

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"O{number:00000}");
}
