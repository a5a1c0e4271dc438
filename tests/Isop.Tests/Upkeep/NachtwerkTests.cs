using Isop.Core.Hosting;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Upkeep;

public sealed class NachtwerkTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(26);

    private readonly TemporaryStore _store = TestStores.Memory();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 1, 30, 0, TimeSpan.Zero));
    private readonly List<string> _ran = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Jobs_run_in_their_order_and_tell_what_they_did()
    {
        var result = await Night(Job("eerst", 3), Job("daarna", 0)).RunAsync(_clock.GetUtcNow(), "functions 1", Ct);

        Assert.Equal(["eerst", "daarna"], _ran);
        Assert.Equal(3, result.Done["eerst"]);
        Assert.Empty(result.Failed);
        var run = await new JobRuns(_store).LastAsync("nacht eerst", Ct);
        Assert.Equal(("functions 1", 3, _clock.GetUtcNow()), (run!.By, run.Counts["eerst"], run.Finished));
    }

    [Fact]
    public async Task A_job_that_fails_is_named_and_does_not_stop_the_others()
    {
        var result = await Night(Job("goed", 1), Broken("stuk"), Job("ook goed", 2)).RunAsync(_clock.GetUtcNow(), "functions 1", Ct);

        Assert.Equal(["stuk"], result.Failed);
        Assert.Equal(["goed", "stuk", "ook goed"], _ran);
        Assert.Null(await new JobRuns(_store).LastAsync("nacht stuk", Ct));
        Assert.NotNull(await new JobRuns(_store).BegunAsync("nacht stuk", Ct));
    }

    [Theory]
    [InlineData(25.9, 0)]
    [InlineData(26, 1)]
    public async Task Somebody_else_does_the_jobs_that_nobody_did_for_26_hours(double hours, int more)
    {
        var night = Night(Job("vegen", 1));
        await night.RunAsync(_clock.GetUtcNow(), "functions 1", Ct);

        _clock.Advance(TimeSpan.FromHours(hours));
        await night.CatchUpAsync(_clock.GetUtcNow(), "bot", Patience, Ct);
        await night.CatchUpAsync(_clock.GetUtcNow(), "bot", Patience, Ct);

        Assert.Equal(1 + more, _ran.Count);
    }

    [Fact]
    public async Task A_job_that_keeps_failing_is_tried_once_an_hour()
    {
        var night = Night(Broken("stuk"));
        for (var quarter = 0; quarter < 8; quarter++)
        {
            await night.CatchUpAsync(_clock.GetUtcNow(), "bot", Patience, Ct);
            _clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(2, _ran.Count);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_keep_the_jobs_waiting()
    {
        var runs = new JobRuns(_store);
        var future = _clock.GetUtcNow().AddYears(1);
        await runs.BeginAsync("nacht vegen", new JobRun { Started = future, By = "bot" }, Ct);
        await runs.EndAsync("nacht vegen", new JobRun { Started = future, Finished = future, By = "bot" }, Ct);

        await Night(Job("vegen", 1)).CatchUpAsync(_clock.GetUtcNow(), "bot", Patience, Ct);

        Assert.Single(_ran);
    }

    [Fact]
    public async Task A_night_that_is_told_to_end_does_not_call_its_jobs_failed()
    {
        using var end = new CancellationTokenSource();
        var night = Night(
            new NightJob("lang", async (_, token) =>
            {
                await end.CancelAsync();
                token.ThrowIfCancellationRequested();
                return 0;
            }),
            Job("daarna", 1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => night.RunAsync(_clock.GetUtcNow(), "functions 1", end.Token).AsTask());
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task A_job_that_is_not_of_this_process_is_neither_run_nor_called_done()
    {
        var result = await Night(Job("elders", 1) with { IsHere = false }, Job("hier", 1)).RunAsync(_clock.GetUtcNow(), "functions 1", Ct);

        Assert.Equal(["hier"], _ran);
        Assert.Equal(["hier"], result.Done.Keys);
        Assert.Null(await new JobRuns(_store).BegunAsync("nacht elders", Ct));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("backups", true)]
    public async Task Only_a_process_with_a_place_for_it_has_the_job_of_the_backup(string? place, bool has)
    {
        var settings = new Dictionary<string, string?> { ["Isop:Storage"] = _store.ConnectionString, ["Isop:Backup"] = place };
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging().AddIsopCore().BuildServiceProvider();

        Assert.Equal(has, services.GetRequiredService<NightJobs>().All.Any(j => j.Name == "reservekopie"));
    }

    [Fact]
    public void Two_jobs_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new NightJobs([Job("vegen", 1), Job("vegen", 2)]));

    private Nachtwerk Night(params NightJob[] jobs) => new(new NightJobs(jobs), new JobRuns(_store), _clock);

    private NightJob Job(string name, int count) => new(name, (_, _) =>
    {
        _ran.Add(name);
        return ValueTask.FromResult(count);
    });

    private NightJob Broken(string name) => new(name, (_, _) =>
    {
        _ran.Add(name);
        throw new InvalidOperationException("broken");
    });
}
