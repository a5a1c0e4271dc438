using System.Diagnostics;
using Isop.Core.Bezorging;
using Isop.Core.Time;

namespace Isop.Core.Certificaten;

/// <summary>What is asked of a certificate that was issued.</summary>
public abstract record Certificaatopdracht
{
    private Certificaatopdracht()
    {
    }

    /// <param name="Reden">As anybody who checks may read it.</param>
    /// <param name="Door">Who, as the audit writes it.</param>
    /// <param name="Op">The day.</param>
    /// <param name="Now">The moment.</param>
    public sealed record TrekIn(string Reden, string Door, DateOnly Op, DateTimeOffset Now) : Certificaatopdracht;

    /// <param name="Naam">As it is to be printed.</param>
    /// <param name="Opvolger">Drawn by who asks.</param>
    /// <param name="Door">Who, as the audit writes it.</param>
    /// <param name="Op">The day.</param>
    /// <param name="Now">The moment.</param>
    public sealed record Vervang(string Naam, Certificaatnummer Opvolger, string Door, DateOnly Op, DateTimeOffset Now) : Certificaatopdracht;

    /// <summary>The certificate that takes its place was issued.</summary>
    public sealed record IsVervangen(Certificaatnummer Opvolger) : Certificaatopdracht;

    /// <param name="Door">Who, as the audit writes it.</param>
    /// <param name="Op">The day.</param>
    public sealed record VerwijderNaam(string Door, DateOnly Op) : Certificaatopdracht;
}

public abstract record Certificaatbesluit
{
    private Certificaatbesluit()
    {
    }

    /// <param name="Stand">As it is now.</param>
    /// <param name="Houder">Null when the name goes, or is gone.</param>
    /// <param name="Intents">What it brings.</param>
    public sealed record Gewijzigd(Certificaatstand Stand, Certificaathouder? Houder, IReadOnlyList<Intent> Intents) : Certificaatbesluit;

    public sealed record AlGedaan(Certificaatstand Stand) : Certificaatbesluit;

    public sealed record Geweigerd(Certificaatweigering Reden) : Certificaatbesluit;
}

public enum Certificaatweigering
{
    RedenOntbreekt,
    NaamOntbreekt,
    TeLang,

    /// <summary>It was revoked: that is the end of it.</summary>
    Ingetrokken,

    /// <summary>Another took its place: what is to change, changes there.</summary>
    Vervangen,

    /// <summary>The name was removed, so there is nobody to issue it to again.</summary>
    ZonderNaam,
}

/// <summary>What may become of a certificate. Pure.</summary>
public static class Certificaatregels
{
    /// <summary>In characters.</summary>
    public const int LangsteNaam = 120, LangsteReden = 300;

    public const string Capability = "certificaten";

    /// <param name="stand">What became of it.</param>
    /// <param name="houder">Whose it is; null when the name was removed.</param>
    /// <param name="opdracht">What is asked.</param>
    public static Certificaatbesluit Decide(Certificaatstand stand, Certificaathouder? houder, Certificaatopdracht opdracht) => opdracht switch
    {
        Certificaatopdracht.TrekIn o => Revoke(stand, houder, o),
        Certificaatopdracht.Vervang o => Supersede(stand, houder, o),
        Certificaatopdracht.IsVervangen o when stand.Vervangen is { Verstrekt: false } v && v.Opvolger == o.Opvolger =>
            Change(stand with { Vervangen = v with { Verstrekt = true } }, houder is null ? null : houder with { NieuweNaam = null }),
        Certificaatopdracht.IsVervangen => new Certificaatbesluit.AlGedaan(stand),
        Certificaatopdracht.VerwijderNaam when stand.NaamVerwijderd is not null => new Certificaatbesluit.AlGedaan(stand),
        Certificaatopdracht.VerwijderNaam o => Change(stand with { NaamVerwijderd = o.Op }, null),
        _ => throw new UnreachableException(),
    };

    private static Certificaatbesluit Revoke(Certificaatstand stand, Certificaathouder? houder, Certificaatopdracht.TrekIn o)
    {
        var reden = o.Reden.Trim();
        return stand.Ingetrokken is not null ? new Certificaatbesluit.AlGedaan(stand)
            : stand.Vervangen is not null ? Refuse(Certificaatweigering.Vervangen)
            : reden.Length == 0 ? Refuse(Certificaatweigering.RedenOntbreekt)
            : reden.Length > LangsteReden ? Refuse(Certificaatweigering.TeLang)
            : Change(stand with { Ingetrokken = new Intrekking(o.Op, reden, o.Door) }, houder, Wake(stand, o.Now));
    }

    private static Certificaatbesluit Supersede(Certificaatstand stand, Certificaathouder? houder, Certificaatopdracht.Vervang o)
    {
        var naam = Dutch.OneLine(o.Naam);
        return stand.Vervangen is not null ? houder?.NieuweNaam == naam ? new Certificaatbesluit.AlGedaan(stand) : Refuse(Certificaatweigering.Vervangen)
            : stand.Ingetrokken is not null ? Refuse(Certificaatweigering.Ingetrokken)
            : houder is null ? Refuse(Certificaatweigering.ZonderNaam)
            : naam.Length == 0 ? Refuse(Certificaatweigering.NaamOntbreekt)
            : naam.Length > LangsteNaam ? Refuse(Certificaatweigering.TeLang)
            : Change(stand with { Vervangen = new Vervanging(o.Op, o.Opvolger, o.Door) }, houder with { NieuweNaam = naam }, Wake(stand, o.Now));
    }

    /// <summary>So that the job issues the successor, and tells machines too, however this process ends.</summary>
    private static WakeIntent Wake(Certificaatstand stand, DateTimeOffset now) => new() { Capability = Capability, Case = $"{stand.Nummer}", Due = now };

    private static Certificaatbesluit.Gewijzigd Change(Certificaatstand stand, Certificaathouder? houder, params Intent[] intents) => new(stand, houder, intents);

    private static Certificaatbesluit.Geweigerd Refuse(Certificaatweigering reden) => new(reden);
}
