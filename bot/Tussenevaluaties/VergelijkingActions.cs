using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>Makes the address at which this person, on whatever device, reads a page of a case; <paramref name="path"/> is the page's own.</summary>
public delegate ValueTask<Uri> PaginaLink(PersonId person, string path, Door door, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>From both forms visible to four weeks after the gesprek.</summary>
internal sealed class VergelijkingActions(Zaken zaken, IOptions<LeesrechtOptions> leesrecht, PaginaLink link)
{
    /// <summary>How long the comparison stays in the inbox after the gesprek; the student prints it for the portfolio.</summary>
    private static readonly TimeSpan Readable = TimeSpan.FromDays(60);

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Kaarten.Vergelijking, ComposeAsync);
        catalog.Kind(Kaarten.Terugblik, ComposeTerugblikAsync);
        catalog.Kind(Kaarten.Vrijgave, ComposeVrijgaveAsync);
        catalog.Verb(Verbs.Momenten, Ask(z => VragenCards.Momenten(z)));
        catalog.Verb(Verbs.MomentenStuur, ProposeAsync);
        catalog.Verb(Verbs.Kies, ChooseAsync);
        catalog.Verb(Verbs.KanNiet, Ask(z => VragenCards.KanNiet(z)));
        catalog.Verb(Verbs.KanNietStuur, (a, ct) => DoAsync(a, new Opdracht.KanOpGeenMoment(a.Actor, a.Text("tekst") ?? ""), ct, (z, reden) => VragenCards.KanNiet(z, reden, a.Text("tekst"))));
        catalog.Verb(Verbs.Vastleggen, Ask(z => VragenCards.Vastleggen(z)));
        catalog.Verb(Verbs.VastleggenStuur, RecordAsync);
        catalog.Verb(Verbs.Akkoord, AgreeAsync);
        catalog.Verb(Verbs.Terugblik, LookBackAsync);
        catalog.Verb(Verbs.Vrijgeven, (a, ct) => DoAsync(a, new Opdracht.GeefVrij(a.Actor), ct));
        catalog.Verb(Verbs.Bewaar, KeepAsync);
        catalog.Verb(Verbs.Mijn, ReadOwnAsync);
    }

    /// <summary>The card in answer to what this person just pressed: who reads the comparison there has opened it.</summary>
    public async ValueTask<RenderedCard> CardAsync(ZaakView z, string? melding, CancellationToken ct)
    {
        await KeepOpenedAsync(z, ct);
        return await RenderAsync(z, melding, ct);
    }

    /// <summary>Keeps that this person opened the comparison, when there is one to read.</summary>
    public async ValueTask KeepOpenedAsync(ZaakView z, CancellationToken ct)
    {
        if (z.Instrument is not null)
        {
            await zaken.Store.KeepOpenedAsync(z.Zaak, z.Lezer, leesrecht.Value, z.Now, ct);
        }
    }

    /// <summary>The comparison for who may read it; for others what they may know. To be sent or to be shown.</summary>
    public async ValueTask<RenderedCard> RenderAsync(ZaakView z, string? melding, CancellationToken ct)
    {
        if (z.Instrument is not null && await zaken.Store.ReadVergelijkingAsync(z.Zaak, z.Lezer, leesrecht.Value, ct) is { } ingevuld)
        {
            return VergelijkingCards.Compare(z, ingevuld, melding);
        }

        return z.Zaak switch
        {
            _ when Leesrechten.Of(z.Zaak, z.Lezer, leesrecht.Value) == Leesrecht.Afspraken =>
                FormulierCards.Tell(z, "De afspraken", GesprekTekst.Lines(z), Kaarten.Vergelijking),
            { Gesprek.ZonderFormulier: not null } when z.Zijde is not null =>
                FormulierCards.Tell(z, "Afgesloten zonder formulier", GesprekTekst.Lines(z), Kaarten.Vergelijking),
            { Fase: Fase.Vervallen } => FormulierCards.Tell(z, "Niet meer nodig", ["Deze stage is gestopt of voorbij."], Kaarten.Vergelijking),
            _ => FormulierCards.Tell(z, "Nog niet te lezen", ["Je kunt dit lezen zodra het voor jou zichtbaar is."], Kaarten.Vergelijking),
        };
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest request, CancellationToken ct)
    {
        if (await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is not { } z)
        {
            return null;
        }

        var waits = Waits(z);
        var tells = request.Occasion is "vrijgegeven"
            || request.Occasion is "zichtbaar" && z.Zaak.Gesprek is { Voorstellen.Count: 0, Verslag: null }
            || request.Occasion.StartsWith("overgenomen", StringComparison.Ordinal)
            || request.Occasion.StartsWith("afgesproken", StringComparison.Ordinal) && z.Zaak.Gesprek is { Afgesproken: not null, Verslag: null };
        var stays = request.Shown && z.Zijde is not null && z.Zaak.Gesprek.Verslag is not null && IsReadable(z);
        if (request.Occasion.Length > 0 && !stays && (z.Zijde is null || !z.Zaak.Loopt || !(waits || tells)))
        {
            return null;
        }

        return new ComposedCard
        {
            Card = await RenderAsync(z, null, ct),
            WhenRead = token => KeepOpenedAsync(z, token),
            Title = z.Zaak.Gesprek.Verslag is null ? "Beide ingevuld, nu zichtbaar" : "Gesprek vastgelegd",
            Detail = z.Zijde == Zijde.Student ? $"met {z.Mentoren}" : z.StudentVoluit,
            About = z.Zaak.Deelnemers.Student,
            IsTask = waits,
        };
    }

    /// <summary>Whether something waits for this reader: moments to propose, to choose, a gesprek to record or to agree with.</summary>
    public static bool Waits(ZaakView z) => (z.Zaak.Fase, z.Zijde, z.Zaak.Gesprek) switch
    {
        _ when z.Zaak.Twijfel is not null => false,
        (Fase.Zichtbaar, Zijde.Student, { Voorstellen.Count: 0 } or { KanNiet: not null }) => true,
        (Fase.Zichtbaar, Zijde.Mentor, { Voorstellen.Count: > 0, Afgesproken: null, KanNiet: null }) => true,
        (Fase.Zichtbaar, not null, { Afgesproken: { } moment }) => moment <= Core.Time.AmsterdamTime.WallTimeOf(z.Now),
        (Fase.Besproken, { } zijde, { Verslag: { } v, Akkoord: null }) => z.Zaak.ZijdeVan(v) != zijde,
        _ => false,
    };

    /// <summary>Whether the case still belongs in an inbox: until some time after its gesprek.</summary>
    public static bool IsReadable(ZaakView z) => z.Zaak.Gesprek.Verslag is { } verslag ? z.Now < verslag.Op + Readable : z.Zaak.Loopt;

    /// <summary>Whether the reader handed in and, the deadline past, may show it to the other who did not.</summary>
    public static bool MayShow(ZaakView z) =>
        StandTekst.IsLate(z) && z is { Zijde: { } zijde, Zaak.Verloop.TeLaatGemeld: true } && z.Zaak.InzendingVan(zijde)?.Auteur == z.Lezer;

    private async ValueTask<ComposedCard?> ComposeTerugblikAsync(CardRequest request, CancellationToken ct)
    {
        if (await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is not { Zijde: not null, Zaak.Gesprek.Verslag: not null } z)
        {
            return null;
        }

        var waits = z.Zaak.Twijfel is null && z.Zaak.Gesprek.Terugblikken.All(t => t.Van != request.Person);
        if (!waits && request.Occasion.Length > 0)
        {
            return null;
        }

        return new ComposedCard
        {
            Card = waits ? VragenCards.Terugblik(z) : await RenderAsync(z, null, ct),
            WhenRead = waits ? null : token => KeepOpenedAsync(z, token),
            Title = "Hoe staat het met jullie afspraak?",
            Detail = z.Zijde == Zijde.Student ? $"met {z.Mentoren}" : z.StudentVoluit,
            About = z.Zaak.Deelnemers.Student,
            IsTask = waits,
        };
    }

    private async ValueTask<ComposedCard?> ComposeVrijgaveAsync(CardRequest request, CancellationToken ct)
    {
        if (await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is not { Zijde: not null } z)
        {
            return null;
        }

        if (!MayShow(z))
        {
            return request.Occasion.Length > 0 ? null : Composed(await RenderAsync(z, null, ct), false) with { WhenRead = token => KeepOpenedAsync(z, token) };
        }

        var card = FormulierCards.Tell(
            z, $"{z.Ander} {z.DeAnder("heeft", "hebben")} niet ingevuld",
            [
                $"De einddatum is voorbij. Jouw formulier blijft dicht, tenzij jij het laat zien. Dan {z.DeAnder("kan", "kunnen")} {z.Ander} niet meer los van jou invullen.",
                "Je mag ook wachten: de opleider weet ervan.",
            ],
            Kaarten.Vrijgave,
            [
                Knop.Primary("Laat mijn formulier zien", Verbs.Vrijgeven, ("zaak", z.Zaak.Id), z.Stand),
                Knop.Of("Mijn antwoorden lezen", Verbs.Mijn, ("zaak", z.Zaak.Id)),
            ],
            asks: true);
        return Composed(card, true);

        ComposedCard Composed(RenderedCard rendered, bool task) => new()
        {
            Card = rendered,
            Title = "Jouw formulier laten zien?",
            Detail = z.Zijde == Zijde.Student ? $"aan {z.Mentoren}" : z.StudentVoluit,
            About = z.Zaak.Deelnemers.Student,
            IsTask = task,
        };
    }

    private HandleAction Ask(Func<ZaakView, RenderedCard> card) => async (action, ct) =>
        await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z ? Zaken.Unknown()
        : z.Zijde is null ? Zaken.NotYours()
        : new CardAnswer.Show(z.Zaak.Fase is Fase.Zichtbaar or Fase.Besproken ? card(z) : await CardAsync(z, null, ct));

    private async ValueTask<CardAnswer> ProposeAsync(CardAction action, CancellationToken ct)
    {
        List<DateTime> momenten = [];
        for (var i = 1; i <= Tussenevaluatie.HoogsteAantalMomenten; i++)
        {
            if (action.Text($"d{i}") is { Length: > 0 } datum)
            {
                if (!DateOnly.TryParseExact(datum, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    || !TimeOnly.TryParseExact(action.Text($"t{i}"), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                {
                    return new CardAnswer.Say("Vul bij elk moment een datum en een tijd in, bijvoorbeeld 15:30.");
                }

                momenten.Add(day.ToDateTime(time));
            }
        }

        return await DoAsync(action, new Opdracht.StelMomentenVoor(action.Actor, momenten), ct, (z, reden) => VragenCards.Momenten(z, reden, action.Text));
    }

    private async ValueTask<CardAnswer> ChooseAsync(CardAction action, CancellationToken ct) =>
        DateTime.TryParseExact(action.Text("moment"), "s", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? await DoAsync(action, new Opdracht.KiesMoment(action.Actor, moment), ct)
            : new CardAnswer.Say(Weigeringen.Sentence(Weigering.MomentBestaatNiet));

    private async ValueTask<CardAnswer> RecordAsync(CardAction action, CancellationToken ct) =>
        DateOnly.TryParseExact(action.Text("datum"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var datum)
            ? await DoAsync(action, new Opdracht.LegGesprekVast(action.Actor, datum, action.Text("tekst") ?? ""), ct,
                (z, reden) => VragenCards.Vastleggen(z, action.Text("datum"), action.Text("tekst"), reden))
            : new CardAnswer.Say("Vul in op welke dag jullie elkaar spraken.");

    /// <summary>Agrees to the text that stood on the card, not to one that was written since.</summary>
    private async ValueTask<CardAnswer> AgreeAsync(CardAction action, CancellationToken ct) => await DoAsync(
        action,
        new Opdracht.GaAkkoord(action.Actor, DateTimeOffset.TryParseExact(
            action.Text("verslag"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var seen) ? seen : null),
        ct);

    private async ValueTask<CardAnswer> LookBackAsync(CardAction action, CancellationToken ct) => action.Text("keuze") is { Length: > 0 } keuze
        ? await DoAsync(action, new Opdracht.BlikTerug(action.Actor, keuze, action.Text("tekst")), ct)
        : new CardAnswer.Say("Kies eerst hoe het gaat.");

    private async ValueTask<CardAnswer> KeepAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (Leesrechten.Of(z.Zaak, action.Actor, leesrecht.Value) != Leesrecht.Inhoud)
        {
            return Zaken.NotYours();
        }

        var uri = await link(action.Actor, PaginaAdres.Vergelijking(z.Zaak.Id), action.Door, action.Now, ct);
        return new CardAnswer.Show(FormulierCards.TellWithLink(
            z, "Alles lezen of printen",
            ["Op de pagina staan alle antwoorden onder elkaar. Je kunt hem printen of bewaren als pdf voor je portfolio."],
            Kaarten.Vergelijking, "Open de pagina", uri));
    }

    /// <summary>The way to what one filled in oneself, also while the other has not submitted.</summary>
    private async ValueTask<CardAnswer> ReadOwnAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (await zaken.ReadSubmittedAsync(z, ct) is null)
        {
            return Zaken.NotYours();
        }

        var uri = await link(action.Actor, PaginaAdres.Mijn(z.Zaak.Id), action.Door, action.Now, ct);
        return new CardAnswer.Show(FormulierCards.TellWithLink(
            z, "Wat jij hebt ingevuld", ["Op de pagina staan alleen jouw eigen antwoorden. Je kunt hem printen of bewaren als pdf."],
            Kaarten.Formulier, "Open de pagina", uri));
    }

    /// <summary>
    /// Carries out a command; a refusal is a sentence, so that what was typed stays on the card. Who acts on a card that is no longer
    /// so gets the question once more with what was typed, or else the case as it is.
    /// </summary>
    private async ValueTask<CardAnswer> DoAsync(
        CardAction action, Opdracht opdracht, CancellationToken ct, Func<ZaakView, string?, RenderedCard>? again = null)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        var done = await zaken.DoAsync(z, opdracht, ct, Zaken.Gezien(action));
        return done.Refused is { } refused && !done.IsOud ? new CardAnswer.Say(refused)
            : done.IsOud && again is not null ? new CardAnswer.Show(again(done.View, done.Refused))
            : new CardAnswer.Show(await CardAsync(done.View, done.Refused, ct));
    }
}
