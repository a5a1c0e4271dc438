using System.Diagnostics;
using Isop.Core.Bezorging;

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

    public sealed record VerwijderNaam(DateOnly Op) : Certificaatopdracht;
}

public abstract record Certificaatbesluit
{
    private Certificaatbesluit()
    {
    }

    public sealed record Gewijzigd(Certificaatstand Stand, IReadOnlyList<Intent> Intents) : Certificaatbesluit;

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

    public static Certificaatbesluit Decide(Certificaatstand stand, Certificaatopdracht opdracht) => opdracht switch
    {
        Certificaatopdracht.TrekIn o => Revoke(stand, o),
        Certificaatopdracht.Vervang o => Supersede(stand, o),
        Certificaatopdracht.IsVervangen o when stand.Vervangen is { Naam.Length: > 0 } v && v.Opvolger == o.Opvolger =>
            Change(stand with { Vervangen = v with { Naam = "" } }),
        Certificaatopdracht.IsVervangen => new Certificaatbesluit.AlGedaan(stand),
        Certificaatopdracht.VerwijderNaam when stand.NaamVerwijderd is not null => new Certificaatbesluit.AlGedaan(stand),
        // A successor that is not there yet would bring the name back.
        Certificaatopdracht.VerwijderNaam o => Change(stand with { NaamVerwijderd = o.Op, Vervangen = stand.Vervangen is { } v ? v with { Naam = "" } : null }),
        _ => throw new UnreachableException(),
    };

    private static Certificaatbesluit Revoke(Certificaatstand stand, Certificaatopdracht.TrekIn o)
    {
        var reden = o.Reden.Trim();
        return stand.Ingetrokken is not null ? new Certificaatbesluit.AlGedaan(stand)
            : stand.Vervangen is not null ? Refuse(Certificaatweigering.Vervangen)
            : reden.Length == 0 ? Refuse(Certificaatweigering.RedenOntbreekt)
            : reden.Length > LangsteReden ? Refuse(Certificaatweigering.TeLang)
            : Change(stand with { Ingetrokken = new Intrekking(o.Op, reden, o.Door) }, Wake(stand, o.Now));
    }

    private static Certificaatbesluit Supersede(Certificaatstand stand, Certificaatopdracht.Vervang o)
    {
        var naam = string.Join(' ', o.Naam.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return stand.Vervangen is { } done ? done.Naam == naam ? new Certificaatbesluit.AlGedaan(stand) : Refuse(Certificaatweigering.Vervangen)
            : stand.Ingetrokken is not null ? Refuse(Certificaatweigering.Ingetrokken)
            : stand.NaamVerwijderd is not null ? Refuse(Certificaatweigering.ZonderNaam)
            : naam.Length == 0 ? Refuse(Certificaatweigering.NaamOntbreekt)
            : naam.Length > LangsteNaam ? Refuse(Certificaatweigering.TeLang)
            : Change(stand with { Vervangen = new Vervanging(o.Op, o.Opvolger, naam, o.Door) }, Wake(stand, o.Now));
    }

    /// <summary>So that the job issues the successor, and tells machines too, however this process ends.</summary>
    private static WakeIntent Wake(Certificaatstand stand, DateTimeOffset now) => new() { Capability = Capability, Case = $"{stand.Nummer}", Due = now };

    private static Certificaatbesluit.Gewijzigd Change(Certificaatstand stand, params Intent[] intents) => new(stand, intents);

    private static Certificaatbesluit.Geweigerd Refuse(Certificaatweigering reden) => new(reden);
}
