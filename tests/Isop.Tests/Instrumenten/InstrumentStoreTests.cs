using System.Text;
using System.Text.Json;
using Isop.Core;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using static Isop.Tests.Instrumenten.Instruments;

namespace Isop.Tests.Instrumenten;

public sealed class InstrumentStoreTests
{
    private static readonly Opleiding PaboVt = Opleiding.Parse("pabo-vt");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_uploads_the_defaults_are_in_use()
    {
        await using var store = TestStores.Memory();

        Assert.Equal("standaard-pabo-1", (await new InstrumentStore(store).CurrentAsync(Ct)).For(PaboVt, 1)?.Id);
    }

    [Fact]
    public async Task A_preview_changes_nothing_and_tells_what_would_change()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);

        var ready = await PreviewAsync(instruments, Klein());

        Assert.Equal([new Ingebruikname("pabo-vt", 1, new InstrumentRef("standaard-pabo-1", 1))], ready.Verschil.Ingebruiknames);
        Assert.Equal(new InstrumentRef("standaard-pabo-1", 1), ready.Verschil.TenOpzichteVan);
        Assert.Equal("standaard-pabo-1", (await instruments.CurrentAsync(Ct)).For(PaboVt, 1)?.Id);
        Assert.Equal(ready.Kenmerk, (await instruments.FindPreviewAsync(ready.Kenmerk, Ct))?.Kenmerk);
    }

    [Fact]
    public async Task Applying_takes_the_version_into_use_everywhere_and_the_old_one_stays_to_be_found()
    {
        await using var store = TestStores.Memory();
        var (here, elsewhere) = (new InstrumentStore(store), new InstrumentStore(store));
        var before = (await elsewhere.CurrentAsync(Ct)).For(PaboVt, 1)!.Ref();

        Assert.Equal(new InstrumentApplied.Done(new("proef", 1)), await ApplyAsync(here, Klein()));

        var current = await elsewhere.CurrentAsync(Ct);
        Assert.Equal(Json(Klein()), Json(current.For(PaboVt, 1)!));
        Assert.Equal("standaard-pabo-2", current.For(PaboVt, 2)?.Id);
        Assert.Equal("standaard-pabo-1", (await elsewhere.GetAsync(before, Ct)).Id);
        Assert.Equal(Json(Klein()), Json(await new InstrumentStore(store).GetAsync(new("proef", 1), Ct)));
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await here.GetAsync(new("proef", 2), Ct));
    }

    [Fact]
    public async Task Pressing_apply_twice_applies_once()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);
        var ready = await PreviewAsync(instruments, Klein());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await new InstrumentStore(store).ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct))));

        Assert.Single(outcomes, o => o is InstrumentApplied.Done);
        Assert.Equal(19, outcomes.Count(o => o is InstrumentApplied.AlreadyDone));
        Assert.Single((await instruments.CurrentAsync(Ct)).Applied, i => i.Id == "proef");
    }

    [Fact]
    public async Task A_preview_that_gave_way_to_another_cannot_be_applied()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);
        var first = await PreviewAsync(instruments, Klein());
        await PreviewAsync(instruments, Klein() with { Naam = "Anders" });

        Assert.IsType<InstrumentApplied.Refused>(await instruments.ApplyAsync(first.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        Assert.Null(await instruments.FindPreviewAsync(first.Kenmerk, Ct));
    }

    [Fact]
    public async Task A_version_never_changes_so_the_next_one_needs_a_higher_number()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);
        await ApplyAsync(instruments, Klein() with { Versie = 3 });

        var faulty = Assert.IsType<InstrumentPreview.Faulty>(await UploadAsync(instruments, Klein() with { Versie = 3, Naam = "Anders" }));
        Assert.Equal("$.versie: Versie 3 van ‘proef’ is er al, en een versie verandert nooit meer. Geef deze versie 4.", Assert.Single(faulty.Faults).ToString());
        Assert.IsType<InstrumentApplied.Done>(await ApplyAsync(instruments, Klein() with { Versie = 4, Naam = "Anders" }));
        Assert.Equal("Proef", (await instruments.GetAsync(new("proef", 3), Ct)).Naam);
    }

    [Fact]
    public async Task An_upload_cannot_pass_for_a_default()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);

        Assert.Equal("$.standaard", await FaultPathAsync(instruments, Klein() with { Standaard = true }));
        Assert.Equal("$.id", await FaultPathAsync(instruments, Klein() with { Id = "standaard-pabo-1", Versie = 2 }));
    }

    [Fact]
    public async Task A_version_that_covers_less_leaves_the_earlier_one_in_use_for_the_rest()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);
        await ApplyAsync(instruments, Klein() with { Opleidingen = ["pabo-vt", "pabo-dt"] });
        var ready = await PreviewAsync(instruments, Klein() with { Versie = 2 });

        Assert.Contains("Voor pabo-dt, leerjaar 1 blijft versie 1 gelden.", ready.Verschil.Overig);
        await instruments.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct);
        Assert.Null(await instruments.FindPreviewAsync(ready.Kenmerk, Ct));
        var current = await instruments.CurrentAsync(Ct);
        Assert.Equal(2, current.For(PaboVt, 1)?.Versie);
        Assert.Equal(1, current.For(Opleiding.Parse("pabo-dt"), 1)?.Versie);
    }

    [Fact]
    public async Task A_crash_while_applying_leaves_the_old_or_the_new_and_trying_again_works()
    {
        foreach (var moment in Enum.GetValues<CrashMoment>())
        {
            await using var inner = TestStores.Memory();
            var ready = await PreviewAsync(new InstrumentStore(inner), Klein());
            await Assert.ThrowsAsync<SimulatedCrashException>(async () =>
                await new InstrumentStore(new CrashingStore(inner, 1, moment)).ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));

            var again = await new InstrumentStore(inner).ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct);

            Assert.Equal(moment == CrashMoment.AfterCommit, again is InstrumentApplied.AlreadyDone);
            Assert.Equal("proef", (await new InstrumentStore(inner).CurrentAsync(Ct)).For(PaboVt, 1)?.Id);
        }
    }

    [Fact]
    public async Task The_largest_upload_fits_in_the_store()
    {
        await using var store = TestStores.Memory();
        var text = new string('é', 300);
        var groepen = Enumerable.Range(0, 7).Select(g => Groep($"g{g}", [.. Enumerable.Range(0, 5).Select(c => $"c{g}-{c}")]) with { Uitleg = text });
        var large = Klein() with { Modellen = [Model(1, [.. groepen.Select(g => g with { Criteria = [.. g.Criteria.Select(c => c with { Tekst = text, TekstIk = text, Kijkwijzer = text }) ] })]), Model(2, Groep("x", "y"))] };

        Assert.IsType<InstrumentApplied.Done>(await ApplyAsync(new InstrumentStore(store), large));
        Assert.InRange(Json(large).Length, 32_000, StorageLimits.BytesPerDocument);
    }

    private static async Task<string> FaultPathAsync(InstrumentStore instruments, Instrument instrument) =>
        Assert.Single(Assert.IsType<InstrumentPreview.Faulty>(await UploadAsync(instruments, instrument)).Faults).Pad;

    private static async Task<InstrumentPreview.Ready> PreviewAsync(InstrumentStore instruments, Instrument instrument) =>
        Assert.IsType<InstrumentPreview.Ready>(await UploadAsync(instruments, instrument));

    private static async Task<InstrumentApplied> ApplyAsync(InstrumentStore instruments, Instrument instrument) =>
        await instruments.ApplyAsync((await PreviewAsync(instruments, instrument)).Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct);

    private static async Task<InstrumentPreview> UploadAsync(InstrumentStore instruments, Instrument instrument)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Json(instrument)));
        return await instruments.PreviewAsync(stream, Ct);
    }

    private static string Json(Instrument instrument) => JsonSerializer.Serialize(instrument, CoreJson.Default.Instrument);
}
