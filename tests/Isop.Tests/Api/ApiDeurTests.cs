using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Isop.Tests.Aanmelden;
using Isop.Tests.BureauPages;
using Isop.Tests.Teams;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Api;

/// <summary>The door of the API: which tokens open it, and that nothing else does.</summary>
public sealed class ApiDeurTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Elsewhere = "99999999-9999-9999-9999-999999999999";

    [Theory]
    [InlineData("none", "Je bent niet aangemeld")]
    [InlineData("audience of signing in", "Je aanmelding geldt hier niet")]
    [InlineData("audience of the bot", "Je aanmelding geldt hier niet")]
    [InlineData("no permission", "Je aanmelding geldt hier niet")]
    [InlineData("another permission", "Je aanmelding geldt hier niet")]
    [InlineData("strange key", "Je aanmelding geldt hier niet")]
    [InlineData("other algorithm", "Je aanmelding geldt hier niet")]
    [InlineData("old", "Je aanmelding geldt hier niet")]
    [InlineData("other tenant", "Je aanmelding geldt hier niet")]
    [InlineData("issuer of another tenant", "Je aanmelding geldt hier niet")]
    [InlineData("no tenant", "Je aanmelding geldt hier niet")]
    [InlineData("not in the register", "We kennen dit account niet")]
    [InlineData("address of another domain", "We kennen dit account niet")]
    public async Task What_does_not_hold_is_refused_with_what_to_do(string what, string title)
    {
        var answer = await api.GetAsync("/api/v1/ik", what == "none" ? null : "onderwijsbureau", claims => what switch
        {
            "audience of signing in" => claims with { Audience = FakeEntra.ClientId },
            "audience of the bot" => claims with { Audience = TokenIssuer.AppId },
            "no permission" => claims with { Scope = null },
            "another permission" => claims with { Scope = "access_as_user_too User.Read" },
            "strange key" => claims with { StrangeKey = true },
            "other algorithm" => claims with { Algorithm = SecurityAlgorithms.RsaSha512 },
            "old" => claims with { Lives = TimeSpan.FromMinutes(-6) },
            "other tenant" => claims with { Tenant = Elsewhere, Issuer = $"https://login.test/{Elsewhere}/v2.0" },
            "issuer of another tenant" => claims with { Issuer = $"https://login.test/{Elsewhere}/v2.0" },
            "no tenant" => claims with { Tenant = null },
            "not in the register" => claims with { UserName = "niemand@rollen.example", ObjectId = Elsewhere },
            _ => claims with { UserName = Proefregister.Olga, ObjectId = Guid.NewGuid().ToString() },
        });

        answer.MustBe(HttpStatusCode.Unauthorized);
        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(title, problem.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task While_the_keys_to_tell_a_token_by_cannot_be_had_nobody_is_told_to_make_the_connection_again()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        own.Entra.IsUnreachable = true;

        var answer = await own.GetAsync("/api/v1/ik", "onderwijsbureau");
        answer.MustBe(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("Aanmelden lukt nu niet", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        (await own.GetAsync("/api/v1/ik", null)).MustBe(HttpStatusCode.Unauthorized);

        own.Entra.IsUnreachable = false;
        (await own.GetAsync("/api/v1/ik", "onderwijsbureau")).MustBe(HttpStatusCode.OK);
        own.Entra.IsUnreachable = true;
        (await own.GetAsync("/api/v1/ik", "onderwijsbureau")).MustBe(HttpStatusCode.OK);
        (await own.GetAsync("/api/v1/ik", "onderwijsbureau", claims => claims with { StrangeKey = true })).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_of_the_site_does_not_open_it()
    {
        using var device = await api.Bureau.Web.SignedInDeviceOf(await api.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau")));

        (await device.GetAsync("/api/v1/tussenevaluaties")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Its_token_does_not_pass_where_the_channel_posts_nor_at_the_pages()
    {
        using var device = api.Bureau.NewDevice();
        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent("""{"type":"message"}""") };
        post.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Token("onderwijsbureau"));
        Assert.Contains((await device.SendAsync(post)).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });

        (await api.GetAsync("/bureau", "onderwijsbureau")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_shows_nothing_at_the_next_call_and_who_left_is_out()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var (bureau, coach) = (Bezetting.Address("onderwijsbureau"), Bezetting.Address("coordinerend-schoolopleider"));
        Assert.Contains("\"student\"", await TextAsync(own, "onderwijsbureau"), StringComparison.Ordinal);
        Assert.Contains("\"student\"", await TextAsync(own, "coordinerend-schoolopleider"), StringComparison.Ordinal);

        await own.Bureau.ApplyAsync(Bezetting.Register().With("rollen", bureau, null).With("rollen", coach, null).With("personen", coach, null));

        Assert.DoesNotContain("\"student\"", await TextAsync(own, "onderwijsbureau"), StringComparison.Ordinal);
        (await own.GetAsync("/api/v1/tussenevaluaties", "coordinerend-schoolopleider")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_an_audience_there_is_no_api()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        using var device = host.NewDevice();

        (await device.GetAsync("/api/v1/ik")).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Audience", "isop", "must be a GUID")]
    [InlineData("Audience", TokenIssuer.AppId, "the same as Isop:Bot:AppId")]
    [InlineData("Authority", "http://login.test/", "Isop:Api:Authority")]
    [InlineData("Scope", "a b", "Isop:Api:Scope")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string value, string named)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.StartAsync(new FakeEntra(new FakeTimeProvider(WebHost.Start)), setting, value));

        Assert.Contains(named, Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(ApiHost host, string rol)
    {
        var answer = await host.GetAsync("/api/v1/tussenevaluaties", rol);
        answer.MustBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
