using Isop.Bot.Web;
using Isop.Bot.Web.Components;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Bot.Bureau.Instrumentbeheer;

/// <summary>What students answer after a stage: which lists there are, downloading one, and bringing a new version.</summary>
internal static class VragenlijstEndpoints
{
    public const string Path = "/bureau/instrumenten/vragenlijsten";
    private const long LargestFile = 2 * 1024 * 1024;

    public static MenuItem Vragenlijsten { get; } = new(Path, "Vragenlijsten");

    public static void MapVragenlijsten(this RouteGroupBuilder group)
    {
        group.MapGet("/instrumenten/vragenlijsten", ShowAsync);
        group.MapGet("/instrumenten/vragenlijsten/{id}/{versie:int}", ShowOneAsync);
        group.MapGet("/instrumenten/vragenlijsten/{id}/{versie:int}/vragenlijst.json", DownloadAsync);
        group.MapPost("/instrumenten/vragenlijsten/inlezen", ReadInAsync);
        group.MapGet("/instrumenten/vragenlijsten/voorbeeld/{kenmerk}", PreviewAsync);
        group.MapPost("/instrumenten/vragenlijsten/toepassen", ApplyAsync);
    }

    private static Task<IResult> ShowAsync(VragenlijstStore vragenlijsten, GolfIsOpen isOpen, CancellationToken cancellationToken) =>
        ListAsync(vragenlijsten, isOpen, null, [], cancellationToken);

    private static async Task<IResult> ShowOneAsync(string id, int versie, VragenlijstStore vragenlijsten, CancellationToken cancellationToken) =>
        (await vragenlijsten.CurrentAsync(cancellationToken)).Find(new VragenlijstRef(id, versie)) is { } found
            ? Pages.Show<VragenlijstScreen>(new { Vragenlijst = found })
            : NotThere();

    private static async Task<IResult> DownloadAsync(string id, int versie, VragenlijstStore vragenlijsten, CancellationToken cancellationToken)
    {
        var catalog = await vragenlijsten.CurrentAsync(cancellationToken);
        return catalog.Find(new VragenlijstRef(id, versie)) is { } found
            ? TypedResults.File(VragenlijstFile.NextVersion(catalog, found), "application/json", $"{id}.json")
            : NotThere();
    }

    private static async Task<IResult> ReadInAsync(HttpContext context, VragenlijstStore vragenlijsten, GolfIsOpen isOpen, CancellationToken cancellationToken)
    {
        var file = (await context.Request.ReadFormAsync(cancellationToken)).Files.GetFile("bestand");
        var wrong = file switch
        {
            null or { Length: 0 } => "Kies eerst een bestand.",
            { Length: > LargestFile } => "Dit bestand is groter dan 2 MB. Een vragenlijst is veel kleiner.",
            _ => null,
        };
        if (wrong is not null)
        {
            return await ListAsync(vragenlijsten, isOpen, wrong, [], cancellationToken);
        }

        await using var stream = file!.OpenReadStream();
        return await vragenlijsten.PreviewAsync(stream, cancellationToken) switch
        {
            VragenlijstPreview.Ready(var kenmerk, _, _) => new SeeOther($"{Path}/voorbeeld/{kenmerk}"),
            VragenlijstPreview.Faulty(var faults) =>
                await ListAsync(vragenlijsten, isOpen, "Dit bestand klopt nog niet. Er is niets veranderd.", faults, cancellationToken),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static async Task<IResult> PreviewAsync(string kenmerk, VragenlijstStore vragenlijsten, GolfIsOpen isOpen, CancellationToken cancellationToken) =>
        await vragenlijsten.FindPreviewAsync(kenmerk, cancellationToken) is { } ready
            ? Pages.Show<VragenlijstPreviewScreen>(new { ready.Kenmerk, ready.Vragenlijst, ready.Verschil, Loopt = await isOpen(cancellationToken) })
            : NotThere();

    private static async Task<IResult> ApplyAsync(
        HttpContext context, VragenlijstStore vragenlijsten, GolfIsOpen isOpen, TimeProvider clock, CancellationToken cancellationToken)
    {
        var kenmerk = (await context.Request.ReadFormAsync(cancellationToken))["kenmerk"].ToString();
        return await vragenlijsten.ApplyAsync(kenmerk, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken) switch
        {
            VragenlijstApplied.Refused(var reden) => await ListAsync(vragenlijsten, isOpen, reden, [], cancellationToken),
            _ => Gedaan.At(Path, Gedaan.VragenlijstInGebruik),
        };
    }

    private static async Task<IResult> ListAsync(
        VragenlijstStore vragenlijsten, GolfIsOpen isOpen, string? fout, IReadOnlyList<InstrumentFault> faults, CancellationToken cancellationToken)
    {
        var catalog = await vragenlijsten.CurrentAsync(cancellationToken);
        return Pages.Show<VragenlijstenScreen>(
            new
            {
                Regels = catalog.Applied.Reverse().Select(l => new VragenlijstRegel(l, InUse(catalog, l))).ToList(),
                // That a wave is open is told for the page, not for the file.
                Loopt = fout == VragenlijstStore.Loopt || await isOpen(cancellationToken),
                Fout = fout == VragenlijstStore.Loopt ? null : fout,
                Fouten = faults,
            },
            fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The opleidingen whose students are invited with this version.</summary>
    private static List<string> InUse(VragenlijstCatalog catalog, Vragenlijst vragenlijst) =>
        [.. vragenlijst.Opleidingen.Where(code => Opleiding.TryParse(code, out var opleiding) && catalog.For(opleiding)?.Ref() == vragenlijst.Ref())];

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, new ErrorText(
        "Deze vragenlijst is er niet", "Misschien is het voorbeeld vervangen door een ander. Lees het bestand opnieuw in."));
}
