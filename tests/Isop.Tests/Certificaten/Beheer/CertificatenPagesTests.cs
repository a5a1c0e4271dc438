using System.Net;
using System.Text;
using Isop.Bot.Bureau;
using Isop.Bot.Certificaten.Beheer;
using Isop.Core;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.BureauPages;
using Isop.Tests.Web;

namespace Isop.Tests.Certificaten.Beheer;

/// <summary>The onderwijsbureau's pages of trainings and certificates, and a person's own. Which role gets in at all is walked in MatrixTests.</summary>
public sealed class CertificatenPagesTests
{
    private const string Id = "00000000000000b1";
    private const string Issue = $"{TrainingBeheerEndpoints.Path}/verstrek";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_complete_training_is_issued_from_the_list_once_however_often_the_button_is_pressed()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await CompleteAsync(host);
        var list = await device.OpenAsync(TrainingBeheerEndpoints.Path);
        Assert.Contains("2 certificaten te verstrekken", list.MainText(), StringComparison.Ordinal);
        Assert.Equal(TrainingBeheerEndpoints.Van(Id) + "?gedaan=verstrekt", (await device.PressAsync(list, Issue, ("training", Id))).LeadsTo());
        await device.PressAsync(list, Issue, ("training", Id));
        var fatima = (await host.PersonAsync(Proefregister.Fatima)).Id;
        Assert.Single(await host.Get<CertificaatStore>().VanPersoonAsync(fatima, Ct));
        Assert.Contains("2 certificaten verstrekt", (await device.OpenAsync(TrainingBeheerEndpoints.Van(Id))).MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_complete_is_not_issued_and_says_why()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await CompleteAsync(host, passedOn: false);
        var page = await device.OpenAsync(TrainingBeheerEndpoints.Van(Id));
        Assert.DoesNotContain("Goed geholpen", page.MainText(), StringComparison.Ordinal);
        var list = await device.OpenAsync(TrainingBeheerEndpoints.Path);
        var refused = await device.PressAsync(list, Issue, ("training", Id));
        refused.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Er mist nog iets", (await Device.HtmlAsync(refused)).MainText(), StringComparison.Ordinal);
        (await device.PressAsync(list, Issue)).MustBe(HttpStatusCode.UnprocessableEntity);

        await device.PressAsync(page, $"{TrainingBeheerEndpoints.Van(Id)}/doorgeven");
        Assert.Contains("Goed geholpen", (await device.OpenAsync(TrainingBeheerEndpoints.Van(Id))).MainText(), StringComparison.Ordinal);
        (await device.PressAsync(list, Issue, ("training", Id))).MustBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_name_is_corrected_a_certificate_revoked_and_bad_input_keeps_what_was_typed()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var nummer = await IssuedAsync(host, Proefregister.Bram);
        var path = CertificaatBeheerEndpoints.Van(nummer);
        var page = await device.OpenAsync(path);
        foreach (var (what, text, why) in new[] { ("intrekken", " ", "Schrijf waarom"), ("vervangen", new string('x', 121), "Maak de tekst korter"), ("naam", "", "Zet eerst een vinkje"), ("onzin", "", "Zet eerst een vinkje") })
        {
            var refused = await device.PressAsync(page, path, ("wat", what), ("tekst", text));
            refused.MustBe(HttpStatusCode.UnprocessableEntity);
            var shown = await Device.HtmlAsync(refused);
            Assert.Contains(why, shown.MainText(), StringComparison.Ordinal);
            Assert.True(what != "vervangen" || shown.QuerySelector("#naam")!.GetAttribute("value") == text);
        }

        Assert.EndsWith("gedaan=vervangen", (await device.PressAsync(page, path, ("wat", "vervangen"), ("tekst", "Bram de Boer-Öz"))).LeadsTo(), StringComparison.Ordinal);
        var bram = (await host.PersonAsync(Proefregister.Bram)).Id;
        var held = Assert.Single(await host.Get<CertificaatStore>().VanPersoonAsync(bram, Ct), b => b.Stand.Staat);
        Assert.Equal(("Bram de Boer-Öz", nummer), (held.Houder!.Naam, held.Certificaat.Vervangt));
        var next = CertificaatBeheerEndpoints.Van(held.Certificaat.Nummer);
        Assert.EndsWith("gedaan=ingetrokken", (await device.PressAsync(await device.OpenAsync(next), next, ("wat", "intrekken"), ("tekst", "<b>Vergissing</b>"))).LeadsTo(), StringComparison.Ordinal);
        Assert.Contains("<b>Vergissing</b>", (await device.OpenAsync(next)).MainText(), StringComparison.Ordinal);
        Assert.Null((await device.OpenAsync(next)).QuerySelector("main b"));
        Assert.Equal(2, (await device.OpenAsync($"{CertificaatBeheerEndpoints.Path}?zoek=boer")).QuerySelectorAll("tbody tr").Length);
        Assert.Equal(next, (await device.GetAsync($"{CertificaatBeheerEndpoints.Path}?zoek={Uri.EscapeDataString(held.Certificaat.Adres.AbsoluteUri)}")).LeadsTo());
        Assert.Contains("ingetrokken", Encoding.UTF8.GetString(await (await device.GetAsync($"{CertificaatBeheerEndpoints.Path}/certificaten.csv?jaar=2026-2027")).Content.ReadAsByteArrayAsync(Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_a_name_takes_it_off_every_page()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var nummer = await IssuedAsync(host, Proefregister.Bram);
        var path = CertificaatBeheerEndpoints.Van(nummer);
        await device.PressAsync(await device.OpenAsync(path), path, ("wat", "naam"), ("zeker", "ja"));
        foreach (var page in new[] { path, $"/c/{nummer}", CertificaatBeheerEndpoints.Path })
        {
            Assert.DoesNotContain("Bram", (await device.OpenAsync(page)).MainText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_misses_a_training_is_listed_and_reminded_once_a_month()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await IssuedAsync(host, Proefregister.Bram);
        var list = await device.OpenAsync($"{TrainingBeheerEndpoints.DeelnamePath}?mist=basistraining");
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        var fatima = (await host.PersonAsync(Proefregister.Fatima)).Id;
        for (var twice = 0; twice < 2; twice++)
        {
            (await device.PressAsync(list, TrainingBeheerEndpoints.DeelnamePath, ("persoon", fatima.ToString()))).LeadsTo();
        }

        var told = await host.Get<IDocumentStore>().ReadRangeAsync(new Partition("bezorgingen", $"{fatima}"), RowRange.Prefix("b:"), CoreJson.Default.Bezorging, Ct).ToListAsync(Ct);
        Assert.Single(told, b => b.Document.Value.Kind == Trainingskaarten.Nodig);
        Assert.DoesNotContain("gedaan=herinnerd", (await device.PressAsync(list, TrainingBeheerEndpoints.DeelnamePath, ("persoon", "onzin"))).LeadsTo(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_downloads_her_own_and_nobody_elses()
    {
        await using var host = await BureauHost.WithRegisterAsync(environment: "Production");
        var nummer = await IssuedAsync(host, Proefregister.Fatima);
        var other = (await host.Get<CertificaatStore>().VanPersoonAsync((await host.PersonAsync(Proefregister.Bram)).Id, Ct))[0].Certificaat.Nummer;
        using var fatima = await host.Web.SignedInDeviceOf(await host.PersonAsync(Proefregister.Fatima));
        Assert.Contains("Opfriscursus werkplekbegeleiders", (await fatima.OpenAsync("/certificaten")).MainText(), StringComparison.Ordinal);
        var pdf = await fatima.GetAsync($"/certificaten/mijn/{nummer}/certificaat.pdf");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        Assert.Equal((await host.Get<CertificaatStore>().FindAsync(nummer, Ct))!.Stand.Pdf, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await pdf.Content.ReadAsByteArrayAsync(Ct))));
        (await fatima.GetAsync($"/certificaten/mijn/{nummer}/badge.jwt")).MustBe(HttpStatusCode.OK);
        var year = await fatima.GetAsync("/certificaten/jaar/2026-2027");
        Assert.Equal("application/pdf", year.Content.Headers.ContentType!.MediaType);
        var text = string.Join('\n', Pdf.PdfTools.Pages(await year.Content.ReadAsByteArrayAsync(Ct)));
        Assert.Contains("Fatima Yıldız begeleidde in het studiejaar 2026-2027 2 studenten", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Gijs", text, StringComparison.Ordinal);
        (await fatima.GetAsync($"/certificaten/mijn/{other}/certificaat.pdf")).MustBe(HttpStatusCode.NotFound);
        (await fatima.GetAsync($"/certificaten/mijn/{other}/badge.jwt")).MustBe(HttpStatusCode.NotFound);
        using var nobody = host.NewDevice();
        Assert.NotEqual(HttpStatusCode.OK, (await nobody.GetAsync($"/certificaten/mijn/{nummer}/certificaat.pdf")).StatusCode);
    }

    private static async Task<Certificaatnummer> IssuedAsync(BureauHost host, string email)
    {
        await CompleteAsync(host);
        var register = await host.Registers.CurrentAsync(Ct);
        await host.Get<TrainingStore>().DecideAsync(Id, new Trainingsopdracht.Verstrek("bureau"), register, host.Now, Ct);
        await host.Get<Core.Bezorging.Planning>().RunAsync(host.Now, Ct);
        return (await host.Get<CertificaatStore>().VanPersoonAsync((await host.PersonAsync(email)).Id, Ct))[0].Certificaat.Nummer;
    }

    /// <summary>An opfriscursus at De Linde a week ago, of which Fatima and Bram were there and Fatima answered.</summary>
    private static async Task CompleteAsync(BureauHost host, bool passedOn = true)
    {
        var (store, register, olga) = (host.Get<TrainingStore>(), await host.Registers.CurrentAsync(Ct), (await host.PersonAsync(Proefregister.Olga)).Id);
        var day = AmsterdamTime.DateOf(host.Now).AddDays(-7);
        await store.MaakAsync(
            new Trainingsaanmelding { Id = Id, Van = olga, Soort = "opfriscursus", Organisaties = ["O1"], Datums = [day], Begin = new TimeOnly(15, 30), Einde = new TimeOnly(17, 0) },
            register, host.Now, Ct);
        await store.DecideAsync(Id, new Trainingsopdracht.MeldAanwezig(olga, 0, ["1", "2"], ["1", "2"]), register, host.Now, Ct);
        await store.DecideAsync(Id, new Trainingsopdracht.ZetInhoud(olga, "Feedback geven."), register, host.Now, Ct);
        foreach (var email in new[] { Proefregister.Fatima, Proefregister.Bram })
        {
            await store.AntwoordAsync(Id, (await host.PersonAsync(email)).Id, new Dictionary<string, int> { ["trainer"] = 5 }, new Dictionary<string, string> { ["meenemen"] = "Goed geholpen" }, register, host.Now, Ct);
        }

        if (passedOn)
        {
            await store.DecideAsync(Id, new Trainingsopdracht.GeefDoor(olga, "olga"), register, host.Now, Ct);
        }
    }
}
