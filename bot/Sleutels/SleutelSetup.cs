using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Sleutels;

/// <summary>Where the keys of sign-in and forms live: in the store, wrapped by a key of the vault where one is set.</summary>
internal static class SleutelSetup
{
    public static IHostApplicationBuilder AddSleutels(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SleutelOptions>().BindConfiguration(SleutelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddDataProtection().SetApplicationName("isop");
        services.AddOptions<KeyManagementOptions>().Configure<IDocumentStore>((options, store) => options.XmlRepository = new KeyRing(store));
        if (builder.Configuration[$"{SleutelOptions.Section}:{nameof(SleutelOptions.Key)}"] is { Length: > 0 })
        {
            services.AddSingleton(s => s.GetRequiredService<OpenVaultKey>()(s.GetRequiredService<IOptions<SleutelOptions>>().Value.Key!));
            services.AddOptions<KeyManagementOptions>().Configure<KeyVaultKey>((options, vault) => options.XmlEncryptor = new KeyVaultXmlEncryptor(vault));
        }

        return builder;
    }
}
