using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>The receipt in the inbox grows into the comparison and leaves with it.</summary>
public sealed class OntvangstTests
{
    [Fact]
    public async Task It_goes_sixty_days_after_the_gesprek()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima);
        Assert.Contains("Ingediend", (await w.OpenAsync(Fatima, Kaarten.Ontvangst, "ingediend")).Tekst, StringComparison.Ordinal);
        await w.HandInAsync(Gijs);
        Assert.Contains("Beide ingevuld", (await w.OpenAsync(Fatima, Kaarten.Ontvangst, "ingediend")).Tekst, StringComparison.Ordinal);
        await w.SendAsync(Fatima, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", "Elke week een les."));
        await w.SendAsync(Gijs, "tussenevaluatie.akkoord", ("zaak", Wereld.ZaakId));

        w.Clock.Advance(TimeSpan.FromDays(60) - TimeSpan.FromTicks(1));
        Assert.NotNull(await w.ComposeAsync(Fatima, Kaarten.Ontvangst, "ingediend"));
        w.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await w.ComposeAsync(Fatima, Kaarten.Ontvangst, "ingediend"));
    }

    [Fact]
    public async Task It_goes_when_the_case_ends_without_a_gesprek()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima);
        await w.RegisterAsync(new Proefstage { Gestopt = new DateOnly(2026, 11, 16) }.Register);

        Assert.Null(await w.ComposeAsync(Fatima, Kaarten.Ontvangst, "ingediend"));
    }
}
