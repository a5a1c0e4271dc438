using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Intervisie;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Tests.Bezoeken;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Intervisie;

/// <summary>
/// Leerteam De Linde, guided by Fatima with opleider Olga: four of the pabo, two of the mbo, one Ad, one guest of elsewhere, all there on
/// Tuesday but Sam; and leerteam De Esdoorn, guided by its own opleider Bram, with two students. Study year 2026-2027 with two blokken.
/// </summary>
internal static class Proefintervisie
{
    public static readonly PersonId Sam = Id(121);
    public static readonly PersonId Mees = Id(122);
    public static readonly PersonId Mia = Id(123);
    public static readonly PersonId Ada = Id(124);
    public static readonly PersonId Tom = Id(125);
    public static readonly PersonId Una = Id(126);

    /// <summary>With a "/", as a code may have.</summary>
    public const string Code = "L/1";

    public static string ReeksId => Intervisiereeks.IdOf(Code, Jaar);

    public static Kaartmoment Kaartmoment => new(new KaartmomentOptions());

    public static RegisterData Data => new()
    {
        Besturen = [new Bestuur("B1", "Stichting De Linde")],
        Organisaties = [Organisatie("O1", "De Linde", "Ulft", "7071 AA"), Organisatie("O2", "De Esdoorn", "Varsseveld", "7051 AA")],
        Personen =
        [
            Persoon(Olga, "Olga Bos"), Persoon(Bram, "Bram de Boer"), Persoon(Fatima, "Fatima Yildiz"), Persoon(Cas, "Cas Prins"), Persoon(Dina, "Dina Dekker"),
            Persoon(Gijs, "Gijs de Vries"), Persoon(Ipek, "Ipek Kaya"), Persoon(Noor, "Noor Smit"), Persoon(Sam, "Sam Vos"), Persoon(Jop, "Jop Kok"), Persoon(Mees, "Mees Bouw"),
            Persoon(Lot, "Lot Mol"), Persoon(Mia, "Mia Sport"), Persoon(Ada, "Ada Kamp"), Persoon(Tom, "Tom Berg"), Persoon(Una, "Una Laat"),
        ],
        Studenten =
        [
            Of(Gijs, 1, "pabo-vt"), Of(Ipek, 2, "pabo-vt"), Of(Noor, 3, "pabo-dt"), Of(Sam, 4, "zij-instroom"), Of(Jop, 5, "mbo4-oa"), Of(Mees, 6, "mbo3-pm"), Of(Lot, 7, "ad-pep"),
            Of(Mia, 8, "gast: sport en bewegen"), Of(Ada, 9, "pabo-vt"), Of(Tom, 10, "mbo4-oa"), Of(Una, 11, "pabo-vt"),
        ],
        Stages =
        [
            At(Gijs, 1, DayOfWeek.Tuesday, DayOfWeek.Wednesday), At(Ipek, 2, DayOfWeek.Tuesday), At(Noor, 3, DayOfWeek.Tuesday, DayOfWeek.Thursday), At(Sam, 4, DayOfWeek.Monday),
            At(Jop, 5, DayOfWeek.Monday, DayOfWeek.Tuesday), At(Mees, 6, DayOfWeek.Tuesday), At(Lot, 7, DayOfWeek.Tuesday), At(Mia, 8, DayOfWeek.Tuesday, DayOfWeek.Friday),
            Stage(Ada, 9, "O2", Bram, DayOfWeek.Wednesday), Stage(Tom, 10, "O2", Bram, DayOfWeek.Wednesday),
            // Comes in the second half of the year.
            Stage(Una, 11, "O1", Olga, DayOfWeek.Tuesday) with { Id = "6000011:O1:2027-02-01", Van = new DateOnly(2027, 2, 1), Tot = new DateOnly(2027, 7, 2) },
        ],
        Leerteams = [new Leerteam(Code, "Leerteam De Linde", ["O1"], Fatima), new Leerteam("L2", "Leerteam De Esdoorn", ["O2"], Bram)],
        Kalender =
        [
            .. Proefbezoek.Data.Kalender,
            new KalenderRegel(KalenderSoort.Vakantie, "Voorjaarsvakantie", new DateOnly(2027, 2, 22), new DateOnly(2027, 2, 26), null, null, null),
            new KalenderRegel(KalenderSoort.Studiedag, "Studiedag", new DateOnly(2026, 9, 22), new DateOnly(2026, 9, 22), null, null, "O1"),
            new KalenderRegel(KalenderSoort.Veldcontactdag, "Veldcontactdag", new DateOnly(2026, 12, 8), new DateOnly(2026, 12, 8), null, null, null),
        ],
    };

