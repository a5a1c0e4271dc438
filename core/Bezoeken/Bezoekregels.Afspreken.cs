using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Bezoeken;

/// <summary>Agreeing: the opleider accepts or proposes another moment, the visitor chooses, people say that they cannot.</summary>
public static partial class Bezoekregels
{
    private static Bezoekweigering? Accept(Loop loop, Bezoekopdracht.Aanvaard o)
    {
        var of = loop.Jaar.Bezoeken.Where(b => b.Opleider == o.Van && (o.Moment is null || b.Moment == o.Moment)).ToList();
        if (loop.Jaar.Bezoeken.All(b => b.Opleider != o.Van))
        {
            return Bezoekweigering.NietVanJou;
        }

        var asked = of.Where(b => b.Staat == Bezoekstaat.Gevraagd).ToList();
        if (asked.Count == 0)
        {
            return of.Any(b => b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest) ? null : Bezoekweigering.NietMeerGevraagd;
        }

        // A moment that went by while the card waited cannot be agreed any more; the others can.
        var ahead = asked.Where(b => b.Moment!.Value.Datum >= loop.Om.Vandaag).ToList();
        if (ahead.Count == 0)
        {
            return Bezoekweigering.Voorbij;
        }

        Confirm(loop, ahead, o.Van);
        return null;
    }

    /// <summary>Makes visits sure and tells who has a part in them, each once; a near one with the visitor's day sheet.</summary>
    private static void Confirm(Loop loop, IReadOnlyList<Bezoek> bezoeken, PersonId? door, bool atOnce = false)
    {
        foreach (var bezoek in bezoeken)
        {
            var urgency = atOnce || Soon(loop, bezoek) ? Urgency.Direct : Urgency.Normal;
            loop.Zet(bezoek with { Staat = Bezoekstaat.Bevestigd, Liever = null, Terug = null, Door = null, Waarom = null, Verteld = true, Afgesproken = loop.Om.Now });
            if (!bezoek.Verteld)
            {
                loop.VertelAllen(bezoek, "bevestigd", urgency, behalve: door);
            }
            else
            {
                loop.VertelAllen(bezoek, $"moment-{bezoek.Volgnummer + 1}", urgency, behalve: door);
            }

            if (Soon(loop, bezoek))
            {
                loop.Vertel(
                    bezoek.Waarnemer ?? loop.Jaar.Bezoeker, Bezoekkaarten.Dag, Bezoekkaarten.ZaakVan(loop.Jaar.Id, Datumtekst.Iso(bezoek.Moment!.Value.Datum)),
                    $"nieuw-{loop.Jaar.Revisie}", urgency: Urgency.Direct);
            }
        }
    }

    private static bool Soon(Loop loop, Bezoek bezoek) => IsNear(loop, bezoek.Moment!.Value.Datum);

    private static Bezoekweigering? Counter(Loop loop, Bezoekopdracht.StelAndersVoor o)
    {
        var group = loop.Jaar.Bezoeken.Where(b => b.Opleider == o.Van && b.Moment == o.Moment && b.Houdt).ToList();
        if (loop.Jaar.Bezoeken.All(b => b.Opleider != o.Van))
        {
            return Bezoekweigering.NietVanJou;
        }

        var asked = group.Where(b => b.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel).ToList();
        if (asked.Count == 0)
        {
            return Bezoekweigering.NietMeerGevraagd;
        }

        if (asked.All(b => b.Liever == o.Liever))
        {
            return null;
        }

        if (o.Liever == o.Moment)
        {
            return Bezoekweigering.KaartIsOud;
        }

        if (asked.Any(b => b.Staat == Bezoekstaat.Gevraagd && b.Ronde >= MeesteRondes))
        {
            return Bezoekweigering.BelElkaar;
        }

        // One by one, so that a half-day with one place left is not promised to two.
        var trial = new Loop(loop.Jaar, loop.Om);
        foreach (var bezoek in asked)
        {
            if (Bezoekdagen.Hinder(trial.Jaar, bezoek, o.Liever, loop.Om) is { } hinder)
            {
                return hinder;
            }

            trial.Zet(bezoek with { Moment = o.Liever });
        }

        foreach (var bezoek in asked)
        {
            loop.Zet(bezoek with
            {
                Staat = Bezoekstaat.Tegenvoorstel, Liever = o.Liever, Ronde = bezoek.Staat == Bezoekstaat.Gevraagd ? bezoek.Ronde + 1 : bezoek.Ronde,
            });
        }

        loop.Vertel(loop.Jaar.Bezoeker, Bezoekkaarten.Jaar, loop.Jaar.Id, $"tegenvoorstel-{loop.Jaar.Revisie}");
        return null;
    }

