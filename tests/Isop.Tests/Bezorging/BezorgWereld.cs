using System.Collections.Concurrent;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Graph;
using Isop.Bot.Retourmail;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Graph;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

/// <summary>
/// The delivery side as it is wired, on a real store, with a connector and a mail system that play along. Another process on
/// the same store is another world made with <see cref="Beside"/>.
/// </summary>
internal sealed class BezorgWereld : IAsyncDisposable
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string Sender = "isop@school.nl";
    public const string CatalogusId = "33333333-3333-3333-3333-333333333333";

    /// <summary>A Monday, ten in the morning in Amsterdam.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore? _owned;
    private readonly IHost _host;

    private BezorgWereld(IDocumentStore store, TemporaryStore? owned, Omgeving omgeving, Action<BezorgOptions>? options)
    {
        (_owned, Store, Omgeving) = (owned, store, omgeving);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Bot:AppId"] = "22222222-2222-2222-2222-222222222222",
            ["Isop:Bot:TenantId"] = Tenant,
            [$"Isop:Tenants:{Tenant}:0"] = "school.nl",
        });
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(omgeving.Clock);
        services.AddSingleton(store);
        services.AddSingleton<CurrentRegister>(_ => ValueTask.FromResult(omgeving.Register));
        services.AddSingleton(new CardCatalog());
        services.AddSingleton<IMailer>(omgeving.Mailer);
        services.AddSingleton<LinkMaker>((person, _, _) => ValueTask.FromResult(new Uri($"https://isop.example/l/{person}")));
        builder.AddTeams();
        services.AddSingleton<IConnectorToken, NoConnectorToken>();
        services.AddHttpClient(ConnectorClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => omgeving.Connector);
        builder.AddInstalleren();
        builder.AddRetourmail();
        services.AddSingleton(omgeving.Graph.Credential);
        services.AddHttpClient(GraphClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => omgeving.Graph);
        services.PostConfigure<BotOptions>(o => o.CatalogusId = CatalogusId);
        services.PostConfigure<MailOptions>(o => o.Sender = Sender);
        omgeving.Jobs.ForEach(job => services.AddSingleton(job));
        builder.AddBezorging();
        // The real pace would make every test wait; the pace has tests of its own.
        services.RemoveAll<IValidateOptions<BezorgOptions>>();
        services.PostConfigure<BezorgOptions>(o => o.CallsPerSecond = 1_000_000);
        if (options is not null)
        {
            services.PostConfigure(options);
        }

        _host = builder.Build();
        _host.Services.UseBezorging();
        omgeving.AddKinds(Get<CardCatalog>());
    }

    public IDocumentStore Store { get; }

    public Omgeving Omgeving { get; }

    public FakeTimeProvider Clock => Omgeving.Clock;

    public SpeelConnector Connector => Omgeving.Connector;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Berichten Berichten => Get<Berichten>();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static BezorgWereld New(DateTimeOffset? now = null)
    {
        var store = TestStores.Memory();
        return new BezorgWereld(store, store, new Omgeving(now ?? Monday), null);
    }

    /// <summary>Another process of the same installation; give a store that crashes to see it die.</summary>
    public BezorgWereld Beside(IDocumentStore? store = null, Action<BezorgOptions>? options = null) => new(store ?? Store, null, Omgeving, options);

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task<PersonId> TeamsPersonAsync(string name, bool conversation = true)
    {
        var person = Omgeving.Person(name);
        var account = TeamsAccount.Of(Tenant, person.ToString());
        Connector.Addresses[account.ObjectId] = $"{name}@school.nl";
        var where = new ConversationReference { Account = account, ServiceUrl = ServiceHosts.Global, ConversationId = $"a:{person}" };
        Assert.IsType<LinkOutcome.Linked>(await Get<PersonLinks>().FindOrLinkAsync(where, memberId: null, Now, Token));
        await Get<ConversationStore>().KeepAsync(conversation ? where : where with { ConversationId = null }, Token);
        return person;
    }

    public PersonId MailPerson(string name) => Omgeving.Person(name);

    public async Task PlanAsync(
        PersonId person, string @case, DateTimeOffset? due = null, string kind = "taak", string occasion = "opening",
        Urgency urgency = Urgency.Normal, DateTimeOffset? expires = null, DateTimeOffset? waitsUntil = null) =>
        await new Outbox(_owned ?? Store, Clock).CommitAsync(
            new Partition("zaken", @case),
            [],
            [
                new BezorgIntent
                {
                    Person = person, Kind = kind, Case = @case, Occasion = occasion, Due = due ?? Now, Urgency = urgency, Expires = expires, WaitsUntil = waitsUntil,
                },
            ],
            Token);

    public async Task<Uitslag> DrainAsync() => await Get<Bezorgdienst>().DrainAsync(Now, Token);

    public async Task<BezorgBox> BoxAsync(PersonId person) => await Get<BezorgStore>().LoadAsync(person, Token);

    public async Task<BezorgStaat> StateAsync(PersonId person, string @case, string occasion = "opening") =>
        (await BoxAsync(person)).Bezorgingen.Values.Single(b => b.Value.Case == @case && b.Value.Occasion == occasion).Value.State;

    /// <summary>Lets the worker of this process run.</summary>
    public Task StartAsync() => _host.StartAsync(Token);

    public Task StopAsync() => _host.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }
}

