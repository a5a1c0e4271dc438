using System.Security.Cryptography;
using Isop.Core;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;

namespace Isop.Benchmarks;

/// <summary>
/// A partnership in the middle of its tussenevaluaties: boards of a hundred organisations, somebody in every role, cases in every state,
/// messages that did not arrive, certificates and visits. What commands would take hours for is written as they would leave it.
/// </summary>
internal static class MijnVulling
{
    public const string Jaar = "2026-2027";
    private const int OrganisatiesPerBestuur = 100;

    public static RegisterData Register(int students)
    {
        var data = GeneratedRegister.Make(students);
        var boards = (data.Organisaties.Count + OrganisatiesPerBestuur - 1) / OrganisatiesPerBestuur;
        var boardOf = data.Organisaties.Select((o, i) => (o.Code, Bestuur: $"B{1 + (i / OrganisatiesPerBestuur)}")).ToDictionary(x => x.Code, x => x.Bestuur);
        var (people, roles) = (data.Personen.ToList(), data.Rollen.Select(r => r.Organisatie is { } o ? r with { Bestuur = boardOf[o] } : r).ToList());
        foreach (var o in data.Organisaties)
        {
            Role("directeur", RolSoort.Directeur, o.Code, boardOf[o.Code]);
        }

        for (var b = 1; b <= boards; b++)
        {
            Role("coordinerend", RolSoort.CoordinerendSchoolopleider, null, $"B{b}");
            Role("bestuurder", RolSoort.Bestuurder, null, $"B{b}");
        }

        RolSoort[] alone =
            [RolSoort.Stagebureau, RolSoort.Projectleider, RolSoort.Regisseur, RolSoort.RegisseurStudiecoaching, RolSoort.Kwaliteitszorg, RolSoort.Examencommissie, RolSoort.Leerteambegeleider];
        foreach (var soort in alone)
        {
            Role(soort.ToString().ToLowerInvariant(), soort, null, null);
        }

        var guide = people[^1].Id;
        return data with
        {
            Besturen = [.. Enumerable.Range(1, boards).Select(b => new Bestuur($"B{b}", $"Stichting {b}"))],
            Organisaties = [.. data.Organisaties.Select(o => o with { Bestuur = boardOf[o.Code] })],
            Personen = people,
            Rollen = roles,
            Leerteams = [.. data.Stages.DistinctBy(s => s.Organisatie).Select((s, i) => new Leerteam($"L{s.Organisatie}", $"Leerteam {s.Organisatie}", [s.Organisatie], i < 5 ? guide : s.Opleider!.Value))],
            Kalender =
            [
                .. data.Kalender, new KalenderRegel(KalenderSoort.Blok, "Blok 1", new(2026, 8, 31), new(2026, 11, 6), null, null, null),
                new KalenderRegel(KalenderSoort.Blok, "Blok 2", new(2026, 11, 9), new(2027, 1, 29), null, null, null),
            ],
        };

        void Role(string name, RolSoort soort, string? organisatie, string? bestuur)
        {
            // Made of its number: the same size gives the same register.
            var id = PersonId.From(new Guid(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{name}{people.Count}")).AsSpan(0, 16)));
            people.Add(new Persoon { Id = id, Email = $"{name}{people.Count}@{GeneratedRegister.Domain}", Naam = $"{name} {people.Count}", Roepnaam = name, Bron = "bureau" });
            roles.Add(new Rol(id, soort, organisatie, bestuur, new DateOnly(2026, 8, 31), null));
        }
    }

    public static async Task FillAsync(string database, RegisterData register)
    {
        await using var fill = Opstelling.Open(database);
        await fill.SetClockAsync(11, 17, 9, 0);
        await fill.ImportAsync(register);
        await fill.PlanAsync();
        var store = fill.Get<IDocumentStore>();
        await Parallel.ForEachAsync(
            register.Studenten.Select((s, i) => (Student: s, Number: i)), new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (s, ct) =>
            {
                var partition = TussenevaluatieStore.PartitionOf(await fill.Get<TussenevaluatieStore>().ZakenOfStudentAsync(s.Student.Persoon, ct).FirstAsync(ct));
                var was = await store.ReadAsync(partition, "zaak", CoreJson.Default.Zaak, ct) ?? throw new InvalidOperationException("A student has no case.");
                if (Further(was.Value, s.Number, fill.Get<TimeProvider>().GetUtcNow()) is { } now)
                {
                    await store.CommitAsync(partition, [Documents.Save("zaak", now, was, CoreJson.Default.Zaak)], ct);
                }
            });
        await NotArrivedAsync(store, register.Studenten.Where((_, i) => i % 100 == 0).Select(s => s.Persoon));
        await VisitsAsync(store, register);
        await CertificatesAsync(fill.Get<CertificaatStore>(), register.Stages.Where((_, i) => i % 10 == 0).Select(s => s.Werkplekbegeleiders[0]));
    }

    /// <summary>Two in ten open, two with one side in, the rest both, discussed, late, or not right.</summary>
    private static Zaak? Further(Zaak zaak, int number, DateTimeOffset now)
    {
        var (student, mentor) = (new Inzending(zaak.Deelnemers.Student, now, 1), new Inzending(zaak.Deelnemers.Werkplekbegeleiders[0], now, 1));
        var changed = zaak with { Revisie = zaak.Revisie + 1 };
        return (number % 10) switch
        {
            0 or 1 => null,
            2 => changed with { Student = student },
            3 => changed with { Mentor = mentor },
            4 or 5 => changed with { Student = student, Mentor = mentor, Fase = Fase.Zichtbaar, ZichtbaarSinds = now },
            6 or 7 => changed with
            {
                Student = student, Mentor = mentor, Fase = Fase.Besproken, ZichtbaarSinds = now,
                Gesprek = new Gesprek { Verslag = new Verslag(new DateOnly(2026, 11, 17), "Meer tijd nemen.", zaak.Deelnemers.Student, now) },
            },
            8 => changed with { Deadline = new DateOnly(2026, 11, 13), Verloop = zaak.Verloop with { TeLaatGemeld = true } },
            _ => changed with { Twijfel = new Twijfel(null, "De stage staat niet meer in het register.", now) },
        };
    }

    private static async Task NotArrivedAsync(IDocumentStore store, IEnumerable<PersonId> persons) => await Parallel.ForEachAsync(
        persons, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (person, ct) =>
        {
            var box = new Partition("bezorgingen", person.ToString());
            await foreach (var (row, stored) in store.ReadRangeAsync(box, RowRange.Prefix("b:"), CoreJson.Default.Bezorging, ct))
            {
                var failed = stored.Value with { State = BezorgStaat.Failed, Reason = "Dit adres bestaat niet." };
                await store.CommitAsync(box, [Documents.Save(row, failed, stored, CoreJson.Default.Bezorging)], ct);
                var problem = new Probleem { Person = person, Bezorging = failed.Id, Kinds = [failed.Kind], State = failed.State, Reason = failed.Reason, Since = failed.Since };
                await store.CommitAsync(new Partition("bezorgproblemen", "alle"), [Documents.Add($"{person}|{failed.Id}", problem, CoreJson.Default.Probleem)], ct);
                break;
            }
        });

    /// <summary>Four visits to each of the students of a hundred coaches.</summary>
    private static async Task VisitsAsync(IDocumentStore store, RegisterData register)
    {
        var students = register.Stages.Join(register.Studenten, s => s.Student, s => s.Persoon, (Stage, Student) => (Stage, Student)).ToLookup(x => x.Student.Studiecoach!.Value);
        foreach (var coach in students.Take(100))
        {
            var visits = coach.SelectMany((s, i) => Enumerable.Range(0, 4).Select(n => new Bezoek
            {
                Id = $"{s.Student.Studentnummer}-{n}", Student = s.Student.Persoon, Stage = s.Stage.Id, Organisatie = s.Stage.Organisatie, Opleider = s.Stage.Opleider,
                Periode = $"Blok {1 + (n / 2)}", Nummer = 1 + (n % 2), Venster = new Dagen(new(2026, 11, 9), new(2027, 1, 29)),
                Staat = n == 0 ? Bezoekstaat.Geweest : n == 1 ? Bezoekstaat.Bevestigd : n == 2 ? Bezoekstaat.Gevraagd : Bezoekstaat.Ongepland,
                Gewijzigd = new DateTimeOffset(2026, 11, 17, 8, 0, 0, TimeSpan.Zero), Moment = n == 3 ? null : new Halfdag(new DateOnly(2026, 11, 9).AddDays((7 * (n + (i % 4))) + (i % 5)), Dagdeel.Ochtend),
            }));
            var year = new Bezoekjaar
            {
                Id = Bezoekjaar.IdOf(coach.Key, Jaar), Bezoeker = coach.Key, Studiejaar = Jaar, Eindigt = new DateTimeOffset(2027, 7, 17, 0, 0, 0, TimeSpan.Zero),
                GewektTot = new DateTimeOffset(2026, 11, 17, 8, 0, 0, TimeSpan.Zero), Bezoeken = [.. visits],
            };
            var stored = await store.ReadAsync(BezoekStore.PartitionOf(year.Id), "jaar", CoreJson.Default.Bezoekjaar, CancellationToken.None);
            await store.CommitAsync(BezoekStore.PartitionOf(year.Id), [Documents.Save("jaar", year, stored, CoreJson.Default.Bezoekjaar)], CancellationToken.None);
        }
    }

    private static async Task CertificatesAsync(CertificaatStore certificaten, IEnumerable<PersonId> persons)
    {
        var day = new DateOnly(2026, 10, 7);
        await Parallel.ForEachAsync(persons.Select((p, i) => (Person: p, Number: i)), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (p, ct) =>
        {
            var number = Certificaatnummer.Trek();
            var facts = new Certificaat
            {
                Nummer = number, Training = $"t{p.Number / 20}", Soort = "opfriscursus", Titel = "Opfriscursus werkplekbegeleiders",
                Omschrijving = "heeft de opfriscursus voor werkplekbegeleiders gevolgd", Dagen = [day, day.AddDays(7)], Minuten = 390, Waar = $"School {p.Number}, Ulft",
                Inhoud = "Gesprekken voeren, feedback geven, de tussenevaluatie", Studiejaar = Jaar, Uitgever = "Partnerschap ISOP",
                Ondertekenaar = "Onderwijsbureau ISOP", Functie = "namens de opleidingen en de besturen", Verstrekt = day.AddDays(14), Sjabloon = 1,
                Adres = new Uri($"https://isop.example/c/{number}"), Statusplek = new Statusplek(Jaar, p.Number),
            };
            await certificaten.GeefUitAsync(new Uitgifte(facts, new Certificaathouder(number, p.Person, $"mentor {p.Number}", $"m{p.Number}@school.example"), new byte[2_000], "eyJ.b.c"), [], ct);
        });
    }
}
