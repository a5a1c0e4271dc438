using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Agenda;
using Isop.Core.Time;

namespace Isop.Bot.Agenda;

/// <summary>"agenda": the next appointments, and the way to the page with the agendalink.</summary>
internal sealed class AgendaCommand(Persoonsagenda agenda, PaginaAdres adres)
{
    private const int Most = 6;

    private static readonly CardTemplate Template = CardTemplate.Load("Agenda/agenda");

    public void Map(CardCatalog catalog) => catalog.Command(Woorden.Agenda, ChatActions.Briefly(ShowAsync));

    /// <summary>Pure.</summary>
    public static RenderedCard Card(IReadOnlyList<Afspraak> afspraken, Uri link)
    {
        var view = new AgendaView
        {
            Kop = "ISOP · agenda",
            Titel = "Je afspraken",
            Afspraken = [.. afspraken.Take(Most).Select(a => new AfspraakView(a.Titel, AgendaScreen.When(a), a.Plaats))],
            Meer = afspraken.Count == 0 ? "Er staan geen afspraken klaar."
                : afspraken.Count > Most ? $"En nog {Dutch.Count(afspraken.Count - Most, "afspraak", "afspraken")} daarna."
                : null,
            Uitleg = "Wil je ze in je eigen agenda? Op je agendapagina maak je een link die je agenda-app volgt. Daar kun je die ook weer intrekken.",
            Link = link.AbsoluteUri,
            Knoppen = [Chatknop.Of("Mijn planning", Woorden.Planning)],
        };
        return Template.Render(view, CardJson.Default.AgendaView, "Je afspraken");
    }

    private async ValueTask<CardAnswer> ShowAsync(ChatCommand command, CancellationToken cancellationToken)
    {
        var today = AmsterdamTime.DateOf(command.Now);
        var ahead = await agenda.ReadAsync(command.Actor, today, today.AddDays(Persoonsagenda.Vooruit), cancellationToken);
        var link = await adres.LinkAsync(command.Actor, AgendaEndpoints.Pagina, command.Door, command.Now, cancellationToken);
        return new CardAnswer.Show(Card([.. ahead.Where(a => !a.Vervallen)], link));
    }
}

/// <summary>What the card of the command is filled with.</summary>
public sealed record AgendaView
{
    public required string Kop { get; init; }
    public required string Titel { get; init; }
    public required IReadOnlyList<AfspraakView> Afspraken { get; init; }
    public string? Meer { get; init; }
    public required string Uitleg { get; init; }
    public required string Link { get; init; }
    public IReadOnlyList<Knop> Knoppen { get; init; } = [];
}

public sealed record AfspraakView(string Titel, string Wanneer, string? Plaats);
