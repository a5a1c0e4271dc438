using Isop.Bot.Bezoeken;
using Isop.Bot.Web.Components;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>One visit, as somebody who does not make it may know it: a moment that nobody was asked for is only the visitor's.</summary>
/// <param name="Kop">What tells it apart in the list: "Blok 2, bezoek 1", or the student.</param>
/// <param name="Uitleg">"van Cas Prins".</param>
/// <param name="Wanneer">The day and time, or between which days.</param>
/// <param name="Stand">How far it is, in a word or two.</param>
/// <param name="Href">Its card.</param>
/// <param name="Dag">Null for one without a day.</param>
public sealed record Bezoekpunt(string Kop, string Uitleg, string Wanneer, string Stand, Tone Tone, string Href, DateOnly? Dag)
{
    internal static Bezoekpunt Van(Bezoekjaar jaar, Bezoek b, RegisterSnapshot register)
    {
        var staat = b.StaatVoorAnderen;
        var moment = staat is Bezoekstaat.Ongepland or Bezoekstaat.Vervallen ? null : b.Moment;
        var (stand, tone) = Woord(staat, b);
        return new Bezoekpunt(
            $"{b.Periode}, bezoek {b.Nummer}", $"van {register.Find(b.Waarnemer ?? jaar.Bezoeker)?.Naam ?? "de opleiding"}",
            moment is not { } m ? $"{Dutch.ShortDay(b.Venster.Van)} – {Dutch.ShortDay(b.Venster.Tot)}"
                : staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest ? $"{Dutch.ShortDay(m.Datum)}, {Bezoekzicht.Tijd(b)} uur"
                : Bezoekzicht.Kort(m),
            stand, tone, TakenLader.Zaak(Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(jaar.Id, b.Id)), moment?.Datum);
    }

    private static (string, Tone) Woord(Bezoekstaat staat, Bezoek b) => staat switch
    {
        Bezoekstaat.Geweest => ("geweest", Tone.Ok),
        Bezoekstaat.Bevestigd when b.Wacht => ("wacht op een waarnemer", Tone.Warn),
        Bezoekstaat.Bevestigd => ("afgesproken", Tone.Ok),
        Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel => ("in overleg", Tone.Info),
        // It had a moment that everybody knew of.
        Bezoekstaat.Ongepland when b.LaatsteMoment is not null => ("wordt verzet", Tone.Warn),
        Bezoekstaat.Ongepland => ("nog geen dag", Tone.Info),
        _ => ("niet meer nodig", Tone.Info),
    };
}
