using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.StageEvaluaties;

namespace Isop.Bot.StageEvaluaties.Rapporten;

/// <summary>The card that brings the reports of a year, the word "rapport", and "dit deden we met jullie antwoorden".</summary>
internal sealed class RapportActions(Rapportlade lade, Jaaruitgaven uitgaven, PaginaLink link)
{
    private static readonly CardAnswer Geen = new CardAnswer.Say("Er is nog geen rapport voor jou. Je krijgt bericht als er een is.");

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Evaluatiekaarten.Rapport, ComposeAsync);
        catalog.Kind(Evaluatiekaarten.Terugkoppeling, ComposeFeedbackAsync);
        catalog.Verb(EvaluatieVerbs.Rapport, async (action, ct) =>
            await lade.VanAsync(action.Actor, action.Now, ct) is { Count: > 0 } years && years.FirstOrDefault(j => j.Studiejaar == action.Text("jaar")) is { } jaar
                ? await ShowAsync(jaar, action.Actor, action.Door, action.Now, ct)
                : Geen);
        catalog.Command(Woorden.Rapport, ChatActions.Briefly(async (command, ct) =>
            await lade.VanAsync(command.Actor, command.Now, ct) is [var last, ..] ? await ShowAsync(last, command.Actor, command.Door, command.Now, ct) : Geen));
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct)
    {
        if ((await lade.VanAsync(r.Person, r.Now, ct)).FirstOrDefault(j => j.Studiejaar == r.Case) is not { } jaar)
        {
            return null;
        }

        var sleutel = jaar.Rapporten[0].Sleutel.ToString();
        return await lade.BeeldAsync(r.Person, jaar.Studiejaar, sleutel, r.Now, ct) is { } beeld
            ? RapportCards.Bericht(beeld, jaar.Studiejaar, jaar.Rapporten.Count - 1, link: null)
            : null;
    }

    /// <summary>The same card, with the way to the page: of who has one report to that, of who has more to all of them.</summary>
    private async ValueTask<CardAnswer> ShowAsync(Rapportjaar jaar, Core.Register.PersonId lezer, Door door, DateTimeOffset now, CancellationToken ct)
    {
        var sleutel = jaar.Rapporten[0].Sleutel.ToString();
        if (await lade.BeeldAsync(lezer, jaar.Studiejaar, sleutel, now, ct) is not { } beeld)
        {
            return Geen;
        }

        var path = jaar.Rapporten.Count == 1 ? RapportEndpoints.Van(jaar.Studiejaar, sleutel) : RapportEndpoints.Path;
        return new CardAnswer.Show(RapportCards.Bericht(beeld, jaar.Studiejaar, jaar.Rapporten.Count - 1, await link(lezer, path, door, now, ct)).Card);
    }

    private async ValueTask<ComposedCard?> ComposeFeedbackAsync(CardRequest r, CancellationToken ct) =>
        await uitgaven.StandAsync(r.Case, ct) is { Gedaan: { Length: > 0 } gedaan }
            ? new ComposedCard
            {
                Card = Blad.Render(
                    new BladView
                    {
                        Kop = "ISOP · stage-evaluatie",
                        Titel = "Dit deden we met jullie antwoorden",
                        Vernieuwing = Vernieuwing.Of(Evaluatiekaarten.Terugkoppeling, r.Case),
                        Alineas = [$"In {r.Case} vertelden studenten hoe hun stage was. Dit is ermee gedaan:", .. gedaan.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                        Knoppen = [Chatknop.Of("Mijn taken", Woorden.Taken)],
                    },
                    "Dit deden we met jullie antwoorden"),
                Title = "Dit deden we met jullie antwoorden", Detail = $"Stage-evaluatie {r.Case}", IsTask = false,
            }
            : null;
}
