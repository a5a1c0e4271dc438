using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Core.Sleutels;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Register;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.StageEvaluaties;

/// <summary>The stage-evaluatie from register to report, without a host: a store, a clock, and everybody who answers.</summary>
internal sealed class Evaluatiewereld : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private int _version;

    public Evaluatiewereld(IDocumentStore store, DateTimeOffset at, IReadOnlyDictionary<string, string?>? settings = null, ILoggerProvider? logger = null, OpenVaultKey? vault = null)
    {
        Store = store;
        Clock = new FakeTimeProvider(at);
        var services = new ServiceCollection();
        services.AddSingleton(store);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(l =>
        {
            if (logger is not null)
            {
                l.SetMinimumLevel(LogLevel.Trace).AddProvider(logger);
            }
        });
        services.AddSingleton<IKick, Kick>();
        if (vault is not null)
        {
            services.AddSingleton(vault);
            settings = new Dictionary<string, string?> { ["Isop:StageEvaluaties:Sleutel"] = "https://x.vault.azure.net/keys/stage" };
        }

        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build());
        services.AddIsopCore();
        _services = services.BuildServiceProvider();
    }

    public IDocumentStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public GolfStore Golven => Get<GolfStore>();

    public Golfrooster Rooster => Get<Golfrooster>();

    public Jaaruitgaven Uitgaven => Get<Jaaruitgaven>();

    public Opmerkingen Opmerkingen => Get<Opmerkingen>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask<RegisterSnapshot> RegisterAsync() => Get<RegisterStore>().CurrentAsync(Ct);

    public async Task RegisterAsync(RegisterSnapshot register)
    {
        await Registerversie.ZetAsync(Store, register, $"test-{++_version}", Now);
        await Get<StageEvaluatiePlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
    }

    /// <summary>The clock moves to this day, and everything that is due is planned.</summary>
    public async Task<int> GaNaarAsync(int year, int month, int day, int hour = 9)
    {
        Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(year, month, day), new TimeOnly(hour, 0)));
        return await PlanAsync();
    }

    public async Task<int> PlanAsync() => (await Get<Planning>().RunAsync(Now, Ct)).Added[GolfStore.Capability];

    public async Task<Golf> GolfAsync(string id) => (await Golven.FindAsync(id, Ct))!;

    /// <summary>Opens the form as this student; the hash of the link.</summary>
    public async Task<string> OpenAsync(string golf, PersonId student, string eenheid)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(RandomNumberGenerator.GetBytes(16)));
        Assert.True(await Rooster.KoppelAsync(golf, (await Rooster.FindAsync(golf, student, eenheid, Ct))!, hash, Ct));
        return hash;
    }

    public async Task<Antwoorduitkomst> StuurAsync(string hash, StageAntwoorden antwoorden)
    {
        var link = (await Rooster.VolgAsync(hash, Ct))!;
        var golf = await GolfAsync(link.Golf);
        var plek = (await Rooster.PlekAsync(link, Ct))!;
        var lijst = (await Get<VragenlijstStore>().CurrentAsync(Ct)).Find(golf.Vragenlijsten[plek.Opleiding])!;
        return await Rooster.StuurAsync(golf, link, lijst, antwoorden, Ct);
    }

    public async Task<Antwoorduitkomst> AntwoordAsync(string golf, PersonId student, string eenheid, StageAntwoorden antwoorden) =>
        await StuurAsync(await OpenAsync(golf, student, eenheid), antwoorden);

    /// <summary>
    /// Everything that is stored, in a form that depends on its content only: what is sealed is opened, for sealing twice gives other bytes.
    /// </summary>
    public Task<string> AfdrukAsync() => AfdrukAsync(OpenAsync);

    /// <summary>Everything that is stored, as it lies there.</summary>
    public Task<string> RuwAsync() => AfdrukAsync((_, document) => ValueTask.FromResult(Encoding.UTF8.GetString(document.Body.Span)));

    /// <summary>A key for the counts of a wave that is known beforehand, so that two runs can be compared to the last character.</summary>
    public async Task ZetKluisAsync(string golf)
    {
        var known = new Kluissleutel { Sleutel = SHA256.HashData(Encoding.UTF8.GetBytes(golf)) };
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new Partition("stageevaluaties", "kluis"), [Documents.Add(golf, known, CoreJson.Default.Kluissleutel)], Ct));
    }

    /// <summary>What was written about an eenheid in one wave, from under its seal.</summary>
    public async Task<Opmerkingenblad> OpmerkingenAsync(string golf, string eenheid) =>
        (await Get<Golfsluiting>().OpmerkingenAsync([await GolfAsync(golf)], Ct)).Single(b => b.Eenheid == eenheid);

    private async Task<string> AfdrukAsync(Func<Partition, Document, ValueTask<string>> body)
    {
        var all = new StringBuilder();
        await foreach (var table in Store.Whole().TablesAsync(Ct))
        {
            await foreach (var (partition, document) in Store.Whole().ReadTableAsync(table, Ct))
            {
                all.Append(CultureInfo.InvariantCulture, $"{partition} {document.Row} {await body(partition, document)}\n");
            }
        }

        return all.ToString();
    }

    private async ValueTask<string> OpenAsync(Partition partition, Document document)
    {
        var golf = partition.Key[(partition.Key.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return partition.Key.Split(':')[0] switch
        {
            "telling" => await OpenAsync(CoreJson.Default.Celtelling),
            "opleiding" => await OpenAsync(CoreJson.Default.Opleidingtelling),
            "opmerking" => await OpenAsync(CoreJson.Default.Opmerkingenblad),
            _ => Encoding.UTF8.GetString(document.Body.Span),
        };

        async ValueTask<string> OpenAsync<T>(JsonTypeInfo<T> type)
        {
            var closed = JsonSerializer.Deserialize(document.Body.Span, CoreJson.Default.Verzegeld)!;
            return JsonSerializer.Serialize((await Get<Telkluis>().OpenAsync(golf, Ct)).Open(closed, type), type);
        }
    }

    /// <summary>Every question of the list with this step.</summary>
    public static StageAntwoorden Alles(int stap, string? blijven = null, string? beter = null)
    {
        var list = VragenlijstCatalog.Defaults.For(Opleiding.Parse("pabo-vt"))!;
        return list.Stellingen().Aggregate(StageAntwoorden.Leeg, (all, s) => all.MetStap(s.Id, stap.ToString(CultureInfo.InvariantCulture)))
            .MetTekst("blijven", blijven).MetTekst("beter", beter);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
