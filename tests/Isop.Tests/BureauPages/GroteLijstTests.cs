using System.Globalization;
using Isop.Bot.Bureau;
using Isop.Bot.Certificaten.Bevoegdheden;
using Isop.Bot.StageEvaluaties.Beheer;
using Isop.Core.Register;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

/// <summary>Where there is more to choose from than somebody can look through, something else comes first.</summary>
public sealed class GroteLijstTests : IAsyncLifetime
{
    private BureauHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        var register = new Proefregister().Plus("besturen", "B2;Stichting Groot");
        for (var n = 0; n <= Keuzelijst.Meeste; n++)
        {
            var number = n.ToString("D3", CultureInfo.InvariantCulture);
            register.Plus("organisaties", $"G{number};Grote school {number};B2;school;Ulft;7071 AA;midden;ja;;nee;ja")
                .Plus("personen", $"o{number}@groot.example;Opleider {number};Opleider;;bureau").Plus("rollen", $"o{number}@groot.example;schoolopleider;G{number};B2;2026-08-01;");
        }

        _host = await BureauHost.WithRegisterAsync(register);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_organisation_is_chosen_after_its_board_and_what_was_chosen_stays()
    {
        using var device = _host.NewDevice();
        Assert.Equal(["alle, kies eerst een bestuur"], await OptionsAsync("/bureau/voortgang"));
        Assert.Equal(["alle organisaties", "De Esdoorn", "De Linde"], await OptionsAsync("/bureau/voortgang?bestuur=B1"));
        Assert.Equal(["alle, kies eerst een bestuur", "De Linde"], await OptionsAsync("/bureau/voortgang?organisatie=O1"));

        async Task<IEnumerable<string>> OptionsAsync(string path) => (await device.OpenAsync(path)).QuerySelectorAll("select[name=organisatie] option").Select(o => o.TextContent);
    }

    [Fact]
    public async Task An_older_report_is_added_to_an_organisation_of_a_board_that_is_chosen_first()
    {
        using var device = _host.NewDevice();
        var all = await device.OpenAsync(BeheerEndpoints.Path);
        Assert.Null(all.QuerySelector("select[name=eenheid]"));
        Assert.NotNull(all.QuerySelector("select[name=bestuur]"));
        var board = await device.OpenAsync($"{BeheerEndpoints.Path}?bestuur=B1");
        Assert.Equal(2, board.QuerySelectorAll("select[name=eenheid] option").Length);
    }

    [Fact]
    public async Task Who_was_at_a_kalibreersessie_is_searched_for_when_there_are_many()
    {
        using var device = _host.NewDevice();
        var all = await device.OpenAsync(BevoegdheidEndpoints.SessiePath);
        Assert.Empty(all.QuerySelectorAll("input[name=wie]"));
        Assert.Contains("Zoek eerst wie erbij was", all.MainText(), StringComparison.Ordinal);
        Assert.Equal(10, (await device.OpenAsync($"{BevoegdheidEndpoints.SessiePath}?naam=opleider+01")).QuerySelectorAll("input[name=wie]").Length);
    }

    [Fact]
    public async Task Names_are_in_the_order_in_which_a_dutch_list_has_them()
    {
        var register = await _host.Registers.CurrentAsync(TestContext.Current.CancellationToken);
        string[] names = ["Örs", "ors", "Zeger", "İpek", "ipek", "", "Ánna", "anna B", "De Vries", "de vries", "van Dam"];
        Assert.Equal(names.OrderBy(n => n, BureauText.Names), BureauText.OpNaam(names, n => n));
        Assert.Equal(register.Data.Personen.OrderBy(p => p.Naam, BureauText.Names).Select(p => p.Naam), Namenlijst.Van(register).Zoek("").Select(p => p.Naam));
        Assert.Same(Namenlijst.Van(register), Namenlijst.Van(register));
    }
}
