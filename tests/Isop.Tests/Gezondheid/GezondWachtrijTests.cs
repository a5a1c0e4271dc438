using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Isop.Core.Bezorging;
using Isop.Tests.Storage;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Gezondheid;

/// <summary>The queue as /gezond sees it, on an emulator of its own: other tests empty the shared one.</summary>
public sealed class GezondWachtrijTests : IAsyncDisposable
{
    private readonly AzuriteFixture _azurite = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task Queues_that_nobody_made_hold_nothing_and_are_no_fault()
    {
        await using var site = await SiteAsync(KickQueues.Open(await _azurite.QueueConnectionStringAsync()));
        using var device = await site.BureauAsync();

        var part = await GezondTests.PartAsync(device, "Wachtrij");

        Assert.Equal("Goed", part["stand"]!.GetValue<string>());
        Assert.Contains("er wachten 0 berichten", part["uitleg"]!.GetValue<string>(), StringComparison.Ordinal);
        (await device.GetAsync("/gezond")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Messages_that_wait_are_counted_and_one_laid_aside_asks_for_attention()
    {
        var service = KickQueues.Open(await _azurite.QueueConnectionStringAsync());
        await using var site = await SiteAsync(service);
        using var device = await site.BureauAsync();
        var kick = (await service.CreateQueueAsync(KickQueues.Kick, cancellationToken: Ct)).Value;
        await kick.SendMessageAsync(Wachtrijbericht.Kick, Ct);
        await kick.SendMessageAsync(Wachtrijbericht.Kick, Ct);
        Assert.Contains("er wachten 2 berichten", (await GezondTests.PartAsync(device, "Wachtrij"))["uitleg"]!.GetValue<string>(), StringComparison.Ordinal);

        var poison = (await service.CreateQueueAsync(KickQueues.PoisonOf(KickQueues.Kick), cancellationToken: Ct)).Value;
        await poison.SendMessageAsync("x", Ct);
        site.Host.Web.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("LetOp", await GezondTests.StandAsync(device, "Wachtrij"));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        using var refusing = new Refusing();
        await using var site = await SiteAsync(Client("http://127.0.0.1:9", refusing));
        using var device = await site.BureauAsync();

        var part = await GezondTests.PartAsync(device, "Wachtrij");

        Assert.Equal("Fout", part["stand"]!.GetValue<string>());
        Assert.Contains("‘Storage Queue Data Reader’", part["uitleg"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_silent_does_not_take_the_instance_out_nor_keep_the_others_waiting()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var site = await SiteAsync(Client($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", null));
        using var device = site.Host.NewDevice();

        var all = device.GetAsync("/gezond");
        using var asked = await silent.AcceptTcpClientAsync(Ct);

        (await device.GetAsync("/gezond/klaar")).MustBe(HttpStatusCode.OK);
        Assert.False(all.IsCompleted);
        Assert.Equal(1, site.Store.Probes);
        site.Host.Web.Clock.Advance(TimeSpan.FromSeconds(5));
        (await all).MustBe(HttpStatusCode.ServiceUnavailable);
        (await device.GetAsync("/gezond/klaar")).MustBe(HttpStatusCode.OK);
    }

    private static QueueServiceClient Client(string address, HttpMessageHandler? handler)
    {
        var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
        if (handler is not null)
        {
            options.Transport = new HttpClientTransport(handler);
        }

        return new QueueServiceClient(
            $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;QueueEndpoint={address}/devstoreaccount1;", options);
    }

    private static Task<GezondTests.Site> SiteAsync(QueueServiceClient service) => GezondTests.SiteAsync(builder =>
    {
        builder.Services.AddOptions<Isop.Core.Hosting.IsopOptions>().Configure(o => o.Queue = "UseDevelopmentStorage=true");
        builder.Services.AddSingleton(service);

        // The only messages are those of the test.
        builder.Services.AddSingleton<IKick, Kick>();
    });

    private sealed class Refusing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("") };
            answer.Headers.Add("x-ms-error-code", "AuthorizationPermissionMismatch");
            return Task.FromResult(answer);
        }
    }
}
