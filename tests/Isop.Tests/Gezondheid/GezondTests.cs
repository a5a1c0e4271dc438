using System.Net;
using System.Text.Json.Nodes;
using Isop.Bot.Bezorging;
using Isop.Bot.Retourmail;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Isop.Core.Hosting;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.BureauPages;
using Isop.Tests.Graph;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Gezondheid;

/// <summary>Ok or not for everybody, every part for who looks after the installation.</summary>
public sealed class GezondTests
{
    private const string Beheerder = "docent";

    [Theory]
    [InlineData("/gezond")]
    [InlineData("/gezond/leeft")]
    [InlineData("/gezond/klaar")]
    public async Task A_stranger_learns_that_all_is_well_and_nothing_more(string path)
    {
        await using var site = await SiteAsync();
        using var device = site.Host.NewDevice();

        var answer = await device.GetAsync(path);

        answer.MustBe(HttpStatusCode.OK);
        Assert.Equal("""{"status":"ok"}""", await Device.TextAsync(answer));
    }

    [Fact]
    public async Task With_the_storage_away_the_process_lives_but_is_not_ready()
    {
        await using var site = await SiteAsync();
        using var device = site.Host.NewDevice();
        site.Store.Away = true;

        foreach (var path in new[] { "/gezond", "/gezond/klaar" })
        {
            var answer = await device.GetAsync(path);
            answer.MustBe(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("""{"status":"niet ok"}""", await Device.TextAsync(answer));
        }

        (await device.GetAsync("/gezond/leeft")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asking_often_looks_once_in_ten_seconds()
    {
        await using var site = await SiteAsync();
        using var device = site.Host.NewDevice();

        for (var i = 0; i < 20; i++)
        {
            await device.GetAsync("/gezond");
            await device.GetAsync("/gezond/klaar");
        }

        Assert.Equal(1, site.Store.Probes);
        site.Host.Web.Clock.Advance(TimeSpan.FromSeconds(10));
        await device.GetAsync("/gezond");
        Assert.Equal(2, site.Store.Probes);
    }

    [Theory]
    [InlineData("onderwijsbureau", true)]
    [InlineData(Beheerder, true)]
    [InlineData("stagebureau", false)]
    [InlineData("directeur", false)]
    [InlineData(Bezetting.Student, false)]
    [InlineData(Bezetting.ZonderRol, false)]
    public async Task Only_who_looks_after_the_installation_sees_the_parts(string rol, bool sees)
    {
        await using var site = await SiteAsync();
        using var device = await site.Host.Web.SignedInDeviceOf(await site.Host.PersonAsync(Bezetting.Address(rol)));

        var parts = (await JsonAsync(device))["onderdelen"]?.AsArray().Select(o => o!["onderdeel"]!.GetValue<string>());

        Assert.Equal(sees ? ["Opslag", "Klok", "Reservekopie", "Teams bereikt ISOP", "ISOP bereikt Teams", "Graph", "Mail (Graph)", "Certificaten", "Sleutels van pagina's", "Aanmelding van de bot"] : null, parts);
        Assert.Equal(sees, (await Device.TextAsync(await device.GetAsync("/gezond"))).Contains("Gezondheid van ISOP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_clock_is_well_after_a_round_and_not_when_it_stood_still_for_an_hour()
    {
        await using var site = await SiteAsync();
        using var device = await site.BureauAsync();
        Assert.Equal("Onbekend", await StandAsync(device, "Klok"));

        var run = new JobRun { Started = site.Host.Now, Finished = site.Host.Now, By = "proef" };
        await site.Host.Get<JobRuns>().EndAsync(Planningsronde.Job, run, TestContext.Current.CancellationToken);
        site.Host.Web.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("Goed", await StandAsync(device, "Klok"));

        site.Host.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Fout", await StandAsync(device, "Klok"));
        using var stranger = site.Host.NewDevice();
        (await stranger.GetAsync("/gezond")).MustBe(HttpStatusCode.ServiceUnavailable);
        (await stranger.GetAsync("/gezond/klaar")).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, "NoToken", "Fout")]
    [InlineData(401, null, "Fout")]
    [InlineData(null, "NotConnected", "LetOp")]
    [InlineData(503, null, "LetOp")]
    [InlineData(403, "ConversationBlockedByUser", "Goed")]
    [InlineData(201, null, "Goed")]
    public async Task The_last_call_to_Teams_tells_whether_it_is_reached(int? status, string? code, string stand)
    {
        await using var site = await SiteAsync();
        using var device = await site.BureauAsync();

        site.Host.Get<ConnectorClient>().Answered!(new ConnectorOutcome { Status = status, Code = code });

        Assert.Equal(stand, await StandAsync(device, "ISOP bereikt Teams"));
    }

    [Fact]
    public async Task The_last_mail_tells_whether_mail_works()
    {
        await using var site = await SiteAsync();
        using var device = await site.BureauAsync();
        var mail = new Mail { To = "x@x.example", Subject = "x", Html = "x", Text = "x", MessageId = "x" };

        await site.Host.Get<MailLane>().SendAsync(mail, TestContext.Current.CancellationToken);
        Assert.Equal("Goed", await StandAsync(device, "Mail (Graph)"));

        site.Host.Web.Clock.Advance(TimeSpan.FromSeconds(10));
        site.Host.Get<MailLane>().Answered!(new MailOutcome.NoMailbox(TimeSpan.FromMinutes(1), "De mailbox bestaat niet."));
        Assert.Equal("Fout", await StandAsync(device, "Mail (Graph)"));
    }

    [Fact]
    public async Task Mail_that_comes_back_has_a_line_where_there_is_a_mailbox()
    {
        const string Onderdeel = "Teruggekomen mail";
        using var graph = new SpeelGraph();
        await using var site = await SiteAsync(builder => builder.Services
            .PostConfigure<MailOptions>(o => o.Sender = "isop@school.nl").AddSingleton(graph.Credential));
        using var device = await site.BureauAsync();
        var (standen, now) = (site.Host.Get<Retourstanden>(), site.Host.Now);
        Assert.Equal("Onbekend", await StandAsync(device, Onderdeel));

        (Retourstand Kept, string Stand)[] steps =
        [
            (new Retourstand { UpTo = now, LookedAt = now }, "Goed"),
            (new Retourstand { UpTo = now, Trouble = "ISOP mag de mailbox niet lezen." }, "LetOp"),
            (new Retourstand { UpTo = now, LookedAt = now, Unmatched = 1, LastUnmatched = now.AddDays(-6) }, "LetOp"),
            (new Retourstand { UpTo = now, LookedAt = now, Unmatched = 1, LastUnmatched = now.AddDays(-8) }, "Goed"),
        ];
        foreach (var (kept, stand) in steps)
        {
            var was = await standen.ReadAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(await standen.KeepAsync(kept, was, TestContext.Current.CancellationToken));
            site.Host.Web.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(stand, await StandAsync(device, Onderdeel));
        }

        using var stranger = site.Host.NewDevice();
        (await stranger.GetAsync("/gezond")).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(25.9, "Goed", HttpStatusCode.OK)]
    [InlineData(26, "LetOp", HttpStatusCode.OK)]
    [InlineData(72, "Fout", HttpStatusCode.ServiceUnavailable)]
    public async Task A_backup_that_another_process_makes_is_missed_by_its_age(double hours, string stand, HttpStatusCode status)
    {
        await using var site = await SiteAsync();
        using var device = await site.BureauAsync();
        Assert.Equal("Onbekend", await StandAsync(device, "Reservekopie"));
        var run = new JobRun { Started = site.Host.Now, Finished = site.Host.Now, By = "functions 1" };
        await site.Host.Get<JobRuns>().EndAsync("nacht reservekopie", run, TestContext.Current.CancellationToken);

        site.Host.Web.Clock.Advance(TimeSpan.FromHours(hours));
        var plan = run with { Finished = site.Host.Now };
        await site.Host.Get<JobRuns>().EndAsync(Planningsronde.Job, plan, TestContext.Current.CancellationToken);

        using var stranger = site.Host.NewDevice();
        (await stranger.GetAsync("/gezond")).MustBe(status);
        using var later = await site.BureauAsync();
        Assert.Equal(stand, await StandAsync(later, "Reservekopie"));
    }

    [Fact]
    public async Task Beside_functions_a_backup_that_was_never_made_is_missed_too()
    {
        await using var site = await SiteAsync(builder =>
            builder.Services.AddOptions<IsopOptions>().Configure(o => o.Storage = "UseDevelopmentStorage=true"));
        using var device = await site.BureauAsync();
        Assert.Equal("Onbekend", await StandAsync(device, "Reservekopie"));

        site.Host.Web.Clock.Advance(TimeSpan.FromHours(26));
        using var later = await site.BureauAsync();
        Assert.Equal("LetOp", await StandAsync(later, "Reservekopie"));
    }

    internal static async Task<JsonNode> JsonAsync(Device device)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/gezond");
        request.Headers.Accept.ParseAdd("application/json");
        return JsonNode.Parse(await Device.TextAsync(await device.SendAsync(request)))!;
    }

    internal static async Task<JsonNode> PartAsync(Device device, string onderdeel) =>
        (await JsonAsync(device))["onderdelen"]!.AsArray().Single(o => o!["onderdeel"]!.GetValue<string>() == onderdeel)!;

    internal static async Task<string> StandAsync(Device device, string onderdeel) => (await PartAsync(device, onderdeel))["stand"]!.GetValue<string>();

    internal static async Task<Site> SiteAsync(Action<WebApplicationBuilder>? build = null)
    {
        LosseOpslag? store = null;
        var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production", builder =>
        {
            build?.Invoke(builder);
            builder.Configuration["Isop:Beheerders:0"] = Bezetting.Address(Beheerder).ToUpperInvariant();
            var under = (IDocumentStore)builder.Services.Last(s => s.ServiceType == typeof(IDocumentStore)).ImplementationInstance!;
            store = new LosseOpslag(under);
            builder.Services.AddSingleton<IDocumentStore>(store);
        });
        return new Site(host, store!);
    }

    internal sealed record Site(BureauHost Host, LosseOpslag Store) : IAsyncDisposable
    {
        public async Task<Device> BureauAsync() => await Host.Web.SignedInDeviceOf(await Host.PersonAsync(Bezetting.Address("onderwijsbureau")));

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    /// <summary>A storage that can be taken away, and counts how often its health was looked at.</summary>
    internal sealed class LosseOpslag(IDocumentStore store) : IDocumentStore
    {
        public bool Away { get; set; }
        public int Probes { get; private set; }

        public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
        {
            Probes += partition.Key == "gezond" ? 1 : 0;
            return Away ? throw new StorageUnavailableException("Away.") : store.FindAsync(partition, row, cancellationToken);
        }

        public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
            Away ? throw new StorageUnavailableException("Away.") : store.QueryAsync(partition, range, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
            Away ? throw new StorageUnavailableException("Away.") : store.CommitAsync(partition, writes, cancellationToken);
    }
}
