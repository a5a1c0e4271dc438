using System.Text;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Storage;
using static Isop.Tests.StageEvaluaties.Vragenlijsten;

namespace Isop.Tests.StageEvaluaties;

public sealed class VragenlijstStoreTests : IAsyncDisposable
{
    private static readonly Opleiding PaboVt = Opleiding.Parse("pabo-vt");

    private readonly TemporaryStore _store = TestStores.Memory();
    private bool _open;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_default_can_be_downloaded_and_brought_back_as_the_institutes_own()
    {
        var lists = Lists();
        foreach (var vragenlijst in VragenlijstCatalog.Defaults.Applied)
        {
            var file = VragenlijstFile.NextVersion(VragenlijstCatalog.Defaults, vragenlijst);
            var ready = Assert.IsType<VragenlijstPreview.Ready>(await UploadAsync(lists, file));

            Assert.Equal(vragenlijst.Ref(), ready.Verschil.TenOpzichteVan);
            Assert.Empty(ready.Verschil.Gewijzigd);
            Assert.Empty(ready.Verschil.Overig);
            Assert.IsType<VragenlijstApplied.Done>(await lists.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        }

        Assert.Equal(new VragenlijstRef("stage-mbo", 1), (await lists.CurrentAsync(Ct)).For(Opleiding.Parse("mbo4-oa"))?.Ref());
    }

    [Fact]
    public void An_own_list_is_downloaded_as_its_next_version_and_stays_readable()
    {
        var own = Klein() with { Versie = 6, Naam = "Proef ‘één’" };
        var text = Encoding.UTF8.GetString(VragenlijstFile.NextVersion(VragenlijstCatalog.Defaults.With([own]), own));

        Assert.Contains("\"versie\": 7", text, StringComparison.Ordinal);
        Assert.Contains("Proef ‘één’", text, StringComparison.Ordinal);
        Assert.Contains("\"norm\": 3.5", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_changes_nothing_and_applying_takes_it_into_use_everywhere()
    {
        var (here, elsewhere) = (Lists(), Lists());
        var ready = await PreviewAsync(here, Klein());
        Assert.Equal("standaard-stage-pabo", (await elsewhere.CurrentAsync(Ct)).For(PaboVt)?.Id);

        Assert.Equal(new VragenlijstApplied.Done(new("proef", 1)), await here.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        Assert.Equal(new VragenlijstApplied.AlreadyDone(new("proef", 1)), await here.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));

        var current = await elsewhere.CurrentAsync(Ct);
        Assert.Equal(Json(Klein()), Json(current.For(PaboVt)!));
        Assert.Equal("standaard-stage-pabo", current.For(Opleiding.Parse("pabo-dt"))?.Id);
        Assert.Equal(Json(Klein()), Json(await Lists().GetAsync(new("proef", 1), Ct)));
        Assert.Equal("Stage-evaluatie mbo", (await here.GetAsync(new("standaard-stage-mbo", 1), Ct)).Naam);
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await here.GetAsync(new("proef", 2), Ct));
        var line = Assert.Single(await here.HistoryAsync(DateTimeOffset.MinValue, Ct).ToListAsync(Ct));
        Assert.Equal((InzageSoort.VragenlijstVervangen, "bureau", "proef versie 1"), (line.Soort, line.By, line.Detail));
    }

    [Fact]
    public async Task While_a_wave_is_open_nothing_is_taken_into_use_and_the_preview_waits()
    {
        var lists = Lists();
        var ready = await PreviewAsync(lists, Klein());

        _open = true;
        Assert.Equal(new VragenlijstApplied.Refused(VragenlijstStore.Loopt), await lists.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        Assert.Equal("standaard-stage-pabo", (await Lists().CurrentAsync(Ct)).For(PaboVt)?.Id);

        _open = false;
        Assert.IsType<VragenlijstApplied.Done>(await lists.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        _open = true;
        Assert.IsType<VragenlijstApplied.AlreadyDone>(await lists.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task A_preview_that_gave_way_to_another_cannot_be_applied()
    {
        var lists = Lists();
        var first = await PreviewAsync(lists, Klein());
        await PreviewAsync(lists, Klein() with { Naam = "Anders" });

        Assert.IsType<VragenlijstApplied.Refused>(await lists.ApplyAsync(first.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        Assert.Null(await lists.FindPreviewAsync(first.Kenmerk, Ct));
    }

    [Fact]
    public async Task A_version_never_changes_and_an_upload_cannot_pass_for_a_default()
    {
        var lists = Lists();
        await ApplyAsync(lists, Klein() with { Versie = 3 });

        Assert.Equal(
            "$.versie: Versie 3 van ‘proef’ is er al, en een versie verandert nooit meer. Geef deze versie 4.",
            await FaultAsync(lists, Klein() with { Versie = 3, Naam = "Anders" }));
        Assert.StartsWith("$.standaard: ", await FaultAsync(lists, Klein() with { Standaard = true }), StringComparison.Ordinal);
        Assert.StartsWith("$.id: ", await FaultAsync(lists, Klein() with { Id = "standaard-stage-pabo", Versie = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_counted_together_has_one_name_in_every_list_in_use()
    {
        var lists = Lists();
        var other = Klein() with { Onderdelen = [Onderdeel("plek", Onderwerp.Organisatie, new Stelling { Id = "welkom", Tekst = "Ik was welkom.", Kort = "Hartelijk" })] };

        Assert.Equal(
            "$.onderdelen[0].stellingen[0].kort: In ‘Stage-evaluatie Ad’ heet ‘welkom’: ‘Welkom op de stageplek’. Ze worden samen geteld. "
            + "Neem dezelfde woorden, of geef deze stelling een andere id.",
            await FaultAsync(lists, other));

        // A list that takes the place of all of them may name it otherwise.
        await ApplyAsync(lists, other with { Opleidingen = [.. VragenlijstCatalog.Defaults.Applied.SelectMany(l => l.Opleidingen)] });
    }

    [Fact]
    public async Task What_a_stelling_is_about_never_changes_not_even_when_its_list_is_out_of_use()
    {
        var lists = Lists();
        await ApplyAsync(lists, Klein());
        await ApplyAsync(lists, Klein() with { Versie = 2, Onderdelen = [Onderdeel("plek", Onderwerp.Organisatie, Stelling("sfeer"))] });

        Assert.Equal(
            "$.onderdelen[0].stellingen[0].id: In ‘Proef’ hoort ‘gezien’ bij Opleider. Daar hangt van af wie de antwoorden ziet. "
            + "Geef deze stelling een andere id.",
            await FaultAsync(lists, Klein() with { Versie = 3, Onderdelen = [Onderdeel("plek", Onderwerp.Organisatie, Stelling("gezien"))] }));
    }

    [Fact]
    public async Task A_list_has_to_fit_beside_what_another_instance_applied()
    {
        var (here, elsewhere) = (Lists(), Lists());
        await ApplyAsync(elsewhere, Klein() with { Id = "eerder", Opleidingen = ["ad-pep"] });
        var clash = Klein() with { Onderdelen = [Onderdeel("plek", Onderwerp.Organisatie, Stelling("sfeer") with { Kort = "Anders" })] };

        var faulty = Assert.IsType<VragenlijstPreview.Faulty>(await UploadAsync(here, Encoding.UTF8.GetBytes(Json(clash))));
        Assert.Equal("$.onderdelen[0].stellingen[0].kort", Assert.Single(faulty.Faults).Pad);
    }

    [Fact]
    public async Task A_crash_while_applying_leaves_the_old_or_the_new_and_trying_again_works()
    {
        foreach (var moment in Enum.GetValues<CrashMoment>())
        {
            await using var inner = TestStores.Memory();
            var ready = await PreviewAsync(Lists(inner), Klein());
            await Assert.ThrowsAsync<SimulatedCrashException>(async () =>
                await Lists(new CrashingStore(inner, 1, moment)).ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));

            var again = await Lists(inner).ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct);

            Assert.Equal(moment == CrashMoment.AfterCommit, again is VragenlijstApplied.AlreadyDone);
            Assert.Equal("proef", (await Lists(inner).CurrentAsync(Ct)).For(PaboVt)?.Id);
        }
    }

    [Fact]
    public async Task The_largest_list_fits_in_the_store_and_every_row_has_a_retention()
    {
        var lists = Lists();
        await ApplyAsync(lists, Grootst());
        await PreviewAsync(lists, Grootst() with { Id = "ander" });

        var partition = new Partition(VragenlijstStore.Table, "alle");
        var rows = await _store.QueryAsync(partition, RowRange.All, Ct).ToListAsync(Ct);
        Assert.Equal(["inzage", "lijst", "versie", "voorbeeld"], rows.Select(r => r.Row.Split(':')[0]));
        Assert.All(rows, r => Assert.NotNull(Bewaartabel.Find(partition, r.Row)));
    }

    private VragenlijstStore Lists(IDocumentStore? store = null) => new(store ?? _store, _ => ValueTask.FromResult(_open));

    private static async Task<string> FaultAsync(VragenlijstStore lists, Vragenlijst vragenlijst) =>
        Assert.Single(Assert.IsType<VragenlijstPreview.Faulty>(await UploadAsync(lists, Encoding.UTF8.GetBytes(Json(vragenlijst)))).Faults).ToString();

    private static async Task<VragenlijstPreview.Ready> PreviewAsync(VragenlijstStore lists, Vragenlijst vragenlijst) =>
        Assert.IsType<VragenlijstPreview.Ready>(await UploadAsync(lists, Encoding.UTF8.GetBytes(Json(vragenlijst))));

    private static async Task ApplyAsync(VragenlijstStore lists, Vragenlijst vragenlijst) =>
        Assert.IsType<VragenlijstApplied.Done>(
            await lists.ApplyAsync((await PreviewAsync(lists, vragenlijst)).Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));

    private static async Task<VragenlijstPreview> UploadAsync(VragenlijstStore lists, byte[] json)
    {
        using var stream = new MemoryStream(json);
        return await lists.PreviewAsync(stream, Ct);
    }
}
