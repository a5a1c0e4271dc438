using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Storage;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>Own notes are for the gesprek: however a case ends, they end with it.</summary>
public sealed class NotitieTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_go_when_the_stage_stops()
    {
        await using var w = await WithNotesAsync(2);
        await w.RegisterAsync(new Proefstage { Gestopt = new DateOnly(2026, 11, 16) }.Register);
        Assert.Equal((Fase.Vervallen, 0), ((await w.ZaakAsync()).Fase, await CountAsync(w)));
    }

    [Fact]
    public async Task They_go_when_the_stage_is_over_and_nobody_filled_in()
    {
        await using var w = await WithNotesAsync(2);
        await w.GoToAsync(2, 1, year: 2027);
        Assert.Equal((Fase.Vervallen, 0), ((await w.ZaakAsync()).Fase, await CountAsync(w)));
    }

    [Fact]
    public async Task They_go_when_it_was_discussed_without_a_form()
    {
        await using var w = await WithNotesAsync(2);
        await w.GoToAsync(12, 8);
        await w.SendAsync(Opleider, "tussenevaluatie.telaat.besproken.stuur", ("zaak", Wereld.ZaakId), ("tekst", "In het gesprek gedaan"));
        Assert.Equal((Fase.Afgesloten, 0), ((await w.ZaakAsync()).Fase, await CountAsync(w)));
    }

    [Fact]
    public async Task More_than_one_commit_can_take_go_all_the_same()
    {
        await using var w = await WithNotesAsync(230);
        await w.GoToAsync(12, 8);
        await EndAsync(w);
        Assert.Equal(Fase.Afgesloten, (await w.ZaakAsync()).Fase);
        Assert.Equal(0, await CountAsync(w));
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task What_a_crash_left_goes_in_a_later_run(CrashMoment moment)
    {
        var cutOff = false;
        for (var at = 1; ; at++)
        {
            await using var w = await WithNotesAsync(230);
            await w.GoToAsync(12, 8);
            var store = new CrashingStore(w.Store, at, moment);
            var zaken = new TussenevaluatieStore(store, new Outbox(store, w.Clock), new Kaartmoment(new KaartmomentOptions()));
            try
            {
                await EndAsync(w, zaken);
            }
            catch (SimulatedCrashException)
            {
            }

            var ended = (await w.ZaakAsync()).Fase == Fase.Afgesloten;
            var left = await CountAsync(w);
            cutOff |= ended && left > 0;
            await w.PlanAsync(12, 8, 10);
            Assert.Equal(ended ? 0 : left, await CountAsync(w));
            if (!store.Crashed)
            {
                Assert.True(cutOff);
                return;
            }
        }
    }

    [Fact]
    public async Task No_note_comes_in_behind_the_erasing()
    {
        await using var w = await WithNotesAsync(1);
        var open = await w.ZaakAsync();
        await w.GoToAsync(12, 8);
        w.Between.BeforeCommit = () => EndAsync(w);
        Assert.False(await w.Zaken.AddNotitieAsync(open, Fatima, "te laat", w.Now, Ct));
        Assert.Equal(0, await CountAsync(w));
    }

    private static async Task<Wereld> WithNotesAsync(int count)
    {
        var w = await Wereld.StartAsync();
        await w.PlanAsync(11, 16);
        for (var i = 0; i < count; i++)
        {
            Assert.True(await w.Zaken.AddNotitieAsync(await w.ZaakAsync(), i % 2 == 0 ? Fatima : Gijs, $"notitie {i}", w.Now, Ct));
        }

        Assert.Equal(count, await CountAsync(w));
        return w;
    }

    private static async Task EndAsync(Wereld w, TussenevaluatieStore? zaken = null) => await (zaken ?? w.Zaken).DecideAsync(
        Wereld.ZaakId, new Opdracht.MeldBesprokenZonderFormulier(Opleider, "Gedaan"), await w.GrondslagAsync(), w.Now, Ct);

    private static async Task<int> CountAsync(Wereld w) =>
        await w.Store.QueryAsync(TussenevaluatieStore.PartitionOf(Wereld.ZaakId), RowRange.Prefix("notitie:"), Ct).CountAsync(Ct);
}
