namespace Isop.Core.Register;

/// <summary>
/// Joins a checked import with the current register. The rows of the import come first, in their own order, then what is kept of
/// the current register: importing the same file twice gives the same tables.
/// </summary>
internal sealed class RegisterMerge(RegisterDraft draft, RegisterSnapshot current, Func<PersonId> newId, DateOnly today)
{
    private readonly IReadOnlySet<string> _bronnen = draft.Bronnen;
    private readonly IReadOnlyList<Stage> _runningOut = RunningOut(draft, current, today);
    private readonly ILookup<string, Persoon> _earlier = Earlier(draft, current);
    private readonly HashSet<PersonId> _recognised = [];
    private readonly HashSet<PersonId> _stay = [];
    private readonly Dictionary<string, PersonId> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PersonId> _byNummer = new(StringComparer.Ordinal);

    public RegisterData Merge()
    {
        _stay.UnionWith(_runningOut.SelectMany(s => s.Werkplekbegeleiders.Append(s.Student).Append(s.Opleider ?? s.Student)));
        var personen = MergePersonen();
        var living = personen.Where(p => p.Beeindigd is null).Select(p => p.Id).ToHashSet();
        var rollen = MergeRollen(living);
        var studenten = MergeStudenten();
        var stages = MergeStages(living);
        var leerteams = Replaced(draft.Leerteams)
            ? draft.Leerteams!.Select(l => new Leerteam(l.Value.Code, l.Value.Naam, l.Value.Organisaties, _byEmail[l.Value.Begeleider])).ToList()
            : current.Data.Leerteams;
        var kalender = MergeKalender();
        var organisaties = MergeOrganisaties([.. stages.Select(s => s.Organisatie), .. rollen.Select(r => r.Organisatie!),
            .. leerteams.SelectMany(l => l.Organisaties), .. kalender.Select(k => k.Organisatie!)]);
        return new RegisterData
        {
            Besturen = Kept(draft.Besturen, current.Data.Besturen, b => b.Code, [.. organisaties.Select(o => o.Bestuur), .. rollen.Select(r => r.Bestuur!)]),
            Organisaties = organisaties, Personen = personen, Rollen = rollen, Studenten = studenten, Stages = stages,
            Leerteams = leerteams, Kalender = kalender,
        };
    }

    private List<Persoon> MergePersonen()
    {
        var ended = current.Data.Personen.Where(p => p.Beeindigd is not null && current.FindStudent(p.Id) is null)
            .OrderBy(p => p.Beeindigd).ToLookup(p => p.Email, StringComparer.OrdinalIgnoreCase);
        var personen = new List<Persoon>();
        foreach (var person in (draft.Personen ?? []).Select(p => p.Value))
        {
            // A living person keeps the id whatever the name. An address that comes back after its owner was ended is the same
            // person only under the same name: else it was given to somebody new, who must not inherit anything.
            var living = current.FindByEmail(person.Email) is { } owner && current.FindStudent(owner.Id) is null ? owner : null;
            var same = living ?? BeforeChange(person) ?? ended[person.Email].LastOrDefault(p => string.Equals(p.Naam, person.Naam, StringComparison.OrdinalIgnoreCase));
            personen.Add(Person(same?.Id ?? newId(), person) with { EerdereAdressen = same?.WithAddress(person.Email).EerdereAdressen });
            _byEmail.Add(person.Email, personen[^1].Id);
        }

        var studenten = current.Data.Studenten.ToDictionary(s => s.Studentnummer, s => s.Persoon, StringComparer.Ordinal);
        foreach (var student in (draft.Studenten ?? []).Select(s => s.Value))
        {
            personen.Add(Person(studenten.TryGetValue(student.Studentnummer, out var id) ? id : newId(), student.Persoon));
            _byNummer.Add(student.Studentnummer, personen[^1].Id);
        }

        var seen = personen.Select(p => p.Id).ToHashSet();
        personen.AddRange(current.Data.Personen.Where(p => !seen.Contains(p.Id)).Select(EndedWhenLeftOut));
        foreach (var kept in personen.Where(p => p.Beeindigd is null && current.FindStudent(p.Id) is null))
        {
            _byEmail.TryAdd(kept.Email, kept.Id);
        }

        // A file that still has the old address of somebody whom it does not hand in itself means that person.
        foreach (var (email, id) in personen.Where(p => p.Beeindigd is null).SelectMany(p => p.EerdereAdressen ?? [], (p, email) => (email, p.Id)))
        {
            _byEmail.TryAdd(email, id);
        }

        foreach (var (nummer, id) in studenten)
        {
            _byNummer.TryAdd(nummer, id);
        }

        return personen;
    }

