using System.Text.Json.Serialization;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Core.Intervisie;

/// <summary>
/// The intervisie of one leerteam in one study year: how often, when, and what became of each bijeenkomst (opleidingsplan §2.3.3: the
/// opleider organises it; a koppel has it together). One document, so that two changes at once cannot both win.
/// </summary>
public sealed record Intervisiereeks
{
    public required string Id { get; init; }

    /// <summary>The leerteam's code in the register.</summary>
    public required string Leerteam { get; init; }
    public required string Naam { get; init; }
    public required IReadOnlyList<string> Organisaties { get; init; }
    public required PersonId Begeleider { get; init; }
    public required string Studiejaar { get; init; }

    /// <summary>First and last day of the study year.</summary>
    public required DateOnly Van { get; init; }
    public required DateOnly Tot { get; init; }

    /// <summary>After the last day of the study year (UTC); from here it is kept for its retention period.</summary>
    public required DateTimeOffset Eindigt { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Revisie { get; init; }

    /// <summary>The register has no such leerteam any more.</summary>
    public bool Gestopt { get; init; }

    /// <summary>The begeleider was asked to plan it.</summary>
    public bool Gevraagd { get; init; }

    /// <summary>What the begeleider is looking at and did not yet agree to.</summary>
    public Reeksvoorstel? Voorstel { get; init; }

    /// <summary>How it was planned last; null until it was planned.</summary>
    public Intervisieritme? Ritme { get; init; }

    /// <summary>By date; also those that were held or skipped.</summary>
    public IReadOnlyList<Bijeenkomst> Bijeenkomsten { get; init; } = [];

    /// <summary>The students of the leerteam who know of the series.</summary>
    public IReadOnlyList<PersonId> Leden { get; init; } = [];

    /// <summary>The Monday up to which the opleider was told that there is no intervisie.</summary>
    public DateOnly? Gemeld { get; init; }

    /// <summary>Until when what the clock brings was done.</summary>
    public required DateTimeOffset GewektTot { get; init; }

    /// <summary>The moment it is to be woken next.</summary>
    public DateTimeOffset? Wekker { get; init; }

    /// <summary>What did not fit in the commit of its decision and goes with the next ones.</summary>
    public IReadOnlyList<Intent> TeVertellen { get; init; } = [];

    public static string IdOf(string leerteam, string studiejaar) => $"{leerteam}:{studiejaar}";

    public Bijeenkomst? Find(string id) => Bijeenkomsten.FirstOrDefault(b => b.Id == id);

    [JsonIgnore]
    public bool IsGepland => Ritme is not null;

    /// <summary>Those that are still to come or wait for what came of them, by date.</summary>
    [JsonIgnore]
    public IEnumerable<Bijeenkomst> Open => Bijeenkomsten.Where(b => b.Staat == Bijeenkomststaat.Gepland);

    /// <summary>The last day on which there was intervisie.</summary>
    [JsonIgnore]
    public DateOnly? Laatste => Bijeenkomsten.Where(b => b.Staat == Bijeenkomststaat.Geweest).Select(b => (DateOnly?)b.Datum).Max();
}

/// <summary>How often a leerteam meets.</summary>
public enum Hoevaak
{
    ElkeTweeWeken,
    ElkeDrieWeken,
    ElkeVierWeken,
    TweePerBlok,
    DriePerBlok,
}

/// <summary>The weekday, the time (wall time) and how often.</summary>
public sealed record Intervisieritme
{
    public required DayOfWeek Dag { get; init; }
    public required TimeOnly Tijd { get; init; }
    public required int Minuten { get; init; }
    public required Hoevaak Hoevaak { get; init; }

    /// <summary>Where in the building; empty when that is not said.</summary>
    public string Plaats { get; init; } = "";

    /// <summary>At which location of a koppel; null for the first.</summary>
    public string? Locatie { get; init; }
}

/// <summary>Dates worked out for a rhythm, with the themes in order.</summary>
public sealed record Reeksvoorstel
{
    public required Intervisieritme Ritme { get; init; }

    /// <summary>The first day that was considered, so that the same rhythm gives the same dates on a later day.</summary>
    public required DateOnly Vanaf { get; init; }
    public required IReadOnlyList<DateOnly> Dagen { get; init; }
    public IReadOnlyList<string> Themas { get; init; } = [];
}

public enum Bijeenkomststaat
{
    Gepland,
    Geweest,
    Overgeslagen,
}

public enum Overslaanreden
{
    /// <summary>The begeleider skipped it.</summary>
    Begeleider,

    /// <summary>The kalender changed: the location is closed that day.</summary>
    DagDicht,

    /// <summary>The kalender changed: the opleiders are at a veldcontactdag.</summary>
    Veldcontactdag,

    /// <summary>The series was planned anew without it.</summary>
    Herplanning,

    /// <summary>The leerteam stopped.</summary>
    Gestopt,
}

/// <summary>One time that the leerteam meets.</summary>
public sealed record Bijeenkomst
{
    /// <summary>A number in the series, the same however often it moves.</summary>
    public required string Id { get; init; }
    public required DateOnly Datum { get; init; }
    public required TimeOnly Tijd { get; init; }
    public required int Minuten { get; init; }
    public string Plaats { get; init; } = "";

    /// <summary>At which location of a koppel; null for the first.</summary>
    public string? Locatie { get; init; }
    public string Thema { get; init; } = "";

    /// <summary>Who leads it: proposed by turns, or chosen.</summary>
    public PersonId? Leider { get; init; }

    /// <summary>Professionals who come along this once.</summary>
    public IReadOnlyList<PersonId> Gasten { get; init; } = [];

    /// <summary>Who was to come along and need not any more: they may still read that.</summary>
    public IReadOnlyList<PersonId> NietMeer { get; init; } = [];

    /// <summary>Who said that they cannot be there.</summary>
    public IReadOnlyList<PersonId> Afgemeld { get; init; } = [];
    public Bijeenkomststaat Staat { get; init; }
    public Overslaanreden? Reden { get; init; }

    /// <summary>Grows with each change that a calendar shows (SEQUENCE).</summary>
    public int Volgnummer { get; init; }
    public required DateTimeOffset Gewijzigd { get; init; }
    public Bijeenkomstverslag? Verslag { get; init; }

    [JsonIgnore]
    public TimeOnly Einde => Tijd.AddMinutes(Minuten);
}

/// <summary>What is kept of a bijeenkomst: who was there and one line. Never what somebody told there.</summary>
public sealed record Bijeenkomstverslag
{
    public required DateTimeOffset Op { get; init; }
    public required PersonId Door { get; init; }
    public required IReadOnlyList<PersonId> Aanwezig { get; init; }
    public required string Regel { get; init; }
}
