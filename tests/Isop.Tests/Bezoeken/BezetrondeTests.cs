using System.Text.Json;
using Isop.Bot.Agenda;
using Isop.Bot.Bezoeken;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Teams;
using Isop.Core;
using Isop.Core.Agenda;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.Bezorging;
using Isop.Tests.Graph;
using Isop.Tests.Personen;
using Isop.Tests.Tussenevaluaties;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Bezoeken;

/// <summary>Reading visitors' calendars, with Graph as a test writes it.</summary>
public sealed class BezetrondeTests : IAsyncLifetime
{
    private const string Ask = "POST /v1.0/users/Cas.Prins@linde.example/calendar/getSchedule";

    private static readonly Halfdag Dinsdagochtend = new(new(2026, 9, 15), Dagdeel.Ochtend);
    private static readonly Dagen Studiejaar = new(new(2026, 8, 31), new(2027, 7, 16));

    private readonly BezorgWereld _w = BezorgWereld.New(Wereld.At(8, 31));
    private readonly RegisterSnapshot _register = new("v1", Data);
    private readonly BezoekStore _bezoeken;

    public BezetrondeTests() => _bezoeken = new BezoekStore(_w.Store, _w.Get<Outbox>(), new Kaartmoment(new KaartmomentOptions()));

    private static CancellationToken Token => BezorgWereld.Token;

    private SpeelGraph Graph => _w.Omgeving.Graph;

