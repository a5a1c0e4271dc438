using Isop.Core.Bezorging;
using Isop.Core.Time;

namespace Isop.Core.Tussenevaluaties;

/// <summary>The gesprek after both are visible (opleidingsplan §2.3.3-A), and the look back four weeks later.</summary>
public static partial class Tussenevaluatie
{
    private const int FurthestMoment = 60;

    /// <summary>A mentor hears of proposed moments with at least this many whole days left before the day of the first.</summary>
    private const int DaysToChoose = 1;

    /// <summary>What a look back may say.</summary>
    public static IReadOnlyList<string> TerugblikKeuzes { get; } = ["gelukt", "onderweg", "nog-niet"];

    private static Besluit StelMomentenVoor(Zaak zaak, Opdracht.StelMomentenVoor opdracht, Omgeving omgeving)
    {
        var momenten = opdracht.Momenten.Distinct().Order().ToList();
        var now = AmsterdamTime.WallTimeOf(omgeving.Now);
        return zaak switch
        {
            _ when zaak.ZijdeVan(opdracht.Door) != Zijde.Student => Refuse(Weigering.NietVanJou),
            { Fase: not Fase.Zichtbaar } => Refuse(NotVisible(zaak)),
            _ when momenten.Count is 0 or > HoogsteAantalMomenten => Refuse(Weigering.GeenMomenten),
            _ when momenten[0] <= now => Refuse(Weigering.DatumInVerleden),
            _ when momenten[^1] > now.AddDays(FurthestMoment) => Refuse(Weigering.DatumTeVer),
            _ when zaak.Gesprek.Voorstellen.SequenceEqual(momenten) && zaak.Gesprek.KanNiet is null => new Besluit.AlGedaan(zaak),
            _ => Change(
                zaak with { Gesprek = zaak.Gesprek with { Voorstellen = momenten, Afgesproken = null, KanNiet = null } },
                omgeving,
                [.. Refresh(zaak, Everyone(zaak), omgeving),
                    .. zaak.Deelnemers.Werkplekbegeleiders.Select(p => Send(zaak, p, Kaarten.Vergelijking, $"voorstel-{zaak.Revisie}", omgeving, urgency: Urgency.Calm,
                        waitsUntil: AmsterdamTime.StartOf(DateOnly.FromDateTime(momenten[0]).AddDays(-DaysToChoose))))]),
        };
    }

    private static Besluit KiesMoment(Zaak zaak, Opdracht.KiesMoment opdracht, Omgeving omgeving) => zaak switch
    {
        _ when zaak.ZijdeVan(opdracht.Door) != Zijde.Mentor => Refuse(Weigering.NietVanJou),
        { Fase: not Fase.Zichtbaar } => Refuse(NotVisible(zaak)),
        _ when zaak.Gesprek.Afgesproken == opdracht.Moment => new Besluit.AlGedaan(zaak),
        _ when !zaak.Gesprek.Voorstellen.Contains(opdracht.Moment) => Refuse(Weigering.MomentBestaatNiet),
        _ when opdracht.Moment <= AmsterdamTime.WallTimeOf(omgeving.Now) => Refuse(Weigering.DatumInVerleden),
        _ => Change(
            zaak with { Gesprek = zaak.Gesprek with { Afgesproken = opdracht.Moment, KanNiet = null } },
            omgeving,
            [.. Refresh(zaak, Everyone(zaak), omgeving),
                Send(zaak, zaak.Deelnemers.Student, Kaarten.Vergelijking, $"afgesproken-{zaak.Revisie}", omgeving)]),
    };

    private static Besluit KanOpGeenMoment(Zaak zaak, Opdracht.KanOpGeenMoment opdracht, Omgeving omgeving) => zaak switch
    {
        _ when zaak.ZijdeVan(opdracht.Door) != Zijde.Mentor => Refuse(Weigering.NietVanJou),
        { Fase: not Fase.Zichtbaar } => Refuse(NotVisible(zaak)),
        { Gesprek.Voorstellen.Count: 0 } => Refuse(Weigering.MomentBestaatNiet),
        _ when zaak.Gesprek.KanNiet is not null => new Besluit.AlGedaan(zaak),
        _ when opdracht.Toelichting.Length > LangsteTekst => Refuse(Weigering.TeLang),
        _ => Change(
            zaak with { Gesprek = zaak.Gesprek with { KanNiet = opdracht.Toelichting.Trim(), Afgesproken = null } },
            omgeving,
            [.. Refresh(zaak, Everyone(zaak), omgeving),
                Send(zaak, zaak.Deelnemers.Student, Kaarten.Vergelijking, $"kanniet-{zaak.Revisie}", omgeving)]),
    };

