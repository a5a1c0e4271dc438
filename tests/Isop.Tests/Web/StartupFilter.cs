using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Web;

/// <summary>Changes every request before the application sees it.</summary>
internal sealed class StartupFilter(Action<HttpContext> change) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, then) =>
        {
            change(context);
            return then(context);
        });
        next(app);
    };
}

internal static class StartupFilters
{
    public static IServiceCollection AddStartupFilter(this IServiceCollection services, Action<HttpContext> change) =>
        services.AddSingleton<IStartupFilter>(new StartupFilter(change));
}
