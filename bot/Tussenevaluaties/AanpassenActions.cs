using Isop.Bot.Cards;
using Isop.Core.Instrumenten;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>Correcting a submitted form after both became visible: page by page, each time a new version that both see as such.</summary>
internal sealed class AanpassenActions(Zaken zaken, VergelijkingActions vergelijkingen)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Verb(Verbs.Aanpassen, PageAsync);
        catalog.Verb(Verbs.AanpassenStuur, SaveAsync);
    }

    private async ValueTask<CardAnswer> PageAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (!MayCorrect(z))
        {
            return new CardAnswer.Show(await vergelijkingen.CardAsync(z, null, ct));
        }

        var page = FormulierActions.TryPage(action.Text("naar"), z, out var to) && z.Paginas[to].Soort != PaginaSoort.Overzicht ? to : 0;
        var own = (await zaken.Store.ReadOwnFormulierAsync(z.Zaak, z.Lezer, ct))!;
        return new CardAnswer.Show(FormulierCards.Page(
            z, own, z.Paginas[page], [], "Wat je hier verandert, ziet de ander als een nieuwe versie.", corrigeert: true,
            alleen: FormulierActions.Alleen(z.Paginas[page], action)));
    }

    private async ValueTask<CardAnswer> SaveAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (!MayCorrect(z) || !FormulierActions.TryPage(action.Text("pagina"), z, out var page))
        {
            return new CardAnswer.Show(await vergelijkingen.CardAsync(z, null, ct));
        }

        var own = (await zaken.Store.ReadOwnFormulierAsync(z.Zaak, z.Lezer, ct))!;
        var given = FormulierActions.Given(z.Paginas[page], action.Data, own.Antwoorden);
        var faults = AntwoordCheck.CheckComplete(z.Instrument!, z.Leervragen, own.Antwoorden.With(given));
        if (faults.Count > 0)
        {
            return new CardAnswer.Say(string.Join(" ", faults.Select(f => f.Reden).Distinct()));
        }

        var seen = FormulierActions.TryNumber(action.Text("revisie"), out var revisie) ? revisie : own.Revisie;
        return await zaken.Store.CorrectAsync(z.Zaak.Id, action.Actor, z.Paginas[page], given, seen, z.Grondslag, action.Now, ct) switch
        {
            Besluit.Geweigerd { Reden: Weigering.FormulierIsVeranderd } => await AgainAsync(z, z.Paginas[page], given, ct),
            Besluit.Geweigerd b => new CardAnswer.Say(Weigeringen.Sentence(b.Reden)),
            Besluit.Gewijzigd b => new CardAnswer.Show(await vergelijkingen.CardAsync(z with { Zaak = b.Zaak }, "Je aanpassing is bewaard als nieuwe versie.", ct)),
            _ => new CardAnswer.Show(await vergelijkingen.CardAsync(z, "Er is niets veranderd.", ct)),
        };
    }

    /// <summary>The page as it is now, with what was typed here and differs.</summary>
    private async ValueTask<CardAnswer> AgainAsync(ZaakView z, Pagina pagina, Dictionary<string, Antwoord> given, CancellationToken ct)
    {
        var own = (await zaken.Store.ReadOwnFormulierAsync(z.Zaak, z.Lezer, ct))!;
        var typed = given.Where(g => own.Antwoorden[g.Key] != g.Value && !g.Value.IsEmpty);
        return new CardAnswer.Show(FormulierCards.Page(z, own, pagina, [], FormulierActions.Clash(z, typed), corrigeert: true));
    }

    private static bool MayCorrect(ZaakView z) =>
        z is { Zaak.Fase: Fase.Zichtbaar or Fase.Besproken, Zijde: { } zijde, Instrument: not null } && z.Zaak.InzendingVan(zijde) is not null;
}
