namespace Isop.Core.Agenda;

/// <summary>Something with a day, and often a time, on the calendar of people. What it says is what its card shows, and no more.</summary>
public sealed record Afspraak
{
    /// <summary>The same for as long as it exists, however often it moves: letters, digits and "-._@" ("bezoek-7f3a@isop").</summary>
    public required string Uid { get; init; }

    /// <summary>How often it was moved or changed: calendars keep the highest (SEQUENCE).</summary>
    public int Volgnummer { get; init; }
    public required string Titel { get; init; }
    public string? Omschrijving { get; init; }
    public string? Plaats { get; init; }
    public required DateOnly Datum { get; init; }

    /// <summary>Null for the whole day.</summary>
    public Tijdvak? Tijd { get; init; }

    /// <summary>Whose calendar it is kept in.</summary>
    public Adres? Organisator { get; init; }

    /// <summary>Who is concerned besides the organisator; nobody else hears of it.</summary>
    public IReadOnlyList<Adres> Deelnemers { get; init; } = [];

    /// <summary>It does not happen. Stays among the appointments of a person, so that calendars that have it take it away.</summary>
    public bool Vervallen { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public required DateTimeOffset Gewijzigd { get; init; }
}

/// <summary>From when until when, wall time in Amsterdam on one day.</summary>
public readonly record struct Tijdvak
{
    /// <exception cref="ArgumentOutOfRangeException">It ends before it begins.</exception>
    public Tijdvak(TimeOnly van, TimeOnly tot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(tot, van);
        (Van, Tot) = (van, tot);
    }

    public TimeOnly Van { get; }

    public TimeOnly Tot { get; }
}

/// <summary>A name and an e-mail address.</summary>
public sealed record Adres(string Naam, string Email);
