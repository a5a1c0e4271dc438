using System.Globalization;

namespace Isop.Core.Register;

/// <summary>What follows when a person leaves between imports.</summary>
internal static class RegisterDepartures
{
    public static ChangeDecision Decide(RegisterSnapshot register, PersonId id, DateOnly today)
    {
        if (register.Find(id) is not { } person)
        {
            return new ChangeDecision.Refused("Deze persoon staat niet in het register.");
        }

        if (person.Beeindigd is not null)
        {
            return new ChangeDecision.Unchanged();
        }

        // Nobody may be left without a werkplekbegeleider: the bureau says first who takes over.
        var alone = register.StagesGuidedBy(id).Count(s => s.IsOngoing(today) && s.Werkplekbegeleiders.Count == 1);
        if (alone > 0)
        {
            return new ChangeDecision.Refused(string.Create(CultureInfo.InvariantCulture,
                $"{person.Naam} is de enige werkplekbegeleider van {alone} {(alone == 1 ? "stage" : "stages")}. Wijs daar eerst iemand anders aan."));
        }

        return new ChangeDecision.Change(
            register.Data with
            {
                Personen = [.. register.Data.Personen.Select(p => p.Id == id ? p with { Beeindigd = today } : p)],
                Rollen = [.. register.Data.Rollen.Where(r => r.Persoon != id || r.Van < today)
                    .Select(r => r.Persoon == id && (r.Tot is null || r.Tot >= today) ? r with { Tot = today.AddDays(-1) } : r)],
                Studenten = [.. register.Data.Studenten.Select(s => s with
                {
                    Studiecoach = s.Studiecoach == id ? null : s.Studiecoach, Mwb = s.Mwb == id ? null : s.Mwb,
                })],
                Stages = [.. register.Data.Stages.Select(s => s.IsOngoing(today) ? Without(s, id, today) : s)],
            }, id, "persoon stopt");
    }

    private static Stage Without(Stage stage, PersonId id, DateOnly today) => stage.Student == id
        ? stage with { Beeindigd = today }
        : stage with
        {
            Opleider = stage.Opleider == id ? null : stage.Opleider,
            Werkplekbegeleiders = stage.Werkplekbegeleiders.Contains(id)
                ? [.. stage.Werkplekbegeleiders.Where(w => w != id)] : stage.Werkplekbegeleiders,
        };
}
