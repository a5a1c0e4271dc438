using System.Diagnostics;
using Isop.Core.Time;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>What may be agreed, changed and rounded off. Pure; who may do it at all is <see cref="Impulskring"/>.</summary>
public static class Impulsregels
{
    /// <summary>In characters.</summary>
    public const int LangsteDoel = 300, LangsteMaatregel = 800, LangsteNorm = 300, LangsteTerugblik = 800, LangsteReden = 300;

    /// <summary>How far ahead one may plan to look back.</summary>
    public const int VersteJaren = 2;

    /// <summary>Times that one is looked back at: one that still goes on after ten times is something else by now.</summary>
    public const int MeesteTerugblikken = 10;

    /// <summary>Who can carry one out, in the order of the form.</summary>
    public static IReadOnlyList<Uitvoerder> Uitvoerders(Impulsniveau niveau) => niveau == Impulsniveau.Bestuur
        ? [Uitvoerder.Bestuurder, Uitvoerder.Programmaleider, Uitvoerder.Samen]
        : [Uitvoerder.Directeur, Uitvoerder.Opleider, Uitvoerder.Samen];

    /// <summary>Whether it can be looked back at: also what did not wholly work may go on later.</summary>
    public static bool KanVerder(Impulsstaat staat) => staat is Impulsstaat.Loopt or Impulsstaat.DeelsGelukt or Impulsstaat.NietGelukt;

    public static Impulsbesluit Maak(Kwaliteitsimpuls? was, Impulsopdracht.Maak o, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(o);
        var (plan, wrong) = Lees(o.Plan, o.Plek.Niveau, was?.Plan.Kijkdatum, now);
        if (was is not null)
        {
            return plan == was.Plan ? new Impulsbesluit.AlGedaan(was) : Refuse(Impulsweigering.AlAndersGemaakt);
        }

        return plan is null ? new Impulsbesluit.Geweigerd(wrong) : new Impulsbesluit.Gewijzigd(new Kwaliteitsimpuls
        {
            Id = o.Id, Plek = o.Plek, Aanleiding = o.Aanleiding, Plan = plan, Versie = 1, Maker = o.Door, Gemaakt = now, Wijziger = o.Door, Gewijzigd = now,
        });
    }

    public static Impulsbesluit Decide(Kwaliteitsimpuls was, Impulsopdracht opdracht, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(was);
        return opdracht switch
        {
            Impulsopdracht.Verander o => Change(was, o, now),
            Impulsopdracht.KijkTerug o => LookBack(was, o with { Tekst = Text(o.Tekst) }, now),
            Impulsopdracht.TrekIn o => Withdraw(was, o with { Reden = Text(o.Reden) }, now),
            Impulsopdracht.Maak o => Maak(was, o, now),
            _ => throw new UnreachableException(),
        };
    }

    private static Impulsbesluit Change(Kwaliteitsimpuls was, Impulsopdracht.Verander o, DateTimeOffset now)
    {
        var (plan, wrong) = Lees(o.Plan, was.Plek.Niveau, was.Plan.Kijkdatum, now);
        return plan == was.Plan ? new Impulsbesluit.AlGedaan(was)
            : o.Versie != was.Versie ? new Impulsbesluit.Verouderd(was)
            : was.Staat != Impulsstaat.Loopt ? Refuse(Impulsweigering.LooptNietMeer)
            : plan is null ? new Impulsbesluit.Geweigerd(wrong)
            : Next(was with { Plan = plan }, o, now);
    }

    private static Impulsbesluit LookBack(Kwaliteitsimpuls was, Impulsopdracht.KijkTerug o, DateTimeOffset now)
    {
        if (was.Terugblikken is [.., var last] && (last.Uitkomst, last.Tekst, was.Staat) == (o.Uitkomst, o.Tekst, o.Uitkomst)
            && (o.Uitkomst != Impulsstaat.Loopt || was.Plan.Kijkdatum == o.Kijkdatum))
        {
            return new Impulsbesluit.AlGedaan(was);
        }

        if (o.Versie != was.Versie)
        {
            return new Impulsbesluit.Verouderd(was);
        }

        var goesOn = o.Uitkomst == Impulsstaat.Loopt;
        if (!KanVerder(was.Staat) || (was.Staat != Impulsstaat.Loopt && !goesOn))
        {
            return Refuse(Impulsweigering.LooptNietMeer);
        }

        List<Impulsweigering> wrong =
        [
            .. o.Uitkomst is null or Impulsstaat.Ingetrokken ? [Impulsweigering.UitkomstOntbreekt] : Array.Empty<Impulsweigering>(),
            .. Length(o.Tekst, LangsteTerugblik, Impulsweigering.TerugblikOntbreekt, Impulsweigering.TerugblikTeLang),
            .. goesOn ? Day(o.Kijkdatum, null, now) : [],
            .. was.Terugblikken.Count >= MeesteTerugblikken && goesOn ? [Impulsweigering.TeVaakVerder] : Array.Empty<Impulsweigering>(),
        ];
        return wrong.Count > 0 ? new Impulsbesluit.Geweigerd(wrong) : Next(
            was with
            {
                Staat = o.Uitkomst!.Value,
                Plan = goesOn ? was.Plan with { Kijkdatum = o.Kijkdatum!.Value } : was.Plan,
                Terugblikken = [.. was.Terugblikken, new Impulsterugblik(AmsterdamTime.DateOf(now), o.Uitkomst.Value, o.Tekst)],
            },
            o, now);
    }

