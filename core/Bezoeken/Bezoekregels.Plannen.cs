using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>The plan: what the register calls for, when the visitor can, and what the planner made of it.</summary>
public static partial class Bezoekregels
{
    /// <summary>
    /// Brings the visits in line with the register. What was made stays as it was, also when it was not told yet; who moves to another
    /// school or gets another opleider keeps the visit; what is not needed any more is called off.
    /// </summary>
    private static Bezoekweigering? Follow(Loop loop, Bezoekopdracht.Volg volg)
    {
        var elders = volg.Elders.Union(loop.Jaar.Elders).Order(StringComparer.Ordinal).ToList();
        var wensen = volg.Wensen.Where(w => !elders.Contains(w.Id)).ToDictionary(w => w.Id);
        if (!elders.SequenceEqual(loop.Jaar.Elders))
        {
            loop.Jaar = loop.Jaar with { Elders = elders };
        }

        foreach (var bezoek in loop.Jaar.Bezoeken.Where(b => b.Staat != Bezoekstaat.Geweest && !WentBy(b, loop.Om.Vandaag)))
        {
            if (wensen.GetValueOrDefault(bezoek.Id) is { } wens)
            {
                Adjust(loop, bezoek, wens);
            }
            else if (bezoek.Staat != Bezoekstaat.Vervallen)
            {
                loop.Zet(bezoek with { Staat = Bezoekstaat.Vervallen, Liever = null, Wacht = false });
                TellIfNear(loop, bezoek, "vervallen");
                if (bezoek is { Staat: Bezoekstaat.Bevestigd, Moment: { } moment } && IsNear(loop, moment.Datum))
                {
                    TellVisitor(loop, bezoek, "vervallen");
                }
            }
        }

        var known = loop.Jaar.Bezoeken.Select(b => b.Id).ToHashSet();
        var added = wensen.Values.Where(w => !known.Contains(w.Id)).Select(w => FromWish(w, loop.Om)).ToList();
        if (added.Count > 0)
        {
            loop.Jaar = loop.Jaar with { Bezoeken = [.. loop.Jaar.Bezoeken, .. added] };
        }

        if (loop.Jaar.Beschikbaarheid is not null && loop.Jaar.Bezoeken.Any(b => b is { Staat: Bezoekstaat.Ongepland, Waarom: null, Terug: null }))
        {
            loop.Jaar = loop.Jaar with { Rekent = true };
        }

        return null;
    }

    /// <summary>Agreed for a day that went by: it was made, and what came of it has yet to be told.</summary>
    internal static bool WentBy(Bezoek bezoek, DateOnly today) => bezoek is { Staat: Bezoekstaat.Bevestigd, Moment: { } moment } && moment.Datum < today;

    private static Bezoek FromWish(Bezoekwens w, Bezoekomgeving om) => new()
    {
        Id = w.Id, Student = w.Student, Stage = w.Stage, Organisatie = w.Organisatie, Opleider = w.Opleider, Periode = w.Periode, Nummer = w.Nummer,
        Venster = w.Venster, Gewijzigd = om.Now,
    };

    private static void Adjust(Loop loop, Bezoek was, Bezoekwens wens)
    {
        var bezoek = was with
        {
            Stage = wens.Stage, Organisatie = wens.Organisatie, Opleider = wens.Opleider, Periode = wens.Periode, Nummer = wens.Nummer, Venster = wens.Venster,
        };
        if (was.Staat == Bezoekstaat.Vervallen)
        {
            loop.Zet(bezoek with { Staat = Bezoekstaat.Ongepland, Moment = null, Waarom = null, Terug = null, Ronde = 0, Waarnemer = null });
            return;
        }

        if (was.Organisatie != wens.Organisatie)
        {
            loop.Zet(Loosen(bezoek, was.Staat == Bezoekstaat.Bevestigd ? Terugreden.AndereSchool : null, null) with { Ronde = 0, Afgewezen = [] });
            TellIfNear(loop, was, "andere-school");
            if (was.Staat == Bezoekstaat.Bevestigd)
            {
                TellVisitor(loop, was, "andere-school");
            }

            return;
        }

        if (bezoek.Moment is { } moment && moment.Datum >= loop.Om.Vandaag && HoldsNoMore(loop, bezoek, moment))
        {
            loop.Zet(Loosen(bezoek, was.Staat is Bezoekstaat.Bevestigd ? Terugreden.DagGaatNiet : null, null));
            TellIfNear(loop, was, "dag-gaat-niet");
            TellVisitor(loop, was, "dag-gaat-niet");
            return;
        }

        if (bezoek is { Staat: Bezoekstaat.Ongepland, Waarom: not null } && was.Venster != bezoek.Venster)
        {
            bezoek = bezoek with { Waarom = null };
        }

        if (was != bezoek)
        {
            loop.Zet(bezoek);
        }

        // A day that went by is asked of nobody and agreed by nobody any more: the visitor finds another moment.
        if (bezoek.Moment?.Datum < loop.Om.Vandaag)
        {
            return;
        }

        // A new opleider takes over what was asked of the former one, and hears of what was agreed.
        if (was.Opleider != bezoek.Opleider && bezoek.Opleider is { } opleider)
        {
            if (bezoek.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel)
            {
                loop.Zet(bezoek with { Staat = Bezoekstaat.Gevraagd, Liever = null });
                AskOpleider(loop, opleider, bezoek);
            }
            else if (bezoek.Staat == Bezoekstaat.Bevestigd)
            {
                loop.Vertel(opleider, Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(loop.Jaar.Id, bezoek.Id), $"opleider-{bezoek.Volgnummer}", about: bezoek);
            }
        }
        else if (bezoek is { Opleider: null, Staat: Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel })
        {
            Confirm(loop, [bezoek with { Liever = null }], null);
        }
    }

