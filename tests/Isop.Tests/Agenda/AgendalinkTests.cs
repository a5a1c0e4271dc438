using System.Net;
using Isop.Bot.Agenda;
using Isop.Core.Agenda;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Agenda;

public sealed class AgendalinkTests
{
    private static readonly Persoon Mia = WebHostParts.Mia;

    private readonly Proefbron _bron = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_makes_a_link_sees_it_once_and_a_calendar_follows_it_without_signing_in()
    {
        await using var host = await StartAsync();
        _bron.Zet(Mia.Id, Proefbron.Bezoek());
        _bron.Zet(WebHostParts.Gijs.Id, Proefbron.Bezoek("bezoek-2@isop"));
        using var device = await host.SignedInDeviceOf(Mia);
        var path = await MakeAsync(device);
        using var calendar = host.NewDevice();
        var answer = await calendar.GetAsync(path);
        var read = await GelezenAgenda.ReadAsync(await answer.Content.ReadAsByteArrayAsync(Ct));

        answer.MustBe(HttpStatusCode.OK);
        Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("private, no-cache", Assert.Single(answer.Headers.GetValues("Cache-Control")).Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
        Assert.Equal(("ISOP", "bezoek-1@isop"), (read.Name, Assert.Single(read.Events).Uid));
        Assert.Empty(Device.SetCookies(answer));
        Assert.Null((await Device.HtmlAsync(await device.GetAsync("/postvak/agenda"))).QuerySelector("#agendalink"));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again_and_what_moved_is()
    {
        await using var host = await StartAsync();
        var bezoek = _bron.Zet(Mia.Id, Proefbron.Bezoek());
        using var device = await host.SignedInDeviceOf(Mia);
        var path = await MakeAsync(device);
        using var calendar = host.NewDevice();
        var mark = (await calendar.GetAsync(path)).Headers.ETag!.ToString();

        var same = await AskAsync(calendar, HttpMethod.Get, path, mark);
        same.MustBe(HttpStatusCode.NotModified);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(Ct));

        _bron.Zet(Mia.Id, bezoek with { Datum = bezoek.Datum.AddDays(1), Volgnummer = 1, Gewijzigd = host.Clock.GetUtcNow() });
        var moved = await AskAsync(calendar, HttpMethod.Get, path, mark);
        moved.MustBe(HttpStatusCode.OK);
        Assert.Equal(1, Assert.Single((await GelezenAgenda.ReadAsync(await moved.Content.ReadAsByteArrayAsync(Ct))).Events).Sequence);

        var head = await AskAsync(calendar, HttpMethod.Head, path, null);
        head.MustBe(HttpStatusCode.OK);
        Assert.Equal(moved.Headers.ETag, head.Headers.ETag);
    }

    [Fact]
    public async Task A_new_link_ends_the_one_before_and_a_revoked_one_opens_nothing()
    {
        await using var host = await StartAsync();
        using var device = await host.SignedInDeviceOf(Mia);
        using var calendar = host.NewDevice();
        var first = await MakeAsync(device);
        var second = await MakeAsync(device);

        (await calendar.GetAsync(first)).MustBe(HttpStatusCode.NotFound);
        (await calendar.GetAsync(second)).MustBe(HttpStatusCode.OK);

        (await device.SubmitAsync("/postvak/agenda", "/postvak/agenda/intrekken")).MustLeadTo("/postvak/agenda");
        (await calendar.GetAsync(second)).MustBe(HttpStatusCode.NotFound);
        Assert.Null(await host.Services.GetRequiredService<Agendalinks>().FindAsync(Mia.Id, Ct));
    }

    [Fact]
    public async Task Who_left_has_no_feed_any_more()
    {
        await using var host = await StartAsync();
        using var device = await host.SignedInDeviceOf(Mia);
        var path = await MakeAsync(device);
        host.Parts.End(Mia);
        using var calendar = host.NewDevice();

        (await calendar.GetAsync(path)).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_link_is_not_stored_and_stands_in_no_log()
    {
        await using var host = await StartAsync();
        using var device = await host.SignedInDeviceOf(Mia);
        var path = await MakeAsync(device);
        var token = path["/agenda/".Length..^".ics".Length];
        using var calendar = host.NewDevice();
        (await calendar.GetAsync(path)).MustBe(HttpStatusCode.OK);
        var rows = new List<(Partition Partition, Document Document)>();
        await foreach (var row in host.Store.Whole().ReadTableAsync("agendalinks", Ct))
        {
            rows.Add(row);
        }

        Assert.Equal(22, token.Length);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.DoesNotContain(token, $"{r.Partition} {r.Document.Row} {System.Text.Encoding.UTF8.GetString(r.Document.Body.Span)}", StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Equal(Wiswijze.Geheel, Bewaartabel.Find(r.Partition, r.Document.Row)!.Wissen));
        // By this an erasure finds both.
        Assert.All(rows, r => Assert.Contains(Mia.Id.ToString(), $"{r.Partition} {System.Text.Encoding.UTF8.GetString(r.Document.Body.Span)}", StringComparison.Ordinal));
        Assert.DoesNotContain(token, host.Parts.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_link_costs_what_a_revoked_one_costs()
    {
        await using var host = await StartAsync();
        var counting = new CountingStore(host.Store);
        var links = new Agendalinks(counting, _ => ValueTask.FromResult(host.Parts.Register));
        var revoked = await links.MakeAsync(Mia.Id, host.Clock.GetUtcNow(), Ct);
        var left = await links.MakeAsync(Mia.Id, host.Clock.GetUtcNow(), Ct);
        await links.RevokeAsync(Mia.Id, Ct);

        var costs = new List<int> { await CostAsync(revoked), await CostAsync(left), await CostAsync(new string('A', 22)) };

        Assert.Equal([2, 2, 2], costs);

        async Task<int> CostAsync(string token)
        {
            var before = counting.Reads;
            Assert.Null(await links.OpenAsync(token, Ct));
            return counting.Reads - before;
        }
    }

    [Fact]
    public async Task Of_two_renewals_at_once_one_link_opens()
    {
        await using var host = await StartAsync();
        var links = host.Services.GetRequiredService<Agendalinks>();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => links.MakeAsync(Mia.Id, host.Clock.GetUtcNow(), Ct).AsTask()));
        var open = 0;
        foreach (var token in tokens)
        {
            open += await links.OpenAsync(token, Ct) is null ? 0 : 1;
        }

        Assert.Equal(1, open);
    }

    [Fact]
    public async Task One_appointment_is_handed_to_whose_it_is_and_to_nobody_else()
    {
        await using var host = await StartAsync();
        var bezoek = _bron.Zet(Mia.Id, Proefbron.Bezoek());
        using var device = await host.SignedInDeviceOf(Mia);
        using var other = await host.SignedInDeviceOf(WebHostParts.Gijs);
        using var nobody = host.NewDevice();
        var path = AgendaEndpoints.PadVan(bezoek.Uid);
        var page = await Device.HtmlAsync(await device.GetAsync("/postvak/agenda"));
        var answer = await device.GetAsync(path);

        Assert.NotNull(page.QuerySelector($"a[href='{path}']"));
        answer.MustBe(HttpStatusCode.OK);
        Assert.Equal("afspraak.ics", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(bezoek.Titel, Assert.Single((await GelezenAgenda.ReadAsync(await answer.Content.ReadAsByteArrayAsync(Ct))).Events).Title);
        (await other.GetAsync(path)).MustBe(HttpStatusCode.NotFound);
        (await nobody.GetAsync(path)).MustBe(HttpStatusCode.Unauthorized);
        (await nobody.GetAsync("/postvak/agenda")).MustBe(HttpStatusCode.Unauthorized);
    }

    private Task<WebHost> StartAsync() => WebHost.StartAsync(
        build: b => b.Services.AddSingleton<IAgendaBron>(_bron).AddOutbox().AddAgenda(), map: app => app.MapAgenda());

    private static async Task<string> MakeAsync(Device device)
    {
        var answer = await device.SubmitAsync("/postvak/agenda", "/postvak/agenda/maken");
        answer.MustBe(HttpStatusCode.OK);
        return new Uri((await Device.HtmlAsync(answer)).QuerySelector("#agendalink")!.GetAttribute("value")!).AbsolutePath;
    }

    private static Task<HttpResponseMessage> AskAsync(Device device, HttpMethod method, string path, string? mark)
    {
        var request = new HttpRequestMessage(method, path);
        if (mark is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", mark);
        }

        return device.SendAsync(request);
    }

    private sealed class CountingStore(IDocumentStore inner) : IDocumentStore
    {
        public int Reads { get; private set; }

        public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
        {
            Reads++;
            return inner.FindAsync(partition, row, cancellationToken);
        }

        public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
            inner.QueryAsync(partition, range, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
            inner.CommitAsync(partition, writes, cancellationToken);
    }
}
