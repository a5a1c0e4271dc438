using System.Text.Json;
using Isop.Core.Register;

namespace Isop.Bot.Development;

/// <summary>The clock's reading, {"nu": "2026-11-23T09:00:00+01:00"}.</summary>
public sealed record KlokStand(DateTimeOffset Nu);

/// <summary>What an import did or, as a preview, would do.</summary>
public sealed record RegisterAntwoord
{
    public required string Versie { get; init; }
    public required bool Toegepast { get; init; }

    /// <summary>How many rows the register in force holds per table; ended ones count too.</summary>
    public required IReadOnlyDictionary<string, int> Aantallen { get; init; }

    /// <summary>Per table how many rows are new, changed and ended.</summary>
    public required IReadOnlyDictionary<string, RegisterTelling> Tabellen { get; init; }

    public static RegisterAntwoord Of(PreviewOutcome.Preview preview, bool applied, RegisterData data) => new()
    {
        Versie = preview.Version,
        Toegepast = applied,
        Aantallen = new Dictionary<string, int>
        {
            ["besturen"] = data.Besturen.Count,
            ["organisaties"] = data.Organisaties.Count,
            ["personen"] = data.Personen.Count,
            ["rollen"] = data.Rollen.Count,
            ["studenten"] = data.Studenten.Count,
            ["stages"] = data.Stages.Count,
            ["leerteams"] = data.Leerteams.Count,
            ["kalender"] = data.Kalender.Count,
        },
        Tabellen = preview.Diff.Tables.ToDictionary(t => t.Sheet, t => new RegisterTelling(t.New.Count, t.Changed.Count, t.Ended.Count)),
    };
}

public sealed record RegisterTelling(int Nieuw, int Gewijzigd, int Beeindigd);

/// <summary>One fault; the row counts the data rows from 1.</summary>
public sealed record RegisterFout(string Sheet, int Row, string Column, string Value, string Reason);

/// <summary>A message somebody has open.</summary>
public sealed record PostvakRegel
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required IReadOnlyList<PostvakZaak> Cases { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public Uri? Link { get; init; }
    public required JsonElement Card { get; init; }
}

public sealed record PostvakZaak(string Id, string Kind, string? About);
