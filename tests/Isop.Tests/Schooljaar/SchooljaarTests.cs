using System.Globalization;
using Isop.Bot.Bezorging;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Tests.Schooljaar;

/// <summary>
/// A whole school year on a register of the real size, a few moments a day, with people who answer early, late and never.
/// Prints what everybody got, and holds it against the promises about not too much and nothing lost.
/// </summary>
public class SchooljaarTests(ITestOutputHelper output)
{
    private const int Seed = 20262027;

    private static readonly TimeOnly[] Moments = [new(6, 30), new(12, 0), new(17, 5), new(20, 0)];

    [Fact]
    public async Task A_school_year_of_the_whole_partnership_bothers_nobody_too_much_and_forgets_nobody()
    {
        await using var world = await Schoolwereld.StartAsync(Seed);
        var jaar = new Verslag(world);
        var mensen = new Mensen(world, Seed);
        for (var day = Schoolregister.Begin; day <= Schoolregister.End; day = day.AddDays(1))
        {
            foreach (var time in Moments)
            {
                await world.WorkAsync(AmsterdamTime.At(day, time));
                await jaar.ReadArrivalsAsync((person, regel) => mensen.Receive(person, regel.Case, regel.Kind, day));
            }

            await mensen.ActAsync(await jaar.RunningAsync());
        }

        var weeks = jaar.PerWeek();
        foreach (var (rol, counts) in weeks)
        {
            output.WriteLine(
                $"{rol}: {counts.People} mensen, per persoon per week van het jaar p95 {counts.OfYear(95)}; in de {counts.Busy.Count} weken met een bericht "
                + $"p50 {counts.OfBusy(50)}, p95 {counts.OfBusy(95)}, hoogste {counts.Busy[^1]}, meer dan een in {counts.Busy.Count(n => n > 1)}");
        }

        output.WriteLine($"Drukke weken van mentoren: {jaar.CrowdedBy("mentor")}");
        Assert.Empty(jaar.Faults());
        Assert.InRange(weeks["student"].OfYear(95), 0, 1);
        Assert.InRange(weeks["mentor"].OfYear(95), 0, 1);
        Assert.InRange(weeks["opleider"].OfYear(95), 0, 2);

        // Stricter: only the weeks in which there was anything at all.
        Assert.InRange(weeks["student"].OfBusy(95), 1, 1);
        Assert.InRange(weeks["mentor"].OfBusy(95), 1, 1);
        Assert.InRange(weeks["opleider"].OfBusy(95), 1, 2);
    }

    /// <param name="People">Who got anything this year.</param>
    /// <param name="Busy">For every person and week with at least one notification their number, sorted.</param>
    private sealed record Weken(int People, IReadOnlyList<int> Busy)
    {
        private static readonly int WeeksOfYear = (Schoolregister.End.DayNumber - Schoolregister.Begin.DayNumber + 6) / 7;

        public int OfBusy(int percentile) => Busy[Rank(Busy.Count, percentile)];

        /// <summary>Over every week of the school year, the quiet ones included.</summary>
        public int OfYear(int percentile)
        {
            var all = Math.Max(People * WeeksOfYear, Busy.Count);
            var rank = Rank(all, percentile) - (all - Busy.Count);
            return rank < 0 ? 0 : Busy[rank];
        }

        /// <summary>The place of the percentile, by nearest rank.</summary>
        private static int Rank(int count, int percentile) => (int)Math.Ceiling(count * percentile / 100.0) - 1;
    }

    private sealed class Verslag(Schoolwereld world)
    {
        private readonly List<Aankomst> _arrivals = [];
        private readonly List<string> _faults = [];
        private readonly HashSet<(PersonId, string)> _read = [];
        private readonly List<string> _zaken = [.. new Verwachtingen(world.Register, Schoolregister.Begin).All.Select(v => v.Zaak).Order(StringComparer.Ordinal)];
        private readonly Dictionary<string, PersonId> _byEmail = world.Register.Data.Personen.ToDictionary(p => p.Email, p => p.Id);
        private int _mails;
        private int _calls;

