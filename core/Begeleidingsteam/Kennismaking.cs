using System.Globalization;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Begeleidingsteam;

/// <summary>
/// How a student and who guides meet at the start of a stage: who got the card with who is who (opleidingsplan Tabel 4), and what the
/// student tells in three lines.
/// </summary>
public sealed record Kennismaking
{
    public required string Id { get; init; }
    public required PersonId Student { get; init; }

    /// <summary>The stage that is shown: of one that was split by hand, the part of that day.</summary>
    public required string Stage { get; init; }

    /// <summary>The first day that the student is there.</summary>
    public required DateOnly EersteDag { get; init; }

    /// <summary>After the last day of the stage (UTC); from here it is kept for its retention period.</summary>
    public required DateTimeOffset Eindigt { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Revisie { get; init; }

    public DrieRegels Regels { get; init; } = DrieRegels.Leeg;

    /// <summary>Who was to get the card: the student, and werkplekbegeleiders of now and before.</summary>
    public IReadOnlyList<PersonId> Verteld { get; init; } = [];

    /// <summary>What the cards showed of the register when they were last brought up to date (<see cref="Stagestart.Beeld"/>).</summary>
    public uint Beeld { get; init; }

    /// <summary>The stage does not go on.</summary>
    public bool Vervallen { get; init; }

    /// <summary>How often a stage that was called off came back.</summary>
    public int Ronde { get; init; }

    public static string IdOf(PersonId student, string organisatie, DateOnly van) =>
        string.Create(CultureInfo.InvariantCulture, $"{student}:{organisatie}:{van:yyyy-MM-dd}");
}

/// <summary>What a student tells about herself; each line may be empty.</summary>
/// <param name="Wie">Who am I?</param>
/// <param name="Leren">What do I look forward to, or want to learn?</param>
/// <param name="Helpt">What helps me?</param>
public sealed record DrieRegels(string Wie, string Leren, string Helpt)
{
    /// <summary>Characters in one line.</summary>
    public const int Langste = 140;

    public static DrieRegels Leeg { get; } = new("", "", "");

    /// <summary>On one line each, without space around.</summary>
    public static DrieRegels Of(string? wie, string? leren, string? helpt) => new(Tidy(wie), Tidy(leren), Tidy(helpt));

    private static string Tidy(string? text) => Dutch.OneLine(text ?? "");
}

/// <summary>What can be asked of a kennismaking.</summary>
public abstract record Kennismakingsopdracht
{
    private Kennismakingsopdracht()
    {
    }

    /// <summary>The register or the day changed: who should know is told.</summary>
    public sealed record Volg : Kennismakingsopdracht;

    /// <summary>The student's lines become these; empty ones clear what was there.</summary>
    public sealed record Schrijf(PersonId Van, DrieRegels Regels) : Kennismakingsopdracht;
}

/// <summary>What became of it.</summary>
public abstract record Kennismakingsbesluit
{
    private Kennismakingsbesluit()
    {
    }

    public sealed record Gewijzigd(Kennismaking Kennismaking, IReadOnlyList<Bezorging.Intent> Intents) : Kennismakingsbesluit;

    /// <summary>It was so already: a second click, or a register that says the same.</summary>
    public sealed record AlGedaan(Kennismaking Kennismaking) : Kennismakingsbesluit;

    public sealed record Geweigerd(Kennismakingsweigering Reden) : Kennismakingsbesluit;
}

public enum Kennismakingsweigering
{
    NietVanJou,
    StageVoorbij,
    TeLang,
}

/// <summary>What a decision may know besides the kennismaking.</summary>
public sealed record Kennismakingsomgeving(RegisterSnapshot Register, Kalender.Kaartmoment Kaartmoment, DateTimeOffset Now)
{
    public DateOnly Vandaag { get; } = Time.AmsterdamTime.DateOf(Now);
}
