using Isop.Core.Instrumenten;
using static Isop.Tests.Instrumenten.Instruments;

namespace Isop.Tests.Instrumenten;

public sealed class WizardTests
{
    [Fact]
    public void Pages_are_model_1_then_leervragen_then_model_2_then_the_overzicht()
    {
        var pages = Wizard.Pages(Klein(), TweeLeervragen);

        Assert.Equal(["Groep voorbereiden", "Groep kinderen", "Leervragen", "Groep houding", "Overzicht"], pages.Select(p => p.Titel));
        Assert.Equal([1, 1, 1, 2, null], pages.Select(p => p.Model?.Nummer));
        Assert.Equal([0, 1, 2, 3, 4], pages.Select(p => p.Index));
        Assert.Equal(["leervraag-1", "leervraag-2"], pages[2].Vragen.Select(v => v.Id));
        Assert.Empty(pages[^1].Vragen);
    }

    [Fact]
    public void Without_leervragen_there_is_no_page_for_them() =>
        Assert.DoesNotContain(Wizard.Pages(Klein(), []), p => p.Soort == PaginaSoort.Leervragen);

    [Fact]
    public void Every_criterium_stands_on_exactly_one_page()
    {
        var instrument = Klein();

        Assert.Equal(instrument.Criteria().Select(c => c.Id), Wizard.Pages(instrument, []).SelectMany(p => p.Vragen).Select(v => v.Id));
    }

    [Fact]
    public void Blank_leervragen_fall_away_and_the_others_are_numbered() =>
        Assert.Equal([new Leervraag("leervraag-1", "Een?"), new Leervraag("leervraag-2", "Twee?")], Leervraag.From([" Een? ", "  ", "Twee?"]));
}
