using System.Net;
using System.Text.Json;
using Isop.Bot.Webhooks;
using Isop.Core.Bezorging;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Web;

namespace Isop.Tests.Api;

/// <summary>A flow from beginning to end, over HTTP: it subscribes, is called, reads and acts with the rights of who made it, and is switched off.</summary>
public sealed class PowerAutomateTests : IAsyncLifetime
{
    private const string Adres = "https://prod-07.westeurope.logic.azure.com/workflows/x/triggers/manual/paths/invoke?sig=geheim";

    private readonly ApiHost _api = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Kick _kick = new();
    private Task _leads = Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _api.InitializeAsync();
        await _api.Bureau.Get<Lease>().TryHoldAsync(Ct);
        _leads = Task.Run(() => _api.Bureau.Get<Webhookdienst>().RunAsync(_kick, _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _leads.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _api.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_flow_subscribes_is_told_reads_acts_once_and_ends()
    {
        var subscribed = await _api.PostAsync("/api/v1/webhooks/tussenevaluaties", "schoolopleider", new { adres = Adres, gebeurtenis = "te-laat" });
        subscribed.MustBe(HttpStatusCode.Created);
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);
        for (var day = 0; day < 40 && !(await _api.Bureau.FindCaseAsync(gijs.Id)).Verloop.TeLaatGemeld; day++)
        {
            _api.Bureau.Web.Clock.Advance(TimeSpan.FromDays(1));
            await _api.Bureau.Get<Lease>().TryHoldAsync(Ct);
            await _api.Bureau.Get<Planning>().RunAsync(_api.Bureau.Now, Ct);
        }

        await HeardAsync(gijs.Id);
        using var told = JsonDocument.Parse(_api.Ontvanger.Alle.Single(a => a.Zaak == gijs.Id).Body);
        Assert.Equal("te-laat", told.RootElement.GetProperty("gebeurtenis").GetString());
        Assert.DoesNotContain("Gijs", told.RootElement.GetRawText(), StringComparison.Ordinal);

        // What the trigger gives leads to what the caller may see.
        var link = told.RootElement.GetProperty("link").GetString()!;
        using var zaak = await _api.JsonAsync(new Uri(link).PathAndQuery, "schoolopleider");
        Assert.Equal(("te-laat", "Gijs de Vries"), (zaak.RootElement.GetProperty("staat").GetString(), zaak.RootElement.GetProperty("student").GetString()));
        (await _api.GetAsync(new Uri(link).PathAndQuery, "directeur")).MustBe(HttpStatusCode.NotFound);

        // The event's own id is the key: a flow that is run again reminds nobody twice.
        var key = told.RootElement.GetProperty("id").GetString();
        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs.Id}/herinnering", "schoolopleider", key: key)).MustBe(HttpStatusCode.OK);
        var again = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs.Id}/herinnering", "schoolopleider", key: key);
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));

        using var list = await _api.JsonAsync("/api/v1/webhooks", "schoolopleider");
        Assert.Equal("loopt", list.RootElement.GetProperty("value")[0].GetProperty("staat").GetString());
        for (var time = 0; time < 2; time++)
        {
            (await _api.SendAsync(HttpMethod.Delete, subscribed.Headers.Location!.AbsolutePath, rol: null)).MustBe(HttpStatusCode.NoContent);
        }

        using var ended = await _api.JsonAsync("/api/v1/webhooks", "schoolopleider");
        Assert.All(ended.RootElement.GetProperty("value").EnumerateArray(), w => Assert.Equal("gestopt", w.GetProperty("staat").GetString()));
    }

    [Fact]
    public async Task One_side_alone_is_told_to_nobody_and_both_to_who_may_see_the_case()
    {
        (await _api.PostAsync("/api/v1/webhooks/tussenevaluaties", "studiecoach", new { adres = Adres })).MustBe(HttpStatusCode.Created);
        (await _api.PostAsync("/api/v1/webhooks/tussenevaluaties", "slb", new { adres = Adres.Replace("prod-07", "prod-08", StringComparison.Ordinal) })).MustBe(HttpStatusCode.Created);
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);

        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, true));
        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Werkplekbegeleiders[0], true));

        await HeardAsync(gijs.Id);
        var heard = Assert.Single(_api.Ontvanger.Alle);
        Assert.Equal(("beide-ingevuld", "prod-07.westeurope.logic.azure.com"), (heard.Wat, heard.Host));
    }

    [Fact]
    public async Task An_account_that_is_not_hers_any_more_is_told_nothing()
    {
        (await _api.PostAsync("/api/v1/webhooks/tussenevaluaties", "onderwijsbureau", new { adres = Adres })).MustBe(HttpStatusCode.Created);
        (await _api.PostAsync("/api/v1/webhooks/tussenevaluaties", "studiecoach", new { adres = Adres.Replace("prod-07", "prod-08", StringComparison.Ordinal) })).MustBe(HttpStatusCode.Created);
        var bureau = (await _api.Bureau.PersonAsync(Toegang.Bezetting.Address("onderwijsbureau"))).Id;
        var links = _api.Bureau.Get<Bot.Teams.PersonLinks>();
        await links.UnlinkAsync((await links.FindAsync(bureau, Ct))!.Account, "bureau", _api.Bureau.Now, Ct);
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);

        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, true));
        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Werkplekbegeleiders[0], true));

        await HeardAsync(gijs.Id);
        Assert.Equal("prod-08.westeurope.logic.azure.com", Assert.Single(_api.Ontvanger.Alle).Host);
        for (var step = 0; step < 6000 && !(await StoppedAsync()); step++)
        {
            _kick.Ring();
            _api.Bureau.Web.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await _api.Bureau.Get<Lease>().TryHoldAsync(Ct);
            await Task.Delay(1, Ct);
        }

        async Task<bool> StoppedAsync() => (await _api.Bureau.Get<Core.Webhooks.AbonnementStore>().AlleAsync(Ct))
            .Single(a => a.Persoon == bureau).Reden == Core.Webhooks.Stopreden.AccountLos;
        Assert.True(await StoppedAsync());
    }

    /// <summary>Lets time run until the receiver was called about this case; a minute of it is too long.</summary>
    private async Task HeardAsync(string zaak)
    {
        for (var step = 0; step < 6000 && _api.Ontvanger.Alle.All(a => a.Zaak != zaak); step++)
        {
            _kick.Ring();
            _api.Bureau.Web.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await _api.Bureau.Get<Lease>().TryHoldAsync(Ct);
            await Task.Delay(1, Ct);
        }

        Assert.Contains(_api.Ontvanger.Alle, a => a.Zaak == zaak);
    }
}
