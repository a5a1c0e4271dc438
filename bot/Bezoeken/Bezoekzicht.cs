using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>A visitor's year as one person looks at it.</summary>
internal sealed record Bezoekzicht(Bezoekjaar Jaar, Bezoekomgeving Om, PersonId Lezer)
{
    public bool IsBezoeker => Jaar.Bezoeker == Lezer;

    public DateOnly Vandaag => Om.Vandaag;

    public string Bezoeker => Naam(Jaar.Bezoeker);

    /// <summary>"2026-2027"</summary>
    public string Kop => $"ISOP · bezoeken {Jaar.Studiejaar}";

    public (string, string) Stand => ("jaar", Jaar.Id);

    public string Naam(PersonId person) => Om.Register.Find(person)?.Naam ?? "onbekend";

    public string Roepnaam(PersonId person) => Om.Register.Find(person)?.Roepnaam ?? "onbekend";

    public string Locatie(string organisatie) => Om.Register.FindOrganisatie(organisatie)?.Naam ?? organisatie;

    public string Groep(Bezoek b) => Om.Register.FindStage(b.Stage)?.Groep ?? "";

    /// <summary>"di 22 sep, ochtend"</summary>
    public static string Kort(Halfdag h) => $"{Dutch.ShortDay(h.Datum)}, {Deel(h.Deel)}";

    public static string Deel(Dagdeel deel) => deel == Dagdeel.Ochtend ? "ochtend" : "middag";

    /// <summary>"dinsdag 22 september, 9.00 tot 9.45 uur"</summary>
    public static string Voluit(Bezoek b)
    {
        var tijd = Bezoektijd.Of(b.Moment!.Value.Deel, b.Plek);
        return $"{Dutch.Day(b.Moment.Value.Datum)}, {Dutch.Hour(tijd.Van)} tot {Dutch.Time(tijd.Tot)}";
    }

    public static string Tijd(Bezoek b) => Dutch.Hour(Bezoektijd.Of(b.Moment!.Value.Deel, b.Plek).Van);

    /// <summary>"2026-09-22-o", as buttons carry it.</summary>
    public static string Sleutel(Halfdag h) => $"{Datumtekst.Iso(h.Datum)}-{(h.Deel == Dagdeel.Ochtend ? 'o' : 'm')}";

    public static Halfdag? Lees(string? text) =>
        text is { Length: 12 } && text[10] == '-' && text[11] is 'o' or 'm'
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Halfdag(day, text![11] == 'o' ? Dagdeel.Ochtend : Dagdeel.Middag)
            : null;

    /// <summary>Trips: visits of one half-day at one organisation.</summary>
    public static IEnumerable<IGrouping<(Halfdag Moment, string Organisatie), Bezoek>> Ritten(IEnumerable<Bezoek> bezoeken) =>
        bezoeken.Where(b => b.Moment is not null).GroupBy(b => (b.Moment!.Value, b.Organisatie)).OrderBy(g => g.Key.Value).ThenBy(g => g.Key.Organisatie, StringComparer.Ordinal);

    /// <summary>First names; the whole name of who shares one with another student of this visitor.</summary>
    public string Namen(IEnumerable<Bezoek> bezoeken) => Dutch.List([.. bezoeken.Select(b => b.Student).Distinct().Select(s => Tweemaal.Contains(Roepnaam(s)) ? Naam(s) : Roepnaam(s))]);

    private HashSet<string> Tweemaal { get; } =
        [.. Jaar.Bezoeken.Select(b => b.Student).Distinct().Select(s => Om.Register.Find(s)?.Roepnaam ?? "").GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key)];

    public Vernieuwing Vernieuw(string kind, string? deel = null) => Vernieuwing.Of(kind, deel is null ? Jaar.Id : Bezoekkaarten.ZaakVan(Jaar.Id, deel));
}
