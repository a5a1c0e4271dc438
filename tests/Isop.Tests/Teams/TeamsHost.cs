using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Cards;
using Isop.Bot.Teams;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Teams;

internal sealed record TeamsHostOptions
{
    public string Environment { get; init; } = Environments.Production;
    public string? AppId { get; init; } = TokenIssuer.AppId;
    public IPAddress? Remote { get; init; } = IPAddress.Parse("52.113.0.1");
    public IPAddress? Local { get; init; } = IPAddress.Parse("10.0.0.4");
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Connects for real, instead of to the fake connector.</summary>
    public bool RealConnections { get; init; }
    public Func<IDocumentStore, IDocumentStore> Store { get; init; } = s => s;

    /// <summary>Puts more of the product beside the channel.</summary>
    public Action<IServiceCollection> Beside { get; init; } = _ => { };

    public static TeamsHostOptions Anonymous { get; } = new()
    {
        Environment = Environments.Development,
        AppId = null,
        Remote = IPAddress.Loopback,
        Local = IPAddress.IPv6Loopback,
    };
}

/// <summary>The channel in a host of its own: real services and storage, the connector and the token service in process.</summary>
internal sealed class TeamsHost : IAsyncDisposable
{
    public static readonly PersonId Mia = PersonId.Parse("00000000000000000000000000000001");
    public static readonly PersonId Gijs = PersonId.Parse("00000000000000000000000000000002");
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 15, 30, TimeSpan.Zero);

    private readonly TemporaryStore _file = TestStores.Memory();
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TeamsHost(TeamsHostOptions options)
    {
        Store = options.Store(_file);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = options.Environment });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Bot:AppId"] = options.AppId,
            ["Isop:Bot:OpenIdMetadata"] = TokenIssuer.Metadata,
            [$"Isop:Tenants:{Activities.Tenant}:0"] = "school.nl",
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(Catalog);
        builder.Services.AddSingleton<CurrentRegister>(_ => ValueTask.FromResult(Register));
        builder.AddTeams();
        if (!options.RealConnections)
        {
            builder.Services.AddHttpClient(ConnectorClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => Connector);
        }

        builder.Services.AddHttpClient(BotKeys.HttpName).ConfigurePrimaryHttpMessageHandler(() => Issuer);
        builder.Services.AddSingleton<IConnectorToken>(Token);
        options.Beside(builder.Services);
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = options.Remote;
            context.Connection.LocalIpAddress = options.Local;
            return next(context);
        });
        _app.UseRouting();
        _app.MapTeams();
        Catalog.Verb("tel", (action, _) =>
        {
            Actions.Add(action);
            return new ValueTask<CardAnswer>(new CardAnswer.Show(Card($"keer {Actions.Count}")));
        });
        _app.Start();
        _client = _app.GetTestClient();
        Connector.Member(Activities.ObjectId, "Mia@School.nl");
    }

    public IDocumentStore Store { get; }

    public FakeTimeProvider Time { get; } = new(Start);

    public CardCatalog Catalog { get; } = new();

    public FakeConnector Connector { get; } = new();

    public TokenIssuer Issuer { get; } = new();

    public FakeToken Token { get; } = new();

    public CapturedLogs Logs { get; } = new();

    /// <summary>What the verb "tel" was called with.</summary>
    public List<CardAction> Actions { get; } = [];

    public RegisterSnapshot Register { get; set; } = People(
        (Mia, "mia@school.nl", null), (Gijs, "gijs@school.nl", null));

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static TeamsHost Create(TeamsHostOptions? options = null) => new(options ?? new TeamsHostOptions());

    public static RegisterSnapshot People(params (PersonId Id, string Email, DateOnly? Ended)[] people) => new("v", new RegisterData
    {
        Personen = [.. people.Select(p => new Persoon
        {
            Id = p.Id, Email = p.Email, Naam = p.Email, Roepnaam = p.Email, Bron = "bureau", Beeindigd = p.Ended,
        })],
    });

    public static RenderedCard Card(string text) => new(
        Encoding.UTF8.GetBytes($$"""{"type":"AdaptiveCard","version":"1.2","body":[{"type":"TextBlock","text":"{{text}}"}]}"""), text);

    public string SignedToken(TokenClaims? claims = null) => Issuer.Sign(Time.GetUtcNow(), claims);

    public Task<HttpResponseMessage> PostAsync(JsonObject activity, string? token = null) =>
        PostAsync(Encoding.UTF8.GetBytes(activity.ToJsonString()), token ?? SignedToken());

    public async Task<HttpResponseMessage> PostAsync(byte[] body, string? token, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        return await _client.SendAsync(request);
    }

    /// <summary>Posts without telling the length.</summary>
    public async Task<HttpResponseMessage> PostStreamAsync(byte[] body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StreamContent(new Chunked(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _client.SendAsync(request);
    }

    public async Task<JsonElement> InvokeAsync(JsonObject activity)
    {
        using var response = await PostAsync(activity);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _file.DisposeAsync();
        Connector.Dispose();
        Issuer.Dispose();
    }
}

/// <summary>A body of unknown length.</summary>
internal sealed class Chunked(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;
}

internal sealed class FakeToken : IConnectorToken
{
    public int Renewals { get; private set; }

    public ValueTask<string?> GetAsync(bool renew, CancellationToken cancellationToken)
    {
        Renewals += renew ? 1 : 0;
        return ValueTask.FromResult<string?>($"token-{Renewals}");
    }
}

internal sealed class CapturedLogs : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
