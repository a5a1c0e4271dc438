namespace Isop.Core.Register;

/// <summary>
/// What the rows of an import may refer to: the rows of the import itself and what stays of the current register. A set is null
/// when its sheet could not be read: then nothing is said about references into it, because every one would be wrong.
/// </summary>
internal sealed class RegisterKnown
{
    private readonly Dictionary<string, int> _lostNames;

    public RegisterKnown(RegisterDraft draft, RegisterTables tables, RegisterSnapshot current)
    {
        var bronnen = draft.Bronnen;
        Besturen = Set(tables, RegisterSheet.Besturen, "code", current.Data.Besturen.Select(b => b.Code), StringComparer.Ordinal);
        Organisaties = Set(tables, RegisterSheet.Organisaties, "code", current.Data.Organisaties.Select(o => o.Code), StringComparer.Ordinal);
        Studentnummers = Set(tables, RegisterSheet.Studenten, "studentnummer", current.Data.Studenten
            .Where(s => Stays(current.Find(s.Persoon), bronnen)).Select(s => s.Studentnummer), StringComparer.Ordinal);
        Adressen = Set(tables, RegisterSheet.Personen, "email", current.Data.Personen
            .Where(p => Stays(p, bronnen) && current.FindStudent(p.Id) is null).Select(p => p.Email), StringComparer.OrdinalIgnoreCase);
        EerdereAdressen = current.Data.Personen.Where(p => Stays(p, bronnen)).SelectMany(p => p.EerdereAdressen ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var koppels = current.Data.Organisaties.ToDictionary(o => o.Code, o => o.Koppel, StringComparer.Ordinal);
        foreach (var o in draft.Organisaties ?? [])
        {
            koppels[o.Value.Code] = o.Value.Koppel;
        }

        Koppels = koppels;
        _lostNames = (draft.Personen ?? []).Where(p => p.Value.Email.Length == 0 && p.Value.Naam.Length > 0)
            .Select(p => Letters(p.Value.Naam)).GroupBy(n => n).ToDictionary(g => g.Key, _ => 0);
    }

    public IReadOnlySet<string>? Besturen { get; }
    public IReadOnlySet<string>? Organisaties { get; }
    public IReadOnlySet<string>? Studentnummers { get; }
    public IReadOnlySet<string>? Adressen { get; }

    /// <summary>What people who stay were called by before the bureau changed their address.</summary>
    public IReadOnlySet<string> EerdereAdressen { get; }

    /// <summary>Per organisation the other half of its koppel, as the import leaves it.</summary>
    public IReadOnlyDictionary<string, string?> Koppels { get; }

    public bool AreKoppel(string one, string other) =>
        one != other && Koppels.GetValueOrDefault(one) == other && Koppels.GetValueOrDefault(other) == one;

    /// <summary>
    /// Whether an unknown address (first.last@…) is that of a row of personen whose own address is unusable. That one fault is
    /// listed; the thirty students who name this person are not thirty faults more.
    /// </summary>
    public bool FollowsFromLostAddress(string email)
    {
        var name = Letters(email[..Math.Max(email.IndexOf('@'), 0)]);
        if (!_lostNames.TryGetValue(name, out var count))
        {
            return false;
        }

        _lostNames[name] = count + 1;
        return true;
    }

    private static bool Stays(Persoon? person, IReadOnlySet<string> bronnen) =>
        person is { Beeindigd: null } && !bronnen.Contains(person.Bron);

    private static HashSet<string>? Set(
        RegisterTables tables, RegisterSheet sheet, string column, IEnumerable<string> current, StringComparer comparer)
    {
        var known = current.ToHashSet(comparer);
        if (tables.Find(sheet.Name) is { } table)
        {
            var index = sheet.IndexOf(column);
            known.UnionWith(table.Rows.Select(r => r.Cells[index]));
            return table.Has(column) ? known : null;
        }

        return known.Count == 0 || RegisterImport.MustBeThere(sheet) ? null : known;
    }

    private static string Letters(string text) => string.Concat(
        text.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();
}
