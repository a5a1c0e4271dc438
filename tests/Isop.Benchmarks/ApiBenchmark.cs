using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Api;
using Isop.Bot.Development;
using Isop.Bot.Hosting;
using Isop.Core.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Benchmarks;

/// <summary>
/// Programs that read through the API for the onderwijsbureau and for coaches, every token checked: each connection asks again as soon as it
/// has its answer. The product and who asks share this process and its processors.
/// </summary>
internal static class ApiBenchmark
{
    private const string Audience = "9a1d7d0e-51b5-4b53-b5b5-2f3c1e6a7d10";

    public static async Task<bool> RunAsync(Options options)
    {
        var (students, connections, seconds) = (options.Number("students", 1_000), options.Number("connections", 16), options.Number("seconds", 8));
        using var work = new Workplace();
        using var entra = new Entra();
        var register = GeneratedRegister.Make(students);
        await using (var fill = Opstelling.Open(work.Database))
        {
            await fill.SetClockAsync(11, 17, 9, 0);
            await fill.ImportAsync(register);
            await fill.PlanAsync();
        }

        await using var app = await StartAsync(work.Database, entra);
        var server = new IPEndPoint(IPAddress.Loopback, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port);
        var bureau = entra.Token(EmailOf(register, RolSoort.Onderwijsbureau));
        var coach = entra.Token(EmailOf(register, RolSoort.Studiecoach));
        var ids = await IdsAsync(server, bureau);
        (string Name, Func<int, (string Path, string Token)> Ask)[] reads =
        [
            ("a page of 100 tussenevaluaties, for the bureau", _ => ("/api/v1/tussenevaluaties", bureau)),
            ("a page of 100 tussenevaluaties, by state", _ => ("/api/v1/tussenevaluaties?staat=open", bureau)),
            ("the tussenevaluaties of a coach", _ => ("/api/v1/tussenevaluaties", coach)),
            ("one tussenevaluatie", i => ($"/api/v1/tussenevaluaties/{ids[i % ids.Count]}", bureau)),
            ("who am I", _ => ("/api/v1/ik", coach)),
            ("a page of 100 organisations", _ => ("/api/v1/organisaties", coach)),
        ];

        await PlayAsync(server, connections, options.Number("warmup", 15), reads.Select(r => r.Ask).ToArray());
        var all = await PlayAsync(server, connections, seconds, reads.Select(r => r.Ask).ToArray());
        var report = new Report($"API reads at {students:N0} students, {connections} connections: SQLite, {reads.Length} kinds of reads by turns");
        report.AtLeast("answers", all.Length / (double)seconds, 3_000, "/s");
        report.Tell("p50", $"{At(all, 0.50):F1} ms");
        report.AtMost("p99", At(all, 0.99), 30, "ms");
        report.Tell("longest", $"{all[^1]:F1} ms");
        foreach (var (name, ask) in reads)
        {
            var one = await PlayAsync(server, connections, Math.Max(2, seconds / 3), [ask]);
            report.Tell($"only {name}", $"{one.Length / (double)Math.Max(2, seconds / 3):N0} /s, p99 {At(one, 0.99):F1} ms");
        }

        await app.StopAsync();
        return report.Print();
    }

