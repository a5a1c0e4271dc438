namespace Isop.Core.Register;

/// <summary>What changes between two versions of the register, by name: what the bureau reads before it says "toepassen".</summary>
public sealed record RegisterDiff
{
    /// <summary>Per table, in the order of the sheets; a table without changes is there with empty lists.</summary>
    public required IReadOnlyList<TableDiff> Tables { get; init; }

    /// <summary>Living people of the old version, and how many of those the new one ends.</summary>
    public required int People { get; init; }
    public required int PeopleEnded { get; init; }

    /// <summary>Running and future stages of the old version, and how many of those the new one ends.</summary>
    public required int Stages { get; init; }
    public required int StagesEnded { get; init; }

    public bool IsEmpty => Tables.All(t => t.New.Count + t.Changed.Count + t.Ended.Count == 0);

    /// <summary>More than 2 % of the people or of the stages ends: ask once more.</summary>
    public bool NeedsConfirmation => PeopleEnded * 50 > People || StagesEnded * 50 > Stages;

    public static RegisterDiff Compare(RegisterSnapshot old, RegisterSnapshot @new, DateOnly today)
    {
        var data = @new.Data;
        var was = old.Data;
        TableDiff[] tables =
        [
            Table("besturen", was.Besturen, data.Besturen, b => b.Code, b => $"{b.Naam} ({b.Code})", (a, b) => [Field("naam", a.Naam, b.Naam)]),
            Table("organisaties", was.Organisaties, data.Organisaties, o => o.Code, o => $"{o.Naam} ({o.Code})", RegisterDiffFields.Of),
            Table("personen", Professionals(old), Professionals(@new), p => p.Id.ToString(), p => p.Naam, RegisterDiffFields.Of, p => p.Beeindigd is null),
            Table("rollen", was.Rollen, data.Rollen, RegisterDiffFields.Key, r => RegisterDiffFields.Name(r, @new, old),
                (a, b) => [Field("tot", a.Tot, b.Tot)], r => r.Tot is null || r.Tot >= today),
            Table("studenten", Students(old), Students(@new), s => s.Student.Studentnummer, s => s.Persoon.Naam,
                (a, b) => RegisterDiffFields.Of(a, b, @new, old), s => s.Persoon.Beeindigd is null),
            Table("stages", was.Stages, data.Stages, s => s.Id, s => RegisterDiffFields.Name(s, @new, old),
                (a, b) => RegisterDiffFields.Of(a, b, @new, old), s => s.Beeindigd is null || s.Beeindigd > today),
            Table("leerteams", was.Leerteams, data.Leerteams, l => l.Code, l => $"{l.Naam} ({l.Code})",
                (a, b) => RegisterDiffFields.Of(a, b, @new, old)),
            Table("kalender", was.Kalender.Distinct().ToList(), data.Kalender.Distinct().ToList(),
                k => k.ToString(), RegisterDiffFields.Name, (_, _) => []),
        ];
        var ongoing = was.Stages.Where(s => s.IsOngoing(today)).ToList();
        var living = was.Personen.Where(p => p.Beeindigd is null).ToList();
        return new RegisterDiff
        {
            Tables = tables,
            People = living.Count,
            PeopleEnded = living.Count(p => @new.Find(p.Id) is not { Beeindigd: null }),
            Stages = ongoing.Count,
            StagesEnded = ongoing.Count(s => @new.FindStage(s.Id) is not { } now || !now.IsOngoing(today)),
        };
    }

    internal static string? Field<T>(string name, T old, T @new) =>
        EqualityComparer<T>.Default.Equals(old, @new) ? null : $"{name}: {RegisterDiffFields.Show(old)} → {RegisterDiffFields.Show(@new)}";

    private static List<Persoon> Professionals(RegisterSnapshot r) => [.. r.Data.Personen.Where(p => r.FindStudent(p.Id) is null)];

    private static List<(Student Student, Persoon Persoon)> Students(RegisterSnapshot r) =>
        [.. r.Data.Studenten.Select(s => (s, r.Find(s.Persoon)!))];

    /// <summary>A row that is there but no longer <paramref name="alive"/> counts as ended, and one that comes alive again as new.</summary>
    private static TableDiff Table<T>(
        string sheet, IReadOnlyList<T> old, IReadOnlyList<T> @new, Func<T, string> key, Func<T, string> name,
        Func<T, T, IReadOnlyList<string?>> fields, Func<T, bool>? alive = null)
    {
        alive ??= _ => true;
        var was = old.Where(alive).GroupBy(key).ToDictionary(g => g.Key, g => g.First());
        var now = @new.Where(alive).GroupBy(key).ToDictionary(g => g.Key, g => g.First());
        return new TableDiff(
            sheet,
            [.. now.Where(n => !was.ContainsKey(n.Key)).Select(n => new DiffLine(name(n.Value), []))],
            [.. now.Where(n => was.ContainsKey(n.Key))
                .Select(n => new DiffLine(name(n.Value), [.. fields(was[n.Key], n.Value).OfType<string>()])).Where(l => l.What.Count > 0)],
            [.. was.Where(w => !now.ContainsKey(w.Key)).Select(w => new DiffLine(name(w.Value), []))]);
    }
}

/// <summary>What is new, changed and ended in one table.</summary>
public sealed record TableDiff(string Sheet, IReadOnlyList<DiffLine> New, IReadOnlyList<DiffLine> Changed, IReadOnlyList<DiffLine> Ended);

/// <summary>A row by name, with what changed in it ("e-mail: a → b").</summary>
public sealed record DiffLine(string Name, IReadOnlyList<string> What);
