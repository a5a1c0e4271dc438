using System.Runtime.CompilerServices;
using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties;

/// <summary>The invitation as it is now for its student, and its one button that is not a link.</summary>
internal sealed class UitnodigingActions(GolfStore golven, Golfrooster rooster, RegisterStore registers, MaakUitnodigingslink link)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Evaluatiekaarten.Uitnodiging, ComposeAsync);
        catalog.Verb(EvaluatieVerbs.NietMeer, StopAsync);
        catalog.AddTasks(TasksAsync);
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct)
    {
        if (Evaluatiekaarten.Lees(r.Case) is not { } about || await golven.FindAsync(about.Golf, ct) is not { } golf)
        {
            return null;
        }

        var seen = r.Shown || r.Occasion.Length == 0;
        var genodigde = await rooster.FindAsync(golf.Id, r.Person, about.Eenheid, ct);
        if (!golf.NeemtAan(AmsterdamTime.DateOf(r.Now)) || genodigde is null)
        {
            // Whether somebody was ever invited is forgotten once it is closed: everybody who looks then is told the same.
            return seen && golf.Staat >= Golfstaat.Open ? Quiet(UitnodigingCards.Gesloten(r.Case), "De evaluatie is gesloten") : null;
        }

        var eenheid = Eenheden.Naam(await registers.CurrentAsync(ct), about.Eenheid);
        var reminder = Verzwegen.Is(r.Kind, r.Occasion);
        if ((seen || reminder) && await rooster.IsIngevuldAsync(golf.Id, genodigde, ct))
        {
            return seen ? Quiet(UitnodigingCards.Gedaan(r.Case, eenheid), "Er is geantwoord") : null;
        }

        // An invitation that is still on its way goes out whatever happened since: one that is called off would tell that she answered.
        return genodigde.NietMeer && reminder && !seen ? null : new ComposedCard
        {
            Card = UitnodigingCards.Uitnodiging(r.Case, eenheid, golf.Sluit, link(r.Person, r.Case), reminder, genodigde.NietMeer),
            Title = "Stage-evaluatie, 2 minuten en anoniem", Detail = $"{eenheid} · tot en met {Dutch.Day(golf.Sluit)}", Deadline = golf.Sluit, IsTask = true,
        };
    }

    private static ComposedCard Quiet(RenderedCard card, string detail) => new() { Card = card, Title = "Stage-evaluatie", Detail = detail, IsTask = false };

    private async ValueTask<CardAnswer> StopAsync(CardAction action, CancellationToken ct)
    {
        if (action.Text("zaak") is not { } zaak || Evaluatiekaarten.Lees(zaak) is not { } about || !await rooster.NietMeerAsync(about.Golf, action.Actor, about.Eenheid, ct))
        {
            return new CardAnswer.Say("Deze evaluatie is gesloten, of hoort niet bij jou. Je krijgt er geen herinnering meer van.");
        }

        var request = new CardRequest { Person = action.Actor, Kind = Evaluatiekaarten.Uitnodiging, Case = zaak, Shown = true, Now = action.Now };
        return await ComposeAsync(request, ct) is { } card ? new CardAnswer.Show(card.Card) : new CardAnswer.Say("Je krijgt hierover geen herinnering meer.");
    }

    /// <summary>What this student can still answer; for her own list only.</summary>
    private async IAsyncEnumerable<OpenTask> TasksAsync(PersonId person, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(now);
        if ((await registers.CurrentAsync(ct)).FindStudent(person) is null)
        {
            yield break;
        }

        foreach (var golf in (await golven.AlleAsync(ct)).Where(g => g.NeemtAan(today)))
        {
            foreach (var genodigde in (await rooster.VanAsync(golf.Id, person, ct)).Where(g => g is { Beurten: > 0, NietMeer: false }))
            {
                if (!await rooster.IsIngevuldAsync(golf.Id, genodigde, ct))
                {
                    yield return new OpenTask(Evaluatiekaarten.Uitnodiging, Evaluatiekaarten.ZaakVan(golf.Id, genodigde.Eenheid));
                }
            }
        }
    }
}
