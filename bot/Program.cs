using Isop.Bot.Development;
using Isop.Bot.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddIsop();

var app = builder.Build();
app.MapIsop();
await app.PrepareDevelopmentAsync();
await app.RunAsync();
