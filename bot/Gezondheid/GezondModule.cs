using Azure.Storage.Queues;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Retourmail;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Sleutels;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Gezondheid;

/// <summary>
/// /gezond: ok or not for everybody, every part for who looks after the installation. /gezond/leeft and /gezond/klaar are for the
/// platform: whether the process answers at all, and whether it can do its work.
/// </summary>
internal static class GezondModule
{
    public static IServiceCollection AddGezond(this IServiceCollection services)
    {
        services.AddOptions<GezondheidOptions>().BindConfiguration(GezondheidOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // What not every installation has is made when it is looked at.
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<Onderdelen>(s, (Func<QueueServiceClient>)s.GetRequiredService<QueueServiceClient>));
        services.TryAddSingleton<Retourstanden>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<Vervaldata>(
            s, (Func<IKeyManager>)s.GetRequiredService<IKeyManager>, (Func<KeyVaultKey>)s.GetRequiredService<KeyVaultKey>));
        services.AddSingleton<GraphBlik>();
        return services.AddSingleton<Levenstekens>().AddSingleton<Gezondheid>();
    }

    public static void MapGezond(this WebApplication app)
    {
        Listen(app.Services);
        app.MapGet("/gezond", Show);
        app.MapGet("/gezond/leeft", () => Short(true));
        app.MapGet("/gezond/klaar", async (Gezondheid gezondheid, CancellationToken ct) => Short(await gezondheid.IsReadyAsync(ct)));
    }

    private static async Task<IResult> Show(
        HttpContext context, Gezondheid gezondheid, IOptions<GezondheidOptions> options, CancellationToken cancellationToken)
    {
        var beeld = await gezondheid.LookAsync(cancellationToken);
        if (Visitor.Of(context) is not { } visitor || !IsBeheerder(visitor, options.Value))
        {
            return Short(beeld.IsGoed);
        }

        var status = StatusOf(beeld.IsGoed);
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Pages.Show<GezondScreen>(new { Beeld = beeld }, status)
            : TypedResults.Json(new GezondLang(Word(beeld.IsGoed), beeld.Onderdelen), BotJson.Default.GezondLang, statusCode: status);
    }

    private static bool IsBeheerder(Visitor visitor, GezondheidOptions options) =>
        visitor.Rechten.Heeft(Recht.Beheer) || options.Beheerders.Contains(visitor.Person.Email, StringComparer.OrdinalIgnoreCase);

    private static IResult Short(bool good) => TypedResults.Json(new GezondKort(Word(good)), BotJson.Default.GezondKort, statusCode: StatusOf(good));

    private static string Word(bool good) => good ? GezondKort.Ok : GezondKort.NietOk;

    private static int StatusOf(bool good) => good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    /// <summary>Lets the doors tell what they last heard.</summary>
    private static void Listen(IServiceProvider services)
    {
        var tekens = services.GetRequiredService<Levenstekens>();
        services.GetRequiredService<TeamsEndpoint>().Entered =
            () => tekens.Note(Levenstekens.Weg.VanTeams, Gezondheidsstand.Goed, "Het laatste geldige bericht van Teams kwam binnen.");
        services.GetRequiredService<ConnectorClient>().Answered = outcome =>
        {
            var (stand, uitleg) = Of(outcome);
            tekens.Note(Levenstekens.Weg.NaarTeams, stand, uitleg);
        };
        services.GetRequiredService<MailLane>().Answered = outcome =>
        {
            var (stand, uitleg) = Of(outcome);
            tekens.Note(Levenstekens.Weg.Mail, stand, uitleg);
        };
        services.GetRequiredService<GraphClient>().Answered = services.GetRequiredService<GraphBlik>().Hear;
    }

    /// <summary>An answer about one person (blocked, left) still means that Teams was reached.</summary>
    private static (Gezondheidsstand Stand, string Uitleg) Of(ConnectorOutcome outcome) => outcome switch
    {
        { Code: ConnectorOutcome.NoToken } or { Status: 401 } => (Gezondheidsstand.Fout, "ISOP kan zich niet aanmelden bij Teams."),
        { Code: ConnectorOutcome.RefusedHost } => (Gezondheidsstand.LetOp, "Een adres van Teams staat niet op de lijst."),
        { Status: null } => (Gezondheidsstand.LetOp, "De laatste aanroep kreeg geen antwoord."),
        { Status: >= 500 or 429 } => (Gezondheidsstand.LetOp, $"De laatste aanroep kreeg antwoord {outcome.Status}."),
        _ => (Gezondheidsstand.Goed, "De laatste aanroep kreeg antwoord."),
    };

    private static (Gezondheidsstand Stand, string Uitleg) Of(MailOutcome outcome) => outcome switch
    {
        MailOutcome.NoMailbox(_, var reason) => (Gezondheidsstand.Fout, reason),
        MailOutcome.TryLater => (Gezondheidsstand.LetOp, "Het mailsysteem vraagt om te wachten."),
        MailOutcome.Unknown => (Gezondheidsstand.LetOp, "De laatste mail kreeg geen duidelijk antwoord."),
        _ => (Gezondheidsstand.Goed, "De laatste mail is aangenomen of om zijn adres geweigerd."),
    };
}
