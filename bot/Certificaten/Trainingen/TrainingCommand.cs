using System.Runtime.CompilerServices;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>The word "training", and what waits in "taken".</summary>
internal sealed class TrainingCommand(TrainingenVanLezer trainingen, RegisterStore registers)
{
    private const int Meeste = 8;

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(TrainingActions.Lijst, async (r, ct) => r.Case != r.Person.ToString() ? null : new ComposedCard
        {
            Card = await ListAsync(r.Person, r.Now, ct), Title = "Trainingen", Detail = "", IsTask = false,
        });
        catalog.Command(Woorden.Training, ChatActions.Briefly(async (command, ct) => new CardAnswer.Show(await ListAsync(command.Actor, command.Now, ct))));
        catalog.AddTasks(TasksAsync);
    }

    private async ValueTask<RenderedCard> ListAsync(PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
        var all = await trainingen.VanAsync(person, now, ct);
        // What asks for something first, then what comes, then what was.
        var shown = all.OrderByDescending(z => TrainingActions.IsTask(z) || TrainingActions.IsToEvaluate(z)).ThenBy(z => z.Training.Laatste < today).ThenBy(z => Math.Abs((z.Training.Eerste ?? today).DayNumber - today.DayNumber)).Take(Meeste).ToList();
        var may = Doelgroep.Soorten(register, person, today).Count > 0;
        return Blad.Render(
            new BladView
            {
                Kop = "ISOP · trainingen",
                Titel = "Trainingen",
                Vernieuwing = Vernieuwing.Of(TrainingActions.Lijst, person.ToString()),
                Alineas = shown.Count == 0 ? [may ? "Je hebt nog geen training aangemeld." : "Er staat geen training voor je klaar. Je (school-)opleider meldt ze aan."] : [],
                Delen = [.. shown.Select(z => new BladDeel(z.Titel, [z.VoorWie, z.IsOrganisator ? z.Stap : z.Training.Afgezegd is not null ? "Gaat niet door." : TrainingActions.IsToEvaluate(z) ? "Je evaluatie staat open." : "Je staat op de lijst."]))],
                Knoppen =
                [
                    .. may ? [Knop.Primary("Training aanmelden", TrainingVerbs.Nieuw)] : Array.Empty<Knop>(),
                    .. shown.Take(5).Select(z => Chatknop.Open(z.Titel, z.IsOrganisator ? Trainingskaarten.Beheer : TrainingActions.IsToEvaluate(z) ? Trainingskaarten.Evaluatie : Trainingskaarten.Uitnodiging, z.Training.Id)),
                ],
                Meer = [Chatknop.Of("Mijn certificaten", Woorden.Certificaten)],
            },
            "Trainingen");
    }

    private async IAsyncEnumerable<OpenTask> TasksAsync(PersonId person, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var z in await trainingen.VanAsync(person, now, ct))
        {
            if (TrainingActions.IsTask(z))
            {
                yield return new OpenTask(Trainingskaarten.Beheer, z.Training.Id);
            }

            if (TrainingActions.IsToEvaluate(z))
            {
                yield return new OpenTask(Trainingskaarten.Evaluatie, z.Training.Id);
            }
        }
    }
}
