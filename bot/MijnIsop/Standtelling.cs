using System.Collections.Concurrent;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>How many cases of a study year are in which state, by organisation and period. It holds no person.</summary>
internal sealed class Standtelling(Voortgangslijst lijst)
{
    private readonly ConcurrentDictionary<string, (IReadOnlyList<VoortgangRegel> Van, DateOnly Dag, Telling Telling)> _last = new();

    /// <summary>The counts of a study year, of everybody: who shows them measures them by rights first (<see cref="Telling.Voor"/>).</summary>
    public async ValueTask<Telling> ReadAsync(string jaar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (regels, today) = (await lijst.ReadAsync(jaar, static _ => true, now, cancellationToken), AmsterdamTime.DateOf(now));

        // Counted once for what was read: as long as nothing changes that is the same list.
        if (_last.TryGetValue(jaar, out var last) && ReferenceEquals(last.Van, regels) && last.Dag == today)
        {
            return last.Telling;
        }

        var fresh = new Telling
        {
            Jaar = jaar,
            Periode = Voortgangslijst.PeriodeVan(regels, today),
            Standen = [.. regels.CountBy(r => (r.Organisatie, r.Bestuur, r.Periode, r.Staat)).Select(c => new Stand(c.Key.Organisatie, c.Key.Bestuur, c.Key.Periode, c.Key.Staat, c.Value))],
        };
        _last[jaar] = (regels, today, fresh);
        return fresh;
    }
}

/// <summary>Cases of one organisation and period in one state.</summary>
internal sealed record Stand(string Organisatie, string Bestuur, string Periode, VoortgangStaat Staat, int Aantal)
{
    /// <summary>What a right over an organisation or a board is measured against: no student, so a right over own students counts nothing.</summary>
    public Kring Kring => new() { Student = default, Organisatie = Organisatie, Bestuur = Bestuur };
}

internal sealed record Telling
{
    public required string Jaar { get; init; }

    /// <summary>The period most cases are in today; null when none is.</summary>
    public required string? Periode { get; init; }
    public required IReadOnlyList<Stand> Standen { get; init; }

    /// <summary>What this right is held over, of the period that is asked for (null: of today's; "alle": of the whole year).</summary>
    public IReadOnlyList<Stand> Voor(Rechten wie, Recht recht, string? periode = null)
    {
        var asked = periode ?? Periode;
        return [.. Standen.Where(s => (asked is null or VoortgangFilter.AllePerioden || s.Periode == asked) && wie.Heeft(recht, s.Kring))];
    }

    /// <summary>Per state, in the order of the pages.</summary>
    public static IReadOnlyList<(VoortgangStaat Staat, int Count)> PerStaat(IEnumerable<Stand> standen)
    {
        var counts = standen.GroupBy(s => s.Staat).ToDictionary(g => g.Key, g => g.Sum(s => s.Aantal));
        return [.. VoortgangStaten.All.Select(s => (s, counts.GetValueOrDefault(s)))];
    }

    /// <summary>
    /// The same for who may see counts only; null for a state that is not told. Always of a whole study year, and of subjects that do not overlap
    /// for one reader: two cuts of the same people would tell what each of them leaves out.
    /// </summary>
    public static IReadOnlyList<(VoortgangStaat Staat, int? Count)> Verdeeld(IEnumerable<Stand> standen)
    {
        var counts = PerStaat(standen);
        var told = Kleinaantal.Verdeel([.. counts.Select(c => c.Count)]);
        return [.. counts.Select((c, i) => (c.Staat, told[i]))];
    }
}
