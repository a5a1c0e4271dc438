using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Certificaten;
using Isop.Bot.Certificaten.Badges;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Hosting;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Certificaten.Badges;

/// <summary>What anybody may read, on a real server.</summary>
public sealed class BadgeEndpointsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/certificaten/uitgever", "application/json", 3600)]
    [InlineData("/certificaten/sleutels", "application/jwk-set+json", 300)]
    [InlineData("/certificaten/status/2026-2027", "application/vc+jwt", 300)]
    [InlineData("/certificaten/prestaties/opfriscursus", "application/json", 3600)]
    public async Task Anybody_may_read_and_keep_it_from_any_site_and_gets_no_cookie(string path, string type, int seconds)
    {
        await using var host = await StartAsync();
        using var device = host.NewDevice();

        var answer = await device.GetAsync(path);
        var head = await SendAsync(device, HttpMethod.Head, path);
        var again = await SendAsync(device, HttpMethod.Get, path, answer.Headers.ETag!.ToString());

        answer.MustBe(HttpStatusCode.OK);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal((true, TimeSpan.FromSeconds(seconds)), (answer.Headers.CacheControl!.Public, answer.Headers.CacheControl.MaxAge!.Value));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Empty(Device.SetCookies(answer));
        head.MustBe(HttpStatusCode.OK);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
        again.MustBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/certificaten/sleutels/x")]
    [InlineData("/certificaten/sleutels/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/certificaten/status/2030-2031")]
    [InlineData("/certificaten/prestaties/iets")]
    public async Task What_is_not_there_is_not_found_and_not_kept(string path)
    {
        await using var host = await StartAsync();
        using var device = host.NewDevice();

        var answer = await device.GetAsync(path);

        answer.MustBe(HttpStatusCode.NotFound);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_header_of_a_credential_leads_to_its_key_without_the_secret_half()
    {
        await using var host = await StartAsync();
        using var device = host.NewDevice();
        var certificaat = Badgewereld.Certificaat();
        var jwt = await host.Services.GetRequiredService<Badgemaker>().MaakAsync(certificaat, new Certificaathouder(certificaat.Nummer, null, "Mia", ""), Ct);
        var kid = (string)JsonNode.Parse(Vervalsing.Read(jwt.Split('.')[0]))!["kid"]!;

        var key = await (await device.GetAsync(new Uri(kid).AbsolutePath)).Content.ReadFromJsonAsync<JsonObject>(Ct);
        var all = await (await device.GetAsync("/certificaten/sleutels")).Content.ReadFromJsonAsync<JsonObject>(Ct);

        Assert.Equal(["kid", "n", "e", "kty", "use", "alg"], key!.Select(p => p.Key));
        Assert.Equal(kid, (string)key!["kid"]!);
        Assert.Contains(all!["keys"]!.AsArray(), k => JsonNode.DeepEquals(k, key));
    }

    [Fact]
    public async Task The_issuer_and_the_achievement_are_there_as_a_credential_names_them()
    {
        await using var host = await StartAsync();
        using var device = host.NewDevice();
        var badge = Badgemaker.Vorm(Badgewereld.Certificaat(), new Certificaathouder(default, null, "Mia", ""), null);

        var issuer = await (await device.GetAsync(new Uri(badge.Iss).AbsolutePath)).Content.ReadFromJsonAsync<JsonObject>(Ct);
        var achievement = await (await device.GetAsync(new Uri(badge.CredentialSubject.Achievement.Id).AbsolutePath)).Content.ReadFromJsonAsync<JsonObject>(Ct);

        Assert.Equal((badge.Issuer.Id, badge.Issuer.Name, badge.Issuer.Url), ((string)issuer!["id"]!, (string)issuer["name"]!, (string)issuer["url"]!));
        Assert.Equal((badge.CredentialSubject.Achievement.Id, "Opfriscursus"), ((string)achievement!["id"]!, (string)achievement["name"]!));
    }

    private static async Task<WebHost> StartAsync()
    {
        var host = await WebHost.StartAsync(
            build: b =>
            {
                b.Services.AddIsopCore();
                b.Services.AddSingleton<PrestatieVan>(soort => soort == "opfriscursus" ? ("Opfriscursus", "Nam deel.") : null);
            },
            map: app => app.MapBadges());
        await host.Services.GetRequiredService<Statuslijsten>().NeemPlekAsync("2026-2027", Certificaatnummer.Trek(), Ct);
        return host;
    }

    private static Task<HttpResponseMessage> SendAsync(Device device, HttpMethod method, string path, string? mark = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (mark is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", mark);
        }

        return device.SendAsync(request);
    }
}
