using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>What the opleider sees and can do about a late case: state only, never content.</summary>
internal sealed class TeLaatActions(Zaken zaken)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Kaarten.TeLaat, ComposeAsync);
        catalog.Verb(Verbs.Herinner, (a, ct) => DoAsync(a, new Opdracht.HerinnerNogEens(a.Actor), "Ze krijgen op hun volgende werk- of stagedag nog een herinnering.", ct));
        catalog.Verb(Verbs.Uitstel, Ask(z => VragenCards.Uitstel(z)));
        catalog.Verb(Verbs.UitstelStuur, ExtendAsync);
        catalog.Verb(Verbs.Besproken, Ask(z => VragenCards.Besproken(z)));
        catalog.Verb(Verbs.BesprokenStuur, (a, ct) => DoAsync(a, new Opdracht.MeldBesprokenZonderFormulier(a.Actor, a.Text("tekst") ?? ""), null, ct, (z, reden) => VragenCards.Besproken(z, reden, a.Text("tekst"))));
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest request, CancellationToken ct)
    {
        if (await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is not { } z)
        {
            return null;
        }

        var waits = z.Behandelt && z.Zaak is { Fase: Fase.Open, Verloop.TeLaatGemeld: true, Twijfel: null };
        if (!waits && request.Occasion.Length > 0)
        {
            return null;
        }

        return new ComposedCard
        {
            Card = Card(z, null),
            Title = "Tussenevaluatie te laat",
            Detail = z.Behandelt ? $"{z.StudentVoluit} · wacht op {Missing(z)}" : "",
            About = z.Zaak.Deelnemers.Student,
            Deadline = z.Zaak.Deadline,
            IsTask = waits,
        };
    }

    private static RenderedCard Card(ZaakView z, string? done)
    {
        if (!z.Behandelt)
        {
            return FormulierCards.Tell(z, "Niet (meer) bij jou", ["Een ander handelt deze late tussenevaluatie af."], Kaarten.TeLaat);
        }

        IReadOnlyList<string> alineas = z.Zaak switch
        {
            { Gesprek.ZonderFormulier: { } reden } => [$"Afgesloten als besproken zonder formulier: {FormulierCards.Shorten(reden, GesprekTekst.Langste)}"],
            { Fase: not Fase.Open } => ["Deze tussenevaluatie is niet meer te laat. Je hoeft niets te doen."],
            { Verloop: { Uitgesteld: true, TeLaatGemeld: false } } => [$"Uitstel tot en met {z.Deadline}. Op de dag zelf krijgen ze nog één herinnering."],
            _ => [$"De einddatum was {z.Deadline}. We wachten op {Missing(z)}.",
                .. z.Zaak.Twijfel is null ? Array.Empty<string>() : ["Er is gemeld dat hier iets niet klopt. Het onderwijsbureau zoekt het uit; tot dan herinneren we niemand."],
                .. done is not null ? [done] : IsReminded(z) ? ["Vandaag is er al een herinnering gevraagd."] : Array.Empty<string>()],
        };
        var open = z.Zaak is { Fase: Fase.Open, Verloop.TeLaatGemeld: true };
        return FormulierCards.Tell(
            z, "Tussenevaluatie te laat", alineas, Kaarten.TeLaat,
            !open ? [Zijwegen.Taken] :
            [
                .. IsReminded(z) ? Array.Empty<Knop>() : [Knop.Primary("Herinner nog eens", Verbs.Herinner, ("zaak", z.Zaak.Id), z.Stand)],
                Knop.Of("Uitstel tot …", Verbs.Uitstel, ("zaak", z.Zaak.Id)),
                Knop.Of("Besproken zonder formulier", Verbs.Besproken, ("zaak", z.Zaak.Id)),
                .. IsReminded(z) ? [Zijwegen.Taken] : Array.Empty<Knop>(),
            ],
            asks: open && z.Zaak.Twijfel is null);
    }

    private static string Missing(ZaakView z) => Dutch.List([.. Tussenevaluatie.Missing(z.Zaak).Select(z.Voluit)]);

    private static bool IsReminded(ZaakView z) => z.Zaak.Verloop.LaatstHerinnerd == AmsterdamTime.DateOf(z.Now);

    private HandleAction Ask(Func<ZaakView, RenderedCard> card) => async (action, ct) =>
        await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z ? Zaken.Unknown()
        : !z.Behandelt ? Zaken.NotYours()
        : new CardAnswer.Show(z.Zaak.Fase == Fase.Open ? card(z) : Card(z, null));

    private async ValueTask<CardAnswer> ExtendAsync(CardAction action, CancellationToken ct) =>
        DateOnly.TryParseExact(action.Text("datum"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var tot)
            ? await DoAsync(action, new Opdracht.GeefUitstel(action.Actor, tot), null, ct, (z, reden) => VragenCards.Uitstel(z, reden, action.Text("datum")))
            : new CardAnswer.Say("Kies een datum.");

    /// <param name="action">The button.</param>
    /// <param name="opdracht">What it asks.</param>
    /// <param name="said">What the card says when it is done.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="again">The question once more, with what was filled in, when the case changed since; else the case as it is.</param>
    private async ValueTask<CardAnswer> DoAsync(
        CardAction action, Opdracht opdracht, string? said, CancellationToken ct, Func<ZaakView, string?, RenderedCard>? again = null)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        var done = await zaken.DoAsync(z, opdracht, ct, Zaken.Gezien(action));
        return done.IsOud ? new CardAnswer.Show(again is not null ? again(done.View, done.Refused) : Card(done.View, done.Refused))
            : done.Refused is { } refused ? new CardAnswer.Say(refused)
            : new CardAnswer.Show(Card(done.View, said));
    }
}
