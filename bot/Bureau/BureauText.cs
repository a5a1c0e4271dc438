using System.Globalization;
using System.Text;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau;

/// <summary>The words of the bureau's pages for moments, people and what was sent.</summary>
internal static class BureauText
{
    private const CompareOptions NameOptions = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>Names as a Dutch list sorts them, without regard to case.</summary>
    public static StringComparer Names { get; } = StringComparer.Create(Culture, NameOptions);

    /// <summary>In the order of <see cref="Names"/>; for many, where comparing names one by one takes seconds. What has the same name stays in the order it had.</summary>
    public static IReadOnlyList<T> OpNaam<T>(IEnumerable<T> all, Func<T, string> naam)
    {
        var items = all.ToArray();
        var order = items.Select((item, i) => (Sleutel: Naamsleutel(naam(item)), i)).ToArray();
        Array.Sort(order, static (a, b) => a.Sleutel.AsSpan().SequenceCompareTo(b.Sleutel) is not 0 and var byName ? byName : a.i.CompareTo(b.i));
        return [.. order.Select(o => items[o.i])];
    }

    /// <summary>Bytes that compare as names do.</summary>
    public static byte[] Naamsleutel(string naam) => Culture.CompareInfo.GetSortKey(naam, NameOptions).KeyData;

    /// <summary>"23 november 2026 om 9.05 uur"</summary>
    public static string Moment(DateTimeOffset at)
    {
        var wall = AmsterdamTime.WallTimeOf(at);
        return $"{Date(DateOnly.FromDateTime(wall))} om {Core.Time.Dutch.Time(TimeOnly.FromDateTime(wall))}";
    }

    /// <summary>"23 november 2026"</summary>
    public static string Date(DateOnly date) => Core.Time.Dutch.Date(date);

    /// <summary>"23 november 2026", the day in Amsterdam</summary>
    public static string Date(DateTimeOffset at) => Date(AmsterdamTime.DateOf(at));

    /// <summary>"1.562"</summary>
    public static string Number(long number) => number.ToString("N0", Culture);

    /// <summary>A number of people for who may see numbers only: "1.562", or that there are fewer than are told.</summary>
    public static string Mensen(int aantal) => Kleinaantal.Tel(aantal) is { } told ? Number(told) : $"< {Kleinaantal.Drempel}";

    /// <summary>"1 student", "1.562 studenten"</summary>
    public static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>Who did something, as the audit wrote it down.</summary>
    public static string Who(string by, RegisterSnapshot register) => by switch
    {
        "bureau" => "het onderwijsbureau",
        "systeem" => "ISOP zelf",
        Beheer.Beheerder.Naam => "de beheerder",
        _ when PersonId.TryParse(by, out var person) => Name(person, register),
        _ => by,
    };

    public static string Name(PersonId person, RegisterSnapshot register) => register.Find(person)?.Naam ?? "iemand die niet meer in het register staat";

    /// <summary>"vanaf 3 november 2026 om 9.04 uur" of a register version's id, which begins with the moment it was made.</summary>
    public static string Version(string version) =>
        DateTimeOffset.TryParseExact(
            version.Split('-')[0], "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made)
            ? $"de versie van {Moment(made)}"
            : "het lege register";

    /// <summary>What a message is about.</summary>
    public static string Kind(string kind) => kind switch
    {
        Kaarten.Leervragen => "vraag naar leervragen",
        Kaarten.Formulier => "tussenevaluatie invullen",
        Kaarten.Ontvangst => "ontvangstbewijs",
        Kaarten.Vergelijking => "beide formulieren naast elkaar",
        Kaarten.Vrijgave => "vraag om te laten zien",
        Kaarten.TeLaat => "te late tussenevaluaties",
        Kaarten.Terugblik => "terugblik op de afspraak",
        Evaluatiekaarten.Uitnodiging => "stage-evaluatie",
        Evaluatiekaarten.Golf => "stage-evaluatie die bijna opengaat",
        Evaluatiekaarten.Rapport => "rapport van de stage-evaluatie",
        Evaluatiekaarten.Terugkoppeling => "wat er met de antwoorden gedaan is",
        Trainingskaarten.Beheer => "training om bij te houden",
        Trainingskaarten.Uitnodiging => "uitnodiging voor een training",
        Trainingskaarten.Evaluatie => "evaluatie van een training",
        Trainingskaarten.Zonder => "nog geen certificaat",
        Trainingskaarten.Nodig => "herinnering aan een training",
        Trainingskaarten.Certificaat => "certificaat",
        Trainingskaarten.Bedankt => "bedankje in juli",
        MeldingStore.AnswerKind => "antwoord van het onderwijsbureau",
        _ => kind,
    };

    /// <summary>
    /// Whether the moment of such a message tells when somebody filled in, which nobody else may know: then its day is not shown.
    /// </summary>
    public static bool TellsWhenFilledIn(string kind) => kind is Kaarten.Ontvangst or Kaarten.Vergelijking;

    /// <summary>Lower-case and without accents, so that "muller" finds "Müller" and "yildiz" finds "Yıldız".</summary>
    public static string ToSearch(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(c) switch
                {
                    'ı' => 'i',
                    'ø' => 'o',
                    'ł' => 'l',
                    'đ' => 'd',
                    var other => other,
                });
            }
        }

        return plain.ToString();
    }
}
