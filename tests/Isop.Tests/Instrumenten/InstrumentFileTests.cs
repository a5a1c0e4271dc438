using System.Text;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Tests.Storage;

namespace Isop.Tests.Instrumenten;

public sealed class InstrumentFileTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_default_can_be_downloaded_and_brought_back_as_the_institutes_own()
    {
        await using var store = TestStores.Memory();
        var instruments = new InstrumentStore(store);

        foreach (var instrument in InstrumentCatalog.Defaults.Applied)
        {
            using var file = new MemoryStream(InstrumentFile.NextVersion(InstrumentCatalog.Defaults, instrument));
            var ready = Assert.IsType<InstrumentPreview.Ready>(await instruments.PreviewAsync(file, Ct));

            Assert.Equal(instrument.Ref(), ready.Verschil.TenOpzichteVan);
            Assert.Empty(ready.Verschil.Toegevoegd.Concat(ready.Verschil.Vervallen));
            Assert.Empty(ready.Verschil.Gewijzigd);
            Assert.Empty(ready.Verschil.Overig);
            Assert.IsType<InstrumentApplied.Done>(await instruments.ApplyAsync(ready.Kenmerk, "bureau", DateTimeOffset.UnixEpoch, Ct));
        }

        var current = await instruments.CurrentAsync(Ct);
        Assert.All(Enumerable.Range(1, 4), leerjaar => Assert.False(current.For(Opleiding.Parse("zij-instroom"), leerjaar)?.Standaard));
    }

    [Fact]
    public void An_own_instrument_gets_the_next_version_and_stays_readable()
    {
        var own = Instruments.Klein() with { Versie = 6, Naam = "Proef ‘één’" };
        var text = Text(InstrumentCatalog.Defaults.With([own]), own);

        Assert.Contains("\"versie\": 7", text, StringComparison.Ordinal);
        Assert.Contains("Proef ‘één’", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_was_replaced_before_gets_the_version_after_the_institutes_own()
    {
        var standaard = InstrumentCatalog.Defaults.Latest("standaard-pabo-1")!;
        var own = standaard with { Id = "pabo-1", Versie = 3, Standaard = false };

        Assert.Contains("\"versie\": 4", Text(InstrumentCatalog.Defaults.With([own]), standaard), StringComparison.Ordinal);
    }

    private static string Text(InstrumentCatalog catalog, Instrument instrument) => Encoding.UTF8.GetString(InstrumentFile.NextVersion(catalog, instrument));
}
