using System.Globalization;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>A given answer, of whom nobody but the test knows: the step of the one item (null: no opinion) in a cell, by a student of an opleiding.</summary>
internal sealed record Antwoord(int Student, string Eenheid, int Jaar, int Halfjaar, string Opleiding, int? Stap)
{
    /// <summary>The smallest group that anything is ever told of.</summary>
    public (string Eenheid, int Jaar, int Halfjaar, string Opleiding) Cel => (Eenheid, Jaar, Halfjaar, Opleiding);
}

/// <summary>
/// A partnership of which the truth is known: who was where, who answered what. Students stay, leave, come back, change halfway, or are at
/// two eenheden in one half-year; eenheden move to another board.
/// </summary>
internal sealed class Proefwereld
{
    public const string Item = "begeleiding";
    private readonly HashSet<(int Student, string Eenheid, int Jaar, int Halfjaar)> _uitgenodigd = [];
    private readonly Dictionary<int, string> _opleidingVan = [];

    public List<Antwoord> Antwoorden { get; } = [];

    public List<Celtelling> Tellingen { get; } = [];

    /// <summary>What a closing keeps of them.</summary>
    public List<Opleidingtelling> Opleidingen { get; } = [];

    public int Stappen { get; private init; }

    public required int Seed { get; init; }

    public const int Eerste = 2026;

    public int Laatste { get; private init; }

    public IEnumerable<string> Studiejaren => Enumerable.Range(Eerste, Laatste - Eerste + 1).Select(Naam);

    public static string Naam(int jaar) => $"{jaar}-{jaar + 1}";

    public static int Jaar(string studiejaar) => int.Parse(studiejaar.AsSpan(0, 4), CultureInfo.InvariantCulture);

    /// <param name="eenheden">The most of them.</param>
    /// <param name="perJaar">The most students at one of them.</param>
    /// <param name="minste">The fewest students at one of them.</param>
    /// <param name="respons">The lowest part of them that answers.</param>
    public static Proefwereld Maak(int seed, int eenheden = 8, int jaren = 5, int perJaar = 8, int stappen = 5, int halfjaren = 2, int minste = 1, double respons = 0.2)
    {
        var random = new Random(seed);
        var codes = Enumerable.Range(0, random.Next(3, eenheden + 1)).Select(i => $"e{i}").ToArray();
        var boards = random.Next(1, 5);
        var boardOf = codes.ToDictionary(c => c, _ => $"b{random.Next(boards)}");
        var wereld = new Proefwereld { Seed = seed, Stappen = stappen, Laatste = 2026 + random.Next(0, jaren) };
        var size = codes.ToDictionary(c => c, _ => random.Next(minste, perJaar + 1));
        var response = respons + (random.NextDouble() * (1 - respons));
        var mood = codes.ToDictionary(c => c, _ => random.NextDouble());
        var at = codes.ToDictionary(c => c, _ => new HashSet<int>());
        var opleidingen = codes.ToDictionary(c => c, _ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"o{random.Next(3)}").ToArray());
        var next = 0;
        for (var jaar = Eerste; jaar <= wereld.Laatste; jaar++)
        {
            foreach (var code in codes)
            {
                at[code].RemoveWhere(_ => random.Next(3) > 0);
                while (at[code].Count < size[code])
                {
                    // Somebody new, or somebody who is or was elsewhere.
                    var student = next > 0 && random.Next(4) == 0 ? random.Next(next) : next++;
                    // Mostly of an opleiding that this eenheid has students of.
                    if (wereld._opleidingVan.TryAdd(student, random.GetItems(opleidingen[code], 1)[0]) || opleidingen[code].Contains(wereld._opleidingVan[student])
                        || random.Next(20) == 0)
                    {
                        at[code].Add(student);
                    }
                }

                boardOf[code] = random.Next(10) == 0 ? $"b{random.Next(boards)}" : boardOf[code];
            }

            for (var half = 1; half <= halfjaren; half++)
            {
                wereld.Golf(jaar, half, codes, at, boardOf, (code, _) => random.NextDouble() > response ? null
                    : random.Next(12) == 0 ? -1 : random.NextDouble() < mood[code] ? stappen - 1 : random.Next(stappen));
            }
        }