    private static Bezoekweigering? TakeCounter(Loop loop, Bezoekopdracht.NeemTegenvoorstel o)
    {
        if (o.Van != loop.Jaar.Bezoeker)
        {
            return Bezoekweigering.NietVanJou;
        }

        var offered = loop.Jaar.Bezoeken.Where(b => b.Staat == Bezoekstaat.Tegenvoorstel && b.Opleider == o.Opleider && b.Moment == o.Moment).ToList();
        if (offered.Count == 0)
        {
            return Bezoekweigering.NietMeerGevraagd;
        }

        List<Bezoek> agreed = [];
        foreach (var bezoek in offered)
        {
            var at = bezoek.Liever!.Value;
            if (Bezoekdagen.Hinder(loop.Jaar, bezoek, at, loop.Om) is { } hinder)
            {
                return hinder;
            }

            var moved = bezoek with { Moment = at, Plek = Bezoekdagen.Plek(loop.Jaar.Bezoeken, bezoek.Id, at) };
            loop.Zet(moved);
            agreed.Add(moved);
        }

        Confirm(loop, agreed, null);
        return null;
    }

    private static Bezoekweigering? Choose(Loop loop, Bezoekopdracht.KiesMoment o)
    {
        if (o.Van != loop.Jaar.Bezoeker)
        {
            return Bezoekweigering.NietVanJou;
        }

        if (loop.Jaar.Find(o.Bezoek) is not { Open: true } bezoek)
        {
            return Bezoekweigering.BestaatNiet;
        }

        if (bezoek.Moment == o.Moment && bezoek.Staat is not (Bezoekstaat.Ongepland or Bezoekstaat.Tegenvoorstel))
        {
            return null;
        }

        if (Bezoekdagen.Hinder(loop.Jaar, bezoek, o.Moment, loop.Om) is { } hinder)
        {
            return hinder;
        }

        var moved = bezoek with
        {
            Moment = o.Moment, Plek = Bezoekdagen.Plek(loop.Jaar.Bezoeken, bezoek.Id, o.Moment), Liever = null, Terug = null, Door = null, Waarom = null,
            Wacht = false, Waarnemer = null,
        };
        if (bezoek.Staat == Bezoekstaat.Voorgesteld)
        {
            loop.Zet(moved);
            return null;
        }

        // The opleider who proposed it, or said to be there that half-day, need not be asked again; nor one whom the visit never had.
        if (bezoek.Opleider is { } opleider && bezoek.Liever != o.Moment && loop.Om.Opleiders.GetValueOrDefault(opleider)?.Is(o.Moment) != true)
        {
            if (bezoek.Staat == Bezoekstaat.Tegenvoorstel && bezoek.Ronde >= MeesteRondes)
            {
                return Bezoekweigering.BelElkaar;
            }

            loop.Zet(moved with { Staat = Bezoekstaat.Gevraagd, Ronde = bezoek.Staat == Bezoekstaat.Tegenvoorstel ? bezoek.Ronde + 1 : bezoek.Ronde });
            AskOpleider(loop, opleider, moved);
            if (bezoek.Staat == Bezoekstaat.Bevestigd)
            {
                TellIfNear(loop, bezoek, "verzet");
            }

            return null;
        }

        loop.Zet(moved);
        // Who waits for the visitor today must not learn by tomorrow's message that it is another day.
        Confirm(loop, [moved], null, atOnce: bezoek.Staat == Bezoekstaat.Bevestigd && Soon(loop, bezoek));
        return null;
    }

    private static Bezoekweigering? Cannot(Loop loop, Bezoekopdracht.KanNiet o)
    {
        if (loop.Jaar.Find(o.Bezoek) is not { } bezoek || bezoek.Staat == Bezoekstaat.Vervallen)
        {
            return Bezoekweigering.BestaatNiet;
        }

        if (!Betrokkenen(bezoek, loop.Om.Register).Contains(o.Van))
        {
            return Bezoekweigering.NietVanJou;
        }

        if (bezoek is { Staat: Bezoekstaat.Ongepland, Terug: Terugreden.KanNiet })
        {
            return null;
        }

        if (bezoek.Staat != Bezoekstaat.Bevestigd)
        {
            return Bezoekweigering.NietMeerGevraagd;
        }

        if (loop.Om.Vandaag > LaatsteDagVoorKanNiet(bezoek, bezoek.Moment!.Value.Datum, loop.Om.Register))
        {
            return Bezoekweigering.TeLaatVoorKanNiet;
        }

        loop.Zet(Loosen(bezoek, Terugreden.KanNiet, o.Van));
        TellVisitor(loop, bezoek, "kan-niet");
        return null;
    }
}
