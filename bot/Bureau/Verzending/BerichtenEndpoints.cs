using Isop.Bot.Agenda;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.Bureau.Verzending;

/// <summary>What did not arrive and why, sending it again, one person's messages, and stopping everything.</summary>
internal static class BerichtenEndpoints
{
    public const string Path = "/bureau/berichten";
    public const int LongestReason = 300;
    private const int PerPage = 50;
    private const int MessagesShown = 100;

    public static void MapBerichten(this RouteGroupBuilder group)
    {
        group.MapGet("/berichten", Show).Voor(Recht.Bereikbaarheid);
        group.MapGet("/berichten/persoon/{person}", ShowPerson).Voor(Recht.Bereikbaarheid);
        group.MapPost("/berichten/opnieuw", Resend);
        group.MapPost("/berichten/stop", Stop);
        group.MapPost("/berichten/hervat", Resume);
    }

    private static async Task<IResult> Show(
        HttpContext context, Probleemlijst lijst, Sturing sturing, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken) =>
        Pages.Show<BerichtenScreen>(await ParametersAsync(context, lijst, sturing, registers, clock.GetUtcNow(), null, null, cancellationToken));

    private static async Task<object> ParametersAsync(
        HttpContext context, Probleemlijst lijst, Sturing sturing, RegisterStore registers, DateTimeOffset now, string? fout,
        string? getypt, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        var problems = new List<Probleem>();
        await foreach (var problem in lijst.ReadAsync(cancellationToken))
        {
            problems.Add(problem);
        }

        var soort = context.Request.Query["soort"].ToString();
        var shown = problems.Where(p => soort.Length == 0 || ProbleemWords.Code(p.State) == soort)
            .OrderByDescending(p => p.Since).ThenBy(p => BureauText.Name(p.Person, register), BureauText.Names).ToList();
        var stand = await sturing.ReadAsync(cancellationToken);
        return new
        {
            Register = register,
            Soort = soort,
            Counts = problems.CountBy(p => ProbleemWords.Code(p.State)).ToDictionary(),
            Page = Paging.Take(shown, Paging.Asked(context.Request.Query["pagina"]), PerPage),
            Beheer = BureauActor.RechtenOf(context).Heeft(Recht.Beheer),
            Gestopt = stand.IsStopped,
            Pauzes = stand.Paused(now).Select(p => (PauzeWord(p.Key), p.Value)).ToList(),
            Fout = fout,
            Getypt = getypt,
        };
    }

    private static async Task<IResult> ShowPerson(
        string person, HttpContext context, BezorgStore bezorgingen, PersonLinks links, ConversationStore conversations,
        InstallatieStore installaties, RegisterStore registers, CancellationToken cancellationToken)
    {
        var beheer = BureauActor.RechtenOf(context).Heeft(Recht.Beheer);
        var register = await registers.CurrentAsync(cancellationToken);
        if (!PersonId.TryParse(person, out var id) || register.Find(id) is not { } found)
        {
            return Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
        }

        var box = await bezorgingen.LoadAsync(id, cancellationToken);
        var messages = box.Berichten.Values.Select(b => Verzwegen.Zonder(b.Value)).OfType<Bericht>().Where(b => beheer || b.State.IsProblem())
            .OrderByDescending(b => b.Id, StringComparer.Ordinal).Take(MessagesShown).ToList();
        return Pages.Show<PersoonScreen>(new
        {
            Persoon = found,
            Register = register,
            Gekoppeld = await links.FindAsync(id, cancellationToken) is not null,
            Geinstalleerd = await conversations.FindAsync(id, cancellationToken) is not null,
            Beheer = beheer,
            Installatie = await installaties.FindAsync(id, cancellationToken),
            Berichten = messages,
            Mislukt = box.Bezorgingen.Values.Select(b => b.Value).Where(b => b.State == BezorgStaat.Failed && b.Bericht is null && !Verzwegen.Is(b)).ToList(),
            Wachtend = box.Bezorgingen.Values.Count(b => b.Value.State == BezorgStaat.Planned && !Verzwegen.Is(b.Value)),
        });
    }

    private static async Task<IResult> Resend(
        HttpContext context, Core.Bezorging.Berichten berichten, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (bericht, back) = (form["bericht"].ToString(), Back(form["terug"].ToString()));
        if (!PersonId.TryParse(form["persoon"], out var person) || bericht.Length is 0 or > 512)
        {
            return Gedaan.At(back, Gedaan.NietsTeSturen);
        }

        return await berichten.ResendAsync(person, bericht, BureauActor.Of(context), clock.GetUtcNow(), cancellationToken) switch
        {
            ResendOutcome.Again => Gedaan.At(back, Gedaan.Opnieuw),
            ResendOutcome.AlreadyUnderWay => Gedaan.At(back, Gedaan.AlOnderweg),
            _ => Gedaan.At(back, Gedaan.NietsTeSturen),
        };
    }

    private static async Task<IResult> Stop(
        HttpContext context, Probleemlijst lijst, Sturing sturing, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reason = (await context.Request.ReadFormAsync(cancellationToken))["reden"].ToString().Trim();
        var wrong = reason.Length switch
        {
            0 => "Schrijf op waarom je alles stopt. Je collega's lezen dat op elke pagina.",
            > LongestReason => $"Maak de reden korter: niet meer dan {LongestReason} tekens.",
            _ => null,
        };
        if (wrong is not null)
        {
            var parameters = await ParametersAsync(context, lijst, sturing, registers, clock.GetUtcNow(), wrong, reason, cancellationToken);
            return Pages.Show<BerichtenScreen>(parameters, StatusCodes.Status422UnprocessableEntity);
        }

        await sturing.StopAllAsync(BureauActor.Of(context), reason, clock.GetUtcNow(), cancellationToken);
        return Gedaan.At(Path, Gedaan.Gestopt);
    }

    private static async Task<IResult> Resume(
        HttpContext context, Sturing sturing, IKick kick, TimeProvider clock, CancellationToken cancellationToken)
    {
        await sturing.ResumeAsync(BureauActor.Of(context), clock.GetUtcNow(), cancellationToken);
        kick.Ring();
        return Gedaan.At(Path, Gedaan.Hervat);
    }

    private static string PauzeWord(string key) =>
        key == MailLane.Name ? "De mail"
        : key == Outlookronde.Pauze ? "Het bijwerken van Outlook"
        : key.StartsWith(Installateur.PausePrefix, StringComparison.Ordinal) ? "Het installeren van ISOP in Teams"
        : "Teams";

    /// <summary>Only a page of the bureau: a form cannot be made to lead elsewhere.</summary>
    private static string Back(string terug) =>
        terug.StartsWith("/bureau/", StringComparison.Ordinal) && terug.Length <= 200
        && terug.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '?' or '=') ? terug : Path;
}
