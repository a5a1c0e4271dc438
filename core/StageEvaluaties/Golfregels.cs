namespace Isop.Core.StageEvaluaties;

/// <summary>What somebody, or the clock, wants of a wave.</summary>
public abstract record Golfopdracht
{
    private Golfopdracht()
    {
    }

    /// <summary>The kalender or the vragenlijsten may have changed: a wave that has yet to open follows.</summary>
    public sealed record Volg(Golfperiode Periode) : Golfopdracht;

    /// <summary>Do not open by itself.</summary>
    public sealed record HoudVast : Golfopdracht;

    /// <summary>Open by itself on its day after all.</summary>
    public sealed record LaatLos : Golfopdracht;

    /// <summary>Invite from today.</summary>
    public sealed record OpenNu : Golfopdracht;

    /// <summary>Answer until and including this day.</summary>
    public sealed record Verleng(DateOnly Tot) : Golfopdracht;

    /// <summary>Nobody can answer from now on.</summary>
    public sealed record SluitNu : Golfopdracht;

    /// <summary>The clock: what this day brings.</summary>
    public sealed record Wek : Golfopdracht;
}

/// <summary>What deciding came to.</summary>
public abstract record Golfbesluit
{
    private Golfbesluit()
    {
    }

    public sealed record Gewijzigd(Golf Golf) : Golfbesluit;

    /// <summary>It is so already: a button pressed twice.</summary>
    public sealed record AlGedaan(Golf Golf) : Golfbesluit;

    public sealed record Geweigerd(Golfweigering Reden) : Golfbesluit;
}

public enum Golfweigering
{
    /// <summary>It opened already: from then on nothing about it changes but its last day.</summary>
    AlGeopend,

    NogNietOpen,

    /// <summary>Students are still at their stage: before its last weeks there is nothing to ask.</summary>
    TeVroeg,

    /// <summary>The period is not over: closing now would leave out who is at her stage until its last day.</summary>
    StageLoopt,

    /// <summary>Too long after the period: the reports of that year are made, or about to be, and counts must not change behind them.</summary>
    TeLaat,

    /// <summary>It is closed.</summary>
    AlGesloten,

    /// <summary>The last day must lie ahead, within four months of the period, and no earlier than it was.</summary>
    VerkeerdeDag,
}

/// <summary>The life of a wave. Pure. Everything that only goes one way, and that the store therefore lets nobody undo, is here.</summary>
public static class Golfregels
{
    /// <summary>A closing day that is too soon cuts off who was told another; too late keeps answers closed for no reason.</summary>
    private const int LangsteVerlenging = 120;

    /// <summary>So many days after the period, a weekend among them, is not late.</summary>
    private const int OpTijd = 4;

    /// <summary>So many days after the period it can still be opened.</summary>
    private const int LaatsteOpening = 90;

    /// <param name="golf">As it is.</param>
    /// <param name="opdracht">What is wanted.</param>
    /// <param name="lijsten">The vragenlijsten in use now, by opleiding: pinned when it opens.</param>
    /// <param name="today">The day in Amsterdam.</param>
    public static Golfbesluit Decide(Golf golf, Golfopdracht opdracht, IReadOnlyDictionary<string, VragenlijstRef> lijsten, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(golf);
        return opdracht switch
        {
            Golfopdracht.Volg volg => Volg(golf, volg.Periode),
            Golfopdracht.HoudVast => Houd(golf, true),
            Golfopdracht.LaatLos => Houd(golf, false),
            Golfopdracht.OpenNu => OpenNu(golf, lijsten, today),
            Golfopdracht.Verleng verleng => Verleng(golf, verleng.Tot, today),
            Golfopdracht.SluitNu => SluitNu(golf, today),
            Golfopdracht.Wek => Wek(golf, lijsten, today),
            _ => throw new NotSupportedException($"{opdracht}"),
        };
    }

    /// <summary>Everybody's answers and links were lost by a restore: the wave begins anew under another key.</summary>
    public static Golf Verloren(Golf golf) => golf with { Staat = Golfstaat.Gesloten, Verloren = true, Wekker = null, Sleutel = [] };

    public static Golf BeginOpnieuw(Golf golf, byte[] sleutel) => golf with { Sleutel = sleutel, Scherven = 0, Opnieuw = golf.Opnieuw + 1 };

    public static Golf Geteld(Golf golf, int uitgenodigd, int ingevuld) => golf.Staat == Golfstaat.Sluit
        ? golf with { Staat = Golfstaat.Geteld, Uitgenodigd = uitgenodigd, Ingevuld = ingevuld }
        : throw new InvalidOperationException($"A wave in state {golf.Staat} is not being counted.");

