using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isop.Core.Register;

/// <summary>
/// The register as it stands at one version: immutable, indexed once, shared by everybody who reads.
/// Ended people and stages stay in it (with <see cref="Persoon.Beeindigd"/>), so that old cases keep their names.
/// </summary>
public sealed class RegisterSnapshot
{
    public static RegisterSnapshot Empty { get; } = new("", new RegisterData());

    private readonly FrozenDictionary<PersonId, Persoon> _personen;
    private readonly FrozenDictionary<string, Persoon> _byEmail;
    private readonly FrozenDictionary<string, Organisatie> _organisaties;
    private readonly FrozenDictionary<PersonId, Student> _studenten;
    private readonly FrozenDictionary<string, Stage> _stages;
    private readonly ILookup<PersonId, Stage> _stagesByStudent;
    private readonly ILookup<PersonId, Stage> _stagesByWerkplekbegeleider;
    private readonly ILookup<PersonId, Stage> _stagesByOpleider;
    private readonly ILookup<string, Stage> _stagesByOrganisatie;
    private readonly ILookup<PersonId, Student> _studentenByCoach;
    private readonly ILookup<PersonId, Student> _studentenByMwb;
    private readonly ILookup<PersonId, Rol> _rollenByPersoon;
    private readonly ILookup<RolSoort, Rol> _rollenBySoort;
    private readonly ILookup<PersonId, Leerteam> _leerteamsByBegeleider;
    private readonly ILookup<string, Leerteam> _leerteamsByOrganisatie;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _derived = new();
    private readonly ConcurrentDictionary<Type, (DateOnly Day, object Value)> _derivedOfDay = new();

    public RegisterSnapshot(string version, RegisterData data)
    {
        Version = version;
        Data = data;
        _personen = data.Personen.ToFrozenDictionary(p => p.Id);
        _byEmail = data.Personen.Where(p => p.Beeindigd is null)
            .ToFrozenDictionary(p => p.Email, StringComparer.OrdinalIgnoreCase);
        _organisaties = data.Organisaties.ToFrozenDictionary(o => o.Code);
        _studenten = data.Studenten.ToFrozenDictionary(s => s.Persoon);
        _stages = data.Stages.ToFrozenDictionary(s => s.Id);
        _stagesByStudent = data.Stages.ToLookup(s => s.Student);
        _stagesByWerkplekbegeleider = data.Stages.SelectMany(s => s.Werkplekbegeleiders, (s, w) => (s, w)).ToLookup(p => p.w, p => p.s);
        _stagesByOpleider = data.Stages.Where(s => s.Opleider is not null).ToLookup(s => s.Opleider!.Value);
        _stagesByOrganisatie = data.Stages.ToLookup(s => s.Organisatie);
        _studentenByCoach = data.Studenten.Where(s => s.Studiecoach is not null).ToLookup(s => s.Studiecoach!.Value);
        _studentenByMwb = data.Studenten.Where(s => s.Mwb is not null).ToLookup(s => s.Mwb!.Value);
        _rollenByPersoon = data.Rollen.ToLookup(r => r.Persoon);
        _rollenBySoort = data.Rollen.ToLookup(r => r.Soort);
        _leerteamsByBegeleider = data.Leerteams.ToLookup(l => l.Begeleider);
        _leerteamsByOrganisatie = data.Leerteams.SelectMany(l => l.Organisaties, (l, o) => (l, o)).ToLookup(p => p.o, p => p.l);
        Kalender = new Kalender.Kalender(data.Kalender, _organisaties);
    }

    /// <summary>The version's id; empty before the first import.</summary>
    public string Version { get; }

    public RegisterData Data { get; }

    public Kalender.Kalender Kalender { get; }

    public Persoon? Find(PersonId id) => id == PersonId.Gewist ? Persoon.Gewist : _personen.GetValueOrDefault(id);

    /// <summary>The living person with this address (case-insensitive).</summary>
    public Persoon? FindByEmail(string email) => _byEmail.GetValueOrDefault(email);

