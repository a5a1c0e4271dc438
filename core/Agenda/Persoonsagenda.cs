using Isop.Core.Register;

namespace Isop.Core.Agenda;

/// <summary>The appointments of a person from every source there is.</summary>
public sealed class Persoonsagenda(IEnumerable<IAgendaBron> bronnen)
{
    /// <summary>How far back and ahead of today an appointment is looked for, in days: this study year and the plan of the next.</summary>
    public const int Terug = 60;
    public const int Vooruit = 400;

    /// <summary>Less than a study year, so that none between two days is missed.</summary>
    private const int DaysApart = 90;

    private readonly IAgendaBron[] _bronnen = [.. bronnen];

    /// <summary>Days in every study year from a day until a day, for sources that keep theirs by study year.</summary>
    public static IEnumerable<DateOnly> DagenTussen(DateOnly from, DateOnly to) =>
        Enumerable.Range(0, ((to.DayNumber - from.DayNumber) / DaysApart) + 1).Select(i => from.AddDays(i * DaysApart)).Append(to);

    /// <summary>By day and time; those that were called off are among them.</summary>
    public async ValueTask<IReadOnlyList<Afspraak>> ReadAsync(
        PersonId person, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var all = new List<Afspraak>();
        foreach (var bron in _bronnen)
        {
            all.AddRange(await bron.AfsprakenVan(person, from, to, cancellationToken));
        }

        return [.. all.OrderBy(a => a.Datum).ThenBy(a => a.Tijd?.Van).ThenBy(a => a.Uid, StringComparer.Ordinal)];
    }

    /// <summary>The appointments around today.</summary>
    public ValueTask<IReadOnlyList<Afspraak>> RondAsync(PersonId person, DateOnly today, CancellationToken cancellationToken) =>
        ReadAsync(person, today.AddDays(-Terug), today.AddDays(Vooruit), cancellationToken);

    /// <summary>One appointment of this person; null when the person has no such appointment around today.</summary>
    public async ValueTask<Afspraak?> FindAsync(PersonId person, string uid, DateOnly today, CancellationToken cancellationToken) =>
        (await RondAsync(person, today, cancellationToken)).FirstOrDefault(a => a.Uid == uid);
}
