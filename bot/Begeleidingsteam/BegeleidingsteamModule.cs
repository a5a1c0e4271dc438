using Isop.Bot.Cards;
using Isop.Core.Hosting;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>Brings who is who around a student into the chat, the card at the start of a stage, and the route for a student who is stuck.</summary>
internal static class BegeleidingsteamModule
{
    public static IServiceCollection AddBegeleidingsteam(this IServiceCollection services)
    {
        services.AddBegeleidingsteamKern();
        services.AddOptions<HulpOptions>().BindConfiguration(HulpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<KennismakingActions>().AddSingleton<TeamCommand>();
    }

    public static void MapBegeleidingsteam(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<KennismakingActions>().Map(catalog);
        services.GetRequiredService<TeamCommand>().Map(catalog);
    }
}
