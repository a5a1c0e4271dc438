using System.Globalization;
using Isop.Core.Time;

namespace Isop.Core.Intervisie;

/// <summary>Planning the series, and moving, skipping and changing one of it.</summary>
public static partial class Intervisieregels
{

    /// <summary>The dates of a rhythm from a day, inside the study year, as long as there are students; those that have passed are left out.</summary>
    public static IReadOnlyList<DateOnly> DagenVan(Intervisiereeks reeks, Intervisieritme ritme, DateOnly vanaf, Intervisieomgeving om)
    {
        var last = reeks.Organisaties.SelectMany(om.Register.StagesAt).Select(s => s.Beeindigd?.AddDays(-1) ?? s.Tot).DefaultIfEmpty(DateOnly.MinValue).Max();
        var days = Intervisiedagen.Reeks(om.Register, reeks.Organisaties, ritme.Dag, ritme.Hoevaak, Max(vanaf, reeks.Van), last < reeks.Tot ? last : reeks.Tot);
        return [.. days.Where(d => d > om.Vandaag)];
    }

    private static Intervisieweigering? Propose(Loop loop, Intervisieopdracht.StelVoor o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (!FitsInDay(o.Ritme.Tijd, o.Ritme.Minuten))
        {
            return Intervisieweigering.TijdGaatNiet;
        }

        var ritme = o.Ritme with { Plaats = o.Ritme.Plaats.Trim() };
        List<string> themas = [.. o.Themas.Select(t => t.Trim()).Where(t => t.Length > 0)];
        if (ritme.Plaats.Length > LangstePlaats || themas.Exists(t => t.Length > LangsteTekst))
        {
            return Intervisieweigering.TeLang;
        }

        if (themas.Count > Intervisiedagen.Meeste)
        {
            return Intervisieweigering.TeVeelThemas;
        }

        var vanaf = loop.Om.Vandaag.AddDays(1);
        var dagen = DagenVan(loop.Reeks, ritme, vanaf, loop.Om);
        if (dagen.Count == 0)
        {
            return Intervisieweigering.GeenDagen;
        }

        var was = loop.Reeks.Voorstel;
        if (was is null || was.Ritme != ritme || !was.Dagen.SequenceEqual(dagen) || !was.Themas.SequenceEqual(themas))
        {
            loop.Reeks = loop.Reeks with { Voorstel = new Reeksvoorstel { Ritme = ritme, Vanaf = vanaf, Dagen = dagen, Themas = themas } };
        }

        return null;
    }

    /// <summary>
    /// What is on one of the new dates stays; the others take the dates that are left, so that calendars move them; what is left over is called
    /// off, what is missing is added. A theme that was chosen stays unless the proposal brings another.
    /// </summary>
    private static Intervisieweigering? Plan(Loop loop, Intervisieopdracht.Plan o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (loop.Reeks.Voorstel is not { } voorstel)
        {
            return loop.Reeks.IsGepland ? null : Intervisieweigering.GeenVoorstel;
        }

        var dagen = DagenVan(loop.Reeks, voorstel.Ritme, voorstel.Vanaf, loop.Om);
        if (dagen.Count == 0 || !dagen.SequenceEqual(voorstel.Dagen.Where(d => d > loop.Om.Vandaag)))
        {
            return dagen.Count == 0 ? Intervisieweigering.GeenDagen : Intervisieweigering.VoorstelVerouderd;
        }

        var again = loop.Reeks.IsGepland;
        foreach (var (i, known) in Match(loop, dagen).Index())
        {
            // The themes belong to the dates as they were shown.
            var at = voorstel.Dagen.Count - dagen.Count + i;
            var thema = at < voorstel.Themas.Count ? voorstel.Themas[at] : null;
            if (known is null)
            {
                AddOne(loop, dagen[i], voorstel.Ritme, thema ?? "");
                continue;
            }

            var stays = known.Datum == dagen[i];
            loop.Zet(known with
            {
                Datum = dagen[i], Tijd = voorstel.Ritme.Tijd, Minuten = voorstel.Ritme.Minuten, Plaats = voorstel.Ritme.Plaats, Locatie = voorstel.Ritme.Locatie,
                Thema = thema ?? known.Thema, Afgemeld = stays ? known.Afgemeld : [], Leider = stays ? known.Leider : null,
            });
        }

        foreach (var over in loop.Reeks.Open.Where(b => b.Datum > loop.Om.Vandaag && !dagen.Contains(b.Datum)).ToList())
        {
            loop.Zet(over with { Staat = Bijeenkomststaat.Overgeslagen, Reden = Overslaanreden.Herplanning, Leider = null });
        }

        var leden = Nabij(loop.Reeks, loop.Om);
        loop.Reeks = loop.Reeks with { Ritme = voorstel.Ritme, Voorstel = null, Leden = [.. leden.Select(l => l.Persoon)] };
        foreach (var lid in leden.Where(l => l.Persoon != loop.Reeks.Begeleider))
        {
            loop.VertelReeks(lid, again ? $"gewijzigd-{loop.Revisie}" : $"uitnodiging-{loop.Revisie}");
        }

        TellGuests(loop);
        return null;
    }

