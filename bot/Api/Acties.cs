using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

internal static class Acties
{
    /// <summary>Bytes of JSON that an action may ask with.</summary>
    public const int GrootsteVraag = 64 * 1024;

    /// <summary>
    /// On an operation that changes something: it may name the version it saw (If-Match) and a key of its own (Idempotency-Key), and can be
    /// refused.
    /// </summary>
    public static RouteHandlerBuilder AsActie(this RouteHandlerBuilder operation) => operation
        .AddEndpointFilter<Eenmalig>().WithMetadata(new Actie(), new RequestSizeLimitAttribute(GrootsteVraag))
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Keeps what an action was asked with, so that it can be told from another question under the same key.</summary>
    public static void UseActies(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Actie>() is { InGeheugen: true })
        {
            context.Request.EnableBuffering(GrootsteVraag);
        }

        return next(context);
    });
}

/// <summary>On an endpoint: it changes something and takes the headers that go with that.</summary>
/// <param name="InGeheugen">Its question is small enough to be kept.</param>
internal sealed record Actie(bool InGeheugen = true);