    private static Impulsbesluit Withdraw(Kwaliteitsimpuls was, Impulsopdracht.TrekIn o, DateTimeOffset now)
    {
        var wrong = Length(o.Reden, LangsteReden, Impulsweigering.RedenOntbreekt, Impulsweigering.RedenTeLang);
        return was.Staat == Impulsstaat.Ingetrokken && was.Reden == o.Reden ? new Impulsbesluit.AlGedaan(was)
            : o.Versie != was.Versie ? new Impulsbesluit.Verouderd(was)
            : was.Staat != Impulsstaat.Loopt ? Refuse(Impulsweigering.LooptNietMeer)
            : wrong.Count > 0 ? new Impulsbesluit.Geweigerd(wrong)
            : Next(was with { Staat = Impulsstaat.Ingetrokken, Reden = o.Reden }, o, now);
    }

    private static Impulsbesluit.Gewijzigd Next(Kwaliteitsimpuls becomes, Impulsopdracht o, DateTimeOffset now) =>
        new(becomes with { Versie = becomes.Versie + 1, Wijziger = o.Door, Gewijzigd = now });

    /// <summary>The plan, or everything that is wrong with it.</summary>
    private static (Impulsplan? Plan, IReadOnlyList<Impulsweigering> Wrong) Lees(Impulsvoorstel o, Impulsniveau niveau, DateOnly? stond, DateTimeOffset now)
    {
        var (doel, maatregel, norm) = (Text(o.Doel), Text(o.Maatregel), Text(o.Norm));
        List<Impulsweigering> wrong =
        [
            .. Length(doel, LangsteDoel, Impulsweigering.DoelOntbreekt, Impulsweigering.DoelTeLang),
            .. Length(maatregel, LangsteMaatregel, Impulsweigering.MaatregelOntbreekt, Impulsweigering.MaatregelTeLang),
            .. Length(norm, LangsteNorm, Impulsweigering.NormOntbreekt, Impulsweigering.NormTeLang),
            .. Day(o.Kijkdatum, stond, now),
            .. o.Uitvoerder is { } who && Uitvoerders(niveau).Contains(who) ? Array.Empty<Impulsweigering>() : [Impulsweigering.UitvoerderOntbreekt],
        ];
        return wrong.Count > 0 ? (null, wrong) : (new Impulsplan(doel, maatregel, norm, o.Kijkdatum!.Value, o.Uitvoerder!.Value), wrong);
    }

    private static IReadOnlyList<Impulsweigering> Length(string text, int longest, Impulsweigering missing, Impulsweigering tooLong) =>
        text.Length == 0 ? [missing] : text.Length > longest ? [tooLong] : [];

    /// <param name="day">What was filled in.</param>
    /// <param name="stond">The day that stood there: who mends a word need not move a day that has come.</param>
    /// <param name="now">The moment.</param>
    private static IReadOnlyList<Impulsweigering> Day(DateOnly? day, DateOnly? stond, DateTimeOffset now)
    {
        var today = AmsterdamTime.DateOf(now);
        return day is not { } on ? [Impulsweigering.KijkdatumOntbreekt]
            : on == stond ? []
            : on <= today ? [Impulsweigering.KijkdatumNietLater]
            : on > today.AddYears(VersteJaren) ? [Impulsweigering.KijkdatumTeVer]
            : [];
    }

    private static Impulsbesluit.Geweigerd Refuse(Impulsweigering reden) => new([reden]);

    /// <summary>As it is kept: a browser ends lines with two characters and counts one.</summary>
    private static string Text(string text) => text.ReplaceLineEndings("\n").Trim();
}
