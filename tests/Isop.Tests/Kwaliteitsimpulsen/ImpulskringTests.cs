using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.Kwaliteitsimpulsen;

/// <summary>Whose roles lead to which kwaliteitsimpulsen: O1 and O2 are a koppel of B1, O3 stands alone in B1, O4 is all there is of B2.</summary>
public sealed class ImpulskringTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly PersonId Wie = PersonId.From(new Guid("00000000-0000-0000-0000-000000000001"));
    private static readonly PersonId Ander = PersonId.From(new Guid("00000000-0000-0000-0000-000000000002"));

    [Theory]
    [InlineData(RolSoort.Directeur, "O1", null, "organisatie:O1 organisatie:O2")]
    [InlineData(RolSoort.Directeur, "O2", null, "organisatie:O1 organisatie:O2")]
    [InlineData(RolSoort.Schoolopleider, "O3", null, "organisatie:O3")]
    [InlineData(RolSoort.CoordinerendSchoolopleider, "O3", null, "organisatie:O1 organisatie:O2 organisatie:O3")]
    [InlineData(RolSoort.CoordinerendSchoolopleider, null, "B2", "organisatie:O4")]
    [InlineData(RolSoort.Bestuurder, null, "B1", "bestuur:B1")]
    [InlineData(RolSoort.Bestuurder, "O4", null, "bestuur:B2")]
    [InlineData(RolSoort.Projectleider, null, null, "bestuur:B1 bestuur:B2")]
    [InlineData(RolSoort.Kwaliteitszorg, null, null, "")]
    [InlineData(RolSoort.AspirantOpleider, "O3", null, "")]
    [InlineData(RolSoort.Onderwijsbureau, null, null, "")]
    [InlineData(RolSoort.Regisseur, null, null, "")]
    public void A_role_changes_those_of_its_own_place(RolSoort soort, string? organisatie, string? bestuur, string expected)
    {
        var kring = Kring(new Rol(Wie, soort, organisatie, bestuur, Today, null));

        Assert.Equal(expected, string.Join(' ', kring.Eigen.Select(p => p.ToString()).Order(StringComparer.Ordinal)));
        Assert.All(kring.Eigen, p => Assert.True(kring.Bewerkt(p) && kring.Ziet(p)));
        Assert.Equal(soort is RolSoort.Projectleider or RolSoort.Kwaliteitszorg, kring.ZietAlles);
        Assert.Equal(kring.ZietAlles, kring.Ziet(new Impulsplek(Impulsniveau.Organisatie, "elders")));
        Assert.False(kring.Bewerkt(new Impulsplek(Impulsniveau.Organisatie, "elders")));
        Assert.Equal(expected.Length == 0 && !kring.ZietAlles, kring.IsLeeg);
    }

    [Fact]
    public void A_role_that_has_not_begun_or_is_over_and_a_person_who_left_give_nothing()
    {
        Assert.True(Kring(new Rol(Wie, RolSoort.Directeur, "O3", null, Today.AddDays(1), null)).IsLeeg);
        Assert.True(Kring(new Rol(Wie, RolSoort.Directeur, "O3", null, Today.AddDays(-9), Today.AddDays(-1))).IsLeeg);
        Assert.True(Impulskring.Van(Register([new Rol(Wie, RolSoort.Directeur, "O3", null, Today, null)], left: Today), Wie, Today).IsLeeg);
    }

    [Fact]
    public void Both_locations_of_a_koppel_make_one() =>
        Assert.Equal(["organisatie:O1"], Kring(new Rol(Wie, RolSoort.Directeur, "O1", null, Today, null), new Rol(Wie, RolSoort.Directeur, "O2", null, Today, null)).Maakt.Select(p => p.ToString()));

    [Theory]
    [InlineData(RolSoort.Directeur, "O2", null, "eenheid:O1+O2", "organisatie:O1")]
    [InlineData(RolSoort.Directeur, "O3", null, "eenheid:O3", "organisatie:O3")]
    [InlineData(RolSoort.Directeur, "O3", null, "eenheid:O4", null)]
    [InlineData(RolSoort.Directeur, "O3", null, "bestuur:B1", null)]
    [InlineData(RolSoort.Bestuurder, null, "B1", "bestuur:B1", "bestuur:B1")]
    [InlineData(RolSoort.Bestuurder, null, "B1", "eenheid:O3", null)]
    [InlineData(RolSoort.Bestuurder, null, "B2", "eenpitters", "bestuur:B2")]
    [InlineData(RolSoort.Projectleider, null, null, "bestuur:B2", "bestuur:B2")]
    [InlineData(RolSoort.Projectleider, null, null, "eenheid:O3", null)]
    [InlineData(RolSoort.Projectleider, null, null, "eenpitters", null)]
    [InlineData(RolSoort.Projectleider, null, null, "partnerschap", null)]
    [InlineData(RolSoort.Projectleider, null, null, "opleiding:pabo-vt", null)]
    [InlineData(RolSoort.Kwaliteitszorg, null, null, "bestuur:B1", null)]
    public void A_point_of_a_report_becomes_one_of_the_place_it_is_about(RolSoort soort, string? organisatie, string? bestuur, string rapport, string? plek)
    {
        Assert.True(Rapportsleutel.TryParse(rapport, out var sleutel));
        Rol[] rollen = [new(Wie, soort, organisatie, bestuur, Today, null)];

        Assert.Equal(plek, Kring(rollen).Voor(sleutel, Register(rollen))?.ToString());
    }

    [Theory]
    [InlineData("organisatie:O2", Uitvoerder.Directeur, "directeur")]
    [InlineData("organisatie:O1", Uitvoerder.Opleider, "directeur opleider")]
    [InlineData("organisatie:O1", Uitvoerder.Samen, "directeur opleider")]
    [InlineData("organisatie:O3", Uitvoerder.Directeur, "opleider-van-drie")]
    [InlineData("organisatie:O4", Uitvoerder.Samen, "")]
    [InlineData("bestuur:B1", Uitvoerder.Bestuurder, "bestuurder")]
    [InlineData("bestuur:B1", Uitvoerder.Samen, "bestuurder projectleider")]
    [InlineData("bestuur:B2", Uitvoerder.Bestuurder, "projectleider")]
    public void Who_answers_for_the_place_looks_back_and_whoever_carries_it_out(string plek, Uitvoerder uitvoerder, string expected)
    {
        string[] names = ["directeur", "opleider", "opleider-van-drie", "bestuurder", "projectleider"];
        var people = names.Select((n, i) => (Naam: n, Id: PersonId.From(new Guid(i + 10, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])))).ToList();
        var register = Register(
            [
                new Rol(people[0].Id, RolSoort.Directeur, "O1", null, Today, null), new Rol(people[1].Id, RolSoort.Schoolopleider, "O2", null, Today, null),
                new Rol(people[2].Id, RolSoort.Schoolopleider, "O3", null, Today, null), new Rol(people[3].Id, RolSoort.Bestuurder, null, "B1", Today, null),
                new Rol(people[4].Id, RolSoort.Projectleider, null, null, Today, null),
            ],
            others: [.. people.Select(p => p.Id)]);
        Assert.True(Impulsplek.TryParse(plek, out var place));
        var made = Impulsregels.Maak(null, new Impulsopdracht.Maak(place, "0123456789abcdef", null, ImpulsregelsTests.Voorstel() with { Uitvoerder = uitvoerder }) { Door = Ander }, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var impuls = Assert.IsType<Impulsbesluit.Gewijzigd>(made).Impuls;

        var who = Impulskring.Kijkers(register, impuls, Today);
        Assert.Equal(expected, string.Join(' ', people.Where(p => who.Contains(p.Id)).Select(p => p.Naam)));
        Assert.All(people, p => Assert.True(!who.Contains(p.Id) || Impulskring.Kijkplekken(register, p.Id, Today).Contains(place)));
    }

    private static Impulskring Kring(params Rol[] rollen) => Impulskring.Van(Register(rollen), Wie, Today);

    private static RegisterSnapshot Register(IReadOnlyList<Rol> rollen, DateOnly? left = null, IReadOnlyList<PersonId>? others = null) => new("test", new RegisterData
    {
        Besturen = [new("B1", "Stichting Een"), new("B2", "Stichting Twee")],
        Organisaties = [Organisatie("O1", "B1", "O2"), Organisatie("O2", "B1", "O1"), Organisatie("O3", "B1"), Organisatie("O4", "B2")],
        Personen = [Persoon(Wie) with { Beeindigd = left }, .. (others ?? []).Select(Persoon)],
        Rollen = rollen,
    });

    private static Persoon Persoon(PersonId id) => new() { Id = id, Email = $"{id}@x.example", Naam = "Iemand Anders", Roepnaam = "Iemand", Bron = "bureau" };

    private static Organisatie Organisatie(string code, string bestuur, string? koppel = null) => new()
    {
        Code = code, Naam = $"School {code}", Bestuur = bestuur, Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA", Vakantieregio = Vakantieregio.Midden,
        SluitInVakantie = true, Koppel = koppel, Interprofessioneel = false, Opleidingsorganisatie = true,
    };
}