    /// <summary>For each date the bijeenkomst that takes it: the one that was there already, else the next that lost its own; null for a new one.</summary>
    private static List<Bijeenkomst?> Match(Loop loop, IReadOnlyList<DateOnly> dagen)
    {
        var ahead = loop.Reeks.Open.Where(b => b.Datum > loop.Om.Vandaag).OrderBy(b => b.Datum).ToList();
        var free = new Queue<Bijeenkomst>(ahead.Where(b => !dagen.Contains(b.Datum)));
        return [.. dagen.Select(d => ahead.Find(b => b.Datum == d) ?? (free.TryDequeue(out var next) ? next : null))];
    }

    private static Intervisieweigering? Drop(Loop loop, Intervisieopdracht.LaatVallen o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        loop.Reeks = loop.Reeks with { Voorstel = null };
        return null;
    }

    private static Intervisieweigering? Add(Loop loop, Intervisieopdracht.VoegToe o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (loop.Reeks.Bijeenkomsten.Any(b => b.Staat != Bijeenkomststaat.Overgeslagen && b.Datum == o.Datum && b.Tijd == o.Tijd))
        {
            return null;
        }

        var ritme = (loop.Reeks.Ritme ?? new Intervisieritme { Dag = o.Datum.DayOfWeek, Tijd = o.Tijd, Minuten = 60, Hoevaak = Hoevaak.ElkeVierWeken }) with { Tijd = o.Tijd };
        if (Hinder(loop, null, o.Datum, o.Tijd, ritme.Minuten, past: true) is { } hinder)
        {
            return hinder;
        }

        if (loop.Reeks.Bijeenkomsten.Count >= 2 * Intervisiedagen.Meeste)
        {
            return Intervisieweigering.Vol;
        }

        var added = AddOne(loop, o.Datum, ritme, "");
        foreach (var later in loop.Reeks.Open.Where(b => b.Datum > o.Datum && o.Datum >= loop.Om.Vandaag && !IsAangekondigd(loop.Reeks, b, loop.Om)).ToList())
        {
            // It takes a turn, so the turns after it are given anew.
            loop.Zet(later with { Leider = null });
        }

        if (Begin(added) > loop.Om.Now)
        {
            GiveTurns(loop);
            loop.VertelAllen(loop.Reeks.Find(added.Id)!, $"extra-{Datumtekst.Iso(o.Datum)}-{loop.Revisie}");
        }

        return null;
    }

    private static Intervisieweigering? Move(Loop loop, Intervisieopdracht.Verzet o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (loop.Reeks.Find(o.Bijeenkomst) is not { Staat: not Bijeenkomststaat.Geweest } b)
        {
            return loop.Reeks.Find(o.Bijeenkomst) is null ? Intervisieweigering.BestaatNiet : Intervisieweigering.NietMeerGepland;
        }

        if (b is { Staat: Bijeenkomststaat.Gepland } && (b.Datum, b.Tijd) == (o.Datum, o.Tijd) && !o.Voortaan)
        {
            return null;
        }

        if (Hinder(loop, b, o.Datum, o.Tijd, b.Minuten, past: false) is { } hinder)
        {
            return hinder;
        }

        var moved = b with { Datum = o.Datum, Tijd = o.Tijd, Staat = Bijeenkomststaat.Gepland, Reden = null, Afgemeld = b.Datum == o.Datum ? b.Afgemeld : [] };
        loop.Zet(moved);
        if (o.Voortaan)
        {
            FromNowOn(loop, moved);
        }
        else
        {
            loop.VertelAllen(moved, $"verzet-{loop.Revisie}");
        }

        return null;
    }

