using System.Net;
using System.Text.Json;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.Api;

/// <summary>A register that a program hands in.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private readonly ApiHost _api = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _api.InitializeAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_register_is_applied_and_asked_after_until_it_is()
    {
        var file = Bezetting.Register().Plus("personen", "nieuw@linde.example;Nieuw Iemand;Nieuw;;bureau").Zip();

        Assert.Equal("toegepast", Text(await EndAsync(await HandInAsync(file)), "staat"));

        Assert.Equal("Nieuw Iemand", (await _api.Bureau.PersonAsync("nieuw@linde.example")).Naam);
        Assert.Equal("geen-verschil", Text(await EndAsync(await HandInAsync(file)), "staat"));
    }

    [Fact]
    public async Task A_faulty_file_changes_nothing_and_its_faults_are_told_without_what_the_cells_hold()
    {
        var before = (await _api.Bureau.Registers.CurrentAsync(Ct)).Version;

        var end = await EndAsync(await HandInAsync(Bezetting.Register().Plus("personen", "geen-adres;Naam Geheim;Naam;;bureau").Zip()));

        Assert.Equal("geweigerd", Text(end, "staat"));
        var fout = end.RootElement.GetProperty("fouten")[0];
        Assert.Equal("personen", fout.GetProperty("werkblad").GetString());
        Assert.DoesNotContain("Geheim", end.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, (await _api.Bureau.Registers.CurrentAsync(Ct)).Version);
    }

    [Fact]
    public async Task What_would_end_many_is_asked_about_first()
    {
        var file = Bezetting.Register().With("studenten", "500002", null).With("stages", "500002", null).Zip();

        var ask = await EndAsync(await HandInAsync(file));
        Assert.Equal("bevestiging-nodig", Text(ask, "staat"));
        Assert.True(ask.RootElement.GetProperty("personenEindigen").GetInt32() > 0);
        Assert.Null((await _api.Bureau.PersonAsync(Proefregister.Noor)).Beeindigd);

        Assert.Equal("toegepast", Text(await EndAsync(await HandInAsync(file, "?bevestigd=true")), "staat"));
        Assert.Null((await _api.Bureau.Registers.CurrentAsync(Ct)).FindByEmail(Proefregister.Noor));
    }

    [Fact]
    public async Task Two_at_once_are_done_one_after_the_other_and_one_key_is_one_import()
    {
        var first = Bezetting.Register().Plus("personen", "een@linde.example;Eén Eerst;Eén;;bureau").Zip();
        var second = Bezetting.Register().Plus("personen", "twee@linde.example;Twee Tweede;Twee;;bureau").Zip();

        var answers = await Task.WhenAll(HandInAsync(first, "?bevestigd=true", "a"), HandInAsync(first, "?bevestigd=true", "a"), HandInAsync(second, "?bevestigd=true", key: "b"));

        Assert.Equal(answers[0].Headers.Location, answers[1].Headers.Location);
        Assert.NotEqual(answers[0].Headers.Location, answers[2].Headers.Location);
        foreach (var answer in answers)
        {
            Assert.Equal("toegepast", Text(await EndAsync(answer), "staat"));
        }
    }

    [Fact]
    public async Task The_key_of_a_file_that_was_refused_is_not_that_of_the_mended_one()
    {
        Assert.Equal("geweigerd", Text(await EndAsync(await HandInAsync([1, 2, 3], key: "nacht")), "staat"));

        var mended = await SendAsync(Bezetting.Register().Zip(), key: "nacht");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mended.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync([1, 2, 3], "?bevestigd=true", "nacht")).StatusCode);
        Assert.Equal("geweigerd", Text(await EndAsync(await HandInAsync([1, 2, 3], key: "nacht")), "staat"));
    }

    private async Task<HttpResponseMessage> HandInAsync(byte[] file, string query = "", string? key = null)
    {
        var answer = await SendAsync(file, query, key);
        answer.MustBe(HttpStatusCode.Accepted);
        return answer;
    }

    private Task<HttpResponseMessage> SendAsync(byte[] file, string query = "", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/register/import{query}") { Content = new ByteArrayContent(file) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return _api.SendAsync(request, "onderwijsbureau");
    }

    /// <summary>Asks until it is no longer busy; the time the test gets is its bound.</summary>
    private async Task<JsonDocument> EndAsync(HttpResponseMessage accepted)
    {
        while (true)
        {
            var now = await _api.JsonAsync(accepted.Headers.Location!.AbsolutePath, "onderwijsbureau");
            if (Text(now, "staat") != "bezig")
            {
                return now;
            }

            Ct.ThrowIfCancellationRequested();
        }
    }

    private static string Text(JsonDocument json, string naam) => json.RootElement.GetProperty(naam).GetString()!;
}
