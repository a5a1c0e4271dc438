using Isop.Bot.Cards;
using Isop.Bot.Hosting;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Isop.Tests.Cards;

/// <summary>The verbs that the application as a whole has a handler for.</summary>
internal static class RoutedVerbs
{
    private static readonly Lazy<Task<IReadOnlySet<string>>> Once = new(FindAsync);

    public static Task<IReadOnlySet<string>> AllAsync() => Once.Value;

    private static async Task<IReadOnlySet<string>> FindAsync()
    {
        await using var store = TestStores.Memory();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Development",
            ContentRootPath = Path.Combine(Oracle.Folder(), "..", "..", "bot"),
            ApplicationName = "Isop.Bot",
        });
        builder.Logging.ClearProviders();
        builder.AddIsop();
        builder.Services.AddSingleton<IDocumentStore>(store);
        await using var app = builder.Build();
        app.MapIsop();
        return app.Services.GetRequiredService<CardCatalog>().Verbs.Keys.ToHashSet();
    }
}
