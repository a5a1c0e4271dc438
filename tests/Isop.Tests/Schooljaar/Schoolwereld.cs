using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Teams;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Bezorging;
using Isop.Core.Instrumenten;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Bezorging;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Schooljaar;

/// <summary>The application without its doors: real stores, planning and delivery; a clock, a connector and a mail system that play along.</summary>
internal sealed class Schoolwereld : IAsyncDisposable
{
    private readonly TemporaryStore _store = TestStores.Memory();
    private readonly IHost _host;

    private Schoolwereld(int seed)
    {
        // The moment of a card hangs on the person's id, so the ids are the same in every run.
        var ids = new Random(seed);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Bot:AppId"] = "22222222-2222-2222-2222-222222222222",
            ["Isop:Bot:TenantId"] = BezorgWereld.Tenant,
            [$"Isop:Tenants:{BezorgWereld.Tenant}:0"] = "student.example",
        });
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IDocumentStore>(_store);
        services.AddSingleton(s => new RegisterStore(_store, s.GetRequiredService<Outbox>(), Clock, () => NewId(ids)));
        services.AddSingleton<CurrentRegister>(s => s.GetRequiredService<RegisterStore>().CurrentAsync);
        services.AddSingleton<InstrumentStore>();
        services.AddSingleton<MeldingStore>();
        services.AddSingleton<CardCatalog>();
        services.AddSingleton<IMailer>(Mailer);
        services.AddSingleton<LinkMaker>((person, _, _) => ValueTask.FromResult(new Uri($"https://isop.example/l/{person}")));
        services.AddSingleton<PaginaLink>((_, path, _, _, _) => ValueTask.FromResult(new Uri($"https://isop.example{path}")));
        builder.AddTeams();
        services.AddSingleton<IConnectorToken, NoConnectorToken>();
        services.AddHttpClient(ConnectorClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => Connector);
        builder.AddBezorging();
        // The real pace would make the year last; the pace has tests of its own.
        services.RemoveAll<IValidateOptions<BezorgOptions>>();
        services.PostConfigure<BezorgOptions>(o => o.CallsPerSecond = 1_000_000);
        services.AddTussenevaluaties();
        _host = builder.Build();
        Get<CardCatalog>().MapTussenevaluaties(_host.Services);
        _host.Services.UseBezorging();
        Get<PlanningCatalog>().Add(TussenevaluatiePlanning.Capability, Get<TussenevaluatiePlanning>().WakeAsync);
    }

    public FakeTimeProvider Clock { get; } = new(AmsterdamTime.At(Schoolregister.Begin.AddDays(-3), new TimeOnly(9, 0)));

    public SpeelConnector Connector { get; } = new();

    public SpeelMailer Mailer { get; } = new();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public RegisterSnapshot Register { get; private set; } = new("", new RegisterData());

    public Grondslag Grondslag { get; private set; } = new(new RegisterSnapshot("", new RegisterData()), InstrumentCatalog.Defaults);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Schoolwereld> StartAsync(int seed)
    {
        var world = new Schoolwereld(seed);
        var registers = world.Get<RegisterStore>();
        using var zip = Schoolregister.Zip(seed);
        var outcome = await registers.PreviewAsync(zip, "bureau", Ct);
        if (outcome is PreviewOutcome.Refused refused)
        {
            Assert.Fail(string.Join('\n', refused.Faults.Take(10)));
        }

        await registers.ApplyAsync(Assert.IsType<PreviewOutcome.Preview>(outcome).Version, "bureau", true, Ct);
        world.Register = await registers.CurrentAsync(Ct);
        world.Grondslag = new Grondslag(world.Register, await world.Get<InstrumentStore>().CurrentAsync(Ct));
        await world.InstallAsync();
        return world;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>The moment comes: what is due is planned, then sent.</summary>
    public async Task WorkAsync(DateTimeOffset moment)
    {
        Clock.SetUtcNow(moment);
        await Get<Planning>().RunAsync(Now, Ct);
        await Get<Bezorgdienst>().DrainAsync(Now, Ct);
    }

    public async Task<Besluit> DoAsync(Zaak zaak, Opdracht opdracht) =>
        await Get<TussenevaluatieStore>().DecideAsync(zaak.Id, opdracht, Grondslag, Now, Ct) ?? throw new InvalidOperationException("The case is gone.");

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _store.DisposeAsync();
    }

    private static PersonId NewId(Random ids)
    {
        var bytes = new byte[16];
        ids.NextBytes(bytes);
        return PersonId.From(new Guid(bytes));
    }

    /// <summary>Half of the students have the app in Teams; everybody else gets mail.</summary>
    private async Task InstallAsync()
    {
        foreach (var student in Register.Data.Studenten.Where((_, i) => i % 2 == 0))
        {
            var account = TeamsAccount.Of(BezorgWereld.Tenant, student.Persoon.ToString());
            Connector.Addresses[account.ObjectId] = Register.Find(student.Persoon)!.Email;
            var where = new ConversationReference { Account = account, ServiceUrl = ServiceHosts.Global, ConversationId = $"a:{student.Persoon}" };
            Assert.IsType<LinkOutcome.Linked>(await Get<PersonLinks>().FindOrLinkAsync(where, memberId: null, Now, Ct));
            await Get<ConversationStore>().KeepAsync(where, Ct);
        }
    }
}
