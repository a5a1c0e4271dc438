using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Web;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Web;

/// <summary>The web door on a real server at a loopback port, with a small register, a fixed clock and everything it logs kept.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore _store;
    private readonly WebApplication _app;

    private WebHost(TemporaryStore store, WebApplication app, WebHostParts parts)
    {
        _store = store;
        _app = app;
        Parts = parts;
        Site = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public WebHostParts Parts { get; }
    public Uri Site { get; }
    public IDocumentStore Store => _store;
    public IServiceProvider Services => _app.Services;
    public FakeTimeProvider Clock => Parts.Clock;
    public RecordedMails Mails => Parts.Mails;
    public MailedLinks Links => Services.GetRequiredService<MailedLinks>();

    public static async Task<WebHost> StartAsync(
        string environment = "Development", Action<WebApplicationBuilder>? build = null, Action<WebApplication>? map = null, bool ownMailer = true)
    {
        var store = TestStores.Memory();
        var parts = new WebHostParts();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = Path.Combine(RepositoryRoot(), "bot"),
            ApplicationName = "Isop.Bot",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(parts.Log).SetMinimumLevel(LogLevel.Trace);
        builder.Configuration["Isop:PublicUrl"] = "https://isop.test";
        builder.Services.AddSingleton<TimeProvider>(parts.Clock);
        builder.Services.AddSingleton<IDocumentStore>(store);
        builder.Services.AddSingleton(parts.Catalog);
        builder.Services.AddSingleton<CurrentRegister>(_ => ValueTask.FromResult(parts.Register));
        if (ownMailer)
        {
            builder.Services.AddSingleton<IMailer>(parts.Mails);
        }

        build?.Invoke(builder);
        builder.Services.TryAddSingleton<ReadInbox>((_, _, _) => ValueTask.FromResult<IReadOnlyList<InboxItem>>([]));
        builder.AddWeb();
        var app = builder.Build();
        app.MapWeb();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebHost(store, app, parts);
    }

    public Device NewDevice() => new(Site);

    /// <summary>A link's path as it would be mailed to this person now.</summary>
    public async Task<string> LinkFor(Persoon person, string target = MailedLinks.Inbox) =>
        (await Links.CreateAsync(person.Id, target, Clock.GetUtcNow(), TestContext.Current.CancellationToken)).AbsolutePath;

    public async Task<Device> SignedInDeviceOf(Persoon person)
    {
        var device = NewDevice();
        var answer = await device.SubmitAsync(await LinkFor(person));
        answer.MustLeadTo("/postvak");
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ISOP.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}

/// <summary>What a test looks at or turns.</summary>
internal sealed class WebHostParts
{
    public static readonly Persoon Mia = Person(1, "mia.smit@school.example", "Mia Smit", "Mia");
    public static readonly Persoon Gijs = Person(2, "gijs@student.example", "Gijs de Vries", "Gijs");

    public FakeTimeProvider Clock { get; } = new(WebHost.Start);
    public CardCatalog Catalog { get; } = new();
    public RecordedMails Mails { get; } = new();
    public RecordedLog Log { get; } = new();
    public RegisterSnapshot Register { get; private set; } = RegisterOf(Mia, Gijs);

    public void End(Persoon person) =>
        Register = RegisterOf([.. Register.Data.Personen.Select(p => p.Id == person.Id ? p with { Beeindigd = new DateOnly(2026, 11, 1) } : p)]);

    private static RegisterSnapshot RegisterOf(params Persoon[] people) => new("test", new RegisterData { Personen = people });

    private static Persoon Person(byte number, string email, string name, string roepnaam) => new()
    {
        Id = PersonId.From(new Guid(number, 0, 0, new byte[8])), Email = email, Naam = name, Roepnaam = roepnaam, Bron = "iselinge",
    };
}

internal static class SampleCards
{
    public static RenderedCard Card(string text) =>
        new(Encoding.UTF8.GetBytes($$"""{"type":"AdaptiveCard","version":"1.2","body":[{"type":"TextBlock","text":"{{text}}"}]}"""), text);
}

/// <summary>A mailer that keeps what it is given.</summary>
internal sealed class RecordedMails : IMailer
{
    private readonly Channel<Mail> _sent = Channel.CreateUnbounded<Mail>();

    public ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        _sent.Writer.TryWrite(mail);
        return ValueTask.FromResult<MailOutcome>(new MailOutcome.Sent());
    }

    public int? PerMinute => null;

    public ValueTask<Mail> NextAsync() => _sent.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public int Waiting => _sent.Reader.Count;
}

/// <summary>Everything logged, at every level, with its scopes and properties.</summary>
internal sealed class RecordedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Writer(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> properties)
            {
                line.Append(string.Join(',', properties.Select(p => $"{p.Key}={p.Value}")));
            }

            log._scopes.ForEachScope(static (scope, text) => text.Append(" | ").Append(scope), line);
            log._lines.Enqueue(line.ToString());
        }
    }
}
