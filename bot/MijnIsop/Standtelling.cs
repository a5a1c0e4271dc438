using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>How many cases of a study year are in which state, by organisation and period. It holds no person.</summary>
internal sealed class Standtelling(Voortgangslijst lijst)
{
    private readonly ConcurrentDictionary<string, Geteld> _last = new();

    /// <summary>
    /// The counts of a study year, of everybody, with the reader's own cases as she may know them: who shows them measures them by rights first
    /// (<see cref="Telling.Voor"/>).
    /// </summary>
    public async ValueTask<Telling> ReadAsync(string jaar, Kijker k, CancellationToken cancellationToken)
    {
        var (regels, today) = (await lijst.AlleAsync(jaar, k.Now, cancellationToken), k.Vandaag);
        var last = _last.GetValueOrDefault(jaar);

        // As long as nothing changes that is the same list.
        var geteld = ReferenceEquals(last?.Van, regels) && last.Dag == today ? last : _last[jaar] = Geteld.Tel(jaar, regels, today, last);
        return k.Register.HeeftStage(k.Id) ? geteld.Voor(k.Id) : geteld.Telling;
    }

    /// <summary>What was counted of what.</summary>
    private sealed record Geteld(IReadOnlyList<VoortgangRegel> Van, DateOnly Dag, Dictionary<(string, string, string, VoortgangStaat), Stand> Standen, Telling Telling)
    {
        public static Geteld Tel(string jaar, IReadOnlyList<VoortgangRegel> regels, DateOnly today, Geteld? last)
        {
            // A case that changed stands where it stood: then only the difference is counted.
            var before = last?.Van.Count == regels.Count ? last : null;
            var standen = before is null ? [] : new Dictionary<(string, string, string, VoortgangStaat), Stand>(before.Standen);
            for (var i = 0; i < regels.Count; i++)
            {
                if (before is null || !ReferenceEquals(before.Van[i], regels[i]))
                {
                    Add(standen, regels[i], 1);
                    if (before is not null)
                    {
                        Add(standen, before.Van[i], -1);
                    }
                }
            }

            var telling = new Telling { Jaar = jaar, Periode = Voortgangslijst.PeriodeVan(regels, today), Standen = [.. standen.Values.Where(s => s.Aantal > 0)] };
            return new Geteld(regels, today, standen, telling);
        }

        public Telling Voor(PersonId lezer)
        {
            Dictionary<(string, string, string, VoortgangStaat), Stand>? standen = null;
            foreach (var regel in Van)
            {
                if (regel.Voor(lezer) is var known && known.Staat != regel.Staat)
                {
                    standen ??= new(Standen);
                    Add(standen, regel, -1);
                    Add(standen, known, 1);
                }
            }

            return standen is null ? Telling : Telling with { Standen = [.. standen.Values.Where(s => s.Aantal > 0)] };
        }

        private static void Add(Dictionary<(string, string, string, VoortgangStaat), Stand> standen, VoortgangRegel regel, int aantal)
        {
            ref var stand = ref CollectionsMarshal.GetValueRefOrAddDefault(standen, (regel.Organisatie, regel.Bestuur, regel.Periode, regel.Staat), out var known);
            stand = known ? stand! with { Aantal = stand.Aantal + aantal } : new Stand(regel.Organisatie, regel.Bestuur, regel.Periode, regel.Staat, aantal);
        }
    }
}

/// <summary>Cases of one organisation and period in one state.</summary>
internal sealed record Stand(string Organisatie, string Bestuur, string Periode, VoortgangStaat Staat, int Aantal)
{
    /// <summary>What a right over an organisation or a board is measured against: no student, so a right over own students counts nothing.</summary>
    public Kring Kring { get; } = new() { Student = default, Organisatie = Organisatie, Bestuur = Bestuur };
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
