using System.Globalization;
using System.Net;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Hosting;
using Isop.Functions;
using Isop.Functions.Certificaten;
using Isop.Functions.Nachtwerk;
using Isop.Functions.Planning;

if (!int.TryParse(Environment.GetEnvironmentVariable(Invocations.PortSetting), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
    || port is 0 or > IPEndPoint.MaxPort)
{
    await Console.Error.WriteLineAsync($"{Invocations.PortSetting} is not set to a port. The Azure Functions host starts this program and sets it.");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddIsopCore();
builder.Services.AddTelemetryExport(builder.Configuration, "isop-functions");
builder.Services.AddSingleton<PlanningFunction>();
builder.Services.AddSingleton<NachtwerkFunction>();
builder.Services.AddSingleton<CertificatenFunction>();

var app = builder.Build();
app.MapInvocations();
app.MapFunction("Planning", static s => s.GetRequiredService<PlanningFunction>().RunAsync);
app.MapFunction("Nachtwerk", static s => s.GetRequiredService<NachtwerkFunction>().RunAsync);
app.MapFunction("Certificaten", static s => s.GetRequiredService<CertificatenFunction>().RunAsync);
if (SettingsCheck.Faults(app.Services) is { Count: > 0 } faults)
{
    foreach (var fault in faults)
    {
        await Console.Error.WriteLineAsync($"A setting is wrong: {fault}");
    }

    return 2;
}

if (app.Services.GetRequiredService<Ondertekening>().Ontbreekt is { } reason)
{
    // No reason not to plan and to work at night: certificates wait until there is a key.
    await Console.Error.WriteLineAsync(reason);
}

await app.RunAsync();
return 0;
