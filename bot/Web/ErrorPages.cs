using Isop.Bot.Api;
using Isop.Bot.Tabblad;
using Isop.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Web;

/// <summary>Every refusal and failure as a page for people and ProblemDetails for programs; never what went on inside.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerException,
            StatusCodeSelector = StatusOf,
            // Cancelled and malformed requests are the caller's; the rest is ours to see.
            SuppressDiagnosticsCallback = c => c.Exception is BadHttpRequestException or OperationCanceledException,
        });
        app.UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    public static ProblemHttpResult Problem(int status, ErrorText text) =>
        TypedResults.Problem(title: text.Title, detail: text.Explanation, statusCode: status, type: "about:blank");

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StorageUnavailableException => StatusCodes.Status503ServiceUnavailable,
        OperationCanceledException => StatusCodes.Status499ClientClosedRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static Task AnswerException(HttpContext context) => Answer(context, context.Response.StatusCode);

    private static Task Answer(HttpContext context, int status)
    {
        // The Bot Connector wants nothing but the status.
        if (context.Request.Path.StartsWithSegments("/api/messages"))
        {
            return Task.CompletedTask;
        }

        var text = context.Request.Path.StartsWithSegments(ApiModule.Path) ? ApiProblemen.TextOf(status) : ErrorText.Of(status);
        IResult answer = WantsPage(context.Request) ? Page(context, status, text) : Problem(status, text);
        return answer.ExecuteAsync(context);
    }

    /// <summary>In a frame nobody can sign in by hand: there the tab's own page does, and comes back to what was asked for.</summary>
    private static IResult Page(HttpContext context, int status, ErrorText text)
    {
        Teamskader.AllowCommon(context);
        return status == StatusCodes.Status401Unauthorized && Teamskader.IsAllowed(context) ? Tabdeur.AskAgain(context) : Pages.Error(status, text);
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
