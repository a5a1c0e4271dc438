using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Webhooks;

namespace Isop.Tests.Webhooks;

/// <summary>What holds for every history of calls to one receiver.</summary>
public sealed class AfleverregelsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Wie = PersonId.From(new Guid(1, 0, 0, new byte[8]));
    private static readonly Webhookantwoord Storing = new Webhookantwoord.Geweigerd(500);

    private static Gen<Webhookantwoord> Antwoorden => Gen.OneOf(
        Gen.Constant<Webhookantwoord>(new Webhookantwoord.Aangenomen()),
        Gen.Elements(302, 400, 401, 404, 408, 413, 429, 500, 503).SelectMany(s => Gen.Elements<int?>(null, 1, 3600, 10_000_000)
            .Select(w => (Webhookantwoord)new Webhookantwoord.Geweigerd(s, w is { } seconds ? TimeSpan.FromSeconds(seconds) : null))),
        Gen.Elements(Enum.GetValues<Webhookhinder>()).Select(h => (Webhookantwoord)new Webhookantwoord.Geen(h)));

    [Property(MaxTest = 500)]
    public Property A_delivery_comes_to_rest_within_three_days_and_a_failure_always_waits() => Prop.ForAll(
        Antwoorden.ListOf().ToArbitrary(),
        antwoorden =>
        {
            var (aflevering, stand, now) = (New(), Leeg(), Start);
            foreach (var antwoord in antwoorden)
            {
                if (!aflevering.State.IsOpen())
                {
                    aflevering = New() with { Gepland = now, Due = now };
                }

                var (before, besluit) = (stand, Afleverregels.Na(aflevering, stand, antwoord, now));
                (aflevering, stand) = (besluit.Wordt, besluit.Stand);
                var accepted = antwoord is Webhookantwoord.Aangenomen;

                Assert.Equal(accepted ? 0 : before.OpRij + 1, stand.OpRij);
                Assert.Equal(before.Bezorgd + (accepted ? 1 : 0), stand.Bezorgd);
                Assert.True(stand.Bezorgd >= before.Bezorgd && stand.Mislukt >= before.Mislukt);
                Assert.Equal(accepted, aflevering.State == BezorgStaat.Delivered);
                Assert.Equal(!accepted && stand.OpRij >= Afleverregels.MeesteFouten, besluit.Stop == Stopreden.TeVaakMislukt);
                if (aflevering.State == BezorgStaat.RetryAt)
                {
                    Assert.True(aflevering.Due >= now + TimeSpan.FromSeconds(5));
                    Assert.True(aflevering.Due - aflevering.Gepland < Afleverregels.LangstOnderweg);
                    now = aflevering.Due;
                }

                if (besluit.Stop is not null)
                {
                    stand = Leeg();
                }
            }
        });

    [Fact]
    public void The_distances_are_5_s_30_s_2_min_10_min_an_hour_and_then_6_hours_until_it_is_too_old()
    {
        var (aflevering, now, waits) = (New(), Start, new List<TimeSpan>());
        while (aflevering.State.IsOpen())
        {
            // Others are accepted in between: the receiver itself is not in trouble.
            var besluit = Afleverregels.Na(aflevering, Leeg(), Storing, now);
            waits.Add(besluit.Wordt.Due - now);
            (aflevering, now) = (besluit.Wordt, besluit.Wordt.Due);
        }

        Assert.Equal(BezorgStaat.Expired, aflevering.State);
        Assert.Equal(
            [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)], waits.Take(6));
        Assert.All(waits.Skip(6), w => Assert.Equal(TimeSpan.FromHours(6), w));
        Assert.InRange(now - Start, TimeSpan.FromDays(3), TimeSpan.FromDays(3.5));
    }

    [Fact]
    public void A_receiver_in_trouble_is_left_alone_longer_and_longer_so_that_twenty_failures_take_more_than_two_days()
    {
        var (stand, now, calls) = (Leeg(), Start, 0);
        Stopreden? stop = null;
        while (stop is null)
        {
            now = stand.PauzeTot > now ? stand.PauzeTot.Value : now;
            var besluit = Afleverregels.Na(New() with { Gepland = now }, stand, new Webhookantwoord.Geen(Webhookhinder.Onbereikbaar), now);
            (stand, stop) = (besluit.Stand, besluit.Stop);
            calls++;
            Assert.Equal(Math.Max(1, Afleverregels.Tegelijk - calls), Afleverregels.TegelijkBij(stand));
        }

        Assert.Equal((Afleverregels.MeesteFouten, Stopreden.TeVaakMislukt), (calls, stop!.Value));
        Assert.InRange(now - Start, TimeSpan.FromDays(2), TimeSpan.FromDays(3));
        Assert.Equal("De ontvanger is niet bereikbaar.", stand.LaatsteFout!.Reden);
    }

    [Fact]
    public void Failures_up_to_as_many_as_go_at_once_hold_up_no_other_case()
    {
        var stand = Leeg();
        for (var n = 0; n < Afleverregels.Tegelijk; n++)
        {
            stand = Afleverregels.Na(New(), stand, Storing, Start).Stand;
            Assert.Null(stand.PauzeTot);
        }

        Assert.Equal(Start.AddSeconds(5), Afleverregels.Na(New(), stand, Storing, Start).Stand.PauzeTot);
    }

    [Fact]
    public void What_the_receiver_asks_is_waited_for_a_day_at_most_and_for_all_its_cases()
    {
        var besluit = Afleverregels.Na(New(), Leeg(), new Webhookantwoord.Geweigerd(429, TimeSpan.FromMinutes(3)), Start);
        Assert.Equal((Start.AddMinutes(3), Start.AddMinutes(3)), (besluit.Wordt.Due, besluit.Stand.PauzeTot!.Value));

        var greedy = Afleverregels.Na(New(), Leeg(), new Webhookantwoord.Geweigerd(503, TimeSpan.FromDays(30)), Start);
        Assert.Equal(Start.AddDays(1), greedy.Stand.PauzeTot);
    }

    [Theory]
    [InlineData(400, BezorgStaat.Failed)]
    [InlineData(413, BezorgStaat.Failed)]
    [InlineData(404, BezorgStaat.RetryAt)]
    [InlineData(429, BezorgStaat.RetryAt)]
    [InlineData(500, BezorgStaat.RetryAt)]
    public void A_request_that_is_refused_as_such_is_given_up_at_the_fourth_call_so_that_the_case_goes_on(int status, BezorgStaat state)
    {
        var besluit = Afleverregels.Na(New() with { Pogingen = 3 }, Leeg(), new Webhookantwoord.Geweigerd(status), Start);

        Assert.Equal((state, state == BezorgStaat.Failed ? 1 : 0), (besluit.Wordt.State, besluit.Stand.Mislukt));
        Assert.Equal(BezorgStaat.RetryAt, Afleverregels.Na(New() with { Pogingen = 2 }, Leeg(), new Webhookantwoord.Geweigerd(status), Start).Wordt.State);
    }

    [Fact]
    public void Gone_ends_the_subscription_at_once() =>
        Assert.Equal(Stopreden.OntvangerWeg, Afleverregels.Na(New(), Leeg(), new Webhookantwoord.Weg(), Start).Stop);

    [Fact]
    public void Every_answer_and_every_end_has_words_for_people()
    {
        Webhookantwoord[] all =
        [
            new Webhookantwoord.Aangenomen(), new Webhookantwoord.Weg(), .. Enumerable.Range(300, 300).Select(s => new Webhookantwoord.Geweigerd(s)),
            .. Enum.GetValues<Webhookhinder>().Select(h => new Webhookantwoord.Geen(h)),
        ];

        Assert.All(all, a => Assert.EndsWith(".", Webhookwoorden.Reden(a), StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<Stopreden>().Length, Enum.GetValues<Stopreden>().Select(Webhookwoorden.Reden).Distinct().Count());
    }

    [Fact]
    public void The_thirty_first_about_a_case_within_an_hour_is_a_circle_and_over_a_day_it_is_not()
    {
        var (fast, slow) = (new Rondgangtelling(), new Rondgangtelling());

        Assert.Equal([31], Enumerable.Range(1, 31).Where(n => fast.IsTeVaak("z", Start.AddSeconds(n))));
        Assert.DoesNotContain(Enumerable.Range(1, 2000), n => fast.IsTeVaak($"andere {n}", Start));
        Assert.DoesNotContain(Enumerable.Range(1, 200), n => slow.IsTeVaak("z", Start.AddMinutes(2 * n)));
    }

    private static Aflevering New() => new()
    {
        Gebeurtenis = new Gebeurtenis { Soort = Gebeurtenissoort.Certificaat, Wat = Gebeurteniswoorden.Verstrekt, Zaak = "z", Keer = "", Op = Start },
        Abonnee = Wie, Due = Start, Gepland = Start,
    };

    private static Abonnementstand Leeg() => new() { Persoon = Wie };
}
