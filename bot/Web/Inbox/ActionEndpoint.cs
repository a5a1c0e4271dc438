using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Bot.Web.Sessions;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Web.Inbox;

/// <summary>A button pressed in the inbox: the same handler as in Teams answers with a card or a sentence.</summary>
internal sealed partial class ActionEndpoint(CardCatalog catalog, TimeProvider clock, ILogger<ActionEndpoint> logger)
{
    /// <summary>A header that only our own script sends: another site's page would first have to ask, and is refused.</summary>
    public const string Header = "X-Isop";

    private static readonly ErrorText Unreadable = ErrorText.Of(StatusCodes.Status400BadRequest);

    private static readonly ErrorText UnknownButton = new(
        "Deze knop werkt niet meer", "Laad de pagina opnieuw; je ziet dan hoe het er nu voor staat.");

    private static readonly ErrorText NotNow = new(
        "Even niet gelukt", "Je antwoord staat nog op je scherm. Probeer het zo nog eens.");

    public async Task<IResult> PostAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var visitor = Visitor.Of(context);
        if (visitor is null)
        {
            return ErrorPages.Problem(StatusCodes.Status401Unauthorized, new ErrorText(
                "Je bent niet meer ingelogd", "Je antwoord staat nog op je scherm. Log eerst weer in, kom dan hier terug en probeer het nog eens."));
        }

        if (!SameOrigin.Allows(context.Request) || !context.Request.Headers.ContainsKey(Header))
        {
            return Refuse(StatusCodes.Status403Forbidden);
        }

        if (!context.Request.HasJsonContentType())
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await ActionBody.ReadAsync(context.Request, cancellationToken) is not { } bytes)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge);
        }

        if (ActionBody.TryParse(bytes) is not { } body)
        {
            return ErrorPages.Problem(StatusCodes.Status400BadRequest, Unreadable);
        }

        return catalog.Verbs.TryGetValue(body.Verb, out var handle)
            ? await HandleAsync(handle, body, visitor.Person.Id, cancellationToken)
            : ErrorPages.Problem(StatusCodes.Status400BadRequest, UnknownButton);
    }

    private async Task<IResult> HandleAsync(HandleAction handle, ActionBody body, PersonId actor, CancellationToken cancellationToken)
    {
        var action = new CardAction { Verb = body.Verb, Data = body.Data, Actor = actor, Door = Door.Web, Now = clock.GetUtcNow() };
        try
        {
            return Answer(await handle(action, cancellationToken));
        }
        catch (StorageUnavailableException exception)
        {
            Log.StorageUnavailable(logger, body.Verb, exception);
            return ErrorPages.Problem(StatusCodes.Status503ServiceUnavailable, NotNow);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, body.Verb, exception);
            return ErrorPages.Problem(StatusCodes.Status500InternalServerError, NotNow);
        }
    }

    private static IResult Answer(CardAnswer answer) => answer switch
    {
        CardAnswer.Show(var card) => new CardResult(card),
        CardAnswer.Say(var text) => TypedResults.Json(new SayBody(text), BotJson.Default.SayBody),
        _ => throw new InvalidOperationException("An answer is a card or a sentence."),
    };

    private static ProblemHttpResult Refuse(int status) => ErrorPages.Problem(status, ErrorText.Of(status));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The storage was not available for {Verb}")]
        public static partial void StorageUnavailable(ILogger logger, string verb, Exception exception);

        [LoggerMessage(LogLevel.Error, "{Verb} failed")]
        public static partial void Failed(ILogger logger, string verb, Exception exception);
    }
}

/// <summary>A sentence as answer; the card stays.</summary>
internal sealed record SayBody(string Text);

/// <summary>{"card": …, "summary": "…"}; the card's own bytes go out as they are.</summary>
internal sealed class CardResult(RenderedCard card) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WritePropertyName("card");
        writer.WriteRawValue(card.Json.Span);
        writer.WriteString("summary", card.Summary);
        writer.WriteEndObject();
        await writer.FlushAsync(httpContext.RequestAborted);
    }
}
