using Isop.Bot.Cards;
using Isop.Core.Meldingen;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>"Klopt dit niet?": the reminders stop and the bureau gets a melding.</summary>
internal sealed class KloptNietActions(Zaken zaken, MeldingStore meldingen)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Verb(Verbs.KloptNiet, AskAsync);
        catalog.Verb(Verbs.KloptNietStuur, TellAsync);
    }

    private async ValueTask<CardAnswer> AskAsync(CardAction action, CancellationToken ct) =>
        await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z ? Zaken.Unknown()
        : z.Zijde is null ? Zaken.NotYours()
        : z.Zaak.Twijfel is not null ? new CardAnswer.Show(Told(z))
        : new CardAnswer.Show(VragenCards.KloptNiet(z));

    private async ValueTask<CardAnswer> TellAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (action.Text("keuze") is not { Length: > 0 and <= 100 } keuze)
        {
            return new CardAnswer.Say("Kies eerst wat er aan de hand is.");
        }

        var tekst = action.Text("tekst") is { Length: > 0 } toelichting ? $"{keuze}. {toelichting.Trim()}" : keuze;
        var (after, refused) = await zaken.DoAsync(z, new Opdracht.TrekInTwijfel(action.Actor, tekst), ct);
        if (refused is not null)
        {
            return new CardAnswer.Say(refused);
        }

        // First the case, then the list: pressing again after a crash in between adds the melding that was missed.
        // Who comes second says it in own words, under the own name.
        var own = after.Zaak.Twijfel!.Door == action.Actor;
        await meldingen.AddAsync(action.Actor, z.Zaak.Id, own ? after.Zaak.Twijfel.Reden : tekst, own ? after.Zaak.Twijfel.Op : action.Now, ct);
        return new CardAnswer.Show(Told(after));
    }

    private static RenderedCard Told(ZaakView z) => FormulierCards.Tell(
        z, "Dank je, we zoeken het uit",
        ["Het onderwijsbureau kijkt ernaar en laat van zich horen. Tot dan krijg je hierover geen herinneringen."],
        Kaarten.Formulier);
}
