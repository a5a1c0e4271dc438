using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Isop.Bot.Bezorging;
using Isop.Bot.Web;
using Isop.Bot.Webhooks;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Toegang;
using Isop.Core.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Benchmarks;

/// <summary>
/// Events on a timetable, committed as decisions do it, to fifty receivers behind TLS of which one refuses every connection and one answers
/// after five seconds. Everything is the product's own but the network: names lead to a server in this process. Each arrival is measured from
/// just before the commit of its event.
/// </summary>
internal static class WebhooksBenchmark
{
    private const int Receivers = 50;
    private const int Dead = 0;
    private const int Slow = 1;
    private const int Organisaties = 10;

    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly PersonId Bureau = PersonId.From(new Guid(1, 0, 0, new byte[8]));

    public static async Task<bool> RunAsync(Options options)
    {
        var (events, rate, allRate, allEvents) = (
            options.Number("events", 10_000), options.Number("rate", 200), options.Number("alle-rate", 20), options.Number("alle-events", 1_000));
        var met = await RunAsync(events, rate, perEvent: Receivers / Organisaties);
        return await RunAsync(allEvents, allRate, perEvent: Receivers) && met;
    }

    private static async Task<bool> RunAsync(int events, int rate, int perEvent)
    {
        using var work = new Workplace();
        await using var store = new SqliteStore($"Data Source={work.Database}", new SqliteStoreOptions());
        var sent = new ConcurrentDictionary<string, long>();
        var delays = Enumerable.Range(0, Receivers).Select(_ => new ConcurrentDictionary<string, double>()).ToArray();
        using var certificate = SelfSigned();
        await using var server = await StartAsync(certificate, sent, delays);
        using var product = new Product(store, certificate, new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port);
        await product.SubscribeAsync(perEvent == Receivers);
        await product.StartAsync();

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var late = await CommitAsync(store, product.Kick, events, rate, sent);
        var committed = Stopwatch.GetElapsedTime(began);
        var healthy = Enumerable.Range(0, Receivers).Where(r => r is not (Dead or Slow)).ToList();
        int Expected(int receiver) => perEvent == Receivers ? events : (events + Organisaties - 1 - (receiver % Organisaties)) / Organisaties;
        while (healthy.Any(r => delays[r].Count < Expected(r)) && Stopwatch.GetElapsedTime(began) < committed + Patience)
        {
            await Task.Delay(50);
        }

        var took = Stopwatch.GetElapsedTime(began);
        await product.StopAsync();
        var all = healthy.SelectMany(r => delays[r].Values).Order().ToArray();
        var report = new Report(
            $"{events:N0} events at {rate:N0} a second, each to {perEvent} of {Receivers} receivers ({rate * perEvent:N0} calls a second), one dead and one slow: SQLite, TLS");
        report.AtLeast("arrived at the other 48", all.Length, healthy.Sum(Expected), "");
        report.AtMost("p95 from commit to arrival at the others", At(all, 0.95), 2_000, "ms");
        report.Tell("p50", $"{At(all, 0.5):F0} ms");
        report.Tell("p99", $"{At(all, 0.99):F0} ms");
        report.Tell("longest", all.Length == 0 ? "-" : $"{all[^1]:F0} ms");
        report.Tell("the slowest receiver's p95", $"{healthy.Max(r => At([.. delays[r].Values.Order()], 0.95)):F0} ms");
        report.Tell("commits that left after their time, p95", $"{At(late, 0.95):F0} ms");
        report.Tell("time for all", $"{took.TotalSeconds:F1} s");
        report.Tell("processor time, senders and receivers together", $"{(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / Math.Max(1, all.Length):F0} µs a call");
        return report.Print();
    }

