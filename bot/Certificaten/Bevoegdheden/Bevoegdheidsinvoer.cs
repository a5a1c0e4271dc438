using System.Globalization;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>What somebody typed in the form that records something, and what was wrong with it.</summary>
public sealed record Bevoegdheidsinvoer
{
    public required string Id { get; init; }
    public string Soort { get; init; } = "";
    public string Datum { get; init; } = "";
    public string Tot { get; init; } = "";
    public string Toelichting { get; init; } = "";

    /// <summary>By field, a sentence; under the empty name what is about the whole.</summary>
    public IReadOnlyDictionary<string, string> Fouten { get; init; } = new Dictionary<string, string>();

    public static Bevoegdheidsinvoer Leeg() => new() { Id = FormId.New() };

    public string? Fout(string veld) => Fouten.GetValueOrDefault(veld);

    /// <summary>A form that was torn or made up gets an id of its own.</summary>
    /// <param name="form">As it was sent.</param>
    /// <param name="vast">What is recorded, when the form does not ask.</param>
    internal static Bevoegdheidsinvoer Read(IFormCollection form, Bevoegdheidssoort? vast = null) => new()
    {
        Id = form["id"].ToString() is var id && FormId.IsOne(id) ? id : FormId.New(),
        Soort = vast is { } soort ? BevoegdheidText.Code(soort) : form["soort"].ToString(),
        Datum = form["datum"].ToString().Trim(),
        Tot = form["tot"].ToString().Trim(),
        Toelichting = form["toelichting"].ToString().Trim(),
    };

    /// <summary>What is asked for; null with the faults when it cannot be read.</summary>
    internal (Bevoegdheidsinvoer Invoer, Bevoegdheidsopdracht.LegVast? Opdracht) Lees(string door, DateOnly today)
    {
        Dictionary<string, string> fouten = [];
        var soort = BevoegdheidText.Lees(Soort);
        if (soort is null)
        {
            fouten["soort"] = "Kies wat je vastlegt.";
        }

        var datum = Day(Datum, today, past: soort != Bevoegdheidssoort.Aanstelling);
        if (datum is null)
        {
            fouten["datum"] = "Vul één datum in, bijvoorbeeld 12-3-2026.";
        }

        var tot = Tot.Length == 0 ? null : Day(Tot, today, past: false);
        if (Tot.Length > 0 && tot is null)
        {
            fouten["tot"] = "Vul één datum in, bijvoorbeeld 31-7-2030, of laat dit leeg.";
        }

        return fouten.Count > 0
            ? (this with { Fouten = fouten }, null)
            : (this, new Bevoegdheidsopdracht.LegVast(Id, soort!.Value, datum!.Value, tot, Toelichting, door));
    }

    /// <summary>The same with why it was refused. Who means it all the same can press again: that is another form.</summary>
    internal Bevoegdheidsinvoer Met(Bevoegdheidsweigering reden)
    {
        var (veld, zin) = BevoegdheidText.Weigering(reden);
        return this with
        {
            Id = reden == Bevoegdheidsweigering.AlAndersVastgelegd ? FormId.New() : Id,
            Fouten = new Dictionary<string, string> { [veld] = zin },
        };
    }

    /// <param name="text">As typed.</param>
    /// <param name="today">The day.</param>
    /// <param name="past">It was: "12-3" without a year is the last one.</param>
    private static DateOnly? Day(string text, DateOnly today, bool past)
    {
        if (Datumtekst.Alle(text, today) is not [var day])
        {
            return null;
        }

        var said = text.Contains((day.Year % 100).ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            || text.Contains("morgen", StringComparison.OrdinalIgnoreCase);
        var before = day.AddYears(-1);
        return past && day > today && !said && before.Day == day.Day ? before : day;
    }
}
