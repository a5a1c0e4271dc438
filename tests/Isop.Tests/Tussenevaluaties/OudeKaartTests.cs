using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>A card that was made before the case changed does not act on what its reader has not seen.</summary>
public sealed class OudeKaartTests
{
    private const string Changed = "Er is ondertussen iets veranderd.";

    [Fact]
    public async Task New_moments_do_not_replace_one_that_was_chosen_meanwhile_and_stay_typed()
    {
        await using var w = await VisibleAsync();
        await ProposeAsync(w, "2026-11-24");
        var old = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Vergelijking), "Momenten voorstellen");
        await w.SendAsync(Fatima, "tussenevaluatie.kies", ("zaak", Wereld.ZaakId), ("moment", "2026-11-24T15:30:00"));

        var fresh = await w.ShownAsync(old, "Voorstellen", ("d1", "2026-11-25"), ("t1", "16:00"));

        Assert.Contains(Changed, fresh.Tekst, StringComparison.Ordinal);
        Assert.Equal(("2026-11-25", "16:00"), (fresh.Inputs["d1"], fresh.Inputs["t1"]));
        Assert.Equal(new DateTime(2026, 11, 24, 15, 30, 0), (await w.ZaakAsync()).Gesprek.Afgesproken);
        Assert.Contains("woensdag 25 november", (await w.ShownAsync(fresh, "Voorstellen")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declining_is_about_the_moments_on_the_card()
    {
        await using var w = await VisibleAsync();
        await ProposeAsync(w, "2026-11-24");
        var old = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Vergelijking), "Ik kan op geen van deze");
        await ProposeAsync(w, "2026-11-25");

        var fresh = await w.ShownAsync(old, "Versturen", ("tekst", "Woensdag kan wel"));

        Assert.Contains("woensdag 25 november", fresh.Tekst, StringComparison.Ordinal);
        Assert.Equal("Woensdag kan wel", fresh.Inputs["tekst"]);
        Assert.Null((await w.ZaakAsync()).Gesprek.KanNiet);
    }

    [Fact]
    public async Task A_moment_that_is_no_longer_proposed_shows_the_ones_that_are()
    {
        await using var w = await VisibleAsync();
        await ProposeAsync(w, "2026-11-24");
        var old = await w.OpenAsync(Fatima, Kaarten.Vergelijking);
        await ProposeAsync(w, "2026-11-25");

        var fresh = await w.ShownAsync(old, "dinsdag 24 november om 15.30 uur");

        Assert.True(fresh.Heeft("woensdag 25 november om 15.30 uur"));
        Assert.Null((await w.ZaakAsync()).Gesprek.Afgesproken);
    }

    [Fact]
    public async Task A_duos_second_report_does_not_silently_replace_the_first()
    {
        await using var w = await VisibleAsync(new Proefstage { Mentoren = [Fatima, Noor] });
        var old = await w.ShownAsync(await w.OpenAsync(Noor, Kaarten.Vergelijking), "We hebben gesproken");
        await w.SendAsync(Fatima, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", "Elke week een les."));

        var fresh = await w.ShownAsync(old, "Vastleggen", ("datum", "2026-11-16"), ("tekst", "Twee lessen."));

        Assert.Contains(Changed, fresh.Tekst, StringComparison.Ordinal);
        Assert.Equal("Twee lessen.", fresh.Inputs["tekst"]);
        Assert.Equal("Elke week een les.", (await w.ZaakAsync()).Gesprek.Verslag!.Afspraken);
    }

    [Fact]
    public async Task Agreeing_with_a_report_that_changed_shows_the_new_one()
    {
        await using var w = await VisibleAsync();
        await w.SendAsync(Fatima, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", "Elke week een les."));
        var old = await w.OpenAsync(Gijs, Kaarten.Vergelijking);
        w.Clock.Advance(TimeSpan.FromMinutes(1));
        await w.SendAsync(Fatima, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", "Elke week twee lessen."));

        var fresh = await w.ShownAsync(old, "Akkoord");

        Assert.Contains("Elke week twee lessen.", fresh.Tekst, StringComparison.Ordinal);
        Assert.Null((await w.ZaakAsync()).Gesprek.Akkoord);
        Assert.Contains("Gijs is akkoord", (await w.ShownAsync(fresh, "Akkoord")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leervragen_typed_on_an_old_card_are_asked_again()
    {
        await using var w = await Wereld.StartAsync();
        var old = await w.OpenAsync(Gijs, Kaarten.Leervragen);
        await w.SendAsync(Gijs, "tussenevaluatie.leervragen", ("zaak", Wereld.ZaakId), ("v1", "Op mijn telefoon"));

        var fresh = await w.ShownAsync(old, "Bewaren", ("v1", "Op de laptop"));

        Assert.Contains(Changed, fresh.Tekst, StringComparison.Ordinal);
        Assert.Equal("Op de laptop", fresh.Inputs["v1"]);
        Assert.Equal(["Op mijn telefoon"], (await w.ZaakAsync()).Leervragen);
    }

    [Fact]
    public async Task A_second_extension_needs_a_look_at_the_first_and_a_double_click_is_one()
    {
        await using var w = await Wereld.StartAsync();
        foreach (var (month, day) in new[] { (11, 16), (11, 23), (11, 30), (12, 7), (12, 8) })
        {
            await w.GoToAsync(month, day);
        }

        var old = await w.ShownAsync(await w.OpenAsync(Opleider, Kaarten.TeLaat), "Uitstel tot …");
        await w.ShownAsync(old, "Uitstel geven", ("datum", "2026-12-18"));
        Assert.Contains("vrijdag 18 december", (await w.ShownAsync(old, "Uitstel geven", ("datum", "2026-12-18"))).Tekst, StringComparison.Ordinal);

        var fresh = await w.ShownAsync(old, "Uitstel geven", ("datum", "2026-12-15"));

        Assert.Contains(Changed, fresh.Tekst, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 12, 18), (await w.ZaakAsync()).Deadline);
    }

    private static async Task<Wereld> VisibleAsync(Proefstage? stage = null)
    {
        var w = await Wereld.StartAsync(stage);
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima);
        await w.HandInAsync(Gijs);
        return w;
    }

    private static async Task ProposeAsync(Wereld w, string day) =>
        await w.SendAsync(Gijs, "tussenevaluatie.momenten.stuur", ("zaak", Wereld.ZaakId), ("d1", day), ("t1", "15:30"));
}
