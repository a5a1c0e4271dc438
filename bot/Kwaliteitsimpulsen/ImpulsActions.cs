using System.Runtime.CompilerServices;
using Isop.Bot.Cards;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>The task to look back when the day has come: done on its page, which the card leads to.</summary>
internal sealed class ImpulsActions(ImpulsStore store, RegisterStore registers, PaginaLink link)
{
    public const string Open = "kwaliteitsimpuls.open";

    private static readonly CardAnswer NietVanJou = new CardAnswer.Say("Deze kwaliteitsimpuls is er niet meer, of hoort niet bij jou.");

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(ImpulsPlanning.Kaart, ComposeAsync);
        catalog.Verb(Open, ShowPageAsync);
        catalog.AddTasks(TasksAsync);
    }

    private async IAsyncEnumerable<OpenTask> TasksAsync(PersonId person, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var impuls in await store.TerugTeKijkenAsync(await registers.CurrentAsync(ct), person, AmsterdamTime.DateOf(now), ct))
        {
            yield return new OpenTask(ImpulsPlanning.Kaart, impuls.Zaak);
        }
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        if (await FindAsync(r.Case, r.Person, register, r.Now, ct) is not { } impuls)
        {
            return null;
        }

        var today = AmsterdamTime.DateOf(r.Now);
        var isTask = impuls.IsTerugTeKijken(today) && Impulskring.Kijkers(register, impuls, today).Contains(r.Person);
        return isTask || r.Shown || r.Occasion.Length == 0 ? ImpulsCards.Terugkijken(impuls, impuls.Plek.Naam(register), isTask, link: null) : null;
    }

    private async ValueTask<CardAnswer> ShowPageAsync(CardAction action, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        return await FindAsync(action.Text("zaak") ?? "", action.Actor, register, action.Now, ct) is { } impuls
            ? new CardAnswer.Show(ImpulsCards.Terugkijken(
                impuls, impuls.Plek.Naam(register), impuls.IsTerugTeKijken(AmsterdamTime.DateOf(action.Now)),
                await link(action.Actor, ImpulsEndpoints.Van(impuls), action.Door, action.Now, ct)).Card)
            : NietVanJou;
    }

    private async ValueTask<Kwaliteitsimpuls?> FindAsync(string zaak, PersonId person, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct) =>
        Kwaliteitsimpuls.LeesZaak(zaak) is var (plek, id) && Impulskring.Van(register, person, AmsterdamTime.DateOf(now)).Ziet(plek) ? await store.FindAsync(plek, id, ct) : null;
}
