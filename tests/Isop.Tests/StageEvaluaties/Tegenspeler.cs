using Isop.Core.StageEvaluaties;
using Cel = (string Eenheid, int Jaar, int Halfjaar, string Opleiding);

namespace Isop.Tests.StageEvaluaties;

/// <summary>A published figure as its reader has it: over which cells, and how many chose each step.</summary>
internal sealed record Gelezen(string Wie, HashSet<Cel> Cellen, int[] Stappen);

/// <summary>
/// Somebody who keeps every report ever published of everybody, knows how many answered in every cell, and guesses right what is behind a
/// band. It has nothing of the rules: only what is in the reports.
/// </summary>
internal sealed class Tegenspeler
{
    private const long Priem = 1_000_000_007;

    public List<Gelezen> Cijfers { get; } = [];

    public static Tegenspeler Leest(Proefwereld wereld, IEnumerable<Jaaruitgave> uitgaven)
    {
        var reader = new Tegenspeler();
        foreach (var jaar in uitgaven)
        {
            var all = jaar.Eenheden.Select(r => (r.Key, r.Value)).Concat(jaar.Besturen.Select(r => (r.Key, r.Value)))
                .Append(("partnerschap", jaar.Partnerschap)).Concat(jaar.Eenpitters is { } pitters ? [("eenpitters", pitters)] : [])
                .Select(r => (Who: r.Item1, Rapport: r.Item2, Opleiding: (string?)null)).Concat(jaar.Opleidingen.Select(r => (r.Key, r.Value, (string?)r.Key)));
            foreach (var (who, rapport, opleiding) in all)
            {
                foreach (var punt in rapport.Punten)
                {
                    reader.Lees(wereld, $"{who} {jaar.Studiejaar}", punt is Punt.Herhaald again ? again.Eerder : punt, opleiding);
                }
            }
        }

        return reader;
    }

    /// <summary>Cells that no figure tells apart: every calculation with the figures treats them alike.</summary>
    public IEnumerable<HashSet<Cel>> Onscheidbaar() =>
        Cijfers.SelectMany(c => c.Cellen).Distinct().GroupBy(cell => string.Concat(Cijfers.Select(c => c.Cellen.Contains(cell) ? '1' : '0'))).Select(g => g.ToHashSet());

    /// <summary>Calculations with whole factors: all of two and three figures with −1 and 1, and many with −2 to 2 over more of them.</summary>
    public IEnumerable<Dictionary<Gelezen, int>> Rekensommen(Random random)
    {
        for (var i = 0; i < Cijfers.Count; i++)
        {
            for (var j = i + 1; j < Cijfers.Count; j++)
            {
                yield return new() { [Cijfers[i]] = 1, [Cijfers[j]] = -1 };
                for (var k = j + 1; k < Cijfers.Count && Cijfers.Count < 20; k++)
                {
                    yield return new() { [Cijfers[i]] = 1, [Cijfers[j]] = -1, [Cijfers[k]] = -1 };
                    yield return new() { [Cijfers[i]] = -1, [Cijfers[j]] = 1, [Cijfers[k]] = -1 };
                    yield return new() { [Cijfers[i]] = -1, [Cijfers[j]] = -1, [Cijfers[k]] = 1 };
                }
            }
        }

        for (var n = 0; n < 300 && Cijfers.Count > 0; n++)
        {
            yield return Cijfers.Where(_ => random.Next(3) > 0).ToDictionary(c => c, _ => random.Next(-2, 3));
        }
    }

    /// <summary>Whether exactly these cells can be had by adding and subtracting, with whatever factors: elimination, modulo a large prime.</summary>
    public Func<IReadOnlySet<Cel>, bool> Afleidbaar()
    {
        var cells = Cijfers.SelectMany(c => c.Cellen).Distinct().ToList();
        List<long[]> basis = [];
        foreach (var figure in Cijfers)
        {
            var row = Reduce(basis, [.. cells.Select(c => figure.Cellen.Contains(c) ? 1L : 0L)]);
            if (row.Any(x => x != 0))
            {
                basis.Add(row);
            }
        }

        return set => set.All(cells.Contains) && Reduce(basis, [.. cells.Select(c => set.Contains(c) ? 1L : 0L)]).All(x => x == 0);
    }

    private void Lees(Proefwereld wereld, string who, Punt punt, string? opleiding)
    {
        var (delen, told) = punt switch
        {
            Punt.Toon toon => (toon.Cijfer.Delen, toon.Cijfer.Stappen),
            Punt.Band band => (band.Delen, null),
            _ => ([], null),
        };
        var answers = wereld.Antwoorden.Where(a => a.Stap is not null && (opleiding is null || a.Opleiding == opleiding) && delen.Any(d =>
            d.Eenheid == a.Eenheid && a.Jaar >= Proefwereld.Jaar(d.Van) && a.Jaar <= Proefwereld.Jaar(d.Tot))).ToList();
        if (delen.Count > 0)
        {
            var truth = Enumerable.Range(0, wereld.Stappen).Select(s => answers.Count(a => a.Stap == s)).ToArray();
            // What is told is true, and about what it says it is about.
            Assert.True(told is null || told.SequenceEqual(truth), who);
            Cijfers.Add(new Gelezen(who, [.. answers.Select(a => a.Cel)], truth));
        }
    }

    private static long[] Reduce(List<long[]> basis, long[] row)
    {
        foreach (var b in basis)
        {
            var pivot = Array.FindIndex(b, x => x != 0);
            if (row[pivot] != 0)
            {
                var factor = row[pivot] * Inverse(b[pivot]) % Priem;
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = (((row[i] - (factor * b[i] % Priem)) % Priem) + Priem) % Priem;
                }
            }
        }

        return row;
    }

    private static long Inverse(long value)
    {
        var (result, power, factor) = (1L, Priem - 2, value);
        for (; power > 0; power >>= 1, factor = factor * factor % Priem)
        {
            result = (power & 1) == 1 ? result * factor % Priem : result;
        }

        return result;
    }
}
