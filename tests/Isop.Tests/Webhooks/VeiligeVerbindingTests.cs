using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Isop.Bot.Webhooks;
using Isop.Core.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Webhooks;

/// <summary>
/// The real handler with a resolver that plays along, and a transport that notes where it was told to connect and leads there to a server
/// on this machine, with TLS. Nothing leaves the machine.
/// </summary>
public sealed class VeiligeVerbindingTests : IAsyncLifetime
{
    private const string Host = "prod-01.westeurope.logic.azure.com";

    private static readonly IPAddress Publiek = IPAddress.Parse("20.50.1.1");
    private static readonly IPAddress Ander = IPAddress.Parse("20.50.1.2");
    private static readonly IPAddress Binnen = IPAddress.Parse("10.0.0.4");

    private readonly List<IPEndPoint> _verbonden = [];
    private readonly List<string> _gezocht = [];
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(57));
    private readonly Handtekening _handtekening = Handtekening.Lees(Handtekening.Trek());
    private readonly X509Certificate2 _certificaat = SelfSigned();
    private WebApplication _server = null!;
    private RequestDelegate _antwoord = context => Task.CompletedTask;
    private int _port;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(_certificaat)));
        _server = builder.Build();
        _server.Run(context => _antwoord(context));
        await _server.StartAsync(Ct);
        _port = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificaat.Dispose();
    }

    [Fact]
    public async Task A_call_goes_to_the_address_that_was_checked_under_the_name_that_was_given_and_signed()
    {
        HttpRequest? request = null;
        var body = "";
        _antwoord = async context =>
        {
            request = context.Request;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync(Ct);
            Assert.Equal(Host, context.Request.Host.Value);
            Assert.Equal("evt_1", context.Request.Headers["webhook-id"]);
            Assert.Equal(_handtekening.Van("evt_1", _clock.GetUtcNow().ToUnixTimeSeconds(), "{}"u8), context.Request.Headers["webhook-signature"]);
            Assert.False(context.Request.Headers.ContainsKey("traceparent"));
            Assert.False(context.Request.Headers.ContainsKey("cookie"));
        };

        Assert.IsType<Webhookantwoord.Aangenomen>(await SendAsync(Publiek));

        Assert.NotNull(request);
        Assert.Equal("{}", body);
        Assert.Equal([new IPEndPoint(Publiek, 443)], _verbonden);
    }

    [Fact]
    public async Task A_redirect_to_an_inside_address_is_an_answer_and_is_not_followed()
    {
        _antwoord = context =>
        {
            context.Response.Redirect("https://10.0.0.4/geheim");
            return Task.CompletedTask;
        };

        Assert.Equal(new Webhookantwoord.Geweigerd(302), await SendAsync(Publiek));
        Assert.Equal([new IPEndPoint(Publiek, 443)], _verbonden);
        Assert.Equal([Host], _gezocht);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        Assert.Equal(new Webhookantwoord.Geen(Webhookhinder.OnveiligAdres), await SendAsync(Binnen));
        Assert.Empty(_verbonden);
    }

    [Fact]
    public async Task A_name_that_leads_outside_and_inside_is_not_connected_to_at_all()
    {
        Assert.Equal(new Webhookantwoord.Geen(Webhookhinder.OnveiligAdres), await SendAsync(Publiek, Binnen));
        Assert.Equal(new Webhookantwoord.Geen(Webhookhinder.OnveiligAdres), await SendAsync());
        Assert.Empty(_verbonden);
    }

    [Fact]
    public async Task A_name_that_changes_after_the_check_changes_nothing_for_this_call_and_is_caught_at_the_next_connection()
    {
        var answers = new Queue<IPAddress>([Publiek, Binnen]);
        using var first = Zender(() => [answers.Dequeue()]);
        Assert.IsType<Webhookantwoord.Aangenomen>(await SendAsync(first));
        Assert.Equal([new IPEndPoint(Publiek, 443)], _verbonden);

        // Looked up once for the connection: what the name says by then plays no part in it.
        Assert.Equal([Host], _gezocht);
        using var second = Zender(() => [answers.Dequeue()]);
        Assert.Equal(new Webhookantwoord.Geen(Webhookhinder.OnveiligAdres), await SendAsync(second));
        Assert.Single(_verbonden);
    }

    [Fact]
    public async Task When_one_address_does_not_answer_the_next_that_was_checked_is_tried()
    {
        using var zender = Zender(() => [Publiek, Ander], kapot: Publiek);

        Assert.IsType<Webhookantwoord.Aangenomen>(await SendAsync(zender));
        Assert.Equal([new IPEndPoint(Publiek, 443), new IPEndPoint(Ander, 443)], _verbonden);
    }

    [Fact]
    public async Task An_answer_that_never_ends_was_an_answer_and_holds_up_nothing()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _antwoord = async context =>
        {
            try
            {
                while (true)
                {
                    await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
                }
            }
            catch (Exception cut) when (cut is OperationCanceledException or IOException)
            {
                ended.TrySetResult();
            }
        };

        Assert.IsType<Webhookantwoord.Aangenomen>(await SendAsync(Publiek));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    [Fact]
    public async Task Who_does_not_answer_within_ten_seconds_did_not_answer()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _antwoord = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        using var zender = Zender(() => [Publiek]);
        var sending = SendAsync(zender);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        _clock.Advance(VeiligeVerbinding.Langst);

        Assert.Equal(new Webhookantwoord.Geen(Webhookhinder.TeTraag), await sending);
    }

    [Fact]
    public async Task Who_cannot_show_to_be_that_host_gets_nothing()
    {
        using var zender = new Webhookzender(Verbinding(() => [Publiek], null), _clock);

        Assert.Equal(new Webhookantwoord.Geen(Webhookhinder.GeenVeiligeVerbinding), await SendAsync(zender));
    }

    [Theory]
    [InlineData(410, null)]
    [InlineData(429, 7)]
    [InlineData(503, null)]
    public async Task A_refusal_is_told_with_what_it_asks(int status, int? seconds)
    {
        _antwoord = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = seconds?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        };
        Webhookantwoord expected = status == 410 ? new Webhookantwoord.Weg() : new Webhookantwoord.Geweigerd(status, seconds is { } s ? TimeSpan.FromSeconds(s) : null);

        Assert.Equal(expected, await SendAsync(Publiek));
    }

    [Fact]
    public void The_handler_knows_no_way_around()
    {
        using var handler = VeiligeVerbinding.Internet.Handler();

        Assert.False(handler.AllowAutoRedirect || handler.UseProxy || handler.UseCookies);
        Assert.NotNull(handler.ConnectCallback);
        Assert.True(handler.MaxResponseDrainSize <= 64 * 1024);
        Assert.Null(handler.ActivityHeadersPropagator);
    }

    private async Task<Webhookantwoord> SendAsync(params IPAddress[] found)
    {
        using var zender = Zender(() => found);
        return await SendAsync(zender);
    }

    private Task<Webhookantwoord> SendAsync(Webhookzender zender) =>
        zender.SendAsync(new Uri($"https://{Host}/workflows/x?sig=y"), _handtekening, "evt_1", "{}"u8.ToArray(), Ct).AsTask();

    private Webhookzender Zender(Func<IPAddress[]> found, IPAddress? kapot = null)
    {
        var handler = Verbinding(found, kapot).Handler();
        // The server's certificate is nobody's: it must be this one, for this name.
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == _certificaat.GetCertHashString(),
        };
        return new Webhookzender(VeiligeVerbinding.Internet, _clock, handler);
    }

    private VeiligeVerbinding Verbinding(Func<IPAddress[]> found, IPAddress? kapot) => new(
        (host, _) =>
        {
            _gezocht.Add(host);
            return Task.FromResult(found());
        },
        async (adres, ct) =>
        {
            _verbonden.Add(adres);
            if (adres.Address.Equals(kapot))
            {
                throw new SocketException((int)SocketError.ConnectionRefused);
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, _port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        });

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
