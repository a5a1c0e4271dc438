using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Toegang;

namespace Isop.Core.Webhooks;

/// <summary>
/// Who may hear of what: the same rights by which a person sees the case in the API. Pure, and asked anew of the register right before
/// every call, so that a role that ended is without effect at once.
/// </summary>
public static class Webhookzicht
{
    /// <summary>Whether there can ever be anything of this kind for this person.</summary>
    public static bool KanZien(Gebeurtenissoort soort, RegisterSnapshot register, Rechten rechten, DateOnly today) => soort switch
    {
        Gebeurtenissoort.Tussenevaluatie => rechten.Heeft(Recht.Staat) || register.HeeftStage(rechten.Person),
        Gebeurtenissoort.Bezoek => rechten.Heeft(Recht.Staat) || register.HeeftStage(rechten.Person) || register.StagesUnder(rechten.Person).Any(),
        Gebeurtenissoort.StageEvaluatie => Rapportlezers.IsEr(register, rechten.Person, today),
        Gebeurtenissoort.Certificaat => register.Find(rechten.Person) is { Beeindigd: null },
        Gebeurtenissoort.Bericht => rechten.Heeft(Recht.Bereikbaarheid),
        _ => throw new ArgumentOutOfRangeException(nameof(soort)),
    };

    /// <summary>Whether this person may hear of it now.</summary>
    public static bool Ziet(Gebeurtenis gebeurtenis, RegisterSnapshot register, Rechten rechten, DateOnly today) => gebeurtenis.Soort switch
    {
        Gebeurtenissoort.Tussenevaluatie => KringNu(gebeurtenis, register) is { } kring && rechten.ZietStaat(kring),
        Gebeurtenissoort.Bezoek => KringNu(gebeurtenis, register) is { } kring
            && (rechten.Heeft(Recht.Staat, kring) || IsBezoek(gebeurtenis, kring, rechten.Person)),
        Gebeurtenissoort.StageEvaluatie => Rapportlezers.IsEr(register, rechten.Person, today),
        Gebeurtenissoort.Certificaat => rechten.Heeft(Recht.Beheer) || gebeurtenis.Betrokken.Contains(rechten.Person),
        Gebeurtenissoort.Bericht => rechten.Heeft(Recht.Bereikbaarheid),
        _ => throw new ArgumentOutOfRangeException(nameof(gebeurtenis)),
    };

    private static bool IsEigen(Kring kring, PersonId person) => kring.Student == person || kring.Werkplekbegeleiders.Contains(person);

    /// <summary>That a visit is still missing is for who has to see to it; what was agreed is for all who come together there.</summary>
    private static bool IsBezoek(Gebeurtenis gebeurtenis, Kring kring, PersonId person) =>
        gebeurtenis.Betrokken.Contains(person)
        || (gebeurtenis.Wat != Gebeurteniswoorden.Ontbreekt && (IsEigen(kring, person) || kring.Opleider == person));

    /// <summary>As the register has it now; of a stage that is gone, what the case knew.</summary>
    private static Kring? KringNu(Gebeurtenis gebeurtenis, RegisterSnapshot register)
    {
        if (gebeurtenis.Kring is not { } was)
        {
            return null;
        }

        if (gebeurtenis.Stage is { } id && register.FindStage(id) is { } stage)
        {
            return Kring.Van(stage, register);
        }

        var student = register.FindStudent(was.Student);
        return was with
        {
            Bestuur = register.FindOrganisatie(was.Organisatie)?.Bestuur ?? "",
            Studiecoach = student is null ? was.Studiecoach : student.Studiecoach,
            Mwb = student is null ? was.Mwb : student.Mwb,
        };
    }
}
