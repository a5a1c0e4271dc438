using System.Globalization;
using Isop.Core.Toegang;
using Isop.Core.Webhooks;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// What programs can be told of a case: worked out from how it was and how it is, so that no decision can forget to tell. That one of the two
/// filled in is not among it, also not when its author showed the only form, and when somebody did is told no more precisely than the moment at
/// which both became visible.
/// </summary>
public static class TussenevaluatieGebeurtenissen
{
    public static IEnumerable<Gebeurtenis> Tussen(Zaak was, Zaak wordt, DateTimeOffset now)
    {
        if (was.ZichtbaarSinds is null && wordt is { ZichtbaarSinds: { } visible, Vrijgegeven: null })
        {
            yield return Van(wordt, Gebeurteniswoorden.BeideIngevuld, "", visible);
        }

        if (!was.Verloop.TeLaatGemeld && wordt.Verloop.TeLaatGemeld)
        {
            yield return Van(wordt, Gebeurteniswoorden.TeLaat, wordt.Deadline.ToString("yyyyMMdd", CultureInfo.InvariantCulture), now);
        }

        if (!IsBesproken(was) && IsBesproken(wordt))
        {
            yield return Van(wordt, Gebeurteniswoorden.Besproken, "", now);
        }
    }

    private static bool IsBesproken(Zaak zaak) => zaak.Gesprek.Verslag is not null || zaak.Gesprek.ZonderFormulier is not null;

    private static Gebeurtenis Van(Zaak zaak, string wat, string keer, DateTimeOffset op)
    {
        var d = zaak.Deelnemers;
        return new Gebeurtenis
        {
            Soort = Gebeurtenissoort.Tussenevaluatie, Wat = wat, Zaak = zaak.Id, Keer = keer, Volgnummer = zaak.Revisie, Op = op, Staat = wat,
            Organisatie = d.Organisatie, Stage = d.Stage,
            Kring = new Kring
            {
                Student = d.Student, Organisatie = d.Organisatie, Bestuur = "", Werkplekbegeleiders = d.Werkplekbegeleiders, Opleider = d.Opleider, Studiecoach = d.Studiecoach,
            },
        };
    }
}
