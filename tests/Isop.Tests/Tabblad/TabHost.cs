using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Isop.Bot.Aanmelden;
using Isop.Bot.Api;
using Isop.Bot.Tabblad;
using Isop.Bot.Teams;
using Isop.Tests.Aanmelden;
using Isop.Tests.Api;
using Isop.Tests.BureauPages;
using Isop.Tests.Teams;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Tabblad;

/// <summary>The site with somebody in every role, reached from Teams, and a sign-in service that gives Teams tokens for them.</summary>
public sealed class TabHost : IAsyncLifetime
{
    internal BureauHost Bureau { get; private set; } = null!;
    internal FakeEntra Entra { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Entra = new FakeEntra(new FakeTimeProvider(WebHost.Start));
        Bureau = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production", builder =>
        {
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:0"] = "rollen.example";
            builder.Configuration["Isop:Bot:AppId"] = TokenIssuer.AppId;
            builder.Configuration["Isop:Bot:OpenIdMetadata"] = TokenIssuer.Metadata;
            builder.Configuration["Isop:Aanmelden:Authority"] = FakeEntra.Authority;
            builder.Configuration["Isop:Api:Audience"] = ApiHost.Audience;
            builder.Configuration["Isop:Api:Authority"] = FakeEntra.Authority;
            foreach (var name in new[] { TabModule.HttpName, ApiModule.HttpName, AanmeldSetup.HttpName })
            {
                builder.Services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => Entra);
            }

            builder.Services.AddHttpClient(BotKeys.HttpName).ConfigurePrimaryHttpMessageHandler(() => new TokenIssuer());
        });
    }

    public ValueTask DisposeAsync() => Bureau.DisposeAsync();

    /// <summary>A frame in Teams: a jar of its own, and a browser that says what it is for.</summary>
    internal Device Frame() => Requesting("iframe", "same-origin");

    internal Device Requesting(string destination, string site)
    {
        var device = Bureau.NewDevice();
        device.Headers["Sec-Fetch-Dest"] = destination;
        device.Headers["Sec-Fetch-Site"] = site;
        return device;
    }

    internal async Task<Device> SignedInFrameAsync(string rol = "onderwijsbureau")
    {
        var frame = Frame();
        (await EnterAsync(frame, rol)).MustBe(System.Net.HttpStatusCode.OK);
        return frame;
    }

    /// <summary>What the tab's script posts.</summary>
    internal async Task<HttpResponseMessage> EnterAsync(
        Device device, string? rol, string query = "", Func<EntraClaims, EntraClaims>? other = null, Action<HttpRequestMessage>? change = null)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, $"/tab/aanmelden{query}");
        post.Headers.Add("X-Isop", "1");
        post.Headers.Accept.ParseAdd("application/json");
        if (rol is not null)
        {
            post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(rol, other));
        }

        change?.Invoke(post);
        return await device.SendAsync(post);
    }

    internal string Token(string rol, Func<EntraClaims, EntraClaims>? other = null)
    {
        var claims = new EntraClaims
        {
            Audience = TokenIssuer.AppId, Scope = Tabdeur.Permission, UserName = Bezetting.Address(rol),
            ObjectId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(rol))[..16]).ToString(),
        };
        Entra.Claims = other?.Invoke(claims) ?? claims;
        return Entra.Token();
    }

    internal static async Task<string?> FieldAsync(HttpResponseMessage answer, string name)
    {
        using var json = JsonDocument.Parse(await Device.TextAsync(answer));
        return json.RootElement.GetProperty(name).GetString();
    }
}
