namespace Isop.Core.Register;

/// <summary>What no single row can tell: uniqueness, references, koppels, stages that overlap.</summary>
internal sealed class RegisterRules(RegisterDraft draft, RegisterKnown known)
{
    public void Check()
    {
        Unique(draft.Besturen, b => b.Code, "code", StringComparer.Ordinal);
        Unique(draft.Organisaties, o => o.Code, "code", StringComparer.Ordinal);
        Unique(draft.Leerteams, l => l.Code, "code", StringComparer.Ordinal);
        Unique(draft.Personen, p => p.Email, "email", StringComparer.OrdinalIgnoreCase);
        Unique(draft.Studenten, s => s.Studentnummer, "studentnummer", StringComparer.Ordinal);
        Unique(draft.Studenten, s => s.Persoon.Email, "email", StringComparer.OrdinalIgnoreCase);
        Each(draft.Organisaties, CheckOrganisatie);
        Each(draft.Rollen, CheckRol);
        Each(draft.Studenten, CheckStudent);
        Each(draft.Stages, CheckStage);
        Each(draft.Leerteams, CheckLeerteam);
        Each(draft.Kalender, (f, k) => RefersTo(f, "organisatie", k.Organisatie, known.Organisaties, "De organisatie", "organisaties"));
        CheckOverlap();
    }

    private void CheckOrganisatie(RowFields f, Organisatie o)
    {
        RefersTo(f, "bestuur", o.Bestuur, known.Besturen, "Het bestuur", "besturen");
        if (o.Koppel is not { } koppel || known.Organisaties is null)
        {
            return;
        }

        if (koppel == o.Code)
        {
            f.Fault("koppel", "Een organisatie kan geen koppel met zichzelf zijn.");
        }
        else if (!known.Organisaties.Contains(koppel))
        {
            RefersTo(f, "koppel", koppel, known.Organisaties, "De organisatie", "organisaties");
        }
        else if (!known.AreKoppel(o.Code, koppel))
        {
            f.Fault("koppel", $"Een koppel is wederzijds. Bij {koppel} hoort {o.Code} als koppel te staan.");
        }
    }

    private void CheckRol(RowFields f, RolDraft rol)
    {
        RefersToPerson(f, "email", rol.Email);
        RefersTo(f, "organisatie", rol.Organisatie, known.Organisaties, "De organisatie", "organisaties");
        RefersTo(f, "bestuur", rol.Bestuur, known.Besturen, "Het bestuur", "besturen");
    }

    private void CheckStudent(RowFields f, StudentDraft student)
    {
        RefersToPerson(f, "studiecoach", student.Studiecoach);
        RefersToPerson(f, "mwb", student.Mwb);
        if (known.Adressen is not null && known.Adressen.Contains(student.Persoon.Email) && student.Persoon.Email.Length > 0)
        {
            f.Fault("email", "Dit adres is al van iemand op het blad personen. Iedereen heeft een eigen adres.");
        }
    }

    private void CheckStage(RowFields f, StageDraft stage)
    {
        RefersTo(f, "studentnummer", stage.Studentnummer, known.Studentnummers, "De student", "studenten");
        RefersTo(f, "organisatie", stage.Organisatie, known.Organisaties, "De organisatie", "organisaties");
        RefersToPerson(f, "schoolopleider", stage.Opleider);
        foreach (var begeleider in stage.Werkplekbegeleiders)
        {
            RefersToPerson(f, "werkplekbegeleiders", begeleider);
        }
    }

    private void CheckLeerteam(RowFields f, LeerteamDraft leerteam)
    {
        RefersToPerson(f, "begeleider", leerteam.Begeleider);
        foreach (var code in leerteam.Organisaties)
        {
            RefersTo(f, "organisaties", code, known.Organisaties, "De organisatie", "organisaties");
        }

        if (known.Organisaties is null || leerteam.Organisaties.Any(c => !known.Organisaties.Contains(c)))
        {
            return;
        }

        var partner = leerteam.Organisaties.Count == 1 ? known.Koppels.GetValueOrDefault(leerteam.Organisaties[0]) : null;
        if (leerteam.Organisaties.Count > 2 || (leerteam.Organisaties is [var one, var other] && !known.AreKoppel(one, other)))
        {
            f.Fault("organisaties", "Een leerteam hoort bij een organisatie, of bij de twee van een koppel.");
        }
        else if (partner is not null && known.AreKoppel(leerteam.Organisaties[0], partner))
        {
            f.Fault("organisaties", $"{leerteam.Organisaties[0]} is een koppel met {partner}. Zet ze er allebei.");
        }
    }

    /// <summary>A stage is known by student, organisation and first day; the same student is not twice at one place on one day.</summary>
    private void CheckOverlap()
    {
        var stages = (draft.Stages ?? []).Where(s => s.Value is { Studentnummer.Length: > 0, Organisatie.Length: > 0 }
            && s.Value.Van != default && s.Value.Van <= s.Value.Tot);
        foreach (var group in stages.GroupBy(s => (s.Value.Studentnummer, s.Value.Organisatie)).Where(g => g.Count() > 1))
        {
            var earlier = new List<Draft<StageDraft>>();
            foreach (var stage in group)
            {
                if (earlier.Find(e => Overlap(e.Value, stage.Value)) is { } first)
                {
                    stage.Fields.Fault("van", $"Deze stage valt samen met die op rij {first.Fields.Row.Number + 1}: dezelfde student, organisatie en dagen.");
                }

                earlier.Add(stage);
            }
        }
    }

    private static bool Overlap(StageDraft a, StageDraft b) =>
        a.Van == b.Van || (a.Van <= b.Tot && b.Van <= a.Tot && a.Dagen.Intersect(b.Dagen).Any());

    private static void Each<T>(IReadOnlyList<Draft<T>>? rows, Action<RowFields, T> check)
    {
        foreach (var row in rows ?? [])
        {
            check(row.Fields, row.Value);
        }
    }

    private static void Unique<T>(IReadOnlyList<Draft<T>>? rows, Func<T, string> key, string column, StringComparer comparer)
    {
        var seen = new Dictionary<string, int>(comparer);
        foreach (var row in rows ?? [])
        {
            if (key(row.Value) is { Length: > 0 } value && !seen.TryAdd(value, row.Fields.Row.Number))
            {
                row.Fields.Fault(column, $"Dit staat ook op rij {seen[value] + 1}. Het mag maar een keer voorkomen.");
            }
        }
    }

    private void RefersToPerson(RowFields f, string column, string? email)
    {
        if (email is { Length: > 0 } && known.Adressen is not null && !known.Adressen.Contains(email) && !known.EerdereAdressen.Contains(email) && !known.FollowsFromLostAddress(email))
        {
            f.Fault(column, $"{email} staat niet op het blad personen.");
        }
    }

    private static void RefersTo(RowFields f, string column, string? code, IReadOnlySet<string>? set, string what, string sheet)
    {
        if (code is { Length: > 0 } && set is not null && !set.Contains(code))
        {
            f.Fault(column, $"{what} {code} staat niet op het blad {sheet}.");
        }
    }
}
