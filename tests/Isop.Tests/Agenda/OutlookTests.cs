using System.Text.Json;
using Isop.Bot.Agenda;
using Isop.Bot.Bezoeken;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Hosting;
using Isop.Bot.Teams;
using Isop.Core.Agenda;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Bezorging;
using Isop.Tests.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Agenda;

public sealed class OutlookTests : IAsyncDisposable
{
    private const string Events = "/v1.0/users/cor@school.nl/events";
    private const string Search = $"GET {Events}?$filter=";
    private const string One = $"{Events}/E1";

    private readonly BezorgWereld _w = BezorgWereld.New();
    private readonly Proefbron _bron = new();
    private readonly PersonId _cor;

    public OutlookTests() => _cor = _w.MailPerson("cor");

    private static CancellationToken Token => BezorgWereld.Token;

    private SpeelGraph Graph => _w.Omgeving.Graph;

    private OutlookStore Standen => new(_w.Store, _w.Get<Outbox>());

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task A_visit_becomes_one_event_in_the_coachs_calendar_with_only_who_is_concerned()
    {
        Plan(Bezoek());
        NotThere();
        Graph.On($"POST {Events}", 201, """{"id":"E1"}""");
        await ChangedAsync("0");
        await RunAsync();
        await RunAsync();

        Assert.Equal(1, Graph.CountOf($"POST {Events}"));
        using var body = JsonDocument.Parse(Graph.Bodies.Single());
        var sent = body.RootElement;
        Assert.Equal("Bezoek aan Gijs, groep 5", sent.GetProperty("subject").GetString());
        Assert.Equal(("2026-11-26T09:00:00", "W. Europe Standard Time"), Moment(sent, "start"));
        Assert.Equal(("2026-11-26T09:45:00", "W. Europe Standard Time"), Moment(sent, "end"));
        Assert.Equal(["anna@school.example", "gijs@student.example"], Who(sent));
        Assert.False(sent.GetProperty("isOnlineMeeting").GetBoolean());
        Assert.False(sent.GetProperty("responseRequested").GetBoolean());
        Assert.Equal("bezoek-1@isop", sent.GetProperty("singleValueExtendedProperties")[0].GetProperty("value").GetString());
        Assert.True(Guid.TryParse(sent.GetProperty("transactionId").GetString(), out _));
        Assert.All(Graph.Authorizations, a => Assert.Equal("Bearer token-for-https://graph.microsoft.com/.default", a));
        Assert.Equal((Outlookstaat.Staat, "E1"), await StandAsync());
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_move_is_one_change_of_the_moment_alone_on_the_version_that_was_looked_at()
    {
        await ThereAsync();
        Plan(Bezoek() with { Datum = new(2026, 11, 27), Volgnummer = 1 });
        Graph.On($"GET {One}", 200, Event());
        Graph.On($"PATCH {One}", 200, """{"id":"E1","@odata.etag":"W/\"2\""}""");
        await ChangedAsync("1");
        await RunAsync();
        await RunAsync();

        using var body = JsonDocument.Parse(Graph.Bodies.Single());
        Assert.Equal(["end", "isAllDay", "start"], body.RootElement.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal("2026-11-27T09:00:00", Moment(body.RootElement, "start").At);
        Assert.Equal("W/\"1\"", Graph.Conditions.Last().IfMatch);
        Assert.All(Graph.Conditions, c => Assert.Equal("outlook.timezone=\"W. Europe Standard Time\"", c.Prefer));
        Assert.Equal(1, Graph.CountOf("PATCH"));
    }

    [Fact]
    public async Task Who_joins_is_sent_alone_so_that_the_others_hear_nothing()
    {
        await ThereAsync();
        Plan(Bezoek() with { Volgnummer = 1, Deelnemers = [.. Bezoek().Deelnemers, new("Noor", "noor@school.example")] });
        Graph.On($"GET {One}", 200, Event());
        Graph.On($"PATCH {One}", 200, "{}");
        await ChangedAsync("1");
        await RunAsync();

        using var body = JsonDocument.Parse(Graph.Bodies.Single());
        Assert.Equal("attendees", Assert.Single(body.RootElement.EnumerateObject()).Name);
        Assert.Equal(3, Who(body.RootElement).Count);
    }

    [Fact]
    public async Task Ten_changes_at_once_are_one_update()
    {
        await ThereAsync();
        Plan(Bezoek() with { Plaats = "De Es", Volgnummer = 10 });
        Graph.On($"GET {One}", 200, Event());
        Graph.On($"PATCH {One}", 200, "{}");
        for (var change = 1; change <= 10; change++)
        {
            await ChangedAsync($"{change}");
        }

        await RunAsync();
        Assert.Equal(1, Graph.CountOf("PATCH"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_called_off_or_no_longer_exists_is_taken_out(bool exists)
    {
        await ThereAsync();
        _bron.Van.Clear();
        if (exists)
        {
            Plan(Bezoek() with { Vervallen = true, Volgnummer = 1 });
        }

        Graph.On($"GET {One}", 200, Event());
        Graph.On($"DELETE {One}", 204);
        await ChangedAsync("1");
        await RunAsync();
        await RunAsync();

        Assert.Equal(1, Graph.CountOf("DELETE"));
        Assert.Equal((Outlookstaat.Weg, null), await StandAsync());
    }

    [Fact]
    public async Task What_the_coach_took_out_by_hand_comes_back_only_when_the_coach_asks()
    {
        await ThereAsync();
        Plan(Bezoek() with { Datum = new(2026, 11, 27), Volgnummer = 1 });
        Graph.On($"GET {One}", 404, Error("ErrorItemNotFound"));
        NotThere();
        await ChangedAsync("1");
        await RunAsync();
        Assert.Equal((Outlookstaat.Verdwenen, null), await StandAsync());

        Plan(Bezoek() with { Datum = new(2026, 11, 30), Volgnummer = 2 });
        await ChangedAsync("2");
        await RunAsync();
        await Ronde().LookAtAllAsync(_w.Now, Token);
        await RunAsync();
        Assert.Equal(0, Graph.CountOf("POST"));

        Graph.On($"POST {Events}", 201, """{"id":"E2"}""");
        Assert.True(await Standen.ZetTerugAsync(_cor, Bezoek().Uid, _w.Now, Token));
        Assert.False(await Standen.ZetTerugAsync(_cor, Bezoek().Uid, _w.Now, Token));
        await RunAsync();
        Assert.Equal((Outlookstaat.Staat, "E2"), await StandAsync());
        Assert.NotEqual(Transaction(Bezoek(), 0), JsonDocument.Parse(Graph.Bodies.Last()).RootElement.GetProperty("transactionId").GetString());
    }

    [Fact]
    public async Task An_event_that_was_moved_to_another_calendar_is_still_ours()
    {
        await ThereAsync();
        Plan(Bezoek() with { Titel = "Tweede bezoek", Volgnummer = 1 });
        Graph.On($"GET {One}", 404, Error("ErrorItemNotFound"));
        Graph.On(Search, 200, $$"""{"value":[{{Event().Replace("E1", "E9", StringComparison.Ordinal)}}]}""");
        Graph.On($"PATCH {Events}/E9", 200, "{}");
        await ChangedAsync("1");
        await RunAsync();

        Assert.Equal((Outlookstaat.Staat, "E9"), await StandAsync());
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_looked_after_and_makes_no_second_event()
    {
        Plan(Bezoek());
        NotThere();
        Graph.On($"POST {Events}", () => throw new HttpRequestException("The answer got lost."));
        await ChangedAsync("0");
        await RunAsync();
        Assert.Equal((Outlookstaat.Onderweg, null), await StandAsync());

        Graph.Replace(Search, 200, $$"""{"value":[{{Event()}}]}""");
        _w.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();

        Assert.Equal(1, Graph.CountOf("POST"));
        Assert.Equal(0, Graph.CountOf("PATCH"));
        Assert.Equal((Outlookstaat.Staat, "E1"), await StandAsync());
    }

    [Fact]
    public async Task What_is_called_off_while_its_answer_is_lost_does_not_stay_behind()
    {
        Plan(Bezoek());
        NotThere();
        Graph.On($"POST {Events}", 504);
        await ChangedAsync("0");
        await RunAsync();

        Plan(Bezoek() with { Vervallen = true, Volgnummer = 1 });
        Graph.Replace(Search, 200, $$"""{"value":[{{Event()}}]}""");
        Graph.On($"DELETE {One}", 204);
        _w.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();

        Assert.Equal(1, Graph.CountOf("DELETE"));
        Assert.Equal((Outlookstaat.Weg, null), await StandAsync());
    }

    [Fact]
    public async Task What_somebody_changed_meanwhile_is_looked_at_again()
    {
        await ThereAsync();
        Plan(Bezoek() with { Plaats = "De Es", Volgnummer = 1 });
        Graph.On($"GET {One}", 200, Event());
        Graph.On($"PATCH {One}", 412, Error("ErrorIrresolvableConflict"));
        await ChangedAsync("1");
        await RunAsync();
        Assert.Single(await DueAsync(TimeSpan.FromMinutes(1)));

        Graph.Replace($"PATCH {One}", 200, "{}");
        _w.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();
        Assert.Equal(2, Graph.CountOf("PATCH"));
        Assert.Empty(await DueAsync(TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied", Outlookstaat.GeenToegang)]
    [InlineData(404, "MailboxNotEnabledForRESTAPI", Outlookstaat.GeenPostbus)]
    [InlineData(404, "ErrorInvalidUser", Outlookstaat.GeenPostbus)]
    [InlineData(400, "ErrorInvalidRecipients", Outlookstaat.Geweigerd)]
    public async Task A_mailbox_that_is_closed_to_us_is_told_and_tried_again_in_the_night(int status, string code, Outlookstaat staat)
    {
        Plan(Bezoek());
        Graph.On(Search, status, Error(code));
        await ChangedAsync("0");
        await RunAsync();
        await RunAsync();
        Assert.Equal(staat, (await StandAsync()).Staat);
        Assert.Single(Graph.Asked);

        Graph.Replace(Search, 200, """{"value":[]}""");
        Graph.On($"POST {Events}", 201, """{"id":"E1"}""");
        await Ronde().LookAtAllAsync(_w.Now, Token);
        await RunAsync();
        Assert.Equal((Outlookstaat.Staat, "E1"), await StandAsync());
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "30", 30)]
    [InlineData(401, null, 900)]
    public async Task Outlook_is_left_alone_for_everybody_as_long_as_it_asks(int status, string? retryAfter, int seconds)
    {
        Plan(Bezoek());
        Plan(Bezoek("bezoek-2@isop"));
        Graph.On(Search, status, "", retryAfter);
        await ChangedAsync("0");
        await ChangedAsync("0", "bezoek-2@isop");
        await RunAsync();
        await RunAsync();
        Assert.Single(Graph.Asked);
        Assert.Equal(
            _w.Now.AddSeconds(seconds),
            (await _w.Get<Sturing>().ReadAsync(Token)).PausedUntil(Outlookronde.Pauze, _w.Now));

        Graph.Replace(Search, 200, """{"value":[]}""");
        Graph.On($"POST {Events}", 201, """{"id":"E1"}""");
        _w.Clock.Advance(TimeSpan.FromSeconds(seconds + 60));
        await RunAsync();
        Assert.Equal(2, Graph.CountOf("POST"));
    }

    [Fact]
    public async Task Who_does_not_organise_it_gets_nothing_in_Outlook_nor_does_what_is_over()
    {
        Plan(Bezoek() with { Organisator = new Adres("Iemand", "iemand@school.nl") });
        Plan(Bezoek("bezoek-2@isop") with { Datum = new(2026, 11, 13) });
        await ChangedAsync("0");
        await ChangedAsync("0", "bezoek-2@isop");
        await RunAsync();

        Assert.Empty(Graph.Asked);
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task An_account_that_is_linked_is_called_by_its_object_id()
    {
        var coach = await _w.TeamsPersonAsync("lies");
        var account = (await _w.Get<PersonLinks>().FindAsync(coach, Token))!.Account.ObjectId;
        _bron.Zet(coach, Bezoek() with { Organisator = new Adres("Lies", "lies@school.nl") });
        Graph.On($"GET /v1.0/users/{account}/events", 200, """{"value":[]}""");
        Graph.On($"POST /v1.0/users/{account}/events", 201, """{"id":"E1"}""");
        await _w.Get<Outbox>().CommitAsync(
            new Partition("zaken", "z1"), [],
            [new AgendaIntent { Due = _w.Now, Person = coach, Uid = Bezoek().Uid, Occasion = "0" }], Token);
        await RunAsync();

        Assert.Equal(1, Graph.CountOf($"POST /v1.0/users/{account}/events"));
    }

    [Fact]
    public async Task Where_nothing_is_kept_in_Outlook_what_is_due_is_dropped()
    {
        await ChangedAsync("0");
        await Outlookronde.DropAsync(_w.Get<Agendas>(), _w.Now, Token);

        Assert.Empty(await DueAsync());
        Assert.Empty(Graph.Asked);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Switched_on_it_runs_beside_the_deliveries_and_every_night(string on, int nights)
    {
        await using var app = Program(("Isop:Agenda:Outlook", on));

        Assert.Single(app.Services.GetServices<LeaderJob>(), j => j.Name == Outlookronde.Naam);
        Assert.Equal(nights, app.Services.GetRequiredService<NightJobs>().All.Count(j => j.Name == Outlookronde.Naam));
        Assert.Equal(nights, app.Services.GetServices<GraphAgenda>().Count());
        Assert.Equal(nights, app.Services.GetServices<LeaderJob>().Count(j => j.Name == Bezetronde.Naam));
        Assert.Equal(nights, app.Services.GetRequiredService<NightJobs>().All.Count(j => j.Name == Bezetronde.Naam));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("20000")]
    public async Task A_reminder_that_is_none_stops_the_start(string minutes)
    {
        await using var app = Program(("Isop:Agenda:Herinnering", minutes));
        Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<AgendaOptions>>().Value);
    }

    private WebApplication Program((string Name, string Value) setting)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "Isop.Bot" });
        builder.Logging.ClearProviders();
        builder.Configuration[setting.Name] = setting.Value;
        builder.AddIsop();
        builder.Services.AddSingleton(_w.Store);
        return builder.Build();
    }

    [Fact]
    public async Task Busy_times_are_read_where_that_is_allowed()
    {
        Graph.On("POST /v1.0/users/cor@school.nl/calendar/getSchedule", 200, """
            {"value":[{"scheduleItems":[
              {"status":"tentative","start":{"dateTime":"2026-11-24T13:00:00.0000000","timeZone":"W. Europe Standard Time"},"end":{"dateTime":"2026-11-24T14:00:00.0000000","timeZone":"W. Europe Standard Time"}},
              {"status":"busy","start":{"dateTime":"2026-11-23T09:00:00.0000000","timeZone":"W. Europe Standard Time"},"end":{"dateTime":"2026-11-23T10:30:00.0000000","timeZone":"W. Europe Standard Time"}},
              {"status":"free","start":{"dateTime":"2026-11-25T09:00:00.0000000","timeZone":"W. Europe Standard Time"},"end":{"dateTime":"2026-11-25T10:30:00.0000000","timeZone":"W. Europe Standard Time"}},
              {"status":"workingElsewhere","start":{"dateTime":"2026-11-25T09:00:00.0000000","timeZone":"W. Europe Standard Time"},"end":{"dateTime":"2026-11-25T10:30:00.0000000","timeZone":"W. Europe Standard Time"}}]}]}
            """);
        var read = Assert.IsType<BezetUitkomst.Gelezen>(await BezetAsync());

        Assert.Equal(
            [new Bezet(new(2026, 11, 23, 9, 0, 0), new(2026, 11, 23, 10, 30, 0)), new Bezet(new(2026, 11, 24, 13, 0, 0), new(2026, 11, 24, 14, 0, 0))],
            read.Tijden);
        Assert.Contains("\"startTime\":{\"dateTime\":\"2026-11-23T00:00:00\",\"timeZone\":\"W. Europe Standard Time\"}", Graph.Bodies.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"ErrorAccessDenied"}}""", nameof(BezetUitkomst.MagNiet))]
    [InlineData(404, """{"error":{"code":"ErrorInvalidUser"}}""", nameof(BezetUitkomst.MagNiet))]
    [InlineData(200, """{"value":[{"error":{"responseCode":"ErrorNoFreeBusyAccess"}}]}""", nameof(BezetUitkomst.MagNiet))]
    [InlineData(200, "", nameof(BezetUitkomst.MagNiet))]
    [InlineData(503, "", nameof(BezetUitkomst.Later))]
    [InlineData(429, "", nameof(BezetUitkomst.Later))]
    public async Task Where_busy_times_may_not_be_read_what_was_entered_counts(int status, string body, string outcome)
    {
        Graph.On("POST /v1.0/users/cor@school.nl/calendar/getSchedule", status, body);
        Assert.Equal(outcome, (await BezetAsync()).GetType().Name);
    }

    private ValueTask<BezetUitkomst> BezetAsync() =>
        Kalender().BezetAsync("cor@school.nl", "cor@school.nl", new(2026, 11, 23), new(2026, 12, 1), Token);

    private GraphAgenda Kalender() => new(_w.Get<GraphClient>(), Options.Create(new AgendaOptions { Outlook = true }));

    private Outlookronde Ronde()
    {
        CurrentRegister register = _ => ValueTask.FromResult(new RegisterSnapshot("1", _w.Omgeving.Register.Data with
        {
            Rollen = [new Rol(_cor, RolSoort.Studiecoach, null, null, new(2020, 8, 1), null)],
        }));
        return new(
            _w.Get<Agendas>(), Standen, new Persoonsagenda([_bron]), Kalender(), _w.Get<PersonLinks>(), register, _w.Get<Verzendpoort>(),
            NullLogger<Outlookronde>.Instance);
    }

    private async Task RunAsync()
    {
        Assert.True(await _w.Get<Lease>().TryHoldAsync(Token));
        await Ronde().RunAsync(_w.Now, Token);
    }

    private async Task ChangedAsync(string occasion, string uid = "bezoek-1@isop") => await _w.Get<Outbox>().CommitAsync(
        new Partition("zaken", "z1"), [], [new AgendaIntent { Due = _w.Now, Person = _cor, Uid = uid, Occasion = occasion }], Token);

    private void Plan(Afspraak afspraak) => _bron.Zet(_cor, afspraak);

    private void NotThere() => Graph.On(Search, 200, """{"value":[]}""");

    private async Task ThereAsync() => await Standen.SaveAsync(
        _cor,
        new OutlookStand { Uid = Bezoek().Uid, Staat = Outlookstaat.Staat, EventId = "E1", Volgnummer = 0, Tekst = OutlookStand.TekstVan(Bezoek()), Sinds = _w.Now },
        null,
        Token);

    private async Task<(Outlookstaat? Staat, string? Event)> StandAsync()
    {
        var stand = (await Standen.FindAsync(_cor, Bezoek().Uid, Token))?.Value;
        return (stand?.Staat, stand?.EventId);
    }

    private async Task<List<DueItem>> DueAsync(TimeSpan ahead = default) =>
        await _w.Get<Agendas>().Outlook.DueAsync(_w.Now + ahead, Token).ToListAsync(Token);

    private static Afspraak Bezoek(string uid = "bezoek-1@isop") => Proefbron.Bezoek(uid) with
    {
        Organisator = new Adres("Cor", "cor@school.nl"),
        Deelnemers = [new("Anna Peeters", "anna@school.example"), new("Gijs", "gijs@student.example")],
    };

    private static string Event() => """
        {"id":"E1","@odata.etag":"W/\"1\"","subject":"Bezoek aan Gijs, groep 5","isAllDay":false,"isCancelled":false,
         "start":{"dateTime":"2026-11-26T09:00:00.0000000","timeZone":"W. Europe Standard Time"},
         "end":{"dateTime":"2026-11-26T09:45:00.0000000","timeZone":"W. Europe Standard Time"},
         "location":{"displayName":"De Linde; Dorpsstraat 1, Doetinchem"},
         "attendees":[{"type":"required","emailAddress":{"address":"Anna@school.example","name":"Anna"}},{"type":"required","emailAddress":{"address":"gijs@student.example","name":"Gijs"}}]}
        """;

    private static string Transaction(Afspraak afspraak, int ronde) => GraphAfspraak.Nieuw(afspraak, ronde, 0).TransactionId!;

    private static string Error(string code) => $$$"""{"error":{"code":"{{{code}}}"}}""";

    private static (string At, string Zone) Moment(JsonElement sent, string name) =>
        (sent.GetProperty(name).GetProperty("dateTime").GetString()!, sent.GetProperty(name).GetProperty("timeZone").GetString()!);

    private static List<string> Who(JsonElement sent) =>
        [.. sent.GetProperty("attendees").EnumerateArray().Select(a => a.GetProperty("emailAddress").GetProperty("address").GetString()!)];
}
