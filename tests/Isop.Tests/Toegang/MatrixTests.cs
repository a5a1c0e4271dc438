using System.Net;
using AngleSharp.Html.Dom;
using Isop.Bot.Bureau;
using Isop.Bot.Hosting;
using Isop.Bot.Web.Sessions;
using Isop.Core.Storage;
using Isop.Tests.BureauPages;
using Isop.Tests.Storage;
using Isop.Tests.Teams;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Isop.Tests.Toegang;

/// <summary>Every role at every page and action. A new endpoint without a cell fails.</summary>
public sealed class MatrixTests(Bezetting bezetting) : IClassFixture<Bezetting>
{
    public static TheoryData<string> Rollen => [.. Bezetting.Rollen];

    [Fact]
    public async Task Every_endpoint_of_the_site_has_a_cell_and_every_cell_an_endpoint()
    {
        await using var store = TestStores.Memory();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "Isop.Bot" });
        builder.Logging.ClearProviders();
        builder.Configuration["Isop:Mail:Sender"] = "isop@x.example";
        builder.Configuration["Isop:Bot:AppId"] = TokenIssuer.AppId;
        builder.Configuration["Isop:Aanmelden:ClientId"] = TokenIssuer.AppId;
        builder.Configuration["Isop:Aanmelden:ManagedIdentityClientId"] = TokenIssuer.AppId;
        builder.Configuration[$"Isop:Tenants:{TokenIssuer.AppId}:0"] = "x.example";
        builder.Configuration["Isop:Api:Audience"] = Api.ApiHost.Audience;
        builder.AddIsop();
        builder.Services.AddSingleton<IDocumentStore>(store);
        builder.Configuration["Isop:PublicUrl"] = "https://isop.test";
        await using var app = builder.Build();
        app.MapIsop();

        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().SelectMany(
            e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, (e, m) => (Method: m, Route: Slash(e.RoutePattern.RawText!)));

        Assert.Equal(
            Cellen.All.Select(c => (c.Method, c.Route)).Concat(Cellen.Elsewhere).Concat(Api.ApiMatrixTests.Routes)
                .Concat([("GET", "/api/v1/openapi.json"), ("GET", "/api/v1/connector.json")]).Select(c => $"{c.Item1} {c.Item2}").Order(StringComparer.Ordinal),
            routes.Select(r => $"{r.Method} {r.Route}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_role_gets_what_the_matrix_gives_it_and_is_refused_the_rest(string rol)
    {
        // Last what ends the session, each with a device of its own.
        using var shared = await bezetting.SignedInAsync(rol);
        foreach (var cel in Cellen.All.OrderBy(c => c.EndsSession))
        {
            using var own = cel.EndsSession ? await bezetting.SignedInAsync(rol) : null;
            var device = own ?? shared;

            var status = await CallAsync(device, cel, await TokenAsync(device, "/postvak/apparaten"));

            // Whose case it is is not told: to who may see others by name it is not there.
            var refused = cel.Route == "/bureau/voortgang/{zaak}" && Cellen.All.Single(c => c.Route == "/bureau/voortgang").Wie!.Contains(rol)
                ? HttpStatusCode.NotFound
                : cel.Anders;
            var expected = cel.Wie is null or [] || cel.Wie.Contains(rol) ? cel.Mag : refused;
            Assert.True(expected == status, $"{rol}: {cel.Method} {cel.Route} answered {status}, not {expected}.");
        }
    }

    [Fact]
    public async Task Without_a_session_only_the_door_is_open()
    {
        foreach (var cel in Cellen.All)
        {
            using var device = bezetting.Host.NewDevice();

            var status = await CallAsync(device, cel, await TokenAsync(device, "/aanmelden"));

            Assert.True((cel.Wie is null ? cel.Mag : HttpStatusCode.Unauthorized) == status, $"{cel.Method} {cel.Route} answered {status}.");
        }
    }

    [Fact]
    public async Task After_its_thirty_days_a_session_opens_nothing_whatever_the_role()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("onderwijsbureau")));
        var token = await TokenAsync(device, "/postvak/apparaten");
        host.Web.Clock.Advance(Session.Lifetime);

        foreach (var cel in Cellen.All.Where(c => c.Wie is not null))
        {
            Assert.True(HttpStatusCode.Unauthorized == await CallAsync(device, cel, token), $"{cel.Method} {cel.Route}");
        }
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task An_action_without_the_forms_token_or_from_another_site_is_refused(string rol)
    {
        using var device = await bezetting.SignedInAsync(rol);
        foreach (var cel in Cellen.All.Where(c => c is { IsPost: true, ChangesNothing: false }))
        {
            var open = cel.Wie is null or [] || cel.Wie.Contains(rol);

            Assert.True((open ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden) == await CallAsync(device, cel, token: null), $"{rol}: {cel.Route}");
            Assert.True(
                HttpStatusCode.Forbidden == await CallAsync(device, cel, await TokenAsync(device, "/postvak/apparaten"), "cross-site"), $"{rol}: {cel.Route}");
        }
    }

    [Fact]
    public async Task A_role_that_is_taken_away_or_a_person_who_left_is_out_at_the_next_request()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        var (bureau, coach) = (Bezetting.Address("onderwijsbureau"), Bezetting.Address("coordinerend-schoolopleider"));
        using var taken = await host.Web.SignedInDeviceOf(await host.PersonAsync(bureau));
        using var left = await host.Web.SignedInDeviceOf(await host.PersonAsync(coach));
        (await taken.GetAsync("/bureau/register")).MustBe(HttpStatusCode.OK);
        (await left.GetAsync("/bureau/voortgang")).MustBe(HttpStatusCode.OK);

        await host.ApplyAsync(Bezetting.Register().With("rollen", bureau, null).With("rollen", coach, null).With("personen", coach, null));

        (await taken.GetAsync("/bureau/register")).MustBe(HttpStatusCode.Forbidden);
        (await taken.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
        (await left.GetAsync("/bureau/voortgang")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_role_ends_with_its_last_day_in_Amsterdam()
    {
        var bureau = Bezetting.Address("onderwijsbureau");
        var register = Bezetting.Register().With("rollen", bureau, $"{bureau};onderwijsbureau;;;2026-08-01;2026-11-23");
        await using var host = await BureauHost.WithRegisterAsync(register, "Production");
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(bureau));

        host.Web.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 22, 59, 59, TimeSpan.Zero));
        (await device.GetAsync("/bureau/register")).MustBe(HttpStatusCode.OK);
        host.Web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await device.GetAsync("/bureau/register")).MustBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_audit_names_the_person_who_acted()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        var person = await host.PersonAsync(Bezetting.Address("onderwijsbureau"));
        using var device = await host.Web.SignedInDeviceOf(person);

        (await device.SubmitAsync("/bureau/berichten", "/bureau/berichten/stop", ("reden", "proef"))).MustBe(HttpStatusCode.SeeOther);

        var page = await device.OpenAsync("/bureau/inzage");
        Assert.Contains(page.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("Alle verzending gestopt", StringComparison.Ordinal)
            && r.TextContent.Contains(person.Naam, StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> CallAsync(Device device, Cel cel, string? token, string site = "same-origin")
    {
        var host = bezetting.Host;
        var path = cel.Pad.Replace("{zaak}", (await host.CaseOfAsync(Proefregister.Gijs)).Id, StringComparison.Ordinal)
            .Replace("{persoon}", (await host.PersonAsync(Proefregister.Fatima)).Id.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(cel.Method), path);
        if (cel.IsPost)
        {
            var fields = cel.Fields.Length == 0 ? [] : cel.Fields.Split('&').Select(f => KeyValuePair.Create(f.Split('=')[0], f.Split('=')[1]));
            request.Content = new FormUrlEncodedContent(token is null ? fields : fields.Append(new("__RequestVerificationToken", token)));
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await device.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<string> TokenAsync(Device device, string page) =>
        (await Device.HtmlAsync(await device.GetAsync(page))).QuerySelectorAll("input[name=__RequestVerificationToken]")
            .OfType<IHtmlInputElement>().First().Value;

    private static string Slash(string route) => "/" + route.Trim('/');
}
