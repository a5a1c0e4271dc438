using System.IO.Compression;
using System.Text;

namespace Isop.Tests.Schooljaar;

/// <summary>
/// A made-up partnership of the real size, the same for the same seed: 120 organisations, 440 hbo students with a stage in both
/// stageperiodes, one in seven with two mentors, a school year with its windows and holidays. As the zip that the bureau hands in.
/// </summary>
internal static class Schoolregister
{
    public const int Organisaties = 120;
    public const int Studenten = 440;
    private const int Besturen = 12;
    private const int Coaches = 14;
    private const int OneInSevenHasTwo = 7;

    public static readonly DateOnly Begin = new(2026, 8, 31);
    public static readonly DateOnly End = new(2027, 7, 16);

    private static readonly (string Code, int Years, string[] Days)[] Opleidingen =
    [
        ("pabo-vt", 4, ["ma,di", "di,wo", "do,vr"]), ("pabo-vt", 4, ["di,wo", "ma,di,wo"]), ("pabo-dt", 3, ["ma,di", "wo,do"]),
        ("zij-instroom", 1, ["ma,di,wo", "di,wo,do"]), ("ad-pep", 2, ["ma,wo", "di,do"]),
    ];

    public static MemoryStream Zip(int seed)
    {
        var random = new Random(seed);
        Dictionary<string, List<string>> tables = new()
        {
            ["besturen"] = ["code;naam", .. Enumerable.Range(1, Besturen).Select(b => $"B{b};Stichting {b}")],
            ["organisaties"] = ["code;naam;bestuur;soort;plaats;postcode;vakantieregio;sluit_in_vakantie;koppel;interprofessioneel;opleidingsorganisatie"],
            ["personen"] = ["email;naam;roepnaam;telefoon;bron"],
            ["rollen"] = ["email;rol;organisatie;bestuur;van;tot"],
            ["studenten"] = ["studentnummer;email;naam;roepnaam;telefoon;opleiding;leerjaar;studiecoach;mwb;bron"],
            ["stages"] = ["studentnummer;organisatie;groep;werkplekbegeleiders;schoolopleider;van;tot;dagen"],
            ["leerteams"] = ["code;naam;organisaties;begeleider"],
            ["kalender"] = ["soort;naam;van;tot;regio;opleiding;organisatie", .. Kalender],
        };
        string Person(string name, string domain, string bron)
        {
            var email = $"{name}@{domain}";
            tables["personen"].Add($"{email};Persoon {name};{name};;{bron}");
            return email;
        }

        void Role(string email, string rol, string organisatie = "", string bestuur = "") =>
            tables["rollen"].Add($"{email};{rol};{organisatie};{bestuur};{Begin:yyyy-MM-dd};");

        foreach (var name in new[] { "bureau1", "bureau2" })
        {
            Role(Person(name, "bureau.example", "bureau"), "onderwijsbureau");
        }

        foreach (var b in Enumerable.Range(1, Besturen))
        {
            Role(Person($"coordinator{b}", $"bestuur{b}.example", "bureau"), "coordinerend-schoolopleider", bestuur: $"B{b}");
        }

        var coaches = Enumerable.Range(1, Coaches).Select(c => Person($"coach{c}", "hogeschool.example", "iselinge")).ToList();
        coaches.ForEach(c => Role(c, "studiecoach"));
        var schools = Enumerable.Range(1, Organisaties).Select(o => School(o)).ToList();
        School School(int o)
        {
            var childcare = o % 6 == 0;
            tables["organisaties"].Add(
                $"O{o};Organisatie {o};B{(o % Besturen) + 1};{(childcare ? "kinderopvang" : "school")};Doetinchem;7001 AA;{(o % 3 == 0 ? "zuid" : "midden")};{(childcare ? "nee" : "ja")};;nee;ja");
            var mentors = Enumerable.Range(1, 4).Select(m => Person($"mentor{o}-{m}", $"o{o}.example", "bureau")).ToList();
            mentors.ForEach(m => Role(m, "werkplekbegeleider", $"O{o}"));
            // One school in ten has no opleider of its own; at one in fifteen a mentor is the opleider as well.
            var opleider = o % 10 == 0 ? "" : o % 15 == 1 ? mentors[0] : Person($"opleider{o}", $"o{o}.example", "bureau");
            if (opleider.Length > 0)
            {
                Role(opleider, "schoolopleider", $"O{o}");
            }

            return new School($"O{o}", childcare, mentors, opleider);
        }

        foreach (var s in Enumerable.Range(1, Studenten))
        {
            var (code, years, days) = Opleidingen[s % Opleidingen.Length];
            var number = 500000 + s;
            tables["studenten"].Add(
                $"{number};student{s}@student.example;Student {s};Student{s};;{code};{1 + random.Next(years)};{coaches[s % coaches.Count]};;iselinge");
            var places = schools.Where(x => x.Childcare == (code == "ad-pep")).ToList();
            var school = places[random.Next(places.Count)];
            foreach (var (van, tot) in new[] { ("2026-08-31", "2027-01-29"), ("2027-02-01", "2027-07-09") })
            {
                // Half of them go to another school for the second period.
                school = van[..4] == "2027" && random.Next(2) == 0 ? places[random.Next(places.Count)] : school;
                var first = random.Next(school.Mentors.Count);
                var second = random.Next(OneInSevenHasTwo) == 0 ? $",{school.Mentors[(first + 1) % school.Mentors.Count]}" : "";
                tables["stages"].Add(
                    $"{number};{school.Code};groep {1 + random.Next(8)};{school.Mentors[first]}{second};{school.Opleider};{van};{tot};{days[random.Next(days.Length)]}");
            }
        }

        return Pack(tables);
    }

