using Isop.Bot.Certificaten.Controle;
using Isop.Core.Certificaten;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Certificaten.Controle;

/// <summary>The page on a real server, with certificates that were issued into its store.</summary>
internal sealed class ControleHost : IAsyncDisposable
{
    public static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, .. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];

    private ControleHost(WebHost web) => Web = web;

    public WebHost Web { get; }
    public CertificaatStore Certificaten => Web.Services.GetRequiredService<CertificaatStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ControleHost> StartAsync(Action<WebApplicationBuilder>? build = null) => new(await WebHost.StartAsync(
        build: b =>
        {
            b.Services.AddIsopCore();
            build?.Invoke(b);
        },
        map: a => a.MapCertificaatControle()));

    /// <summary>Issues one; what a test is about it changes.</summary>
    public async Task<Certificaatnummer> GeefUitAsync(Func<Certificaat, Certificaat>? with = null, string naam = "Mia Smit-Özgür", Certificaatnummer? nummer = null)
    {
        var number = nummer ?? Certificaatnummer.Trek();
        var facts = new Certificaat
        {
            Nummer = number, Training = "t1", Soort = "opfriscursus", Titel = "Opfriscursus werkplekbegeleiders",
            Omschrijving = "heeft de opfriscursus voor werkplekbegeleiders gevolgd", Dagen = [new(2026, 10, 7), new(2026, 10, 14)], Minuten = 390,
            Waar = "Basisschool De Linde, Ulft", Inhoud = "Gesprekken voeren", Studiejaar = "2026-2027", Uitgever = "Partnerschap ISOP",
            Ondertekenaar = "Onderwijsbureau ISOP", Functie = "namens de opleidingen en de besturen", Verstrekt = new(2026, 10, 20),
            GeldigTot = new(2027, 10, 20), Sjabloon = 1, Adres = new Uri($"https://isop.test/c/{number}"), Statusplek = new Statusplek("2026-2027", 7),
        };
        facts = with?.Invoke(facts) ?? facts;
        var houder = new Certificaathouder(number, PersonId.From(new Guid(1, 0, 0, new byte[8])), naam, "mia.smit@school.example");
        Assert.True(await Certificaten.GeefUitAsync(new Uitgifte(facts, houder, Pdf, "eyJ.e.s"), [], Ct));
        return number;
    }

    public async Task DoeAsync(Certificaatnummer nummer, Certificaatopdracht opdracht) =>
        Assert.IsType<Certificaatbesluit.Gewijzigd>(await Certificaten.DecideAsync(nummer, opdracht, WebHost.Start, Ct));

    public Task TrekInAsync(Certificaatnummer nummer, string reden = "de evaluatie is nooit gedeeld") =>
        DoeAsync(nummer, new Certificaatopdracht.TrekIn(reden, "bureau:geheim", new DateOnly(2026, 11, 20), WebHost.Start));

    public async Task<Certificaatnummer> VervangAsync(Certificaatnummer nummer)
    {
        var opvolger = Certificaatnummer.Trek();
        await DoeAsync(nummer, new Certificaatopdracht.Vervang("Mia Özgür", opvolger, "bureau:geheim", new DateOnly(2026, 11, 21), WebHost.Start));
        return opvolger;
    }

    public Device NewDevice() => Web.NewDevice();

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
