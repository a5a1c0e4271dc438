using System.Globalization;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>What somebody typed in one of the forms, and what was wrong with it.</summary>
public sealed record Impulsinvoer
{
    /// <summary>Of the form that makes one.</summary>
    public string Id { get; init; } = "";

    /// <summary>Of the form that makes one: for whom.</summary>
    public string Plek { get; init; } = "";

    /// <summary>Of the other forms: what they were made with.</summary>
    public int Versie { get; init; }
    public string Doel { get; init; } = "";
    public string Maatregel { get; init; } = "";
    public string Norm { get; init; } = "";
    public string Kijkdatum { get; init; } = "";
    public string Uitvoerder { get; init; } = "";
    public string Uitkomst { get; init; } = "";
    public string Terugblik { get; init; } = "";
    public string Reden { get; init; } = "";

    /// <summary>By field, a sentence; under the empty name what is about the whole.</summary>
    public IReadOnlyDictionary<string, string> Fouten { get; init; } = new Dictionary<string, string>();

    public string? Fout(string veld) => Fouten.GetValueOrDefault(veld);

    public static Impulsinvoer Nieuw(string plek) => new() { Id = FormId.New(), Plek = plek };

    /// <summary>The plan as it is, to change.</summary>
    public static Impulsinvoer Van(Kwaliteitsimpuls impuls)
    {
        ArgumentNullException.ThrowIfNull(impuls);
        return new()
        {
            Versie = impuls.Versie, Doel = impuls.Plan.Doel, Maatregel = impuls.Plan.Maatregel, Norm = impuls.Plan.Norm,
            Kijkdatum = Datumtekst.Iso(impuls.Plan.Kijkdatum), Uitvoerder = ImpulsText.Code(impuls.Plan.Uitvoerder),
        };
    }

    /// <summary>A form that was torn or made up gets an id of its own.</summary>
    internal static Impulsinvoer Read(IFormCollection form) => new()
    {
        Id = form["id"].ToString() is var id && FormId.IsOne(id) ? id : FormId.New(),
        Plek = form["plek"].ToString(),
        Versie = int.TryParse(form["versie"], NumberStyles.None, CultureInfo.InvariantCulture, out var versie) ? versie : 0,
        Doel = form["doel"].ToString(),
        Maatregel = form["maatregel"].ToString(),
        Norm = form["norm"].ToString(),
        Kijkdatum = form["kijkdatum"].ToString().Trim(),
        Uitvoerder = form["uitvoerder"].ToString(),
        Uitkomst = form["uitkomst"].ToString(),
        Terugblik = form["terugblik"].ToString(),
        Reden = form["reden"].ToString(),
    };

    internal Impulsvoorstel Voorstel(DateOnly today) => new(Doel, Maatregel, Norm, Dag(today), ImpulsText.LeesUitvoerder(Uitvoerder));

    /// <summary>One day; null when it is none, or more.</summary>
    internal DateOnly? Dag(DateOnly today) => Datumtekst.Alle(Kijkdatum, today) is [var day] ? day : null;

    /// <summary>The same with why it was refused. Who means another one all the same can press again: that is another form.</summary>
    internal Impulsinvoer Met(IReadOnlyList<Impulsweigering> redenen) => this with
    {
        Id = redenen.Contains(Impulsweigering.AlAndersGemaakt) ? FormId.New() : Id,
        Fouten = redenen.Select(ImpulsText.Weigering).ToDictionary(w => w.Veld, w => w.Zin),
    };

    internal Impulsinvoer Met(string veld, string zin) => this with { Fouten = new Dictionary<string, string> { [veld] = zin } };
}
