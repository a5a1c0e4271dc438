using Isop.Bot.Cards;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>Brings who is who around a student into the chat, and the route for a student who is stuck.</summary>
internal static class BegeleidingsteamModule
{
    public static IServiceCollection AddBegeleidingsteam(this IServiceCollection services)
    {
        services.AddOptions<HulpOptions>().BindConfiguration(HulpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TeamCommand>();
    }

    public static void MapBegeleidingsteam(this CardCatalog catalog, IServiceProvider services) => services.GetRequiredService<TeamCommand>().Map(catalog);
}
