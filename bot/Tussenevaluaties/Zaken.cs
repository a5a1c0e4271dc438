using Isop.Bot.Cards;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>Loads a case for a reader, and carries out what the reader asks of it.</summary>
internal sealed class Zaken(TussenevaluatieStore store, RegisterStore registers, InstrumentStore instrumenten)
{
    public TussenevaluatieStore Store => store;

    /// <summary>The case a card names, as this person sees it now; null when there is no such case.</summary>
    public async ValueTask<ZaakView?> OpenAsync(string? id, PersonId lezer, DateTimeOffset now, CancellationToken ct) =>
        id is { Length: > 0 and <= 64 } && await store.FindAsync(id, ct) is { } zaak
            ? new ZaakView(zaak, await GrondslagAsync(ct), lezer, now)
            : null;

    public async ValueTask<Grondslag> GrondslagAsync(CancellationToken ct) =>
        new(await registers.CurrentAsync(ct), await instrumenten.CurrentAsync(ct));

    /// <summary>Carries out a command and answers the case as it is then, or the sentence of the refusal.</summary>
    public async ValueTask<(ZaakView View, string? Refused)> DoAsync(ZaakView z, Opdracht opdracht, CancellationToken ct) =>
        await store.DecideAsync(z.Zaak.Id, opdracht, z.Grondslag, z.Now, ct) switch
        {
            Besluit.Gewijzigd b => (z with { Zaak = b.Zaak }, null),
            Besluit.AlGedaan b => (z with { Zaak = b.Zaak }, null),
            Besluit.Geweigerd b => (await OpenAsync(z.Zaak.Id, z.Lezer, z.Now, ct) ?? z, Weigeringen.Sentence(b.Reden)),
            _ => (z, NoSuchCase),
        };

    /// <summary>
    /// The submitted form of the reader's side, for its authors: whoever wrote in it, and the colleague with whom it is shared. A
    /// mentor who took over after the submission did not write it. Null for everybody else and before the submission.
    /// </summary>
    public async ValueTask<Formulier?> ReadSubmittedAsync(ZaakView z, CancellationToken ct) =>
        z.Zijde is { } zijde && z.Zaak.InzendingVan(zijde) is { } inzending && await store.ReadOwnFormulierAsync(z.Zaak, z.Lezer, ct) is { } own
        && z.Zaak.Personen(zijde).Any(p => p == inzending.Auteur || own.Schrijvers.Contains(p))
            ? own
            : null;

    public const string NoSuchCase = "Deze kaart hoort bij iets dat er niet meer is. Typ 'taken' om te zien wat er voor je klaarstaat.";

    public static CardAnswer Unknown() => new CardAnswer.Say(NoSuchCase);

    public static CardAnswer NotYours() => new CardAnswer.Say(Weigeringen.Sentence(Weigering.NietVanJou));
}