    /// <summary>The kalender or the stage changed under an agreed moment.</summary>
    private static bool HoldsNoMore(Loop loop, Bezoek bezoek, Halfdag moment) =>
        bezoek.Houdt && Bezoekdagen.Dag(loop.Jaar, bezoek, moment, loop.Om) is Bezoekweigering.GeenStagedag or Bezoekweigering.BuitenVenster;

    private static Bezoek Loosen(Bezoek bezoek, Terugreden? reden, PersonId? door) => bezoek with
    {
        Staat = Bezoekstaat.Ongepland, Moment = null, Liever = null, Terug = reden, Door = door, Waarom = null, Wacht = false, Waarnemer = null,
        Afgewezen = bezoek.Moment is { } was ? [.. bezoek.Afgewezen.Append(was).Distinct().TakeLast(20)] : bezoek.Afgewezen,
    };

    /// <summary>Who was told of a visit hears that it is off: at once when the day is near, else when it suits.</summary>
    private static void TellIfNear(Loop loop, Bezoek was, string what)
    {
        if (was is { Staat: Bezoekstaat.Bevestigd, Moment: { } moment } && moment.Datum >= loop.Om.Vandaag)
        {
            loop.VertelAllen(was, $"{what}-{was.Volgnummer}", IsNear(loop, moment.Datum) ? Urgency.Direct : Urgency.Normal);
        }
    }

    private static void TellVisitor(Loop loop, Bezoek bezoek, string what)
    {
        if (bezoek.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel)
        {
            loop.Vertel(
                loop.Jaar.Bezoeker, Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(loop.Jaar.Id, bezoek.Id), $"{what}-{bezoek.Volgnummer}",
                urgency: bezoek.Moment is { } m && IsNear(loop, m.Datum) ? Urgency.Direct : Urgency.Normal);
        }
    }

    private static Bezoekweigering? SetAvailability(Loop loop, Bezoekopdracht.GeefBeschikbaarheid o)
    {
        if (o.Van != loop.Jaar.Bezoeker)
        {
            return Bezoekweigering.NietVanJou;
        }

        if (o.Beschikbaarheid.Werkt.Count == 0 || o.Beschikbaarheid.MeestePerDag is < 1 or > Beschikbaarheid.HoogstePerDag)
        {
            return Bezoekweigering.GeenDagdelen;
        }

        if (o.Beschikbaarheid.Vrij.Any(v => v.Tot < v.Van))
        {
            return Bezoekweigering.OngeldigeDagen;
        }

        if (loop.Jaar.Beschikbaarheid is { } known && known.MeestePerDag == o.Beschikbaarheid.MeestePerDag
            && known.Werkt.ToHashSet().SetEquals(o.Beschikbaarheid.Werkt) && known.Vrij.ToHashSet().SetEquals(o.Beschikbaarheid.Vrij))
        {
            return null;
        }

        // What nobody was asked yet is planned anew; what was asked or agreed stays until its people say otherwise.
        loop.Jaar = loop.Jaar with
        {
            Beschikbaarheid = o.Beschikbaarheid,
            Rekent = true,
            Ongevraagd = false,
            Bezoeken = [.. loop.Jaar.Bezoeken.Select(b => b.Staat == Bezoekstaat.Ongepland ? b with { Waarom = null } : b)],
        };
        return null;
    }