    /// <summary>Those after it stay in their own week, on the new weekday and time; where that day does not suit one stays as it was.</summary>
    private static void FromNowOn(Loop loop, Bijeenkomst moved)
    {
        foreach (var later in loop.Reeks.Open.Where(b => b.Id != moved.Id && b.Datum > moved.Datum).ToList())
        {
            var day = Kalender.Kalender.Maandag(later.Datum).AddDays(((int)moved.Datum.DayOfWeek + 6) % 7);
            if (day > moved.Datum && Hinder(loop, later, day, moved.Tijd, later.Minuten, past: false) is null)
            {
                loop.Zet(later with { Datum = day, Tijd = moved.Tijd, Afgemeld = later.Datum == day ? later.Afgemeld : [] });
            }
        }

        loop.Reeks = loop.Reeks with { Ritme = loop.Reeks.Ritme is { } ritme ? ritme with { Dag = moved.Datum.DayOfWeek, Tijd = moved.Tijd } : null };
        if (loop.Reeks.Ritme == loop.Was.Ritme && loop.Reeks.Bijeenkomsten.SequenceEqual(loop.Was.Bijeenkomsten))
        {
            // A second click.
            return;
        }

        foreach (var lid in Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, loop.Om.Vandaag).Where(l => l.Persoon != loop.Reeks.Begeleider))
        {
            loop.VertelReeks(lid, $"gewijzigd-{loop.Revisie}");
        }

