using Isop.Core.Agenda;
using Isop.Core.Register;

namespace Isop.Tests.Agenda;

/// <summary>A source with the appointments that a test gives it.</summary>
internal sealed class Proefbron : IAgendaBron
{
    public Dictionary<PersonId, List<Afspraak>> Van { get; } = [];

    public Afspraak Zet(PersonId person, Afspraak afspraak)
    {
        Van.TryAdd(person, []);
        Van[person].RemoveAll(a => a.Uid == afspraak.Uid);
        Van[person].Add(afspraak);
        return afspraak;
    }

    public Task<IReadOnlyList<Afspraak>> AfsprakenVan(PersonId persoon, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Afspraak>>([.. Van.GetValueOrDefault(persoon, []).Where(a => from <= a.Datum && a.Datum <= to)]);

    public static Afspraak Bezoek(string uid = "bezoek-1@isop") => new()
    {
        Uid = uid, Titel = "Bezoek aan Gijs, groep 5", Plaats = "De Linde; Dorpsstraat 1, Doetinchem", Datum = new(2026, 11, 26),
        Tijd = new(new(9, 0), new(9, 45)), Gewijzigd = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero),
    };
}
