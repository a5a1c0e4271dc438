using System.Text.Json.Nodes;

namespace Isop.Tests.Infra;

/// <summary>What every resource must have, one by one, each with a template that lacks it and is refused.</summary>
public sealed class AzurePropertiesTests(AzureFixture azure)
{
    /// <summary>Resource type, what its name begins with, path, and what stands there, as JSON.</summary>
    public static TheoryData<string, string, string, string> Wanted => new()
    {
        { "Microsoft.Storage/storageAccounts", "", "properties.allowSharedKeyAccess", "false" },
        { "Microsoft.Storage/storageAccounts", "", "properties.allowBlobPublicAccess", "false" },
        { "Microsoft.Storage/storageAccounts", "", "properties.minimumTlsVersion", "\"TLS1_2\"" },
        { "Microsoft.Storage/storageAccounts", "", "properties.supportsHttpsTrafficOnly", "true" },
        { "Microsoft.Storage/storageAccounts", "", "properties.allowCrossTenantReplication", "false" },
        { "Microsoft.Storage/storageAccounts/blobServices/containers", "", "properties.publicAccess", "\"None\"" },
        { "Microsoft.Web/sites", "", "properties.httpsOnly", "true" },
        { "Microsoft.Web/sites", "", "properties.siteConfig.minTlsVersion", "\"1.2\"" },
        { "Microsoft.Web/sites", "", "properties.siteConfig.scmMinTlsVersion", "\"1.2\"" },
        { "Microsoft.Web/sites", "", "properties.siteConfig.ftpsState", "\"Disabled\"" },
        { "Microsoft.Web/sites", "", "properties.siteConfig.remoteDebuggingEnabled", "false" },
        { "Microsoft.Web/sites", "", "identity.type", "\"UserAssigned\"" },
        { "Microsoft.Web/sites", "isop-bot-", "properties.siteConfig.alwaysOn", "true" },
        { "Microsoft.Web/sites", "isop-bot-", "properties.siteConfig.healthCheckPath", "\"/gezond/klaar\"" },
        { "Microsoft.Web/sites", "isop-bot-", "properties.siteConfig.linuxFxVersion", "\"DOTNETCORE|10.0\"" },
        { "Microsoft.Web/sites", "isop-functions-", "properties.functionAppConfig.runtime.name", "\"custom\"" },
        { "Microsoft.Web/sites", "isop-functions-", "properties.functionAppConfig.deployment.storage.type", "\"blobContainer\"" },
        { "Microsoft.Web/sites", "isop-functions-", "properties.functionAppConfig.deployment.storage.authentication.type", "\"UserAssignedIdentity\"" },
        { "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "", "properties.allow", "false" },
        { "Microsoft.Web/serverfarms", "", "properties.reserved", "true" },
        { "Microsoft.Web/serverfarms", "plan-isop-functions-", "sku.name", "\"FC1\"" },
        { "Microsoft.BotService/botServices", "", "properties.msaAppType", "\"SingleTenant\"" },
        { "Microsoft.BotService/botServices", "", "properties.msaAppId", $"\"{AzureFixture.AppId}\"" },
        { "Microsoft.BotService/botServices", "", "properties.msaAppTenantId", $"\"{AzureFixture.Tenant}\"" },
        { "Microsoft.BotService/botServices", "", "properties.disableLocalAuth", "true" },
        { "Microsoft.BotService/botServices/channels", "", "properties.channelName", "\"MsTeamsChannel\"" },
        { "Microsoft.BotService/botServices/channels", "", "properties.properties.isEnabled", "true" },
        { "Microsoft.KeyVault/vaults", "", "properties.enableRbacAuthorization", "true" },
        { "Microsoft.KeyVault/vaults", "", "properties.enablePurgeProtection", "true" },
        { "Microsoft.KeyVault/vaults", "", "properties.enableSoftDelete", "true" },
        { "Microsoft.KeyVault/vaults/keys", "", "properties.kty", "\"RSA\"" },
        { "Microsoft.KeyVault/vaults/keys", "", "properties.attributes.exportable", "false" },
        { "Microsoft.OperationalInsights/workspaces", "", "properties.retentionInDays", "90" },
        { "Microsoft.Insights/components", "", "properties.DisableLocalAuth", "true" },
        { "Microsoft.Insights/components", "", "properties.IngestionMode", "\"LogAnalytics\"" },
        { "Microsoft.Insights/scheduledQueryRules", "", "properties.enabled", "true" },
        { "Microsoft.Insights/metricAlerts", "", "properties.enabled", "true" },
    };

    [Theory]
    [MemberData(nameof(Wanted))]
    public async Task Every_resource_has_what_it_must_have(string type, string name, string path, string value) =>
        Assert.Empty(Faults(await azure.ResourcesAsync(), type, name, path, value));

    [Theory]
    [MemberData(nameof(Wanted))]
    public async Task A_template_without_it_is_refused(string type, string name, string path, string value)
    {
        var resources = await azure.ResourcesAsync();
        var spoiled = resources.First(r => r.Type == type && r.Name.StartsWith(name, StringComparison.Ordinal));
        var last = path.LastIndexOf('.');
        spoiled.At(path[..last])!.AsObject().Remove(path[(last + 1)..]);

        Assert.Equal([spoiled.Id], Faults(resources, type, name, path, value));
        Assert.NotEmpty(Faults([.. resources.Where(r => r.Type != type)], type, name, path, value));
    }

    /// <summary>The resources where something else stands; the type itself when there is no such resource.</summary>
    private static List<string> Faults(IReadOnlyList<Resource> resources, string type, string name, string path, string value)
    {
        var meant = resources.Where(r => r.Type == type && r.Name.StartsWith(name, StringComparison.Ordinal)).ToList();
        return meant.Count == 0
            ? [type]
            : [.. meant.Where(r => !JsonNode.DeepEquals(r.At(path), JsonNode.Parse(value))).Select(r => r.Id)];
    }
}
