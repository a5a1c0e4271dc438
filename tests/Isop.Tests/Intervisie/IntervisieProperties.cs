using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Tests.Bezoeken;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Intervisie;

/// <summary>Laws of the turns to lead and of the dates of a series, over generated leerteams and calendars.</summary>
public sealed class IntervisieProperties
{
    private static readonly string[] Richtingen = ["pabo-vt", "pabo-vt", "pabo-dt", "ad-pep", "mbo4-oa", "gast: sport"];

    private static readonly Gen<string[]> Teams = Gen.Elements(Richtingen).ArrayOf().Where(t => t.Length is > 1 and < 8);

    private static readonly Gen<KalenderRegel> DayOff =
        from soort in Gen.Elements(KalenderSoort.Vakantie, KalenderSoort.Studiedag, KalenderSoort.VrijeDag, KalenderSoort.Veldcontactdag)
        from van in Gen.Choose(0, 300)
        from length in Gen.Choose(0, 9)
        select new KalenderRegel(soort, "vrij", new DateOnly(2026, 8, 31).AddDays(van), new DateOnly(2026, 8, 31).AddDays(van + length), null, null, null);

    public static Arbitrary<string[]> Leerteams() => Teams.ToArbitrary();

    public static Arbitrary<KalenderRegel[]> Calendars() => DayOff.ArrayOf().ToArbitrary();

    [Property(Arbitrary = [typeof(IntervisieProperties)], MaxTest = 200)]
    public bool Nobody_leads_twice_more_than_somebody_else(string[] team)
    {
        var leden = Leden(team);
        var turns = Turns(leden, 3 * team.Length + 2);
        return Enumerable.Range(0, turns.Count).All(n =>
        {
            var counts = leden.Select(l => turns.Take(n + 1).Count(t => t == l.Persoon)).ToList();
            return counts.Max() - counts.Min() <= 1;
        });
    }

    /// <summary>Against every order there is: no other first round has fewer neighbours of the same opleiding.</summary>
    [Property(Arbitrary = [typeof(IntervisieProperties)], MaxTest = 60)]
    public bool The_first_round_mixes_opleidingen_as_well_as_any_order_can(string[] team)
    {
        var leden = Leden(team);
        var richting = leden.ToDictionary(l => l.Persoon, l => l.Opleiding.IsPabo ? "pabo" : l.Opleiding.IsAd ? "ad" : l.Opleiding.IsMbo ? "mbo" : l.Opleiding.Code);
        var ours = Neighbours([.. Turns(leden, team.Length).Select(t => richting[t])]);
        return ours == Orders([.. leden.Select(l => richting[l.Persoon])]).Min(Neighbours);
    }

    [Property(Arbitrary = [typeof(IntervisieProperties)], MaxTest = 200)]
    public bool Who_is_there_leads_before_who_is_not(string[] team, NonNegativeInt absent)
    {
        var leden = Leden(team);
        var away = leden[absent.Get % leden.Count].Persoon;
        return Gespreksleiders.Volgende(leden, [], l => l.Persoon != away) != away && Gespreksleiders.Volgende(leden, [], _ => false) is not null;
    }

    [Property(Arbitrary = [typeof(IntervisieProperties)], MaxTest = 200)]
    public bool Every_date_of_a_series_is_one_that_suits_in_order_and_not_too_close(KalenderRegel[] regels, byte day, byte how)
    {
        var register = Register(regels);
        var dag = (DayOfWeek)(1 + (day % 5));
        var hoevaak = (Hoevaak)(how % 5);
        var (from, to) = (new DateOnly(2026, 9, 1), new DateOnly(2027, 1, 29));
        var days = Intervisiedagen.Reeks(register, ["O1"], dag, hoevaak, from, to);
        var apart = hoevaak switch { Hoevaak.ElkeTweeWeken => 14, Hoevaak.ElkeDrieWeken => 21, Hoevaak.ElkeVierWeken => 28, _ => 7 };
        return days.All(d => d >= from && d <= to && d.DayOfWeek == dag && register.Kalender.IsOpen("O1", d)
                && !regels.Any(r => r.Soort == KalenderSoort.Veldcontactdag && r.Contains(d)))
            && days.Zip(days.Skip(1)).All(p => p.Second.DayNumber - p.First.DayNumber >= apart);
    }

    /// <summary>Counted week by week, without the rule's own code.</summary>
    [Property(Arbitrary = [typeof(IntervisieProperties)], MaxTest = 200)]
    public bool The_opleider_is_told_after_exactly_six_school_weeks(KalenderRegel[] regels, byte since)
    {
        var register = Register(regels);
        var held = new DateOnly(2026, 8, 31).AddDays(since % 60);
        if (Intervisiedagen.Zonder(register, ["O1"], held, 6, new DateOnly(2027, 7, 16)) is not { } told)
        {
            return false;
        }

        var weeks = 0;
        for (var monday = held.AddDays(7 - (((int)held.DayOfWeek + 6) % 7)); monday < told; monday = monday.AddDays(7))
        {
            weeks += Enumerable.Range(0, 5).Count(i => !regels.Any(r => r.Soort is KalenderSoort.Vakantie or KalenderSoort.VrijeDag && r.Contains(monday.AddDays(i)))) >= 3 ? 1 : 0;
        }

        return told.DayOfWeek == DayOfWeek.Monday && weeks == 6 && Intervisiedagen.Schoolweken(register, ["O1"], held, told) == 6;
    }

    private static List<PersonId> Turns(IReadOnlyList<Lid> leden, int count)
    {
        List<PersonId> turns = [];
        for (var i = 0; i < count; i++)
        {
            turns.Add(Gespreksleiders.Volgende(leden, turns, _ => true)!.Value);
        }

        return turns;
    }

    private static List<Lid> Leden(string[] team) =>
        [.. team.Select((o, i) => new Lid(Id(500 + i), Opleiding.Parse(o), [Stage(Id(500 + i), 50 + i, "O1", Olga, DayOfWeek.Tuesday)]))];

    private static int Neighbours(IReadOnlyList<string> order) => order.Zip(order.Skip(1)).Count(p => p.First == p.Second);

    private static IEnumerable<IReadOnlyList<string>> Orders(IReadOnlyList<string> items) => items.Count == 0
        ? [[]]
        : items.Distinct().SelectMany(first =>
        {
            var rest = items.ToList();
            rest.Remove(first);
            return Orders(rest).Select(o => (IReadOnlyList<string>)[first, .. o]);
        });

    private static RegisterSnapshot Register(KalenderRegel[] regels) => new("v", Proefintervisie.Data with
    {
        Kalender = [.. Proefbezoek.Data.Kalender.Where(k => k.Soort is KalenderSoort.Studiejaar or KalenderSoort.Blok), .. regels],
    });
}
