using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>The word "bevoegdheid": whether you may assess, and what that rests on. Only ever one's own.</summary>
internal sealed class BevoegdheidCommand(BevoegdheidStore store, RegisterStore registers)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Kind(BevoegdheidCards.Eigen, ComposeAsync);
        catalog.Command(Woorden.Bevoegdheid, ChatActions.Briefly(async (command, ct) => await FindAsync(command.Actor, command.Now, ct) is { } card
            ? new CardAnswer.Show(card)
            : new CardAnswer.Say("Dit woord is voor opleiders en praktijkbeoordelaars. Ben je dat wel? Vraag het onderwijsbureau om je rol na te kijken.")));
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct) =>
        r.Case == r.Person.ToString() && await FindAsync(r.Person, r.Now, ct) is { } card
            ? new ComposedCard { Card = card, Title = "Mag je beoordelen?", Detail = card.Summary, IsTask = false }
            : null;

    /// <summary>Null for who is in none of the roles.</summary>
    private async ValueTask<RenderedCard?> FindAsync(PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
        if (Beoordelaarskring.Van(register, person, today).Count == 0)
        {
            return null;
        }

        var dossier = await store.VanAsync(person, ct);
        return BevoegdheidCards.Kaart(person, dossier, Beoordelaar.Op(dossier, today, register.Kalender), register.Kalender);
    }
}
