using Isop.Core.Certificaten.Badges;
using Isop.Tests.Sleutels;

namespace Isop.Tests.Beheer;

/// <summary>sleutel vernieuw, through the same composition as the process.</summary>
public sealed class SleutelCommandTests : IAsyncDisposable
{
    private readonly Opdrachtwereld _wereld = new();

    public ValueTask DisposeAsync() => _wereld.DisposeAsync();

    [Fact]
    public async Task Each_time_there_is_another_key_and_the_old_ones_stay()
    {
        var first = await _wereld.RunAsync("sleutel", "vernieuw");
        var second = await _wereld.RunAsync("sleutel", "vernieuw");
        var keys = await new Sleutelregister(_wereld.Store).AlleAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, "", 0, ""), (first.Code, first.Fouten, second.Code, second.Fouten));
        Assert.Equal(2, keys.Count);
        Assert.All(keys, k => Assert.Contains(k.Kid, first.Uit + second.Uit, StringComparison.Ordinal));
        Assert.Contains("blijft geldig", first.Uit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_a_vault_is_renewed_there()
    {
        var refused = await _wereld.RunAsync("sleutel", "vernieuw", $"--Isop:Certificaten:Sleutel={FakeVault.Key}");

        Assert.Equal((1, ""), (refused.Code, refused.Uit));
        Assert.Contains($"De sleutel staat in een kluis: {FakeVault.Key}.", refused.Fouten, StringComparison.Ordinal);
        Assert.Empty(await new Sleutelregister(_wereld.Store).AlleAsync(TestContext.Current.CancellationToken));
    }
}
