using Isop.Core.Register;

namespace Isop.Core.Agenda;

/// <summary>A capability that has appointments: visits, intervisie, days of the kalender. Registered as a service, each once.</summary>
public interface IAgendaBron
{
    /// <summary>
    /// The appointments of a person from a day until a day (both inclusive), in any order; also those that were called off, so that
    /// calendars take them away. Nothing for who has none or is unknown.
    /// </summary>
    Task<IReadOnlyList<Afspraak>> AfsprakenVan(PersonId persoon, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
