using Isop.Bot.Web;
using Isop.Core.Hosting;

namespace Isop.Bot.Telemetry;

/// <summary>What the bot tells Application Insights: see <see cref="TelemetryExport"/>. Paths stay out of its logs.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Services.AddTelemetryExport(builder.Configuration, "isop-bot"))
        {
            builder.Services.QuietPaths();
        }
    }
}
