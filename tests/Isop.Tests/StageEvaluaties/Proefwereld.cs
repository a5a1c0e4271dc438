using System.Globalization;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>A given answer, of whom nobody but the test knows: the step of the one item (null: no opinion) in a cell.</summary>
internal sealed record Antwoord(int Student, string Eenheid, int Jaar, int Halfjaar, int? Stap);

/// <summary>
/// A partnership of which the truth is known: who was where, who answered what. Students stay, leave, come back, change halfway, or are at
/// two eenheden in one half-year; eenheden move to another board.
/// </summary>
internal sealed class Proefwereld
{
    public const string Item = "begeleiding";
    private readonly HashSet<(int Student, string Eenheid, int Jaar, int Halfjaar)> _uitgenodigd = [];

    public List<Antwoord> Antwoorden { get; } = [];

    public List<Celtelling> Tellingen { get; } = [];

    public int Stappen { get; private init; }

    public required int Seed { get; init; }

    public const int Eerste = 2026;

    public int Laatste { get; private init; }

    public IEnumerable<string> Studiejaren => Enumerable.Range(Eerste, Laatste - Eerste + 1).Select(Naam);

    public static string Naam(int jaar) => $"{jaar}-{jaar + 1}";

    public static int Jaar(string studiejaar) => int.Parse(studiejaar.AsSpan(0, 4), CultureInfo.InvariantCulture);

    /// <param name="eenheden">The most of them.</param>
    /// <param name="perJaar">The most students at one of them.</param>
    public static Proefwereld Maak(int seed, int eenheden = 8, int jaren = 5, int perJaar = 8, int stappen = 5, int halfjaren = 2)
    {
        var random = new Random(seed);
        var codes = Enumerable.Range(0, random.Next(3, eenheden + 1)).Select(i => $"e{i}").ToArray();
        var boards = random.Next(1, 5);
        var boardOf = codes.ToDictionary(c => c, _ => $"b{random.Next(boards)}");
        var wereld = new Proefwereld { Seed = seed, Stappen = stappen, Laatste = 2026 + random.Next(0, jaren) };
        var size = codes.ToDictionary(c => c, _ => random.Next(1, perJaar + 1));
        var response = 0.2 + (random.NextDouble() * 0.8);
        var mood = codes.ToDictionary(c => c, _ => random.NextDouble());
        var at = codes.ToDictionary(c => c, _ => new HashSet<int>());
        var next = 0;
        for (var jaar = Eerste; jaar <= wereld.Laatste; jaar++)
        {
            foreach (var code in codes)
            {
                at[code].RemoveWhere(_ => random.Next(3) > 0);
                while (at[code].Count < size[code])
                {
                    // Somebody new, or somebody who is or was elsewhere.
                    at[code].Add(next > 0 && random.Next(4) == 0 ? random.Next(next) : next++);
                }

                boardOf[code] = random.Next(10) == 0 ? $"b{random.Next(boards)}" : boardOf[code];
            }

            for (var half = 1; half <= halfjaren; half++)
            {
                wereld.Golf(jaar, half, codes, at, boardOf, code => random.NextDouble() > response ? null
                    : random.Next(12) == 0 ? -1 : random.NextDouble() < mood[code] ? stappen - 1 : random.Next(stappen));
            }
        }

        return wereld;
    }

    /// <summary>The true number of people who answered the item in these cells.</summary>
    public int Mensen(Func<Antwoord, bool> cellen) => Antwoorden.Where(a => a.Stap is not null && cellen(a)).Select(a => a.Student).Distinct().Count();

    public IEnumerable<Jaaruitgave> Uitgaven(Vrijgaveregels regels)
    {
        var ledger = Grootboek.Leeg;
        foreach (var jaar in Studiejaren)
        {
            var known = Tellingen.Where(t => string.CompareOrdinal(t.Studiejaar, jaar) <= 0).ToList();
            var uitgave = Jaarronde.Maak(jaar, known, [new Rapportitem(Item, OverOpleider: Seed % 3 == 0)], ledger, regels);
            ledger = uitgave.Grootboek;
            yield return uitgave;
        }
    }

    private void Golf(
        int jaar, int half, string[] codes, Dictionary<string, HashSet<int>> at, Dictionary<string, string> boardOf, Func<string, int?> answer)
    {
        // At most two eenheden for one student in one half-year: whoever sends invitations keeps to that.
        Dictionary<int, int> places = [];
        foreach (var code in codes)
        {
            var invited = at[code].Where(s => (places[s] = places.GetValueOrDefault(s) + 1) <= 2).ToList();
            List<Antwoord> given = [];
            foreach (var student in invited)
            {
                _uitgenodigd.Add((student, code, jaar, half));
                if (answer(code) is { } step)
                {
                    given.Add(new Antwoord(student, code, jaar, half, step < 0 ? null : step));
                }
            }

            Antwoorden.AddRange(given);
            Tellingen.Add(new Celtelling
            {
                Golf = $"{jaar}-{half}", Studiejaar = Naam(jaar), Halfjaar = half, Eenheid = code, Bestuur = boardOf[code], Uitgenodigd = invited.Count,
                Ingevuld = given.Count, Terugkeer = [.. Enumerable.Range(0, 6).Select(k => Terugkeer(code, jaar - k, jaar))],
                Items = [new Itemtelling(Item, [.. Enumerable.Range(0, Stappen).Select(s => given.Count(a => a.Stap == s))], given.Count(a => a.Stap is null))],
            });
        }
    }

    private int Terugkeer(string code, int van, int tot) =>
        _uitgenodigd.Where(u => u.Eenheid == code && u.Jaar >= van && u.Jaar <= tot).GroupBy(u => u.Student).Sum(g => g.Select(u => u.Jaar).Distinct().Count() - 1);
}
