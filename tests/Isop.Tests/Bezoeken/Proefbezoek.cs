using Isop.Bot.Cards;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Tests.Tussenevaluaties;

namespace Isop.Tests.Bezoeken;

/// <summary>
/// Studiecoach Cas with three students at De Linde (opleider Olga) and two at De Esdoorn (opleider Bram), coach Dina without students, and
/// regisseur Rita, in the study year 2026-2027 with two blokken.
/// </summary>
internal static class Proefbezoek
{
    public static readonly PersonId Cas = Id(101);
    public static readonly PersonId Dina = Id(102);
    public static readonly PersonId Rita = Id(103);
    public static readonly PersonId Olga = Id(104);
    public static readonly PersonId Bram = Id(105);
    public static readonly PersonId Fatima = Id(106);
    public static readonly PersonId Gijs = Id(111);
    public static readonly PersonId Ipek = Id(112);
    public static readonly PersonId Noor = Id(113);
    public static readonly PersonId Jop = Id(114);
    public static readonly PersonId Lot = Id(115);

    public const string Jaar = "2026-2027";

    public static string JaarId => Bezoekjaar.IdOf(Cas, Jaar);

    public static RegisterData Data => new()
    {
        Besturen = [new Bestuur("B1", "Stichting De Linde")],
        Organisaties = [Organisatie("O1", "De Linde", "Ulft", "7071 AA"), Organisatie("O2", "De Esdoorn", "Varsseveld", "7051 AA")],
        Personen =
        [
            Persoon(Cas, "Cas Prins"), Persoon(Dina, "Dina Dekker"), Persoon(Rita, "Rita Ros"), Persoon(Olga, "Olga Bos"), Persoon(Bram, "Bram de Boer"),
            Persoon(Fatima, "Fatima Yildiz"), Persoon(Gijs, "Gijs de Vries"), Persoon(Ipek, "Ipek Kaya"), Persoon(Noor, "Noor Smit"), Persoon(Jop, "Jop Kok"),
            Persoon(Lot, "Lot Mol"),
        ],
        Rollen =
        [
            new Rol(Cas, RolSoort.Studiecoach, null, null, new DateOnly(2026, 8, 1), null), new Rol(Dina, RolSoort.Studiecoach, null, null, new DateOnly(2026, 8, 1), null),
            new Rol(Rita, RolSoort.RegisseurStudiecoaching, null, null, new DateOnly(2026, 8, 1), null),
        ],
        Studenten = [Student(Gijs, 1), Student(Ipek, 2), Student(Noor, 3), Student(Jop, 4), Student(Lot, 5)],
        Stages =
        [
            Stage(Gijs, 1, "O1", Olga, DayOfWeek.Tuesday, DayOfWeek.Wednesday), Stage(Ipek, 2, "O1", Olga, DayOfWeek.Tuesday), Stage(Noor, 3, "O1", Olga, DayOfWeek.Tuesday, DayOfWeek.Thursday),
            Stage(Jop, 4, "O2", Bram, DayOfWeek.Monday, DayOfWeek.Tuesday), Stage(Lot, 5, "O2", Bram, DayOfWeek.Monday),
        ],
        Kalender =
        [
            new KalenderRegel(KalenderSoort.Studiejaar, Jaar, new DateOnly(2026, 8, 31), new DateOnly(2027, 7, 16), null, null, null),
            new KalenderRegel(KalenderSoort.Blok, "Blok 1", new DateOnly(2026, 8, 31), new DateOnly(2026, 11, 6), null, null, null),
            new KalenderRegel(KalenderSoort.Blok, "Blok 2", new DateOnly(2026, 11, 9), new DateOnly(2027, 1, 29), null, null, null),
            new KalenderRegel(KalenderSoort.Vakantie, "Herfstvakantie", new DateOnly(2026, 10, 19), new DateOnly(2026, 10, 23), Vakantieregio.Midden, null, null),
            new KalenderRegel(KalenderSoort.Vakantie, "Kerstvakantie", new DateOnly(2026, 12, 21), new DateOnly(2027, 1, 1), null, null, null),
        ],
    };

    /// <summary>On Monday 31 August 2026 at nine, with the register applied.</summary>
    public static Task<Wereld> StartAsync(RegisterData? data = null) =>
        Wereld.StartAsync(new Proefstage { Veranderd = _ => new RegisterSnapshot("v1", data ?? Data) }, at: Wereld.At(8, 31));

