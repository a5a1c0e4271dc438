using Isop.Bot.Cards;
using Isop.Bot.StageEvaluaties.Beheer;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.StageEvaluaties;

/// <summary>The card about a wave that opens soon, and its buttons.</summary>
internal sealed class GolfActions(GolfStore golven, RegisterStore registers, PaginaLink link)
{
    private static readonly CardAnswer NietVanJou = new CardAnswer.Say("Deze evaluatie hoort bij kwaliteitszorg en de projectleider.");

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Evaluatiekaarten.Golf, ComposeAsync);
        catalog.Verb(EvaluatieVerbs.HoudVast, (a, ct) => DecideAsync(a, new Golfopdracht.HoudVast(), ct));
        catalog.Verb(EvaluatieVerbs.LaatLos, (a, ct) => DecideAsync(a, new Golfopdracht.LaatLos(), ct));
        catalog.Verb(EvaluatieVerbs.Beheer, ShowPageAsync);
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct)
    {
        if (!await MayAsync(r.Person, r.Now, ct) || await golven.FindAsync(r.Case, ct) is not { } golf || (golf.Staat != Golfstaat.Klaar && !r.Shown && r.Occasion.Length > 0))
        {
            return null;
        }

        var today = AmsterdamTime.DateOf(r.Now);
        return new ComposedCard { Card = GolfCards.Golf(golf, today), Title = GolfCards.Titel(golf), Detail = GolfCards.Staat(golf, today), IsTask = false };
    }

    private async ValueTask<CardAnswer> DecideAsync(CardAction action, Golfopdracht opdracht, CancellationToken ct)
    {
        if (!await MayAsync(action.Actor, action.Now, ct))
        {
            return NietVanJou;
        }

        var (id, today) = (action.Text("golf") ?? "", AmsterdamTime.DateOf(action.Now));
        return await golven.DecideAsync(id, opdracht, action.Actor.ToString(), action.Now, ct) switch
        {
            Golfbesluit.Gewijzigd done => new CardAnswer.Show(GolfCards.Golf(done.Golf, today)),
            Golfbesluit.AlGedaan done => new CardAnswer.Show(GolfCards.Golf(done.Golf, today)),
            Golfbesluit.Geweigerd no when await golven.FindAsync(id, ct) is { } golf => new CardAnswer.Show(GolfCards.Golf(golf, today, GolfCards.Weigering(no.Reden, golf))),
            _ => NietVanJou,
        };
    }

    private async ValueTask<CardAnswer> ShowPageAsync(CardAction action, CancellationToken ct) =>
        await MayAsync(action.Actor, action.Now, ct) && await golven.FindAsync(action.Text("golf") ?? "", ct) is { } golf
            ? new CardAnswer.Show(GolfCards.Golf(golf, AmsterdamTime.DateOf(action.Now), link: await link(action.Actor, BeheerEndpoints.Path, action.Door, action.Now, ct)))
            : NietVanJou;

    private async ValueTask<bool> MayAsync(PersonId person, DateTimeOffset now, CancellationToken ct) =>
        Rechten.Van(await registers.CurrentAsync(ct), person, AmsterdamTime.DateOf(now)).Heeft(Recht.StageEvaluatie);
}