    public Organisatie? FindOrganisatie(string code) => _organisaties.GetValueOrDefault(code);

    /// <summary>The student record of this person, when the person is a student.</summary>
    public Student? FindStudent(PersonId id) => _studenten.GetValueOrDefault(id);

    public Stage? FindStage(string id) => _stages.GetValueOrDefault(id);

    public IEnumerable<Stage> StagesOf(PersonId student) => _stagesByStudent[student];

    public IEnumerable<Stage> StagesGuidedBy(PersonId werkplekbegeleider) => _stagesByWerkplekbegeleider[werkplekbegeleider];

    public IEnumerable<Stage> StagesUnder(PersonId opleider) => _stagesByOpleider[opleider];

    public IEnumerable<Stage> StagesAt(string organisatie) => _stagesByOrganisatie[organisatie];

    /// <summary>The leerteams that this person guides.</summary>
    public IEnumerable<Leerteam> LeerteamsGuidedBy(PersonId begeleider) => _leerteamsByBegeleider[begeleider];

    public IEnumerable<Student> StudentenOf(PersonId studiecoach) => _studentenByCoach[studiecoach];

    public IEnumerable<Student> StudentenMetMwb(PersonId mwb) => _studentenByMwb[mwb];

    /// <summary>The leerteams of a location; two locations of a koppel have one together.</summary>
    public IEnumerable<Leerteam> LeerteamsAt(string organisatie) => _leerteamsByOrganisatie[organisatie];

    /// <summary>What is worked out of a whole version (an order, something to search in): once, by whoever asks first, and shared like the rest.</summary>
    /// <typeparam name="T">What it is; it names it as well.</typeparam>
    public T Once<T>(Func<RegisterSnapshot, T> make)
        where T : class => (T)_derived.GetOrAdd(typeof(T), _ => new Lazy<object>(() => make(this))).Value;

    /// <summary>The same of a version on a day; the last day that was asked for is kept.</summary>
    /// <inheritdoc cref="Once{T}(Func{RegisterSnapshot, T})"/>
    public T Once<T>(DateOnly day, Func<RegisterSnapshot, DateOnly, T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(make);
        if (_derivedOfDay.TryGetValue(typeof(T), out var known) && known.Day == day)
        {
            return (T)known.Value;
        }

        var made = make(this, day);
        _derivedOfDay[typeof(T)] = (day, made);
        return made;
    }

    /// <summary>Whether this person is a student with a stage or guides one, also past and future ones.</summary>
    public bool HeeftStage(PersonId person) => StagesOf(person).Any() || StagesGuidedBy(person).Any();

    /// <summary>The code of the board that a role belongs to: its own, or that of its organisation.</summary>
    public string? BestuurVan(Rol rol)
    {
        ArgumentNullException.ThrowIfNull(rol);
        return rol.Bestuur ?? (rol.Organisatie is { } code ? FindOrganisatie(code)?.Bestuur : null);
    }

    /// <summary>Every role of a person, also past and future ones; see <see cref="Rol.Holds"/>.</summary>
    public IEnumerable<Rol> RollenOf(PersonId person) => _rollenByPersoon[person];

    /// <summary>Who holds a role on a day; people who were ended are still among them.</summary>
    public IEnumerable<Rol> HoldersOf(RolSoort soort, DateOnly on) => _rollenBySoort[soort].Where(r => r.Holds(on));
}

/// <summary>The tables of one version, as they are stored.</summary>
public sealed record RegisterData
{
    public IReadOnlyList<Bestuur> Besturen { get; init; } = [];
    public IReadOnlyList<Organisatie> Organisaties { get; init; } = [];
    public IReadOnlyList<Persoon> Personen { get; init; } = [];
    public IReadOnlyList<Rol> Rollen { get; init; } = [];
    public IReadOnlyList<Student> Studenten { get; init; } = [];
    public IReadOnlyList<Stage> Stages { get; init; } = [];
    public IReadOnlyList<Leerteam> Leerteams { get; init; } = [];
    public IReadOnlyList<KalenderRegel> Kalender { get; init; } = [];

