using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Register;

public sealed class RegisterStoreTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore _documents = TestStores.Memory();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 1, 7, 0, 0, TimeSpan.Zero));
    private readonly RegisterStore _register;

    public RegisterStoreTests() => _register = Open(_documents);

    public ValueTask DisposeAsync() => _documents.DisposeAsync();

    [Fact]
    public async Task A_preview_changes_nothing_until_it_is_applied()
    {
        Assert.Same(RegisterSnapshot.Empty, await _register.CurrentAsync(None));
        var preview = await PreviewAsync(RegisterFile.Good());
        Assert.Same(RegisterSnapshot.Empty, await _register.CurrentAsync(None));

        Assert.Equal(new ApplyOutcome.Applied(preview.Version), await _register.ApplyAsync(preview.Version, "bureau", false, None));

        var current = await _register.CurrentAsync(None);
        Assert.Equal(preview.Version, current.Version);
        Assert.Equal(3, current.Data.Studenten.Count);
        Assert.Same(current, await _register.CurrentAsync(None));
        Assert.Equal(Importing.Json(current), Importing.Json(await Open(_documents).CurrentAsync(None)));
    }

    [Fact]
    public async Task A_faulty_register_is_refused_whole_and_leaves_nothing_behind()
    {
        var refused = Assert.IsType<PreviewOutcome.Refused>(
            await _register.PreviewAsync(RegisterFile.Good().Set("stages", 1, "dagen", "zo").Zip(), "bureau", None));

        Assert.Equal("dagen", Assert.Single(refused.Faults).Column);
        Assert.Null(await _register.PointerAsync(None));
    }

    [Fact]
    public async Task Applying_twice_is_applying_once()
    {
        var version = await ApplyAsync(RegisterFile.Good());

        Assert.Equal(new ApplyOutcome.AlreadyApplied(version), await _register.ApplyAsync(version, "bureau", false, None));
        Assert.Single(await HistoryAsync());
    }

    [Fact]
    public async Task The_same_register_again_is_nothing_new()
    {
        var version = await ApplyAsync(RegisterFile.Good());
        _time.Advance(TimeSpan.FromDays(40));
        var again = await PreviewAsync(RegisterFile.Good());

        Assert.Equal(version, again.Version);
        Assert.True(again.Diff.IsEmpty);
        Assert.IsType<ApplyOutcome.AlreadyApplied>(await _register.ApplyAsync(again.Version, "bureau", false, None));
    }

    [Fact]
    public async Task Ending_much_asks_once_more()
    {
        await ApplyAsync(RegisterFile.Good());
        var smaller = await PreviewAsync(Smaller());

        Assert.Equal(new ApplyOutcome.ConfirmationNeeded(1, 10, 1, 4), await _register.ApplyAsync(smaller.Version, "bureau", false, None));
        Assert.Single((await _register.CurrentAsync(None)).StagesOf((await PersonAsync("bo@student.example")).Id));
        Assert.IsType<ApplyOutcome.Applied>(await _register.ApplyAsync(smaller.Version, "bureau", true, None));
        Assert.Null((await _register.CurrentAsync(None)).FindByEmail("bo@student.example"));
    }

    [Fact]
    public async Task A_preview_of_a_register_that_changed_meanwhile_cannot_be_applied()
    {
        await ApplyAsync(RegisterFile.Good());
        var stale = await PreviewAsync(RegisterFile.Good().Set("personen", 1, "telefoon", "06-1234"));
        var change = new RegisterChange.AnderAdres((await PersonAsync("ann@student.example")).Id, "ann.bos@student.example");
        Assert.IsType<ChangeOutcome.Changed>(await _register.ChangeAsync(change, "bureau", None));

        Assert.IsType<ApplyOutcome.BaseChanged>(await _register.ApplyAsync(stale.Version, "bureau", true, None));
        Assert.NotNull((await _register.CurrentAsync(None)).FindByEmail("ann.bos@student.example"));
    }

    [Fact]
    public async Task Two_previews_applied_at_once_make_one_register()
    {
        await ApplyAsync(RegisterFile.Good());
        var previews = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            previews.Add((await PreviewAsync(RegisterFile.Good().Set("personen", 1, "telefoon", $"06-77{i}"))).Version);
        }

        var outcomes = await Task.WhenAll(previews.Select(v => Task.Run(() => Open(_documents).ApplyAsync(v, "bureau", true, None).AsTask())));

        var applied = Assert.Single(outcomes.OfType<ApplyOutcome.Applied>());
        Assert.Equal(7, outcomes.OfType<ApplyOutcome.BaseChanged>().Count());
        Assert.Equal(applied.Version, (await _register.CurrentAsync(None)).Version);
    }

    [Fact]
    public async Task An_unknown_preview_is_said_to_be_unknown()
    {
        Assert.IsType<ApplyOutcome.UnknownPreview>(await _register.ApplyAsync("20260901T070000-00000000", "bureau", false, None));
        Assert.Null(await _register.LoadAsync("20260901T070000-00000000", None));
        Assert.Null(await _register.ShowAsync("20260901T070000-00000000", None));
    }

    [Fact]
    public async Task A_preview_that_nobody_applies_is_gone_after_a_day()
    {
        var first = await ApplyAsync(RegisterFile.Good());
        var left = await PreviewAsync(Smaller());
        _time.Advance(RegisterStore.PreviewPeriod);
        await PreviewAsync(RegisterFile.Good());

        Assert.Empty(await _documents.QueryAsync(new Partition("register", $"versie:{left.Version}"), RowRange.All, None).ToListAsync(None));
        Assert.IsType<ApplyOutcome.UnknownPreview>(await _register.ApplyAsync(left.Version, "bureau", true, None));
        Assert.NotNull(await Open(_documents).LoadAsync(first, None));
    }

    [Fact]
    public async Task A_version_that_was_applied_and_undone_is_kept()
    {
        await ApplyAsync(RegisterFile.Good());
        var second = await ApplyAsync(Smaller());
        await _register.UndoAsync("bureau", None);
        _time.Advance(RegisterStore.PreviewPeriod + RegisterStore.PreviewPeriod);
        await PreviewAsync(RegisterFile.Good());

        Assert.Equal(new ApplyOutcome.Applied(second), await Open(_documents).ApplyAsync(second, "bureau", true, None));
        Assert.Equal(second, (await Open(_documents).CurrentAsync(None)).Version);
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Killed_at_every_write_of_the_removal_a_preview_is_whole_or_refused_and_gone_the_next_time(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var inner = TestStores.Memory();
            await ApplyAsync(RegisterFile.Good(), Open(inner));
            var left = await PreviewAsync(Smaller(), Open(inner));
            _time.Advance(RegisterStore.PreviewPeriod);
            var store = new CrashingStore(inner, at, moment);
            try
            {
                await PreviewAsync(RegisterFile.Good(), Open(store));
            }
            catch (SimulatedCrashException)
            {
            }

            await PreviewAsync(RegisterFile.Good(), Open(inner));
            Assert.IsType<ApplyOutcome.UnknownPreview>(await Open(inner).ApplyAsync(left.Version, "bureau", true, None));
            Assert.Empty(await inner.QueryAsync(new Partition("register", $"versie:{left.Version}"), RowRange.All, None).ToListAsync(None));
            Assert.NotEmpty((await Open(inner).CurrentAsync(None)).Data.Studenten);
            if (!store.Crashed)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Tables_that_were_made_elsewhere_can_be_applied_too()
    {
        var preview = await _register.PreviewAsync(RegisterSnapshot.Empty.Import(RegisterFile.Good()).Data, "systeem", None);

        Assert.Equal(new ApplyOutcome.Applied(preview.Version), await _register.ApplyAsync(preview.Version, "systeem", false, None));
        Assert.Equal(3, (await _register.CurrentAsync(None)).Data.Studenten.Count);
    }

    [Fact]
    public async Task Undo_goes_back_and_undo_again_forward()
    {
        var first = await ApplyAsync(RegisterFile.Good());
        _time.Advance(TimeSpan.FromHours(1));
        var second = await ApplyAsync(RegisterFile.Good().Set("personen", 1, "telefoon", "06-1234"));

        Assert.Equal(new UndoOutcome.Undone(first), await _register.UndoAsync("bureau", None));
        Assert.Equal("06-1", (await PersonAsync("coach@iselinge.example")).Telefoon);
        Assert.Equal(new UndoOutcome.Undone(second), await _register.UndoAsync("bureau", None));
        Assert.Equal("06-1234", (await PersonAsync("coach@iselinge.example")).Telefoon);
    }

    [Fact]
    public async Task The_first_import_can_be_undone_to_nothing_and_applied_again()
    {
        var version = await ApplyAsync(RegisterFile.Good());

        Assert.Equal(new UndoOutcome.Undone(""), await _register.UndoAsync("bureau", None));
        Assert.Same(RegisterSnapshot.Empty, await _register.CurrentAsync(None));
        Assert.IsType<ApplyOutcome.Applied>(await _register.ApplyAsync(version, "bureau", false, None));
    }

    [Fact]
    public async Task Undo_stands_open_for_twenty_four_hours()
    {
        Assert.IsType<UndoOutcome.NothingToUndo>(await _register.UndoAsync("bureau", None));
        var applied = _time.GetUtcNow();
        await ApplyAsync(RegisterFile.Good());
        _time.Advance(RegisterStore.UndoPeriod + TimeSpan.FromTicks(1));

        Assert.Equal(new UndoOutcome.TooLate(applied), await _register.UndoAsync("bureau", None));
        _time.SetUtcNow(applied + RegisterStore.UndoPeriod + TimeSpan.FromTicks(2));
        Assert.Equal(3, (await _register.CurrentAsync(None)).Data.Studenten.Count);
    }

    [Fact]
    public async Task Every_flip_is_in_the_audit_and_wakes_the_tussenevaluaties()
    {
        var first = await ApplyAsync(RegisterFile.Good());
        Assert.Equal(1, await DueWakesAsync());
        await _register.UndoAsync("bureau", None);
        Assert.Equal(1, await DueWakesAsync());

        var history = await HistoryAsync();
        Assert.Equal([InzageSoort.RegisterToegepast, InzageSoort.RegisterTeruggezet], history.Select(h => h.Soort));
        Assert.All(history, h => Assert.Equal("bureau", h.By));
        Assert.Equal($"{first} → ", history[1].Detail);
        Assert.DoesNotContain("Ann", history[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_versions_can_be_read_and_a_preview_shown_again()
    {
        var first = await ApplyAsync(RegisterFile.Good());
        var preview = await PreviewAsync(Smaller());

        var shown = await Open(_documents).ShowAsync(preview.Version, None);
        Assert.Equal(preview.Diff.Tables.SelectMany(t => t.Ended.Select(e => e.Name)), shown!.Diff.Tables.SelectMany(t => t.Ended.Select(e => e.Name)));
        await _register.ApplyAsync(preview.Version, "bureau", true, None);
        Assert.NotNull((await Open(_documents).LoadAsync(first, None))!.FindByEmail("bo@student.example"));
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_load()
    {
        await ApplyAsync(RegisterFile.Good());
        var register = Open(_documents);

        var snapshots = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => register.CurrentAsync(None).AsTask())));

        Assert.All(snapshots, s => Assert.Same(snapshots[0], s));
    }

    [Fact]
    public async Task A_load_that_failed_is_tried_again()
    {
        await ApplyAsync(RegisterFile.Good());
        var failing = new FailingStore(_documents) { Fails = true };
        var register = Open(failing);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await register.CurrentAsync(None));
        failing.Fails = false;

        Assert.Equal(3, (await register.CurrentAsync(None)).Data.Studenten.Count);
    }

    [Fact]
    public async Task A_damaged_version_is_not_taken_for_the_register()
    {
        var version = await ApplyAsync(RegisterFile.Good());
        var partition = new Partition("register", $"versie:{version}");
        var chunk = await _documents.FindAsync(partition, "deel:0000", None);
        await _documents.CommitAsync(partition, [new Write.Replace("deel:0000", "{\"gzip\":\"AAAA\"}"u8.ToArray(), chunk!.Version)], None);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Open(_documents).CurrentAsync(None));
    }

    [Fact]
    public async Task A_version_that_misses_a_chunk_is_not_taken_for_the_register()
    {
        var version = await ApplyAsync(RegisterFile.Good());
        var partition = new Partition("register", $"versie:{version}");
        var chunk = await _documents.FindAsync(partition, "deel:0000", None);
        await _documents.CommitAsync(partition, [new Write.Delete("deel:0000", chunk!.Version)], None);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Open(_documents).CurrentAsync(None));
    }

    [Fact]
    public async Task A_register_of_many_chunks_comes_back_whole()
    {
        var file = RegisterFile.Good();
        for (var i = 0; i < 20_000; i++)
        {
            file.Add("personen", $"p{i}@b1.example;{Guid.NewGuid()} {Guid.NewGuid()};{Guid.NewGuid()};;bureau");
        }

        var version = await ApplyAsync(file);
        var rows = new List<Document>();
        await foreach (var document in _documents.QueryAsync(new Partition("register", $"versie:{version}"), RowRange.All, None))
        {
            rows.Add(document);
        }

        Assert.True(rows.Count > 3, "This register should need more than two chunks.");
        Assert.All(rows, r => Assert.True(r.Body.Length <= 500_000));
        Assert.Equal(20_010, (await Open(_documents).CurrentAsync(None)).Data.Personen.Count);
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Killed_at_every_write_readers_see_the_old_register_or_the_new_one(CrashMoment moment)
    {
        var (old, @new) = (0, 0);
        for (var at = 1; ; at++)
        {
            await using var inner = TestStores.Memory();
            var first = await ApplyAsync(RegisterFile.Good(), Open(inner));
            var before = Importing.Json(await Open(inner).CurrentAsync(None));
            var store = new CrashingStore(inner, at, moment);
            try
            {
                var dying = Open(store);
                await ApplyAsync(Smaller(), dying);
            }
            catch (SimulatedCrashException)
            {
            }

            var after = await Open(inner).CurrentAsync(None);
            if (after.Version == first)
            {
                Assert.Equal(before, Importing.Json(after));
                old++;
            }
            else
            {
                Assert.Null(after.FindByEmail("bo@student.example"));
                Assert.NotNull(after.FindByEmail("ann@student.example"));
                @new++;
            }

            // Whatever was left behind, the bureau can simply do it again.
            await ApplyAsync(Smaller(), Open(inner));
            Assert.Null((await Open(inner).CurrentAsync(None)).FindByEmail("bo@student.example"));
            if (!store.Crashed)
            {
                break;
            }
        }

        Assert.True(old > 1 && @new > 1, $"Both sides of the flip should be visited: {old} old, {@new} new.");
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Killed_at_every_write_an_undo_is_done_or_not(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var inner = TestStores.Memory();
            var first = await ApplyAsync(RegisterFile.Good(), Open(inner));
            var second = await ApplyAsync(Smaller(), Open(inner));
            var store = new CrashingStore(inner, at, moment);
            try
            {
                await Open(store).UndoAsync("bureau", None);
            }
            catch (SimulatedCrashException)
            {
            }

            var after = await Open(inner).CurrentAsync(None);
            Assert.Contains(after.Version, (string[])[first, second]);
            Assert.Equal(after.Version == first, after.FindByEmail("bo@student.example") is not null);
            if (!store.Crashed)
            {
                Assert.Equal(first, after.Version);
                break;
            }
        }
    }

    [Fact]
    public async Task Changes_by_hand_at_the_same_time_are_all_kept()
    {
        await ApplyAsync(RegisterFile.Good());
        var people = (await _register.CurrentAsync(None)).Data.Personen;

        var outcomes = await Task.WhenAll(people.Take(4).Select((p, i) => Task.Run(() =>
            Open(_documents).ChangeAsync(new RegisterChange.AnderAdres(p.Id, $"nieuw{i}@b1.example"), "bureau", None).AsTask())));

        Assert.All(outcomes, o => Assert.IsType<ChangeOutcome.Changed>(o));
        var current = await _register.CurrentAsync(None);
        Assert.All(Enumerable.Range(0, 4), i => Assert.NotNull(current.FindByEmail($"nieuw{i}@b1.example")));
        Assert.Equal(4, (await HistoryAsync()).Count(h => h.Soort == InzageSoort.RegisterGewijzigd));
    }

    [Fact]
    public async Task A_change_that_is_refused_or_was_so_already_makes_no_version()
    {
        var version = await ApplyAsync(RegisterFile.Good());
        var ann = await PersonAsync("ann@student.example");

        Assert.IsType<ChangeOutcome.Refused>(await _register.ChangeAsync(new RegisterChange.AnderAdres(ann.Id, "geen-adres"), "bureau", None));
        Assert.IsType<ChangeOutcome.Unchanged>(await _register.ChangeAsync(new RegisterChange.AnderAdres(ann.Id, ann.Email), "bureau", None));
        Assert.Equal(version, (await _register.CurrentAsync(None)).Version);
    }

    private static RegisterFile Smaller() =>
        RegisterFile.Good().Only("studenten", "studentnummer", n => n != "102").Only("stages", "studentnummer", n => n != "102");

    private RegisterStore Open(IDocumentStore documents) => new(documents, new Outbox(documents, _time), _time);

    private async Task<PreviewOutcome.Preview> PreviewAsync(RegisterFile file, RegisterStore? register = null) =>
        Assert.IsType<PreviewOutcome.Preview>(await (register ?? _register).PreviewAsync(file.Zip(), "bureau", None));

    private async Task<string> ApplyAsync(RegisterFile file, RegisterStore? register = null)
    {
        var preview = await PreviewAsync(file, register);
        var outcome = await (register ?? _register).ApplyAsync(preview.Version, "bureau", true, None);
        Assert.True(outcome is ApplyOutcome.Applied or ApplyOutcome.AlreadyApplied, outcome.ToString());
        return preview.Version;
    }

    private async Task<Persoon> PersonAsync(string email) => (await _register.CurrentAsync(None)).FindByEmail(email)!;

    private async Task<List<InzageRegel>> HistoryAsync() => await _register.HistoryAsync(DateTimeOffset.MinValue, None).ToListAsync(None);

    private async Task<int> DueWakesAsync()
    {
        var woken = 0;
        var catalog = new PlanningCatalog();
        catalog.Add("tussenevaluaties", (names, _, _) =>
        {
            Assert.Equal(["register"], names);
            woken++;
            return ValueTask.FromResult(0);
        });
        _time.Advance(TimeSpan.FromMinutes(1));
        var agendas = new Agendas(_documents);
        await new Planning(agendas, catalog, new Relay(_documents, agendas)).RunAsync(_time.GetUtcNow(), None);
        return woken;
    }

    private sealed class FailingStore(IDocumentStore inner) : IDocumentStore
    {
        public bool Fails { get; set; }

        public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
            Fails && row == "manifest" ? throw new StorageUnavailableException("Locked.") : inner.FindAsync(partition, row, cancellationToken);

        public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
            inner.QueryAsync(partition, range, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
            inner.CommitAsync(partition, writes, cancellationToken);
    }
}