    /// <summary>
    /// Whose address this was until the bureau changed it by hand. Only under the same name, because an address may be given to
    /// somebody else, and not when the file has that person under the new address already.
    /// </summary>
    private Persoon? BeforeChange(PersoonDraft person) =>
        _earlier[person.Email].FirstOrDefault(p => string.Equals(p.Naam, person.Naam, StringComparison.OrdinalIgnoreCase)) is { } same && _recognised.Add(same.Id)
            ? same
            : null;

    /// <summary>The living by the addresses they had; not those whom the file has under the address of now.</summary>
    private static ILookup<string, Persoon> Earlier(RegisterDraft draft, RegisterSnapshot current)
    {
        var given = (draft.Personen ?? []).Select(d => d.Value.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return current.Data.Personen.Where(p => p is { Beeindigd: null, EerdereAdressen: not null } && !given.Contains(p.Email))
            .SelectMany(p => p.EerdereAdressen!, (p, email) => (p, email)).ToLookup(x => x.email, x => x.p, StringComparer.OrdinalIgnoreCase);
    }

    private static Persoon Person(PersonId id, PersoonDraft person) => new()
    {
        Id = id, Email = person.Email, Naam = person.Naam, Roepnaam = person.Roepnaam, Telefoon = person.Telefoon, Bron = person.Bron,
    };

    private Persoon EndedWhenLeftOut(Persoon person) =>
        person.Beeindigd is null && _bronnen.Contains(person.Bron) && !_stay.Contains(person.Id) ? person with { Beeindigd = today } : person;

    /// <summary>Roles follow the person's bron; a role that is over stays, a role that is left out ends the day before today.</summary>
    private List<Rol> MergeRollen(HashSet<PersonId> living)
    {
        var rollen = (draft.Rollen ?? []).Select(r => r.Value)
            .Select(r => new Rol(_byEmail[r.Email], r.Soort, r.Organisatie, r.Bestuur, r.Van, r.Tot)).Distinct().ToList();
        var given = rollen.Select(Key).ToHashSet();
        foreach (var rol in current.Data.Rollen.Where(r => !given.Contains(Key(r))))
        {
            var ends = !living.Contains(rol.Persoon) || _bronnen.Contains(current.Find(rol.Persoon)!.Bron);
            if (!ends || rol.Tot < today)
            {
                rollen.Add(rol);
            }
            else if (rol.Van < today)
            {
                rollen.Add(rol with { Tot = today.AddDays(-1) });
            }
        }

        return rollen;
    }

    private static object Key(Rol rol) => (rol.Persoon, rol.Soort, rol.Organisatie, rol.Bestuur, rol.Van);

    private List<Student> MergeStudenten()
    {
        var studenten = (draft.Studenten ?? []).Select(s => s.Value).Select(s => new Student
        {
            Persoon = _byNummer[s.Studentnummer], Studentnummer = s.Studentnummer, Opleiding = s.Opleiding, Leerjaar = s.Leerjaar,
            Studiecoach = PersonAt(s.Studiecoach), Mwb = PersonAt(s.Mwb),
        }).ToList();
        var seen = studenten.Select(s => s.Persoon).ToHashSet();
        return [.. studenten, .. current.Data.Studenten.Where(s => !seen.Contains(s.Persoon))];
    }

    /// <summary>A stage stands under the bron of its student. What is over by itself needs no ending.</summary>
    private List<Stage> MergeStages(HashSet<PersonId> living)
    {
        var stages = (draft.Stages ?? []).Select(s => s.Value).Select(s => new Stage
        {
            Id = s.Id, Student = _byNummer[s.Studentnummer], Organisatie = s.Organisatie, Groep = s.Groep,
            Werkplekbegeleiders = [.. s.Werkplekbegeleiders.Select(w => _byEmail[w])], Opleider = PersonAt(s.Opleider),
            Van = s.Van, Tot = s.Tot, Dagen = s.Dagen, VervolgVan = current.FindStage(s.Id)?.VervolgVan,
        }).ToList();
        var seen = stages.Select(s => s.Id).ToHashSet();
        foreach (var stage in current.Data.Stages.Where(s => !seen.Contains(s.Id)))
        {
            var ends = !living.Contains(stage.Student) || _bronnen.Contains(current.Find(stage.Student)!.Bron) && !_runningOut.Contains(stage);
            stages.Add(ends && stage.IsOngoing(today) ? stage with { Beeindigd = today } : stage);
        }

        return stages;
    }

    /// <summary>
    /// The stages of now that are over before the first stage of the import begins: a file for the next study year says nothing
    /// about them, so they and their people run out by themselves.
    /// </summary>
    private static List<Stage> RunningOut(RegisterDraft draft, RegisterSnapshot current, DateOnly today)
    {
        if (draft.Stages is not { Count: > 0 } given)
        {
            return [];
        }

        var first = given.Min(s => s.Value.Van);
        return [.. current.Data.Stages.Where(s => s.IsOngoing(today) && s.Tot < first && current.Find(s.Student) is { Beeindigd: null })];
    }

    /// <summary>
    /// The kalender is replaced by that of the import, but the study years that are over before the import's first one stay: cases
    /// and stages of last year are still in their own periods.
    /// </summary>
    private IReadOnlyList<KalenderRegel> MergeKalender()
    {
        if (!Replaced(draft.Kalender))
        {
            return current.Data.Kalender;
        }

        var given = draft.Kalender!.Select(d => d.Value).ToList();
        var years = given.Where(r => r.Soort == KalenderSoort.Studiejaar).ToList();
        var begins = (years.Count > 0 ? years : given).Min(r => r.Van);
        var over = current.Data.Kalender.Where(r => r.Soort == KalenderSoort.Studiejaar && r.Tot < begins).ToList();
        return over.Count == 0 ? given : [.. given, .. current.Data.Kalender.Where(r => r.Van <= over.Max(o => o.Tot)).Except(given)];
    }

    /// <summary>An organisation that is left out goes, unless something still refers to it; then it goes without its koppel.</summary>
    private IReadOnlyList<Organisatie> MergeOrganisaties(IReadOnlyCollection<string> referred)
    {
        var kept = Kept(draft.Organisaties, current.Data.Organisaties, o => o.Code,
            [.. referred, .. (draft.Organisaties ?? []).Select(o => o.Value.Koppel!)]);
        var koppels = kept.ToDictionary(o => o.Code, o => o.Koppel, StringComparer.Ordinal);
        return [.. kept.Select(o => o.Koppel is not null && koppels.GetValueOrDefault(o.Koppel) != o.Code ? o with { Koppel = null } : o)];
    }

    private PersonId? PersonAt(string? email) => email is null ? null : _byEmail[email];

    private static IReadOnlyList<T> Values<T>(IReadOnlyList<Draft<T>>? given, IReadOnlyList<T> now) =>
        Replaced(given) ? [.. given!.Select(d => d.Value)] : now;

    private static IReadOnlyList<T> Kept<T>(
        IReadOnlyList<Draft<T>>? given, IReadOnlyList<T> now, Func<T, string> code, IReadOnlyCollection<string> referred)
    {
        var values = Values(given, now);
        var codes = values.Select(code).ToHashSet(StringComparer.Ordinal);
        var wanted = referred.ToHashSet(StringComparer.Ordinal);
        return [.. values, .. now.Where(v => !codes.Contains(code(v)) && wanted.Contains(code(v)))];
    }

    private static bool Replaced<T>(IReadOnlyList<Draft<T>>? given) => given is { Count: > 0 };
}
