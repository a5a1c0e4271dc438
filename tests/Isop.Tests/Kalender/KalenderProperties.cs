using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Register;
using Kalenderboek = Isop.Core.Kalender.Kalender;

namespace Isop.Tests.Kalender;

/// <summary>Laws of working days, over generated calendars and against the rules read row by row.</summary>
public sealed class KalenderProperties
{
    private static readonly DateOnly Start = new(2026, 8, 1);
    private static readonly Organisatie[] Organisaties =
    [
        KalenderTests.Een("a", Vakantieregio.Midden, true), KalenderTests.Een("b", Vakantieregio.Zuid, false),
        KalenderTests.Een("c", Vakantieregio.Noord, true),
    ];

    private static readonly Gen<KalenderRegel> Regel =
        from soort in Gen.Elements(KalenderSoort.VrijeDag, KalenderSoort.Studiedag, KalenderSoort.Vakantie, KalenderSoort.Stageweek)
        from van in Gen.Choose(0, 400)
        from length in Gen.Choose(0, 20)
        from regio in Gen.Elements<Vakantieregio?>(null, Vakantieregio.Noord, Vakantieregio.Midden, Vakantieregio.Zuid)
        from opleiding in Gen.Elements<Opleiding?>(null, null, Opleiding.Parse("pabo-vt"))
        from organisatie in Gen.Elements(null, null, "a", "b")
        select new KalenderRegel(soort, "regel", Start.AddDays(van), Start.AddDays(van + length), regio, opleiding, organisatie);

    public static Arbitrary<KalenderRegel[]> Calendars() => Regel.ArrayOf().ToArbitrary();

    [Property(Arbitrary = [typeof(KalenderProperties)], MaxTest = 200)]
    public bool Open_days_are_what_the_rows_say(KalenderRegel[] regels, NonNegativeInt offset)
    {
        var boek = Boek(regels);
        var date = Start.AddDays(offset.Get % 450);
        return Organisaties.All(o => boek.IsOpen(o.Code, date) == (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            && !regels.Any(r => r.Opleiding is null && r.Contains(date) && (r.Regio is null || r.Regio == o.Vakantieregio)
                && (r.Organisatie is null || r.Organisatie == o.Code)
                && (r.Soort is KalenderSoort.VrijeDag or KalenderSoort.Studiedag || (r.Soort == KalenderSoort.Vakantie && o.SluitInVakantie)))));
    }

    [Property(Arbitrary = [typeof(KalenderProperties)], MaxTest = 200)]
    public bool Adding_working_days_lands_on_an_open_day_with_exactly_so_many_open_days_passed(KalenderRegel[] regels, NonNegativeInt offset, byte days)
    {
        var boek = Boek(regels);
        var from = Start.AddDays(offset.Get % 400);
        var count = days % 40;
        var to = boek.AddWorkingDays("a", from, count);
        var passed = Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(d => boek.IsOpen("a", from.AddDays(d)));
        return passed == count && (count == 0 ? to == from : boek.IsOpen("a", to));
    }

    [Property(Arbitrary = [typeof(KalenderProperties)], MaxTest = 200)]
    public bool Adding_working_days_in_two_steps_is_adding_them_at_once(KalenderRegel[] regels, NonNegativeInt offset, byte a, byte b)
    {
        var boek = Boek(regels);
        var from = Start.AddDays(offset.Get % 400);
        return boek.AddWorkingDays("b", boek.AddWorkingDays("b", from, a % 20), b % 20) == boek.AddWorkingDays("b", from, (a % 20) + (b % 20));
    }

    [Property(Arbitrary = [typeof(KalenderProperties)], MaxTest = 200)]
    public bool A_later_start_never_ends_earlier(KalenderRegel[] regels, NonNegativeInt offset, byte later, byte days)
    {
        var boek = Boek(regels);
        var from = Start.AddDays(offset.Get % 400);
        return boek.AddWorkingDays("c", from, days % 30) <= boek.AddWorkingDays("c", from.AddDays(later % 30), days % 30)
            && boek.NextOpenDay("c", from) <= boek.NextOpenDay("c", from.AddDays(later % 30));
    }

    [Property(Arbitrary = [typeof(KalenderProperties)], MaxTest = 200)]
    public bool The_next_stagedag_is_the_first_one(KalenderRegel[] regels, NonNegativeInt offset)
    {
        var boek = Boek(regels);
        var stage = new Stage
        {
            Id = "1", Student = default, Organisatie = "a", Groep = "1", Werkplekbegeleiders = [], Van = Start.AddDays(30), Tot = Start.AddDays(180),
            Dagen = [DayOfWeek.Monday, DayOfWeek.Thursday],
        };
        var opleiding = Opleiding.Parse("pabo-vt");
        var from = Start.AddDays(offset.Get % 250);
        var first = Enumerable.Range(0, 300).Select(d => from.AddDays(d)).Where(d => boek.IsStagedag(stage, opleiding, d)).Select(d => (DateOnly?)d).FirstOrDefault();
        return boek.NextStagedag(stage, opleiding, from) == first;
    }

    private static Kalenderboek Boek(KalenderRegel[] regels) => new(regels, Organisaties.ToDictionary(o => o.Code));
}
