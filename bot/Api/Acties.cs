using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

internal static class Acties
{
    /// <summary>Bytes of JSON that may be asked with.</summary>
    public const int GrootsteVraag = 64 * 1024;

    /// <summary>
    /// On an operation that changes something there is: it may name the version it saw (If-Match) and a key of its own (Idempotency-Key), and can
    /// be refused.
    /// </summary>
    /// <param name="weiger">What is answered to who used a key before and may not see what she changed any more; null while she may.</param>
    public static RouteHandlerBuilder AsWijziging(this RouteHandlerBuilder operation, Func<HttpContext, ValueTask<IResult?>> weiger) => operation
        .AddEndpointFilter(Etag.CheckAsync).AsActie(weiger).WithMetadata(new MetVersie())
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>On an operation that makes something: it may name a key of its own (Idempotency-Key), and can be refused.</summary>
    /// <inheritdoc cref="AsWijziging"/>
    public static RouteHandlerBuilder AsActie(this RouteHandlerBuilder operation, Func<HttpContext, ValueTask<IResult?>> weiger) => operation
        .AddEndpointFilter<Eenmalig>().WithMetadata(new Actie(weiger)).MetKleineVraag()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>On an operation that is asked with a little JSON.</summary>
    public static RouteHandlerBuilder MetKleineVraag(this RouteHandlerBuilder operation) => operation.WithMetadata(new RequestSizeLimitAttribute(GrootsteVraag));

    /// <summary>Keeps what an action was asked with, so that it can be told from another question under the same key.</summary>
    public static void UseActies(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Actie>() is not null)
        {
            context.Request.EnableBuffering(GrootsteVraag);
        }

        return next(context);
    });
}

/// <summary>On an endpoint: it changes something, once for each key of the caller.</summary>
internal sealed record Actie(Func<HttpContext, ValueTask<IResult?>> Weiger);

/// <summary>On an endpoint: it can be held to a version.</summary>
internal sealed record MetVersie;

/// <summary>On an endpoint: it tells the version of what it answers.</summary>
internal sealed record GeeftVersie;

/// <summary>On an endpoint: it is asked with a file.</summary>
internal sealed record MetBestand;
