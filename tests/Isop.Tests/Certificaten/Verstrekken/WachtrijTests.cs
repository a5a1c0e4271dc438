using System.Net;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Storage;
using Isop.Tests.Functions;
using Isop.Tests.Storage;
using static Isop.Tests.Certificaten.Trainingen.Proeftraining;

namespace Isop.Tests.Certificaten.Verstrekken;

/// <summary>From the queue to the certificate, with functions as processes of their own that are called as the Functions host does.</summary>
public sealed class WachtrijTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_that_each_get_every_message_twice_issue_each_certificate_once()
    {
        await using var store = TestStores.Memory();
        await VerstrekkerTests.ReadyAsync(store);
        var queue = KickQueues.Open(await azurite.QueueConnectionStringAsync()).GetQueueClient(KickQueues.Certificaten);
        await queue.DeleteIfExistsAsync(Ct);
        await new WachtrijVerstrekrij(KickQueues.Open(await azurite.QueueConnectionStringAsync()))
            .StuurAsync([.. Enumerable.Range(1, 3).Select(i => new Verstrekbon.Nieuw(TrainingId, $"{i}"))], Ct);
        var messages = (await queue.ReceiveMessagesAsync(32, cancellationToken: Ct)).Value;
        Assert.Equal(3, messages.Length);

        await using var one = await FunctionsProcess.StartAsync(("Isop__Storage", store.ConnectionString));
        await using var two = await FunctionsProcess.StartAsync(("Isop__Storage", store.ConnectionString));
        var answers = await Task.WhenAll(
            from message in messages from functions in (FunctionsProcess[])[one, two] from time in (int[])[1, 2]
            select functions.MessageAsync("Certificaten", $"{message.MessageId}-{time}", message.Body.ToString(), message.MessageId));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(3, (await VerstrekkerTests.IssuedNumbersAsync(store)).Count);
    }

    [Theory]
    [InlineData("""{"soort":"certificaat","versie":1,"training":"a","deelnemer":"1"}""", true)]
    [InlineData("""{"soort":"certificaat","versie":1,"nummer":"AAAAAAAAAAAAAAAAAAAAAA"}""", true)]
    [InlineData("""{"soort":"certificaat","versie":1,"nummer":"AAAAAAAAAAAAAAAAAAAAAB"}""", false)]
    [InlineData("""{"soort":"certificaat","versie":1,"training":"a"}""", false)]
    [InlineData("""{"soort":"certificaat","versie":1,"training":5,"deelnemer":"1"}""", false)]
    [InlineData("""{"soort":"certificaat","versie":1,"training":"a","deelnemer":"1","nummer":"AAAAAAAAAAAAAAAAAAAAAA"}""", false)]
    public void An_order_reads_as_it_was_written_and_nothing_else_is_one(string text, bool isOne)
    {
        var read = Assert.IsType<WachtrijLezing.Gelezen>(Wachtrijbericht.Read(text, Verstrekbonnen.Soort, Verstrekbonnen.Versie));
        Assert.Equal(isOne, Verstrekbonnen.TryRead(read.Inhoud, out var bon));
        Assert.True(bon is null || Verstrekbonnen.Write(bon) == text);
    }
}