        return wereld;
    }

    /// <summary>A partnership of one wave, with these answers and as many who did not answer.</summary>
    public static Proefwereld Van(int stappen, IEnumerable<Antwoord> antwoorden)
    {
        var wereld = new Proefwereld { Seed = 1, Stappen = stappen, Laatste = Eerste };
        var all = antwoorden.ToList();
        var next = all.Count;
        foreach (var a in all)
        {
            wereld._opleidingVan[a.Student] = wereld._opleidingVan[next++] = a.Opleiding;
        }

        var at = all.GroupBy(a => a.Eenheid).ToDictionary(g => g.Key, g => g.SelectMany(a => (int[])[a.Student, a.Student + all.Count]).ToHashSet());
        var given = all.ToDictionary(a => a.Student, a => a.Stap ?? -1);
        wereld.Golf(Eerste, 1, [.. at.Keys], at, at.Keys.ToDictionary(c => c, _ => "b"), (_, student) => given.TryGetValue(student, out var step) ? step : null);
        return wereld;
    }

    /// <summary>The true number of people who answered the item in these cells.</summary>
    public int Mensen(Func<Antwoord, bool> cellen) => Antwoorden.Where(a => a.Stap is not null && cellen(a)).Select(a => a.Student).Distinct().Count();

    /// <param name="perOpleiding">False for what would be told when nothing was told per opleiding.</param>
    public IEnumerable<Jaaruitgave> Uitgaven(Vrijgaveregels regels, bool perOpleiding = true)
    {
        var ledger = Grootboek.Leeg;
        foreach (var jaar in Studiejaren)
        {
            var known = Tellingen.Where(t => string.CompareOrdinal(t.Studiejaar, jaar) <= 0).ToList();
            var uitgave = Jaarronde.Maak(jaar, known, perOpleiding ? Opleidingen : [], [new Rapportitem(Item, OverOpleider: Seed % 3 == 0)], ledger, regels);
            ledger = uitgave.Grootboek;
            yield return uitgave;
        }
    }

    private void Golf(
        int jaar, int half, string[] codes, Dictionary<string, HashSet<int>> at, Dictionary<string, string> boardOf, Func<string, int, int?> answer)
    {
        // At most two eenheden for one student in one half-year: whoever sends invitations keeps to that.
        Dictionary<int, int> places = [];
        List<Opleidingtelling> perOpleiding = [];
        foreach (var code in codes)
        {
            var invited = at[code].Where(s => (places[s] = places.GetValueOrDefault(s) + 1) <= 2).ToList();
            List<Antwoord> given = [];
            foreach (var student in invited)
            {
                _uitgenodigd.Add((student, code, jaar, half));
                if (answer(code, student) is { } step)
                {
                    given.Add(new Antwoord(student, code, jaar, half, _opleidingVan[student], step < 0 ? null : step));
                }
            }

            Antwoorden.AddRange(given);
            Tellingen.Add(new Celtelling
            {
                Golf = $"{jaar}-{half}", Studiejaar = Naam(jaar), Halfjaar = half, Eenheid = code, Bestuur = boardOf[code], Uitgenodigd = invited.Count,
                Ingevuld = given.Count, Terugkeer = [.. Enumerable.Range(0, 6).Select(k => Terugkeer(code, jaar - k, jaar))],
                Items = [Tel(given)],
            });
            perOpleiding.AddRange(invited.GroupBy(s => _opleidingVan[s]).Select(g => (Opleiding: g.Key, Invited: g.Count(), Given: given.Where(a => a.Opleiding == g.Key).ToList())).Select(
                o => new Opleidingtelling
                {
                    Golf = $"{jaar}-{half}", Studiejaar = Naam(jaar), Halfjaar = half, Eenheid = code, Opleiding = o.Opleiding, Uitgenodigd = o.Invited,
                    Ingevuld = o.Given.Count, Items = [Tel(o.Given)],
                }));
        }

        Opleidingen.AddRange(Opleidingsplit.Bewaar(perOpleiding, new Vrijgaveregels()));
    }

    private Itemtelling Tel(List<Antwoord> given) =>
        new(Item, [.. Enumerable.Range(0, Stappen).Select(s => given.Count(a => a.Stap == s))], given.Count(a => a.Stap is null));

    private int Terugkeer(string code, int van, int tot) =>
        _uitgenodigd.Where(u => u.Eenheid == code && u.Jaar >= van && u.Jaar <= tot).GroupBy(u => u.Student).Sum(g => g.Select(u => u.Jaar).Distinct().Count() - 1);
}
