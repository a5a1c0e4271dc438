using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Bot.Tussenevaluaties.Paginas;

namespace Isop.Bot.Agenda;

/// <summary>The card with which somebody puts one appointment in a calendar of her own.</summary>
internal sealed class AfspraakKaart(PaginaAdres adres)
{
    /// <param name="action">Who asks, and through which door.</param>
    /// <param name="kop">The line above the title.</param>
    /// <param name="uid">The appointment.</param>
    /// <param name="vernieuwing">The card it takes the place of.</param>
    /// <param name="terug">Goes back to that card.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<RenderedCard> MaakAsync(CardAction action, string kop, string uid, Vernieuwing vernieuwing, Knop terug, CancellationToken ct)
    {
        var link = await adres.LinkAsync(action.Actor, AgendaEndpoints.PadVan(uid), action.Door, action.Now, ct);
        return Blad.Render(
            new BladView
            {
                Kop = kop, Titel = "In je agenda", Vernieuwing = vernieuwing,
                Alineas = ["Open dit bestand met je agenda. Verandert er iets? Open het dan nog een keer; je agenda vervangt de oude afspraak.", "Alles vanzelf bijgewerkt? Typ agenda en maak je agendalink."],
                Link = link.AbsoluteUri, LinkTitel = "Open de afspraak", Knoppen = [terug],
            },
            "Zet de afspraak in je agenda");
    }
}
