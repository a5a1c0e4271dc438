using System.Globalization;
using Isop.Core.Register;

namespace Isop.Benchmarks;

/// <summary>
/// A made-up register of any size: every student a pabo student with one stage and a mentor, ten students a school with an
/// opleider, thirty a studiecoach. The tussenevaluatie opens on Monday 16 November 2026. The same size gives the same register.
/// </summary>
internal sealed class GeneratedRegister
{
    public const string Domain = "isop-benchmark.example";

    private static readonly Opleiding Pabo = Opleiding.Parse("pabo-vt");
    private static readonly DateOnly Begin = new(2026, 8, 31);
    private static readonly DateOnly End = new(2027, 1, 29);
    private static readonly DayOfWeek[][] Days =
        [[DayOfWeek.Monday, DayOfWeek.Tuesday], [DayOfWeek.Tuesday, DayOfWeek.Wednesday], [DayOfWeek.Wednesday, DayOfWeek.Thursday]];

    private readonly Random _random = new(2026);
    private readonly List<Persoon> _personen = [];
    private readonly List<Rol> _rollen = [];
    private readonly List<Student> _studenten = [];
    private readonly List<Stage> _stages = [];
    private readonly List<Organisatie> _organisaties = [];

    private GeneratedRegister()
    {
    }

    public static RegisterData Make(int students)
    {
        var made = new GeneratedRegister();
        made.Role(made.Person("bureau", 0), RolSoort.Onderwijsbureau, null);
        var (school, opleider, coach) = ("", default(PersonId), default(PersonId));
        for (var i = 0; i < students; i++)
        {
            if (i % 10 == 0)
            {
                school = made.School(i / 10);
                opleider = made.Person("opleider", i / 10);
                made.Role(opleider, RolSoort.Schoolopleider, school);
            }

            if (i % 30 == 0)
            {
                coach = made.Person("coach", i / 30);
                made.Role(coach, RolSoort.Studiecoach, null);
            }

            made.Student(i, school, opleider, coach);
        }

        return new RegisterData
        {
            Besturen = [new Bestuur("B1", "Stichting Meting")],
            Organisaties = made._organisaties,
            Personen = made._personen,
            Rollen = made._rollen,
            Studenten = made._studenten,
            Stages = made._stages,
            Kalender =
            [
                new KalenderRegel(KalenderSoort.Studiejaar, "2026-2027", Begin, new DateOnly(2027, 7, 16), null, null, null),
                new KalenderRegel(KalenderSoort.Stageperiode, "Stageperiode 1", Begin, End, null, null, null),
                new KalenderRegel(KalenderSoort.Tussenevaluatie, "Tussenevaluatie 1", new DateOnly(2026, 11, 16), new DateOnly(2026, 12, 4), null, Pabo, null),
            ],
        };
    }

    /// <summary>The same with stages of the whole study year, blokken, holidays, and a leerteam at every school guided by its opleider.</summary>
    public static RegisterData MakeYear(int students)
    {
        var data = Make(students);
        var end = new DateOnly(2027, 7, 16);
        return data with
        {
            Stages = [.. data.Stages.Select(s => s with { Tot = end })],
            Leerteams = [.. data.Stages.DistinctBy(s => s.Organisatie).Select(s => new Leerteam($"L{s.Organisatie}", $"Leerteam {s.Organisatie}", [s.Organisatie], s.Opleider!.Value))],
            Kalender =
            [
                .. data.Kalender,
                Row(KalenderSoort.Blok, "Blok 1", new(2026, 8, 31), new(2026, 11, 6)), Row(KalenderSoort.Blok, "Blok 2", new(2026, 11, 9), new(2027, 1, 29)),
                Row(KalenderSoort.Blok, "Blok 3", new(2027, 2, 1), new(2027, 4, 16)), Row(KalenderSoort.Blok, "Blok 4", new(2027, 4, 26), new(2027, 7, 9)),
                Row(KalenderSoort.Vakantie, "Herfst", new(2026, 10, 17), new(2026, 10, 25)), Row(KalenderSoort.Vakantie, "Kerst", new(2026, 12, 19), new(2027, 1, 3)),
                Row(KalenderSoort.Vakantie, "Voorjaar", new(2027, 2, 20), new(2027, 2, 28)), Row(KalenderSoort.Veldcontactdag, "Contactdag", new(2026, 9, 22), new(2026, 9, 22)),
            ],
        };

        static KalenderRegel Row(KalenderSoort soort, string naam, DateOnly from, DateOnly to) => new(soort, naam, from, to, null, null, null);
    }

    private void Student(int number, string school, PersonId opleider, PersonId coach)
    {
        var (student, mentor) = (Person("student", number), Person("mentor", number));
        Role(mentor, RolSoort.Werkplekbegeleider, school);
        var studentnummer = (500_000 + number).ToString(CultureInfo.InvariantCulture);
        _studenten.Add(new Student { Persoon = student, Studentnummer = studentnummer, Opleiding = Pabo, Leerjaar = 1 + (number % 4), Studiecoach = coach });
        _stages.Add(new Stage
        {
            Id = Stage.IdOf(studentnummer, school, Begin), Student = student, Organisatie = school, Groep = $"groep {1 + (number % 8)}",
            Werkplekbegeleiders = [mentor], Opleider = opleider, Van = Begin, Tot = End, Dagen = Days[number % Days.Length],
        });
    }

    private string School(int number)
    {
        var code = $"O{number}";
        _organisaties.Add(new Organisatie
        {
            Code = code, Naam = $"School {number}", Bestuur = "B1", Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA",
            Vakantieregio = Vakantieregio.Midden, SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
        });
        return code;
    }

    private PersonId Person(string role, int number)
    {
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        var person = PersonId.From(new Guid(id));
        _personen.Add(new Persoon
        {
            Id = person, Email = $"{role}{number}@{Domain}", Naam = $"{role} {number}", Roepnaam = $"{role}{number}", Bron = "bureau",
        });
        return person;
    }

    private void Role(PersonId person, RolSoort soort, string? school) => _rollen.Add(new Rol(person, soort, school, school is null ? null : "B1", Begin, null));
}