    private static async Task<WebApplication> StartAsync(string database, Entra entra)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"], EnvironmentName = Environments.Development, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Isop.Bot",
        });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Storage"] = $"Data Source={database}", ["Isop:Demo"] = "false", [$"Isop:Tenants:{Opstelling.Tenant}:0"] = GeneratedRegister.Domain,
            ["Isop:Api:Audience"] = Audience, ["Isop:Api:Authority"] = Entra.Authority, ["Isop:ReverseProxy:KnownProxies:0"] = "127.0.0.1",
            // Sending a day's messages is measured elsewhere.
            ["Isop:Bezorging:Automatic"] = "false",
        });
        builder.AddIsop();
        builder.Services.AddHttpClient(ApiModule.HttpName).ConfigurePrimaryHttpMessageHandler(() => entra);
        builder.WebHost.UseUrls().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapIsop();
        await app.PrepareDevelopmentAsync();
        await app.StartAsync();
        return app;
    }

    private static string EmailOf(RegisterData register, RolSoort rol)
    {
        var person = register.Rollen.First(r => r.Soort == rol).Persoon;
        return register.Personen.First(p => p.Id == person).Email;
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IPEndPoint server, string token)
    {
        using var connection = await Reader.ConnectAsync(server, 0);
        using var page = JsonDocument.Parse(connection.Body(await connection.GetAsync("/api/v1/tussenevaluaties?aantal=500", token)));
        return [.. page.RootElement.GetProperty("value").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
    }

    /// <summary>Milliseconds of each answer, in order.</summary>
    private static async Task<double[]> PlayAsync(IPEndPoint server, int connections, int seconds, Func<int, (string Path, string Token)>[] asks)
    {
        var took = new ConcurrentBag<List<double>>();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(async () =>
        {
            using var connection = await Reader.ConnectAsync(server, n);
            var own = new List<double>(50_000);
            for (var i = n; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; i++)
            {
                var (path, token) = asks[i % asks.Length](i);
                var asked = Stopwatch.GetTimestamp();
                await connection.GetAsync(path, token);
                own.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            took.Add(own);
        })));
        return [.. took.SelectMany(t => t).Order()];
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];

    /// <summary>A kept-alive connection, written on the socket itself so that asking costs little beside answering. Each has an address of its own, as a proxy tells it.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _received = new byte[512 * 1024];
        private readonly int _visitor;

        private Reader(int visitor) => _visitor = visitor;

        public static async Task<Reader> ConnectAsync(IPEndPoint server, int visitor)
        {
            var reader = new Reader(visitor);
            await reader._socket.ConnectAsync(server);
            return reader;
        }

        /// <summary>How many bytes came. Throws when the status is not 200.</summary>
        public async ValueTask<int> GetAsync(string path, string token)
        {
            await _socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.{_visitor}\r\nAuthorization: Bearer {token}\r\n\r\n"));
            for (var length = 0; ;)
            {
                var more = await _socket.ReceiveAsync(_received.AsMemory(length));
                length += more > 0 ? more : throw new InvalidOperationException("The connection was closed.");
                if (_received.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8))
                {
                    return _received.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8)
                        ? length
                        : throw new InvalidOperationException($"The answer was:\n{Encoding.UTF8.GetString(_received, 0, length)}");
                }
            }
        }

        public void Dispose() => _socket.Dispose();

        /// <summary>The chunks of the last answer after each other.</summary>
        public ReadOnlyMemory<byte> Body(int length)
        {
            var end = _received.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            var (from, to) = (end + 4, 0);
            var body = new byte[length];
            while (true)
            {
                var line = _received.AsSpan(from).IndexOf("\r\n"u8);
                var size = Convert.ToInt32(Encoding.ASCII.GetString(_received, from, line), 16);
                if (size == 0)
                {
                    return body.AsMemory(0, to);
                }

                _received.AsSpan(from + line + 2, size).CopyTo(body.AsSpan(to));
                (from, to) = (from + line + 2 + size + 2, to + size);
            }
        }
    }

    /// <summary>A sign-in service in this process.</summary>
    private sealed class Entra : HttpMessageHandler
    {
        public const string Authority = "https://login.test/organizations/v2.0";

        private readonly RSA _rsa = RSA.Create(2048);

        public string Token(string email) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new JsonObject
            {
                ["iss"] = $"https://login.test/{Opstelling.Tenant}/v2.0", ["aud"] = Audience, ["tid"] = Opstelling.Tenant, ["oid"] = Guid.NewGuid().ToString(), ["scp"] = "access_as_user",
                ["preferred_username"] = email, ["nbf"] = new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
                ["exp"] = new DateTimeOffset(2027, 8, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
            }.ToJsonString(),
            new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "e1" }, SecurityAlgorithms.RsaSha256));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var key = _rsa.ExportParameters(false);
            var answer = request.RequestUri!.AbsolutePath == "/keys"
                ? new JsonObject
                {
                    ["keys"] = new JsonArray(new JsonObject
                    {
                        ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "e1", ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent),
                    }),
                }
                : new JsonObject { ["issuer"] = "https://login.test/{tenantid}/v2.0", ["jwks_uri"] = "https://login.test/keys" };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") });
        }

        protected override void Dispose(bool disposing)
        {
            _rsa.Dispose();
            base.Dispose(disposing);
        }
    }
}
