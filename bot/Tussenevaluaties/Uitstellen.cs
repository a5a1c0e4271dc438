using Isop.Core.Register;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>Asks for the same card again on the person's next working day; answers which day that is.</summary>
public delegate ValueTask<DateOnly> Uitstellen(PersonId person, string kind, string @case, DateTimeOffset now, CancellationToken cancellationToken);
