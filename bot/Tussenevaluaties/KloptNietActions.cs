using Isop.Bot.Cards;
using Isop.Core.Meldingen;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>"Klopt dit niet?": the reminders stop and the bureau gets a melding.</summary>
internal sealed class KloptNietActions(Zaken zaken, FormulierActions formulieren, MeldingStore meldingen)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Verb(Verbs.KloptNiet, AskAsync);
        catalog.Verb(Verbs.KloptNietStuur, TellAsync);
    }

    private async ValueTask<CardAnswer> AskAsync(CardAction action, CancellationToken ct) =>
        await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z ? Zaken.Unknown()
        : z.Zijde is null && !z.Behandelt ? Zaken.NotYours()
        : await formulieren.KeepAsync(z, action, ct) is { } fault ? fault
        : new CardAnswer.Show(z.Zaak.Twijfel is null ? VragenCards.KloptNiet(z, Zijwegen.KindOf(action)) : Told(z, Zijwegen.KindOf(action)));

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
        if (z.Zaak.Loopt)
        {
            return await DoubtAsync(z, tekst, action, ct);
        }

        if (z.Zijde is null && !z.Behandelt)
        {
            return Zaken.NotYours();
        }

        if (tekst.Length > MeldingStore.LongestText)
        {
            return new CardAnswer.Say(Weigeringen.Sentence(Weigering.TeLang));
        }

        // No reminders are left to stop, but the bureau may have something to put right. Once a day the same is the same.
        var today = AmsterdamTime.StartOf(AmsterdamTime.DateOf(action.Now));
        await meldingen.AddAsync(action.Actor, z.Zaak.Id, tekst, action.Now, ct, today);
        return new CardAnswer.Show(Told(z, Zijwegen.KindOf(action)));
    }

    private async ValueTask<CardAnswer> DoubtAsync(ZaakView z, string tekst, CardAction action, CancellationToken ct)
    {
        var (after, refused) = await zaken.DoAsync(z, new Opdracht.TrekInTwijfel(action.Actor, tekst), ct);
        if (refused is not null)
        {
            return new CardAnswer.Say(refused);
        }

        // First the case, then the list: pressing again after a crash in between adds the melding that was missed.
        // Who comes second says it in own words, under the own name.
        var own = after.Zaak.Twijfel!.Door == action.Actor;
        await meldingen.AddAsync(action.Actor, z.Zaak.Id, own ? after.Zaak.Twijfel.Reden : tekst, own ? after.Zaak.Twijfel.Op : action.Now, ct);
        return new CardAnswer.Show(Told(after, Zijwegen.KindOf(action)));
    }

    private static RenderedCard Told(ZaakView z, string kind) => FormulierCards.Tell(
        z, "Dank je, we zoeken het uit",
        ["Het onderwijsbureau kijkt ernaar en laat van zich horen. Tot dan krijg je hierover geen herinneringen."],
        kind);
}
