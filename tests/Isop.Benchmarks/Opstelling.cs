using Azure.Data.Tables;
using Isop.Bot.Development;
using Isop.Bot.Hosting;
using Isop.Bot.Teams;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Isop.Benchmarks;

/// <summary>The product's own services on a store, in this process, with nothing running by itself: to fill a store or to run one job.</summary>
internal sealed class Opstelling : IAsyncDisposable
{
    public const string Tenant = "b1f0c6c4-5a2e-4f7a-8a3d-2f6f2a1f7c01";
    public const string Other = "benchmark";

    private readonly WebApplication _app;

    private Opstelling(WebApplication app) => _app = app;

    /// <param name="database">A SQLite file, or a connection string of Table Storage.</param>
    /// <param name="wrap">What stands between the product and its store.</param>
    public static Opstelling Open(string database, Func<IDocumentStore, IDocumentStore>? wrap = null)
    {
        var storage = database.Contains('=', StringComparison.Ordinal) ? database : $"Data Source={database}";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            EnvironmentName = Environments.Development,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Storage"] = storage,
            [$"Isop:Tenants:{Tenant}:0"] = GeneratedRegister.Domain,
        });
        builder.AddIsop();
        builder.Services.Replace(ServiceDescriptor.Singleton(wrap is null ? StoreOf(storage) : wrap(StoreOf(storage))));

        return new Opstelling(builder.Build());
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>With patience for the emulator: its one thread may take seconds where Table Storage takes milliseconds.</summary>
    private static IDocumentStore StoreOf(string storage) => storage.StartsWith("Data Source=", StringComparison.Ordinal)
        ? DocumentStores.Open(storage)
        : new AzureTableStore(options =>
        {
            options.Retry.NetworkTimeout = TimeSpan.FromMinutes(2);
            return new TableServiceClient(storage, options);
        });

    /// <summary>Sets the clock, which the bot takes over when it starts on this store.</summary>
    public async Task SetClockAsync(int month, int day, int hour, int minute) =>
        await Get<Klok>().SetAsync(AmsterdamTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, minute)), CancellationToken.None);

    public async Task LoadClockAsync() => await Get<Klok>().LoadAsync(CancellationToken.None);

    public async Task ImportAsync(RegisterData data)
    {
        var registers = Get<RegisterStore>();
        var preview = await registers.PreviewAsync(data, Other, CancellationToken.None);
        if (await registers.ApplyAsync(preview.Version, Other, true, CancellationToken.None) is not ApplyOutcome.Applied)
        {
            throw new InvalidOperationException("The generated register was not applied.");
        }
    }

    /// <summary>The deliveries added.</summary>
    public async Task<int> PlanAsync()
    {
        var result = await Get<Planning>().RunAsync(Get<Klok>().GetUtcNow(), CancellationToken.None);
        return result.Failed == 0 ? result.Added.Values.Sum() : throw new InvalidOperationException($"{result.Failed} cases failed.");
    }

    /// <summary>Links accounts (their object id is the person's id) by way of the roster, as the first activity of each would.</summary>
    public async Task LinkAsync(IEnumerable<PersonId> persons, Uri roster, bool keepConversation)
    {
        var (links, conversations, now) = (Get<PersonLinks>(), Get<ConversationStore>(), Get<Klok>().GetUtcNow());
        await Parallel.ForEachAsync(persons, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (person, token) =>
        {
            var where = new ConversationReference
            {
                Account = TeamsAccount.Of(Tenant, person.ToString()), ServiceUrl = roster.AbsoluteUri, ConversationId = $"a:{person}",
            };
            if (await links.FindOrLinkAsync(where, null, now, token) is not LinkOutcome.Linked)
            {
                throw new InvalidOperationException("An account was not linked.");
            }

            if (keepConversation)
            {
                // Installed, but without a conversation: the first card has to make it.
                await conversations.KeepAsync(where with { ConversationId = null }, token);
            }
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
