using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Importeren;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Beheer;

/// <summary>Reads a register in as the bureau's page does: checked as a whole, shown, applied.</summary>
internal sealed class ImportCommand(RegisterStore registers, Planning planning, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.Import opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        if (new FileInfo(opdracht.Bestand) is not { Exists: true } file)
        {
            return uit.Weiger($"Het bestand {Path.GetFullPath(opdracht.Bestand)} is er niet.");
        }

        if (file.Length > RegisterEndpoints.LargestFile)
        {
            return uit.Weiger("Dit bestand is groter dan 20 MB. Een register is veel kleiner; kijk of je het goede bestand hebt.");
        }

        await using var stream = file.OpenRead();
        switch (await registers.PreviewAsync(stream, Beheerder.Naam, cancellationToken))
        {
            case PreviewOutcome.Refused(var faults):
                return Refuse(file.Name, faults, uit);
            case PreviewOutcome.Preview { Diff.IsEmpty: true }:
                return uit.Klaar("Dit bestand is goed en precies gelijk aan het register van nu. Er valt niets toe te passen.");
            case PreviewOutcome.Preview(var version, var diff) preview:
                Show(diff, uit);
                foreach (var person in preview.Gewist)
                {
                    uit.Regel($"Let op: {person.Naam} ({person.Email}) is gewist op {BureauText.Moment(person.GewistOp)}, maar staat nog in jullie bestand. Haal de rij weg als dat niet klopt.");
                }

                return opdracht.Proef
                    ? uit.Klaar("Dit was een proef. Er is niets veranderd.")
                    : await ApplyAsync(version, opdracht.Bevestigd, uit, cancellationToken);
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }

    private async ValueTask<Afloop> ApplyAsync(string version, bool confirmed, Uitvoer uit, CancellationToken cancellationToken)
    {
        switch (await registers.ApplyAsync(version, Beheerder.Naam, confirmed, cancellationToken))
        {
            case ApplyOutcome.Applied:
                await planning.RunAsync(clock.GetUtcNow(), cancellationToken);
                return uit.Klaar("Het register is toegepast. Het bureau kan dit 24 uur lang terugdraaien.");
            case ApplyOutcome.AlreadyApplied:
                return uit.Klaar("Dit register was al toegepast. Er is niets veranderd.");
            case ApplyOutcome.ConfirmationNeeded ask:
                return uit.Weiger(
                    $"Met dit bestand {Stop(ask.PeopleEnded)} {BureauText.Number(ask.PeopleEnded)} van de {BureauText.Number(ask.People)} mensen"
                    + $" en {BureauText.Number(ask.StagesEnded)} van de {BureauText.Number(ask.Stages)} stages. Klopt dat? Geef de opdracht dan met --bevestigd.");
            case ApplyOutcome.BaseChanged:
                return uit.Weiger("Het register veranderde tijdens het inlezen. Geef de opdracht nog eens.");
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }

    private static Afloop Refuse(string name, IReadOnlyList<RegisterFault> faults, Uitvoer uit)
    {
        foreach (var fault in faults)
        {
            uit.Fout($"{Place(fault)}: {fault.Reason}{(fault.Value.Length == 0 ? "" : $" Er staat: {fault.Value}")}");
        }

        return uit.Weiger($"In {name} {(faults.Count == 1 ? "is 1 fout" : $"zijn {BureauText.Number(faults.Count)} fouten")} gevonden. Er is niets veranderd.");
    }

    /// <summary>"studenten, rij 12 (rij in Excel), e-mail"</summary>
    private static string Place(RegisterFault fault) => fault.Sheet.Length == 0
        ? "hele bestand"
        : $"{fault.Sheet}, rij {fault.WorksheetRow} in Excel{(fault.Column.Length == 0 ? "" : $", {fault.Column}")}";

    private static string Stop(int people) => people == 1 ? "stopt" : "stoppen";

    private static void Show(RegisterDiff diff, Uitvoer uit)
    {
        foreach (var table in diff.Tables.Where(t => t.New.Count + t.Changed.Count + t.Ended.Count > 0))
        {
            uit.Regel(
                $"{DiffWords.Title(table.Sheet)}: {BureauText.Number(table.New.Count)} nieuw, {BureauText.Number(table.Changed.Count)} gewijzigd, "
                + $"{BureauText.Number(table.Ended.Count)} beëindigd");
        }
    }
}
