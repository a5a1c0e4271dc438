using AngleSharp.Html.Dom;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Tests.BureauPages;
using Isop.Tests.MijnIsop;
using Isop.Tests.StageEvaluaties.Rapporten;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.Kwaliteitsimpulsen;

/// <summary>
/// A site with somebody in every role at De Linde (O1, of B1), a directeur and a bestuurder elsewhere, and the report of De Linde and of its board over
/// last year: low on the time of werkplekbegeleiders, and of De Linde also on how visible the opleider is.
/// </summary>
internal sealed class Impulshost : IAsyncDisposable
{
    public const string Jaar = "2025-2026";
    public const string Rapport = "eenheid:O1";
    public const string Bestuursrapport = "bestuur:B1";
    public const string Punt = "wpb-tijd";
    public const string OverOpleider = "opleider-zichtbaar";
    public const string Elders = "directeur@berk.example";
    public const string BestuurElders = "bestuurder@berk.example";
    public const string Linde = "organisatie:O1";
    public const string Bestuur = "bestuur:B1";

    /// <summary>What a form is filled with.</summary>
    public static readonly (string, string)[] Plan =
        [("doel", "Meer tijd voor gesprekken"), ("maatregel", "Een vast uur per week"), ("norm", "Elke student zegt ja"), ("kijkdatum", "2027-03-01"), ("uitvoerder", "samen")];

    private Impulshost(BureauHost host) => Host = host;

    public BureauHost Host { get; }
    public ImpulsStore Store => Host.Get<ImpulsStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Impulshost> StartAsync()
    {
        var register = Bezetting.Register()
            .Plus("personen", $"{Elders};Dora Elders;Dora;;bureau").Plus("rollen", $"{Elders};directeur;O3;;2026-08-01;")
            .Plus("personen", $"{BestuurElders};Bea Elders;Bea;;bureau").Plus("rollen", $"{BestuurElders};bestuurder;;B2;2026-08-01;");
        var host = new Impulshost(await MijnHost.StartAsync(register));
        await host.ReleaseAsync(Rapport, Proefrapport.Band(Punt, Bandhoogte.Laag), Proefrapport.Band(OverOpleider, Bandhoogte.Laag), Proefrapport.Band("welkom", Bandhoogte.Hoog));
        await host.ReleaseAsync(Bestuursrapport, Proefrapport.Band(Punt, Bandhoogte.Laag));
        return host;
    }

    public static string Address(string rol) => rol.Contains('@', StringComparison.Ordinal) ? rol : Bezetting.Address(rol);

    public async Task<Device> EnterAsync(string rol) => await Host.Web.SignedInDeviceOf(await Host.PersonAsync(Address(rol)));

    public async Task<IHtmlDocument> OpenAsync(string rol, string path)
    {
        using var device = await EnterAsync(rol);
        return await device.OpenAsync(path);
    }

    public static string Uit(string rapport, string punt) => $"{ImpulsEndpoints.Nieuw}?jaar={Jaar}&rapport={Uri.EscapeDataString(rapport)}&punt={punt}";

    /// <summary>As a directeur or a bestuurder made it; answers where it is.</summary>
    public async Task<Kwaliteitsimpuls> MakeAsync(string plek = Linde, Aanleiding? aanleiding = null, Uitvoerder uitvoerder = Uitvoerder.Samen, string doel = "Meer tijd voor gesprekken")
    {
        Assert.True(Impulsplek.TryParse(plek, out var place));
        var maker = await Host.PersonAsync(Address(place.IsBestuur ? "bestuurder" : "directeur"));
        var plan = new Impulsvoorstel(doel, "Een vast uur per week", "Elke student zegt ja", new DateOnly(2027, 3, 1), uitvoerder);
        var besluit = await Store.MaakAsync(new Impulsopdracht.Maak(place, FormId.New(), aanleiding, plan) { Door = maker.Id }, Host.Now, Ct);
        return Assert.IsType<Impulsbesluit.Gewijzigd>(besluit).Impuls;
    }

    public async Task<Kwaliteitsimpuls> FindAsync(Kwaliteitsimpuls impuls) => (await Store.FindAsync(impuls.Plek, impuls.Id, Ct))!;

    /// <summary>All there are, as who reads all sees them.</summary>
    public async Task<IReadOnlyList<Kwaliteitsimpuls>> AllAsync() =>
        await Store.VanAsync(Impulskring.Van(await Host.Registers.CurrentAsync(Ct), (await Host.PersonAsync(Address("kwaliteitszorg"))).Id, new DateOnly(2026, 11, 23)), Ct);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task ReleaseAsync(string sleutel, params Punt[] punten)
    {
        var store = Host.Get<IDocumentStore>();
        var stand = new Jaaruitgavestand { Studiejaar = Jaar, Op = Host.Now, Verteld = true };
        await store.AddIfAbsentAsync(new Partition(GolfStore.Table, "jaren"), [Documents.Add(Jaar, stand, CoreJson.Default.Jaaruitgavestand)], Ct);
        await store.CommitAsync(new Partition(GolfStore.Table, $"rapport:{Jaar}"), [Documents.Add(sleutel, Proefrapport.Van(punten) with { Studiejaar = Jaar }, CoreJson.Default.Rapport)], Ct);
    }
}
