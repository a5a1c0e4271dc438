using Isop.Core.Backup;
using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Tests.Beheer;
using Isop.Tests.Storage;
using static Isop.Tests.Personen.Persoonswereld;

namespace Isop.Tests.Personen;

/// <summary>A backup that is older than an erasure.</summary>
public sealed class TerugzettenTests : IDisposable
{
    private readonly DirectoryInfo _folder = TestStores.NewFolder();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_a_backup_brings_back_is_erased_again_at_the_restore()
    {
        await using var wereld = await SqliteAsync();
        await using var empty = new Opdrachtwereld();
        var names = await wereld.NamesOfAsync(Sanne);
        string[] settings = [$"--Isop:Backup={_folder.FullName}", $"--Isop:BackupKey={Path.Combine(_folder.FullName, "sleutel")}"];
        var file = Path.Combine(_folder.FullName, "oud.isopbackup");
        await wereld.StopAsync(Sanne);
        Assert.Equal(0, (await wereld.RunAsync(["backup", file, .. settings])).Code);

        var wis = await wereld.RunAsync(["persoon", "wis", Sanne, "--ja", .. settings]);
        var restore = await empty.RunAsync(["restore", file, .. settings]);

        Assert.Equal((0, "", 0, ""), (wis.Code, wis.Fouten, restore.Code, restore.Fouten));
        Assert.Contains("de laatste met deze persoon verdwijnt op 25 december 2026", wis.Uit, StringComparison.Ordinal);
        Assert.Contains("1 mens die na deze backup was gewist, is opnieuw gewist", restore.Uit, StringComparison.Ordinal);
        var all = await Alles.OfAsync(empty.Store);
        Assert.True(all.Count > 100);
        Assert.Empty(Alles.With(all, names));
        Assert.Empty(Alles.With(new Dictionary<string, string> { ["lijst"] = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, Wislijst.Naam), Ct) }, names));

        // Whoever came back after the erasure is in a backup of later, and stays.
        var later = Path.Combine(_folder.FullName, "later.isopbackup");
        await wereld.RunAsync(["import", Register(wereld), "--bevestigd", .. settings]);
        await wereld.RunAsync(["backup", later, .. settings]);
        await using var second = new Opdrachtwereld();
        Assert.Contains("Niemand in deze backup", (await second.RunAsync(["restore", later, .. settings])).Uit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_was_under_way_when_the_backup_was_made_is_finished_at_the_restore()
    {
        await using var wereld = await SqliteAsync();
        await using var empty = new Opdrachtwereld();
        var names = await wereld.NamesOfAsync(Sanne);
        string[] settings = [$"--Isop:Backup={_folder.FullName}", $"--Isop:BackupKey={Path.Combine(_folder.FullName, "sleutel")}"];
        var file = Path.Combine(_folder.FullName, "half.isopbackup");
        var id = await wereld.IdAsync(Sanne);
        await wereld.StopAsync(Sanne);

        // Killed after the register: she is in no version any more, and in everything else.
        var killed = new CrashingStore(wereld.Store, 20, CrashMoment.AfterCommit);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => new Wissing(killed, new RegisterStore(killed, new Outbox(killed, wereld.Clock), wereld.Clock), new Wismerken(killed), wereld.Clock)
            .RunAsync(new Identiteit { Id = id }, "test", null, Ct).AsTask());
        await wereld.RunAsync(["backup", file, .. settings]);
        Assert.Equal(0, (await wereld.RunAsync(["persoon", "wis", Sanne, "--ja", .. settings])).Code);

        var restore = await empty.RunAsync(["restore", file, .. settings]);

        Assert.Equal((0, ""), (restore.Code, restore.Fouten));
        Assert.Empty(Alles.With(await Alles.OfAsync(empty.Store), names));
    }

    [Fact]
    public async Task Whoever_got_the_address_of_an_erased_person_stays_at_a_restore()
    {
        await using var wereld = await SqliteAsync();
        await using var empty = new Opdrachtwereld();
        string[] settings = [$"--Isop:Backup={_folder.FullName}", $"--Isop:BackupKey={Path.Combine(_folder.FullName, "sleutel")}"];
        var file = Path.Combine(_folder.FullName, "oud.isopbackup");
        await wereld.RunAsync(["backup", file, .. settings]);
        // Somebody else with Sanne's address was erased.
        var mark = Wismerk.Begin(new Identiteit { Id = PersonId.From(Guid.NewGuid()), Adressen = [Sanne] }, wereld.Clock.GetUtcNow(), "test") with { Klaar = wereld.Clock.GetUtcNow() };
        await Wislijst.AddAsync(new MapPlek(_folder.FullName), [mark], Ct);

        var restore = await empty.RunAsync(["restore", file, .. settings]);

        Assert.Contains("Niemand in deze backup", restore.Uit, StringComparison.Ordinal);
        Assert.NotEmpty(Alles.With(await Alles.OfAsync(empty.Store), [Sanne]));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_stops_the_restore_before_anything_is_put_back()
    {
        await using var wereld = await SqliteAsync();
        await using var empty = new Opdrachtwereld();
        string[] settings = [$"--Isop:BackupKey={Path.Combine(_folder.FullName, "sleutel")}"];
        var file = Path.Combine(_folder.FullName, "oud.isopbackup");
        await wereld.RunAsync(["backup", file, .. settings]);
        // Beside the file, though no setting names the folder.
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, Wislijst.Naam), "{ kapot", Ct);

        var restore = await empty.RunAsync(["restore", file, .. settings]);

        Assert.NotEqual(0, restore.Code);
        Assert.Empty(await Alles.OfAsync(empty.Store));
    }

    [Fact]
    public async Task An_import_tells_who_was_erased_and_is_in_the_file_again()
    {
        await using var wereld = await SqliteAsync();
        await wereld.StopAsync(Sanne);
        await wereld.RunAsync(["persoon", "wis", Sanne, "--ja"]);

        var import = await wereld.RunAsync(["import", Register(wereld), "--proef"]);

        Assert.Contains($"Let op: Sanne Wolters ({Sanne}) is gewist op 24 november 2026", import.Uit, StringComparison.Ordinal);
    }

    private string Register(Persoonswereld wereld)
    {
        using var zip = Isop.Bot.Development.Demoregister.Zip(wereld.Clock.GetUtcNow());
        var path = Path.Combine(_folder.FullName, "register.zip");
        File.WriteAllBytes(path, zip.ToArray());
        return path;
    }
}
