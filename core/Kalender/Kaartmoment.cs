using System.ComponentModel.DataAnnotations;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Kalender;

/// <summary>When people are at work and open to a message; wall time in Amsterdam. Settings under Isop:Kaartmoment.</summary>
public sealed class KaartmomentOptions
{
    /// <summary>Between these times a student gets a card, on a stagedag.</summary>
    [Required]
    public TimeOnly StudentVan { get; set; } = new(15, 15);

    [Required]
    public TimeOnly StudentTot { get; set; } = new(17, 0);

    /// <summary>Between these times somebody at work gets a card: children gone, not yet home.</summary>
    [Required]
    public TimeOnly WerkVan { get; set; } = new(15, 15);

    [Required]
    public TimeOnly WerkTot { get; set; } = new(17, 0);
}

/// <summary>
/// Picks the first suitable moment for a person: a student on a stagedag, a professional on a day the location is open, inside
/// the window of the settings. People are spread over the window by their id, so that a whole partnership does not get a card in
/// the same second.
/// </summary>
public sealed class Kaartmoment(KaartmomentOptions options)
{
    private const int LookAheadDays = 21;

    /// <summary>For the student of a stage: the first stagedag from <paramref name="from"/>; the first open day when there is none in three weeks.</summary>
    public DateTimeOffset VoorStudent(RegisterSnapshot register, PersonId student, Stage stage, Opleiding opleiding, DateTimeOffset from) =>
        First(from, student, options.StudentVan, options.StudentTot, day => register.Kalender.IsStagedag(stage, opleiding, day))
        ?? VoorWerk(register, student, stage.Organisatie, from);

    /// <summary>For a student whose stage has yet to begin, so that there is no stagedag: the first workday.</summary>
    public DateTimeOffset VoorAanvang(RegisterSnapshot register, PersonId student, DateTimeOffset from) =>
        First(from, student, options.StudentVan, options.StudentTot, register.Kalender.IsWorkday) ?? from;

    /// <summary>For somebody who works at a location: the first day it is open.</summary>
    public DateTimeOffset VoorWerk(RegisterSnapshot register, PersonId person, string organisatie, DateTimeOffset from) =>
        First(from, person, options.WerkVan, options.WerkTot, day => register.Kalender.IsOpen(organisatie, day))
        ?? VoorInstituut(register, person, from);

    /// <summary>For somebody without a location (institute, bureau): the first workday.</summary>
    public DateTimeOffset VoorInstituut(RegisterSnapshot register, PersonId person, DateTimeOffset from) =>
        First(from, person, options.WerkVan, options.WerkTot, register.Kalender.IsWorkday) ?? from;

    /// <summary>
    /// The window of a person whatever the case, for what could not go at its own moment: a student on a stagedag of a running
    /// stage, anybody else on any day that suits.
    /// </summary>
    public Kaartvenster Venster(RegisterSnapshot register, PersonId person)
    {
        if (register.FindStudent(person) is not { Opleiding: var opleiding })
        {
            return new Kaartvenster(_ => true, Place(person, options.WerkVan, options.WerkTot));
        }

        var stages = register.StagesOf(person).ToList();
        return new Kaartvenster(
            day => stages.Any(s => register.Kalender.IsStagedag(s, opleiding, day)),
            Place(person, options.StudentVan, options.StudentTot));
    }

    private static DateTimeOffset? First(DateTimeOffset from, PersonId person, TimeOnly start, TimeOnly end, Func<DateOnly, bool> suits)
    {
        var today = AmsterdamTime.DateOf(from);
        for (var day = today; day <= today.AddDays(LookAheadDays); day = day.AddDays(1))
        {
            if (suits(day) && In(day, from, person, start, end) is { } moment)
            {
                return moment;
            }
        }

        return null;
    }

    private static DateTimeOffset? In(DateOnly day, DateTimeOffset from, PersonId person, TimeOnly start, TimeOnly end)
    {
        var moment = AmsterdamTime.At(day, Place(person, start, end));
        return moment >= from ? moment
            : from <= AmsterdamTime.At(day, end) ? from
            : null;
    }

    private static TimeOnly Place(PersonId person, TimeOnly start, TimeOnly end) => start.Add((end - start) * Fraction(person));

    /// <summary>A fixed place in [0, 1) for each person, from the random digits of the id.</summary>
    private static double Fraction(PersonId person) =>
        int.Parse(person.ToString().AsSpan(0, 4), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) / 65536.0;
}

/// <summary>Which days and what time of day (wall time in Amsterdam) suit a person for a card that has to be moved.</summary>
public sealed record Kaartvenster(Func<DateOnly, bool> Suits, TimeOnly At);
