using System.Globalization;
using Isop.Core.Register;

namespace Isop.Tests.StageEvaluaties;

/// <summary>A register of one or more study years: boards, organisations, and so many students at each.</summary>
internal sealed class Evaluatieregister
{
    private readonly List<Organisatie> _organisaties = [];
    private readonly List<Persoon> _personen = [];
    private readonly List<Student> _studenten = [];
    private readonly List<Stage> _stages = [];
    private readonly List<Rol> _rollen = [];
    private readonly List<KalenderRegel> _kalender = [];

    public RegisterSnapshot Snapshot => new("test", new RegisterData
    {
        Besturen = [.. _organisaties.Select(o => o.Bestuur).Distinct().Select(b => new Bestuur(b, $"Stichting {b}"))],
        Organisaties = [.. _organisaties], Personen = [.. _personen], Rollen = [.. _rollen], Studenten = [.. _studenten], Stages = [.. _stages], Kalender = [.. _kalender],
    });

    public static PersonId Id(int number) => PersonId.Parse(number.ToString("x32", CultureInfo.InvariantCulture));

    /// <summary>With two stageperioden, as the partnership has them.</summary>
    public Evaluatieregister Jaar(int van)
    {
        _kalender.AddRange(
        [
            new KalenderRegel(KalenderSoort.Studiejaar, $"{van}-{van + 1}", new DateOnly(van, 8, 24), new DateOnly(van + 1, 7, 16), null, null, null),
            new KalenderRegel(KalenderSoort.Stageperiode, "Stageperiode 1", new DateOnly(van, 8, 31), new DateOnly(van + 1, 1, 29), null, null, null),
            new KalenderRegel(KalenderSoort.Stageperiode, "Stageperiode 2", new DateOnly(van + 1, 2, 1), new DateOnly(van + 1, 7, 2), null, null, null),
            new KalenderRegel(KalenderSoort.Vakantie, "Zomervakantie", new DateOnly(van + 1, 7, 17), new DateOnly(van + 1, 8, 29), Vakantieregio.Midden, null, null),
        ]);
        return this;
    }

    public Evaluatieregister Organisatie(string code, string bestuur, string? koppel = null)
    {
        _organisaties.Add(new Organisatie
        {
            Code = code, Naam = $"De {code}", Bestuur = bestuur, Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA",
            Vakantieregio = Vakantieregio.Midden, SluitInVakantie = true, Koppel = koppel, Interprofessioneel = true, Opleidingsorganisatie = true,
        });
        return this;
    }

    public Evaluatieregister Persoon(int number, string naam, RolSoort rol, string? organisatie = null, string? bestuur = null)
    {
        _personen.Add(Person(number, naam));
        _rollen.Add(new Rol(Id(number), rol, organisatie, bestuur, new DateOnly(2020, 8, 1), null));
        return this;
    }

    public Evaluatieregister Student(int number, string opleiding = "pabo-vt", string? naam = null)
    {
        _personen.Add(Person(number, naam ?? $"Student Nummer{number}"));
        _studenten.Add(new Student { Persoon = Id(number), Studentnummer = $"{100000 + number}", Opleiding = Opleiding.Parse(opleiding), Leerjaar = 2 });
        return this;
    }

    /// <summary>A stage in a half-year, or on other days.</summary>
    public Evaluatieregister Stage(int student, string organisatie, int jaar, int halfjaar, DateOnly? van = null, DateOnly? tot = null, int? mentor = null)
    {
        var (first, last) = halfjaar == 1 ? (new DateOnly(jaar, 8, 31), new DateOnly(jaar + 1, 1, 29)) : (new DateOnly(jaar + 1, 2, 1), new DateOnly(jaar + 1, 7, 2));
        _stages.Add(new Stage
        {
            Id = $"{student}:{organisatie}:{jaar}-{halfjaar}:{van}", Student = Id(student), Organisatie = organisatie, Groep = "5",
            Werkplekbegeleiders = mentor is { } m ? [Id(m)] : [], Van = van ?? first, Tot = tot ?? last, Dagen = [DayOfWeek.Monday, DayOfWeek.Tuesday],
        });
        return this;
    }

    private static Persoon Person(int number, string naam) => new()
    {
        Id = Id(number), Email = $"p{number}@isop.example", Naam = naam, Roepnaam = naam.Split(' ')[0], Bron = "bureau",
    };
}
