using System.Net;

namespace Isop.Bot.Web;

/// <summary>
/// The pages and calls that are there only in Development and only on this machine: everything under /dev. In Development the
/// bureau's pages ask nobody to sign in, so there they are for this machine only as well. The guard works on the path, before any
/// endpoint is chosen, so that nothing (a wrong method, a malformed body) tells that something is there.
/// </summary>
public static class DevelopmentSurface
{
    private static readonly PathString Own = "/dev";
    private static readonly PathString Open = "/bureau";

    /// <summary>The group of the development surface.</summary>
    public static RouteGroupBuilder MapDevelopment(this IEndpointRouteBuilder endpoints) => endpoints.MapGroup("/dev");

    internal static void UseDevelopmentSurface(this IApplicationBuilder app, IHostEnvironment environment)
    {
        var present = environment.IsDevelopment();
        app.Use((context, next) =>
        {
            var guarded = context.Request.Path.StartsWithSegments(Own) || (present && context.Request.Path.StartsWithSegments(Open));
            if (guarded && !(present && IsFromThisMachine(context)))
            {
                context.SetEndpoint(null);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return next(context);
        });
    }

    private static bool IsFromThisMachine(HttpContext context)
    {
        var request = context.Request;
        var relayed = request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("X-Original-For")
            || request.Headers.ContainsKey("Forwarded");
        return !relayed && IsLoopback(context.Connection.RemoteIpAddress) && IsLoopback(context.Connection.LocalIpAddress)
            && SecurityHeaders.IsLocalName(request.Host.Host) && SameOrigin.Allows(request);
    }

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);
}