    /// <summary>Either records it; the other is asked to agree. Recording again before that replaces the text.</summary>
    private static Besluit LegGesprekVast(Zaak zaak, Opdracht.LegGesprekVast opdracht, Omgeving omgeving)
    {
        var afspraken = opdracht.Afspraken.Trim();
        if (zaak.ZijdeVan(opdracht.Door) is not { } zijde)
        {
            return Refuse(Weigering.NietVanJou);
        }

        if (zaak.Fase is not (Fase.Zichtbaar or Fase.Besproken))
        {
            return zaak.Fase == Fase.Afgesloten && zaak.Gesprek.Verslag?.Afspraken == afspraken
                ? new Besluit.AlGedaan(zaak)
                : Refuse(NotVisible(zaak));
        }

        return zaak.Gesprek.Verslag switch
        {
            _ when afspraken.Length == 0 => Refuse(Weigering.TekstOntbreekt),
            _ when afspraken.Length > LangsteTekst => Refuse(Weigering.TeLang),
            _ when opdracht.Datum > omgeving.Vandaag => Refuse(Weigering.DatumVoorDeOpening),
            _ when opdracht.Datum < zaak.GeopendOp => Refuse(Weigering.DatumVoorDeOpening),
            { } v when v.Datum == opdracht.Datum && v.Afspraken == afspraken => new Besluit.AlGedaan(zaak),
            { } v when zaak.ZijdeVan(v) != zijde => Refuse(Weigering.AnderHeeftIngediend),
            _ => Change(
                zaak with
                {
                    Fase = Fase.Besproken,
                    Gesprek = zaak.Gesprek with { Verslag = new Verslag(opdracht.Datum, afspraken, opdracht.Door, omgeving.Now), Akkoord = null },
                },
                omgeving,
                [.. Refresh(zaak, Everyone(zaak), omgeving),
                    .. zaak.Personen(Other(zijde)).Select(p => Send(zaak, p, Kaarten.Vergelijking, $"verslag-{zaak.Revisie}", omgeving, urgency: Urgency.Calm))]),
        };
    }

    private static Besluit GaAkkoord(Zaak zaak, Opdracht.GaAkkoord opdracht, Omgeving omgeving) => zaak switch
    {
        _ when zaak.ZijdeVan(opdracht.Door) is null => Refuse(Weigering.NietVanJou),
        { Gesprek.Akkoord: not null } => new Besluit.AlGedaan(zaak),
        { Gesprek.Verslag: null } => Refuse(Weigering.NogGeenVerslag),
        { Gesprek.Verslag: { } v } when zaak.ZijdeVan(v) == zaak.ZijdeVan(opdracht.Door) => Refuse(Weigering.EigenVerslag),
        { Gesprek.Verslag: { } v } when opdracht.Gezien is { } seen && seen != v.Op => Refuse(Weigering.VerslagIsVeranderd),
        _ => Change(
            zaak with { Fase = Fase.Afgesloten, Gesprek = zaak.Gesprek with { Akkoord = opdracht.Door } },
            omgeving,
            Refresh(zaak, Everyone(zaak), omgeving)),
    };

    private static Besluit BlikTerug(Zaak zaak, Opdracht.BlikTerug opdracht, Omgeving omgeving)
    {
        var tekst = string.IsNullOrWhiteSpace(opdracht.Tekst) ? null : opdracht.Tekst.Trim();
        var terugblik = new Terugblik(opdracht.Door, opdracht.Keuze, tekst);
        return zaak switch
        {
            _ when zaak.ZijdeVan(opdracht.Door) is null => Refuse(Weigering.NietVanJou),
            { Gesprek.Verslag: null } => Refuse(Weigering.NogGeenVerslag),
            _ when !TerugblikKeuzes.Contains(opdracht.Keuze) => Refuse(Weigering.TekstOntbreekt),
            _ when tekst?.Length > LangsteTekst => Refuse(Weigering.TeLang),
            _ when zaak.Gesprek.Terugblikken.Contains(terugblik) => new Besluit.AlGedaan(zaak),
            _ => Change(
                zaak with
                {
                    Gesprek = zaak.Gesprek with
                    {
                        Terugblikken = [.. zaak.Gesprek.Terugblikken.Where(t => t.Van != opdracht.Door), terugblik],
                    },
                },
                omgeving,
                Refresh(zaak, Everyone(zaak), omgeving)),
        };
    }

    private static Weigering NotVisible(Zaak zaak) =>
        zaak.Fase is Fase.Gepland or Fase.Leervragen or Fase.Open ? Weigering.NogNietZichtbaar : Weigering.NietMeerOpen;
}