    /// <summary>On Monday 31 August 2026 at nine, with the register applied.</summary>
    public static Task<Wereld> BeginAsync(RegisterData? data = null, DateTimeOffset? at = null) =>
        Wereld.StartAsync(new Proefstage { Veranderd = _ => new RegisterSnapshot("v1", data ?? Data) }, at: at ?? Wereld.At(8, 31));

    /// <summary>Every three weeks on Tuesday at half past two, agreed.</summary>
    public static async Task<Wereld> PlannedAsync(RegisterData? data = null)
    {
        var w = await BeginAsync(data);
        var dates = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Bekijk de data", ("themas", "Omgaan met druk gedrag\nSamenwerken met ouders"));
        await w.PressAsync(dates, "Zo plannen");
        return w;
    }

    public static async Task<Intervisiereeks> ReeksAsync(this Wereld w, string code = Code) =>
        (await w.Intervisie.FindAsync(Intervisiereeks.IdOf(code, Jaar), TestContext.Current.CancellationToken))!;

    public static async Task<Bijeenkomst> KeerAsync(this Wereld w, int number) => (await w.ReeksAsync()).Bijeenkomsten.Where(b => b.Staat == Bijeenkomststaat.Gepland).ElementAt(number);

    public static string Zaak(this Bijeenkomst b) => Intervisiekaarten.ZaakVan(ReeksId, b.Id);

    public static async Task<Intervisiebesluit> DecideAsync(this Wereld w, Intervisieopdracht opdracht, string code = Code)
    {
        var ct = TestContext.Current.CancellationToken;
        return (await w.Intervisie.DecideAsync(Intervisiereeks.IdOf(code, Jaar), opdracht, await w.Registers.CurrentAsync(ct), w.Now, ct))!;
    }

    public static Intervisiebesluit.Gewijzigd Changed(this Intervisiebesluit besluit) =>
        besluit as Intervisiebesluit.Gewijzigd ?? throw new InvalidOperationException($"It changed nothing: {besluit}");

    public static Intervisieweigering Refused(this Intervisiebesluit besluit) => Assert.IsType<Intervisiebesluit.Geweigerd>(besluit).Reden;

    public static IReadOnlyList<BezorgIntent> Told(this Intervisiebesluit.Gewijzigd besluit, PersonId person) =>
        [.. besluit.Intents.OfType<BezorgIntent>().Where(i => i.Person == person)];

    public static Intervisieritme Ritme(DayOfWeek dag = DayOfWeek.Tuesday, Hoevaak hoevaak = Hoevaak.ElkeDrieWeken) =>
        new() { Dag = dag, Tijd = new TimeOnly(14, 30), Minuten = 60, Hoevaak = hoevaak };

    private static Student Of(PersonId id, int n, string opleiding) => new()
    {
        Persoon = id, Studentnummer = $"60000{n}", Opleiding = Opleiding.Parse(opleiding), Leerjaar = 2, Studiecoach = Cas,
    };

    private static Stage At(PersonId student, int n, params IReadOnlyList<DayOfWeek> dagen) => Stage(student, n, "O1", Olga, dagen);
}
