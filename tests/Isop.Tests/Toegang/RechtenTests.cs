using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Tests.Toegang;

/// <summary>"Who sees what": every role, every right, over a case that is one's own and over others.</summary>
public sealed class RechtenTests
{
    private const string School = "O1";
    private const string Bestuur = "B1";

    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly PersonId Wie = Id(1);
    private static readonly Recht[] Lijst = [Recht.Aantallen, Recht.Bereikbaarheid, Recht.Staat, Recht.Beheer, Recht.Bevoegdheid];

    /// <summary>A case that names the person, one at the same school, one of the same board, and one of another board.</summary>
    private static readonly Kring[] Kringen =
    [
        new() { Student = Id(9), Organisatie = School, Bestuur = Bestuur, Werkplekbegeleiders = [Wie], Opleider = Wie, Studiecoach = Wie, Mwb = Wie },
        new() { Student = Id(9), Organisatie = School, Bestuur = Bestuur, Werkplekbegeleiders = [Id(8)], Opleider = Id(8) },
        new() { Student = Id(9), Organisatie = "O2", Bestuur = Bestuur, Studiecoach = Id(8) },
        new() { Student = Id(9), Organisatie = "O3", Bestuur = "B2", Mwb = Id(8) },
    ];

    /// <summary>Per role the rights, and over how many of the four cases: 1 own, 2 the school's, 3 the board's, 4 all.</summary>
    public static TheoryData<RolSoort, string> Matrix => new()
    {
        { RolSoort.Werkplekbegeleider, "" },
        { RolSoort.Schoolopleider, "Staat 1" },
        { RolSoort.AspirantOpleider, "Staat 1" },
        { RolSoort.CoordinerendSchoolopleider, "Staat 3" },
        { RolSoort.Praktijkbeoordelaar, "" },
        { RolSoort.Leerteambegeleider, "" },
        { RolSoort.Directeur, "Aantallen 2" },
        { RolSoort.Bestuurder, "Aantallen 3" },
        { RolSoort.Studiecoach, "Staat 1" },
        { RolSoort.Slb, "Staat 1" },
        { RolSoort.Mwb, "Staat 1" },
        { RolSoort.Docent, "" },
        { RolSoort.Onderwijsbureau, "Aantallen 4, Bereikbaarheid 4, Staat 4, Beheer 4, Bevoegdheid 4" },
        { RolSoort.Stagebureau, "Bereikbaarheid 4" },
        { RolSoort.Projectleider, "Aantallen 4" },
        { RolSoort.Regisseur, "Aantallen 4" },
        { RolSoort.RegisseurStudiecoaching, "" },
        { RolSoort.Kwaliteitszorg, "Aantallen 4" },
        { RolSoort.Examencommissie, "Bevoegdheid 4" },
    };

    [Fact]
    public void Every_role_has_a_line_in_the_matrix() =>
        Assert.Equal(Enum.GetValues<RolSoort>(), Matrix.Select(m => m.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_role_sees_what_the_matrix_says_and_nothing_else(RolSoort rol, string expected)
    {
        var rechten = Rechten.Van(Register(new Rol(Wie, rol, School, Bestuur, Today, null)), Wie, Today);

        var found = Lijst.Where(rechten.Heeft).Select(r => $"{r} {Kringen.Count(k => rechten.Heeft(r, k))}");

        Assert.Equal(expected, string.Join(", ", found));
        Assert.All(Lijst, r => Assert.Equal(Kringen.TakeWhile(k => rechten.Heeft(r, k)).Count(), Kringen.Count(k => rechten.Heeft(r, k))));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_role_counts_from_its_first_to_its_last_day(int days, bool counts)
    {
        var register = Register(new Rol(Wie, RolSoort.Onderwijsbureau, null, null, Today, Today.AddDays(10)));

        Assert.Equal(counts, Rechten.Van(register, Wie, Today.AddDays(days)).Heeft(Recht.Beheer));
    }

    [Fact]
    public void A_board_is_also_known_by_the_organisation_of_the_role()
    {
        var rechten = Rechten.Van(Register(new Rol(Wie, RolSoort.Bestuurder, School, null, Today, null)), Wie, Today);

        Assert.True(rechten.Heeft(Recht.Aantallen, Kringen[2]));
        Assert.False(rechten.Heeft(Recht.Aantallen, Kringen[3]));
    }

    [Fact]
    public void A_role_without_a_place_is_held_over_nobody()
    {
        var register = Register(new Rol(Wie, RolSoort.Bestuurder, null, null, Today, null), new Rol(Wie, RolSoort.Directeur, null, null, Today, null));
        var nowhere = Kringen[0] with { Organisatie = "", Bestuur = "" };

        Assert.DoesNotContain([.. Kringen, nowhere], k => Rechten.Van(register, Wie, Today).Heeft(Recht.Aantallen, k));
    }

    [Fact]
    public void Who_ended_has_no_rights()
    {
        var register = Register(new Rol(Wie, RolSoort.Onderwijsbureau, null, null, Today, null));
        var ended = new RegisterSnapshot("2", register.Data with { Personen = [register.Find(Wie)! with { Beeindigd = Today }] });

        Assert.DoesNotContain(Enum.GetValues<Recht>(), Rechten.Van(ended, Wie, Today).Heeft);
        Assert.DoesNotContain(Enum.GetValues<Recht>(), Rechten.Van(RegisterSnapshot.Empty, Wie, Today).Heeft);
    }

    [Fact]
    public void A_student_has_no_list_and_no_work()
    {
        var register = Register();
        var student = new Student { Persoon = Wie, Studentnummer = "1", Opleiding = Opleiding.Parse("pabo-vt"), Leerjaar = 1 };
        var rechten = Rechten.Van(new RegisterSnapshot("2", register.Data with { Studenten = [student] }), Wie, Today);

        Assert.DoesNotContain(Enum.GetValues<Recht>(), rechten.Heeft);
    }

    private static RegisterSnapshot Register(params Rol[] rollen) => new("1", new RegisterData
    {
        Organisaties = [Organisatie(School, Bestuur), Organisatie("O2", Bestuur), Organisatie("O3", "B2")],
        Personen = [new Persoon { Id = Wie, Email = "wie@x.example", Naam = "Wie", Roepnaam = "Wie", Bron = "bureau" }],
        Rollen = rollen,
    });

    private static Organisatie Organisatie(string code, string bestuur) => new()
    {
        Code = code, Naam = code, Bestuur = bestuur, Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA",
        Vakantieregio = Vakantieregio.Midden, SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
    };

    private static PersonId Id(byte number) => PersonId.From(new Guid(number, 0, 0, new byte[8]));
}
