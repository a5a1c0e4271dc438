using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau.Vragen;

/// <summary>What people asked or said ("Klopt dit niet?"), and the bureau's answer.</summary>
internal static class MeldingenEndpoints
{
    public const string Path = "/bureau/meldingen";
    private const int PerPage = 50;

    /// <summary>How far back the answered ones are shown.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromDays(180);

    public static void MapMeldingen(this RouteGroupBuilder group)
    {
        group.MapGet("/meldingen", Show);
        group.MapGet("/meldingen/{id}", ShowOne);
        group.MapPost("/meldingen/antwoord", Answer);
        group.MapPost("/meldingen/gaat-verder", GoOn);
    }

    private static async Task<IResult> Show(
        string? klaar, string? pagina, MeldingStore meldingen, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var open = await meldingen.OpenAsync(cancellationToken).Select(m => m.Document.Value).ToListAsync(cancellationToken);
        var answered = klaar is null ? null : await meldingen.AnsweredAsync(clock.GetUtcNow() - Shown, cancellationToken)
            .Select(m => m.Document.Value).ToListAsync(cancellationToken);
        answered?.Reverse();
        return Pages.Show<MeldingenScreen>(new
        {
            Register = await registers.CurrentAsync(cancellationToken),
            Open = open.Count,
            Klaar = answered is not null,
            Page = Paging.Take(answered ?? open, Paging.Asked(pagina), PerPage),
        });
    }

    private static async Task<IResult> ShowOne(
        string id, MeldingStore meldingen, Voortgangslijst lijst, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken) =>
        IsId(id) && await meldingen.FindAsync(id, cancellationToken) is { } melding
            ? await OneAsync(melding, lijst, registers, clock.GetUtcNow(), null, null, cancellationToken)
            : NotThere();

    private static async Task<IResult> Answer(
        HttpContext context, MeldingStore meldingen, Voortgangslijst lijst, Zaken zaken, RegisterStore registers, Planning planning, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (id, tekst, now) = (form["id"].ToString(), form["tekst"].ToString().Trim(), clock.GetUtcNow());
        if (!IsId(id) || await meldingen.FindAsync(id, cancellationToken) is not { } melding)
        {
            return NotThere();
        }

        if (tekst.Length is 0 or > MeldingStore.LongestText)
        {
            var wrong = tekst.Length == 0 ? "Schrijf een antwoord." : $"Maak je antwoord korter: niet meer dan {MeldingStore.LongestText} tekens.";
            return await OneAsync(melding, lijst, registers, now, wrong, tekst, cancellationToken);
        }

        // First the case, then the answer: pressing again after a crash in between answers what was left.
        if (melding is { Case: { } zaak, Antwoord: null } && form["verder"] == "ja")
        {
            await GoOnAsync(zaak, zaken, planning, now, cancellationToken);
        }

        return await meldingen.AnswerAsync(melding.Id, tekst, BureauActor.Of(context), now, cancellationToken)
            ? Gedaan.At(Path, Gedaan.Beantwoord)
            : Gedaan.At($"{Path}/{melding.Id}", Gedaan.AlBeantwoord);
    }

    private static async Task<IResult> GoOn(
        HttpContext context, Zaken zaken, Planning planning, TimeProvider clock, CancellationToken cancellationToken)
    {
        var zaak = (await context.Request.ReadFormAsync(cancellationToken))["zaak"].ToString();
        return zaak.Length <= 64 && IsId(zaak) && await GoOnAsync(zaak, zaken, planning, clock.GetUtcNow(), cancellationToken)
            ? Gedaan.At($"{VoortgangEndpoints.Path}/{zaak}", Gedaan.GaatVerder)
            : NotThere();
    }

    /// <summary>False when there is no such case.</summary>
    private static async ValueTask<bool> GoOnAsync(
        string zaak, Zaken zaken, Planning planning, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var grondslag = await zaken.GrondslagAsync(cancellationToken);
        if (await zaken.Store.DecideAsync(zaak, new Opdracht.HefTwijfelOp(), grondslag, now, cancellationToken) is null)
        {
            return false;
        }

        // What became due while it stood still is due now.
        await planning.RunAsync(now, cancellationToken);
        return true;
    }

    private static async ValueTask<IResult> OneAsync(
        Melding melding, Voortgangslijst lijst, RegisterStore registers, DateTimeOffset now, string? fout, string? getypt, CancellationToken cancellationToken) =>
        Pages.Show<MeldingScreen>(
            new
            {
                Melding = melding,
                Register = await registers.CurrentAsync(cancellationToken),
                Zaak = melding.Case is { } zaak ? await lijst.FindAsync(zaak, Rechten.Onderwijsbureau, now, cancellationToken) : null,
                Fout = fout,
                Getypt = getypt,
            },
            fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>Whether it can be the id of a melding at all: it becomes part of a key.</summary>
    private static bool IsId(string text) => text.Length is > 0 and <= 100 && text.All(char.IsAsciiLetterOrDigit);

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
