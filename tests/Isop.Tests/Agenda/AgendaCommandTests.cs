using Isop.Bot.Agenda;
using Isop.Bot.Cards;
using Isop.Core.Agenda;
using Isop.Tests.Cards;
using Isop.Tests.Tussenevaluaties;

namespace Isop.Tests.Agenda;

public sealed class AgendaCommandTests
{
    private static readonly Uri Link = new("https://isop.test/l/AAAAAAAAAAAAAAAAAAAAAA");

    [Fact]
    public void Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Agenda", Examples());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await Wereld.StartAsync();
        Assert.Empty(Examples().SelectMany(c => KaartTests.Faults(w, c.Key, c.Value)));
    }

    private static Dictionary<string, RenderedCard> Examples() => new()
    {
        ["agenda-leeg"] = AgendaCommand.Card([], Link),
        ["agenda-vol"] = AgendaCommand.Card([.. Enumerable.Range(0, 9).Select(i => Afspraak(i))], Link),
    };

    private static Afspraak Afspraak(int number) => Proefbron.Bezoek($"bezoek-{number}@isop") with
    {
        Datum = new DateOnly(2026, 11, 26).AddDays(number), Tijd = number % 2 == 0 ? new(new(9, 0), new(9, 45)) : null,
        Plaats = number % 3 == 0 ? null : "De Linde",
    };
}
