using System.Diagnostics;

namespace Isop.Bot.Web;

/// <summary>
/// A line per request with the route's pattern instead of its path: the token of a mailed link stands in the path and must not
/// be readable in any log. The framework's own lines, and the scope that puts the path on every other line, are turned off.
/// </summary>
internal static partial class RequestLog
{
    /// <summary>Categories that write paths: the first also carries the scope, so not even its errors may pass.</summary>
    private static readonly (string Category, LogLevel Level)[] Quieted =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.AspNetCore.HttpLogging", LogLevel.None),
        ("Microsoft.AspNetCore.Routing", LogLevel.Warning),
        ("Microsoft.AspNetCore.StaticFiles", LogLevel.Warning),
        ("Microsoft.AspNetCore.HttpsPolicy", LogLevel.Warning),
        ("Microsoft.AspNetCore.HostFiltering", LogLevel.Warning),
        ("Microsoft.AspNetCore.Server", LogLevel.Information),
    ];

    /// <summary>Adds the rules last and once for every log provider that has rules of its own, so that no setting undoes them by accident.</summary>
    public static void QuietPaths(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(options =>
    {
        string?[] providers = [null, .. options.Rules.Select(r => r.ProviderName).OfType<string>().Distinct()];
        foreach (var provider in providers)
        {
            foreach (var (category, level) in Quieted)
            {
                var finer = options.Rules.Where(r => r.ProviderName == provider && r.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) == true).ToArray();
                Array.ForEach(finer, r => options.Rules.Remove(r));
                options.Rules.Add(new LoggerFilterRule(provider, category, level, filter: null));
            }
        }
    });

    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Isop.Bot.Web.Requests");
        app.Use(async (context, next) =>
        {
            if (IsAnonymous(context.Request) || (!logger.IsEnabled(LogLevel.Debug) && !Core.Telemetry.Source.HasListeners()))
            {
                await next(context);
                return;
            }

            using var span = Core.Telemetry.Source.StartActivity("request", ActivityKind.Server);
            var start = Stopwatch.GetTimestamp();
            await next(context);
            Tell(span, context);
            Log.Answered(
                logger, context.Request.Method, RouteOf(context), context.Response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        });
    }

    /// <summary>Under the names of OpenTelemetry's conventions for a server, without the path.</summary>
    private static void Tell(Activity? span, HttpContext context)
    {
        if (span is not null)
        {
            span.DisplayName = $"{context.Request.Method} {RouteOf(context)}";
            span.SetTag("http.request.method", context.Request.Method).SetTag("http.route", RouteOf(context))
                .SetTag("http.response.status_code", context.Response.StatusCode);
            span.SetStatus(context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }

    /// <summary>When somebody answers without a name is written down nowhere: beside other lines the moment says who it was.</summary>
    private static bool IsAnonymous(HttpRequest request) => request.Path.StartsWithSegments("/evaluatie", StringComparison.OrdinalIgnoreCase);

    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Method} {Route} answered {Status} in {Milliseconds:F1} ms")]
        public static partial void Answered(ILogger logger, string method, string route, int status, double milliseconds);
    }
}
