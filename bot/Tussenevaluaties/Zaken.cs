using System.Globalization;
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

    /// <summary>Carries out a command and answers the case as it is then.</summary>
    /// <param name="z">The case as the reader sees it.</param>
    /// <param name="opdracht">What the reader asks.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="gezien">The revision on the reader's card, where acting on an older one would be wrong (<see cref="Gezien"/>).</param>
    public async ValueTask<Uitkomst> DoAsync(ZaakView z, Opdracht opdracht, CancellationToken ct, int? gezien = null) =>
        await store.DecideAsync(z.Zaak.Id, opdracht, z.Grondslag, z.Now, ct, gezien) switch
        {
            Besluit.Gewijzigd b => new Uitkomst { View = z with { Zaak = b.Zaak } },
            Besluit.AlGedaan b => new Uitkomst { View = z with { Zaak = b.Zaak } },
            Besluit.Geweigerd b => new Uitkomst { View = await OpenAsync(z.Zaak.Id, z.Lezer, z.Now, ct) ?? z, Reden = b.Reden },
            _ => throw new InvalidOperationException("A case that was read is not there."),
        };

    /// <summary>The revision that the card of this button was made from (<see cref="ZaakView.Stand"/>).</summary>
    public static int? Gezien(CardAction action) =>
        int.TryParse(action.Text("stand"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

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

/// <summary>What came of a command: the case as it is now, and why it was refused when it was.</summary>
internal sealed record Uitkomst
{
    public required ZaakView View { get; init; }
    public Weigering? Reden { get; init; }

    /// <summary>The sentence of the refusal; null when there was none.</summary>
    public string? Refused => Reden is { } reden ? Weigeringen.Sentence(reden) : null;

    /// <summary>The reader's card shows something that is no longer so: a fresh one says more than a sentence.</summary>
    public bool IsOud => Reden is Weigering.KaartIsOud or Weigering.VerslagIsVeranderd or Weigering.MomentBestaatNiet;

    public void Deconstruct(out ZaakView view, out string? refused) => (view, refused) = (View, Refused);
}
