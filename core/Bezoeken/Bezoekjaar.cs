using System.Text.Json.Serialization;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>
/// The visits of one studiecoach or mwb-er in one study year. One document, so that a half-day cannot be given away twice: who commits
/// second reads again and is refused.
/// </summary>
public sealed record Bezoekjaar
{
    public required string Id { get; init; }
    public required PersonId Bezoeker { get; init; }
    public required string Studiejaar { get; init; }

    /// <summary>After the last day of the study year (UTC); from here it is kept for its retention period.</summary>
    public required DateTimeOffset Eindigt { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Revisie { get; init; }

    /// <summary>Null until the visitor has said.</summary>
    public Beschikbaarheid? Beschikbaarheid { get; init; }

    /// <summary>Visits wait for the planner, which takes longer than a click may.</summary>
    public bool Rekent { get; init; }

    /// <summary>The planner works because a calendar was read, and nobody waits for it: what it finds is told by day.</summary>
    public bool Ongevraagd { get; init; }

    /// <summary>Whether the last plan was proved to be the best there is.</summary>
    public bool Bewezen { get; init; }

    /// <summary>In the order of their windows.</summary>
    public IReadOnlyList<Bezoek> Bezoeken { get; init; } = [];

    /// <summary>Visits of the register that another visitor already made.</summary>
    public IReadOnlyList<string> Elders { get; init; } = [];

    public IReadOnlyList<Dagen> Afwezig { get; init; } = [];

    /// <summary>Until when what the clock brings was done.</summary>
    public required DateTimeOffset GewektTot { get; init; }

    /// <summary>The moment it is to be woken next.</summary>
    public DateTimeOffset? Wekker { get; init; }

    /// <summary>What did not fit in the commit of its decision and goes with the next ones.</summary>
    public IReadOnlyList<Intent> TeVertellen { get; init; } = [];

    public static string IdOf(PersonId bezoeker, string studiejaar) => $"{bezoeker}:{studiejaar}";

    /// <summary>How programs name a visit of this year: two ids of people and a place in the year, and nothing of it is a name.</summary>
    public string KenmerkVan(Bezoek bezoek) => $"{Id}~{bezoek.Id}";

    public Bezoek? Find(string id) => Bezoeken.FirstOrDefault(b => b.Id == id);

    [JsonIgnore]
    public bool IsVerstuurd => Bezoeken.Any(b => b.Staat is not (Bezoekstaat.Ongepland or Bezoekstaat.Voorgesteld or Bezoekstaat.Vervallen));
}

public enum Bezoekstaat
{
    /// <summary>Without a moment.</summary>
    Ongepland,

    /// <summary>With a moment that only the visitor knows.</summary>
    Voorgesteld,

    /// <summary>The opleider was asked.</summary>
    Gevraagd,

    /// <summary>The opleider proposes another moment.</summary>
    Tegenvoorstel,
    Bevestigd,
    Geweest,

    /// <summary>Not needed any more.</summary>
    Vervallen,
}

public static class Bezoekstaten
{
    /// <summary>The word that programs read.</summary>
    public static string Code(this Bezoekstaat staat) => staat switch
    {
        Bezoekstaat.Ongepland => "ongepland",
        Bezoekstaat.Voorgesteld => "voorgesteld",
        Bezoekstaat.Gevraagd => "gevraagd",
        Bezoekstaat.Tegenvoorstel => "tegenvoorstel",
        Bezoekstaat.Bevestigd => "bevestigd",
        Bezoekstaat.Geweest => "geweest",
        Bezoekstaat.Vervallen => "vervallen",
        _ => throw new ArgumentOutOfRangeException(nameof(staat)),
    };
}

/// <summary>Why a visit that had a moment lost it.</summary>
public enum Terugreden
{
    KanNiet,
    BezoekerAfwezig,

    /// <summary>The kalender or the stage changed: the student is not there that day, or the location is closed.</summary>
    DagGaatNiet,
    AndereSchool,
    Afgezegd,

    /// <summary>Nobody agreed with its moment in time.</summary>
    GeenAntwoord,
}

/// <summary>One visit and where its agreement stands.</summary>
public sealed record Bezoek
{
    public required string Id { get; init; }
    public required PersonId Student { get; init; }
    public required string Stage { get; init; }
    public required string Organisatie { get; init; }
    public PersonId? Opleider { get; init; }
    public required string Periode { get; init; }
    public required int Nummer { get; init; }
    public required Dagen Venster { get; init; }
    public Bezoekstaat Staat { get; init; }
    public Halfdag? Moment { get; init; }

    /// <summary>Which of the times of the half-day (<see cref="Bezoektijd"/>), from 0.</summary>
    public int Plek { get; init; }

    /// <summary>What the opleider proposes instead.</summary>
    public Halfdag? Liever { get; init; }

    /// <summary>How often the moment was proposed anew; after <see cref="Bezoekregels.MeesteRondes"/> people call each other.</summary>
    public int Ronde { get; init; }
    public Ongepland? Waarom { get; init; }
    public Terugreden? Terug { get; init; }

    /// <summary>Who said that it cannot be.</summary>
    public PersonId? Door { get; init; }
    public IReadOnlyList<Halfdag> Afgewezen { get; init; } = [];

    /// <summary>The student and the werkplekbegeleiders got its card; from then on that card is kept up to date.</summary>
    public bool Verteld { get; init; }

    /// <summary>When it was agreed as it is; null for what was agreed before this was kept.</summary>
    public DateTimeOffset? Afgesproken { get; init; }

    /// <summary>Grows with each change that a calendar shows (SEQUENCE).</summary>
    public int Volgnummer { get; init; }
    public required DateTimeOffset Gewijzigd { get; init; }

    /// <summary>The moment it last had on calendars, so that they can take it away.</summary>
    public Halfdag? LaatsteMoment { get; init; }

    /// <summary>The visitor is away then; a waarnemer has yet to be named.</summary>
    public bool Wacht { get; init; }
    public PersonId? Waarnemer { get; init; }
    public Bezoekverslag? Verslag { get; init; }

    /// <summary>It takes its half-day.</summary>
    [JsonIgnore]
    public bool Houdt => Moment is not null && Staat is not (Bezoekstaat.Ongepland or Bezoekstaat.Vervallen);

    /// <summary>How far it is for everybody but its visitor: a moment that nobody was asked for yet is only the visitor's.</summary>
    [JsonIgnore]
    public Bezoekstaat StaatVoorAnderen => Staat == Bezoekstaat.Voorgesteld ? Bezoekstaat.Ongepland : Staat;

    /// <summary>It has yet to be made.</summary>
    [JsonIgnore]
    public bool Open => Staat is not (Bezoekstaat.Geweest or Bezoekstaat.Vervallen);

    [JsonIgnore]
    public Bezoekwens Wens => new()
    {
        Id = Id, Student = Student, Stage = Stage, Organisatie = Organisatie, Opleider = Opleider, Periode = Periode, Nummer = Nummer, Venster = Venster,
    };
}

/// <summary>What came of a visit; student, werkplekbegeleider, opleider and visitor read it.</summary>
public sealed record Bezoekverslag
{
    public required DateTimeOffset Op { get; init; }
    public required PersonId Door { get; init; }
    public required string HoeGaatHet { get; init; }
    public required string Afspraken { get; init; }

    /// <summary>"Extra begeleiding afgesproken": the student reads it before anybody else does.</summary>
    public string? Extra { get; init; }

    /// <summary>When the student had read <see cref="Extra"/>; from then on the others see it.</summary>
    public DateTimeOffset? Gelezen { get; init; }
    public bool Driehoeksgesprek { get; init; }
}
