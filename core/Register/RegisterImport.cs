namespace Isop.Core.Register;

/// <summary>What an import comes to: the register as it would be, or everything that is wrong with it.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    public sealed record Valid(RegisterData Data) : ImportOutcome;

    /// <summary>Refused as a whole; every fault, in the order of the sheets and rows.</summary>
    public sealed record Refused(IReadOnlyList<RegisterFault> Faults) : ImportOutcome;
}

/// <summary>
/// Checks what was handed in and joins it with the current register: whole or not at all. Pure but for
/// <c>newId</c>, which draws the id of a person seen for the first time.
/// </summary>
public static class RegisterImport
{
    public static ImportOutcome Check(RegisterTables tables, RegisterSnapshot current, Func<PersonId> newId, DateOnly today)
    {
        if (!tables.Readable)
        {
            return new ImportOutcome.Refused(tables.Faults);
        }

        var faults = tables.Faults.ToList();
        faults.AddRange(RegisterSheet.All.Where(s => IsMissing(s, tables, current)).Select(s => RegisterFault.OfSheet(
            s.Name, "Dit blad ontbreekt. Is er niets voor dit blad? Lever het dan in met alleen de kopregel.")));
        var draft = RegisterParser.Parse(tables, faults);
        new RegisterRules(draft, new RegisterKnown(draft, tables, current)).Check();
        CheckAddressesOfOthers(draft, current);
        return faults.Count == 0
            ? new ImportOutcome.Valid(new RegisterMerge(draft, current, newId, today).Merge())
            : new ImportOutcome.Refused([.. faults.OrderBy(SheetOrder).ThenBy(f => f.Row).ThenBy(ColumnOrder)]);
    }

    /// <summary>
    /// People, roles, students and stages are ended when they are no longer handed in, so leaving out their sheet must not pass
    /// for "nobody any more". The other four stay as they are when their sheet is left out.
    /// </summary>
    internal static bool MustBeThere(RegisterSheet sheet) => sheet == RegisterSheet.Personen || sheet == RegisterSheet.Rollen
        || sheet == RegisterSheet.Studenten || sheet == RegisterSheet.Stages;

    private static bool IsMissing(RegisterSheet sheet, RegisterTables tables, RegisterSnapshot current) =>
        tables.Find(sheet.Name) is null && !tables.Faults.Any(f => f.Sheet == sheet.Name)
        && (MustBeThere(sheet) || current.Version.Length == 0);

    /// <summary>An address that a living student of another bron holds cannot be handed in for somebody else.</summary>
    private static void CheckAddressesOfOthers(RegisterDraft draft, RegisterSnapshot current)
    {
        const string taken = "Dit adres is in het register van een student van een andere bron.";
        var bronnen = draft.Bronnen;
        bool IsOther(string email, string? studentnummer) =>
            email.Length > 0 && current.FindByEmail(email) is { } owner && !bronnen.Contains(owner.Bron)
            && current.FindStudent(owner.Id) is { } student && student.Studentnummer != studentnummer
            && !(draft.Studenten ?? []).Any(s => s.Value.Studentnummer == student.Studentnummer);

        foreach (var person in (draft.Personen ?? []).Where(p => IsOther(p.Value.Email, null)))
        {
            person.Fields.Fault("email", taken);
        }

        foreach (var student in (draft.Studenten ?? []).Where(s => IsOther(s.Value.Persoon.Email, s.Value.Studentnummer)))
        {
            student.Fields.Fault("email", taken);
        }
    }

    private static int SheetOrder(RegisterFault fault) =>
        RegisterSheet.Find(fault.Sheet) is { } sheet ? ((List<RegisterSheet>)[.. RegisterSheet.All]).IndexOf(sheet) : -1;

    private static int ColumnOrder(RegisterFault fault) =>
        RegisterSheet.Find(fault.Sheet) is { } sheet && sheet.Columns.Contains(fault.Column) ? sheet.IndexOf(fault.Column) : -1;
}
