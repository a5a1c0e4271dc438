using Isop.Core;
using Isop.Core.Bezoeken;
using Isop.Core.Certificaten;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Tests.BureauPages;
using Isop.Tests.StageEvaluaties.Rapporten;
using Bezetting = Isop.Tests.Toegang.Bezetting;

namespace Isop.Tests.Api;

/// <summary>One of each thing that the API tells, so that every role can be asked for it.</summary>
internal sealed record ApiGegevens
{
    public const string Jaar = "2026-2027";

    /// <summary>Gijs's first visit of the blok.</summary>
    public required string Bezoek { get; init; }
    public required string Bijeenkomst { get; init; }

    /// <summary>Of the werkplekbegeleider of Gijs.</summary>
    public required Certificaatnummer Certificaat { get; init; }
    public required string Rapport { get; init; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ApiGegevens> MaakAsync(BureauHost host)
    {
        var store = host.Get<IDocumentStore>();
        var register = await host.Registers.CurrentAsync(Ct);
        var coach = (await host.PersonAsync(Bezetting.Address("studiecoach"))).Id;
        var gijs = (await host.PersonAsync(Proefregister.Gijs)).Id;
        var jaar = (await host.Get<BezoekStore>().FindAsync(coach, Jaar, Ct))!;
        return new ApiGegevens
        {
            Bezoek = $"{jaar.Id}~{jaar.Bezoeken.First(b => b.Student == gijs).Id}", Bijeenkomst = await BijeenkomstAsync(store, register),
            Certificaat = await CertificaatAsync(host), Rapport = await RapportAsync(store),
        };
    }

    private static async Task<string> BijeenkomstAsync(IDocumentStore store, RegisterSnapshot register)
    {
        var id = Intervisiereeks.IdOf("L1", Jaar);
        var partition = IntervisieStore.PartitionOf(id);
        var was = await store.ReadAsync(partition, IntervisieStore.ReeksRow, CoreJson.Default.Intervisiereeks, Ct);
        var leerteam = register.Data.Leerteams[0];
        var reeks = (was?.Value ?? new Intervisiereeks
        {
            Id = id, Leerteam = leerteam.Code, Naam = leerteam.Naam, Organisaties = leerteam.Organisaties, Begeleider = leerteam.Begeleider, Studiejaar = Jaar,
            Van = new(2026, 8, 31), Tot = new(2027, 7, 16), Eindigt = DateTimeOffset.UnixEpoch.AddYears(57), GewektTot = DateTimeOffset.UnixEpoch,
        }) with
        {
            Bijeenkomsten =
            [
                new Bijeenkomst
                {
                    Id = "1", Datum = new(2026, 12, 8), Tijd = new(15, 30), Minuten = 90, Plaats = "teamkamer", Thema = "Grenzen stellen", Leider = leerteam.Begeleider,
                    Gewijzigd = DateTimeOffset.UnixEpoch,
                },
            ],
        };
        Assert.IsType<CommitResult.Committed>(
            await store.CommitAsync(partition, [Documents.Save(IntervisieStore.ReeksRow, reeks, was, CoreJson.Default.Intervisiereeks)], Ct));
        return $"{id}~1";
    }

    private static async Task<Certificaatnummer> CertificaatAsync(BureauHost host)
    {
        var nummer = Certificaatnummer.Trek();
        var houder = await host.PersonAsync(Bezetting.Address("werkplekbegeleider"));
        var facts = new Certificaat
        {
            Nummer = nummer, Training = "t1", Soort = "opfriscursus", Titel = "Opfriscursus werkplekbegeleiders", Omschrijving = "heeft de opfriscursus gevolgd",
            Dagen = [new(2026, 10, 7)], Waar = "De Linde, Ulft", Studiejaar = Jaar, Uitgever = "Partnerschap ISOP", Ondertekenaar = "Onderwijsbureau ISOP",
            Functie = "namens de opleidingen en de besturen", Verstrekt = new(2026, 10, 20), GeldigTot = new(2028, 7, 31), Sjabloon = 1,
            Adres = new Uri($"https://isop.test/c/{nummer}"), Statusplek = new Statusplek(Jaar, 7),
        };
        var uitgifte = new Uitgifte(facts, new Certificaathouder(nummer, houder.Id, houder.Naam, houder.Email), [1, 2, 3], "eyJ.e.s");
        Assert.True(await host.Get<CertificaatStore>().GeefUitAsync(uitgifte, [], Ct));
        return nummer;
    }

    /// <summary>A report of De Linde with a figure, a band and what is hidden for two reasons, and the partnership's beside it.</summary>
    private static async Task<string> RapportAsync(IDocumentStore store)
    {
        var items = StandaardVragen.Take(4).ToList();
        var eenheid = Proefrapport.Van(
            Proefrapport.Toon(items[0], 0, 1, 4, 9, 6), Proefrapport.Band(items[1], Bandhoogte.Hoog),
            Proefrapport.Verborgen(items[2], new Verborgenreden.TeWeinigPersonen("2027-2028")), Proefrapport.Verborgen(items[3], new Verborgenreden.Aanvullend())) with
        {
            Studiejaar = Jaar,
        };
        var stand = new Jaaruitgavestand { Studiejaar = Jaar, Op = DateTimeOffset.UnixEpoch };
        var sleutel = Rapportsleutel.Eenheid("O1").ToString();
        await store.CommitAsync(new Partition(GolfStore.Table, "jaren"), [Documents.Add(Jaar, stand, CoreJson.Default.Jaaruitgavestand)], Ct);
        await store.CommitAsync(
            new Partition(GolfStore.Table, $"rapport:{Jaar}"),
            [
                Documents.Add(sleutel, eenheid, CoreJson.Default.Rapport),
                Documents.Add(Rapportsleutel.Partnerschap.ToString(), eenheid with { Punten = [Proefrapport.Toon(items[0], 10, 20, 30, 40, 50)] }, CoreJson.Default.Rapport),
            ],
            Ct);
        return sleutel;
    }

    private static IEnumerable<string> StandaardVragen => VragenlijstCatalog.Defaults.Applied.SelectMany(l => l.Stellingen()).Select(i => i.Id).Distinct();
}