        public async Task<List<Zaak>> RunningAsync() =>
            [.. (await ZakenAsync()).Where(z => z.Fase is Fase.Leervragen or Fase.Open or Fase.Zichtbaar or Fase.Besproken)];

        /// <summary>What the connector and the mail system took since the last time, with the lines of each message.</summary>
        public async Task ReadArrivalsAsync(Action<PersonId, BerichtRegel> tell)
        {
            var mails = world.Mailer.Sent.Skip(_mails).Select(m => _byEmail[m.To]).ToList();
            var sends = world.Connector.Calls.Skip(_calls).ToList();
            (_mails, _calls) = (_mails + mails.Count, _calls + sends.Count);
            var people = mails.Concat(sends.Where(c => c.Kind == "send").Select(c => PersonId.Parse(c.Conversation![2..]))).ToList();
            foreach (var person in people.Distinct())
            {
                var box = await world.Get<BezorgStore>().LoadAsync(person, Schoolwereld.Ct);
                var fresh = box.Berichten.Values.Select(b => b.Value).Where(b => b.State == BezorgStaat.Delivered && _read.Add((person, b.Id))).ToList();
                if (fresh.Count != people.Count(p => p == person))
                {
                    _faults.Add($"{world.Now:O}: {people.Count(p => p == person)} keer iets gestuurd, {fresh.Count} bericht bezorgd");
                }

                foreach (var bericht in fresh)
                {
                    _arrivals.Add(new Aankomst(person, world.Now, bericht));
                    foreach (var regel in bericht.Regels)
                    {
                        await CheckUsefulAsync(person, bericht, regel);
                        tell(person, regel);
                    }
                }
            }
        }

        /// <summary>What somebody gets unasked; the receipt of what a person just did comes at once and does not count.</summary>
        private IEnumerable<Aankomst> Notifications => _arrivals.Where(a => a.Bericht.Urgency != Urgency.Direct);

        /// <summary>A reminder that the person asked for ("Straks") counts for its day, and is nothing that came unasked.</summary>
        private IEnumerable<Aankomst> Unasked => Notifications.Where(a => !a.Bericht.Regels.All(r => r.Occasion.Contains("~straks-", StringComparison.Ordinal)));

        public SortedDictionary<string, Weken> PerWeek() => new(
            Unasked.GroupBy(a => RoleOf(a.Person)).ToDictionary(
                rol => rol.Key,
                rol => new Weken(
                    rol.Select(a => a.Person).Distinct().Count(),
                    [.. rol.GroupBy(WeekOf).Select(week => week.Count()).Order()])),
            StringComparer.Ordinal);

        /// <summary>What makes a week busy: the occasions in weeks with more than one notification.</summary>
        public string CrowdedBy(string rol) => string.Join(", ", Unasked.Where(a => RoleOf(a.Person) == rol)
            .GroupBy(WeekOf).Where(w => w.Count() > 1)
            .SelectMany(w => w).SelectMany(a => a.Bericht.Regels).GroupBy(r => $"{r.Kind.Split('.')[^1]}:{r.Occasion.Split('-')[0]}")
            .OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));

        public IReadOnlyList<string> Faults()
        {
            foreach (var day in Notifications.GroupBy(a => (a.Person, DateOnly.FromDateTime(a.Local))).Where(d => d.Count() > 1))
            {
                _faults.Add($"{RoleOf(day.Key.Person)} kreeg {day.Count()} meldingen op {day.Key.Item2}");
            }

            _faults.AddRange(Notifications.Where(IsQuiet).Select(a => $"{RoleOf(a.Person)} gestoord op {a.Local:ddd d MMM HH:mm}"));
            return [.. _faults.Concat(Forgotten()).Take(40)];
        }

