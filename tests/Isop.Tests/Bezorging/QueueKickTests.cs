using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using System.ComponentModel.DataAnnotations;

namespace Isop.Tests.Bezorging;

/// <summary>The storage queue as kick, on Azurite. The tests share one queue, so each begins with an empty one.</summary>
[Collection("isop-kick")]
public sealed class QueueKickTests(AzuriteFixture azurite) : KickContract, IAsyncLifetime
{
    private readonly TemporaryStore _store = TestStores.Memory();
    private QueueServiceClient _service = null!;

    private QueueClient Queue => _service.GetQueueClient(KickQueues.Kick);

    private QueueClient Poison => _service.GetQueueClient(KickQueues.PoisonOf(KickQueues.Kick));

    public async ValueTask InitializeAsync()
    {
        _service = KickQueues.Open(await azurite.QueueConnectionStringAsync());
        await Queue.DeleteIfExistsAsync(Ct);
        await Poison.DeleteIfExistsAsync(Ct);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("hallo", "geen JSON")]
    [InlineData("{", "geen JSON")]
    [InlineData("[1]", "soort en versie ontbreken")]
    [InlineData("""{"soort":7,"versie":"1"}""", "soort en versie ontbreken")]
    [InlineData("""{"soort":"kick"}""", "soort en versie ontbreken")]
    [InlineData("""{"soort":"certificaat","versie":1}""", "hoort niet in deze wachtrij")]
    [InlineData("""{"soort":"kick","versie":0}""", "bestaat")]
    [InlineData("""{"soort":"kick","versie":1e99}""", "soort en versie ontbreken")]
    public async Task A_foreign_message_is_laid_aside_with_a_reason_and_wakes_nobody(string text, string reason)
    {
        await Queue.CreateAsync(cancellationToken: Ct);
        var sent = (await Queue.SendMessageAsync(text, Ct)).Value;

        Assert.False(await New().WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct));

        var problem = Assert.Single(await ProblemsAsync());
        Assert.Equal(new WachtrijPlek(KickQueues.Kick, sent.MessageId), problem.Wachtrij);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        var refused = Refused(Assert.Single(await MessagesAsync(Poison)));
        Assert.Equal((problem.Reason, text), (refused.Reden, refused.Bericht));
        Assert.Empty(await MessagesAsync(Queue));
    }

    [Fact]
    public async Task A_message_of_a_newer_version_is_refused_politely_and_still_wakes()
    {
        await Queue.CreateAsync(cancellationToken: Ct);
        await Queue.SendMessageAsync("""{"soort":"kick","versie":2,"voor":"iedereen"}""", Ct);

        Assert.True(await New().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Ct));

        Assert.Contains("nieuwere ISOP (versie 2)", Assert.Single(await ProblemsAsync()).Reason, StringComparison.Ordinal);
        Assert.Contains("iedereen", Refused(Assert.Single(await MessagesAsync(Poison))).Bericht, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_message_of_the_largest_size_is_laid_aside_with_its_beginning()
    {
        await Queue.CreateAsync(cancellationToken: Ct);
        await Queue.SendMessageAsync(new string('"', 60_000), Ct);

        await New().WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);

        Assert.Equal(GeweigerdBericht.Longest, Refused(Assert.Single(await MessagesAsync(Poison))).Bericht.Length);
        Assert.Empty(await MessagesAsync(Queue));
    }

    [Fact]
    public async Task A_kick_lies_on_the_queue_as_plain_text()
    {
        var kick = New();
        kick.Ring();
        await kick.FlushAsync(Ct);

        Assert.Equal(Wachtrijbericht.Kick, Assert.Single(await MessagesAsync(Queue)).Body.ToString());
    }

    [Fact]
    public async Task In_a_calm_hour_the_queue_is_asked_less_and_less_often()
    {
        using var asked = new Counter();
        var clock = new FakeTimeProvider();
        var service = new QueueServiceClient(
            await azurite.QueueConnectionStringAsync(),
            new QueueClientOptions { MessageEncoding = KickQueues.Encoding, Transport = new Azure.Core.Pipeline.HttpClientTransport(new HttpClient(asked)) });
        var kick = new QueueKick(service, new Probleemlijst(_store), clock);
        for (var second = 0; second < 60; second++)
        {
            var waiting = kick.WaitAsync(TimeSpan.FromSeconds(1), clock, Ct).AsTask();
            while (!waiting.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                await Task.Delay(1, Ct);
            }
        }

        Assert.InRange(asked.Requests, 5, 16);
    }

    [Fact]
    public async Task A_queue_that_does_not_answer_stops_neither_who_rings_nor_who_waits()
    {
        var kick = new QueueKick(
            new QueueServiceClient(
                "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;QueueEndpoint=http://127.0.0.1:9/devstoreaccount1;",
                new QueueClientOptions { Retry = { MaxRetries = 0 } }),
            new Probleemlijst(_store), TimeProvider.System);

        Assert.False(await kick.WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct));
        kick.Ring();
        await kick.FlushAsync(Ct);
        Assert.True(await kick.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Ct));
    }

    [Fact]
    public async Task What_was_refused_leaves_the_bureaus_list_after_a_month()
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var list = new Probleemlijst(_store);
        await list.NoteAsync(new WachtrijPlek(KickQueues.Kick, "1"), "Dit bericht is niet van ISOP.", now, Ct);

        Assert.Equal(0, await list.SweepAsync(now.AddDays(29), Ct));
        Assert.Single(await ProblemsAsync());
        Assert.Equal(1, await list.SweepAsync(now.AddDays(30), Ct));
        Assert.Empty(await ProblemsAsync());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("https://isop.queue.core.windows.net", true)]
    [InlineData("http://isop.queue.core.windows.net", false)]
    [InlineData("isop-kick", false)]
    public void The_setting_is_a_connection_string_or_an_https_endpoint(string? setting, bool good)
    {
        var faults = new List<ValidationResult>();
        var options = new IsopOptions { Queue = setting };

        Assert.Equal(good, Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true));
        Assert.Equal(good, faults.Count == 0);
        Assert.All(faults, f => Assert.StartsWith("Isop:Queue", f.ErrorMessage, StringComparison.Ordinal));
    }

    protected override ValueTask<(IKick Ringer, IKick Waiter)> NewAsync() => ValueTask.FromResult<(IKick, IKick)>((New(), New()));

    private QueueKick New() => new(_service, new Probleemlijst(_store), TimeProvider.System);

    private async Task<List<Probleem>> ProblemsAsync()
    {
        var problems = new List<Probleem>();
        await foreach (var problem in new Probleemlijst(_store).ReadAsync(Ct))
        {
            problems.Add(problem);
        }

        return problems;
    }

    private static async Task<QueueMessage[]> MessagesAsync(QueueClient queue) =>
        await queue.ExistsAsync(Ct) ? (await queue.ReceiveMessagesAsync(32, cancellationToken: Ct)).Value : [];

    private static GeweigerdBericht Refused(QueueMessage message) =>
        JsonSerializer.Deserialize(message.Body.ToString(), CoreJson.Default.GeweigerdBericht)!;

    private sealed class Counter() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
