using System.Globalization;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bureau.Importeren;

/// <summary>The register: reading a file in, looking at what it changes, applying and undoing.</summary>
internal static class RegisterEndpoints
{
    public const string Path = "/bureau/register";
    public const long LargestFile = 20 * 1024 * 1024;

    /// <summary>How far back the page tells what happened; the logboek has the rest.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromDays(90);

    private const int FaultsPerPage = 100;
    private const int LinesPerPage = 100;

    public static void MapRegister(this RouteGroupBuilder group)
    {
        group.MapGet("/register", Show);
        group.MapPost("/register/inlezen", ReadIn);
        group.MapGet("/register/fouten/{id}", ShowFaults);
        group.MapGet("/register/fouten/{id}/fouten.csv", DownloadFaults);
        group.MapGet("/register/voorbeeld/{version}", Preview);
        group.MapGet("/register/voorbeeld/{version}/{sheet}/{soort}", PreviewList);
        group.MapPost("/register/toepassen", Apply);
        group.MapGet("/register/terugdraaien", AskUndo);
        group.MapPost("/register/terugdraaien", Undo);
    }

    private static async Task<IResult> Show(RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken) =>
        Pages.Show<RegisterScreen>(new { Stand = await ReadAsync(registers, clock.GetUtcNow(), cancellationToken) });

    private static async Task<IResult> ReadIn(
        HttpContext context, RegisterStore registers, Foutenlijst fouten, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var file = form.Files.GetFile("bestand");
        var wrong = file switch
        {
            null or { Length: 0 } => "Kies eerst een bestand.",
            { Length: > LargestFile } => "Dit bestand is groter dan 20 MB. Een register is veel kleiner; kijk of je het goede bestand hebt.",
            _ => null,
        };
        if (wrong is not null)
        {
            var stand = await ReadAsync(registers, clock.GetUtcNow(), cancellationToken);
            return Pages.Show<RegisterScreen>(new { Stand = stand, Fout = wrong }, StatusCodes.Status422UnprocessableEntity);
        }

        await using var stream = file!.OpenReadStream();
        switch (await registers.PreviewAsync(stream, BureauActor.Of(context), cancellationToken))
        {
            case PreviewOutcome.Refused(var faults):
                return new SeeOther($"{Path}/fouten/{await fouten.KeepAsync(file.FileName, faults, cancellationToken)}");
            case PreviewOutcome.Preview(var version, var diff):
                await fouten.ForgetAsync(cancellationToken);
                return diff.IsEmpty ? Gedaan.At(Path, Gedaan.GeenVerschil) : new SeeOther($"{Path}/voorbeeld/{version}");
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }

    private static async Task<IResult> ShowFaults(string id, string? pagina, Foutenlijst fouten, CancellationToken cancellationToken) =>
        await fouten.FindAsync(id, cancellationToken) is { } found
            ? Pages.Show<FaultsScreen>(new { Fouten = found, Page = Paging.Take(found.Lijst, Paging.Asked(pagina), FaultsPerPage) })
            : Gone();

    private static async Task<IResult> DownloadFaults(string id, Foutenlijst fouten, CancellationToken cancellationToken) =>
        await fouten.FindAsync(id, cancellationToken) is { } found
            ? Csv.File("fouten-in-het-register.csv", ["werkblad", "rij in Excel", "kolom", "waarde", "wat is er mis"], found.Lijst.Select(
                f => (IReadOnlyList<string>)[f.Sheet, f.WorksheetRow.ToString(CultureInfo.InvariantCulture), f.Column, f.Value, f.Reason]))
            : Gone();

    private static async Task<IResult> Preview(string version, string? bevestig, RegisterStore registers, CancellationToken cancellationToken)
    {
        if (!IsVersion(version) || await registers.ShowAsync(version, cancellationToken) is not { } preview)
        {
            return Gone();
        }

        var applied = (await registers.PointerAsync(cancellationToken))?.Current == version;
        return Pages.Show<PreviewScreen>(new { preview.Version, preview.Diff, preview.Gewist, Applied = applied, Ask = bevestig is not null });
    }

    private static async Task<IResult> PreviewList(
        string version, string sheet, string soort, string? pagina, RegisterStore registers, CancellationToken cancellationToken)
    {
        var table = !IsVersion(version) ? null : (await registers.ShowAsync(version, cancellationToken))?.Diff.Tables.FirstOrDefault(t => t.Sheet == sheet);
        return table is null || DiffWords.Lines(table, soort) is not { } lines
            ? Gone()
            : Pages.Show<DiffListScreen>(new
            {
                Version = version, Sheet = sheet, Soort = soort, Page = Paging.Take(lines, Paging.Asked(pagina), LinesPerPage),
            });
    }

    private static async Task<IResult> Apply(
        HttpContext context, RegisterStore registers, Planning planning, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var version = form["versie"].ToString();
        if (!IsVersion(version))
        {
            return Gone();
        }

        switch (await registers.ApplyAsync(version, BureauActor.Of(context), form["bevestigd"] == "ja", cancellationToken))
        {
            case ApplyOutcome.Applied:
                await planning.RunAsync(clock.GetUtcNow(), cancellationToken);
                return Gedaan.At(Path, Gedaan.Toegepast);
            case ApplyOutcome.AlreadyApplied:
                return Gedaan.At(Path, Gedaan.AlToegepast);
            case ApplyOutcome.ConfirmationNeeded:
                return new SeeOther($"{Path}/voorbeeld/{Uri.EscapeDataString(version)}?bevestig=ja");
            case ApplyOutcome.BaseChanged:
                return Gedaan.At(Path, Gedaan.Verouderd);
            default:
                return Gone();
        }
    }

    private static async Task<IResult> AskUndo(RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await registers.PointerAsync(cancellationToken) is not { } pointer || now - pointer.AppliedAt > RegisterStore.UndoPeriod
            || await registers.LoadAsync(pointer.Previous, cancellationToken) is not { } previous)
        {
            return Gedaan.At(Path, Gedaan.NietMeerTerug);
        }

        var current = await registers.CurrentAsync(cancellationToken);
        var diff = RegisterDiff.Compare(current, previous, AmsterdamTime.DateOf(now));
        return Pages.Show<UndoScreen>(new { Current = pointer.Current, Previous = pointer.Previous, Diff = diff });
    }

