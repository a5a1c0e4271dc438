using System.Globalization;
using Isop.Core.Register;
using Isop.Core.Toegang;
using Isop.Core.Webhooks;

namespace Isop.Core.Bezoeken;

/// <summary>
/// What programs can be told of visits: worked out from how a year was and how it is, so that no decision can forget to tell. What only the
/// visitor knows yet is not among it.
/// </summary>
public static class Bezoekgebeurtenissen
{
    public static IEnumerable<Gebeurtenis> Tussen(Bezoekjaar? was, Bezoekjaar wordt, DateTimeOffset now)
    {
        var before = was?.Bezoeken.ToDictionary(b => b.Id) ?? [];
        foreach (var bezoek in wordt.Bezoeken)
        {
            if (before.GetValueOrDefault(bezoek.Id) is var old && Wat(old, bezoek) is { } wat)
            {
                yield return Van(wordt, bezoek, wat, bezoek.Volgnummer.ToString(CultureInfo.InvariantCulture), now);
            }

            if (was is not null && bezoek is { Open: true, Staat: not Bezoekstaat.Bevestigd } && Bezoekregels.Alarmmoment(bezoek) is var alarm
                && was.GewektTot < alarm && alarm <= wordt.GewektTot)
            {
                yield return Van(wordt, bezoek, Gebeurteniswoorden.Ontbreekt, bezoek.Venster.Van.ToString("yyyyMMdd", CultureInfo.InvariantCulture), now);
            }
        }
    }

    private static string? Wat(Bezoek? was, Bezoek wordt) => (was?.Staat, wordt.Staat) switch
    {
        (Bezoekstaat.Bevestigd, Bezoekstaat.Bevestigd) => (was!.Moment, was.Plek) == (wordt.Moment, wordt.Plek) ? null : Gebeurteniswoorden.Verplaatst,
        (_, Bezoekstaat.Bevestigd) => was?.LaatsteMoment is { } last && last != wordt.Moment ? Gebeurteniswoorden.Verplaatst : Gebeurteniswoorden.Bevestigd,
        (not Bezoekstaat.Geweest, Bezoekstaat.Geweest) => Gebeurteniswoorden.Geweest,
        (Bezoekstaat.Bevestigd, Bezoekstaat.Ongepland or Bezoekstaat.Vervallen) => Gebeurteniswoorden.Afgezegd,

        // It was agreed, asked for at another moment, and is off before anybody agreed with that.
        (Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel, Bezoekstaat.Ongepland or Bezoekstaat.Vervallen) when was!.LaatsteMoment is not null =>
            Gebeurteniswoorden.Afgezegd,
        _ => null,
    };

    private static Gebeurtenis Van(Bezoekjaar jaar, Bezoek bezoek, string wat, string keer, DateTimeOffset op)
    {
        PersonId[] betrokken = bezoek.Waarnemer is { } waarnemer ? [jaar.Bezoeker, waarnemer] : [jaar.Bezoeker];
        return new Gebeurtenis
        {
            Soort = Gebeurtenissoort.Bezoek, Wat = wat, Zaak = jaar.KenmerkVan(bezoek), Keer = keer, Volgnummer = jaar.Revisie, Op = op,
            Staat = bezoek.StaatVoorAnderen.Code(), Organisatie = bezoek.Organisatie, Stage = bezoek.Stage, Betrokken = betrokken,
            Kring = new Kring { Student = bezoek.Student, Organisatie = bezoek.Organisatie, Bestuur = "", Opleider = bezoek.Opleider },
        };
    }
}
