using System.Globalization;
using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Core.Instrumenten;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>Filling in: composing the form's card, turning its pages, handing it in.</summary>
internal sealed class FormulierActions(Zaken zaken, VergelijkingActions vergelijkingen)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Kaarten.Formulier, ComposeAsync);
        catalog.Kind(Kaarten.Ontvangst, ComposeReceiptAsync);
        catalog.Verb(Verbs.Blader, TurnAsync);
        catalog.Verb(Verbs.DienIn, HandInAsync);
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest request, CancellationToken ct)
    {
        if (await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is not { } z)
        {
            return null;
        }

        var waits = z.Zijde is { } zijde && z.Zaak is { Fase: Fase.Open, Twijfel: null } && z.Zaak.InzendingVan(zijde) is null;
        var stays = request.Shown && z.Zijde is not null && z.Zaak.Fase == Fase.Open;
        if (!waits && !stays && request.Occasion.Length > 0)
        {
            return null;
        }

        return new ComposedCard
        {
            Card = await CardNowAsync(z, request.Occasion, ct, toSend: true),
            WhenRead = token => KeepOpenedAsync(z, token),
            Title = "Tussenevaluatie invullen",
            Detail = $"{(z.Zijde == Zijde.Student ? "jouw stage" : z.StudentVoluit)} · {StandTekst.Termijn(z)}",
            About = z.Zaak.Deelnemers.Student,
            Deadline = z.Zaak.Deadline,
            IsTask = waits,
        };
    }

    /// <summary>The form's card as it is now, whatever became of the case.</summary>
    private async ValueTask<RenderedCard> CardNowAsync(ZaakView z, string occasion, CancellationToken ct, bool toSend = false)
    {
        if (z.Zijde is not { } zijde)
        {
            return FormulierCards.Tell(z, "Deze tussenevaluatie is niet (meer) van jou", ["Iemand anders begeleidt deze student nu. Je hoeft hier niets te doen."], Kaarten.Formulier);
        }

        return z.Zaak.Fase switch
        {
            Fase.Vervallen => FormulierCards.Tell(z, "Niet meer nodig", ["Deze stage is gestopt of voorbij. Je hoeft hier niets meer te doen."], Kaarten.Formulier),
            Fase.Gepland or Fase.Leervragen => FormulierCards.Tell(z, "Nog even geduld", [$"De tussenevaluatie gaat open op {Core.Time.Dutch.Day(z.Zaak.Opening)}."], Kaarten.Formulier),
            Fase.Open when z.Zaak.InzendingVan(zijde) is not null => FormulierCards.Submitted(z),
            Fase.Open when z.Zaak.Twijfel is not null => FormulierCards.Tell(
                z, "Het onderwijsbureau kijkt ernaar", ["Er is gemeld dat hier iets niet klopt. Je krijgt bericht. Tot dan hoef je niets te doen."], Kaarten.Formulier,
                [Knop.Of("Toch invullen", Verbs.Blader, ("zaak", z.Zaak.Id), ("revisie", "0"), ("pagina", ""), ("naar", "0"))]),
            Fase.Open => FormulierCards.WayIn(z, (await zaken.Store.ReadOwnFormulierAsync(z.Zaak, z.Lezer, ct))!, occasion),
            _ when toSend => await vergelijkingen.RenderAsync(z, null, ct),
            _ => await vergelijkingen.CardAsync(z, null, ct),
        };
    }

    /// <summary>Once both are in, this card is the comparison.</summary>
    private async ValueTask KeepOpenedAsync(ZaakView z, CancellationToken ct)
    {
        if (z is { Zijde: not null, Zaak.Fase: not Fase.Vervallen })
        {
            await vergelijkingen.KeepOpenedAsync(z, ct);
        }
    }

    private async ValueTask<ComposedCard?> ComposeReceiptAsync(CardRequest request, CancellationToken ct) =>
        await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is { Zijde: { } zijde } z && z.Zaak.InzendingVan(zijde) is not null
        && (request.Occasion.Length == 0 || VergelijkingActions.IsReadable(z))
            ? new ComposedCard
            {
                Card = await CardNowAsync(z, "", ct, toSend: true),
                WhenRead = token => KeepOpenedAsync(z, token),
                Title = "Je antwoorden zijn binnen",
                Detail = z.Zijde == Zijde.Student ? "tussenevaluatie" : $"tussenevaluatie van {z.StudentVoluit}",
                About = z.Zaak.Deelnemers.Student,
                IsTask = false,
            }
            : null;

    private async ValueTask<CardAnswer> TurnAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (!CanFillIn(z))
        {
            return new CardAnswer.Show(await CardNowAsync(z, "", ct));
        }

        var to = PageOf(action.Text("naar"), z);
        return await SaveAsync(z, action, to, ct) switch
        {
            (_, { } fault) => fault,
            var (formulier, _) => new CardAnswer.Show(await PageCardAsync(
                z, formulier!, z.Paginas[to], PageFaults(z, formulier!, action, to), ct, alleen: Alleen(z.Paginas[to], action))),
        };
    }

    /// <summary>Saves the page the card holds. Answers the form as it is then, or what the person sees when it was not saved.</summary>
    private async ValueTask<(Formulier? Formulier, CardAnswer? Fault)> SaveAsync(ZaakView z, CardAction action, int to, CancellationToken ct)
    {
        var own = (await zaken.Store.ReadEigenFormulierAsync(z.Zaak, z.Lezer, ct))!;
        if (!TryPage(action.Text("pagina"), z, out var from) || !TryNumber(action.Text("revisie"), out var seen))
        {
            return (own.Formulier, null);
        }

        var pagina = z.Paginas[from];
        var given = Given(pagina, action.Data, own.Formulier.Antwoorden);
        var faults = AntwoordCheck.CheckDraft(z.Instrument!, z.Leervragen, Antwoorden.Empty.With(given));
        if (faults.Count > 0)
        {
            // The card stays as it is on the person's screen, so what was typed stays too.
            return (null, new CardAnswer.Say(string.Join(" ", faults.Select(f => f.Reden).Distinct())));
        }

        return await zaken.Store.SavePageAsync(z.Zaak, z.Lezer, own, pagina, given, seen, to, ct) switch
        {
            Paginabesluit.Bewaard b => (b.Formulier, null),
            Paginabesluit.Ongewijzigd b => (b.Formulier, null),
            Paginabesluit.Botsing b => (null, new CardAnswer.Show(await PageCardAsync(z, b.Formulier, pagina, null, ct, Clash(z, b.Getypt)))),
            _ => (null, new CardAnswer.Show(await CardNowAsync(await AgainAsync(z, ct), "", ct))),
        };
    }

    private async ValueTask<CardAnswer> HandInAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (!CanFillIn(z))
        {
            return new CardAnswer.Show(await CardNowAsync(z, "", ct));
        }

        var own = (await zaken.Store.ReadOwnFormulierAsync(z.Zaak, z.Lezer, ct))!;
        if (TryNumber(action.Text("revisie"), out var seen) && seen != own.Revisie)
        {
            return new CardAnswer.Show(FormulierCards.Overview(z, own, Weigeringen.FormulierIsVeranderd));
        }

        if (AntwoordCheck.CheckComplete(z.Instrument!, z.Leervragen, own.Antwoorden).Count > 0)
        {
            return new CardAnswer.Show(FormulierCards.Overview(z, own, "Nog niet ingediend: er ontbreekt iets."));
        }

        var (after, refused) = await zaken.DoAsync(z, new Opdracht.DienIn(action.Actor, action.Door == Door.Web, own.Revisie), ct);
        return refused is not null && CanFillIn(after)
            ? new CardAnswer.Show(FormulierCards.Overview(after, (await zaken.Store.ReadOwnFormulierAsync(after.Zaak, after.Lezer, ct))!, refused))
            : new CardAnswer.Show(await CardNowAsync(after, "", ct));
    }

    /// <summary>Saves the page on the card when the button that was pressed leaves it; what the person sees when that fails.</summary>
    public async ValueTask<CardAnswer?> KeepAsync(ZaakView z, CardAction action, CancellationToken ct) =>
        CanFillIn(z) && TryPage(action.Text("pagina"), z, out var page) ? (await SaveAsync(z, action, page, ct)).Fault : null;

    private async ValueTask<RenderedCard> PageCardAsync(
        ZaakView z, Formulier formulier, Pagina pagina, IReadOnlyDictionary<string, string>? faults, CancellationToken ct, string? melding = null,
        string? alleen = null) =>
        pagina.Soort == PaginaSoort.Overzicht
            ? FormulierCards.Overview(z, formulier, melding)
            : FormulierCards.Page(z, formulier, pagina, await zaken.Store.ReadNotitiesAsync(z.Zaak, z.Lezer, ct), melding, faults, alleen: alleen);

    /// <summary>The one question that the button asks for, when the page has it.</summary>
    public static string? Alleen(Pagina pagina, CardAction action) => pagina.Vragen.FirstOrDefault(v => v.Id == action.Text("alleen"))?.Id;

    /// <summary>Who comes back from the overview sees what is missing on the page itself.</summary>
    private static Dictionary<string, string>? PageFaults(ZaakView z, Formulier formulier, CardAction action, int to) =>
        action.Text("pagina") is { Length: > 0 } || formulier.Revisie == 0 ? null
            : AntwoordCheck.CheckPage(z.Instrument!, z.Paginas[to], formulier.Antwoorden).DistinctBy(f => f.Id).ToDictionary(f => f.Id, f => f.Reden);

    /// <summary>That a page was saved elsewhere meanwhile, and what was typed here and is not lost.</summary>
    public static string Clash(ZaakView z, IEnumerable<KeyValuePair<string, Antwoord>> getypt) =>
        "Deze bladzijde is ondertussen ergens anders ingevuld. Hieronder staat die laatste versie. Jij had ingevuld: "
        + string.Join("; ", getypt.Select(g => $"{z.Instrument!.Schaal.FirstOrDefault(s => s.Id == g.Value.Stap)?.Tekst ?? "–"}: {g.Value.Toelichting ?? "zonder toelichting"}"))
        + ".";

    private static bool CanFillIn(ZaakView z) =>
        z is { Zaak.Fase: Fase.Open, Zijde: { } zijde, Instrument: not null } && z.Zaak.InzendingVan(zijde) is null;

    private async ValueTask<ZaakView> AgainAsync(ZaakView z, CancellationToken ct) => await zaken.OpenAsync(z.Zaak.Id, z.Lezer, z.Now, ct) ?? z;

    /// <summary>
    /// The answers the card holds for a page; a question whose inputs are not in the data is left out. A client leaves out an
    /// emptied text, so a text that never stood on the card ("zonder") is taken from what was saved.
    /// </summary>
    public static Dictionary<string, Antwoord> Given(Pagina pagina, JsonElement data, Antwoorden saved)
    {
        var without = Input(data, "zonder")?.Split(',') ?? [];
        return pagina.Vragen
            .Where(v => data.TryGetProperty(FormulierCards.StapInput(v.Id), out _) || data.TryGetProperty(FormulierCards.ToelichtingInput(v.Id), out _))
            .ToDictionary(v => v.Id, v => Antwoord.From(
                Input(data, FormulierCards.StapInput(v.Id)),
                without.Contains(v.Id) ? saved[v.Id]?.Toelichting : Input(data, FormulierCards.ToelichtingInput(v.Id))));
    }

    private static string? Input(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int PageOf(string? text, ZaakView z) => TryPage(text, z, out var page) ? page : 0;

    public static bool TryPage(string? text, ZaakView z, out int page) => TryNumber(text, out page) && page < z.Paginas.Count;

    public static bool TryNumber(string? text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
