using System.Globalization;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.StageEvaluaties;

/// <summary>
/// A made-up partnership over three study years of which everything is known: who was where, who answered what. The real waves are invited for,
/// answered, closed and released; then every figure of every report is worked out again from what is known, by other code.
/// </summary>
public sealed class CohortTests
{
    private static readonly int[] Jaren = [2026, 2027, 2028];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Reports_say_what_is_true_and_keep_quiet_where_an_independent_check_says_so(int seed)
    {
        var cohort = new Cohort(seed);
        await using var store = TestStores.Memory();
        await using var w = await GolfTests.BeginAsync(store, cohort.Register);
        foreach (var jaar in Jaren)
        {
            await w.GaNaarAsync(jaar + 1, 1, 4);
            await w.GaNaarAsync(jaar + 1, 2, 1);
            await cohort.AntwoordAsync(w, jaar, 1);
            await w.GaNaarAsync(jaar + 1, 2, 17);
            await w.GaNaarAsync(jaar + 1, 7, 5);
            await cohort.AntwoordAsync(w, jaar, 2);
            await w.GaNaarAsync(jaar + 1, 9, 1);
        }

        var (shown, hidden) = (0, 0);
        List<(string Item, HashSet<Gegeven> Wie)> told = [];
        foreach (var jaar in Jaren)
        {
            var year = $"{jaar}-{jaar + 1}";
            foreach (var sleutel in await w.Uitgaven.SleutelsAsync(year, Ct))
            {
                var rapport = (await w.Uitgaven.RapportAsync(year, sleutel, Ct))!;
                foreach (var punt in rapport.Punten.Where(_ => sleutel.IsEenheid))
                {
                    shown += Klopt(cohort, sleutel.Code, punt, told) ? 1 : 0;
                    hidden += punt is Punt.Verborgen { Reden: Verborgenreden.TeWeinigPersonen } && TeWeinig(cohort, sleutel.Code, jaar, punt.Item) ? 1 : 0;
                    Assert.False(punt is Punt.Verborgen { Reden: Verborgenreden.TeWeinigPersonen } && !TeWeinig(cohort, sleutel.Code, jaar, punt.Item), $"{sleutel} {year} {punt.Item} is hidden and need not be.");
                }

                foreach (var toon in rapport.Punten.OfType<Punt.Toon>().Where(_ => !sleutel.IsEenheid))
                {
                    // Of a total the parts are not told: it cannot be more than everything, and stands for enough people.
                    Assert.True(toon.Cijfer.Personen >= 5 && toon.Cijfer.Aantal <= cohort.Gegeven.Count(g => g.Item == toon.Item && g.Stap > 0));
                }
            }
        }

        Assert.True(shown > 250 && hidden > 200, $"{shown} shown, {hidden} hidden: the cohort shows too little of either.");
        NietAfTeTrekken(told);
    }

    /// <summary>An exact figure is what the answers of that window add up to, and of five people or more.</summary>
    private static bool Klopt(Cohort cohort, string eenheid, Punt punt, List<(string, HashSet<Gegeven>)> told)
    {
        if ((punt is Punt.Herhaald h ? h.Eerder : punt) is not Punt.Toon toon)
        {
            return false;
        }

        var deel = Assert.Single(toon.Cijfer.Delen);
        var (van, tot) = (int.Parse(deel.Van[..4], CultureInfo.InvariantCulture), int.Parse(deel.Tot[..4], CultureInfo.InvariantCulture));
        var true_ = cohort.Gegeven.Where(g => g.Eenheid == eenheid && g.Item == toon.Item && g.Jaar >= van && g.Jaar <= tot).ToList();
        Assert.Equal(Enumerable.Range(1, 5).Select(s => true_.Count(g => g.Stap == s)), toon.Cijfer.Stappen);
        Assert.Equal(true_.Count(g => g.Stap == 0), toon.Cijfer.GeenMening);
        var people = true_.Where(g => g.Stap > 0).Select(g => g.Student).Distinct().Count();
        Assert.InRange(toon.Cijfer.Personen, 5, people);
        told.Add((toon.Item, [.. true_.Where(g => g.Stap > 0)]));
        return true;
    }

