using System.Text.Json.Serialization;

namespace Isop.Core.Register;

[JsonConverter(typeof(JsonStringEnumConverter<Stagewijzigingsoort>))]
public enum Stagewijzigingsoort
{
    Nieuw,

    /// <summary>Goes on at another organisation.</summary>
    Verhuisd,

    /// <summary>The same place: other people, days or dates.</summary>
    Gewijzigd,

    /// <summary>Stopped, or will stop before its last day.</summary>
    Gestopt,
}

/// <summary>What is other than it was.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Stagevelden>))]
public enum Stagevelden
{
    None = 0,

    /// <summary>Werkplekbegeleiders or opleider.</summary>
    Begeleiding = 1,
    Groep = 2,
    Dagen = 4,
    Datums = 8,
}

/// <param name="Soort">What happened.</param>
/// <param name="Stage">The id of the stage as it is now.</param>
/// <param name="Was">Of what moved: the id of the stage it went on from.</param>
/// <param name="Anders">Of what changed in its place.</param>
public sealed record Stagewijziging(Stagewijzigingsoort Soort, string Stage, string? Was = null, Stagevelden Anders = Stagevelden.None);

/// <summary>
/// What a version of the register changed in the stages of the one before it: worked out when it is written, so that who places students
/// need not read two registers. Ids only; names come from the register of now.
/// </summary>
/// <param name="Eerste">The first <see cref="Meeste"/>: what stopped and moved before what is new.</param>
/// <param name="Nieuw">How many there are of each, also of those that are not in the list.</param>
public sealed record Stagewijzigingen(IReadOnlyList<Stagewijziging> Eerste, int Nieuw, int Verhuisd, int Gewijzigd, int Gestopt)
{
    /// <summary>A new study year brings a thousand; a list of more than this is not read.</summary>
    public const int Meeste = 200;

    private static readonly Stagewijzigingsoort[] Volgorde =
        [Stagewijzigingsoort.Gestopt, Stagewijzigingsoort.Verhuisd, Stagewijzigingsoort.Gewijzigd, Stagewijzigingsoort.Nieuw];

    [JsonIgnore]
    public int Totaal => Nieuw + Verhuisd + Gewijzigd + Gestopt;

    /// <summary>Null when nothing changed, and for the first register: what begins does not change.</summary>
    public static Stagewijzigingen? Tussen(RegisterSnapshot old, RegisterSnapshot @new, DateOnly today)
    {
        if (old.Data.Stages.Count == 0)
        {
            return null;
        }

        var all = Wijzigingen(old, @new, today).ToList();
        return all.Count == 0 ? null : new Stagewijzigingen(
            [.. all.OrderBy(w => Array.IndexOf(Volgorde, w.Soort)).Take(Meeste)],
            Aantal(Stagewijzigingsoort.Nieuw), Aantal(Stagewijzigingsoort.Verhuisd), Aantal(Stagewijzigingsoort.Gewijzigd), Aantal(Stagewijzigingsoort.Gestopt));

        int Aantal(Stagewijzigingsoort soort) => all.Count(w => w.Soort == soort);
    }

    /// <summary>Without these stages in the list; the counts are of nobody.</summary>
    public Stagewijzigingen Zonder(IReadOnlySet<string> stages) =>
        this with { Eerste = [.. Eerste.Where(w => !stages.Contains(w.Stage) && (w.Was is null || !stages.Contains(w.Was)))] };

    private static IEnumerable<Stagewijziging> Wijzigingen(RegisterSnapshot old, RegisterSnapshot @new, DateOnly today)
    {
        var begun = @new.Data.Stages.Where(s => s.IsOngoing(today) && old.FindStage(s.Id)?.IsOngoing(today) != true).ToList();
        // Of whom the register no longer has anything, nothing is kept here either.
        var left = old.Data.Stages.Where(s => s.IsOngoing(today)).Select(s => (Was: s, Nu: @new.FindStage(s.Id))).Where(p => p.Nu is not null)
            .Select(p => (p.Was, Nu: p.Nu!)).ToList();
        var ended = left.Where(p => Stopt(p.Was, p.Nu, today)).Select(p => p.Nu).ToList();
        var endedOf = ended.ToLookup(e => e.Student);
        var wentOn = new HashSet<string>();
        foreach (var stage in begun)
        {
            var from = stage.VervolgVan is { } named ? @new.FindStage(named) : endedOf[stage.Student].FirstOrDefault(e => !wentOn.Contains(e.Id));
            if (from is not null)
            {
                wentOn.Add(from.Id);
            }

            yield return from is null ? new Stagewijziging(Stagewijzigingsoort.Nieuw, stage.Id)
                : from.Organisatie == stage.Organisatie ? new Stagewijziging(Stagewijzigingsoort.Gewijzigd, stage.Id, Anders: Anders(old.FindStage(from.Id) ?? from, stage))
                : new Stagewijziging(Stagewijzigingsoort.Verhuisd, stage.Id, from.Id);
        }

        foreach (var stage in ended.Where(e => !wentOn.Contains(e.Id)))
        {
            yield return new Stagewijziging(Stagewijzigingsoort.Gestopt, stage.Id);
        }

        foreach (var (was, nu) in left.Where(p => !wentOn.Contains(p.Nu.Id) && !Stopt(p.Was, p.Nu, today)))
        {
            if (Anders(was, nu) is not Stagevelden.None and var anders)
            {
                yield return new Stagewijziging(Stagewijzigingsoort.Gewijzigd, nu.Id, Anders: anders);
            }
        }
    }

    private static bool Stopt(Stage was, Stage nu, DateOnly today) => !nu.IsOngoing(today) || (was.Beeindigd is null && nu.Beeindigd is not null);

    private static Stagevelden Anders(Stage was, Stage nu) =>
        (was.Opleider != nu.Opleider || !was.Werkplekbegeleiders.SequenceEqual(nu.Werkplekbegeleiders) ? Stagevelden.Begeleiding : 0)
        | (was.Groep != nu.Groep ? Stagevelden.Groep : 0)
        | (!was.Dagen.SequenceEqual(nu.Dagen) ? Stagevelden.Dagen : 0)
        | (was.Tot != nu.Tot || was.Beeindigd != nu.Beeindigd ? Stagevelden.Datums : 0);
}

/// <summary>When a version of the register was made, and what it changed in the stages.</summary>
public sealed record Stagewijzigingsronde(DateTimeOffset Op, Stagewijzigingen Wijzigingen);
