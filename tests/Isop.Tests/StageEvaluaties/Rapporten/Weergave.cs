using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Isop.Bot.StageEvaluaties.Rapporten;
using Isop.Bot.Web;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>The page of a report, without a host.</summary>
internal static class Weergave
{
    public static readonly Rapportdownloads Downloads = new("/rapport/1.pdf", "/rapport/1.xlsx", "/rapport/1.csv");

    public static async Task<string> HtmlAsync(Rapportbeeld beeld)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Development", ContentRootPath = Path.Combine(WebHost.RepositoryRoot(), "bot"), ApplicationName = "Isop.Bot",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<SiteFiles>();
        builder.Services.AddOptions<WebOptions>();
        await using var services = builder.Services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<RapportScreen>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Beeld"] = beeld, ["Downloads"] = Downloads }))).ToHtmlString());
    }

    public static async Task<IHtmlDocument> PageAsync(Rapportbeeld beeld) => new HtmlParser().ParseDocument(await HtmlAsync(beeld));
}
