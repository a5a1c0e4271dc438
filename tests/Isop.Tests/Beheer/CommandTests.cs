using Isop.Bot.Beheer;
using Isop.Core;
using Isop.Bot.Retourmail;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Register;

namespace Isop.Tests.Beheer;

/// <summary>import, status and resend, through the same composition as the process.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private readonly Opdrachtwereld _wereld = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _wereld.DisposeAsync();

    [Fact]
    public async Task An_import_applies_the_register_and_plans_its_cases()
    {
        var import = await _wereld.RunAsync("import", _wereld.Register());

        Assert.Equal((0, ""), (import.Code, import.Fouten));
        Assert.Contains("Studenten: ", import.Uit, StringComparison.Ordinal);
        Assert.Contains("Het register is toegepast.", import.Uit, StringComparison.Ordinal);
        Assert.NotNull(await _wereld.Store.FindAsync(new Partition("tussenevaluaties", "gevolgd"), "register", Token));
        var line = await Inzage(RegisterStore.Partition).SingleAsync(Token);
        Assert.Equal(("beheerder", InzageSoort.RegisterToegepast), (line.By, line.Soort));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_the_second_time()
    {
        var file = _wereld.Register();
        await _wereld.RunAsync("import", file);

        var again = await _wereld.RunAsync("import", file);

        Assert.Equal(0, again.Code);
        Assert.Contains("precies gelijk", again.Uit, StringComparison.Ordinal);
        Assert.Single(await Inzage(RegisterStore.Partition).ToListAsync(Token));
    }

    [Fact]
    public async Task A_try_out_shows_what_would_change_and_changes_nothing()
    {
        var import = await _wereld.RunAsync("import", _wereld.Register(), "--proef");

        Assert.Equal(0, import.Code);
        Assert.Contains("Personen: ", import.Uit, StringComparison.Ordinal);
        Assert.Null(await _wereld.Store.FindAsync(RegisterStore.Partition, "huidig", Token));
    }

    [Fact]
    public async Task A_file_with_faults_is_refused_with_every_fault_on_a_line()
    {
        var import = await _wereld.RunAsync("import", _wereld.File("kapot.zip", RegisterFile.Good().Set("studenten", 2, "leerjaar", "9").Zip().ToArray()));

        Assert.Equal((1, ""), (import.Code, import.Uit));
        Assert.Contains("Er is niets veranderd.", import.Fouten, StringComparison.Ordinal);
        Assert.Contains("studenten, rij 3 in Excel, leerjaar: ", import.Fouten, StringComparison.Ordinal);
        Assert.Null(await _wereld.Store.FindAsync(RegisterStore.Partition, "huidig", Token));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        var import = await _wereld.RunAsync("import", _wereld.PathOf("nergens.xlsx"));

        Assert.Equal(1, import.Code);
        Assert.Contains("is er niet", import.Fouten, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_tells_how_much_mail_came_back_and_why_nobody_sees_it()
    {
        Assert.DoesNotContain("Teruggekomen mail", (await _wereld.RunAsync("status")).Uit, StringComparison.Ordinal);
        var standen = new Retourstanden(_wereld.Store);
        var stand = new Retourstand { UpTo = Opdrachtwereld.Monday, Matched = 12, Unmatched = 1 };
        var was = await standen.KeepAsync(stand, null, Token);
        var line = "Teruggekomen mail: 12 bij een bericht, 1 bij geen bericht";
        Assert.Contains($"{line}\n", (await _wereld.RunAsync("status")).Uit.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        await standen.KeepAsync(stand with { Trouble = "ISOP mag de mailbox niet lezen." }, was, Token);
        Assert.Contains($"{line}. ISOP mag de mailbox niet lezen.", (await _wereld.RunAsync("status")).Uit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_tells_register_sending_and_what_did_not_arrive()
    {
        await _wereld.RunAsync("import", _wereld.Register());
        await new Sturing(_wereld.Store).StopAllAsync("bureau", "Het is vakantie", Opdrachtwereld.Monday, Token);
        await FailAsync("00-fout");

        var status = await _wereld.RunAsync("status", "--berichten");

        Assert.Equal((0, ""), (status.Code, status.Fouten));
        Assert.Contains("mensen, ", status.Uit, StringComparison.Ordinal);
        Assert.Contains("Verzending: gestopt sinds 16 november 2026", status.Uit, StringComparison.Ordinal);
        Assert.Contains("Berichten: 1 niet aangekomen", status.Uit, StringComparison.Ordinal);
        Assert.Contains("00-fout", status.Uit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_again_once_and_the_audit_says_by_whom()
    {
        var person = await FailAsync("00-fout");

        var first = await _wereld.RunAsync("resend", "00-fout");
        var second = await _wereld.RunAsync("resend", "00-fout");

        Assert.Equal((0, 1), (first.Code, second.Code));
        Assert.Contains("gaat opnieuw op weg", first.Uit, StringComparison.Ordinal);
        var line = await Inzage(new Partition("bezorgingen", person.ToString())).SingleAsync(Token);
        Assert.Equal(("beheerder", InzageSoort.OpnieuwVerstuurd), (line.By, line.Soort));
    }

    [Fact]
    public async Task An_unknown_message_is_refused()
    {
        var resend = await _wereld.RunAsync("resend", "nergens");

        Assert.Equal(1, resend.Code);
        Assert.Contains("status --berichten", resend.Fouten, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_goes_into_an_empty_store_with_its_key_and_nowhere_else()
    {
        await _wereld.RunAsync("import", _wereld.Register());
        var (file, key) = (_wereld.PathOf("b.isopbackup"), $"--Isop:BackupKey={_wereld.PathOf("isop.key")}");
        await using var empty = new Opdrachtwereld();

        var backup = await _wereld.RunAsync("backup", file, key);
        var twice = await _wereld.RunAsync("backup", file, key);
        var over = await _wereld.RunAsync("restore", file, key);
        var withoutKey = await empty.RunAsync("restore", file, $"--Isop:BackupKey={_wereld.PathOf("anders.key")}");
        var unknown = await empty.RunAsync("restore", "isop-2026-01-01.isopbackup", key);
        var restore = await empty.RunAsync("restore", file, key);

        Assert.Equal((0, 1, 1, 4, 1, 0), (backup.Code, twice.Code, over.Code, withoutKey.Code, unknown.Code, restore.Code));
        Assert.Contains("Terugzetten kan alleen in een lege opslag.", over.Fouten, StringComparison.Ordinal);
        var (was, becomes) = (await _wereld.RunAsync("status"), await empty.RunAsync("status"));
        Assert.Contains("mensen, ", was.Uit, StringComparison.Ordinal);
        Assert.Equal(was, becomes);
    }

    [Fact]
    public async Task A_container_without_a_key_in_a_vault_is_a_wrong_setting_and_one_that_cannot_be_reached_is_told()
    {
        const string Container = "--Isop:Backup=https://127.0.0.1:9/backups";
        const string Vault = "--Isop:BackupKey=https://kluis.vault.test/keys/backup";

        var withoutVault = await _wereld.RunAsync("restore", "isop-2026-01-01.isopbackup", Container);
        var unreachable = await _wereld.RunAsync("restore", "isop-2026-01-01.isopbackup", Container, Vault);

        Assert.Equal((4, 3), (withoutVault.Code, unreachable.Code));
        Assert.Contains("Isop:Backup is a blob container, so Isop:BackupKey must be a key in a vault", withoutVault.Fouten, StringComparison.Ordinal);
        Assert.StartsWith("De opslag is niet bereikbaar: Blob Storage could not be reached", unreachable.Fouten, StringComparison.Ordinal);
        Assert.Single(unreachable.Fouten.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--Isop:Storage=Data Source=/nergens/isop.db", (int)Afloop.OpslagOnbereikbaar)]
    [InlineData("--Isop:Storage=iets anders", (int)Afloop.InstellingKloptNiet)]
    [InlineData("--Isop:Storage=", (int)Afloop.InstellingKloptNiet)]
    public async Task A_storage_that_cannot_be_used_is_told_in_one_line(string setting, int code)
    {
        using var uit = new StringWriter();
        using var fouten = new StringWriter();
        var status = Opdrachtregel.Read(["status", setting, "--environment=Production"])!;

        Assert.Equal(code, await Beheerder.RunAsync(status, uit, fouten, null, null, Token));
        Assert.Single(fouten.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("bereikbaar", uit.ToString(), StringComparison.Ordinal);
    }

    private IAsyncEnumerable<InzageRegel> Inzage(Partition partition) =>
        InzageRijen.ReadAsync(_wereld.Store, partition, DateTimeOffset.MinValue, Token);

    /// <summary>A message that failed, on the bureau's list.</summary>
    private async Task<PersonId> FailAsync(string id)
    {
        var person = PersonId.From(Guid.NewGuid());
        var bericht = new Bericht
        {
            Id = id,
            Regels = [new BerichtRegel("b", "tussenevaluatie.formulier", "z", "opening")],
            Day = new DateOnly(2026, 11, 16),
            State = BezorgStaat.Failed,
            Since = Opdrachtwereld.Monday,
            Reason = "Teams neemt dit bericht niet aan.",
        };
        var listed = new Probleem
        {
            Person = person, Bericht = id, Kinds = ["tussenevaluatie.formulier"], State = bericht.State, Reason = bericht.Reason, Since = bericht.Since,
        };
        await _wereld.Store.CommitAsync(
            new Partition("bezorgingen", person.ToString()), [Documents.Add($"m:{id}", bericht, CoreJson.Default.Bericht)], Token);
        await _wereld.Store.CommitAsync(
            new Partition("bezorgproblemen", "alle"), [Documents.Add($"{person}|{id}", listed, CoreJson.Default.Probleem)], Token);
        return person;
    }
}