/// <summary>The world around the processes: time, people, what is done, the connector and the mail system.</summary>
internal sealed class Omgeving(DateTimeOffset now)
{
    private readonly ConcurrentDictionary<PersonId, Persoon> _personen = [];
    private int _next;

    public FakeTimeProvider Clock { get; } = new(now);

    public SpeelConnector Connector { get; } = new();

    public SpeelMailer Mailer { get; } = new();

    public SpeelGraph Graph { get; } = new();

    /// <summary>Jobs of the leader in worlds that are made from now on.</summary>
    public List<LeaderJob> Jobs { get; } = [];

    public ConcurrentDictionary<string, bool> Done { get; } = [];

    public ConcurrentDictionary<string, bool> Broken { get; } = [];

    public List<KalenderRegel> Kalender { get; } = [];

    public List<Student> Studenten { get; } = [];

    public List<Stage> Stages { get; } = [];

    public RegisterSnapshot Register => new("1", new RegisterData
    {
        Personen = [.. _personen.Values], Kalender = Kalender, Studenten = Studenten, Stages = Stages,
        Organisaties = [.. Stages.Select(s => s.Organisatie).Distinct().Select(School)],
    });

    public PersonId Person(string name, string? email = null)
    {
        var id = PersonId.From(new Guid(Interlocked.Increment(ref _next), 0, 0, 1, 2, 3, 4, 5, 6, 7, 8));
        _personen[id] = new Persoon { Id = id, Email = email ?? $"{name}@school.nl", Naam = name, Roepnaam = name, Bron = "bureau" };
        return id;
    }

    public void AddStage(PersonId student, PersonId werkplekbegeleider, params DayOfWeek[] dagen)
    {
        var from = new DateOnly(2026, 9, 1);
        Studenten.Add(new Student { Persoon = student, Studentnummer = $"{Studenten.Count}", Opleiding = Opleiding.Parse("pabo-vt"), Leerjaar = 1 });
        Stages.Add(new Stage
        {
            Id = $"stage-{Stages.Count}", Student = student, Organisatie = "S1", Groep = "3", Werkplekbegeleiders = [werkplekbegeleider],
            Van = from, Tot = from.AddMonths(9), Dagen = dagen,
        });
    }

    public void Change(PersonId person, Func<Persoon, Persoon> change) => _personen[person] = change(_personen[person]);

    private static Organisatie School(string code) => new()
    {
        Code = code, Naam = code, Bestuur = "B1", Soort = SoortOrganisatie.School, Plaats = "Doetinchem", Postcode = "7001 AA",
        Vakantieregio = Vakantieregio.Noord, SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
    };

    public void AddKinds(CardCatalog catalog)
    {
        catalog.Kind("taak", (request, _) => Compose(request, isTask: true));
        catalog.Kind("nieuws", (request, _) => Compose(request, isTask: false));
    }

    private ValueTask<ComposedCard?> Compose(CardRequest request, bool isTask) =>
        Broken.ContainsKey(request.Case) ? throw new InvalidOperationException("stuk")
        : Done.ContainsKey(request.Case) ? ValueTask.FromResult<ComposedCard?>(null)
        : ValueTask.FromResult<ComposedCard?>(new ComposedCard
        {
            Card = new RenderedCard("""{"type":"AdaptiveCard","version":"1.2","body":[]}"""u8.ToArray(), request.Case),
            Title = isTask ? "Tussenevaluatie invullen" : "Nieuws",
            Detail = request.Case,
            IsTask = isTask,
        });
}

internal sealed class SpeelMailer : IMailer
{
    private readonly ConcurrentQueue<MailOutcome> _script = [];
    private int _asked;

    public ConcurrentQueue<Mail> Sent { get; } = [];

    public int? PerMinute => null;

    /// <summary>How often it was asked to send.</summary>
    public int Asked => _asked;

    public void Next(MailOutcome outcome) => _script.Enqueue(outcome);

    /// <summary>Forgets what was scripted and not played.</summary>
    public void Clear() => _script.Clear();

    public ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        var outcome = _script.TryDequeue(out var scripted) ? scripted : new MailOutcome.Sent();
        if (outcome is MailOutcome.Sent)
        {
            Sent.Enqueue(mail);
        }

        return ValueTask.FromResult(outcome);
    }
}
