using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Register;

/// <summary>What a version of the register says it changed in the stages.</summary>
public sealed class StagewijzigingenTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore _documents = TestStores.Memory();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 1, 7, 0, 0, TimeSpan.Zero));
    private readonly RegisterStore _register;

    public StagewijzigingenTests() => _register = new RegisterStore(_documents, new Outbox(_documents, _time), _time);

    public ValueTask DisposeAsync() => _documents.DisposeAsync();

    [Fact]
    public async Task The_first_register_and_the_same_one_again_change_nothing()
    {
        await ApplyAsync(RegisterFile.Good());
        await ApplyAsync(RegisterFile.Good());

        Assert.Empty(await RondesAsync());
    }

    [Fact]
    public async Task A_stage_is_new_stopped_moved_or_changed_once()
    {
        await ApplyAsync(RegisterFile.Good());
        _time.Advance(TimeSpan.FromDays(1));

        // Ann's second stage is gone, Bo goes to another school, Cas gets another day.
        await ApplyAsync(RegisterFile.Good().Set("stages", 3, "organisatie", "O1").Set("stages", 4, "dagen", "ma").Only("stages", "van", v => v != "2027-02-01"));

        var ronde = Assert.Single(await RondesAsync());
        Assert.Equal(_time.GetUtcNow(), ronde.Op);
        Assert.Equal(
            [
                new Stagewijziging(Stagewijzigingsoort.Gestopt, "101:O1:2027-02-01"),
                new Stagewijziging(Stagewijzigingsoort.Verhuisd, "102:O1:2026-08-31", "102:O3:2026-08-31"),
                new Stagewijziging(Stagewijzigingsoort.Gewijzigd, "201:O2:2026-08-31", Anders: Stagevelden.Dagen),
            ],
            ronde.Wijzigingen.Eerste);
        Assert.Equal((0, 1, 1, 1), (ronde.Wijzigingen.Nieuw, ronde.Wijzigingen.Verhuisd, ronde.Wijzigingen.Gewijzigd, ronde.Wijzigingen.Gestopt));
    }

    [Fact]
    public async Task A_change_by_hand_is_told_as_one()
    {
        await ApplyAsync(RegisterFile.Good());
        var current = await _register.CurrentAsync(None);
        var begeleider = current.FindByEmail("mentor.een@b1.example")!.Id;
        await ChangeAsync(new RegisterChange.AndereWerkplekbegeleiders("102:O3:2026-08-31", [begeleider], new(2026, 10, 1)));
        _time.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(new RegisterChange.StageStopt("201:O2:2026-08-31", new(2026, 12, 1)));

        Assert.Equal(
            [
                [new Stagewijziging(Stagewijzigingsoort.Gestopt, "201:O2:2026-08-31")],
                [new Stagewijziging(Stagewijzigingsoort.Gewijzigd, "102:O3:2026-10-01", Anders: Stagevelden.Begeleiding)],
            ],
            (await RondesAsync()).Select(r => r.Wijzigingen.Eerste.ToArray()));
    }

    [Fact]
    public async Task What_was_undone_is_not_told_and_what_is_old_neither()
    {
        await ApplyAsync(RegisterFile.Good());
        await ApplyAsync(RegisterFile.Good().Only("stages", "van", v => v != "2027-02-01"));
        Assert.Single(await RondesAsync());

        await _register.UndoAsync("bureau", None);
        Assert.Empty(await RondesAsync());

        await ApplyAsync(RegisterFile.Good().Only("stages", "van", v => v != "2027-02-01"));
        _time.Advance(TimeSpan.FromDays(29));
        Assert.Empty(await RondesAsync());
    }

    private async Task<IReadOnlyList<Stagewijzigingsronde>> RondesAsync() =>
        await _register.StagewijzigingenAsync((await _register.CurrentAsync(None)).Version, _time.GetUtcNow().AddDays(-28), 10, None);

    private async Task ChangeAsync(RegisterChange change) => Assert.IsType<ChangeOutcome.Changed>(await _register.ChangeAsync(change, "bureau", None));

    private async Task ApplyAsync(RegisterFile file)
    {
        var preview = Assert.IsType<PreviewOutcome.Preview>(await _register.PreviewAsync(file.Zip(), "bureau", None));
        await _register.ApplyAsync(preview.Version, "bureau", true, None);
    }
}
