using Isop.Core.Bezoeken;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>A visitor's year: the weeks round today, and who has no day.</summary>
public sealed record BezoekenView
{
    /// <summary>By week, from four weeks back: how many visits there were or are agreed, and how many wait for an answer.</summary>
    public required IReadOnlyList<Bezoekweek> Weken { get; init; }
    public required int Geweest { get; init; }
    public required int Afgesproken { get; init; }
    public required int Gevraagd { get; init; }

    /// <summary>Visits of the blok of now and before, without a day: who and from when to when.</summary>
    public required IReadOnlyList<(string Student, string Venster)> ZonderDatum { get; init; }
    public required int Zonder { get; init; }

    /// <summary>The card of the year; null when there are no visits to plan.</summary>
    public required string? Href { get; init; }
}

/// <param name="Maandag">The first day of the week.</param>
public sealed record Bezoekweek(DateOnly Maandag, int Vast, int Gevraagd)
{
    public string Naam => $"week van {Dutch.Day(Maandag)}";
}

internal sealed class BezoekenLader(BezoekStore store)
{
    private const int WekenTerug = 4;
    private const int Weken = 16;
    private const int MeesteZonder = 6;

    public async ValueTask<BezoekenView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var jaar = await store.FindAsync(k.Id, k.Register.Kalender.Studiejaar(k.Vandaag), ct);
        return Maak(jaar?.Bezoeken ?? [], k, jaar is null ? null : TakenLader.Zaak(Bezoekkaarten.Jaar, jaar.Id));
    }

    internal static BezoekenView Maak(IReadOnlyList<Bezoek> bezoeken, Kijker k, string? href)
    {
        var first = Core.Kalender.Kalender.Maandag(k.Vandaag).AddDays(-7 * WekenTerug);
        var byWeek = bezoeken.Where(b => b.Moment is not null).ToLookup(b => Core.Kalender.Kalender.Maandag(b.Moment!.Value.Datum));
        var without = bezoeken.Where(b => b.Open && b.Moment is null && b.Venster.Van <= k.Vandaag).OrderBy(b => b.Venster.Tot).ToList();
        return new BezoekenView
        {
            Weken =
            [
                .. Enumerable.Range(0, Weken).Select(n => first.AddDays(7 * n))
                    .Select(week => new Bezoekweek(week, byWeek[week].Count(IsVast), byWeek[week].Count(IsGevraagd))),
            ],
            Geweest = bezoeken.Count(b => b.Staat == Bezoekstaat.Geweest),
            Afgesproken = bezoeken.Count(b => b.Staat == Bezoekstaat.Bevestigd),
            Gevraagd = bezoeken.Count(IsGevraagd),
            ZonderDatum = [.. without.Take(MeesteZonder).Select(b => (k.Register.Find(b.Student)?.Naam ?? "een student", $"{b.Periode}, tot en met {Dutch.Day(b.Venster.Tot)}"))],
            Zonder = without.Count,
            Href = href,
        };
    }

    private static bool IsVast(Bezoek b) => b.Staat is Bezoekstaat.Bevestigd or Bezoekstaat.Geweest;

    private static bool IsGevraagd(Bezoek b) => b.Staat is Bezoekstaat.Gevraagd or Bezoekstaat.Tegenvoorstel;
}
