using System.Globalization;
using Isop.Bot.Web;
using Isop.Core.Instrumenten;
using Isop.Core.Register;

namespace Isop.Bot.Bureau.Instrumentbeheer;

/// <summary>The forms that people fill in: which there are, downloading one, and bringing a new version.</summary>
internal static class InstrumentEndpoints
{
    public const string Path = "/bureau/instrumenten";
    private const long LargestFile = 2 * 1024 * 1024;

    public static void MapInstrumenten(this RouteGroupBuilder group)
    {
        group.MapGet("/instrumenten", Show);
        group.MapGet("/instrumenten/{id}/{versie:int}", ShowOne);
        group.MapGet("/instrumenten/{id}/{versie:int}/instrument.json", Download);
        group.MapPost("/instrumenten/inlezen", ReadIn);
        group.MapGet("/instrumenten/voorbeeld/{kenmerk}", Preview);
        group.MapPost("/instrumenten/toepassen", Apply);
    }

    private static async Task<IResult> Show(InstrumentStore instrumenten, CancellationToken cancellationToken) =>
        List(await instrumenten.CurrentAsync(cancellationToken), null, []);

    private static async Task<IResult> ShowOne(string id, int versie, InstrumentStore instrumenten, CancellationToken cancellationToken) =>
        (await instrumenten.CurrentAsync(cancellationToken)).Find(new InstrumentRef(id, versie)) is { } found
            ? Pages.Show<InstrumentScreen>(new { Instrument = found })
            : NotThere();

    private static async Task<IResult> Download(string id, int versie, InstrumentStore instrumenten, CancellationToken cancellationToken)
    {
        var catalog = await instrumenten.CurrentAsync(cancellationToken);
        return catalog.Find(new InstrumentRef(id, versie)) is { } found
            ? TypedResults.File(InstrumentFile.NextVersion(catalog, found), "application/json", string.Create(CultureInfo.InvariantCulture, $"{id}.json"))
            : NotThere();
    }

    private static async Task<IResult> ReadIn(HttpContext context, InstrumentStore instrumenten, CancellationToken cancellationToken)
    {
        var file = (await context.Request.ReadFormAsync(cancellationToken)).Files.GetFile("bestand");
        var wrong = file switch
        {
            null or { Length: 0 } => "Kies eerst een bestand.",
            { Length: > LargestFile } => "Dit bestand is groter dan 2 MB. Een instrument is veel kleiner.",
            _ => null,
        };
        if (wrong is not null)
        {
            return List(await instrumenten.CurrentAsync(cancellationToken), wrong, []);
        }

        await using var stream = file!.OpenReadStream();
        return await instrumenten.PreviewAsync(stream, cancellationToken) switch
        {
            InstrumentPreview.Ready(var kenmerk, _, _) => new SeeOther($"{Path}/voorbeeld/{kenmerk}"),
            InstrumentPreview.Faulty(var faults) =>
                List(await instrumenten.CurrentAsync(cancellationToken), "Dit bestand klopt nog niet. Er is niets veranderd.", faults),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static async Task<IResult> Preview(string kenmerk, InstrumentStore instrumenten, CancellationToken cancellationToken) =>
        await instrumenten.FindPreviewAsync(kenmerk, cancellationToken) is { } ready
            ? Pages.Show<InstrumentPreviewScreen>(new { ready.Kenmerk, ready.Instrument, ready.Verschil })
            : NotThere();

    private static async Task<IResult> Apply(
        HttpContext context, InstrumentStore instrumenten, TimeProvider clock, CancellationToken cancellationToken)
    {
        var kenmerk = (await context.Request.ReadFormAsync(cancellationToken))["kenmerk"].ToString();
        return await instrumenten.ApplyAsync(kenmerk, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken) switch
        {
            InstrumentApplied.Refused(var reden) => List(await instrumenten.CurrentAsync(cancellationToken), reden, []),
            _ => Gedaan.At(Path, Gedaan.InGebruik),
        };
    }

    private static IResult List(InstrumentCatalog catalog, string? fout, IReadOnlyList<InstrumentFault> faults) =>
        Pages.Show<InstrumentenScreen>(
            new { Regels = catalog.Applied.Reverse().Select(i => new InstrumentRegel(i, InUse(catalog, i))).ToList(), Fout = fout, Fouten = faults },
            fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>Where this version is the one that new cases open with.</summary>
    private static List<(string Opleiding, int Leerjaar)> InUse(InstrumentCatalog catalog, Instrument instrument) =>
    [
        .. from code in instrument.Opleidingen
           from leerjaar in instrument.Leerjaren
           where Opleiding.TryParse(code, out var opleiding) && catalog.For(opleiding, leerjaar)?.Ref() == instrument.Ref()
           select (code, leerjaar),
    ];

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, new ErrorText(
        "Dit instrument is er niet", "Misschien is het voorbeeld vervangen door een ander. Lees het bestand opnieuw in."));
}
