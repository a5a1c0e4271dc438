using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>"Straks": what is on the card is kept, and the card comes back on the reader's next working day (a student's next stagedag).</summary>
internal sealed class StraksActions(Zaken zaken, FormulierActions formulieren, Berichten berichten)
{
    /// <summary>A student without a stagedag in this many days is reminded on a day the location is open.</summary>
    private const int LookAheadDays = 21;

    public void Map(CardCatalog catalog) => catalog.Verb(Verbs.Straks, (action, ct) => LaterAsync(catalog, action, ct));

    private async ValueTask<CardAnswer> LaterAsync(CardCatalog catalog, CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (z.Zijde is null && !z.Behandelt)
        {
            return Zaken.NotYours();
        }

        var kind = Zijwegen.KindOf(action);
        if (await KeepAsync(z, kind, action, ct) is { } other)
        {
            return other;
        }

        var request = new CardRequest { Person = action.Actor, Kind = kind, Case = z.Zaak.Id, Now = action.Now };
        if (await catalog.Kinds[kind](request, ct) is not { } composed)
        {
            return Zaken.NotYours();
        }

        if (!composed.IsTask)
        {
            // There is nothing to come back for: the card as it is now says so.
            return new CardAnswer.Show(composed.Card);
        }

        var day = await berichten.LaterAsync(action.Actor, kind, z.Zaak.Id, "", WorkingDays(z), action.Now, ct);
        var kept = kind == Kaarten.Formulier ? "Alles is bewaard. " : "";
        return new CardAnswer.Show(FormulierCards.Tell(
            z, "Goed, straks", [$"{kept}Je krijgt een herinnering op {Dutch.Day(day)}."], kind, [Knop.Of("Toch nu verder", "open", ("kind", kind), ("case", z.Zaak.Id)), Zijwegen.Taken]));
    }

    /// <summary>Keeps what was filled in; what the person sees when that needs an answer of its own.</summary>
    private async ValueTask<CardAnswer?> KeepAsync(ZaakView z, string kind, CardAction action, CancellationToken ct)
    {
        if (await formulieren.KeepAsync(z, action, ct) is { } fault)
        {
            return fault;
        }

        if (kind == Kaarten.Terugblik && !string.IsNullOrWhiteSpace(action.Text("tekst")))
        {
            return new CardAnswer.Say("Wat je hebt geschreven, is nog niet verstuurd. Kies ‘Versturen’, of maak het vak leeg.");
        }

        string[] typed = [action.Text("v1") ?? "", action.Text("v2") ?? "", action.Text("v3") ?? ""];
        if (kind != Kaarten.Leervragen || typed.All(string.IsNullOrWhiteSpace))
        {
            return null;
        }

        // What was typed is an answer: it is kept, and there is nothing left to come back for.
        var (given, refused) = await zaken.DoAsync(z, new Opdracht.GeefLeervragen(action.Actor, typed), ct);
        return refused is not null ? new CardAnswer.Say(refused) : new CardAnswer.Show(LeervragenActions.Given(given));
    }

    private static DaySuits WorkingDays(ZaakView z)
    {
        var today = AmsterdamTime.DateOf(z.Now);
        return z.Zijde == Zijde.Student && z.Register.FindStage(z.Zaak.Deelnemers.Stage) is { } stage
            && Enumerable.Range(1, LookAheadDays).Any(days => Stagedag(today.AddDays(days)))
                ? Stagedag
                : Verzenddagen.For(z.Register, z.Lezer);

        bool Stagedag(DateOnly day) => z.Register.Kalender.IsStagedag(stage, z.Zaak.Deelnemers.Opleiding, day);
    }
}
