using System.Text;
using Isop.Bot;
using Isop.Bot.Teams;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Bezorging;
using Isop.Tests.Storage;
using static Isop.Tests.Personen.Persoonswereld;

namespace Isop.Tests.Personen;

/// <summary>"persoon wis", through the same composition as the process, on what two people left by using the product.</summary>
public sealed class WisTests
{
    [Theory]
    [InlineData(Sanne)]
    [InlineData(Fatima)]
    public async Task Nothing_by_which_the_person_can_be_found_is_left_and_nobody_else_loses_anything(string adres)
    {
        await using var wereld = await SqliteAsync();

        await EraseAndCheckAsync(wereld, adres);

        var files = Directory.GetFiles(Path.GetDirectoryName(FileOf(wereld))!).Select(f => (f, Encoding.UTF8.GetString(ReadOpen(f)))).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.DoesNotContain(_names, name => f.Item2.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(Sanne)]
    [InlineData(Fatima)]
    public async Task In_Table_Storage_it_is_the_same(string adres)
    {
        await using var own = new AzuriteFixture();
        await using var wereld = await OnAsync(await own.StoreAsync(), await own.ConnectionStringAsync());

        await EraseAndCheckAsync(wereld, adres);
    }

    [Fact]
    public async Task The_file_of_the_store_does_hold_the_names_before_and_a_search_finds_them()
    {
        await using var wereld = await SqliteAsync();
        var names = await wereld.NamesOfAsync(Sanne);

        var found = Alles.With(await Alles.OfAsync(wereld.Store), names);

        Assert.All(names, name => Assert.Contains(found, f => f.StartsWith(name, StringComparison.Ordinal)));
        Assert.Contains(names[0], Encoding.UTF8.GetString(ReadOpen(FileOf(wereld)).Concat(ReadOpen(FileOf(wereld) + "-wal")).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_student_keeps_what_the_mentor_wrote_under_another_name()
    {
        await using var wereld = await SqliteAsync();
        var zaak = await wereld.ZaakAsync(Gijs);
        var gijs = await wereld.IdAsync(Gijs);
        await wereld.StopAsync(Fatima);
        await WisAsync(wereld, Fatima);

        var kept = await wereld.ZaakAsync(Gijs);
        Assert.Equal((zaak.Id, zaak.Fase, PersonId.Gewist), (kept.Id, kept.Fase, kept.Mentor!.Auteur));
        Assert.Equal("gewiste persoon", (await wereld.RegisterAsync()).Find(kept.Mentor.Auteur)!.Naam);
        Assert.Equal("Gijs de Vries vraagt [gewist] elke week om een kring.", kept.Gesprek.Verslag!.Afspraken);
        var read = await wereld.Get<TussenevaluatieStore>().ReadVergelijkingAsync(kept, gijs, new LeesrechtOptions(), Ct);
        Assert.Contains($"antwoord van de mentor over {Gijs}", read!.Mentor!.All.Single().Value.Toelichting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_try_out_counts_and_changes_nothing()
    {
        await using var wereld = await SqliteAsync();
        var before = await Alles.OfAsync(wereld.Store);

        var (code, uit, fouten) = await wereld.RunAsync(["persoon", "wis", Sanne, "--proef"]);

        Assert.Equal((0, ""), (code, fouten));
        Assert.Contains("bezorgingen gewist", uit, StringComparison.Ordinal);
        Assert.Contains("staat nog in het register van nu", uit, StringComparison.Ordinal);
        Assert.Equal(before, await Alles.OfAsync(wereld.Store));
    }

    [Fact]
    public async Task Who_still_takes_part_is_refused_and_nothing_changes()
    {
        await using var wereld = await SqliteAsync();
        var before = await Alles.OfAsync(wereld.Store);

        var (code, _, fouten) = await wereld.RunAsync(["persoon", "wis", Sanne, "--ja"]);

        Assert.Equal(6, code);
        Assert.Contains("1 lopende stage", fouten, StringComparison.Ordinal);
        Assert.Equal(before, await Alles.OfAsync(wereld.Store));
    }

    [Fact]
    public async Task Who_is_the_only_one_to_guide_a_stage_is_refused_even_so()
    {
        await using var wereld = await SqliteAsync();
        var before = await Alles.OfAsync(wereld.Store);

        var (code, _, fouten) = await wereld.RunAsync(["persoon", "wis", Noor, "--ja", "--ook-actief"]);

        Assert.Equal(6, code);
        Assert.Contains("de enige werkplekbegeleider", fouten, StringComparison.Ordinal);
        Assert.Equal(before, await Alles.OfAsync(wereld.Store));
    }

    [Fact]
    public async Task Who_takes_part_and_is_erased_even_so_stops_first()
    {
        await using var wereld = await SqliteAsync();
        _names = await wereld.NamesOfAsync(Sanne);

        var (code, uit, _) = await wereld.RunAsync(["persoon", "wis", Sanne, "--ja", "--ook-actief"]);

        Assert.Equal(0, code);
        Assert.Contains("Deze persoon is gewist.", uit, StringComparison.Ordinal);
        Assert.Empty(Alles.With(await Alles.OfAsync(wereld.Store), _names));
        await wereld.WorkAsync();
    }

    [Theory]
    [InlineData(null, "--ja")]
    [InlineData("iemand@anders.example\n", "niet hetzelfde adres")]
    public async Task Without_a_confirmation_nothing_is_erased(string? answer, string why)
    {
        await using var wereld = await SqliteAsync();
        await wereld.StopAsync(Sanne);
        var before = await Alles.OfAsync(wereld.Store);

        var (code, _, fouten) = await wereld.RunAsync(["persoon", "wis", Sanne], answer);

        Assert.Equal(1, code);
        Assert.Contains(why, fouten, StringComparison.Ordinal);
        Assert.Equal(before, await Alles.OfAsync(wereld.Store));
    }

    [Fact]
    public async Task The_second_time_there_is_nothing_left_to_do()
    {
        await using var wereld = await SqliteAsync();
        await wereld.StopAsync(Sanne);
        var first = await wereld.RunAsync(["persoon", "wis", Sanne], $"{Sanne}\n");
        var after = await Alles.OfAsync(wereld.Store);

        var second = await wereld.RunAsync(["persoon", "wis", Sanne.ToUpperInvariant(), "--ja"]);
        var unknown = await wereld.RunAsync(["persoon", "wis", "niemand@nergens.example", "--ja"]);

        Assert.Equal((0, 0, 1), (first.Code, second.Code, unknown.Code));
        Assert.Contains("al gewist", second.Uit, StringComparison.Ordinal);
        Assert.Equal(after, await Alles.OfAsync(wereld.Store));
    }

    [Fact]
    public async Task What_another_process_still_writes_goes_too()
    {
        await using var wereld = await SqliteAsync();
        var names = await wereld.NamesOfAsync(Sanne);
        var id = await wereld.IdAsync(Sanne);
        await wereld.StopAsync(Sanne);
        await using var lease = new LeaseHolder(wereld);
        await lease.HoldAsync();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wie = Assert.IsType<Wisvraag.Kan>(await wereld.Get<Wissing>().AskAsync(Sanne, Ct)).Wie;

        var run = wereld.Get<Wissing>().RunAsync(wie, "beheerder", waits.SetResult, Ct).AsTask();
        await waits.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        // A turn that began before it knew better.
        var late = Laat(id);
        await wereld.Store.CommitAsync(new Partition("bezorgingen", id.ToString()), [Documents.Add($"b:{late.Id}", late, CoreJson.Default.Bezorging)], Ct);
        wereld.Clock.Advance(Wissing.Nawerking);
        var done = await run;

        Assert.NotNull(done?.Klaar);
        Assert.Empty(Alles.With(await Alles.OfAsync(wereld.Store), names));
    }

    [Fact]
    public async Task A_file_that_still_has_the_person_says_so_and_may_be_applied()
    {
        await using var wereld = await SqliteAsync();
        await wereld.StopAsync(Sanne);
        await WisAsync(wereld, Sanne);

        using var zip = Isop.Bot.Development.Demoregister.Zip(wereld.Clock.GetUtcNow());
        var preview = Assert.IsType<PreviewOutcome.Preview>(await wereld.Get<RegisterStore>().PreviewAsync(zip, "bureau", Ct));
        var again = Assert.Single(preview.Gewist);
        Assert.Equal(("Sanne Wolters", Sanne), (again.Naam, again.Email));
        Assert.Equal(preview.Gewist, (await wereld.Get<RegisterStore>().ShowAsync(preview.Version, Ct))!.Gewist);
    }

    [Fact]
    public async Task An_address_in_which_the_persons_address_stands_is_somebody_elses()
    {
        await using var wereld = await SqliteAsync();
        var link = new PersonLink { Account = TeamsAccount.Of(BezorgWereld.Tenant, Guid.NewGuid().ToString()), Person = await wereld.IdAsync(Noor), Email = $"m.{Sanne}", LinkedAt = wereld.Clock.GetUtcNow() };
        var where = new Partition("koppelingen", "account:anders");
        await wereld.Store.CommitAsync(where, [Documents.Add("koppeling", link, BotJson.Default.PersonLink)], Ct);
        var before = await wereld.Store.FindAsync(where, "koppeling", Ct);
        await wereld.StopAsync(Sanne);

        await WisAsync(wereld, Sanne);

        Assert.Equal(before, await wereld.Store.FindAsync(where, "koppeling", Ct));
    }

    [Fact]
    public async Task Whoever_has_the_persons_address_now_keeps_the_account()
    {
        await using var wereld = await SqliteAsync();
        var noor = await wereld.IdAsync(Noor);
        var link = new PersonLink { Account = TeamsAccount.Of(BezorgWereld.Tenant, Guid.NewGuid().ToString()), Person = noor, Email = Sanne, LinkedAt = wereld.Clock.GetUtcNow() };
        var where = new Partition("koppelingen", $"persoon:{noor}");
        const string later = "s.wolters@student.iselinge.example";
        await wereld.ChangeAsync(new RegisterChange.AnderAdres(await wereld.IdAsync(Sanne), later));
        await wereld.StopAsync(later);
        await wereld.ChangeAsync(new RegisterChange.AnderAdres(noor, Sanne));
        await wereld.Store.CommitAsync(where, [Documents.Add("nu", link, BotJson.Default.PersonLink)], Ct);

        await WisAsync(wereld, later);

        var left = await wereld.Store.ReadAsync(where, "nu", BotJson.Default.PersonLink, Ct);
        Assert.Equal(link, left?.Value);
        Assert.Equal(Sanne, (await wereld.RegisterAsync()).Find(noor)?.Email);
    }

    [Fact]
    public async Task Two_at_once_is_refused_and_the_second_changes_nothing()
    {
        await using var wereld = await SqliteAsync();
        await wereld.StopAsync(Sanne);
        using var other = new Lease(wereld.Store, "wissen", new Microsoft.Extensions.Time.Testing.FakeTimeProvider(wereld.Clock.GetUtcNow().AddMinutes(1)));
        Assert.True(await other.TryHoldAsync(Ct));
        var before = await Alles.OfAsync(wereld.Store);

        var second = await wereld.RunAsync(["persoon", "wis", Sanne, "--ja"]);

        Assert.Equal(1, second.Code);
        Assert.Contains("al iemand gewist", second.Fouten, StringComparison.Ordinal);
        Assert.Equal(before, await Alles.OfAsync(wereld.Store));
    }

    [Fact]
    public async Task Who_never_was_in_the_register_is_found_by_what_Teams_told()
    {
        await using var wereld = await SqliteAsync();
        const string gast = "gast@elders.example";
        var check = new LinkToCheck
        {
            Account = TeamsAccount.Of(BezorgWereld.Tenant, Guid.NewGuid().ToString()), Problem = LinkProblem.NotInRegister, Email = gast, Since = wereld.Clock.GetUtcNow(),
        };
        await wereld.Store.CommitAsync(new Partition("koppelingen", "controle"), [Documents.Add($"controle:{check.Account.ObjectId}", check, BotJson.Default.LinkToCheck)], Ct);

        await WisAsync(wereld, gast);

        Assert.Empty(Alles.With(await Alles.OfAsync(wereld.Store), [gast, check.Account.ObjectId]));
    }

    private IReadOnlyList<string> _names = [];

    private async Task EraseAndCheckAsync(Persoonswereld wereld, string adres)
    {
        _names = await wereld.NamesOfAsync(adres);
        var id = await wereld.IdAsync(adres);
        await wereld.StopAsync(adres);
        var hers = await wereld.Get<TussenevaluatieStore>().ZakenOfStudentAsync(id, Ct).ToListAsync(Ct);
        var before = await Alles.OfAsync(wereld.Store);
        var register = await wereld.RegisterAsync();

        await WisAsync(wereld, adres);

        var after = await Alles.OfAsync(wereld.Store);
        Assert.Empty(Alles.With(after, _names));
        // What did not name the person is as it was, to the byte; versions of the register have a successor, and the marks are new.
        string[] follow = [.. _names, .. hers];
        static bool IsMoved(string key) => key.StartsWith("register/", StringComparison.Ordinal) || key.StartsWith("gewist/", StringComparison.Ordinal)
            || key.StartsWith("tussenevaluaties/gevolgd", StringComparison.Ordinal) || key.StartsWith("leases/", StringComparison.Ordinal);
        var untouched = before.Where(d => !IsMoved(d.Key) && Alles.With(new Dictionary<string, string> { [d.Key] = d.Value }, follow).Count == 0).ToDictionary();
        Assert.True(untouched.Count > 100);
        Assert.All(untouched, d => Assert.Equal(d.Value, after.GetValueOrDefault(d.Key)));
        Assert.All(after.Where(d => !IsMoved(d.Key)), d => Assert.True(before.ContainsKey(d.Key) || d.Key.Contains(PersonId.Gewist.ToString(), StringComparison.Ordinal)));
        Assert.Equal(Json(register.Data.Without(id)), Json((await wereld.RegisterAsync()).Data));
        // And the others go on.
        await wereld.WorkAsync();
    }

    private static async Task WisAsync(Persoonswereld wereld, string adres)
    {
        var (code, uit, fouten) = await wereld.RunAsync(["persoon", "wis", adres, "--ja"]);
        Assert.Equal((0, ""), (code, fouten));
        Assert.Contains("Deze persoon is gewist.", uit, StringComparison.Ordinal);
    }

    private static Isop.Core.Bezorging.Bezorging Laat(PersonId person) => Isop.Core.Bezorging.Bezorging.From(
        new BezorgIntent { Due = DateTimeOffset.UnixEpoch, Person = person, Kind = Kaarten.Formulier, Case = "zaak", Occasion = "laat" }, DateTimeOffset.UnixEpoch);

    private static string Json(RegisterData data) => System.Text.Json.JsonSerializer.Serialize(data, CoreJson.Default.RegisterData);

    private static string FileOf(Persoonswereld wereld) => wereld.Connection["Data Source=".Length..];

    private static byte[] ReadOpen(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A worker that leads.</summary>
    private sealed class LeaseHolder(Persoonswereld wereld) : IAsyncDisposable
    {
        private readonly Lease _lease = new(wereld.Store, "bezorging", wereld.Clock);

        public async Task HoldAsync() => Assert.True(await _lease.TryHoldAsync(Ct));

        public ValueTask DisposeAsync()
        {
            _lease.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