        TellGuests(loop);
    }

    /// <summary>Guests know one bijeenkomst, not the series: each hears of hers when it changed.</summary>
    private static void TellGuests(Loop loop)
    {
        foreach (var b in loop.Reeks.Bijeenkomsten.Where(b => loop.Was.Find(b.Id) is { } old && Shown(old) != Shown(b)))
        {
            foreach (var gast in b.Gasten)
            {
                loop.Vertel(gast, b, $"verzet-{loop.Revisie}");
            }
        }
    }

    /// <summary>
    /// The turns move on: who was to lead now leads the next one, its theme goes along, and the theme of the last one waits with the one that
    /// was skipped.
    /// </summary>
    private static Intervisieweigering? Skip(Loop loop, Intervisieopdracht.SlaOver o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (b.Staat == Bijeenkomststaat.Overgeslagen)
        {
            return null;
        }

        if (b.Staat == Bijeenkomststaat.Geweest)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        CallOff(loop, b, Overslaanreden.Begeleider);
        return null;
    }

    private static void CallOff(Loop loop, Bijeenkomst b, Overslaanreden reden)
    {
        // Of one that people were reminded of, leader and theme stay as they were told.
        var later = loop.Reeks.Open.Where(o => (o.Datum, o.Tijd).CompareTo((b.Datum, b.Tijd)) > 0 && !IsAangekondigd(loop.Reeks, o, loop.Om)).ToList();
        var turns = later.Prepend(b).Select(o => (o.Thema, o.Leider)).ToList();
        for (var i = 0; i < later.Count; i++)
        {
            loop.Zet(later[i] with { Thema = turns[i].Thema, Leider = turns[i].Leider });
        }

        var off = b with { Staat = Bijeenkomststaat.Overgeslagen, Reden = reden, Thema = turns[^1].Thema, Leider = null };
        loop.Zet(off);
        if (Begin(off) > loop.Om.Now)
        {
            loop.VertelAllen(off, $"vervalt-{loop.Revisie}");
        }
    }

    private static Intervisieweigering? Change(Loop loop, Intervisieopdracht.PasAan o)
    {
        if (o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietVanJou;
        }

        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (b.Staat != Bijeenkomststaat.Gepland)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        var (thema, plaats) = (o.Thema.Trim(), o.Plaats.Trim());
        if (o.Revisie != loop.Was.Revisie)
        {
            // Once more what is so already, or a form over which somebody else changed something.
            return (thema, plaats, o.Leider ?? b.Leider) == (b.Thema, b.Plaats, b.Leider) && b.Gasten.SequenceEqual(o.Gasten) ? null : Intervisieweigering.KaartIsOud;
        }

        if (thema.Length > LangsteTekst || plaats.Length > LangstePlaats)
        {
            return Intervisieweigering.TeLang;
        }

        var leider = o.Leider ?? b.Leider;
        var leden = Leerteamleden.Op(loop.Om.Register, loop.Reeks.Organisaties, b.Datum);
        var known = Leerteamleden.Professionals(loop.Om.Register, loop.Reeks.Organisaties, b.Datum);
        if ((o.Leider is not null && leden.All(l => l.Persoon != leider)) || o.Gasten.Any(g => !known.Contains(g) && !b.Gasten.Contains(g)))
        {
            return Intervisieweigering.GeenLid;
        }

        var gasten = o.Gasten.Distinct().ToList();
        var changed = b with
        {
            Thema = thema, Plaats = plaats, Leider = leider, Locatie = o.Locatie is { } at && loop.Reeks.Organisaties.Contains(at) ? at : b.Locatie,
        };
        if (!b.Gasten.SequenceEqual(gasten))
        {
            changed = changed with { Gasten = gasten, NietMeer = [.. b.NietMeer.Concat(b.Gasten).Except(gasten)] };
        }

        loop.Zet(changed);
        if (leider != b.Leider)
        {
            TellLeader(loop, changed, leider);
        }

        foreach (var gast in gasten.Except(b.Gasten))
        {
            loop.Vertel(gast, changed, $"gast-{loop.Revisie}");
        }

        foreach (var gast in b.Gasten.Except(gasten))
        {
            loop.Vertel(gast, changed, $"gast-niet-meer-{loop.Revisie}");
        }

        return null;
    }

    private static Intervisieweigering? ChooseTheme(Loop loop, Intervisieopdracht.KiesThema o)
    {
        if (loop.Reeks.Find(o.Bijeenkomst) is not { } b)
        {
            return Intervisieweigering.BestaatNiet;
        }

        if (o.Van != b.Leider && o.Van != loop.Reeks.Begeleider)
        {
            return Intervisieweigering.NietGespreksleider;
        }

        if (b.Staat != Bijeenkomststaat.Gepland)
        {
            return Intervisieweigering.NietMeerGepland;
        }

        if (o.Thema.Trim().Length > LangsteTekst)
        {
            return Intervisieweigering.TeLang;
        }

        loop.Zet(b with { Thema = o.Thema.Trim() });
        return null;
    }

    private static Bijeenkomst AddOne(Loop loop, DateOnly day, Intervisieritme ritme, string thema)
    {
        var next = loop.Reeks.Bijeenkomsten.Select(b => int.Parse(b.Id, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1;
        var added = new Bijeenkomst
        {
            Id = next.ToString(CultureInfo.InvariantCulture), Datum = day, Tijd = ritme.Tijd, Minuten = ritme.Minuten, Plaats = ritme.Plaats, Locatie = ritme.Locatie, Thema = thema, Gewijzigd = loop.Om.Now,
        };
        loop.Reeks = loop.Reeks with { Bijeenkomsten = [.. loop.Reeks.Bijeenkomsten, added] };
        return added;
    }

    private static bool FitsInDay(TimeOnly from, int minutes) =>
        minutes is >= KortsteDuur and <= LangsteDuur && from >= Vroegst && from <= Laatst;

    /// <summary>Why a bijeenkomst cannot be on that day; null when it can.</summary>
    private static Intervisieweigering? Hinder(Loop loop, Bijeenkomst? b, DateOnly day, TimeOnly time, int minutes, bool past) =>
        !FitsInDay(time, minutes) ? Intervisieweigering.TijdGaatNiet
        : day < loop.Reeks.Van || day > loop.Reeks.Tot ? Intervisieweigering.BuitenJaar
        : !past && AmsterdamTime.At(day, time) <= loop.Om.Now ? Intervisieweigering.Voorbij
        : !Intervisiedagen.Past(loop.Om.Register, loop.Reeks.Organisaties, day) ? Intervisieweigering.DagGaatNiet
        : loop.Reeks.Bijeenkomsten.Any(o => o.Id != b?.Id && o.Staat != Bijeenkomststaat.Overgeslagen && o.Datum == day) ? Intervisieweigering.DubbeleDag
        : null;
}
