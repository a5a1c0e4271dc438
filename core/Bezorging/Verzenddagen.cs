using Isop.Core.Register;

namespace Isop.Core.Bezorging;

/// <summary>Which days suit a person, from the register: the working days of where the person learns or guides.</summary>
public static class Verzenddagen
{
    /// <summary>
    /// A day suits when a location of a running stage of this person (as student or werkplekbegeleider), or of a role the
    /// person holds, is open. Who has no location gets messages on every workday that is no vrije dag for everybody.
    /// </summary>
    public static DaySuits For(RegisterSnapshot register, PersonId person)
    {
        var stages = register.StagesOf(person).Concat(register.StagesGuidedBy(person)).ToList();
        var rollen = register.RollenOf(person).Where(r => r.Organisatie is not null).ToList();
        return date =>
        {
            var locations = stages.Where(s => s.Runs(date)).Select(s => s.Organisatie)
                .Concat(rollen.Where(r => r.Holds(date)).Select(r => r.Organisatie!)).Distinct().ToList();
            return locations.Count > 0
                ? locations.Any(l => register.Kalender.IsOpen(l, date))
                : register.Kalender.IsWorkday(date);
        };
    }

    /// <summary>The person's next working day after <paramref name="date"/>: a location open, one of the days the person named, and no pause.</summary>
    public static DateOnly NextWorkingDay(DaySuits suits, Voorkeuren voorkeuren, DateOnly date)
    {
        var next = date.AddDays(1);
        for (var guard = 0; guard < 180; guard++, next = next.AddDays(1))
        {
            if (next.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && suits(next)
                && !(next < voorkeuren.PauzeTot) && (voorkeuren.Werkdagen.Count == 0 || voorkeuren.Werkdagen.Contains(next.DayOfWeek)))
            {
                return next;
            }
        }

        return date.AddDays(1);
    }
}
