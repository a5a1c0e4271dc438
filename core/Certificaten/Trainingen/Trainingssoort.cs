using System.Text.Json;
using Isop.Core.Instrumenten;
using Isop.Core.Register;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>A kind of training (opleidingsplan §2.3.4), as data: trainingssoorten.json.</summary>
public sealed record Trainingssoort
{
    public required string Code { get; init; }

    /// <summary>As a certificate calls it.</summary>
    public required string Naam { get; init; }

    /// <summary>In the middle of a sentence: "opfriscursus".</summary>
    public required string Kort { get; init; }

    /// <summary>What somebody did, as it stands on the certificate below the name.</summary>
    public required string Omschrijving { get; init; }

    /// <summary>Its parts in order, each with a day and a list of who was there.</summary>
    public required IReadOnlyList<string> Delen { get; init; }

    /// <summary>The question about the last part, where being there is not enough: an assessment.</summary>
    public string? Slot { get; init; }

    /// <summary>Whom it is for.</summary>
    public required IReadOnlyList<RolSoort> Voor { get; init; }

    /// <summary>Who may register it.</summary>
    public required IReadOnlyList<RolSoort> Door { get; init; }

    public required IReadOnlyList<Voorwaardesoort> Voorwaarden { get; init; }

    public required Geldigheidsduur Geldig { get; init; }

    /// <summary>Whether those who come are asked beforehand what it should be about.</summary>
    public bool Mentorscan { get; init; }

    /// <summary>Every kind there is, in the order in which people choose.</summary>
    public static IReadOnlyList<Trainingssoort> Alle { get; } = Load();

    public static Trainingssoort? Find(string? code) => Alle.FirstOrDefault(s => s.Code == code);

    /// <summary>The last day on which a certificate of it holds; null when it stays valid.</summary>
    public DateOnly? GeldigTot(Kalender.Kalender kalender, DateOnly laatsteDag) => Geldig switch
    {
        Geldigheidsduur.TotEindeVolgendStudiejaar => kalender.StudiejaarVan(kalender.StudiejaarVan(laatsteDag).Van.AddYears(1)).Tot,
        _ => null,
    };

    private static IReadOnlyList<Trainingssoort> Load()
    {
        var file = InstrumentJson.Embedded("Isop.Core.Certificaten.Trainingen").Single(f => f.Name.Contains("trainingssoorten", StringComparison.Ordinal));
        var all = JsonSerializer.Deserialize(file.Json, CoreJson.Default.ListTrainingssoort)!;
        return all.Find(s => s.Delen.Count == 0 || s.Voor.Count == 0 || s.Door.Count == 0 || s.Voorwaarden.Contains(Voorwaardesoort.Slot) != s.Slot is not null) is { } faulty
            ? throw new InvalidOperationException($"{file.Name}: {faulty.Code} is not complete.")
            : all;
    }
}

/// <summary>What must hold before certificates are issued; each is a rule in <see cref="Trainingsvoorwaarden"/>.</summary>
public enum Voorwaardesoort
{
    /// <summary>What it was about was handed in.</summary>
    Inhoud,

    /// <summary>The round of evaluations is closed and was passed on.</summary>
    Evaluaties,

    /// <summary>Of a person: was there, at every part.</summary>
    Aanwezigheid,

    /// <summary>Of a person: passed the last part, whatever the setting about being there.</summary>
    Slot,
}

public enum Geldigheidsduur
{
    Altijd,
    TotEindeVolgendStudiejaar,
}
