namespace Isop.Core.Register;

/// <summary>An import with the cells read and people still named by their address; a table is null when its sheet was not handed in.</summary>
internal sealed record RegisterDraft
{
    public IReadOnlyList<Draft<Bestuur>>? Besturen { get; init; }
    public IReadOnlyList<Draft<Organisatie>>? Organisaties { get; init; }
    public IReadOnlyList<Draft<PersoonDraft>>? Personen { get; init; }
    public IReadOnlyList<Draft<RolDraft>>? Rollen { get; init; }
    public IReadOnlyList<Draft<StudentDraft>>? Studenten { get; init; }
    public IReadOnlyList<Draft<StageDraft>>? Stages { get; init; }
    public IReadOnlyList<Draft<LeerteamDraft>>? Leerteams { get; init; }
    public IReadOnlyList<Draft<KalenderRegel>>? Kalender { get; init; }

    /// <summary>Every bron that occurs: only what stands under one of these can be ended by this import.</summary>
    public IReadOnlySet<string> Bronnen =>
        (Personen ?? []).Select(p => p.Value.Bron).Concat((Studenten ?? []).Select(s => s.Value.Bron)).ToHashSet(StringComparer.Ordinal);
}

/// <summary>A row's meaning together with its cells, so that a rule over several rows can point at the cell.</summary>
internal sealed record Draft<T>(RowFields Fields, T Value);

internal sealed record PersoonDraft(string Email, string Naam, string Roepnaam, string? Telefoon, string Bron);

internal sealed record RolDraft(string Email, RolSoort Soort, string? Organisatie, string? Bestuur, DateOnly Van, DateOnly? Tot);

internal sealed record StudentDraft(
    string Studentnummer, PersoonDraft Persoon, Opleiding Opleiding, int Leerjaar, string? Studiecoach, string? Mwb)
{
    public string Bron => Persoon.Bron;
}

internal sealed record StageDraft(
    string Studentnummer, string Organisatie, string Groep, IReadOnlyList<string> Werkplekbegeleiders, string? Opleider,
    DateOnly Van, DateOnly Tot, IReadOnlyList<DayOfWeek> Dagen)
{
    public string Id => Stage.IdOf(Studentnummer, Organisatie, Van);
}

internal sealed record LeerteamDraft(string Code, string Naam, IReadOnlyList<string> Organisaties, string Begeleider);
