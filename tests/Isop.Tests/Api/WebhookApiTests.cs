using System.Net;
using System.Text.Json;
using Isop.Bot.Api;
using Isop.Bot.Bureau;
using Isop.Core.Webhooks;
using Isop.Tests.BureauPages;
using Isop.Tests.Personen;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.Api;

/// <summary>Subscribing, ending and looking at it, as a program does it for a person; and the bureau's page of it.</summary>
public sealed class WebhookApiTests
{
    private const string Adres = "https://prod-01.westeurope.logic.azure.com/workflows/x/triggers/y?sig=geheimsig";
    internal const string Vraag = $$"""{"adres":"{{Adres}}"}""";

    private static readonly string[] Soorten = ["tussenevaluaties", "bezoeken", "stage-evaluaties", "certificaten", "berichten"];

    internal static IReadOnlyList<string> Abonneren { get; } = [.. Soorten.Select(s => $"{ApiModule.Path}/webhooks/{s}")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_can_ask_for_what_it_can_see_and_for_nothing_else()
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        string[] opNaam =
        [
            "onderwijsbureau", "coordinerend-schoolopleider", "schoolopleider", "aspirant-opleider", "studiecoach", "slb", "mwb", "werkplekbegeleider", Bezetting.Student,
        ];
        var mag = new Dictionary<string, string[]>
        {
            ["tussenevaluaties"] = opNaam,
            ["bezoeken"] = opNaam,
            ["stage-evaluaties"] =
                ["schoolopleider", "coordinerend-schoolopleider", "aspirant-opleider", "directeur", "werkplekbegeleider", "bestuurder", "projectleider", "kwaliteitszorg"],
            ["certificaten"] = [.. Bezetting.Rollen],
            ["berichten"] = ["onderwijsbureau", "stagebureau"],
        };
        foreach (var (soort, wie) in mag)
        {
            foreach (var rol in Bezetting.Rollen)
            {
                var answer = await api.SendAsync(HttpMethod.Post, $"/api/v1/webhooks/{soort}", rol, Vraag);

                Assert.True((wie.Contains(rol) ? HttpStatusCode.Created : HttpStatusCode.Forbidden) == answer.StatusCode, $"{rol} {soort}: {answer.StatusCode}");
            }

            (await api.SendAsync(HttpMethod.Post, $"/api/v1/webhooks/{soort}", null, Vraag)).MustBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task What_subscribing_gives_ends_it_without_anything_else_and_as_often_as_wanted()
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/webhooks/tussenevaluaties", "studiecoach", Vraag);
        answer.MustBe(HttpStatusCode.Created);
        using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        var (location, secret) = (answer.Headers.Location!, made.RootElement.GetProperty("geheim").GetString()!);
        Assert.StartsWith("https://isop.test/api/v1/webhooks/", location.AbsoluteUri, StringComparison.Ordinal);
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);

        foreach (var path in new[] { location.AbsolutePath, location.AbsolutePath, "/api/v1/webhooks/onbekend", $"/api/v1/webhooks/{new string('a', 43)}" })
        {
            (await api.SendAsync(HttpMethod.Delete, path, rol: null)).MustBe(HttpStatusCode.NoContent);
        }

        using var own = await JsonAsync(api, "/api/v1/webhooks", "studiecoach");
        var one = Assert.Single(own.RootElement.GetProperty("value").EnumerateArray());
        Assert.Equal(("gestopt", "De flow is uitgezet of verwijderd."), (one.GetProperty("staat").GetString(), one.GetProperty("reden").GetString()));
        using var others = await JsonAsync(api, "/api/v1/webhooks", "onderwijsbureau");
        Assert.Empty(others.RootElement.GetProperty("value").EnumerateArray());

        // Nothing that would let anybody call it, sign for us or end it is shown, stored or logged.
        var stored = string.Join('\n', await Alles.OfAsync(api.Bureau.Web.Store));
        foreach (var text in new[] { own.RootElement.GetRawText(), stored, api.Bureau.Web.Parts.Log.Text })
        {
            Assert.DoesNotContain("geheimsig", text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(location.Segments[^1], text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tussenevaluaties", """{"adres":"http://a.logic.azure.com/x"}""")]
    [InlineData("tussenevaluaties", """{"adres":"https://intern.school.nl/x"}""")]
    [InlineData("tussenevaluaties", """{"adres":"https://10.0.0.1/x"}""")]
    [InlineData("tussenevaluaties", """{"adres":"geen adres"}""")]
    [InlineData("tussenevaluaties", """{"soort":"besproken"}""")]
    [InlineData("tussenevaluaties", $$"""{"adres":"{{Adres}}","soort":"besproken"}""")]
    [InlineData("tussenevaluaties", $$"""{"adres":"{{Adres}}","gebeurtenis":"bevestigd"}""")]
    [InlineData("tussenevaluaties", $$"""{"adres":"{{Adres}}","organisatie":"O9"}""")]
    [InlineData("certificaten", $$"""{"adres":"{{Adres}}","organisatie":"O1"}""")]
    [InlineData("bezoeken", "geen json")]
    public async Task What_cannot_be_read_is_refused_in_Dutch_and_leaves_nothing(string soort, string vraag)
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();

        var answer = await api.SendAsync(HttpMethod.Post, $"/api/v1/webhooks/{soort}", "onderwijsbureau", vraag);

        answer.MustBe(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await api.Bureau.Get<AbonnementStore>().AlleAsync(Ct));
    }

    [Fact]
    public async Task Fifty_live_at_once_and_the_next_is_refused_until_one_ends()
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        Uri? last = null;
        for (var n = 0; n < AbonnementStore.MeestePerPersoon; n++)
        {
            last = (await api.SendAsync(HttpMethod.Post, "/api/v1/webhooks/certificaten", "studiecoach", Vraag)).Headers.Location!;
        }

        (await api.SendAsync(HttpMethod.Post, "/api/v1/webhooks/certificaten", "studiecoach", Vraag)).MustBe(HttpStatusCode.Conflict);
        (await api.SendAsync(HttpMethod.Post, "/api/v1/webhooks/certificaten", "slb", Vraag)).MustBe(HttpStatusCode.Created);
        (await api.SendAsync(HttpMethod.Delete, last!.AbsolutePath, null)).MustBe(HttpStatusCode.NoContent);
        (await api.SendAsync(HttpMethod.Post, "/api/v1/webhooks/certificaten", "studiecoach", Vraag)).MustBe(HttpStatusCode.Created);

        using var page = await JsonAsync(api, "/api/v1/webhooks?aantal=20&sorteer=-sinds", "studiecoach");
        Assert.Equal(20, page.RootElement.GetProperty("value").GetArrayLength());
        Assert.StartsWith("https://isop.test/api/v1/webhooks?", page.RootElement.GetProperty("nextLink").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bureau_sees_who_is_told_what_and_stops_one_with_a_line_in_the_audit()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        var fatima = await host.PersonAsync(Proefregister.Fatima);
        var store = host.Get<AbonnementStore>();
        await store.AddAsync(
            new Abonnement
            {
                Id = Guid.NewGuid().ToString("N"), Persoon = fatima.Id, Soort = Gebeurtenissoort.Tussenevaluatie, Wat = Gebeurteniswoorden.Besproken, Organisatie = "O1",
                Host = "prod-01.westeurope.logic.azure.com", Adres = "dicht", Geheim = "dicht", Token = new string('a', 64), Sinds = host.Now,
            },
            Ct);
        using var device = host.NewDevice();
        var page = await device.OpenAsync("/bureau/webhooks");
        foreach (var words in new[] { "Fatima Yıldız", "tussenevaluatie: besproken, bij De Linde", "prod-01.westeurope.logic.azure.com", "loopt" })
        {
            Assert.Contains(words, page.MainText(), StringComparison.Ordinal);
        }

        (await device.PressAsync(page, "/bureau/webhooks/stop")).MustLeadTo($"/bureau/webhooks?gedaan={Gedaan.WebhookGestopt}");
        (await device.PressAsync(page, "/bureau/webhooks/stop")).MustLeadTo($"/bureau/webhooks?gedaan={Gedaan.WebhookWasGestopt}");

        page = await device.OpenAsync("/bureau/webhooks");
        Assert.Contains("Het onderwijsbureau heeft deze koppeling gestopt.", page.MainText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Stop deze koppeling", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("Webhook gestopt voor Fatima Yıldız", (await device.OpenAsync("/bureau/inzage?soort=webhooks")).MainText(), StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> JsonAsync(ApiHost api, string path, string rol)
    {
        var answer = await api.GetAsync(path, rol);
        answer.MustBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
    }
}