    /// <summary>A year that was begun, of a visitor who has not said yet when she can.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.NotNull(await _bezoeken.StartAsync(
            Cas, Jaar, Studiejaar, new Bezoekopdracht.Volg(Jaarwensen.Of(_register, Cas, Jaar), []), _register, _w.Now, Token));
        await _w.Store.CommitAsync(
            new Partition("bezoeken", $"jaar:{Jaar}"), [Documents.Add($"{Cas}", new Bezoekwissel(Cas, JaarId, _w.Now), CoreJson.Default.Bezoekwissel)], Token);
        Assert.True(await _w.Get<Lease>().TryHoldAsync(Token));
    }

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task Soon_after_the_visitor_said_when_the_whole_year_is_read_in_pieces_that_Graph_takes()
    {
        Graph.On(Ask, 200, Answer());
        await RunAsync();
        Assert.Empty(Graph.Asked);
        await SayAsync();
        await RunAsync();
        await RunAsync();

        var asked = Graph.Bodies.Select(Asked).ToList();
        Assert.Equal(6, asked.Count);
        Assert.Equal((Studiejaar.Van, Studiejaar.Tot.AddDays(1)), (asked[0].Van, asked[^1].Tot));
        Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.Equal(pair.First.Tot, pair.Second.Van));
        // Also the piece in which winter time begins, which is an hour longer than its days.
        Assert.All(asked, a => Assert.InRange((AmsterdamTime.StartOf(a.Tot) - AmsterdamTime.StartOf(a.Van)).TotalDays, 1, 62));
        Assert.All(Graph.Conditions, c => Assert.Equal("outlook.timezone=\"W. Europe Standard Time\"", c.Prefer));
        var read = await ReadAsync();
        Assert.Equal((_w.Now, Studiejaar.Tot), (read!.Gelezen, read.Tot));
        Assert.Empty(read.Dagdelen);
    }

    [Fact]
    public async Task Only_which_half_days_are_busy_is_kept()
    {
        Graph.On(Ask, 200, Answer(
            ("busy", "2026-09-15T08:00", "2026-09-15T09:30"), ("oof", "2026-09-16T00:00", "2026-09-17T00:00"), ("tentative", "2026-10-26T14:00", "2026-10-26T14:30"),
            ("free", "2026-09-18T09:00", "2026-09-18T12:00"), ("workingElsewhere", "2026-09-21T09:00", "2026-09-21T17:00")));
        await SayAsync();
        await RunAsync();

        Assert.Equal(
            [Dinsdagochtend, new(new(2026, 9, 16), Dagdeel.Ochtend), new(new(2026, 9, 16), Dagdeel.Middag), new(new(2026, 10, 26), Dagdeel.Middag)],
            (await ReadAsync())!.Dagdelen.Order());
        var all = await Alles.OfAsync(_w.Store);
        Assert.DoesNotContain(all, d => d.Value.Contains("Functioneringsgesprek", StringComparison.Ordinal) || d.Value.Contains("Kamer 3", StringComparison.Ordinal));
        var kept = JsonElement.Parse(all.Single(d => d.Key.EndsWith("› bezet", StringComparison.Ordinal)).Value);
        Assert.Equal(["bezoeker", "gelezen", "middagen", "ochtenden", "tot"], kept.EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task Our_own_agreed_visits_do_not_make_their_half_day_busy()
    {
        await SayAsync();
        var jaar = (await _bezoeken.FindAsync(JaarId, Token))!;
        var om = await _bezoeken.OmgevingVanAsync(jaar, _register, _w.Now, Token);
        await DecideAsync(new Bezoekopdracht.NeemVoorstel(Jaarplan.Plan(_register, BezoekPlanning.OpdrachtVan(jaar, om), Token), jaar.Revisie));
        await DecideAsync(new Bezoekopdracht.SpreekAf(Cas));
        await DecideAsync(new Bezoekopdracht.Aanvaard(Olga, null));
        var visits = (await _bezoeken.FindAsync(JaarId, Token))!.Bezoeken;
        var agreed = visits.First(b => b.Staat == Bezoekstaat.Bevestigd);
        var asked = visits.First(b => b.Staat == Bezoekstaat.Gevraagd);
        Graph.On(Ask, 200, Answer([.. new[] { agreed, asked }.Select(b => Bezoektijd.Op(b.Moment!.Value, b.Plek)).Select(t => ("busy", $"{t.Van:s}", $"{t.Tot:s}"))]));
        await RunAsync();

        Assert.Equal([asked.Moment!.Value], (await ReadAsync())!.Dagdelen);
        Assert.Equal(visits.Select(b => (b.Id, b.Moment, b.Staat)), (await _bezoeken.FindAsync(JaarId, Token))!.Bezoeken.Select(b => (b.Id, b.Moment, b.Staat)));
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"ErrorAccessDenied"}}""")]
    [InlineData(404, """{"error":{"code":"ErrorInvalidUser"}}""")]
    [InlineData(200, """{"value":[{"error":{"responseCode":"ErrorNoFreeBusyAccess"}}]}""")]
    public async Task What_may_not_be_read_any_more_is_forgotten_and_the_night_asks_again(int status, string body)
    {
        Graph.On(Ask, 200, Answer(("busy", "2026-09-15T09:00", "2026-09-15T10:00")));
        await SayAsync();
        await RunAsync();
        Assert.True((await ReadAsync())!.Heeft(Dinsdagochtend));

        Graph.Replace(Ask, status, body);
        await NightAsync();
        Assert.Null(await ReadAsync());
        Assert.Empty(await DueAsync(TimeSpan.FromDays(30)));
        Assert.Null((await _w.Get<Sturing>().ReadAsync(Token)).PausedUntil(Outlookronde.Pauze, _w.Now));

        Graph.Replace(Ask, 200, Answer(("busy", "2026-09-15T09:00", "2026-09-15T10:00")));
        await NightAsync();
        Assert.True((await ReadAsync())!.Heeft(Dinsdagochtend));
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "180", 180)]
    [InlineData(503, null, 60)]
    [InlineData(401, null, 900)]
    public async Task When_Outlook_asks_for_rest_what_was_read_stays_and_it_is_asked_again_after_that(int status, string? retryAfter, int seconds)
    {
        Graph.On(Ask, 200, Answer(("busy", "2026-09-15T09:00", "2026-09-15T10:00")));
        await SayAsync();
        await RunAsync();
        var before = Graph.CountOf(Ask);

        Graph.Replace(Ask, status, "", retryAfter);
        await NightAsync();
        await RunAsync();
        Assert.Equal(before + 1, Graph.CountOf(Ask));
        Assert.True((await ReadAsync())!.Heeft(Dinsdagochtend));
        Assert.Equal(_w.Now.AddSeconds(seconds), (await _w.Get<Sturing>().ReadAsync(Token)).PausedUntil(Outlookronde.Pauze, _w.Now));

        Graph.Replace(Ask, 200, Answer());
        _w.Clock.Advance(TimeSpan.FromSeconds(seconds + 1));
        await RunAsync();
        Assert.Empty((await ReadAsync())!.Dagdelen);
        Assert.Empty(await DueAsync(TimeSpan.FromDays(30)));
    }

    [Fact]
    public async Task What_was_read_in_part_is_not_kept_and_asked_for_again()
    {
        Graph.On(Ask, 200, Answer(("busy", "2026-09-15T09:00", "2026-09-15T10:00")));
        Graph.On(Ask, () => throw new HttpRequestException("The answer got lost."));
        await SayAsync();
        await RunAsync();
        Assert.Null(await ReadAsync());
        Assert.Single(await DueAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Who_has_not_said_when_or_left_or_has_nothing_to_visit_is_not_read()
    {
        await NightAsync();
        Assert.Empty(Graph.Asked);
        Assert.Empty(await DueAsync(TimeSpan.FromDays(30)));

        await SayAsync();
        await DecideAsync(new Bezoekopdracht.Volg([], []));
        await RunAsync();
        Assert.Empty(Graph.Asked);
    }

    [Fact]
    public async Task Who_does_not_lead_reads_nothing_and_where_nothing_is_read_what_is_due_is_dropped()
    {
        await SayAsync();
        await _w.Get<Lease>().ReleaseAsync(Token);
        await Ronde().RunAsync(_w.Now, Token);
        Assert.Empty(Graph.Asked);
        Assert.Single(await DueAsync());

        await Outlookronde.DropAsync(_w.Get<Agendas>(), _w.Now, Token);
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_plan_that_came_before_the_calendar_is_made_anew()
    {
        await SayAsync();
        var jaar = (await _bezoeken.FindAsync(JaarId, Token))!;
        var om = await _bezoeken.OmgevingVanAsync(jaar, _register, _w.Now, Token);
        var plan = Jaarplan.Plan(_register, BezoekPlanning.OpdrachtVan(jaar, om), Token);
        await DecideAsync(new Bezoekopdracht.NeemVoorstel(plan, jaar.Revisie));
        var taken = Bezoektijd.Op(plan.Bezoeken[0].Moment, 2);
        Graph.On(Ask, 200, Answer(("busy", $"{taken.Van:s}", $"{taken.Tot:s}")));
        _w.Clock.Advance(TimeSpan.FromSeconds(15));
        await RunAsync();

        Assert.True((await _bezoeken.FindAsync(JaarId, Token))!.Rekent);
        Assert.Contains(await _w.Get<Agendas>().Wekkers.DueAsync(_w.Now, Token).ToListAsync(Token), i => i.Entry.Due == _w.Now && i.Entry.Target == JaarId);
        Assert.Empty(await DueAsync(TimeSpan.FromDays(1)));
    }

    private Bezetronde Ronde() => new(
        _w.Get<Agendas>(), _bezoeken, new GraphAgenda(_w.Get<GraphClient>(), Options.Create(new AgendaOptions { Outlook = true })), _w.Get<PersonLinks>(),
        _ => ValueTask.FromResult(_register), _w.Get<Verzendpoort>(), NullLogger<Bezetronde>.Instance);

    private async Task RunAsync()
    {
        Assert.True(await _w.Get<Lease>().TryHoldAsync(Token));
        await Ronde().RunAsync(_w.Now, Token);
    }

    private async Task NightAsync()
    {
        _w.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Ronde().LookAtAllAsync(_w.Now, Token));
        await RunAsync();
    }

    private Task SayAsync() => DecideAsync(new Bezoekopdracht.GeefBeschikbaarheid(Cas, new Beschikbaarheid { Werkt = Weekdeel.Werkweek }));

    private async Task DecideAsync(Bezoekopdracht opdracht) => (await _bezoeken.DecideAsync(JaarId, opdracht, _register, _w.Now, Token))!.Changed();

    private async Task<Bezetting?> ReadAsync() => await _bezoeken.BezettingAsync(JaarId, Token);

    private async Task<List<DueItem>> DueAsync(TimeSpan ahead = default) => await _w.Get<Agendas>().Bezet.DueAsync(_w.Now + ahead, Token).ToListAsync(Token);

    private static (DateOnly Van, DateOnly Tot) Asked(string body)
    {
        var question = JsonElement.Parse(body);
        Assert.Equal("Cas.Prins@linde.example", Assert.Single(question.GetProperty("schedules").EnumerateArray()).GetString());
        return (Day("startTime"), Day("endTime"));

        DateOnly Day(string name)
        {
            var moment = DateTime.Parse(question.GetProperty(name).GetProperty("dateTime").GetString()!, null);
            Assert.Equal(TimeSpan.Zero, moment.TimeOfDay);
            return DateOnly.FromDateTime(moment);
        }
    }

    private static string Answer(params IReadOnlyList<(string Status, string Van, string Tot)> items) => $$"""
        {"value":[{"scheduleId":"Cas.Prins@linde.example","availabilityView":"0","scheduleItems":[{{string.Join(',', items.Select(i => $$"""
            {"status":"{{i.Status}}","subject":"Functioneringsgesprek","location":"Kamer 3","isPrivate":false,
             "start":{"dateTime":"{{i.Van}}","timeZone":"W. Europe Standard Time"},"end":{"dateTime":"{{i.Tot}}","timeZone":"W. Europe Standard Time"} }
            """))}}]}]}
        """;
}
