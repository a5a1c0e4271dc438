using System.Diagnostics;
using Isop.Core.Time;

namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>What may be recorded and withdrawn. Pure.</summary>
public static class Bevoegdheidsregels
{
    /// <summary>In characters.</summary>
    public const int LangsteToelichting = 200, LangsteReden = 200;

    /// <summary>In one dossier: a kalibreersessie each year of a long career, and mistakes.</summary>
    public const int Meeste = 60;

    public static bool KanEindigen(Bevoegdheidssoort soort) => soort is Bevoegdheidssoort.Bke or Bevoegdheidssoort.Aanstelling;

    public static Bevoegdheidsbesluit Decide(Bevoegdheidsdossier dossier, Bevoegdheidsopdracht opdracht, DateTimeOffset now) => opdracht switch
    {
        Bevoegdheidsopdracht.LegVast o => Record(dossier, o with { Toelichting = Dutch.OneLine(o.Toelichting) }, now),
        Bevoegdheidsopdracht.TrekIn o => Withdraw(dossier, o with { Reden = Dutch.OneLine(o.Reden) }, now),
        _ => throw new UnreachableException(),
    };

    private static Bevoegdheidsbesluit Record(Bevoegdheidsdossier dossier, Bevoegdheidsopdracht.LegVast o, DateTimeOffset now)
    {
        if (dossier.Find(o.Id) is { } sent)
        {
            return IsSame(sent, o) ? new Bevoegdheidsbesluit.AlGedaan(dossier) : Refuse(Bevoegdheidsweigering.AlAndersVastgelegd);
        }

        // Two who keep the list of one kalibreersessie.
        if (dossier.Regels.Any(r => r.Ingetrokken is null && IsSame(r, o)))
        {
            return new Bevoegdheidsbesluit.AlGedaan(dossier);
        }

        if (Check(o, AmsterdamTime.DateOf(now)) is { } wrong)
        {
            return Refuse(wrong);
        }

        if (dossier.Regels.Count >= Meeste)
        {
            return Refuse(Bevoegdheidsweigering.Vol);
        }

        var regel = new Bevoegdheidsregel
        {
            Id = o.Id, Soort = o.Soort, Datum = o.Datum, Tot = o.Tot, Toelichting = o.Toelichting, Door = o.Door, Op = now,
        };
        return new Bevoegdheidsbesluit.Gewijzigd(dossier with { Regels = [.. dossier.Regels, regel], Gewijzigd = now }, regel);
    }

    private static Bevoegdheidsweigering? Check(Bevoegdheidsopdracht.LegVast o, DateOnly today) =>
        o.Datum > (o.Soort == Bevoegdheidssoort.Aanstelling ? today.AddYears(1) : today) ? Bevoegdheidsweigering.DatumInDeToekomst
        : o.Tot is not null && !KanEindigen(o.Soort) ? Bevoegdheidsweigering.HeeftGeenEinde
        : o.Tot < o.Datum ? Bevoegdheidsweigering.EindigtVoorBegin
        : o.Toelichting.Length > LangsteToelichting ? Bevoegdheidsweigering.ToelichtingTeLang
        : null;

    private static Bevoegdheidsbesluit Withdraw(Bevoegdheidsdossier dossier, Bevoegdheidsopdracht.TrekIn o, DateTimeOffset now)
    {
        if (dossier.Find(o.Id) is not { } regel)
        {
            return Refuse(Bevoegdheidsweigering.OnbekendeRegel);
        }

        if (regel.Ingetrokken is not null || o.Reden.Length is 0 or > LangsteReden)
        {
            return regel.Ingetrokken is not null ? new Bevoegdheidsbesluit.AlGedaan(dossier)
                : Refuse(o.Reden.Length == 0 ? Bevoegdheidsweigering.RedenOntbreekt : Bevoegdheidsweigering.RedenTeLang);
        }

        var gone = regel with { Ingetrokken = new Bevoegdheidsintrekking(o.Reden, o.Door, now) };
        return new Bevoegdheidsbesluit.Gewijzigd(dossier with { Regels = [.. dossier.Regels.Select(r => r == regel ? gone : r)], Gewijzigd = now }, gone);
    }

    private static bool IsSame(Bevoegdheidsregel r, Bevoegdheidsopdracht.LegVast o) =>
        (r.Soort, r.Datum, r.Tot) == (o.Soort, o.Datum, o.Tot) && string.Equals(r.Toelichting, o.Toelichting, StringComparison.OrdinalIgnoreCase);

    private static Bevoegdheidsbesluit.Geweigerd Refuse(Bevoegdheidsweigering reden) => new(reden);
}