    private static async Task<IResult> Undo(
        HttpContext context, RegisterStore registers, Planning planning, TimeProvider clock, CancellationToken cancellationToken)
    {
        // The form names the version it undoes: undoing twice would bring that one back.
        var seen = (await context.Request.ReadFormAsync(cancellationToken))["versie"].ToString();
        switch (await registers.UndoAsync(seen, BureauActor.Of(context), cancellationToken))
        {
            case UndoOutcome.Undone:
                await planning.RunAsync(clock.GetUtcNow(), cancellationToken);
                return Gedaan.At(Path, Gedaan.Teruggedraaid);
            case UndoOutcome.AlreadyMoved:
                return Gedaan.At(Path, Gedaan.AlVeranderd);
            default:
                return Gedaan.At(Path, Gedaan.NietMeerTerug);
        }
    }

    private static async ValueTask<RegisterStand> ReadAsync(RegisterStore registers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var history = new List<InzageRegel>();
        await foreach (var line in registers.HistoryAsync(now - Shown, cancellationToken))
        {
            history.Add(line);
        }

        history.Reverse();
        var pointer = await registers.PointerAsync(cancellationToken);
        return new RegisterStand
        {
            Register = await registers.CurrentAsync(cancellationToken),
            Applied = pointer,
            UndoUntil = pointer is not null && now - pointer.AppliedAt <= RegisterStore.UndoPeriod ? pointer.AppliedAt + RegisterStore.UndoPeriod : null,
            History = history,
        };
    }

    /// <summary>Whether it can be the id of a version at all: it becomes part of a key.</summary>
    private static bool IsVersion(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static IResult Gone() => Pages.Error(StatusCodes.Status404NotFound, new ErrorText(
        "Dit voorbeeld is er niet meer", "Lees het bestand opnieuw in bij Register. Er is niets veranderd."));
}