    /// <summary>Without a person who is erased: her own records go, and where others are tied to her stands <see cref="PersonId.Gewist"/>.</summary>
    public RegisterData Without(PersonId person)
    {
        return this with
        {
            Personen = [.. Personen.Where(p => p.Id != person)],
            Rollen = [.. Rollen.Where(r => r.Persoon != person)],
            Studenten = [.. Studenten.Where(s => s.Persoon != person)
                .Select(s => s with { Studiecoach = OtherOrNone(s.Studiecoach), Mwb = OtherOrNone(s.Mwb) })],
            Stages = [.. Stages.Where(s => s.Student != person)
                .Select(s => s with { Werkplekbegeleiders = [.. s.Werkplekbegeleiders.Select(Other).Distinct()], Opleider = OtherOrNone(s.Opleider) })],
            Leerteams = [.. Leerteams.Select(l => l with { Begeleider = Other(l.Begeleider) })],
        };

        PersonId Other(PersonId id) => id == person ? PersonId.Gewist : id;
        PersonId? OtherOrNone(PersonId? id) => id is { } known ? Other(known) : null;
    }
}

public sealed record Bestuur(string Code, string Naam);

public enum SoortOrganisatie
{
    School,
    Kinderopvang,
    Ikc,
    Sbo,
}

public enum Vakantieregio
{
    Noord,
    Midden,
    Zuid,
}

/// <summary>A school or childcare location. <see cref="Koppel"/> is the other location's code (opleidingsplan §2.3.3).</summary>
public sealed record Organisatie
{
    public required string Code { get; init; }
    public required string Naam { get; init; }
    public required string Bestuur { get; init; }
    public required SoortOrganisatie Soort { get; init; }
    public required string Plaats { get; init; }
    public required string Postcode { get; init; }
    public required Vakantieregio Vakantieregio { get; init; }
    public required bool SluitInVakantie { get; init; }
    public string? Koppel { get; init; }
    public required bool Interprofessioneel { get; init; }
    public required bool Opleidingsorganisatie { get; init; }
}

/// <summary>A person, student or professional. <see cref="Beeindigd"/>: the day an import or the bureau ended the person.</summary>
public sealed record Persoon
{
    public required PersonId Id { get; init; }

    /// <summary>As the register writes it; compared without regard to case.</summary>
    public required string Email { get; init; }

    /// <summary>Addresses this professional had before a change by hand: a file that still has one means the same person.</summary>
    public IReadOnlyList<string>? EerdereAdressen { get; init; }
    public required string Naam { get; init; }
    public required string Roepnaam { get; init; }
    public string? Telefoon { get; init; }

    /// <summary>Who hands this person in: iselinge, graafschap or bureau.</summary>
    [JsonConverter(typeof(RepeatedText))]
    public required string Bron { get; init; }
    public DateOnly? Beeindigd { get; init; }

    /// <summary>What is left of everybody who was erased: a word, and no way to reach it.</summary>
    public static Persoon Gewist { get; } = new()
    {
        Id = PersonId.Gewist, Email = "", Naam = "gewiste persoon", Roepnaam = "gewiste persoon", Bron = "", Beeindigd = DateOnly.MinValue,
    };

    public bool HadAddress(string email) => EerdereAdressen?.Contains(email, StringComparer.OrdinalIgnoreCase) == true;

    /// <summary>The same person under another address; the one of now is remembered.</summary>
    public Persoon WithAddress(string email) => string.Equals(email, Email, StringComparison.OrdinalIgnoreCase)
        ? this with { Email = email }
        : this with { Email = email, EerdereAdressen = [.. (EerdereAdressen ?? []).Where(e => !string.Equals(e, email, StringComparison.OrdinalIgnoreCase)), Email] };
}

