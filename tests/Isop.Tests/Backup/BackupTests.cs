using System.Buffers.Binary;
using Isop.Core;
using Isop.Core.Backup;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Backup;

public sealed class BackupTests : IAsyncDisposable
{
    private readonly TemporaryStore _from = TestStores.Memory();
    private readonly TemporaryStore _to = TestStores.Memory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Fact]
    public async Task What_is_restored_is_what_was_stored_byte_for_byte()
    {
        await BackupWereld.FillAsync(_from);
        var all = await BackupWereld.AllAsync(_from);

        var outcome = await BackupWereld.RestoreAsync(_to, await BackupWereld.BytesAsync(_from));

        Assert.Equal(new RestoreOutcome.Restored(all.Count), outcome);
        Assert.Equal(all, await BackupWereld.AllAsync(_to));
    }

    [Fact]
    public async Task A_backup_goes_from_SQLite_to_Table_Storage_and_back()
    {
        // An emulator of its own, because a restore asks for an empty account.
        await using var azurite = new AzuriteFixture();
        var azure = await azurite.StoreAsync();
        await BackupWereld.FillAsync(_from);

        var there = await BackupWereld.RestoreAsync(azure, await BackupWereld.BytesAsync(_from));
        var back = await BackupWereld.RestoreAsync(_to, await BackupWereld.BytesAsync(azure));

        Assert.IsType<RestoreOutcome.Restored>(there);
        Assert.Equal(there, back);
        Assert.Equal(await BackupWereld.AllAsync(_from), await BackupWereld.AllAsync(_to));
        Assert.IsType<RestoreOutcome.NotEmpty>(await BackupWereld.RestoreAsync(azure, await BackupWereld.BytesAsync(_from)));
    }

    [Fact]
    public async Task Nothing_readable_stands_in_a_backup()
    {
        await _from.CommitAsync(new Partition("meldingen", "bureau"), [new Write.Add("open:1", "Annemarie de Groot"u8.ToArray())], Token);

        var text = System.Text.Encoding.Latin1.GetString(await BackupWereld.BytesAsync(_from));

        Assert.DoesNotContain("Annemarie", text, StringComparison.Ordinal);
        Assert.DoesNotContain("meldingen", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_changes_nothing()
    {
        await BackupWereld.FillAsync(_from);
        var backup = await BackupWereld.BytesAsync(_from);
        var header = 14 + BinaryPrimitives.ReadInt32BigEndian(backup.AsSpan(10));
        const int Piece = (64 * 1024) + 16;
        int[] lengths = [header, header + 1, header + Piece - 1, header + Piece, header + Piece + 1, header + (2 * Piece), backup.Length - 1, backup.Length - 17];

        foreach (var length in lengths)
        {
            Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.Damaged), await BackupWereld.RestoreAsync(_to, backup[..length]));
        }

        Assert.Empty(await BackupWereld.AllAsync(_to));
    }

    [Fact]
    public async Task A_backup_with_one_flipped_bit_or_something_behind_it_changes_nothing()
    {
        await BackupWereld.FillAsync(_from);
        var backup = await BackupWereld.BytesAsync(_from);

        // Behind the magic, the version and the key's name in the header, each byte is one that only a cipher can vouch for.
        foreach (var at in (int[])[30, 300, 70_000, backup.Length / 2, backup.Length - 17, backup.Length - 1])
        {
            var flipped = backup.ToArray();
            flipped[at] ^= 1;
            Assert.IsType<RestoreOutcome.Unreadable>(await BackupWereld.RestoreAsync(_to, flipped));
        }

        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.Damaged), await BackupWereld.RestoreAsync(_to, [.. backup, 0]));
        Assert.Empty(await BackupWereld.AllAsync(_to));
    }

    [Fact]
    public async Task A_piece_taken_from_another_place_does_not_open()
    {
        await BackupWereld.FillAsync(_from);
        var backup = await BackupWereld.BytesAsync(_from);
        var header = 14 + BinaryPrimitives.ReadInt32BigEndian(backup.AsSpan(10));
        const int Piece = (64 * 1024) + 16;
        var swapped = backup.ToArray();
        backup.AsSpan(header, Piece).CopyTo(swapped.AsSpan(header + Piece));
        backup.AsSpan(header + Piece, Piece).CopyTo(swapped.AsSpan(header));

        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.Damaged), await BackupWereld.RestoreAsync(_to, swapped));
    }

    [Fact]
    public async Task Another_key_another_file_and_a_newer_version_are_told_apart()
    {
        var backup = await BackupWereld.BytesAsync(_from);
        var newer = backup.ToArray();
        newer[9] = 2;

        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.OtherKey), await BackupWereld.RestoreAsync(_to, backup, BackupKey.Of(new byte[32])));
        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.NewerVersion), await BackupWereld.RestoreAsync(_to, newer));
        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.NoBackup), await BackupWereld.RestoreAsync(_to, new byte[500]));
        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.NoBackup), await BackupWereld.RestoreAsync(_to, []));
    }

    [Fact]
    public async Task A_store_in_which_something_is_or_somebody_works_is_left_alone()
    {
        await BackupWereld.FillAsync(_from);
        var backup = await BackupWereld.BytesAsync(_from);
        var lease = new LeaseDocument("een ander", BackupWereld.Now + TimeSpan.FromSeconds(5));
        await _to.CommitAsync(new Partition("leases", "bezorging"), [Documents.Add("lease", lease, CoreJson.Default.LeaseDocument)], Token);

        Assert.IsType<RestoreOutcome.Running>(await BackupWereld.RestoreAsync(_to, backup));
        Assert.IsType<RestoreOutcome.NotEmpty>(await BackupWereld.RestoreAsync(_from, backup));
        Assert.Single(await BackupWereld.AllAsync(_to));
    }

    [Fact]
    public async Task A_lease_of_another_clock_is_nobody_at_work()
    {
        var backup = await BackupWereld.BytesAsync(_from);
        var lease = new LeaseDocument("een ander", BackupWereld.Now.AddYears(1));
        await _to.CommitAsync(new Partition("leases", "bezorging"), [Documents.Add("lease", lease, CoreJson.Default.LeaseDocument)], Token);

        Assert.IsType<RestoreOutcome.Restored>(await BackupWereld.RestoreAsync(_to, backup));
    }

    [Fact]
    public async Task A_delivery_and_an_intent_that_lost_their_announcement_are_announced_again()
    {
        var (person, other) = (PersonId.From(Guid.NewGuid()), PersonId.From(Guid.NewGuid()));
        var waiting = new BezorgIntent { Person = other, Kind = "k", Case = "z", Occasion = "o", Due = BackupWereld.Now };
        var planned = Core.Bezorging.Bezorging.From(waiting with { Person = person }, BackupWereld.Now);
        await _from.CommitAsync(
            new Partition("bezorgingen", person.ToString()), [Documents.Add($"b:{planned.Id}", planned, CoreJson.Default.Bezorging)], Token);
        await _from.CommitAsync(
            new Partition("tussenevaluaties", "z"), [Documents.Add($"uit:{waiting.Id}", waiting, CoreJson.Default.Intent)], Token);

        await BackupWereld.RestoreAsync(_to, await BackupWereld.BytesAsync(_from));

        var later = BackupWereld.Now + TimeSpan.FromMinutes(3);
        var agendas = new Agendas(_to);
        Assert.Equal(person.ToString(), (await agendas.Teams.Normal.DueAsync(later, Token).SingleAsync(Token)).Entry.Target);
        Assert.Equal(1, await new Relay(_to, agendas).SweepAsync(later, Token));
        Assert.Equal(
            new HashSet<string> { other.ToString(), person.ToString() },
            (await agendas.Teams.Normal.DueAsync(later, Token).Select(d => d.Entry.Target).ToListAsync(Token)).ToHashSet());
    }
}
