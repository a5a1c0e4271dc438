using System.Net;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Webhooks;

namespace Isop.Tests.Webhooks;

/// <summary>What reaches whom, in what order, and what becomes of it when something goes wrong.</summary>
public sealed class WebhookdienstTests
{
    private const string A = "a.logic.azure.com";
    private const string B = "b.logic.azure.com";

    [Fact]
    public async Task An_event_reaches_whoever_asked_for_it_within_a_second_and_tells_ids_and_states_only()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        await w.StartAsync();
        var g = w.Gebeurtenis("z1");

        var began = w.Now;
        await w.MeldAsync(g);
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 1);

        Assert.InRange(w.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var one = w.Ontvanger.Alle[0];
        Assert.Equal(g.Id, one.Id);
        Assert.Equal(
            $$"""{"id":"{{g.Id}}","soort":"tussenevaluatie","gebeurtenis":"beide-ingevuld","zaak":"z1","organisatie":"O1","staat":"beide-ingevuld","op":"2026-11-23T09:00:00+00:00","link":"https://isop.test/api/v1/tussenevaluaties/z1"}""",
            one.Body);
        await w.TotAsync(async () => (await w.StandAsync(abonnement))?.Bezorgd == 1);
        Assert.Empty(await w.OnderwegAsync(abonnement));
    }

    [Fact]
    public async Task Who_may_not_see_a_case_or_asked_for_something_else_is_told_nothing()
    {
        await using var w = new Webhookwereld();
        var hosts = new Dictionary<string, bool>();
        foreach (var (wie, host, wat, organisatie, krijgt) in new (PersonId, string, string?, string?, bool)[]
        {
            (Webhookwereld.Bureau, "bureau.logic.azure.com", null, null, true),
            (Webhookwereld.Student, "student.logic.azure.com", null, null, true),
            (Webhookwereld.Mentor, "mentor.logic.azure.com", null, null, true),
            (Webhookwereld.Coach, "coach.logic.azure.com", Gebeurteniswoorden.BeideIngevuld, "O1", true),
            (Webhookwereld.Directeur, "directeur.logic.azure.com", null, null, false),
            (Webhookwereld.Stagebureau, "stagebureau.logic.azure.com", null, null, false),
            (Webhookwereld.Bureau, "ander.logic.azure.com", Gebeurteniswoorden.Besproken, null, false),
            (Webhookwereld.Bureau, "elders.logic.azure.com", null, "O2", false),
        })
        {
            await w.AbonneerAsync(wie, host, wat: wat, organisatie: organisatie);
            hosts.Add(host, krijgt);
        }

        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 4);
        await w.LaatAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(hosts.Where(h => h.Value).Select(h => h.Key).Order(), w.Ontvanger.Alle.Select(a => a.Host).Order());
    }

    [Fact]
    public async Task The_events_of_a_case_arrive_in_order_also_when_the_first_fails_and_other_cases_go_on()
    {
        await using var w = new Webhookwereld();
        await w.AbonneerAsync(Webhookwereld.Bureau);
        var kapot = true;
        w.Ontvanger.Antwoord(A, a => kapot && a.Zaak == "z1" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        await w.StartAsync();

        await w.MeldAsync(w.Gebeurtenis("z1"), w.Gebeurtenis("z1", Gebeurteniswoorden.Besproken), w.Gebeurtenis("z2"), w.Gebeurtenis("z3"));
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 3);
        await w.LaatAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["z1", "z2", "z3"], w.Ontvanger.Zaken().Order());

        kapot = false;
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 5);
        var first = w.Ontvanger.Alle.Where(a => a.Zaak == "z1").ToList();
        Assert.Equal([Gebeurteniswoorden.BeideIngevuld, Gebeurteniswoorden.BeideIngevuld, Gebeurteniswoorden.Besproken], first.Select(a => a.Wat));
        Assert.Equal(first[0].Id, first[1].Id);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_holds_up_nobody_else()
    {
        await using var w = new Webhookwereld();
        await w.AbonneerAsync(Webhookwereld.Bureau, A);
        await w.AbonneerAsync(Webhookwereld.Bureau, B);
        w.Ontvanger.Antwoord(A, _ => new TaskCompletionSource<HttpStatusCode>().Task);
        await w.StartAsync();

        await w.MeldAsync([.. Enumerable.Range(0, 20).Select(n => w.Gebeurtenis($"z{n}"))]);
        await w.TotAsync(() => w.Ontvanger.Zaken(B).Count() == 20 && w.Ontvanger.Zaken(A).Count() == Afleverregels.Tegelijk);

        // Four calls at once and no more.
        await w.LaatAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Afleverregels.Tegelijk, w.Ontvanger.Zaken(A).Count());
    }

    [Fact]
    public async Task Gone_ends_the_subscription_at_once_and_with_it_what_was_on_its_way()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.Gone);
        await w.StartAsync();

        await w.MeldAsync([.. Enumerable.Range(0, 10).Select(n => w.Gebeurtenis($"z{n}"))]);
        await w.TotAsync(async () => await w.RedenAsync(abonnement) == Stopreden.OntvangerWeg);
        await w.TotAsync(async () => (await w.OnderwegAsync(abonnement)).Count == 0);

        var calls = w.Ontvanger.Alle.Count;
        await w.MeldAsync(w.Gebeurtenis("later"));
        await w.LaatAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(calls, w.Ontvanger.Alle.Count);
        Assert.Null(await w.Abonnementen.FindByTokenAsync(abonnement.Token, Webhookwereld.Ct));
    }

    [Fact]
    public async Task Twenty_failures_in_a_row_end_it_and_a_hundred_events_make_that_no_sooner()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.NotFound);
        await w.StartAsync();
        await w.MeldAsync([.. Enumerable.Range(0, 100).Select(n => w.Gebeurtenis($"z{n}"))]);
        var began = w.Now;

        for (var calls = 5; calls < Afleverregels.MeesteFouten; calls++)
        {
            await w.TotAsync(async () => (await w.StandAsync(abonnement))?.OpRij == calls);
            Assert.Equal(calls, w.Ontvanger.Alle.Count);
            w.Clock.Advance((await w.StandAsync(abonnement))!.PauzeTot!.Value - w.Now);
        }

        await w.TotAsync(async () => await w.RedenAsync(abonnement) == Stopreden.TeVaakMislukt);
        Assert.Equal(Afleverregels.MeesteFouten, w.Ontvanger.Alle.Count);
        Assert.InRange(w.Now - began, TimeSpan.FromDays(2), TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task A_flow_that_goes_round_is_stopped()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        await w.StartAsync();

        await w.MeldAsync([.. Enumerable.Range(0, 40).Select(n => w.Gebeurtenis("z1", Gebeurteniswoorden.TeLaat, $"{n}"))]);
        await w.TotAsync(async () => await w.RedenAsync(abonnement) == Stopreden.GaatRond);

        Assert.Equal(Afleverregels.MeestePerZaak + 1, w.Ontvanger.Alle.Count);
    }

    [Fact]
    public async Task A_right_that_ends_while_a_delivery_waits_cancels_it()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Coach);
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.ServiceUnavailable);
        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 1);

        // The student goes to another coach: nothing of this case is for this one any more.
        w.Register = Webhookwereld.RegisterVan(Webhookwereld.Data with { Studenten = [Webhookwereld.Data.Studenten[0] with { Studiecoach = Webhookwereld.Bureau }] });
        await w.TotAsync(async () => (await w.OnderwegAsync(abonnement)).Count == 0);

        Assert.Single(w.Ontvanger.Alle);
        Assert.Null(await w.RedenAsync(abonnement));
    }

    [Fact]
    public async Task Who_left_the_register_is_told_no_more()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.ServiceUnavailable);
        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 1);

        w.Vertrekt(Webhookwereld.Bureau);
        await w.TotAsync(async () => await w.RedenAsync(abonnement) == Stopreden.NietMeerInRegister);

        Assert.Single(w.Ontvanger.Alle);
    }

    [Fact]
    public async Task What_was_planned_when_the_leader_went_is_delivered_by_the_next()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        w.Ontvanger.Antwoord(A, _ => new TaskCompletionSource<HttpStatusCode>().Task);
        await w.StartAsync();
        await w.MeldAsync([.. Enumerable.Range(0, 10).Select(n => w.Gebeurtenis($"z{n}"))]);
        await w.TotAsync(async () => w.Ontvanger.Alle.Count == Afleverregels.Tegelijk && (await w.OnderwegAsync(abonnement)).Count == 10);
        await w.StopAsync();

        // What happens while nobody leads waits too.
        await w.MeldAsync(w.Gebeurtenis("ondertussen"));
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.OK);
        await w.StartAsync();
        await w.TotAsync(async () => (await w.StandAsync(abonnement))?.Bezorgd == 11);

        Assert.Equal(11, w.Ontvanger.Zaken().Distinct().Count());
        Assert.Empty(await w.OnderwegAsync(abonnement));
    }

    [Fact]
    public async Task A_wait_goes_on_under_the_next_leader_where_it_was()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.ServiceUnavailable);
        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.TotAsync(async () => (await w.OnderwegAsync(abonnement)) is [{ State: BezorgStaat.RetryAt }]);
        var due = (await w.OnderwegAsync(abonnement))[0].Due;
        await w.StopAsync();
        w.Ontvanger.Antwoord(A, _ => HttpStatusCode.OK);
        await w.StartAsync();

        await w.TotAsync(() => w.Ontvanger.Alle.Count == 2);

        Assert.True(w.Now >= due);
        Assert.Single(w.Ontvanger.Alle.Select(a => a.Id).Distinct());
    }

    [Fact]
    public async Task Too_old_to_tell_is_given_up_without_a_call_and_counted()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        await w.Abonnementen.PlanAsync(abonnement.Id, [Aflevering.Van(w.Gebeurtenis("z1"), abonnement, w.Now)], Webhookwereld.Ct);
        w.Clock.Advance(Afleverregels.LangstOnderweg);

        await w.StartAsync();
        await w.TotAsync(async () => (await w.StandAsync(abonnement))?.Mislukt == 1);

        Assert.Empty(w.Ontvanger.Alle);
        Assert.Empty(await w.OnderwegAsync(abonnement));
    }

    [Fact]
    public async Task While_all_sending_is_stopped_nothing_goes_out_and_nothing_is_lost()
    {
        await using var w = new Webhookwereld();
        await w.AbonneerAsync(Webhookwereld.Bureau);
        await w.Sturing.StopAllAsync("bureau", "proef", w.Now, Webhookwereld.Ct);
        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.LaatAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(w.Ontvanger.Alle);

        await w.Sturing.ResumeAsync("bureau", w.Now, Webhookwereld.Ct);
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 1);
    }

    [Fact]
    public async Task An_ended_subscription_is_told_nothing_more_within_a_second()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.TotAsync(() => w.Ontvanger.Alle.Count == 1);

        await w.Abonnementen.StopAsync(abonnement.Id, Stopreden.DoorBureau, "bureau", w.Now, Webhookwereld.Ct);
        await w.LaatAsync(TimeSpan.FromSeconds(1.1));
        await w.MeldAsync(w.Gebeurtenis("z2"));
        await w.LaatAsync(TimeSpan.FromSeconds(2));

        Assert.Single(w.Ontvanger.Alle);
        Assert.Empty(await w.OnderwegAsync(abonnement));
    }

    [Fact]
    public async Task An_address_that_the_settings_allow_no_more_is_not_called()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        w.Options.Hosts = ["hooks.school.nl"];
        await w.StartAsync();
        await w.MeldAsync(w.Gebeurtenis("z1"));
        await w.TotAsync(async () => (await w.StandAsync(abonnement))?.LaatsteFout is not null);

        Assert.Empty(w.Ontvanger.Alle);
        Assert.Equal("De naam van de ontvanger leidt naar een adres waar ISOP niets naartoe stuurt.", (await w.StandAsync(abonnement))!.LaatsteFout!.Reden);
    }

    [Fact]
    public async Task Where_nobody_asks_events_come_to_nothing_and_do_not_pile_up()
    {
        await using var w = new Webhookwereld();
        await w.MeldAsync([.. Enumerable.Range(0, 20).Select(n => w.Gebeurtenis($"z{n}"))]);
        await w.StartAsync();

        await w.TotAsync(async () => !await new Agendas(w.Store).Gebeurtenissen.DueAsync(w.Now, Webhookwereld.Ct).AnyAsync(Webhookwereld.Ct));

        Assert.Empty(w.Ontvanger.Alle);
    }

    [Fact]
    public async Task More_than_fits_in_memory_is_read_from_the_store_in_its_turn()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Bureau);
        await w.Abonnementen.PlanAsync(
            abonnement.Id, Enumerable.Range(0, 4500).Select(n => Aflevering.Van(w.Gebeurtenis($"z{n % 1500}", keer: $"{n}"), abonnement, w.Now)), Webhookwereld.Ct);
        await w.StartAsync();

        await w.TotAsync(async () => (await w.StandAsync(abonnement))?.Bezorgd == 4500);

        var order = w.Ontvanger.Alle.Select((a, n) => (a.Zaak, a.Id, n)).ToList();
        Assert.Equal(4500, order.Select(o => o.Id).Distinct().Count());
        Assert.Empty(await w.OnderwegAsync(abonnement));
    }
}
