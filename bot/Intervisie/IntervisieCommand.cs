using System.Runtime.CompilerServices;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Intervisie;
using Isop.Core.Register;

namespace Isop.Bot.Intervisie;

/// <summary>The word "intervisie", and what waits in "taken".</summary>
internal sealed class IntervisieCommand(Intervisiereeksen reeksen)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Command(Woorden.Intervisie, ChatActions.Briefly(ShowAsync));
        catalog.AddTasks(TasksAsync);
    }

    private async ValueTask<CardAnswer> ShowAsync(ChatCommand command, CancellationToken ct) =>
        new CardAnswer.Show(await reeksen.VanAsync(command.Actor, command.Now, ct) switch
        {
            [var only] => ReeksCards.Reeks(only),
            var all => ReeksCards.Lijst(command.Actor, all),
        });

    private async IAsyncEnumerable<OpenTask> TasksAsync(PersonId person, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var z in (await reeksen.VanAsync(person, now, ct)).Where(z => z.IsBegeleider))
        {
            foreach (var b in z.Reeks.Bijeenkomsten.Where(b => IntervisieActions.IsToReport(z, b)))
            {
                yield return new OpenTask(Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(z.Reeks.Id, b.Id));
            }

            if (IntervisieActions.IsTask(z))
            {
                yield return new OpenTask(Intervisiekaarten.Reeks, z.Reeks.Id);
            }
        }
    }
}