    /// <summary>
    /// What was proposed on a half-day that turns out to be busy, and what had no half-day but is free now, is planned anew. What people were
    /// asked or agreed stays where it is.
    /// </summary>
    private static Bezoekweigering? Revise(Loop loop)
    {
        var anew = loop.Jaar is { Beschikbaarheid: not null, Rekent: false } && loop.Jaar.Bezoeken.Any(b => b switch
        {
            { Staat: Bezoekstaat.Voorgesteld, Moment: { } moment } => moment.Datum > loop.Om.Vandaag && loop.Om.IsBezet(moment),
            // Only where the planner looks too, or every reading would have it plan in vain.
            { Staat: Bezoekstaat.Ongepland, Waarom: Ongepland.AgendaBezet, Terug: null } =>
                Bezoekdagen.Vrij(loop.Jaar, b, loop.Om).Any(h => b.Venster.Contains(h.Datum)),
            _ => false,
        });
        if (anew)
        {
            loop.Jaar = loop.Jaar with { Rekent = true, Ongevraagd = true };
        }

        return null;
    }

    /// <summary>
    /// Takes the moments of the planner for what is still open. The year may have changed while it worked, or the
    /// visitor's calendar: then it works again.
    /// </summary>
    private static Bezoekweigering? TakePlan(Loop loop, Bezoekopdracht.NeemVoorstel o)
    {
        if (!loop.Jaar.Rekent)
        {
            return null;
        }

        if (o.Revisie != loop.Jaar.Revisie || o.Voorstel.Bezoeken.Any(p => loop.Om.IsBezet(p.Moment)))
        {
            return Bezoekweigering.KaartIsOud;
        }

        var (was, waits) = (loop.Jaar.IsVerstuurd, !loop.Jaar.Ongevraagd);
        foreach (var none in o.Voorstel.Ongepland)
        {
            if (loop.Jaar.Find(none.Wens.Id) is { Staat: Bezoekstaat.Ongepland or Bezoekstaat.Voorgesteld } b)
            {
                loop.Zet(b with { Staat = Bezoekstaat.Ongepland, Moment = null, Waarom = none.Waarom });
            }
        }

        foreach (var planned in o.Voorstel.Bezoeken)
        {
            // Cleared first, so that a place that one visit leaves is free for the next.
            if (loop.Jaar.Find(planned.Wens.Id) is { Staat: Bezoekstaat.Ongepland or Bezoekstaat.Voorgesteld } b)
            {
                loop.Zet(b with { Staat = Bezoekstaat.Ongepland, Moment = null });
            }
        }

        foreach (var planned in o.Voorstel.Bezoeken.OrderBy(p => p.Moment).ThenBy(p => p.Wens.Id, StringComparer.Ordinal))
        {
            if (loop.Jaar.Find(planned.Wens.Id) is { Staat: Bezoekstaat.Ongepland } b && Bezoekdagen.Botsing(loop.Jaar, b, planned.Moment, loop.Om) is null)
            {
                var plek = Bezoekdagen.Plek(loop.Jaar.Bezoeken, b.Id, planned.Moment);
                loop.Zet(b with { Staat = Bezoekstaat.Voorgesteld, Moment = planned.Moment, Plek = plek, Waarom = null, Terug = null, Door = null });
            }
        }

        loop.Jaar = loop.Jaar with { Rekent = false, Ongevraagd = false, Bewezen = o.Voorstel.Bewezen };
        if (!was || loop.Jaar.Bezoeken.Any(b => b.Staat == Bezoekstaat.Voorgesteld))
        {
            loop.Vertel(
                loop.Jaar.Bezoeker, Bezoekkaarten.Jaar, loop.Jaar.Id, $"voorstel-{loop.Jaar.Revisie}", urgency: waits ? Urgency.Direct : Urgency.Normal);
        }

        return null;
    }

    private static Bezoekweigering? Ask(Loop loop, Bezoekopdracht.SpreekAf o)
    {
        if (o.Van != loop.Jaar.Bezoeker)
        {
            return Bezoekweigering.NietVanJou;
        }

        if (loop.Jaar.Rekent)
        {
            return Bezoekweigering.RekentNog;
        }

        var proposed = loop.Jaar.Bezoeken.Where(b => b.Staat == Bezoekstaat.Voorgesteld && b.Moment!.Value.Datum >= loop.Om.Vandaag).ToList();
        if (proposed.Count == 0)
        {
            return loop.Jaar.IsVerstuurd ? null : Bezoekweigering.NietsVoorgesteld;
        }

        foreach (var bezoek in proposed.Where(b => b.Opleider is not null))
        {
            loop.Zet(bezoek with { Staat = Bezoekstaat.Gevraagd });
        }

        foreach (var asked in proposed.Where(b => b.Opleider is not null).GroupBy(b => b.Opleider!.Value))
        {
            AskOpleider(loop, asked.Key, asked.First());
        }

        Confirm(loop, [.. proposed.Where(b => b.Opleider is null)], null);
        return null;
    }

    private static void AskOpleider(Loop loop, PersonId opleider, Bezoek about) =>
        loop.Vertel(opleider, Bezoekkaarten.Aanvraag, loop.Jaar.Id, $"vraag-{loop.Jaar.Revisie}", about: about);
}