    /// <summary>The coach said when, the planner planned, the coach agreed, and both opleiders accepted.</summary>
    public static async Task<Wereld> AgreedAsync(RegisterData? data = null)
    {
        var w = await ProposedAsync(data);
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        foreach (var opleider in new[] { Olga, Bram })
        {
            await w.PressAsync(await w.OpenAsync(opleider, Bezoekkaarten.Aanvraag, @case: JaarId), "Alles past");
        }

        return w;
    }

    /// <summary>The coach said when and the planner planned.</summary>
    public static async Task<Wereld> ProposedAsync(RegisterData? data = null)
    {
        var w = await StartAsync(data);
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Maak een voorstel");
        await w.PlanAsync(8, 31, 10);
        return w;
    }

    public static async Task<Bezoekjaar> JaarAsync(this Wereld w, PersonId? coach = null) =>
        (await w.Bezoeken.FindAsync(Bezoekjaar.IdOf(coach ?? Cas, Jaar), TestContext.Current.CancellationToken))!;

    public static async Task<Bezoek> VisitAsync(this Wereld w, PersonId student, string periode = "Blok 1", int nummer = 1, PersonId? coach = null) =>
        (await w.JaarAsync(coach)).Bezoeken.Single(b => b.Student == student && b.Periode == periode && b.Nummer == nummer);

    public static string ZaakVan(this Bezoek b, PersonId? coach = null) => Bezoekkaarten.ZaakVan(Bezoekjaar.IdOf(coach ?? Cas, Jaar), b.Id);

    public static async Task<Bezoekbesluit> DecideAsync(this Wereld w, Bezoekopdracht opdracht, PersonId? coach = null)
    {
        var ct = TestContext.Current.CancellationToken;
        return (await w.Bezoeken.DecideAsync(Bezoekjaar.IdOf(coach ?? Cas, Jaar), opdracht, await w.Registers.CurrentAsync(ct), w.Now, ct))!;
    }

    public static Bezoekbesluit.Gewijzigd Changed(this Bezoekbesluit besluit) =>
        besluit as Bezoekbesluit.Gewijzigd ?? throw new InvalidOperationException($"It changed nothing: {besluit}");

    public static Bezoekweigering Refused(this Bezoekbesluit besluit) => Assert.IsType<Bezoekbesluit.Geweigerd>(besluit).Reden;

    public static IReadOnlyList<BezorgIntent> Told(this Bezoekbesluit.Gewijzigd besluit, PersonId person) =>
        [.. besluit.Intents.OfType<BezorgIntent>().Where(i => i.Person == person)];

    public static Kaart Card(this CardAnswer answer, PersonId who) => new(Assert.IsType<CardAnswer.Show>(answer).Card, who);

    public static Organisatie Organisatie(string code, string naam, string plaats, string postcode) => new()
    {
        Code = code, Naam = naam, Bestuur = "B1", Soort = SoortOrganisatie.School, Plaats = plaats, Postcode = postcode, Vakantieregio = Vakantieregio.Midden,
        SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
    };

    public static Student Student(PersonId id, int n, PersonId? coach = null) => new()
    {
        Persoon = id, Studentnummer = $"60000{n}", Opleiding = Opleiding.Parse("pabo-vt"), Leerjaar = 2, Studiecoach = coach ?? Cas,
    };

    public static Stage Stage(PersonId student, int n, string organisatie, PersonId opleider, params IReadOnlyList<DayOfWeek> dagen) => new()
    {
        Id = $"60000{n}:{organisatie}:2026-08-31", Student = student, Organisatie = organisatie, Groep = $"groep {n + 2}", Werkplekbegeleiders = [Fatima], Opleider = opleider,
        Van = new DateOnly(2026, 8, 31), Tot = new DateOnly(2027, 1, 29), Dagen = dagen,
    };

    public static PersonId Id(int n) => PersonId.From(new Guid(n, 0, 0, new byte[8]));

    public static Persoon Persoon(PersonId id, string naam) => new()
    {
        Id = id, Email = $"{naam.Replace(' ', '.')}@linde.example", Naam = naam, Roepnaam = naam.Split(' ')[0], Telefoon = "06 12345678", Bron = "bureau",
    };
}
