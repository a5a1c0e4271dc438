using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.Schooljaar;
using Isop.Tests.Storage;

namespace Isop.Tests.Upkeep;

public sealed class OpruimingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 2, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Person = PersonId.From(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private readonly TemporaryStore _store = TestStores.Memory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_kind_of_document_that_a_running_partnership_makes_is_in_the_table_and_nothing_of_this_year_is_removed()
    {
        await using var world = await Schoolwereld.StartAsync(1);
        for (var day = Schoolregister.Begin; day <= Schoolregister.Begin.AddDays(70); day = day.AddDays(7))
        {
            await world.WorkAsync(AmsterdamTime.At(day, new TimeOnly(12, 0)));
        }

        var store = world.Get<IDocumentStore>();
        var before = await RowsAsync(store);

        Assert.Contains(before, r => r.Partition.Table == "tussenevaluaties");
        Assert.Contains(before, r => r.Partition.Table == "bezorgingen");
        Assert.DoesNotContain(before, r => Bewaartabel.Find(r.Partition, r.Row) is null);
        await new Opruiming(store).RunAsync(world.Now, Token);

        // But what only said, days ago, that something changed.
        Assert.All(before.Except(await RowsAsync(store)), r => Assert.StartsWith("gewijzigd:", r.Partition.Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public async Task A_finished_delivery_goes_with_its_trace_after_ninety_days(int days, bool stays)
    {
        var bezorging = Bezorging(BezorgStaat.Delivered, days);
        await PutAsync("bezorgingen", Person.ToString(), Documents.Add($"z:b:{bezorging.Id}", bezorging, CoreJson.Default.Bezorging));
        await PutAsync("bezorgingen", Person.ToString(), new Write.Add($"z:k:{bezorging.Id}", "{}"u8.ToArray()));

        Assert.Equal(stays ? 0 : 2, await new Opruiming(_store).RunAsync(Now, Token));
        Assert.Equal(stays ? 2 : 0, (await RowsAsync(_store)).Count);
    }

    [Theory]
    [InlineData(BezorgStaat.Failed, false)]
    [InlineData(BezorgStaat.Doubt, false)]
    [InlineData(BezorgStaat.Planned, true)]
    [InlineData(BezorgStaat.WaitingForInstall, true)]
    public async Task What_may_still_be_sent_stays_however_old(BezorgStaat state, bool stays)
    {
        var bezorging = Bezorging(state, 400);
        await PutAsync("bezorgingen", Person.ToString(), Documents.Add($"b:{bezorging.Id}", bezorging, CoreJson.Default.Bezorging));

        await new Opruiming(_store).RunAsync(Now, Token);

        Assert.Equal(stays ? 1 : 0, (await RowsAsync(_store)).Count);
    }

    [Theory]
    [InlineData(365, true)]
    [InlineData(366, false)]
    public async Task A_tussenevaluatie_goes_whole_a_year_after_the_stage(int days, bool stays)
    {
        var zaak = Zaak(AmsterdamTime.DateOf(Now).AddDays(-days));
        var mention = Documents.Add(zaak.Id, new ZaakVermelding(Person), CoreJson.Default.ZaakVermelding);
        await PutAsync("tussenevaluaties", $"student:{Person}", mention);
        for (var shard = 0; shard < 16; shard++)
        {
            // One of these is where the case is listed.
            await PutAsync("tussenevaluaties", $"jaar:2025-2026:{shard:D2}", mention);
        }

        await PutAsync("tussenevaluaties", zaak.Id, Documents.Add("zaak", zaak, CoreJson.Default.Zaak));
        for (var i = 0; i < 250; i++)
        {
            await PutAsync("tussenevaluaties", zaak.Id, Documents.Add($"notitie:{Person}:{i}", new Notitie("x", Now), CoreJson.Default.Notitie));
        }

        var removed = await new Opruiming(_store).RunAsync(Now, Token);

        Assert.Equal(stays ? (0, 268) : (253, 15), (removed, (await RowsAsync(_store)).Count));
    }

    [Fact]
    public async Task Old_register_versions_go_but_never_the_current_the_previous_or_the_followed_one()
    {
        string[] versions = ["20240101T000000-a", "20240201T000000-b", "20240301T000000-c", "20240401T000000-d", "20261101T000000-e"];
        foreach (var version in versions)
        {
            await PutAsync("register", $"versie:{version}", new Write.Add("deel:0000", "{}"u8.ToArray()), new Write.Add("manifest", "{}"u8.ToArray()));
        }

        var pointer = new RegisterPointer { Current = versions[1], Previous = versions[2], AppliedAt = Now, By = "bureau" };
        await PutAsync("register", "register", Documents.Add("huidig", pointer, CoreJson.Default.RegisterPointer));
        await PutAsync("tussenevaluaties", "gevolgd", Documents.Add("register", new GevolgdRegister(versions[3]), CoreJson.Default.GevolgdRegister));

        Assert.Equal(2, await new Opruiming(_store).RunAsync(Now, Token));
        Assert.DoesNotContain(await RowsAsync(_store), r => r.Partition.Key == $"versie:{versions[0]}");
        Assert.Equal(8, (await RowsAsync(_store)).Count(r => r.Partition.Key.StartsWith("versie:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answered_questions_go_after_a_year_and_the_audit_after_two_and_twice_is_once()
    {
        var old = new Melding { Id = "1", Van = Person, Tekst = "x", Op = Now.AddDays(-366) };
        await PutAsync("meldingen", "bureau", Documents.Add("klaar:1", old, CoreJson.Default.Melding), Documents.Add("open:1", old, CoreJson.Default.Melding));
        await PutAsync("koppelingen", "koppelingen", Line(729), Line(731));

        Assert.Equal((2, 0), (await new Opruiming(_store).RunAsync(Now, Token), await new Opruiming(_store).RunAsync(Now, Token)));
        Assert.Equal(["koppelingen", "meldingen"], (await RowsAsync(_store)).Select(r => r.Partition.Table));
    }

    private static Write Line(int days) => InzageRijen.Row(new InzageRegel { At = Now.AddDays(-days), By = "bureau", Soort = InzageSoort.KoppelingGelegd });

    private static Core.Bezorging.Bezorging Bezorging(BezorgStaat state, int days) => Core.Bezorging.Bezorging.From(
        new BezorgIntent { Person = Person, Kind = "k", Case = "z", Occasion = "o", Due = Now }, Now).Become(state, Now.AddDays(-days));

    private static Zaak Zaak(DateOnly stageTot) => new()
    {
        Id = "zaak1",
        Studiejaar = "2025-2026",
        Periode = "Stageperiode 1",
        Opening = stageTot.AddDays(-60),
        Deadline = stageTot.AddDays(-30),
        Deelnemers = new Deelnemers
        {
            Student = Person, Werkplekbegeleiders = [], Stage = "s", StageTot = stageTot, Organisatie = "O1", Opleiding = Opleiding.Parse("pabo-vt"), Leerjaar = 1,
        },
    };

    private async Task PutAsync(string table, string key, params Write[] writes) =>
        Assert.IsType<CommitResult.Committed>(await _store.CommitAsync(new Partition(table, key), writes, Token));

    private static async Task<List<(Partition Partition, string Row)>> RowsAsync(IDocumentStore store)
    {
        var rows = new List<(Partition, string)>();
        await foreach (var table in store.Whole().TablesAsync(Token))
        {
            await foreach (var (partition, document) in store.Whole().ReadTableAsync(table, Token))
            {
                rows.Add((partition, document.Row));
            }
        }

        return rows;
    }
}