    /// <summary>By domain rule B2, straight from who was where: over every window that ends this year fewer than five people for certain.</summary>
    private static bool TeWeinig(Cohort cohort, string eenheid, int jaar, string item)
    {
        for (var van = jaar - 2; van <= jaar; van++)
        {
            var years = Enumerable.Range(van, jaar - van + 1).ToList();
            var perYear = years.Select(y => Enumerable.Range(1, 2).Max(h => cohort.Gegeven.Count(g => g.Eenheid == eenheid && g.Item == item && g.Jaar == y && g.Half == h && g.Stap > 0))).ToList();
            var back = cohort.Waren.Where(p => p.Eenheid == eenheid && years.Contains(p.Jaar)).GroupBy(p => p.Student).Sum(s => s.Select(p => p.Jaar).Distinct().Count() - 1);
            if (perYear.Sum() - back >= 5 || perYear.Max() >= 5)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of any two figures that were ever told, one within the other, what is between them is nobody or five people.</summary>
    private static void NietAfTeTrekken(List<(string Item, HashSet<Gegeven> Wie)> told)
    {
        foreach (var item in told.GroupBy(t => t.Item))
        {
            var all = item.Select(t => t.Wie).ToList();
            foreach (var (large, small) in all.SelectMany(a => all.Where(b => b.Count < a.Count && b.IsSubsetOf(a)), (a, b) => (a, b)))
            {
                var between = large.Except(small).Select(g => g.Student).Distinct().Count();
                Assert.True(between is 0 or >= 5, $"{item.Key}: {between} people stand apart.");
            }
        }
    }

    /// <summary>What somebody answered to one question; step 0 is no opinion.</summary>
    private sealed record Gegeven(int Student, string Eenheid, int Jaar, int Half, string Item, int Stap);

    private sealed class Cohort
    {
        private readonly Random _random;

        public Cohort(int seed)
        {
            _random = new Random(seed);
            foreach (var jaar in Jaren)
            {
                Register.Jaar(jaar);
            }

            // Boards of several, of one, and a koppel; from hardly anybody to a dozen at once.
            string[] codes = [.. Enumerable.Range(1, 14).Select(i => $"O{i:00}")];
            for (var i = 0; i < codes.Length; i++)
            {
                Register.Organisatie(codes[i], i < 5 ? "B1" : i < 9 ? "B2" : i < 11 ? "B3" : $"E{i}", koppel: i == 9 ? codes[10] : i == 10 ? codes[9] : null);
            }

            var next = 1;
            for (var i = 0; i < codes.Length; i++)
            {
                for (var place = 0; place < 1 + (i * 5 % 13); place++)
                {
                    next = Bezet(codes, i, next);
                }
            }
        }

        public Evaluatieregister Register { get; } = new();

        public List<Gegeven> Gegeven { get; } = [];

        /// <summary>Who was where in a year, whether or not she answered.</summary>
        public HashSet<(int Student, string Eenheid, int Jaar)> Waren { get; } = [];

        private List<(int Student, string Eenheid, int Jaar, int Half)> Stages { get; } = [];

        /// <summary>Three years of one place: some stay, some make way, some change to another organisation halfway.</summary>
        private int Bezet(string[] codes, int at, int next)
        {
            var student = 0;
            foreach (var jaar in Jaren)
            {
                if (student == 0 || _random.Next(3) > 0)
                {
                    student = next++;
                    Register.Student(student, _random.Next(3) switch { 0 => "mbo3-pm", 1 => "ad-pep", _ => "pabo-vt" });
                }

                Stage(student, codes[at], jaar, 1);
                Stage(student, _random.Next(8) == 0 ? codes[_random.Next(codes.Length)] : codes[at], jaar, 2);
            }

            return next;
        }

        private void Stage(int student, string code, int jaar, int half)
        {
            Register.Stage(student, code, jaar, half);
            var eenheid = code is "O10" or "O11" ? "O10+O11" : code;
            Stages.Add((student, eenheid, jaar, half));
            Waren.Add((student, eenheid, jaar));
        }

        /// <summary>About half of them, each in her own way.</summary>
        public async Task AntwoordAsync(Evaluatiewereld w, int jaar, int half)
        {
            var id = Golf.IdOf($"{jaar}-{jaar + 1}", half);
            var golf = await w.GolfAsync(id);
            foreach (var stage in Stages.Where(s => s.Jaar == jaar && s.Half == half && _random.Next(100) < 55))
            {
                var seat = (await w.Rooster.FindAsync(id, Evaluatieregister.Id(stage.Student), stage.Eenheid, Ct))!;
                var list = VragenlijstCatalog.Defaults.Find(golf.Vragenlijsten[seat.Opleiding])!;
                var answers = StageAntwoorden.Leeg;
                foreach (var stelling in list.Stellingen())
                {
                    var step = Math.Max(0, Math.Min(5, 3 + _random.Next(-3, 3)));
                    answers = answers.MetStap(stelling.Id, step == 0 ? null : step.ToString(CultureInfo.InvariantCulture));
                    Gegeven.Add(new Gegeven(stage.Student, stage.Eenheid, jaar, half, stelling.Id, step));
                }

                Assert.Equal(Antwoorduitkomst.Gelukt, await w.Rooster.StuurAsync(golf, new Antwoordlink(id, seat.Scherf, seat.Plek), list, answers, Ct));
            }
        }
    }
}
