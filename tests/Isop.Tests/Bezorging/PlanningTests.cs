using System.Collections.Concurrent;
using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

public sealed class PlanningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_due_case_is_woken_once_and_counted_per_capability()
    {
        await using var store = TestStores.Memory();
        await WakeAsync(store, "bezoeken", "b1", Now);
        await WakeAsync(store, "bezoeken", "b2", Now.AddMinutes(1));
        await WakeAsync(store, "intervisie", "i1", Now.AddHours(-5));
        var woken = new ConcurrentBag<string>();
        var planning = Create(store, ("bezoeken", (c, _, _) => Count(woken, c, 2)), ("intervisie", (c, _, _) => Count(woken, c, 1)));

        var first = await planning.RunAsync(Now, Token);
        var second = await planning.RunAsync(Now, Token);

        Assert.Equal(["b1", "i1"], woken.Order());
        Assert.Equal((2, 1), (first.Added["bezoeken"], first.Added["intervisie"]));
        Assert.Equal((0, 0), (second.Added["bezoeken"], second.Added["intervisie"]));
    }

    [Fact]
    public async Task A_failing_case_does_not_stop_the_others_and_comes_back_later()
    {
        await using var store = TestStores.Memory();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await WakeAsync(store, "bezoeken", name, Now);
        }

        var woken = new ConcurrentBag<string>();
        var broken = true;
        var planning = Create(
            store,
            ("bezoeken", (c, _, _) => c.Contains("b") && broken ? throw new InvalidOperationException("stuk") : Count(woken, c, 1)));

        var result = await planning.RunAsync(Now, Token);
        Assert.Equal((2, 1), (result.Added["bezoeken"], result.Failed));
        Assert.Equal(0, (await planning.RunAsync(Now.AddSeconds(59), Token)).Failed);
        Assert.Equal(1, (await planning.RunAsync(Now.AddMinutes(1), Token)).Failed);
        broken = false;
        Assert.Equal(0, (await planning.RunAsync(Now.AddMinutes(2), Token)).Added["bezoeken"]);
        Assert.Equal(1, (await planning.RunAsync(Now.AddMinutes(3), Token)).Added["bezoeken"]);
        Assert.Equal(["a", "b", "c"], woken.Order());
    }

    [Fact]
    public async Task A_run_beside_another_ends_when_all_is_planned()
    {
        await using var store = TestStores.Memory();
        await WakeAsync(store, "bezoeken", "b1", Now);
        var (entered, go, calls) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        using var planning = Create(store, ("bezoeken", async (_, _, token) =>
        {
            calls++;
            entered.TrySetResult();
            await go.Task.WaitAsync(token);
            return 1;
        }));

        var first = planning.RunAsync(Now, Token).AsTask();
        await entered.Task;
        var second = planning.RunAsync(Now, Token).AsTask();
        go.SetResult();

        Assert.Equal(1, (await first).Added["bezoeken"]);
        Assert.Equal(0, (await second).Added["bezoeken"]);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Wakes_for_a_capability_that_is_not_there_are_kept()
    {
        await using var store = TestStores.Memory();
        await WakeAsync(store, "later", "x", Now);
        Assert.Equal(1, (await Create(store).RunAsync(Now, Token)).Failed);
        var woken = new ConcurrentBag<string>();

        await Create(store, ("later", (c, _, _) => Count(woken, c, 0))).RunAsync(Now.AddMinutes(1), Token);

        Assert.Equal(["x"], woken);
    }

    [Fact]
    public async Task Two_planners_at_once_leave_nothing_behind_and_miss_nothing()
    {
        await using var store = TestStores.Memory();
        var outbox = new Outbox(store, new FakeTimeProvider(Now));
        await outbox.CommitManyAsync(
            Enumerable.Range(0, 300).Select(i => new OutboxCommit(
                new Partition("zaken", $"z{i}"), [], [new WakeIntent { Capability = "bezoeken", Case = $"z{i}", Due = Now }])),
            Token);
        var woken = new ConcurrentBag<string>();
        Planning Planner() => Create(store, ("bezoeken", (c, _, _) => Count(woken, c, 1)));

        await Task.WhenAll(Planner().RunAsync(Now, Token).AsTask(), Planner().RunAsync(Now, Token).AsTask());

        Assert.Equal(300, woken.Distinct().Count());
        var before = woken.Count;
        await Planner().RunAsync(Now, Token);
        Assert.Equal(before, woken.Count);
    }

    private static ValueTask<int> Count(ConcurrentBag<string> woken, IReadOnlyCollection<string> names, int added)
    {
        foreach (var name in names)
        {
            woken.Add(name);
        }

        return ValueTask.FromResult(added);
    }

    private static async Task WakeAsync(IDocumentStore store, string capability, string name, DateTimeOffset due) =>
        await new Outbox(store, new FakeTimeProvider(Now))
            .CommitAsync(new Partition("zaken", name), [], [new WakeIntent { Capability = capability, Case = name, Due = due }], Token);

    private static Planning Create(IDocumentStore store, params (string Name, WakeHandler Handler)[] handlers)
    {
        var catalog = new PlanningCatalog();
        foreach (var (name, handler) in handlers)
        {
            catalog.Add(name, handler);
        }

        var agendas = new Agendas(store);
        return new Planning(agendas, catalog, new Relay(store, agendas));
    }
}
