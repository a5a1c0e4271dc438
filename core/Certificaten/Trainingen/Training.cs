using System.Text.Json.Serialization;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>One training: who gave it, who came, what it was about, and how far its certificates are. One document, so that two changes at once cannot both win.</summary>
public sealed record Training
{
    public required string Id { get; init; }

    /// <summary>The code of its <see cref="Trainingssoort"/>.</summary>
    public required string Soort { get; init; }
    public required string Studiejaar { get; init; }

    /// <summary>Who registered it.</summary>
    public required PersonId Organisator { get; init; }

    /// <summary>The locations whose people it is for; all of a board's when it is for a board.</summary>
    public required IReadOnlyList<string> Organisaties { get; init; }

    /// <summary>The board's code, when it is for a board; null for one or more organisations.</summary>
    public string? Bestuur { get; init; }

    /// <summary>Where, in words; empty when that is the organisation itself.</summary>
    public string Plaats { get; init; } = "";

    public required IReadOnlyList<Trainingsdeel> Delen { get; init; }

    public IReadOnlyList<Deelnemer> Deelnemers { get; init; } = [];

    /// <summary>How many ids of deelnemers were given out: an id is never given twice.</summary>
    public int Uitgedeeld { get; init; }

    /// <summary>Those who come are asked what it should be about.</summary>
    public bool MetScan { get; init; }

    public Trainingsinhoud? Inhoud { get; init; }

    public Evaluatieronde? Ronde { get; init; }

    /// <summary>What the onderwijsbureau decided to issue; null until it did.</summary>
    public Verstrekbesluit? Verstrekking { get; init; }

    /// <summary>When the last certificate of the decision was there.</summary>
    public DateTimeOffset? Verstrekt { get; init; }

    public Afzegging? Afgezegd { get; init; }

    /// <summary>The last day of its study year (UTC); from here what is about people is kept for its retention period.</summary>
    public required DateTimeOffset Eindigt { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Revisie { get; init; }

    public DateTimeOffset? Wekker { get; init; }

    /// <summary>When days, times or place last changed (UTC), for calendars.</summary>
    public required DateTimeOffset Gewijzigd { get; init; }

    /// <summary>What did not fit in the commit of its decision and goes with the next ones.</summary>
    public IReadOnlyList<Intent> TeVertellen { get; init; } = [];

    [JsonIgnore]
    public Trainingssoort Wat => Trainingssoort.Find(Soort) ?? throw new InvalidOperationException($"There is no training of the kind '{Soort}'.");

    [JsonIgnore]
    public DateOnly? Eerste => Delen.Min(d => d.Datum);

    [JsonIgnore]
    public DateOnly? Laatste => Delen.Max(d => d.Datum);

    /// <summary>Whether of every part is known who was there.</summary>
    [JsonIgnore]
    public bool IsGemeld => Delen.All(IsGemeldVan);

    public Deelnemer? Find(string deelnemer) => Deelnemers.FirstOrDefault(d => d.Id == deelnemer);

    public Deelnemer? Find(PersonId persoon) => Deelnemers.FirstOrDefault(d => d.Persoon == persoon);

    /// <summary>Whether of a part is known of everybody on the list whether they were there.</summary>
    public bool IsGemeldVan(Trainingsdeel deel) => deel.Aanwezig is not null && Deelnemers.All(d => deel.Gemeld.Contains(d.Id));

    public bool WasErbij(Deelnemer deelnemer) => Delen.Any(d => d.Aanwezig?.Contains(deelnemer.Id) == true);
}

/// <summary>A meeting of a training.</summary>
public sealed record Trainingsdeel
{
    public required string Naam { get; init; }

    /// <summary>Null while no day is chosen.</summary>
    public DateOnly? Datum { get; init; }

    /// <summary>Wall time in Amsterdam.</summary>
    public required TimeOnly Begin { get; init; }
    public required TimeOnly Einde { get; init; }

    /// <summary>How often it was moved, for calendars.</summary>
    public int Volgnummer { get; init; }

    /// <summary>Who was there, by the id of the deelnemer; null until it was said of anybody.</summary>
    public IReadOnlyList<string>? Aanwezig { get; init; }

    /// <summary>Of whom it was said, there or not, by the id of the deelnemer: a long list is worked through in pieces.</summary>
    public IReadOnlyList<string> Gemeld { get; init; } = [];

    [JsonIgnore]
    public int Minuten => (int)(Einde - Begin).TotalMinutes;
}

/// <summary>Somebody who is expected.</summary>
/// <param name="Id">Within the training; says nothing about who it is.</param>
/// <param name="Persoon">Null for a guest, who is not in the register.</param>
/// <param name="Naam">Of a guest; of anybody else the register has it.</param>
/// <param name="Email">Of a guest, where it was given.</param>
public sealed record Deelnemer(string Id, PersonId? Persoon, string Naam = "", string Email = "")
{
    /// <summary>What stands where the name of a guest was.</summary>
    public const string GewisteGast = "gewiste gast";

    /// <summary>Whose name was removed: nothing more is issued.</summary>
    [JsonIgnore]
    public bool IsGewist => Persoon == PersonId.Gewist || (Persoon is null && Naam == GewisteGast);
}

/// <summary>What it was about, in the words of who gave it; stands on the certificate.</summary>
public sealed record Trainingsinhoud(string Tekst, string Door, DateTimeOffset Op);

/// <summary>The round of evaluations.</summary>
public sealed record Evaluatieronde
{
    public required DateTimeOffset Geopend { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Sluit { get; init; }

    /// <summary>
    /// Who was asked, by the id of the deelnemer. Only grows: the round closes when all of these are in, so that nobody can close it by changing who was there.
    /// </summary>
    public IReadOnlyList<string> Gevraagd { get; init; } = [];

    /// <summary>Who answered, by the id of the deelnemer; what they answered lies apart.</summary>
    public IReadOnlyList<string> Geantwoord { get; init; } = [];

    public DateTimeOffset? Gesloten { get; init; }

    /// <summary>When and by whom it was passed on to the onderwijsbureau (opleidingsplan, tabel 10).</summary>
    public DateTimeOffset? Doorgegeven { get; init; }
    public string? Door { get; init; }
}

/// <summary>What is issued.</summary>
/// <param name="Deelnemers">By id; grows when somebody was forgotten.</param>
/// <param name="Door">Who decided, as the audit writes it.</param>
/// <param name="Op">The last decision.</param>
public sealed record Verstrekbesluit(IReadOnlyList<string> Deelnemers, string Door, DateTimeOffset Op);

public sealed record Afzegging(string Reden, DateTimeOffset Op);
