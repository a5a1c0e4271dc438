using Isop.Core.Bezorging;
using Isop.Core.Instrumenten;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>
/// One pabo student at one school with a mentor (or two), an opleider and a coach; the tussenevaluatie opens on Monday
/// 16 November 2026 and closes on Friday 4 December, the stage is on Tuesday and Wednesday.
/// </summary>
internal sealed record Proefstage
{
    public static readonly PersonId Gijs = Id(1);
    public static readonly PersonId Fatima = Id(2);
    public static readonly PersonId Noor = Id(3);
    public static readonly PersonId Opleider = Id(4);
    public static readonly PersonId Coach = Id(5);
    public static readonly PersonId Coordinator = Id(6);
    public static readonly PersonId Bureau = Id(7);
    public static readonly PersonId Vreemde = Id(8);

    public static readonly DateOnly Opening = new(2026, 11, 16);
    public static readonly DateOnly Deadline = new(2026, 12, 4);

    public IReadOnlyList<PersonId> Mentoren { get; init; } = [Fatima];
    public PersonId? HeeftOpleider { get; init; } = Opleider;
    public bool HeeftCoordinator { get; init; } = true;
    public DateOnly? Gestopt { get; init; }
    public string Opleiding { get; init; } = "pabo-vt";

    /// <summary>Stands behind everybody's name.</summary>
    public string Naamdeel { get; init; } = "";
    public IReadOnlyList<KalenderRegel> ExtraKalender { get; init; } = [];

    /// <summary>What was changed by hand since.</summary>
    public Func<RegisterSnapshot, RegisterSnapshot> Veranderd { get; init; } = r => r;

    public RegisterSnapshot Register => Veranderd(new("v1", new RegisterData
    {
        Besturen = [new Bestuur("B1", "Stichting De Linde")],
        Organisaties =
        [
            new Organisatie
            {
                Code = "O1", Naam = "De Linde", Bestuur = "B1", Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA",
                Vakantieregio = Vakantieregio.Midden, SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
            },
        ],
        Personen =
        [
            Persoon(Gijs, "Gijs de Vries"), Persoon(Fatima, "Fatima Yildiz"), Persoon(Noor, "Noor Smit"), Persoon(Opleider, "Olga Bos"),
            Persoon(Coach, "Cas Prins"), Persoon(Coordinator, "Kim Kok"), Persoon(Bureau, "Bea Bakker"), Persoon(Vreemde, "Vera Vos"),
        ],
        Rollen =
        [
            new Rol(Bureau, RolSoort.Onderwijsbureau, null, null, new DateOnly(2026, 8, 1), null),
            .. HeeftCoordinator ? [new Rol(Coordinator, RolSoort.CoordinerendSchoolopleider, null, "B1", new DateOnly(2026, 8, 1), null)] : Array.Empty<Rol>(),
        ],
        Studenten = [new Student { Persoon = Gijs, Studentnummer = "500001", Opleiding = Core.Register.Opleiding.Parse(Opleiding), Leerjaar = 2, Studiecoach = Coach }],
        Stages =
        [
            new Stage
            {
                Id = "500001:O1:2026-08-31", Student = Gijs, Organisatie = "O1", Groep = "groep 5", Werkplekbegeleiders = Mentoren, Opleider = HeeftOpleider,
                Van = new DateOnly(2026, 8, 31), Tot = new DateOnly(2027, 1, 29), Dagen = [DayOfWeek.Tuesday, DayOfWeek.Wednesday], Beeindigd = Gestopt,
            },
        ],
        Kalender =
        [
            new KalenderRegel(KalenderSoort.Studiejaar, "2026-2027", new DateOnly(2026, 8, 31), new DateOnly(2027, 7, 16), null, null, null),
            new KalenderRegel(KalenderSoort.Stageperiode, "Stageperiode 1", new DateOnly(2026, 8, 31), new DateOnly(2027, 1, 29), null, null, null),
            new KalenderRegel(KalenderSoort.Tussenevaluatie, "Tussenevaluatie periode 1", Opening, Deadline, null, Core.Register.Opleiding.Parse("pabo-vt"), null),
            .. ExtraKalender,
        ],
    }));

    public Verwachting Verwachting => new Verwachtingen(Register, Opening).All.Single();

    public Omgeving Op(DateTimeOffset now) => new()
    {
        Register = Register,
        Instrumenten = InstrumentCatalog.Defaults,
        Kaartmoment = new Kaartmoment(new KaartmomentOptions()),
        Now = now,
    };

    public Omgeving Op(int month, int day, int hour = 9, int year = 2026) => Op(AmsterdamTime.At(new DateOnly(year, month, day), new TimeOnly(hour, 0)));

    /// <summary>The case as it is on the opening day at nine.</summary>
    public Zaak Geopend() => Tussenevaluatie.Start(Verwachting, Op(11, 16))!.Zaak;

    /// <summary>The case in which both submitted, the mentor last.</summary>
    public Zaak Zichtbaar()
    {
        var student = Tussenevaluatie.Decide(Geopend(), new Opdracht.DienIn(Gijs, false), Op(11, 18)).Changed().Zaak;
        return Tussenevaluatie.Decide(student, new Opdracht.DienIn(Fatima, false), Op(11, 19)).Changed().Zaak;
    }

    private static PersonId Id(int n) => PersonId.From(new Guid(n, 0, 0, new byte[8]));

    private Persoon Persoon(PersonId id, string naam) => new()
    {
        Id = id, Email = $"{naam.Replace(' ', '.')}@linde.example", Naam = $"{naam} {Naamdeel}".Trim(), Roepnaam = $"{naam.Split(' ')[0]} {Naamdeel}".Trim(),
        Bron = "bureau",
    };
}

internal static class Besluiten
{
    public static Besluit.Gewijzigd Changed(this Besluit besluit) => Assert.IsType<Besluit.Gewijzigd>(besluit);

    public static Weigering Refused(this Besluit besluit) => Assert.IsType<Besluit.Geweigerd>(besluit).Reden;

    public static IReadOnlyList<BezorgIntent> Cards(this Besluit.Gewijzigd besluit) => [.. besluit.Intents.OfType<BezorgIntent>()];

    public static WakeIntent Wake(this Besluit.Gewijzigd besluit) => Assert.Single(besluit.Intents.OfType<WakeIntent>());
}
