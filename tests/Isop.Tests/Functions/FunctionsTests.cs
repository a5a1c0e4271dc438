using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Storage.Queues;
using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.Storage;

namespace Isop.Tests.Functions;

/// <summary>The custom handler as a process, with the payloads of the Functions host. The host itself is not run.</summary>
[Collection("isop-kick")]
public sealed class FunctionsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TemporaryStore _store = TestStores.Memory();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_tick_plans_what_is_due_and_leaves_word_of_itself()
    {
        await WakeAsync(_store);
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", _store.ConnectionString));

        var answer = await functions.TickAsync("Planning", "call-1");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.IsInTheHostsShape);
        Assert.Contains("tussenevaluaties: 0 added", answer.Lines);
        Assert.Equal("functions call-1", (await new JobRuns(_store).LastAsync(Planningsronde.Job, Ct))?.By);
        Assert.Empty(await DueAsync(_store));
        Assert.NotNull(await _store.FindAsync(new Partition(TussenevaluatiePlanning.Capability, "gevolgd"), "register", Ct));
    }

    [Fact]
    public async Task A_host_that_calls_twice_with_one_id_gets_two_good_answers_and_one_result()
    {
        await WakeAsync(_store);
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", _store.ConnectionString));

        var answers = await Task.WhenAll(functions.TickAsync("Planning", "call-1"), functions.TickAsync("Planning", "call-1"));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Empty(await DueAsync(_store));
    }

    [Fact]
    public async Task A_night_runs_its_jobs_and_tells_what_they_did()
    {
        await new Probleemlijst(_store).NoteAsync(
            new WachtrijPlek(KickQueues.Kick, "1"), "Dit bericht is niet van ISOP.", new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Ct);
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", _store.ConnectionString));

        var answer = await functions.TickAsync("Nachtwerk", "call-2");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("wachtrij: 1", answer.Lines);
        Assert.Equal("functions call-2", (await new JobRuns(_store).LastAsync("nacht wachtrij", Ct))?.By);
    }

    [Theory]
    [InlineData("hallo", "geen JSON")]
    [InlineData("""{"soort":"kick","versie":1}""", "hoort niet in deze wachtrij")]
    [InlineData("""{"soort":"certificaat","versie":2}""", "nieuwere ISOP (versie 2)")]
    [InlineData("""{"soort":"certificaat","versie":1}""", "niet welk certificaat")]
    [InlineData("""{"soort":"certificaat","versie":1,"training":"00000000000000a1","deelnemer":"1"}""", "heeft niet besloten")]
    public async Task A_message_that_cannot_be_handled_fails_with_a_reason_that_the_bureau_sees_once(string text, string reason)
    {
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", _store.ConnectionString));

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var answer = await functions.MessageAsync("Certificaten", $"call-{attempt}", text, "m-1");
            Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
            Assert.True(answer.IsInTheHostsShape);
            Assert.Contains(reason, Assert.Single(answer.Lines), StringComparison.Ordinal);
        }

        var problems = new List<Probleem>();
        await foreach (var problem in new Probleemlijst(_store).ReadAsync(Ct))
        {
            problems.Add(problem);
        }

        var listed = Assert.Single(problems);
        Assert.Equal(new WachtrijPlek(KickQueues.Certificaten, "m-1"), listed.Wachtrij);
        Assert.Contains(reason, listed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_call_is_refused_and_never_with_an_empty_body()
    {
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", _store.ConnectionString));

        Assert.Equal(HttpStatusCode.OK, await functions.PollAsync());
        foreach (var body in (string[])["", "null", "{", "[]", """{"Metadata":{}}"""])
        {
            var answer = await functions.PostAsync("Planning", "call-3", body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.True(answer.IsInTheHostsShape);
        }

        var unknown = await functions.TickAsync("Onbekend", "call-4");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.True(unknown.IsInTheHostsShape);
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_fails_the_call_by_name()
    {
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", "Data Source=/nowhere/isop.db"));

        var answer = await functions.TickAsync("Planning", "call-5");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.True(answer.IsInTheHostsShape);
    }

    [Fact]
    public async Task Without_a_port_or_with_a_wrong_setting_it_does_not_start_and_says_why()
    {
        var (code, errors) = await FunctionsProcess.FailAsync();
        Assert.Equal(2, code);
        Assert.Contains("FUNCTIONS_CUSTOMHANDLER_PORT", errors, StringComparison.Ordinal);

        (code, errors) = await FunctionsProcess.FailAsync(("FUNCTIONS_CUSTOMHANDLER_PORT", "7071"), ("Isop__Queue", "isop-kick"));
        Assert.Equal(2, code);
        Assert.Contains("Isop:Queue", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);

        (code, errors) = await FunctionsProcess.FailAsync(
            ("FUNCTIONS_CUSTOMHANDLER_PORT", "7071"), ("Isop__Backup", "https://isop.blob.core.windows.net/backups"));
        Assert.Equal(2, code);
        Assert.Contains("Isop:BackupKey must be a key in a vault", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);

        (code, errors) = await FunctionsProcess.FailAsync(
            ("FUNCTIONS_CUSTOMHANDLER_PORT", "7071"), ("Isop__Queue", "isop-kick"), ("Isop__BackupDays", "0"));
        Assert.Equal(2, code);
        Assert.Equal(2, errors.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_round_is_measured_and_told_before_the_call_is_answered()
    {
        await using var insights = new Isop.EndToEndTests.Meetpunt();
        await using var functions = await FunctionsProcess.StartAsync(
            [("Isop__Storage", _store.ConnectionString), .. insights.In(new Dictionary<string, string>()).Select(s => (s.Key, s.Value))]);

        Assert.Equal(HttpStatusCode.OK, (await functions.TickAsync("Planning", "call-7")).Status);

        var told = insights.Lines.Where(l => l.Contains(Isop.Core.Telemetry.Planning.Name, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, l => Assert.Contains("\"ai.cloud.role\":\"isop-functions\"", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_table_storage_a_tick_rings_the_queue_for_what_has_been_due_for_more_than_a_minute()
    {
        var (tables, queues) = (await azurite.ConnectionStringAsync(), await azurite.QueueConnectionStringAsync());
        var queue = KickQueues.Open(queues).GetQueueClient(KickQueues.Kick);
        await queue.DeleteIfExistsAsync(Ct);
        var due = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        await new DueIndex(await azurite.StoreAsync(), "teams").AddAsync(
            [new DueEntry { Due = due, Target = "p", Tag = "t" }], due, Ct);
        await using var functions = await FunctionsProcess.StartAsync(("Isop__Storage", tables), ("Isop__Queue", queues));

        Assert.Equal(HttpStatusCode.OK, (await functions.TickAsync("Planning", "call-6")).Status);

        var messages = (await queue.ReceiveMessagesAsync(32, cancellationToken: Ct)).Value;
        Assert.Equal(Wachtrijbericht.Kick, Assert.Single(messages).Body.ToString());
    }

    [Fact]
    public void The_host_reads_messages_as_the_sender_writes_them()
    {
        var queues = Read("host.json").GetProperty("extensions").GetProperty("queues");

        Assert.Equal(KickQueues.Encoding.ToString(), queues.GetProperty("messageEncoding").GetString(), ignoreCase: true);
        Assert.Equal(QueueMessageEncoding.None, KickQueues.Encoding);
    }

    [Theory]
    [InlineData("Planning", "timerTrigger", "klok")]
    [InlineData("Nachtwerk", "timerTrigger", "klok")]
    [InlineData("Certificaten", "queueTrigger", "bericht")]
    public void Every_function_is_bound_as_its_class_reads_it(string function, string type, string name)
    {
        var binding = Assert.Single(Read($"{function}/function.json").GetProperty("bindings").EnumerateArray());

        Assert.Equal((type, name, "in"), (binding.GetProperty("type").GetString(), binding.GetProperty("name").GetString(), binding.GetProperty("direction").GetString()));
        if (type == "timerTrigger")
        {
            Assert.Equal(6, binding.GetProperty("schedule").GetString()!.Split(' ').Length);
        }
        else
        {
            Assert.Equal(KickQueues.Certificaten, binding.GetProperty("queueName").GetString());
        }
    }

    private static JsonElement Read(string file, [CallerFilePath] string thisFile = "") => JsonElement.Parse(
        File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "functions", file))));

    private static async Task WakeAsync(IDocumentStore store) => await new Outbox(store).CommitAsync(
        new Partition("zaken", "z"), [],
        [new WakeIntent { Capability = TussenevaluatiePlanning.Capability, Case = TussenevaluatiePlanning.RegisterWake, Due = TimeProvider.System.GetUtcNow().AddHours(-1) }],
        Ct);

    private static async Task<List<DueItem>> DueAsync(IDocumentStore store)
    {
        var due = new List<DueItem>();
        await foreach (var item in new Agendas(store).Wekkers.DueAsync(TimeProvider.System.GetUtcNow(), Ct))
        {
            due.Add(item);
        }

        return due;
    }
}
