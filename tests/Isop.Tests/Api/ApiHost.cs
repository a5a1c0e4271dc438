using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Isop.Bot.Api;
using Isop.Bot.Teams;
using Isop.Tests.Aanmelden;
using Isop.Tests.BureauPages;
using Isop.Tests.Teams;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
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

    public async ValueTask InitializeAsync()
    {
        Entra = new FakeEntra(new FakeTimeProvider(WebHost.Start));
        Bureau = await StartAsync(Entra);
        _http.BaseAddress = Bureau.Web.Site;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Bureau.DisposeAsync();
    }

    internal static Task<BureauHost> StartAsync(FakeEntra entra, string? setting = null, string? value = null) =>
        BureauHost.WithRegisterAsync(Bezetting.Register(), "Production", builder =>
        {
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:0"] = "rollen.example";
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:1"] = "student.iselinge.example";
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:2"] = "student.example";
            builder.Configuration["Isop:Bot:AppId"] = TokenIssuer.AppId;
            builder.Configuration["Isop:Bot:OpenIdMetadata"] = TokenIssuer.Metadata;
            builder.Configuration["Isop:Api:Audience"] = Audience;
            builder.Configuration["Isop:Api:Authority"] = FakeEntra.Authority;
            if (setting is not null)
            {
                builder.Configuration[$"Isop:Api:{setting}"] = value;
            }

            builder.Services.AddHttpClient(ApiModule.HttpName).ConfigurePrimaryHttpMessageHandler(() => entra);
            builder.Services.AddHttpClient(BotKeys.HttpName).ConfigurePrimaryHttpMessageHandler(() => new TokenIssuer());
        });

    /// <summary>What a program gets that acts for who holds this role, or with another token.</summary>
    internal async Task<HttpResponseMessage> GetAsync(string path, string? rol, Func<EntraClaims, EntraClaims>? other = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (rol is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(rol, other));
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal string Token(string rol, Func<EntraClaims, EntraClaims>? other = null)
    {
        var claims = new EntraClaims { Audience = Audience, Scope = Scope, UserName = Bezetting.Address(rol), ObjectId = new Guid(Account(rol)).ToString() };
        Entra.Claims = other?.Invoke(claims) ?? claims;
        return Entra.Token();
    }

    /// <summary>An account of one's own for each role.</summary>
    private static byte[] Account(string rol) => SHA256.HashData(Encoding.UTF8.GetBytes(rol))[..16];
}
