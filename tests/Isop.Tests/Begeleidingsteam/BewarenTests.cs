using System.Text;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.Backup;
using Isop.Tests.Storage;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Begeleidingsteam.Proefbegin;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Begeleidingsteam;

/// <summary>What is kept of the start of a stage: how long, for whose export, and what an erasure and a restore make of it.</summary>
public sealed class BewarenTests
{
    private static readonly DrieRegels MetNaam = Regels with { Wie = "Ik ken Fatima Yildiz al." };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_document_has_a_retention_and_a_kennismaking_goes_a_year_after_the_stage()
    {
        await using var w = await OpAsync(8, 25);
        var end = (await w.BeginAsync())!.Eindigt;
        Assert.Equal(AmsterdamTime.StartOf(new DateOnly(2027, 1, 30)), end);
        await foreach (var (partition, document) in w.Between.Inner.Whole().ReadTableAsync("begeleidingsteam", Ct))
        {
            Assert.NotNull(Bewaartabel.Find(partition, document.Row));
        }

        await new Opruiming(w.Between.Inner).RunAsync(end.AddDays(365), Ct);
        Assert.NotNull(await w.BeginAsync());
        await new Opruiming(w.Between.Inner).RunAsync(end.AddDays(365).AddHours(1), Ct);
        Assert.Null(await w.BeginAsync());
    }

    [Fact]
    public async Task The_student_exports_the_lines_and_a_werkplekbegeleider_only_that_there_was_a_card()
    {
        await using var w = await OpAsync(8, 25);
        (await w.SchrijfAsync(Regels)).Changed();

        Assert.Contains(Regels.Wie, await ExportAsync(w, Gijs), StringComparison.Ordinal);
        var mentor = await ExportAsync(w, Fatima);
        Assert.Contains(Id, mentor, StringComparison.Ordinal);
        Assert.DoesNotContain(Regels.Wie, mentor, StringComparison.Ordinal);
        Assert.Equal("", await ExportAsync(w, Opleider));
    }

    [Fact]
    public async Task Of_an_erased_student_nothing_is_left_and_of_an_erased_werkplekbegeleider_no_name()
    {
        await using var w = await OpAsync(8, 25);
        (await w.SchrijfAsync(MetNaam)).Changed();
        var whole = await ErasedAsync(w, Gijs);
        Assert.All(whole.Where(t => t.Table == "begeleidingsteam"), t => Assert.IsType<Spoor.Eigen>(t.Spoor));
        Assert.Contains(whole, t => t.Table == "begeleidingsteam");

        var kept = Assert.IsType<Spoor.Genoemd>(Assert.Single(await ErasedAsync(w, Fatima), t => t.Table == "begeleidingsteam").Spoor);
        var body = Encoding.UTF8.GetString(kept.Body);
        Assert.Contains("Ik ken [gewist] al.", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Fatima.ToString(), body, StringComparison.Ordinal);
        Assert.Contains(Gijs.ToString(), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restore_the_register_is_followed_again_and_nobody_gets_a_card_twice()
    {
        await using var w = await OpAsync(8, 25);
        var backup = await BackupWereld.BytesAsync(w.Between.Inner);
        await using var empty = TestStores.Memory();
        await BackupWereld.RestoreAsync(empty, backup);

        var wakes = await new Agendas(empty).Wekkers.DueAsync(BackupWereld.Now, Ct).ToListAsync(Ct);
        Assert.Contains(wakes, i => (i.Entry.About, i.Entry.Target) == (BegeleidingsteamPlanning.Capability, TussenevaluatiePlanning.RegisterWake));
        Assert.Equal(0, await w.Begeleidingsteam.WakeAsync([TussenevaluatiePlanning.RegisterWake], w.Now, Ct));
    }

    private static async Task<string> ExportAsync(Wereld w, PersonId who)
    {
        var adres = Basis.Find(who)!.Email;
        var dossier = await new Persoonsexport(w.Between.Inner, w.Registers, w.Zaken).ReadAsync(adres, new LeesrechtOptions(), Ct);
        return dossier!.Bestanden.TryGetValue("begeleidingsteam", out var documents) ? documents.ToJsonString() : "";
    }

    private static async Task<List<(string Table, Spoor Spoor)>> ErasedAsync(Wereld w, PersonId who)
    {
        var wie = await new Persoonszoeker(w.Between.Inner, w.Registers).FindAsync(Basis.Find(who)!.Email, Ct);
        var herkenning = new Herkenning(wie!);
        List<(string, Spoor)> found = [];
        await foreach (var (partition, document) in w.Between.Inner.Whole().ReadTableAsync("begeleidingsteam", Ct))
        {
            if (herkenning.Of(partition, document) is not Spoor.Geen and var spoor)
            {
                found.Add((partition.Table, spoor));
            }
        }

        return found;
    }
}