    private static IEnumerable<string> Kalender =>
    [
        "studiejaar;2026-2027;2026-08-31;2027-07-16;;;",
        "stageperiode;Stageperiode 1;2026-08-31;2027-01-29;;;",
        "stageperiode;Stageperiode 2;2027-02-01;2027-07-09;;;",
        .. Opleidingen.Select(o => o.Code).Distinct().SelectMany(code => new[]
        {
            $"tussenevaluatie;Tussenevaluatie periode 1;2026-11-16;2026-12-04;;{code};",
            $"tussenevaluatie;Tussenevaluatie periode 2;2027-04-12;2027-05-12;;{code};",
        }),
        "vakantie;Herfstvakantie;2026-10-17;2026-10-25;midden;;",
        "vakantie;Herfstvakantie;2026-10-24;2026-11-01;zuid;;",
        "vakantie;Kerstvakantie;2026-12-19;2027-01-03;midden;;",
        "vakantie;Kerstvakantie;2026-12-19;2027-01-03;zuid;;",
        "vakantie;Voorjaarsvakantie;2027-02-20;2027-02-28;midden;;",
        "vakantie;Voorjaarsvakantie;2027-02-13;2027-02-21;zuid;;",
        "vakantie;Meivakantie;2027-04-24;2027-05-09;midden;;",
        "vakantie;Meivakantie;2027-04-24;2027-05-09;zuid;;",
        "vrije dag;Eerste kerstdag;2026-12-25;2026-12-25;;;",
        "vrije dag;Tweede paasdag;2027-03-29;2027-03-29;;;",
        "vrije dag;Koningsdag;2027-04-27;2027-04-27;;;",
        "vrije dag;Hemelvaart;2027-05-06;2027-05-07;;;",
        "vrije dag;Tweede pinksterdag;2027-05-17;2027-05-17;;;",
    ];

    private static MemoryStream Pack(Dictionary<string, List<string>> tables)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, lines) in tables)
            {
                using var entry = archive.CreateEntry($"{name}.csv", CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            }
        }

        zip.Position = 0;
        return zip;
    }

    private sealed record School(string Code, bool Childcare, IReadOnlyList<string> Mentors, string Opleider);
}