public enum RolSoort
{
    Werkplekbegeleider,
    Schoolopleider,
    AspirantOpleider,
    CoordinerendSchoolopleider,
    Praktijkbeoordelaar,
    Leerteambegeleider,
    Directeur,
    Bestuurder,
    Studiecoach,
    Slb,
    Mwb,
    Docent,
    Onderwijsbureau,
    Stagebureau,
    Projectleider,
    Regisseur,
    RegisseurStudiecoaching,
    Kwaliteitszorg,
    Examencommissie,
}

/// <summary>A role of a person, at an organisation or a board where it has one (opleidingsplan Tabel 4).</summary>
public sealed record Rol(
    PersonId Persoon,
    RolSoort Soort,
    [property: JsonConverter(typeof(RepeatedText))] string? Organisatie,
    [property: JsonConverter(typeof(RepeatedText))] string? Bestuur,
    DateOnly Van,
    DateOnly? Tot)
{
    public bool Holds(DateOnly on) => Van <= on && (Tot is null || on <= Tot);
}

public sealed record Student
{
    public required PersonId Persoon { get; init; }
    public required string Studentnummer { get; init; }
    public required Opleiding Opleiding { get; init; }

    /// <summary>1-4.</summary>
    public required int Leerjaar { get; init; }

    /// <summary>hbo: the studiecoach; mbo: the studieloopbaanbegeleider.</summary>
    public PersonId? Studiecoach { get; init; }
    public PersonId? Mwb { get; init; }
}

/// <summary>A stage: one student, one group, one or two werkplekbegeleiders.</summary>
public sealed record Stage
{
    /// <summary>Stable over imports: studentnummer, organisation and first day.</summary>
    public required string Id { get; init; }
    public required PersonId Student { get; init; }

    [JsonConverter(typeof(RepeatedText))]
    public required string Organisatie { get; init; }

    [JsonConverter(typeof(RepeatedText))]
    public required string Groep { get; init; }
    public required IReadOnlyList<PersonId> Werkplekbegeleiders { get; init; }
    public PersonId? Opleider { get; init; }
    public required DateOnly Van { get; init; }
    public required DateOnly Tot { get; init; }
    public required IReadOnlyList<DayOfWeek> Dagen { get; init; }

    /// <summary>The day an import or the bureau ended it; null while it stands.</summary>
    public DateOnly? Beeindigd { get; init; }

    /// <summary>The stage that this one goes on from since a change by hand (another werkplekbegeleider, another school).</summary>
    public string? VervolgVan { get; init; }

    public bool Runs(DateOnly on) => Van <= on && on <= Tot && (Beeindigd is null || on < Beeindigd);

    /// <summary>Runs, or has yet to begin.</summary>
    public bool IsOngoing(DateOnly today) => Tot >= today && (Beeindigd is null || Beeindigd > today);

    public static string IdOf(string studentnummer, string organisatie, DateOnly van) =>
        string.Create(CultureInfo.InvariantCulture, $"{studentnummer}:{organisatie}:{van:yyyy-MM-dd}");
}

public sealed record Leerteam(string Code, string Naam, IReadOnlyList<string> Organisaties, PersonId Begeleider);

public enum KalenderSoort
{
    Studiejaar,
    Blok,
    Stageperiode,
    Stageweek,
    Vakantie,
    VrijeDag,
    Studiedag,
    Tussenevaluatie,
    Bezoekvenster,
    Veldcontactdag,
    Kalibreersessie,
    Training,
    Bijeenkomst,
}

/// <summary>A row of the kalender; null regio, opleiding or organisatie means everybody.</summary>
public sealed record KalenderRegel(
    KalenderSoort Soort, string Naam, DateOnly Van, DateOnly Tot, Vakantieregio? Regio, Opleiding? Opleiding, string? Organisatie)
{
    public bool Contains(DateOnly date) => Van <= date && date <= Tot;
}

/// <summary>A code or a name that many records share: kept once in memory.</summary>
internal sealed class RepeatedText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? string.Intern(text) : null;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