        private async Task<List<Zaak>> ZakenAsync()
        {
            List<Zaak> zaken = [];
            foreach (var id in _zaken)
            {
                if (await world.Get<TussenevaluatieStore>().FindAsync(id, Schoolwereld.Ct) is { } zaak)
                {
                    zaken.Add(zaak);
                }
            }

            Last = zaken;
            return zaken;
        }

        private List<Zaak> Last { get; set; } = [];

        /// <summary>A card that asks for something must be about a case in which this person can still do it.</summary>
        private async Task CheckUsefulAsync(PersonId person, Bericht bericht, BerichtRegel regel)
        {
            var zaak = (await world.Get<TussenevaluatieStore>().FindAsync(regel.Case, Schoolwereld.Ct))!;
            var useful = regel.Kind switch
            {
                Kaarten.Leervragen => zaak is { Fase: Fase.Leervragen or Fase.Gepland, LeervragenGegeven: false },
                Kaarten.Formulier => zaak is { Fase: Fase.Open, Twijfel: null } && zaak.ZijdeVan(person) is { } zijde && zaak.InzendingVan(zijde) is null,
                Kaarten.TeLaat or Kaarten.Vrijgave => zaak.Fase == Fase.Open,
                Kaarten.Vergelijking => zaak.Fase is Fase.Zichtbaar or Fase.Besproken,
                _ => true,
            };
            if (!useful && bericht.Urgency != Urgency.Direct)
            {
                _faults.Add($"{RoleOf(person)} kreeg {regel.Kind} ({regel.Occasion}) in fase {zaak.Fase}");
            }
        }

        private IEnumerable<string> Forgotten()
        {
            var got = _arrivals.SelectMany(a => a.Bericht.Regels.Select(r => (a.Person, r.Case, r.Kind))).ToHashSet();
            foreach (var zaak in Last.Where(z => z.GeopendOp is not null))
            {
                foreach (var zijde in new[] { Zijde.Student, Zijde.Mentor })
                {
                    // Of two mentors the one may have handed in before the other's moment came.
                    var missed = zaak.Personen(zijde).Where(p => !got.Contains((p, zaak.Id, Kaarten.Formulier)) && zaak.InzendingVan(zijde) is null);
                    foreach (var _ in missed)
                    {
                        yield return $"{zijde} kreeg geen openingskaart, zaak in fase {zaak.Fase}";
                    }
                }

                if (zaak is { Fase: Fase.Open or Fase.Vervallen, Verloop.TeLaatGemeld: true }
                    && !got.Any(g => g.Case == zaak.Id && g.Kind == Kaarten.TeLaat))
                {
                    yield return "een te late zaak bereikte geen behandelaar";
                }
            }

            if (!Last.Any(z => z.Verloop.TeLaatGemeld) || !Last.Any(z => z.Fase == Fase.Afgesloten) || Last.Count < 2 * Schoolregister.Studenten - 20)
            {
                yield return $"het jaar was geen jaar: {Last.Count} zaken";
            }
        }

        private static (PersonId, int, int) WeekOf(Aankomst a) => (a.Person, ISOWeek.GetYear(a.Local), ISOWeek.GetWeekOfYear(a.Local));

        private bool IsQuiet(Aankomst a)
        {
            var time = TimeOnly.FromDateTime(a.Local);
            var day = DateOnly.FromDateTime(a.Local);
            return time < new TimeOnly(7, 30) || time >= new TimeOnly(19, 0) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                || !Verzenddagen.For(world.Register, a.Person)(day);
        }

        private string RoleOf(PersonId person) =>
            world.Register.Find(person)!.Email.Split('@')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-');

        private sealed record Aankomst(PersonId Person, DateTimeOffset At, Bericht Bericht)
        {
            public DateTime Local => AmsterdamTime.WallTimeOf(At);
        }
    }
}
