using Isop.Bot.Tussenevaluaties;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Chat;

/// <summary>A student of the reader's, with the tussenevaluatie that matters now; null when the reader may follow none.</summary>
internal sealed record Studentregel(PersonId Student, ZaakView? Zaak)
{
    public bool IsLaat => Zaak is { } z && StandTekst.IsLate(z);
}

/// <summary>The reader's own students with how far each is, what is late first, then by name: in the chat and on the page.</summary>
internal sealed class Studentenlijst(EigenZaken eigenZaken)
{
    /// <summary>Enough for the latency of Table Storage, few enough to leave the store to others.</summary>
    private const int AtOnce = 16;

    public async ValueTask<IReadOnlyList<Studentregel>> VanAsync(Betrokkene lezer, DateTimeOffset now, CancellationToken ct)
    {
        PersonId[] students = [.. lezer.Studenten];
        var regels = new Studentregel[students.Length];
        await Parallel.ForAsync(0, students.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) =>
            regels[i] = new Studentregel(students[i], await CaseOfAsync(students[i], lezer.Id, now, token)));
        return [.. regels.OrderByDescending(r => r.IsLaat).ThenBy(r => lezer.Register.Find(r.Student)?.Naam, StringComparer.CurrentCulture)];
    }

    /// <summary>The case that matters now: the last one that is about to open or did; else the first that comes.</summary>
    private async ValueTask<ZaakView?> CaseOfAsync(PersonId student, PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        ZaakView? chosen = null;
        var soon = AmsterdamTime.DateOf(now).AddDays(7);
        await foreach (var z in eigenZaken.OfStudentAsync(student, lezer, now, ct))
        {
            if (MayFollow(z) && (chosen is null || z.Zaak.Opening <= soon))
            {
                chosen = z;
            }
        }

        return chosen;
    }

    /// <summary>The state of a case is for those who take part in it now; of an earlier one with others nothing is shown.</summary>
    private static bool MayFollow(ZaakView z) =>
        z.Zijde is not null || z.Zaak.Deelnemers.Opleider == z.Lezer || z.Zaak.Deelnemers.Studiecoach == z.Lezer
        || z.Register.FindStudent(z.Zaak.Deelnemers.Student)?.Mwb == z.Lezer;
}
