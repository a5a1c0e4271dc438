using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Isop.Core;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>What is counted and published is read back as it was written.</summary>
public sealed class UitgaveJsonTests
{
    [Fact]
    public void Counts_a_release_and_the_ledger_come_back_the_same()
    {
        HashSet<Type> punten = [];
        for (var seed = 1; seed <= 40; seed++)
        {
            var wereld = Proefwereld.Maak(seed, eenheden: 10, jaren: 4, perJaar: seed % 2 == 0 ? 40 : 8, minste: 2, respons: 0.5);
            foreach (var jaar in wereld.Uitgaven(new Vrijgaveregels()))
            {
                var back = Same(jaar, CoreJson.Default.Jaaruitgave);
                Assert.Equal(JaarrondeTests.Numbers(jaar), JaarrondeTests.Numbers(back));
                Same(jaar.Grootboek.Uitgaven.ToList(), CoreJson.Default.ListUitgave);
                foreach (var rapport in jaar.Eenheden.Values.Concat(jaar.Besturen.Values).Concat(jaar.Opleidingen.Values))
                {
                    punten.UnionWith(Same(rapport, CoreJson.Default.Rapport).Punten.Select(p => p.GetType()));
                }
            }

            wereld.Tellingen.ForEach(t => Same(t, CoreJson.Default.Celtelling));
            wereld.Opleidingen.ForEach(t => Same(t, CoreJson.Default.Opleidingtelling));
        }

        Assert.Equal(4, punten.Count);
    }

    [Fact]
    public void A_year_is_released_from_what_was_read_back()
    {
        var wereld = Proefwereld.Maak(2, eenheden: 10, jaren: 4, perJaar: 40, minste: 5, respons: 0.6);
        var last = wereld.Uitgaven(new Vrijgaveregels()).Last();
        var ledger = new Grootboek(Same(last.Grootboek.Uitgaven.ToList(), CoreJson.Default.ListUitgave));
        var again = Jaarronde.Maak(
            last.Studiejaar, [.. wereld.Tellingen.Select(t => Same(t, CoreJson.Default.Celtelling))],
            [.. wereld.Opleidingen.Select(t => Same(t, CoreJson.Default.Opleidingtelling))], [new Rapportitem(Proefwereld.Item, false)], ledger, new Vrijgaveregels());
        Assert.Equal(JsonSerializer.Serialize(last, CoreJson.Default.Jaaruitgave), JsonSerializer.Serialize(again, CoreJson.Default.Jaaruitgave));
    }

    [Fact]
    public void What_follows_from_the_counts_is_not_written()
    {
        var json = JsonSerializer.Serialize(
            new Rapport
            {
                Studiejaar = "2026-2027", Respons = null, LageRespons = false,
                Punten =
                [
                    new Punt.Toon { Item = "a", Cijfer = new Cijfer { Stappen = [1, 4], GeenMening = 0, Personen = 5, Delen = [new Deel("e", "2026-2027", "2026-2027")] } },
                    new Punt.Verborgen { Item = "b", Reden = new Verborgenreden.TeWeinigPersonen(null) },
                ],
            },
            CoreJson.Default.Rapport);
        Assert.Equal(
            """{"studiejaar":"2026-2027","punten":[{"soort":"toon","cijfer":{"stappen":[1,4],"geenMening":0,"personen":5,"delen":[{"eenheid":"e","van":"2026-2027","tot":"2026-2027"}]},"item":"a"},{"soort":"verborgen","reden":{"soort":"te-weinig-personen"},"item":"b"}],"respons":null,"lageRespons":false,"zonder":{}}""",
            json);
    }

    private static T Same<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.Serialize(value, type);
        var back = JsonSerializer.Deserialize(json, type)!;
        Assert.Equal(json, JsonSerializer.Serialize(back, type));
        return back;
    }
}
