using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Isop.Bot.Api;
using Isop.Bot.Bezoeken;
using Isop.Bot.Intervisie;
using Isop.Bot.Teams;
using Isop.Bot.Webhooks;
using Isop.Tests.Aanmelden;
using Isop.Tests.BureauPages;
using Isop.Tests.Teams;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Isop.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Api;

/// <summary>The site with somebody in every role, its API, and a sign-in service that gives tokens for them.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    public const string Audience = "9a1d7d0e-51b5-4b53-b5b5-2f3c1e6a7d10";
    public const string Scope = "access_as_user";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    internal BureauHost Bureau { get; private set; } = null!;
    internal FakeEntra Entra { get; private set; } = null!;

    /// <summary>Where programs that subscribed are called.</summary>
    internal Ontvanger Ontvanger { get; } = new();
    internal ApiGegevens Gegevens { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Entra = new FakeEntra(new FakeTimeProvider(WebHost.Start));
        Bureau = await StartAsync(Entra, ontvanger: Ontvanger);
        _http.BaseAddress = Bureau.Web.Site;
        Gegevens = await ApiGegevens.MaakAsync(Bureau);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Bureau.DisposeAsync();
    }

    internal static Task<BureauHost> StartAsync(FakeEntra entra, string? setting = null, string? value = null, Ontvanger? ontvanger = null) =>
        BureauHost.WithRegisterAsync(Bezetting.Register().Plus("kalender", "blok;Blok 2;2026-11-09;2027-01-29;;;"), "Production", builder =>
        {
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:0"] = "rollen.example";
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:1"] = "student.iselinge.example";
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:2"] = "student.example";
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:3"] = "isop.example";
            builder.Configuration["Isop:Bot:AppId"] = TokenIssuer.AppId;
            builder.Configuration["Isop:Bot:OpenIdMetadata"] = TokenIssuer.Metadata;
            builder.Configuration["Isop:Api:Audience"] = Audience;
            builder.Configuration["Isop:Api:Authority"] = FakeEntra.Authority;
            if (setting is not null)
            {
                builder.Configuration[$"Isop:Api:{setting}"] = value;
            }

            builder.Services.AddSingleton(s => new Webhookzender(VeiligeVerbinding.Internet, s.GetRequiredService<TimeProvider>(), ontvanger ?? new Ontvanger()));
            builder.Services.AddBezoeken();
            builder.Services.AddIntervisie();
            builder.Services.AddHttpClient(ApiModule.HttpName).ConfigurePrimaryHttpMessageHandler(() => entra);
            builder.Services.AddHttpClient(BotKeys.HttpName).ConfigurePrimaryHttpMessageHandler(() => new TokenIssuer());
        });

    /// <summary>What a program gets that acts for who holds this role, or with another token.</summary>
    internal Task<HttpResponseMessage> GetAsync(string path, string? rol, Func<EntraClaims, EntraClaims>? other = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), rol, other);

    /// <summary>Asks an action, as JSON, with the headers that it may carry.</summary>
    internal Task<HttpResponseMessage> PostAsync(string path, string rol, object? body = null, string? key = null, string? seen = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body is null ? null : JsonSerializer.Serialize(body)) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (seen is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", seen);
        }

        return SendAsync(request, rol);
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? rol, Func<EntraClaims, EntraClaims>? other = null)
    {
        using (request)
        {
            if (rol is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(rol, other));
            }

            return await _http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The answer as JSON, which must be good.</summary>
    internal async Task<JsonDocument> JsonAsync(string path, string rol)
    {
        using var answer = await GetAsync(path, rol);
        answer.MustBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? rol, string? json = null) =>
        SendAsync(new HttpRequestMessage(method, path) { Content = Json(json) }, rol);

    private static StringContent? Json(string? json) => json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");

    internal string Token(string rol, Func<EntraClaims, EntraClaims>? other = null)
    {
        var claims = new EntraClaims { Audience = Audience, Scope = Scope, UserName = Bezetting.Address(rol), ObjectId = new Guid(Account(rol)).ToString(), Lives = TimeSpan.FromDays(400) };
        Entra.Claims = other?.Invoke(claims) ?? claims;
        return Entra.Token();
    }

    /// <summary>An account of one's own for each role.</summary>
    private static byte[] Account(string rol) => SHA256.HashData(Encoding.UTF8.GetBytes(rol))[..16];
}
