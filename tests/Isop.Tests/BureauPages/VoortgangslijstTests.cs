using Isop.Bot.Bureau.Voortgang;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;

namespace Isop.Tests.BureauPages;

/// <summary>The list keeps what it read; what may be old in it, and for how long, is said here.</summary>
public sealed class VoortgangslijstTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private BureauHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Voortgangslijst Lijst => _host.Get<Voortgangslijst>();

    public async ValueTask InitializeAsync() => _host = await BureauHost.WithRegisterAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_change_here_shows_at_once_and_only_that_case_is_read_again()
    {
        var first = await ReadAsync();
        Assert.Same(first, await ReadAsync());

        var gijs = await SubmitAsync(_host.Get<TussenevaluatieStore>());

        var second = await ReadAsync();
        Assert.Equal(VoortgangStaat.EenIngevuld, second.Single(r => r.Zaak == gijs.Id).Staat);
        Assert.Equal(first.Select(r => r.Zaak), second.Select(r => r.Zaak));
        foreach (var other in first.Where(r => r.Zaak != gijs.Id))
        {
            Assert.Same(other, second.Single(r => r.Zaak == other.Zaak));
        }
    }

    [Fact]
    public async Task A_change_in_another_process_shows_after_two_seconds()
    {
        var first = await ReadAsync();
        var gijs = await SubmitAsync(Elsewhere());

        _host.Web.Clock.Advance(Voortgangslijst.Fresh - Tick);
        Assert.Same(first, await ReadAsync());
        _host.Web.Clock.Advance(Tick);
        Assert.Equal(VoortgangStaat.EenIngevuld, (await ReadAsync()).Single(r => r.Zaak == gijs.Id).Staat);
    }

    [Fact]
    public async Task When_nothing_changed_nothing_is_made_again()
    {
        var first = await ReadAsync();
        for (var i = 0; i < 5; i++)
        {
            _host.Web.Clock.Advance(Voortgangslijst.Fresh);
            Assert.Same(first, await ReadAsync());
        }
    }

    [Fact]
    public async Task Two_changes_in_one_moment_are_both_seen()
    {
        await ReadAsync();
        var gijs = await SubmitAsync(Elsewhere());
        _host.Web.Clock.Advance(Voortgangslijst.Fresh);
        await ReadAsync();
        Assert.IsType<Besluit.Gewijzigd>(await DecideAsync(Elsewhere(), gijs, new Opdracht.DienIn(gijs.Deelnemers.Werkplekbegeleiders[0], false)));

        _host.Web.Clock.Advance(Voortgangslijst.Fresh);
        Assert.Equal(VoortgangStaat.BeideIngevuld, (await ReadAsync()).Single(r => r.Zaak == gijs.Id).Staat);
    }

    [Fact]
    public async Task A_row_that_comes_a_minute_late_is_still_seen()
    {
        await ReadAsync();
        var late = new LateClock(_host.Web.Clock, Zaakwijzigingen.Speling);
        _host.Web.Clock.Advance(Voortgangslijst.Fresh);
        await ReadAsync();
        var gijs = await SubmitAsync(Elsewhere(late));

        _host.Web.Clock.Advance(Voortgangslijst.Fresh);
        Assert.Equal(VoortgangStaat.EenIngevuld, (await ReadAsync()).Single(r => r.Zaak == gijs.Id).Staat);
    }

    [Fact]
    public async Task What_a_process_did_not_get_to_tell_is_seen_within_the_hour()
    {
        await ReadAsync();
        var gijs = await _host.CaseOfAsync(Proefregister.Gijs);
        var store = _host.Get<IDocumentStore>();
        var stored = (await store.ReadAsync(TussenevaluatieStore.PartitionOf(gijs.Id), "zaak", CoreJson.Default.Zaak, Ct))!;
        var changed = stored.Value with { Student = new Inzending(gijs.Deelnemers.Student, _host.Now, 1) };
        await store.CommitAsync(TussenevaluatieStore.PartitionOf(gijs.Id), [Documents.Save("zaak", changed, stored, CoreJson.Default.Zaak)], Ct);

        _host.Web.Clock.Advance(Voortgangslijst.Fresh);
        Assert.Equal(VoortgangStaat.Open, (await ReadAsync()).Single(r => r.Zaak == gijs.Id).Staat);
        _host.Web.Clock.Advance(Voortgangslijst.Geheel);
        await ReadAsync();
        await Lijst.ReadAgainAsync("2026-2027");
        Assert.Equal(VoortgangStaat.EenIngevuld, (await ReadAsync()).Single(r => r.Zaak == gijs.Id).Staat);
    }

    [Fact]
    public async Task When_the_storage_did_not_take_the_row_this_process_reads_everything_again()
    {
        await ReadAsync();
        var refusing = new Bezorging.LockedStore(_host.Get<IDocumentStore>()) { Locked = p => p.Key.StartsWith("gewijzigd:", StringComparison.Ordinal) };
        var wijzigingen = new Zaakwijzigingen(refusing, _host.Web.Clock);
        var zaken = new TussenevaluatieStore(_host.Get<IDocumentStore>(), _host.Get<Outbox>(), _host.Get<Kaartmoment>(), wijzigingen);
        using var lijst = new Voortgangslijst(zaken, _host.Registers, _host.Web.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Voortgangslijst>.Instance);
        Assert.All(await ReadAsync(lijst), r => Assert.Equal(VoortgangStaat.Open, r.Staat));

        var gijs = await SubmitAsync(zaken);

        Assert.Equal(new Wijzigingstand(1, 1), wijzigingen.Stand);
        Assert.Equal(VoortgangStaat.EenIngevuld, (await ReadAsync(lijst)).Single(r => r.Zaak == gijs.Id).Staat);
    }

    [Fact]
    public async Task A_new_register_brings_its_names_and_its_order_and_leaves_the_rest_as_it_was()
    {
        var first = await ReadAsync();
        Assert.Equal("Gijs de Vries", first[0].Naam);

        await _host.ApplyAsync(new Proefregister().With("studenten", "500001", $"500001;{Proefregister.Gijs};Zeger de Vries;Zeger;;pabo-vt;2;{Proefregister.Cas};;iselinge"));

        var second = await ReadAsync();
        Assert.Equal("Zeger de Vries", second[^1].Naam);
        Assert.Equal(first[0].Zaak, second[^1].Zaak);
        Assert.Equal([0, 1, 2], second.Select(r => r.Plaats));
        Assert.Contains("zeger", second[^1].Zoektekst, StringComparison.Ordinal);
        Assert.Equal(second.OrderBy(r => r.Naam, Bot.Bureau.BureauText.Names), second);
    }

    [Fact]
    public async Task What_is_open_is_late_on_the_day_after_its_deadline_and_not_before()
    {
        var deadline = (await ReadAsync())[0].Deadline;
        Assert.All(await ReadAsync(on: deadline), r => Assert.Equal(VoortgangStaat.Open, r.Staat));
        Assert.All(await ReadAsync(on: deadline.AddDays(1)), r => Assert.Equal(VoortgangStaat.TeLaat, r.Staat));
        Assert.All(await ReadAsync(on: deadline), r => Assert.Equal(VoortgangStaat.Open, r.Staat));
    }

    [Fact]
    public async Task A_right_that_ended_a_moment_ago_shows_nothing_any_more()
    {
        var cas = (await _host.PersonAsync(Proefregister.Cas)).Id;
        Assert.NotEmpty(await OfCasAsync());

        const string dora = "dora@iselinge.example";
        await _host.ApplyAsync(new Proefregister().Plus("personen", $"{dora};Dora Vos;Dora;;iselinge").Plus("rollen", $"{dora};studiecoach;;;2026-08-01;")
            .With("studenten", "500001", $"500001;{Proefregister.Gijs};Gijs de Vries;Gijs;;pabo-vt;2;{dora};;iselinge"));

        Assert.DoesNotContain(await OfCasAsync(), r => r.Naam == "Gijs de Vries");

        async Task<IReadOnlyList<VoortgangRegel>> OfCasAsync()
        {
            var rechten = Rechten.Van(await _host.Registers.CurrentAsync(Ct), cas, new DateOnly(2026, 11, 23));
            return await Lijst.ReadAsync("2026-2027", rechten, _host.Now, Ct);
        }
    }

    [Fact]
    public async Task Who_was_erased_is_gone_from_the_list_that_is_kept()
    {
        var gijs = (await ReadAsync()).Single(r => r.Naam == "Gijs de Vries");
        var wie = new Identiteit { Id = gijs.Student, Adressen = [Proefregister.Gijs] };

        Assert.NotNull((await _host.Get<Wissing>().RunAsync(wie, "beheerder", null, Ct))!.Klaar);

        _host.Web.Clock.Advance(Voortgangslijst.Fresh);
        Assert.DoesNotContain(await ReadAsync(), r => r.Student == gijs.Student || r.Kring.Noemt(gijs.Student) || r.Zoektekst.Contains("gijs", StringComparison.Ordinal));
    }

    private TussenevaluatieStore Elsewhere(TimeProvider? clock = null) => new(
        _host.Get<IDocumentStore>(), _host.Get<Outbox>(), _host.Get<Kaartmoment>(), new Zaakwijzigingen(_host.Get<IDocumentStore>(), clock ?? _host.Web.Clock));

    private async Task<Zaak> SubmitAsync(TussenevaluatieStore zaken)
    {
        var gijs = await _host.CaseOfAsync(Proefregister.Gijs);
        Assert.IsType<Besluit.Gewijzigd>(await DecideAsync(zaken, gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, false)));
        return gijs;
    }

    private async Task<Besluit?> DecideAsync(TussenevaluatieStore zaken, Zaak zaak, Opdracht opdracht) => await zaken.DecideAsync(
        zaak.Id, opdracht, new Grondslag(await _host.Registers.CurrentAsync(Ct), await _host.Get<Core.Instrumenten.InstrumentStore>().CurrentAsync(Ct)), _host.Now, Ct);

    private async Task<IReadOnlyList<VoortgangRegel>> ReadAsync(Voortgangslijst? lijst = null, DateOnly? on = null) => await (lijst ?? Lijst).ReadAsync(
        "2026-2027", Rechten.Onderwijsbureau, on is { } day ? Core.Time.AmsterdamTime.At(day, new TimeOnly(9, 0)) : _host.Now, Ct);

    private sealed class LateClock(TimeProvider clock, TimeSpan late) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - late;
    }
}