    /// <summary>Open-loop: each leaves at its time, whatever became of the others. Answers by how many milliseconds each was late.</summary>
    private static async Task<double[]> CommitAsync(SqliteStore store, IKick kick, int events, int rate, ConcurrentDictionary<string, long> sent)
    {
        var outbox = new Outbox(store, TimeProvider.System, kick);
        var (late, under, began) = (new ConcurrentBag<double>(), new List<Task>(events), Stopwatch.GetTimestamp());
        for (var n = 0; n < events;)
        {
            for (var due = Math.Min(events, (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate) + 1); n < due; n++)
            {
                late.Add((Stopwatch.GetElapsedTime(began) - TimeSpan.FromSeconds(n / (double)rate)).TotalMilliseconds);
                var g = Event(n, TimeProvider.System.GetUtcNow());
                sent[g.Id] = Stopwatch.GetTimestamp();
                under.Add(outbox.CommitAsync(new Partition("zaken", g.Zaak), [], [GebeurtenisIntent.Van(g)], default).AsTask());
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(under);
        return [.. late.Order()];
    }

    private static Gebeurtenis Event(int n, DateTimeOffset now) => new()
    {
        // Two events a case.
        Soort = Gebeurtenissoort.Tussenevaluatie, Wat = Gebeurteniswoorden.BeideIngevuld, Zaak = (n / 2).ToString("x32", CultureInfo.InvariantCulture),
        Keer = n.ToString(CultureInfo.InvariantCulture), Volgnummer = n, Op = now, Organisatie = $"O{n % Organisaties}", Staat = Gebeurteniswoorden.BeideIngevuld,
        Kring = new Kring { Student = PersonId.From(new Guid(n + 2, 0, 0, new byte[8])), Organisatie = $"O{n % Organisaties}", Bestuur = "" },
    };

    private static string HostOf(int receiver) => string.Create(CultureInfo.InvariantCulture, $"r{receiver}.logic.azure.com");

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static async Task<WebApplication> StartAsync(
        X509Certificate2 certificate, ConcurrentDictionary<string, long> sent, ConcurrentDictionary<string, double>[] delays)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(async context =>
        {
            var receiver = int.Parse(context.Request.Host.Host.AsSpan(1, context.Request.Host.Host.IndexOf('.', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture);
            var id = context.Request.Headers[Handtekening.IdHeader].ToString();
            delays[receiver].TryAdd(id, Stopwatch.GetElapsedTime(sent[id]).TotalMilliseconds);
            if (receiver == Slow)
            {
                await Task.Delay(SlowAnswer, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=benchmark", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The delivering side as the leading instance has it.</summary>
    private sealed class Product : IDisposable
    {
        private readonly EphemeralDataProtectionProvider _keys = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly AbonnementStore _store;
        private readonly Lease _lease;
        private readonly Webhookzender _zender;
        private readonly Verzendpoort _poort;
        private readonly Webhookdienst _dienst;
        private Task _running = Task.CompletedTask;

        public Product(SqliteStore store, X509Certificate2 certificate, int port)
        {
            _store = new AbonnementStore(store);
            _lease = new Lease(store, Lease.Bezorging, TimeProvider.System);
            _poort = new Verzendpoort(new Sturing(store), _lease, TimeProvider.System, NullLogger<Verzendpoort>.Instance);
            var verbinding = new VeiligeVerbinding(
                (host, _) => Task.FromResult<IPAddress[]>([new IPAddress([20, 50, 0, byte.Parse(host.AsSpan(1, host.IndexOf('.', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture)])]),
                async (address, ct) =>
                {
                    if (address.Address.GetAddressBytes()[3] == Dead)
                    {
                        throw new SocketException((int)SocketError.ConnectionRefused);
                    }

                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                    return new NetworkStream(socket, ownsSocket: true);
                });
            var handler = verbinding.Handler();
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, c, _, _) => c!.GetCertHashString() == certificate.GetCertHashString() };
            _zender = new Webhookzender(verbinding, TimeProvider.System, handler);
            var register = new RegisterSnapshot("benchmark", new RegisterData
            {
                Personen = [new Persoon { Id = Bureau, Email = "b@x.example", Naam = "B", Roepnaam = "B", Bron = "bureau" }],
                Rollen = [new Rol(Bureau, RolSoort.Onderwijsbureau, null, null, new DateOnly(2020, 1, 1), null)],
            });
            CurrentRegister current = _ => ValueTask.FromResult(register);
            var poging = new Webhookpoging(
                _store, new Webhookgeheimen(_keys), _zender, _poort, current, (_, _) => ValueTask.FromResult(true), Microsoft.Extensions.Options.Options.Create(new WebhookOptions()),
                Microsoft.Extensions.Options.Options.Create(new WebOptions { PublicUrl = new Uri("https://isop.test") }), TimeProvider.System);
            _dienst = new Webhookdienst(
                _store, new Agendas(store), poging, current, Microsoft.Extensions.Options.Options.Create(new BezorgOptions()), TimeProvider.System, NullLogger<Webhookdienst>.Instance);
        }

        public Kick Kick { get; } = new();

        public async Task SubscribeAsync(bool all)
        {
            var geheimen = new Webhookgeheimen(_keys);
            for (var r = 0; r < Receivers; r++)
            {
                await _store.AddAsync(
                    new Abonnement
                    {
                        Id = Guid.NewGuid().ToString("N"), Persoon = Bureau, Soort = Gebeurtenissoort.Tussenevaluatie, Organisatie = all ? null : $"O{r % Organisaties}", Host = HostOf(r),
                        Adres = geheimen.Sluit($"https://{HostOf(r)}/hook"), Geheim = geheimen.Sluit(Handtekening.Trek()),
                        Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), Sinds = TimeProvider.System.GetUtcNow(),
                    },
                    default);
            }
        }

        public async Task StartAsync()
        {
            await _lease.TryHoldAsync(default);
            _running = Task.WhenAll(RenewAsync(), Task.Run(() => _dienst.RunAsync(Kick, _stop.Token)));
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public void Dispose()
        {
            _zender.Dispose();
            _poort.Dispose();
            _lease.Dispose();
            _stop.Dispose();
        }

        private async Task RenewAsync()
        {
            while (true)
            {
                await Task.Delay(Lease.RenewEvery, _stop.Token);
                await _lease.TryHoldAsync(_stop.Token);
            }
        }
    }
}
