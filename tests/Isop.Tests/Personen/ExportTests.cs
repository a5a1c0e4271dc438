using System.IO.Compression;
using System.Text.RegularExpressions;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using static Isop.Tests.Personen.Persoonswereld;

namespace Isop.Tests.Personen;

/// <summary>"persoon export", through the same composition as the process.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = TestStores.NewFolder();
    private Persoonswereld _wereld = null!;

    public async ValueTask InitializeAsync() => _wereld = await SqliteAsync();

    public async ValueTask DisposeAsync()
    {
        await _wereld.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_student_gets_her_own_form_and_notes_and_what_the_mentor_wrote_once_both_are_in()
    {
        var files = await ExportAsync(Sanne);

        var cases = files["gegevens/tussenevaluaties.json"];
        Assert.Contains($"eigen antwoord van {Sanne}", cases, StringComparison.Ordinal);
        Assert.Contains($"notitie van {Sanne}", cases, StringComparison.Ordinal);
        Assert.Contains($"antwoord van de mentor over {Sanne}", cases, StringComparison.Ordinal);
        Assert.Contains($"eigen regel van {Sanne}", files["gegevens/begeleidingsteam.json"], StringComparison.Ordinal);
        Assert.Contains("Sanne Wolters", files["gegevens/register.json"], StringComparison.Ordinal);
        Assert.All(
            ["bezorgingen", "bezorgproblemen", "gesprekken", "koppelingen", "links", "meldingen", "sessies", "inzage"],
            table => Assert.Contains($"gegevens/{table}.json", files.Keys));
        Assert.Matches(new Regex("16 november 2026</td><td>Fatima Y(ı|&#305;)ld(ı|&#305;)z"), files["overzicht.html"]);
    }

    [Fact]
    public async Task Nothing_that_is_private_to_another_is_in_it()
    {
        var student = string.Join('\n', (await ExportAsync(Ibrahim)).Values);
        var mentor = string.Join('\n', (await ExportAsync(Fatima)).Values);

        // Fatima's note and draft are hers as long as Ibrahim's own form is not in.
        Assert.Contains($"eigen antwoord van {Ibrahim}", student, StringComparison.Ordinal);
        Assert.DoesNotContain("notitie van Fatima", student, StringComparison.Ordinal);
        Assert.DoesNotContain("antwoord van de mentor", student, StringComparison.Ordinal);
        Assert.DoesNotContain(Sanne, student, StringComparison.Ordinal);
        Assert.Contains($"antwoord van de mentor over {Gijs}", mentor, StringComparison.Ordinal);
        Assert.DoesNotContain("eigen antwoord van", mentor, StringComparison.Ordinal);
        Assert.All([Gijs, Sanne, Ibrahim], s => Assert.DoesNotContain($"notitie van {s}", mentor, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_refused_and_another_persons_messages_are_not_in_it()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("""[{"waarde":"Sanne Wolters"},{"waarde":"Ander Mens"}]"""u8);
        }

        var refused = System.Text.Encoding.UTF8.GetBytes($$"""{"gzip":"{{Convert.ToBase64String(packed.ToArray())}}"}""");
        await _wereld.Store.CommitAsync(new Partition("bureau", "register"), [new Write.Add("fouten", refused)], TestContext.Current.CancellationToken);

        var files = await ExportAsync(Sanne);

        Assert.DoesNotContain("gegevens/bureau.json", files.Keys);
        var mentor = (await _wereld.IdAsync(Noor)).ToString();
        var fatima = (await _wereld.IdAsync(Fatima)).ToString();
        var messages = files.GetValueOrDefault("gegevens/agenda.json") + files["gegevens/bezorgproblemen.json"];
        Assert.DoesNotContain(mentor, messages, StringComparison.Ordinal);
        Assert.DoesNotContain(fatima, messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_student_does_not_learn_when_the_mentor_filled_in()
    {
        var cases = (await ExportAsync(Sanne))["gegevens/tussenevaluaties.json"];

        using var json = System.Text.Json.JsonDocument.Parse(cases);
        var zaak = Assert.Single(json.RootElement.EnumerateArray()).GetProperty("zaak");
        Assert.True(zaak.GetProperty("student").TryGetProperty("op", out _));
        Assert.False(zaak.GetProperty("mentor").TryGetProperty("op", out _));
    }

    [Fact]
    public async Task An_address_of_before_means_the_same_person()
    {
        var files = await ExportAsync(FatimaEerst);

        Assert.Contains(Fatima, files["gegevens/register.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_leaves_one_line_in_the_audit_and_changes_nothing_else()
    {
        var before = await Alles.OfAsync(_wereld.Store);
        await ExportAsync(Sanne);

        var after = await Alles.OfAsync(_wereld.Store);
        var line = Assert.Single(after, d => d.Value.Contains("PersoonGeexporteerd", StringComparison.Ordinal));
        Assert.Contains((await _wereld.IdAsync(Sanne)).ToString(), line.Value, StringComparison.Ordinal);
        Assert.Equal(before, after.Where(d => d.Key != line.Key));
    }

    [Fact]
    public async Task An_unknown_address_and_a_file_that_is_there_already_are_refused()
    {
        var unknown = await _wereld.RunAsync(["persoon", "export", "niemand@nergens.example", "--naar", _folder.FullName]);
        var first = await _wereld.RunAsync(["persoon", "export", Sanne, $"--naar={_folder.FullName}"]);
        var second = await _wereld.RunAsync(["persoon", "export", Sanne, "--naar", _folder.FullName]);

        Assert.Equal((1, 0, 1), (unknown.Code, first.Code, second.Code));
        Assert.Contains("ISOP bewaart niets onder niemand@nergens.example", unknown.Fouten, StringComparison.Ordinal);
        Assert.Contains("bestaat al", second.Fouten, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, string>> ExportAsync(string adres)
    {
        var folder = _folder.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        var (code, _, fouten) = await _wereld.RunAsync(["persoon", "export", adres, "--naar", folder.FullName]);
        Assert.Equal((0, ""), (code, fouten));
        using var zip = ZipFile.OpenRead(Assert.Single(folder.GetFiles("isop-persoon-2026-*.zip")).FullName);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var text = new StreamReader(e.Open());
            return text.ReadToEnd();
        });
    }
}
