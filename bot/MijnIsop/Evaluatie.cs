using Isop.Bot.StageEvaluaties;
using Isop.Core.StageEvaluaties;

namespace Isop.Bot.MijnIsop;

/// <summary>The waves of the stage-evaluatie, and what waits to be read for release.</summary>
/// <param name="Golven">The latest first: name and how far it is.</param>
/// <param name="Opmerkingen">How many remarks nobody has read.</param>
public sealed record EvaluatieView(IReadOnlyList<(string Naam, string Staat, bool IsOpen)> Golven, int Opmerkingen);

internal sealed class EvaluatieLader(GolfStore golven, Jaaruitgaven uitgaven, Opmerkingen opmerkingen)
{
    private const int Meeste = 4;

    public async ValueTask<EvaluatieView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var waves = (await golven.AlleAsync(ct)).Reverse().Take(Meeste);
        var unread = await uitgaven.AlleAsync(ct) is [var last, ..] ? (await opmerkingen.TeLezenAsync(last.Studiejaar, ct)).Values.Sum(o => o.Count) : 0;
        return new EvaluatieView([.. waves.Select(g => (GolfCards.Titel(g), GolfCards.Staat(g, k.Vandaag), g.NeemtAan(k.Vandaag)))], unread);
    }
}