    public static Golf Gesloten(Golf golf) => golf.Staat == Golfstaat.Geteld
        ? golf with { Staat = Golfstaat.Gesloten, Sleutel = [] }
        : throw new InvalidOperationException($"A wave in state {golf.Staat} has not been counted.");

    private static Golfbesluit Volg(Golf golf, Golfperiode periode)
    {
        if (golf.Staat != Golfstaat.Klaar || Golfperiode.Of(golf) == periode)
        {
            return new Golfbesluit.AlGedaan(golf);
        }

        return new Golfbesluit.Gewijzigd(golf with { Van = periode.Van, Tot = periode.Tot, Opent = periode.Opent, Sluit = periode.Sluit });
    }

    private static Golfbesluit Houd(Golf golf, bool vast) => golf switch
    {
        { Staat: not Golfstaat.Klaar } => new Golfbesluit.Geweigerd(Golfweigering.AlGeopend),
        { Vastgehouden: var now } when now == vast => new Golfbesluit.AlGedaan(golf),
        _ => new Golfbesluit.Gewijzigd(golf with { Vastgehouden = vast }),
    };

    private static Golfbesluit OpenNu(Golf golf, IReadOnlyDictionary<string, VragenlijstRef> lijsten, DateOnly today) => golf switch
    {
        { Staat: Golfstaat.Open } => new Golfbesluit.AlGedaan(golf),
        { Staat: not Golfstaat.Klaar } => new Golfbesluit.Geweigerd(Golfweigering.AlGesloten),
        _ when today < Vroegst(golf) => new Golfbesluit.Geweigerd(Golfweigering.TeVroeg),
        _ when today > golf.Tot.AddDays(LaatsteOpening) => new Golfbesluit.Geweigerd(Golfweigering.TeLaat),
        _ => new Golfbesluit.Gewijzigd(Open(golf, lijsten, today)),
    };

    private static Golfbesluit Verleng(Golf golf, DateOnly tot, DateOnly today) => golf.Staat switch
    {
        Golfstaat.Klaar => new Golfbesluit.Geweigerd(Golfweigering.NogNietOpen),
        > Golfstaat.Open => new Golfbesluit.Geweigerd(Golfweigering.AlGesloten),
        _ when tot == golf.Sluit => new Golfbesluit.AlGedaan(golf),
        _ when tot < golf.Sluit || tot < today || tot > golf.Tot.AddDays(LangsteVerlenging) => new Golfbesluit.Geweigerd(Golfweigering.VerkeerdeDag),
        _ => new Golfbesluit.Gewijzigd(golf with { Sluit = tot }),
    };

    private static Golfbesluit SluitNu(Golf golf, DateOnly today) => golf.Staat switch
    {
        Golfstaat.Klaar => new Golfbesluit.Geweigerd(Golfweigering.NogNietOpen),
        Golfstaat.Open when today <= golf.Tot => new Golfbesluit.Geweigerd(Golfweigering.StageLoopt),
        Golfstaat.Open => new Golfbesluit.Gewijzigd(golf with { Staat = Golfstaat.Sluit }),
        _ => new Golfbesluit.AlGedaan(golf),
    };

    private static Golfbesluit Wek(Golf golf, IReadOnlyDictionary<string, VragenlijstRef> lijsten, DateOnly today) => golf switch
    {
        { Staat: Golfstaat.Klaar, Vastgehouden: false } when today >= golf.Opent && today <= golf.Sluit => new Golfbesluit.Gewijzigd(Open(golf, lijsten, today)),
        { Staat: Golfstaat.Open } when today > golf.Sluit => new Golfbesluit.Gewijzigd(golf with { Staat = Golfstaat.Sluit }),
        _ => new Golfbesluit.AlGedaan(golf),
    };

    /// <summary>The first day on which it can be opened by hand; by itself it may be later.</summary>
    public static DateOnly Vroegst(Golf golf) => golf.Tot.AddDays(1 - Golfkalender.DagenVooraf);

    /// <summary>Opened late, there is still time to answer.</summary>
    private static Golf Open(Golf golf, IReadOnlyDictionary<string, VragenlijstRef> lijsten, DateOnly today)
    {
        var least = today > golf.Tot.AddDays(OpTijd) ? today.AddDays(Golfkalender.DagenOpen - 1) : golf.Sluit;
        return golf with
        {
            Staat = Golfstaat.Open, Vastgehouden = false, Vragenlijsten = lijsten, Opent = today < golf.Opent ? today : golf.Opent,
            Sluit = least > golf.Sluit ? least : golf.Sluit,
        };
    }
}
