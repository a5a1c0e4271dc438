using Isop.Core.Bezorging;

namespace Isop.Bot.Beheer;

/// <summary>"Stuur opnieuw", as on the bureau's page, for a message that the list of problems names.</summary>
internal sealed class ResendCommand(Probleemlijst problemen, Berichten berichten, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.Resend opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var problem in problemen.ReadAsync(cancellationToken))
        {
            // An id is a moment and what the message carries: two persons may have the same one.
            if (StatusCommand.Id(problem) != opdracht.Bericht || !problem.CanBeSentAgain)
            {
                continue;
            }

            found = true;
            var outcome = await berichten.ResendAsync(problem.Person, opdracht.Bericht, Beheerder.Naam, clock.GetUtcNow(), cancellationToken);
            uit.Regel(outcome switch
            {
                ResendOutcome.Again => "Het bericht gaat opnieuw op weg.",
                ResendOutcome.AlreadyUnderWay => "Dit bericht is al opnieuw op weg.",
                _ => "Dit bericht is al aangekomen of niet meer nodig.",
            });
        }

        return found ? Afloop.Gelukt : uit.Weiger("Dit bericht staat niet op de lijst van wat niet aankwam. Kijk met: status --berichten");
    }
}
