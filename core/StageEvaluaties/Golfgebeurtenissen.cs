using Isop.Core.Webhooks;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What programs can be told of the stage-evaluatie: that a wave was closed and counted, and nothing else. An answer brings no event, so that
/// nobody can set a moment beside a person.
/// </summary>
public static class Golfgebeurtenissen
{
    public static IEnumerable<Gebeurtenis> Tussen(Golf? was, Golf wordt, DateTimeOffset now) =>
        was is { Staat: not Golfstaat.Gesloten } && wordt is { Staat: Golfstaat.Gesloten, Verloren: false }
            ?
            [
                new Gebeurtenis
                {
                    Soort = Gebeurtenissoort.StageEvaluatie, Wat = Gebeurteniswoorden.Gesloten, Zaak = wordt.Id, Keer = "", Op = now,
                },
            ]
            : [];
}
