using Isop.Bot.Beheer;
using Isop.Bot.Bezorging;
using Isop.Bot.Development;
using Isop.Bot.Hosting;
using Isop.Core.Hosting;

if (Opdrachtregel.Read(args) is { } opdracht)
{
    return await Beheerder.RunAsync(opdracht, Console.Out, Console.Error, antwoorden: Console.IsInputRedirected ? null : Console.In);
}

// Settings are read at the start. Watching their folder would wake us at every write of the store, which lies there by default.
var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.AddIsop();

var app = builder.Build();
if (SettingsCheck.Faults(app.Services, static s => s.GetService<IMailer>()) is { Count: > 0 } faults)
{
    return Beheerder.Refuse(faults, Console.Out, Console.Error);
}

app.MapIsop();
await app.PrepareDevelopmentAsync();
await app.RunAsync();
return 0;
