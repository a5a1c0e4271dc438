using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Isop.Core.Hosting;
using Isop.Tests.Sleutels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Hosting;

/// <summary>As whom telemetry is sent.</summary>
public sealed class TelemetryExportTests
{
    private const string Key = "InstrumentationKey=11111111-1111-1111-1111-111111111111";

    [Theory]
    [InlineData($"{Key};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/", true)]
    [InlineData($"{Key};IngestionEndpoint=http://westeurope-5.in.applicationinsights.azure.com/", true)]
    [InlineData($"{Key};IngestionEndpoint=https://ergens.example/?x=http://127.0.0.1/", true)]
    [InlineData($"{Key};LiveEndpoint=http://127.0.0.1:9/", true)]
    [InlineData($"{Key};IngestionEndpoint=http://127.0.0.1:9/;LiveEndpoint=https://ergens.example/", false)]
    [InlineData($"{Key};ingestionendpoint=http://localhost:9/", false)]
    public void Only_a_receiver_on_this_machine_gets_no_token(string connection, bool token)
    {
        var services = new ServiceCollection().AddSingleton<TokenCredential>(new NoIdentity());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("APPLICATIONINSIGHTS_CONNECTION_STRING", connection)]).Build();

        Assert.True(services.AddTelemetryExport(configuration, "proef"));

        using var provider = services.BuildServiceProvider();
        var credential = provider.GetRequiredService<IOptionsFactory<AzureMonitorExporterOptions>>().Create(Options.DefaultName).Credential;
        Assert.Equal(token, credential is NoIdentity);
        Assert.Equal(!token, credential is null);
    }

    [Fact]
    public void Without_a_connection_string_nothing_is_added()
    {
        var services = new ServiceCollection();

        Assert.False(services.AddTelemetryExport(new ConfigurationBuilder().Build(), "proef"));

        Assert.Empty(services);
    }
}
